package dialtone.order.console;

import dialtone.order.OrderQuery;
import dialtone.order.service.Orders;
import dialtone.party.service.Parties;
import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The CSR's start: find a customer, see what was ordered last. */
@Named
@ViewScoped
public class StartPage implements Serializable {
    private static final long serialVersionUID = 1;

    /** What fits below the search without scrolling. */
    private static final int RECENT = 10;

    private static final int SUGGESTIONS = 8;

    /** One letter finds everybody. */
    private static final int MIN_SEARCH = 2;

    @EJB
    private Orders orders;

    @EJB
    private Parties parties;

    @Inject
    private CustomerNames names;

    private final Map<String, String> entered = new HashMap<>();
    private List<CustomerRow> suggestions = List.of();

    public List<OrderRow> recent() {
        return orders.list(OrderQuery.all(0, RECENT)).rows().stream()
                .map(order -> OrderRow.of(order, names.of(order.customer())))
                .toList();
    }

    /** Finds customers as the CSR types. */
    public void search() {
        suggestions = isSearched()
                ? parties.search(text(), 0, SUGGESTIONS).rows().stream()
                        .map(CustomerRow::of)
                        .toList()
                : List.of();
    }

    public List<CustomerRow> suggestions() {
        return suggestions;
    }

    /** Whether enough is typed to have searched. */
    public boolean isSearched() {
        return text().length() >= MIN_SEARCH;
    }

    public Map<String, String> entered() {
        return entered;
    }

    private String text() {
        return Optional.ofNullable(entered.get("search")).orElse("").strip();
    }
}
