package dialtone.order;

import dialtone.catalog.OfferingId;
import dialtone.catalog.SuspensionReason;
import dialtone.inventory.InventoryState;
import dialtone.inventory.LineSuspension;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.pool.ResourceNeed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The command behind every order entry: TMF622, SOAP and the console send the same one.
 *
 * @param idempotencyKey repeated with the same key, the command answers with the first order; at most 128 characters
 * @param externalId     the requester's own number for the order; at most 64 characters
 * @param channel        where it came from: {@code console}, {@code tmf622}, {@code soap}
 * @param placedBy       login of the person or partner
 * @param items          1 to {@value #MAX_ITEMS}
 * @param details        what else the requester says of it
 * @param suspensionRights reasons for which the requester may suspend lines and bring them back, by his roles
 */
public record PlaceOrder(
        Optional<String> idempotencyKey,
        Optional<String> externalId,
        CustomerId customer,
        Optional<BillingAccountId> billingAccount,
        String channel,
        String placedBy,
        List<Item> items,
        OrderDetails details,
        Set<SuspensionReason> suspensionRights) {

    /** A process variable list and a plan stay small. */
    public static final int MAX_ITEMS = 20;

    /**
     * One thing that is ordered.
     *
     * @param id              chosen by the requester, unique within the order; at most 32 characters
     * @param action          what is to happen with the product
     * @param offering        what is added, or what the product changes to; of what ends or gets another SIM it may be left out, and has
     *                        to be the product's when it is not
     * @param product         id of the customer's product that ends or changes; empty for one that is added
     * @param status          SUSPENDED or ACTIVE when the product is to be suspended or to come back into use; empty when the item is not
     *                        about that
     * @param line            id of the customer's line that what is added belongs to; empty when the order or an answer says which it is
     * @param characteristics answers to the offering's questions; of a suspension why, and what the line is barred from; of another
     *                        SIM its kind
     * @param field           path of this item in the request, put before the field of a refusal:
     *                        {@code productOrderItem[0]}
     */
    public record Item(
            String id,
            ItemAction action,
            Optional<OfferingId> offering,
            Optional<String> product,
            Optional<InventoryState> status,
            Optional<String> line,
            Map<String, String> characteristics,
            String field) {
        public Item {
            characteristics = Map.copyOf(characteristics);
        }

        /** An item that names no line. */
        public Item(
                String id,
                ItemAction action,
                Optional<OfferingId> offering,
                Optional<String> product,
                Optional<InventoryState> status,
                Map<String, String> characteristics,
                String field) {
            this(id, action, offering, product, status, Optional.empty(), characteristics, field);
        }

        /** An item that leaves it at how the product may be used. */
        public Item(
                String id,
                ItemAction action,
                Optional<OfferingId> offering,
                Optional<String> product,
                Map<String, String> characteristics,
                String field) {
            this(id, action, offering, product, Optional.empty(), characteristics, field);
        }

        /** An item about an offering, for a product that is new. */
        public Item(
                String id, ItemAction action, OfferingId offering, Map<String, String> characteristics, String field) {
            this(id, action, Optional.of(offering), Optional.empty(), characteristics, field);
        }

        /** Something that is added to a line of the customer's. */
        public static Item addTo(
                String line, String id, OfferingId offering, Map<String, String> characteristics, String field) {
            return new Item(
                    id,
                    ItemAction.ADD,
                    Optional.of(offering),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(line),
                    characteristics,
                    field);
        }

        /** The end of a product. */
        public static Item end(String id, String product, String field) {
            return new Item(id, ItemAction.DELETE, Optional.empty(), Optional.of(product), Map.of(), field);
        }

        /** A product goes over to another offering. */
        public static Item change(String id, String product, OfferingId offering, String field) {
            return new Item(id, ItemAction.MODIFY, Optional.of(offering), Optional.of(product), Map.of(), field);
        }

        /** A line is suspended. */
        public static Item suspend(String id, String product, LineSuspension suspension, String field) {
            return use(id, product, InventoryState.SUSPENDED, suspension.characteristics(), field);
        }

        /** A suspended line comes back into use. */
        public static Item resume(String id, String product, String field) {
            return use(id, product, InventoryState.ACTIVE, Map.of(), field);
        }

        /** A line gets another SIM. */
        public static Item swap(String id, String product, String simType, String field) {
            return new Item(
                    id,
                    ItemAction.MODIFY,
                    Optional.empty(),
                    Optional.of(product),
                    Map.of(ResourceNeed.SIM_TYPE, simType),
                    field);
        }

        /** A product has another number of seats: as it is typed. */
        public static Item seat(String id, String product, String seats, String field) {
            return new Item(
                    id,
                    ItemAction.MODIFY,
                    Optional.empty(),
                    Optional.of(product),
                    Map.of(OrderedItem.SEATS, seats),
                    field);
        }

        private static Item use(
                String id, String product, InventoryState status, Map<String, String> characteristics, String field) {
            return new Item(
                    id,
                    ItemAction.MODIFY,
                    Optional.empty(),
                    Optional.of(product),
                    Optional.of(status),
                    characteristics,
                    field);
        }

        boolean isAdd() {
            return action == ItemAction.ADD;
        }
    }

    public PlaceOrder {
        items = List.copyOf(items);
        suspensionRights = Set.copyOf(suspensionRights);
    }

    /** An order of somebody who suspends no lines. */
    public PlaceOrder(
            Optional<String> idempotencyKey,
            Optional<String> externalId,
            CustomerId customer,
            Optional<BillingAccountId> billingAccount,
            String channel,
            String placedBy,
            List<Item> items,
            OrderDetails details) {
        this(idempotencyKey, externalId, customer, billingAccount, channel, placedBy, items, details, Set.of());
    }

    /** An order of which nothing else is said. */
    public PlaceOrder(
            Optional<String> idempotencyKey,
            Optional<String> externalId,
            CustomerId customer,
            Optional<BillingAccountId> billingAccount,
            String channel,
            String placedBy,
            List<Item> items) {
        this(idempotencyKey, externalId, customer, billingAccount, channel, placedBy, items, OrderDetails.NONE);
    }

    /** The same order of somebody who may suspend lines for these reasons, and bring them back. */
    public PlaceOrder withSuspensionRights(Set<SuspensionReason> rights) {
        return new PlaceOrder(
                idempotencyKey, externalId, customer, billingAccount, channel, placedBy, items, details, rights);
    }
}
