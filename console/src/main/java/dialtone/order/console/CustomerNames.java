package dialtone.order.console;

import dialtone.party.Customer;
import dialtone.party.CustomerId;
import dialtone.party.service.Parties;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import java.util.HashMap;
import java.util.Map;

/** Names of the customers of one page, each asked for once. */
@RequestScoped
public class CustomerNames {
    @EJB
    private Parties parties;

    private final Map<CustomerId, String> known = new HashMap<>();

    /** The name, or the id of a customer that is not there. */
    public String of(CustomerId id) {
        return known.computeIfAbsent(
                id, asked -> parties.find(asked).map(Customer::name).orElse(asked.value()));
    }
}
