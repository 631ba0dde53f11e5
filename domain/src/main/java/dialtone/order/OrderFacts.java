package dialtone.order;

import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import java.util.List;
import java.util.Optional;

/**
 * A read-only question to the order feature, for the features that may not import it. Answered by ejb-ordering; looked
 * up in JNDI under {@value #JNDI}.
 */
public interface OrderFacts {

    String JNDI = "java:app/ejb-ordering/OrderFactsBean!dialtone.order.OrderFacts";

    Optional<Charges> charges(OrderId order);

    /** What is to be charged for an order: its price snapshot and who pays, and the numbers that usage will arrive under. */
    record Charges(
            OrderId order,
            CustomerId customer,
            BillingAccountId billingAccount,
            List<PricedItem> items,
            List<String> msisdns) {
        public Charges {
            items = List.copyOf(items);
            msisdns = List.copyOf(msisdns);
        }
    }
}
