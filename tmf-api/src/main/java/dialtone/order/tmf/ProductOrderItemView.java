package dialtone.order.tmf;

import dialtone.base.Rejection;
import dialtone.catalog.OfferingId;
import dialtone.inventory.InventoryState;
import dialtone.order.Additions;
import dialtone.order.ItemAction;
import dialtone.order.OrderItem;
import dialtone.order.OrderedItem;
import dialtone.order.PlaceOrder;
import dialtone.platform.tmf.EntityRef;
import dialtone.platform.tmf.NotTaken;
import dialtone.platform.tmf.ReadOnly;
import dialtone.platform.tmf.ResourceJson;
import dialtone.pool.ResourceNeed;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * TMF622 ProductOrderItem, both ways. Items in items and relationships are ways to say that an item belongs to the line of
 * another; the answer names the line by a relationship {@code reliesOn}. A line that the customer has already is named by the product's
 * relationship {@code reliesOn}.
 */
@JsonbPropertyOrder({"id", "action", "quantity", "state", "productOffering", "product", "itemPrice"})
public record ProductOrderItemView(
        @Nullable String id,
        @Nullable Integer quantity,
        @Nullable String action,
        @ReadOnly @Nullable String state,
        @Nullable EntityRef productOffering,
        @Nullable ProductView product,
        @ReadOnly @Nullable List<OrderPriceView> itemPrice,
        @ReadOnly @Nullable List<OrderPriceView> itemTotalPrice,
        @Nullable List<ProductOrderItemView> productOrderItem,
        @Nullable List<RelationshipView> productOrderItemRelationship,
        @Nullable EntityRef billingAccount,

        @NotTaken("There are no appointments here.") @Nullable
        JsonValue appointment,

        @NotTaken("The offering says for how long it is taken.") @Nullable
        JsonValue itemTerm,

        @NotTaken("Payments do not come with an order: what it costs goes to the billing account.") @Nullable
        JsonValue payment,

        @NotTaken("An item is charged by the catalogue and not by a quote.") @Nullable
        JsonValue quoteItem,

        @NotTaken("Name the qualification at the order: productOfferingQualification.") @Nullable
        JsonValue qualification,

        @NotTaken("Name the qualification at the order: productOfferingQualification.") @Nullable
        JsonValue productOfferingQualificationItem,

        @JsonbProperty("@type") @Nullable String type) {

    private static final String TYPE = "ProductOrderItem";
    private static final String RELIES_ON = "reliesOn";
    private static final int MAX_ID = 32;
    private static final int MAX_OFFERING_ID = 64;
    private static final int MAX_PRODUCT_ID = 48;

    /**
     * TMF622's product: by value, as far as an order for a new one says something about it; by its id, when the item
     * ends, changes, suspends or resumes it.
     *
     * @param status   of an item that modifies a product: suspended or active, to suspend its line or bring that back; in an answer the
     *                 same
     * @param id       of the product that ends or changes; in an answer also of one that the order has brought
     * @param isBundle false, if it is said at all: the items of an order are single products
     * @param productRelationship the line of the customer's that what is added relies on
     */
    @JsonbPropertyOrder({"id", "status", "isBundle", "productCharacteristic", "productRelationship"})
    public record ProductView(
            @Nullable String id,
            @Nullable String status,
            @Nullable Boolean isBundle,
            @Nullable List<CharacteristicView> productCharacteristic,
            @Nullable List<ProductRelationshipView> productRelationship,

            @NotTaken("The offering says which specification its product has.") @Nullable
            JsonValue productSpecification,

            @NotTaken("A product is called as its offering.") @Nullable
            JsonValue name,

            @NotTaken("Say it of the order: description, note.") @Nullable
            JsonValue description,

            @NotTaken("A product here has no place of its own.") @Nullable
            JsonValue place) {}

    /** @param value a text, a number or a truth value; compared as text */
    public record CharacteristicView(
            @Nullable String name,
            @Nullable String valueType,
            @Nullable JsonValue value) {

        /** By name. */
        static List<CharacteristicView> of(Map<String, String> given) {
            return new TreeMap<>(given)
                    .entrySet().stream()
                            .map(entry -> new CharacteristicView(
                                    entry.getKey(), "string", ResourceJson.text(entry.getValue())))
                            .toList();
        }
    }

    public record RelationshipView(
            @Nullable String id, @Nullable String relationshipType) {}

    /** @param product the line, by its id */
    public record ProductRelationshipView(
            @Nullable String relationshipType, @Nullable EntityRef product) {}

    static ProductOrderItemView of(OrderItem item) {
        Optional<List<RelationshipView>> line = item.lineItem().map(id -> List.of(new RelationshipView(id, RELIES_ON)));
        return new ProductOrderItemView(
                item.itemId(),
                1,
                item.action().tmf(),
                item.state().tmf(),
                EntityRef.to(item.offering().value(), item.offeringName(), "ProductOffering"),
                new ProductView(
                        product(item).orElse(null),
                        item.status().map(InventoryState::tmf).orElse(null),
                        null,
                        CharacteristicView.of(item.characteristics()),
                        item.isAdd()
                                ? item.lineProduct()
                                        .map(ProductOrderItemView::reliesOn)
                                        .orElse(null)
                                : null,
                        null,
                        null,
                        null,
                        null),
                OrderPriceView.of(item.prices()),
                null,
                null,
                line.orElse(null),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                TYPE);
    }

    private static List<ProductRelationshipView> reliesOn(String line) {
        return List.of(new ProductRelationshipView(RELIES_ON, EntityRef.to(line, "Product")));
    }

    private static Optional<String> product(OrderItem item) {
        return item.product().or(item::installedProduct);
    }

    /**
     * Adds this item and those in it to the command's items, a line before what belongs to it.
     *
     * @param path     of this item: {@code productOrderItem[0]}
     * @param account  the order's
     * @param refusals takes what cannot be read
     */
    void collect(String path, Optional<EntityRef> account, List<PlaceOrder.Item> items, List<Rejection> refusals) {
        if (quantity != null && quantity != 1) {
            refusals.add(Rejection.at(
                    path + ".quantity",
                    "UNSUPPORTED_QUANTITY",
                    "An item orders one product; two products are two items."));
        }
        if (product != null && Boolean.TRUE.equals(product.isBundle())) {
            refusals.add(Rejection.at(
                    path + ".product.isBundle",
                    "UNSUPPORTED_BUNDLE",
                    "An item orders one product; those of a bundle are items of their own."));
        }
        if (billingAccount != null
                && !Objects.equals(
                        billingAccount.id(), account.map(EntityRef::id).orElse(null))) {
            refusals.add(Rejection.at(
                    path + ".billingAccount.id",
                    "SEVERAL_ACCOUNTS",
                    "One account pays for the whole order: the order's billingAccount."));
        }
        if (items.size() <= PlaceOrder.MAX_ITEMS) { // one more is enough for the refusal
            items.add(new PlaceOrder.Item(
                    limited(id, MAX_ID, path + ".id", refusals),
                    action(path, refusals),
                    offering(path, refusals),
                    product(path, refusals),
                    status(path, refusals),
                    line(path, refusals),
                    characteristics(path, refusals),
                    path));
        }
        List<ProductOrderItemView> inner = productOrderItem == null ? List.of() : productOrderItem;
        for (int i = 0; i < inner.size(); i++) {
            inner.get(i).collect(path + ".productOrderItem[" + i + "]", account, items, refusals);
        }
    }

    /** The two states that an order can bring a product to. */
    private Optional<InventoryState> status(String path, List<Rejection> refusals) {
        String asked = product == null ? null : product.status();
        if (asked == null) {
            return Optional.empty();
        }
        Optional<InventoryState> known = Stream.of(InventoryState.ACTIVE, InventoryState.SUSPENDED)
                .filter(state -> state.tmf().equals(asked))
                .findFirst();
        if (known.isEmpty()) {
            refusals.add(Rejection.at(
                    path + ".product.status",
                    "UNSUPPORTED_STATUS",
                    "An order brings a product to the status suspended or active; one that ends is deleted."));
        }
        return known;
    }

    /** What ends, is suspended, comes back or gets another SIM or number of seats is named by its product; its offering may be said beside it. */
    private Optional<OfferingId> offering(String path, List<Rejection> refusals) {
        boolean named = ItemAction.DELETE.tmf().equals(action)
                || (product != null && (product.status() != null || keepsOffering(product)));
        if (productOffering == null && named) {
            return Optional.empty();
        }
        return Optional.of(new OfferingId(limited(
                productOffering == null ? null : productOffering.id(),
                MAX_OFFERING_ID,
                path + ".productOffering.id",
                refusals)));
    }

    private boolean keepsOffering(ProductView asked) {
        return ItemAction.MODIFY.tmf().equals(action)
                && asked.productCharacteristic() != null
                && asked.productCharacteristic().stream()
                        .anyMatch(characteristic -> ResourceNeed.SIM_TYPE.equals(characteristic.name())
                                || OrderedItem.SEATS.equals(characteristic.name()));
    }

    private Optional<String> product(String path, List<Rejection> refusals) {
        String named = product == null ? null : product.id();
        boolean needed = ItemAction.DELETE.tmf().equals(action)
                || ItemAction.MODIFY.tmf().equals(action);
        if (named == null && !needed) {
            return Optional.empty();
        }
        return Optional.of(limited(named, MAX_PRODUCT_ID, path + ".product.id", refusals));
    }

    /** A product relies on one line and on nothing else. */
    private Optional<String> line(String path, List<Rejection> refusals) {
        List<ProductRelationshipView> given =
                product == null || product.productRelationship() == null ? List.of() : product.productRelationship();
        if (given.isEmpty()) {
            return Optional.empty();
        }
        String field = path + ".product.productRelationship";
        ProductRelationshipView relationship = given.getFirst();
        if (given.size() > 1 || !RELIES_ON.equals(relationship.relationshipType())) {
            refusals.add(Rejection.at(
                    field,
                    "UNSUPPORTED_RELATIONSHIP",
                    "What is added relies on one line of the customer's: one relationship of type " + RELIES_ON + "."));
            return Optional.empty();
        }
        String line =
                relationship.product() == null ? null : relationship.product().id();
        return Optional.of(limited(line, MAX_PRODUCT_ID, path + Additions.LINE, refusals));
    }

    private ItemAction action(String path, List<Rejection> refusals) {
        if (action == null) {
            refusals.add(missing(path + ".action"));
            return ItemAction.NO_CHANGE;
        }
        Optional<ItemAction> known = Arrays.stream(ItemAction.values())
                .filter(value -> value.tmf().equals(action))
                .findFirst();
        if (known.isEmpty()) {
            refusals.add(Rejection.at(
                    path + ".action", "UNKNOWN_ACTION", "The action is one of add, modify, delete, noChange."));
        }
        return known.orElse(ItemAction.NO_CHANGE);
    }

    private Map<String, String> characteristics(String path, List<Rejection> refusals) {
        Map<String, String> answers = new TreeMap<>();
        List<CharacteristicView> given = product == null || product.productCharacteristic() == null
                ? List.of()
                : product.productCharacteristic();
        for (int i = 0; i < given.size(); i++) {
            String field = path + ".product.productCharacteristic[" + i + "]";
            CharacteristicView characteristic = given.get(i);
            String name = characteristic.name();
            Optional<String> value = text(characteristic.value());
            if (name == null || name.isBlank()) {
                refusals.add(missing(field + ".name"));
            } else if (value.isEmpty()) {
                refusals.add(Rejection.at(
                        field + ".value", "WRONG_TYPE", "This has to be a text, a number or a truth value."));
            } else if (answers.put(name, value.get()) != null) {
                refusals.add(Rejection.at(
                        field + ".name", "DUPLICATE_CHARACTERISTIC", "The characteristic is given twice."));
            }
        }
        return answers;
    }

    private static Optional<String> text(@Nullable JsonValue value) {
        return switch (value) {
            case JsonString string -> Optional.of(string.getString());
            case JsonNumber number -> Optional.of(number.toString());
            case JsonValue truth
            when truth.equals(JsonValue.TRUE) || truth.equals(JsonValue.FALSE) -> Optional.of(truth.toString());
            case null, default -> Optional.empty();
        };
    }

    static String limited(@Nullable String text, int length, String field, List<Rejection> refusals) {
        if (text == null || text.isBlank()) {
            refusals.add(missing(field));
            return "";
        }
        if (text.length() > length) {
            refusals.add(Rejection.at(field, "TOO_LONG", "The text has more than " + length + " characters."));
            return "";
        }
        return text;
    }

    static Rejection missing(String field) {
        return Rejection.at(field, "MISSING", "This is required.");
    }
}
