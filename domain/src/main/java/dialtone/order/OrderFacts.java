package dialtone.order;

import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A read-only question to the order feature, for the features that may not import it. Answered by ejb-ordering; looked
 * up in JNDI under {@value #JNDI}.
 */
public interface OrderFacts {

    String JNDI = "java:app/ejb-ordering/OrderFactsBean!dialtone.order.OrderFacts";

    Optional<Charges> charges(OrderId order);

    /**
     * What is to be charged for an order: its price snapshot and who pays, and the numbers that usage will arrive under.
     *
     * @param zone  of the billing account: its midnights begin the days that are charged
     * @param lines the numbers, each with the item it was reserved for; an item without a number of its own (an add-on, a
     *              handset) belongs to the first line of the order
     */
    record Charges(
            OrderId order,
            CustomerId customer,
            BillingAccountId billingAccount,
            ZoneId zone,
            List<PricedItem> items,
            List<Line> lines) {
        public Charges {
            items = List.copyOf(items);
            lines = List.copyOf(lines);
        }
    }

    /**
     * A number and the item whose product it is used with.
     *
     * @param msisdn digits of the international number, without a plus sign; at most 15 (ITU-T E.164)
     */
    record Line(String itemId, String msisdn) {}
}
