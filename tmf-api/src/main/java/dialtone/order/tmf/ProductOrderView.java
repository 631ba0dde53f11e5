package dialtone.order.tmf;

import dialtone.base.Rejection;
import dialtone.catalog.Price;
import dialtone.order.OrderItem;
import dialtone.order.OrderPreview;
import dialtone.order.OrderState;
import dialtone.order.PlaceOrder;
import dialtone.order.ProductOrder;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.platform.settings.Settings;
import dialtone.platform.tmf.EntityRef;
import dialtone.platform.tmf.ReadOnly;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * TMF622 v4 ProductOrder, both ways: {@link #of} answers with it, {@link #toCommand} takes a POST's. An attribute of TMF622
 * that is not here is not kept by this server, and a request with it is refused rather than half remembered.
 */
@JsonbPropertyOrder({
    "id",
    "href",
    "externalId",
    "state",
    "orderDate",
    "completionDate",
    "cancellationDate",
    "cancellationReason",
    "channel",
    "relatedParty",
    "billingAccount",
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
        @ReadOnly @Nullable List<EntityRef> channel,
        @Nullable EntityRef billingAccount,
        @Nullable List<RelatedPartyView> relatedParty,
        @ReadOnly @Nullable List<OrderPriceView> orderTotalPrice,
        @Nullable List<ProductOrderItemView> productOrderItem,
        @JsonbProperty("@type") @Nullable String type) {

    static final String PATH = "/tmf-api/productOrderingManagement/v4/productOrder";

    private static final String TYPE = "ProductOrder";
    private static final int MAX_ID = 32;
    private static final int MAX_EXTERNAL_ID = 64;

    static String href(String id) {
        return Settings.publicUri() + PATH + "/" + id;
    }

    public static ProductOrderView of(ProductOrder order) {
        boolean cancelled = order.state() == OrderState.CANCELLED;
        return new ProductOrderView(
                order.id().value(),
                href(order.id().value()),
                order.externalId().orElse(null),
                order.state().tmf(),
                order.placedAt(),
                null,
                order.state() == OrderState.COMPLETED ? order.finishedAt().orElse(null) : null,
                cancelled ? order.finishedAt().orElse(null) : null,
                cancelled ? order.cancelReason().orElse(null) : null,
                List.of(EntityRef.to(order.channel(), "Channel")),
                EntityRef.to(order.billingAccount().value(), "BillingAccount"),
                List.of(new RelatedPartyView(
                        order.customer().value(), null, null, RelatedPartyView.CUSTOMER, "Customer")),
                totals(order),
                order.items().stream().map(ProductOrderItemView::of).toList(),
                TYPE);
    }

    private static @Nullable List<OrderPriceView> totals(ProductOrder order) {
        Optional<Currency> currency = order.items().stream()
                .flatMap(item -> item.prices().stream())
                .flatMap(price -> currency(price).stream())
                .findFirst();
        if (currency.isEmpty()) {
            return null;
        }
        OrderPreview sum =
                OrderPreview.of(order.items().stream().map(OrderItem::priced).toList(), currency.get());
        return List.of(
                OrderPriceView.oneTime("One-off charges", sum.oneOff()),
                OrderPriceView.recurring("Charges of a full month", sum.monthly()));
    }

    private static Optional<Currency> currency(Price price) {
        return switch (price) {
            case Price.OneOff once -> Optional.of(once.amount().currency());
            case Price.Monthly monthly -> Optional.of(monthly.amount().currency());
            case Price.Usage usage -> Optional.empty();
            case Price.Allowance allowance -> Optional.empty();
        };
    }

    /**
     * The order this asks for.
     *
     * @throws TmfRefusal with everything that cannot be read, each with its field: MISSING, TOO_LONG, WRONG_TYPE,
     *                    UNSUPPORTED_TYPE, UNKNOWN_ACTION, UNKNOWN_ITEM, DUPLICATE_CHARACTERISTIC, UNSUPPORTED_QUANTITY,
     *                    AMBIGUOUS_CUSTOMER
     */
    public PlaceOrder toCommand(Optional<String> idempotencyKey, String placedBy) {
        List<Rejection> refusals = new ArrayList<>();
        if (type != null && !type.equals(TYPE)) {
            refusals.add(Rejection.at("@type", "UNSUPPORTED_TYPE", "Orders here are of type " + TYPE + "."));
        }
        Optional<String> external = Optional.ofNullable(externalId).filter(text -> !text.isBlank());
        if (external.isPresent() && external.get().length() > MAX_EXTERNAL_ID) {
            refusals.add(Rejection.at(
                    "externalId", "TOO_LONG", "The text has more than " + MAX_EXTERNAL_ID + " characters."));
        }
        CustomerId customer = customer(refusals);
        Optional<BillingAccountId> account = Optional.ofNullable(billingAccount)
                .map(ref -> new BillingAccountId(
                        ProductOrderItemView.limited(ref.id(), MAX_ID, "billingAccount.id", refusals)));
        List<PlaceOrder.Item> items = items(refusals);
        if (!refusals.isEmpty()) {
            throw TmfRefusal.of(refusals);
        }
        return new PlaceOrder(idempotencyKey, external, customer, account, "tmf622", placedBy, items);
    }

    private CustomerId customer(List<Rejection> refusals) {
        List<RelatedPartyView> parties = relatedParty == null ? List.of() : relatedParty;
        String found = "";
        for (int i = 0; i < parties.size(); i++) {
            if (!parties.get(i).isCustomer()) {
                continue;
            }
            String field = "relatedParty[" + i + "]";
            if (!found.isEmpty()) {
                refusals.add(Rejection.at(field, "AMBIGUOUS_CUSTOMER", "An order is for one customer."));
            }
            found = ProductOrderItemView.limited(parties.get(i).id(), MAX_ID, field + ".id", refusals);
        }
        if (parties.stream().noneMatch(RelatedPartyView::isCustomer)) {
            refusals.add(
                    Rejection.at("relatedParty", "MISSING", "A related party with the role customer is required."));
        }
        return new CustomerId(found);
    }

    private List<PlaceOrder.Item> items(List<Rejection> refusals) {
        List<ProductOrderItemView> given = productOrderItem == null ? List.of() : productOrderItem;
        if (given.isEmpty()) {
            refusals.add(ProductOrderItemView.missing("productOrderItem"));
        }
        List<PlaceOrder.Item> items = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            given.get(i).collect("productOrderItem[" + i + "]", items, refusals);
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
            List<ProductOrderItemView.RelationshipView> relationships =
                    item.productOrderItemRelationship() == null ? List.of() : item.productOrderItemRelationship();
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
