package dialtone.order;

import dialtone.catalog.Price;
import dialtone.inventory.LineSuspension;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.rating.ChargePeriod;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A read-only question to the order feature, for the features that may not import it. Answered by ejb-ordering; looked
 * up in JNDI under {@value #JNDI}.
 */
public interface OrderFacts {

    String JNDI = "java:app/ejb-ordering/OrderFactsBean!dialtone.order.OrderFacts";

    Optional<Charges> charges(OrderId order);

    /**
     * What is to be charged for an order: its price snapshot and who pays, the numbers that usage will arrive under, and what ends.
     *
     * @param zone  of the billing account: its midnights begin the days that are charged
     * @param items those that are added
     * @param lines the numbers, each with the item it was reserved for; an item without a number of its own (an add-on, a
     *              handset) that is none of the extensions belongs to the first line of the order
     * @param ends  the products that end; each is charged until then to whoever has paid for it
     * @param changes the products that are charged by other prices from now on; the account that has paid for each goes on paying
     * @param barred  the lines that are suspended
     * @param unbarred the lines that are back in use
     * @param extensions items without a number of their own, each with that of the line it belongs to
     * @param fees     what is charged once, for products that are charged on as they were
     * @param seatings the products that have another number of seats from now on
     */
    record Charges(
            OrderId order,
            CustomerId customer,
            BillingAccountId billingAccount,
            ZoneId zone,
            List<PricedItem> items,
            List<Line> lines,
            List<Ending> ends,
            List<Change> changes,
            List<Barred> barred,
            List<Unbarred> unbarred,
            List<Extension> extensions,
            List<PricedItem> fees,
            List<Seating> seatings) {
        public Charges {
            items = List.copyOf(items);
            lines = List.copyOf(lines);
            ends = List.copyOf(ends);
            changes = List.copyOf(changes);
            barred = List.copyOf(barred);
            unbarred = List.copyOf(unbarred);
            extensions = List.copyOf(extensions);
            fees = List.copyOf(fees);
            seatings = List.copyOf(seatings);
        }

        /** An order that changes no number of seats. */
        public Charges(
                OrderId order,
                CustomerId customer,
                BillingAccountId billingAccount,
                ZoneId zone,
                List<PricedItem> items,
                List<Line> lines,
                List<Ending> ends,
                List<Change> changes,
                List<Barred> barred,
                List<Unbarred> unbarred,
                List<Extension> extensions,
                List<PricedItem> fees) {
            this(
                    order,
                    customer,
                    billingAccount,
                    zone,
                    items,
                    lines,
                    ends,
                    changes,
                    barred,
                    unbarred,
                    extensions,
                    fees,
                    List.of());
        }

        public Charges seating(List<Seating> others) {
            return new Charges(
                    order,
                    customer,
                    billingAccount,
                    zone,
                    items,
                    lines,
                    ends,
                    changes,
                    barred,
                    unbarred,
                    extensions,
                    fees,
                    others);
        }

        /** An order of which nothing belongs to a line but what it brings for the first of its own, and that charges nothing for what stays. */
        public Charges(
                OrderId order,
                CustomerId customer,
                BillingAccountId billingAccount,
                ZoneId zone,
                List<PricedItem> items,
                List<Line> lines,
                List<Ending> ends,
                List<Change> changes,
                List<Barred> barred,
                List<Unbarred> unbarred) {
            this(
                    order,
                    customer,
                    billingAccount,
                    zone,
                    items,
                    lines,
                    ends,
                    changes,
                    barred,
                    unbarred,
                    List.of(),
                    List.of());
        }

        /** The number of the line that an item without one belongs to; empty when nothing says which that is. */
        public Optional<String> numberOf(PricedItem item) {
            return extensions.stream()
                    .filter(extension -> extension.itemId().equals(item.itemId()))
                    .map(Extension::msisdn)
                    .findFirst();
        }

        /** The numbers that use may have waited for: those that have an account from now on, and those that are barred no more. */
        public Set<String> numbersToRate() {
            Set<String> numbers = new LinkedHashSet<>();
            lines.forEach(line -> numbers.add(line.msisdn()));
            unbarred.forEach(line -> numbers.add(line.msisdn()));
            return numbers;
        }

        /** An order that suspends no line and brings none back. */
        public Charges(
                OrderId order,
                CustomerId customer,
                BillingAccountId billingAccount,
                ZoneId zone,
                List<PricedItem> items,
                List<Line> lines,
                List<Ending> ends,
                List<Change> changes) {
            this(order, customer, billingAccount, zone, items, lines, ends, changes, List.of(), List.of());
        }

        /** An order that ends nothing and changes nothing. */
        public Charges(
                OrderId order,
                CustomerId customer,
                BillingAccountId billingAccount,
                ZoneId zone,
                List<PricedItem> items,
                List<Line> lines) {
            this(order, customer, billingAccount, zone, items, lines, List.of(), List.of());
        }
    }

    /**
     * A number and the item whose product it is used with.
     *
     * @param msisdn digits of the international number, without a plus sign; at most 15 (ITU-T E.164)
     */
    record Line(String itemId, String msisdn) {}

    /**
     * An item whose product belongs to a line.
     *
     * @param msisdn of the line, of the same order or of one that the customer has had before
     */
    record Extension(String itemId, String msisdn) {}

    /**
     * What a product was charged by and is charged by no more, named by the item that it was ordered with: the one that brought the
     * product, or the last one that has changed it.
     *
     * @param order            of the item
     * @param itemId           of that order
     * @param msisdn           of the line: the product's own, or that of the line it belongs to
     * @param earlyTermination from the price snapshot of the order that ends or changes it; empty when that costs nothing
     * @param askedFor         when the order that ends it was to begin
     */
    record Ending(
            OrderId order,
            String itemId,
            Optional<String> msisdn,
            Optional<Price.EarlyTermination> earlyTermination,
            Optional<Instant> askedFor) {

        /** One that ends as soon as the order is there. */
        public Ending(
                OrderId order,
                String itemId,
                Optional<String> msisdn,
                Optional<Price.EarlyTermination> earlyTermination) {
            this(order, itemId, msisdn, earlyTermination, Optional.empty());
        }

        public Ending askedFor(Instant start) {
            return new Ending(order, itemId, msisdn, earlyTermination, Optional.of(start));
        }

        /**
         * Whether an add-on's end was asked for when the bill cycle is over, and nothing of the next one was wanted: the month it ends in
         * then is not charged, however long the network took.
         *
         * @param zone of the account, whose midnights begin the days
         */
        public boolean isWithTheMonth(ZoneId zone) {
            return askedFor.filter(
                            start -> ChargePeriod.beginsMonth(start.atZone(zone).toLocalDateTime()))
                    .isPresent();
        }
    }

    /**
     * A line that is barred.
     *
     * @param itemId of the order that suspends it
     * @param msisdn of the line
     * @param since  when the network had barred it
     */
    record Barred(String itemId, String msisdn, LineSuspension suspension, Instant since) {}

    /**
     * A line that is not barred any more.
     *
     * @param msisdn of the line
     * @param until  when the network was asked to unbar it: what was used after that has been let through
     */
    record Unbarred(String msisdn, Instant until) {}

    /**
     * A product that has another number of seats from now on.
     *
     * @param charged what it is charged by, and goes on to be
     * @param seats   0 to {@link dialtone.rating.Subscription#MAX_SEATS}
     */
    record Seating(Ending charged, long seats) {}

    /**
     * A product that is charged by other prices from now on.
     *
     * @param former what it was charged by, which ends
     * @param into   what it is charged by, under the item that changes it
     */
    record Change(Ending former, PricedItem into) {}
}
