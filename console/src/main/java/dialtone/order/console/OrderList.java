package dialtone.order.console;

import dialtone.base.Page;
import dialtone.base.console.Badge;
import dialtone.base.console.Pager;
import dialtone.catalog.ProductOffering;
import dialtone.inventory.InventoryState;
import dialtone.inventory.service.Inventory;
import dialtone.order.Jeopardy;
import dialtone.order.OrderQuery;
import dialtone.order.OrderQuery.Attribute;
import dialtone.order.OrderState;
import dialtone.order.ProductOrder;
import dialtone.order.service.Orders;
import dialtone.party.CustomerId;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The list of orders. Its filters are parameters of its address: state, jeopardy, text, customer, offset. */
@Named
@RequestScoped
public class OrderList {
    /** A screen's worth; a narrower filter finds faster than more rows. */
    private static final int ROWS = 25;

    /** Longest text that is searched for: no name or number is longer. */
    private static final int MAX_TEXT = 64;

    /** Nobody turns more pages than this. */
    private static final int MAX_OFFSET = 10_000;

    private static final String LATE = "LATE";

    @EJB
    private Orders orders;

    @EJB
    private Inventory inventory;

    @Inject
    private CustomerNames names;

    @Inject
    private HttpServletRequest request;

    private Optional<Page<ProductOrder>> page = Optional.empty();
    private Optional<List<LineRow>> lines = Optional.empty();

    public List<OrderRow> rows() {
        return page().rows().stream()
                .map(order -> OrderRow.of(order, names.of(order.customer())))
                .toList();
    }

    /** Lines of the customer asked for that have not ended, the newest first; none when all customers' orders are shown. */
    public List<LineRow> lines() {
        if (lines.isEmpty()) {
            lines = Optional.of(linesOfCustomer());
        }
        return lines.get();
    }

    private List<LineRow> linesOfCustomer() {
        return customer().isEmpty()
                ? List.of()
                : inventory.products(new CustomerId(customer())).stream()
                        .filter(product -> product.role() == ProductOffering.Role.PLAN)
                        .filter(product -> product.state() != InventoryState.TERMINATED)
                        .limit(ROWS)
                        .map(LineRow::of)
                        .toList();
    }

    public Pager pager() {
        return Pager.of(
                page(),
                ROWS,
                request.getContextPath() + "/orders/list",
                Map.of("state", state(), "jeopardy", jeopardy(), "text", text(), "customer", customer()));
    }

    public boolean isFiltered() {
        return !state().isEmpty()
                || !jeopardy().isEmpty()
                || !text().isEmpty()
                || !customer().isEmpty();
    }

    /** The states to choose from. */
    public List<StateChoice> states() {
        return Arrays.stream(OrderState.values())
                .map(state -> new StateChoice(state.name(), Badge.of(state).label()))
                .toList();
    }

    /** How late an order may be, to choose from. */
    public List<StateChoice> jeopardies() {
        return List.of(
                new StateChoice(LATE, "Amber or red"),
                new StateChoice(Jeopardy.AMBER.name(), Badge.of(Jeopardy.AMBER).label()),
                new StateChoice(Jeopardy.RED.name(), Badge.of(Jeopardy.RED).label()));
    }

    /** What is asked for of these; empty for all. */
    public String jeopardy() {
        return jeopardies().stream()
                .map(StateChoice::value)
                .filter(value -> value.equals(request.getParameter("jeopardy")))
                .findFirst()
                .orElse("");
    }

    private List<String> jeopardyNames() {
        return switch (jeopardy()) {
            case "" -> List.of();
            case LATE -> List.of(Jeopardy.AMBER.name(), Jeopardy.RED.name());
            default -> List.of(jeopardy());
        };
    }

    public record StateChoice(String value, String label) {}

    /** Name of the state asked for; empty for all, and for one that does not exist. */
    public String state() {
        return Arrays.stream(OrderState.values())
                .map(OrderState::name)
                .filter(name -> name.equals(request.getParameter("state")))
                .findFirst()
                .orElse("");
    }

    public String text() {
        return parameter("text");
    }

    public String customer() {
        return parameter("customer");
    }

    private String parameter(String name) {
        String value =
                Optional.ofNullable(request.getParameter(name)).orElse("").strip();
        return value.substring(0, Math.min(value.length(), MAX_TEXT));
    }

    private Page<ProductOrder> page() {
        if (page.isEmpty()) {
            OrderQuery query = OrderQuery.all(Pager.offset(request.getParameter("offset"), MAX_OFFSET), ROWS)
                    .in(state().isEmpty() ? Set.of() : Set.of(OrderState.valueOf(state())))
                    .with(Attribute.JEOPARDY, jeopardyNames())
                    .with(Attribute.CUSTOMER, customer().isEmpty() ? List.of() : List.of(customer()));
            page = Optional.of(orders.list(text().isEmpty() ? query : query.mentioning(text())));
        }
        return page.get();
    }
}
