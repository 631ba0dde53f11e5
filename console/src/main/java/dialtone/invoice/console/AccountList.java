package dialtone.invoice.console;

import dialtone.base.Page;
import dialtone.base.console.Amounts;
import dialtone.base.console.Pager;
import dialtone.ledger.service.Ledger;
import dialtone.party.BillingAccount;
import dialtone.party.Customer;
import dialtone.party.service.Parties;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Billing accounts by their customers. The search is a parameter of the address: text, offset. */
@Named
@RequestScoped
public class AccountList {

    /** Customers on a page. */
    private static final int ROWS = 25;

    private static final int MAX_OFFSET = 10_000;

    /** @param owes what was posted to it and is not paid; empty when nothing ever was */
    public record Row(String id, String customer, String customerId, String currency, String owes) {}

    @EJB
    private Parties parties;

    @EJB
    private Ledger ledger;

    @Inject
    private HttpServletRequest request;

    private Optional<Page<Customer>> page = Optional.empty();

    @SuppressWarnings("NullAway") // the container injects
    public AccountList() {}

    public List<Row> rows() {
        return page().rows().stream()
                .flatMap(customer -> parties.accounts(customer.id()).stream().map(account -> row(customer, account)))
                .toList();
    }

    private Row row(Customer customer, BillingAccount account) {
        return new Row(
                account.id().value(),
                customer.name(),
                customer.id().value(),
                account.currency().getCurrencyCode(),
                Amounts.texts(ledger.balance(account.id())));
    }

    public Pager pager() {
        return Pager.of(page(), ROWS, request.getContextPath() + "/billing/accounts", Map.of("text", text()));
    }

    public String text() {
        String text = Stream.of(request.getParameter("text"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("")
                .strip();
        return text.substring(0, Math.min(text.length(), Parties.MAX_SEARCH));
    }

    private Page<Customer> page() {
        if (page.isEmpty()) {
            page = Optional.of(parties.search(text(), Pager.offset(request.getParameter("offset"), MAX_OFFSET), ROWS));
        }
        return page.get();
    }
}
