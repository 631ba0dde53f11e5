package dialtone.order.tmf;

import dialtone.base.Rejection;
import dialtone.catalog.Price;
import dialtone.order.OrderDetails;
import dialtone.order.OrderItem;
import dialtone.order.OrderPart;
import dialtone.order.OrderPreview;
import dialtone.order.OrderReference;
import dialtone.order.OrderReference.Kind;
import dialtone.order.OrderState;
import dialtone.order.PlaceOrder;
import dialtone.order.ProductOrder;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.platform.settings.Settings;
import dialtone.platform.tmf.EntityRef;
import dialtone.platform.tmf.FieldSelection;
import dialtone.platform.tmf.NotTaken;
import dialtone.platform.tmf.ReadOnly;
import dialtone.platform.tmf.RelatedEntity;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * TMF622 v4 ProductOrder, both ways: {@link #of} answers with it, {@link #toCommand} takes a POST's. An attribute of TMF622
 * that is not here is not kept by this server, and a request with it is refused rather than half remembered.
 *
 * @param requestedStartDate      nothing is done for the order before; until then it stays acknowledged
 * @param requestedCompletionDate the requester's wish; kept and shown
 * @param expectedCompletionDate  by what its plan takes; said anew when the order comes into more or less jeopardy, absent when it has ended
 * @param priority                0 (highest) to 4, as text; kept and shown
 * @param channel                 those the requester named; when none, where the order came in
 */
@JsonbPropertyOrder({
    "id",
    "href",
    "externalId",
    "state",
    "category",
    "description",
    "priority",
    "orderDate",
    "requestedStartDate",
    "requestedCompletionDate",
    "expectedCompletionDate",
    "completionDate",
    "cancellationDate",
    "cancellationReason",
    "notificationContact",
    "channel",
    "relatedParty",
    "billingAccount",
    "agreement",
    "productOfferingQualification",
    "note",
    "orderTotalPrice",
    "productOrderItem"
})
public record ProductOrderView(
        @ReadOnly @Nullable String id,
        @ReadOnly @Nullable String href,
        @Nullable String externalId,
        @ReadOnly @Nullable String state,
        @ReadOnly @Nullable Instant orderDate,
        @ReadOnly @Nullable Instant expectedCompletionDate,
        @ReadOnly @Nullable Instant completionDate,
        @ReadOnly @Nullable Instant cancellationDate,
        @ReadOnly @Nullable String cancellationReason,
        @Nullable String category,
        @Nullable String description,
        @Nullable String priority,
        @Nullable Instant requestedStartDate,
        @Nullable Instant requestedCompletionDate,
        @Nullable String notificationContact,
        @Nullable List<NoteView> note,
        @Nullable List<RelatedEntity> channel,
        @Nullable List<RelatedEntity> agreement,
        @Nullable List<RelatedEntity> productOfferingQualification,

        @NotTaken("Payments do not come with an order: what it costs goes to the billing account.") @Nullable
        JsonValue payment,

        @NotTaken("An order is charged by the catalogue and not by a quote.") @Nullable
        JsonValue quote,

        @Nullable EntityRef billingAccount,
        @Nullable List<RelatedEntity> relatedParty,
        @ReadOnly @Nullable List<OrderPriceView> orderTotalPrice,
        @Nullable List<ProductOrderItemView> productOrderItem,
        @JsonbProperty("@type") @Nullable String type) {

    static final String PATH = "/tmf-api/productOrderingManagement/v4/productOrder";

    static final String TYPE = "ProductOrder";

    /** Attributes that are not in the order's own row. */
    private static final Map<String, OrderPart> READ_FROM = Map.of(
            "note", OrderPart.NOTES,
            "channel", OrderPart.REFERENCES,
            "agreement", OrderPart.REFERENCES,
            "productOfferingQualification", OrderPart.REFERENCES,
            "relatedParty", OrderPart.REFERENCES,
            "orderTotalPrice", OrderPart.ITEMS,
            "productOrderItem", OrderPart.ITEMS);

    private static final Pattern PARTY = Pattern.compile("relatedParty\\[(?<place>[0-9]+)](?<rest>.*)");
    private static final int MAX_ID = 32;
    private static final int MAX_EXTERNAL_ID = 64;

    static String href(String id) {
        return Settings.publicUri() + PATH + "/" + id;
    }

    /** The parts that a selection of attributes needs to have read. */
    static Set<OrderPart> parts(FieldSelection fields) {
        return fields.needed(READ_FROM);
    }

    public static ProductOrderView of(ProductOrder order) {
        return of(order, EnumSet.allOf(OrderPart.class));
    }

    /** @param read parts of the order that may be asked for; attributes that come from others say nothing */
    static ProductOrderView of(ProductOrder order, Set<OrderPart> read) {
        boolean cancelled = order.state() == OrderState.CANCELLED;
        OrderDetails details = order.details(read);
        List<OrderItem> items = read.contains(OrderPart.ITEMS) ? order.items() : List.of();
        return new ProductOrderView(
                order.id().value(),
                href(order.id().value()),
                order.externalId().orElse(null),
                order.state().tmf(),
                order.placedAt(),
                order.state().isFinal() ? null : order.expectedCompletionAt().orElse(null),
                order.state() == OrderState.COMPLETED ? order.finishedAt().orElse(null) : null,
                cancelled ? order.finishedAt().orElse(null) : null,
                cancelled ? order.cancelReason().orElse(null) : null,
                details.category().orElse(null),
                details.description().orElse(null),
                details.priority().map(Object::toString).orElse(null),
                details.requestedStart().orElse(null),
                details.requestedCompletion().orElse(null),
                details.notificationContact().orElse(null),
                details.notes().isEmpty()
                        ? null
                        : details.notes().stream().map(NoteView::of).toList(),
                channels(order, details),
                References.shown(details.references(Kind.AGREEMENT)),
                References.shown(details.references(Kind.QUALIFICATION)),
                null,
                null,
                EntityRef.to(order.billingAccount().value(), "BillingAccount"),
                parties(order, details),
                totals(items),
                items.stream().map(ProductOrderItemView::of).toList(),
                TYPE);
    }

    private static List<RelatedEntity> channels(ProductOrder order, OrderDetails details) {
        List<RelatedEntity> named = References.shown(details.references(Kind.CHANNEL));
        return named == null ? List.of(new RelatedEntity(order.channel(), null, null, null, "Channel")) : named;
    }

    /** The customer, whom every order has, and whoever else the requester named. */
    private static List<RelatedEntity> parties(ProductOrder order, OrderDetails details) {
        List<RelatedEntity> parties = new ArrayList<>();
        parties.add(RelatedEntity.customer(order.customer().value()));
        details.references(Kind.PARTY).stream().map(References::shown).forEach(parties::add);
        return parties;
    }

    private static @Nullable List<OrderPriceView> totals(List<OrderItem> items) {
        Optional<Currency> currency = items.stream()
                .flatMap(item -> item.prices().stream())
                .flatMap(price -> currency(price).stream())
                .findFirst();
        if (currency.isEmpty()) {
            return null;
        }
        return OrderPriceView.totals(
                OrderPreview.of(items.stream().map(OrderItem::priced).toList(), currency.get()));
    }

    private static Optional<Currency> currency(Price price) {
        return switch (price) {
            case Price.OneOff once -> Optional.of(once.amount().currency());
            case Price.Recurring monthly -> Optional.of(monthly.amount().currency());
            case Price.EarlyTermination fee -> Optional.of(fee.amount().currency());
            case Price.Usage usage -> Optional.empty();
            case Price.Allowance allowance -> Optional.empty();
        };
    }

    /**
     * The order this asks for.
     *
     * @throws TmfRefusal with everything that cannot be read, each with its field: MISSING, TOO_LONG, WRONG_TYPE,
     *                    UNSUPPORTED_TYPE, UNKNOWN_ACTION, UNKNOWN_ITEM, DUPLICATE_CHARACTERISTIC, UNSUPPORTED_QUANTITY,
     *                    UNSUPPORTED_STATUS, AMBIGUOUS_CUSTOMER, INVALID_PRIORITY, SEVERAL_ACCOUNTS
     */
    public PlaceOrder toCommand(Optional<String> idempotencyKey, String placedBy) {
        List<Rejection> refusals = new ArrayList<>();
        if (type != null && !type.equals(TYPE)) {
            refusals.add(Rejection.at("@type", "UNSUPPORTED_TYPE", "Orders here are of type " + TYPE + "."));
        }
        Optional<String> external = given(externalId);
        if (external.isPresent() && external.get().length() > MAX_EXTERNAL_ID) {
            refusals.add(Rejection.at(
                    "externalId", "TOO_LONG", "The text has more than " + MAX_EXTERNAL_ID + " characters."));
        }
        CustomerId customer = customer(refusals);
        Optional<BillingAccountId> account = payer().map(ref ->
                new BillingAccountId(ProductOrderItemView.limited(ref.id(), MAX_ID, "billingAccount.id", refusals)));
        List<PlaceOrder.Item> items = items(refusals);
        OrderDetails details = details(refusals);
        if (!refusals.isEmpty()) {
            throw TmfRefusal.of(refusals);
        }
        return new PlaceOrder(idempotencyKey, external, customer, account, "tmf622", placedBy, items, details);
    }

    /** A text of blanks says nothing. */
    static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(written -> !written.isBlank());
    }

    private OrderDetails details(List<Rejection> refusals) {
        List<OrderReference> references = new ArrayList<>();
        add(otherParties(), Kind.PARTY, references);
        add(listed(channel), Kind.CHANNEL, references);
        add(listed(agreement), Kind.AGREEMENT, references);
        add(listed(productOfferingQualification), Kind.QUALIFICATION, references);
        return new OrderDetails(
                given(description),
                given(category),
                priority(refusals),
                Optional.ofNullable(requestedStartDate),
                Optional.ofNullable(requestedCompletionDate),
                given(notificationContact),
                note == null ? List.of() : note.stream().map(NoteView::toNote).toList(),
                references);
    }

    private List<RelatedEntity> otherParties() {
        return listed(relatedParty).stream()
                .filter(party -> !party.namesCustomer())
                .toList();
    }

    /** What a service refused, with the places of this request: the command does not count the customer among the parties. */
    List<Rejection> inRequest(List<Rejection> reasons) {
        List<RelatedEntity> parties = listed(relatedParty);
        List<Integer> others = IntStream.range(0, parties.size())
                .filter(place -> !parties.get(place).namesCustomer())
                .boxed()
                .toList();
        return reasons.stream()
                .map(reason -> {
                    Matcher party = PARTY.matcher(reason.field());
                    return party.matches()
                            ? Rejection.at(
                                    "relatedParty[" + others.get(Integer.parseInt(party.group("place"))) + "]"
                                            + party.group("rest"),
                                    reason.code(),
                                    reason.message())
                            : reason;
                })
                .toList();
    }

    private static <T> List<T> listed(@Nullable List<T> given) {
        return given == null ? List.of() : given;
    }

    private static void add(List<RelatedEntity> given, Kind kind, List<OrderReference> references) {
        given.stream().map(named -> References.read(kind, named)).forEach(references::add);
    }

    /** A digit in a text (TMF622). */
    Optional<Integer> priority(List<Rejection> refusals) {
        Optional<String> written = given(priority);
        if (written.isPresent() && !written.get().matches("[0-9]")) {
            refusals.add(Rejection.at(
                    "priority",
                    "INVALID_PRIORITY",
                    "A priority is a text with a number from 0, the highest, to " + OrderDetails.LOWEST_PRIORITY
                            + "."));
            return Optional.empty();
        }
        return written.map(Integer::valueOf);
    }

    private CustomerId customer(List<Rejection> refusals) {
        List<RelatedEntity> parties = listed(relatedParty);
        String found = "";
        for (int i = 0; i < parties.size(); i++) {
            if (!parties.get(i).namesCustomer()) {
                continue;
            }
            String field = "relatedParty[" + i + "]";
            if (!found.isEmpty()) {
                refusals.add(Rejection.at(field, "AMBIGUOUS_CUSTOMER", "An order is for one customer."));
            }
            found = ProductOrderItemView.limited(parties.get(i).id(), MAX_ID, field + ".id", refusals);
        }
        if (parties.stream().noneMatch(RelatedEntity::namesCustomer)) {
            refusals.add(
                    Rejection.at("relatedParty", "MISSING", "A related party with the role customer is required."));
        }
        return new CustomerId(found);
    }

    private List<PlaceOrder.Item> items(List<Rejection> refusals) {
        return items(payer(), refusals);
    }

    /** The order's account, or the one that its items name in place of that. */
    private Optional<EntityRef> payer() {
        return Optional.ofNullable(billingAccount)
                .or(() -> listed(productOrderItem).stream()
                        .flatMap(item -> Optional.ofNullable(item.billingAccount()).stream())
                        .findFirst());
    }

    /** @param account that pays for the order: an item may name it, and no other */
    List<PlaceOrder.Item> items(Optional<EntityRef> account, List<Rejection> refusals) {
        List<ProductOrderItemView> given = listed(productOrderItem);
        if (given.isEmpty()) {
            refusals.add(ProductOrderItemView.missing("productOrderItem"));
        }
        List<PlaceOrder.Item> items = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            given.get(i).collect("productOrderItem[" + i + "]", account, items, refusals);
        }
        Set<String> ids = new HashSet<>();
        items.forEach(item -> ids.add(item.id()));
        checkRelationships(given, "productOrderItem", ids, refusals);
        return items;
    }

    /** A relationship to an item that the order does not have is a slip of the requester's. */
    private static void checkRelationships(
            List<ProductOrderItemView> given, String path, Set<String> ids, List<Rejection> refusals) {
        for (int i = 0; i < given.size(); i++) {
            ProductOrderItemView item = given.get(i);
            List<ProductOrderItemView.RelationshipView> relationships = listed(item.productOrderItemRelationship());
            for (int j = 0; j < relationships.size(); j++) {
                String id = relationships.get(j).id();
                if (id == null || !ids.contains(id) || id.equals(item.id())) {
                    refusals.add(Rejection.at(
                            path + "[" + i + "].productOrderItemRelationship[" + j + "].id",
                            "UNKNOWN_ITEM",
                            "This has to be the id of another item of the order."));
                }
            }
            if (item.productOrderItem() != null) {
                checkRelationships(item.productOrderItem(), path + "[" + i + "].productOrderItem", ids, refusals);
            }
        }
    }
}
