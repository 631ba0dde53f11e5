package dialtone.order;

import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.inventory.InventoryState;
import dialtone.inventory.LineSuspension;
import dialtone.inventory.Product;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One thing that an order asks for, with its price snapshot. Its state changes only through its order. */
@Entity
@Table(name = "ORDER_ITEM")
public class OrderItem {

    /** The order's id and the item's, so that one column is the key. */
    @Id
    @Column(name = "ITEM_KEY")
    private String key;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "ORDER_ID")
    private ProductOrder order;

    @Column(name = "ITEM_ID")
    private String itemId;

    @Column(name = "LINE_NO")
    private int position;

    @Enumerated(EnumType.STRING)
    @Column(name = "ACTION")
    private ItemAction action;

    @Embedded
    @AttributeOverride(name = "value", column = @Column(name = "OFFERING_ID"))
    private OfferingId offering;

    @Column(name = "OFFERING_NAME")
    private String offeringName;

    @Column(name = "PLAN_ITEM_ID")
    private @Nullable String lineItem;

    @Column(name = "PLAN_PRODUCT_ID")
    private @Nullable String lineProduct;

    @Column(name = "PRODUCT_ID")
    private @Nullable String product;

    @Column(name = "FORMER_OFFERING_NAME")
    private @Nullable String formerOffering;

    @Enumerated(EnumType.STRING)
    @Column(name = "PRODUCT_STATUS")
    private @Nullable InventoryState status;

    @Column(name = "NEW_SIM_TYPE")
    private @Nullable String newSim;

    @Column(name = "NEW_SEATS")
    private @Nullable Long newSeats;

    @Enumerated(EnumType.STRING)
    @Column(name = "STATE")
    private OrderState state;

    @Column(name = "REVISION_NO")
    private int revision;

    @Column(name = "WITHDRAWN_IN")
    private @Nullable Integer withdrawnIn;

    @ElementCollection
    @CollectionTable(name = "ORDER_ITEM_CHARACTERISTIC", joinColumns = @JoinColumn(name = "ITEM_KEY"))
    @MapKeyColumn(name = "NAME")
    @Column(name = "CONTENT")
    private Map<String, String> characteristics = new HashMap<>();

    @ElementCollection
    @CollectionTable(name = "ORDER_ITEM_PRICE", joinColumns = @JoinColumn(name = "ITEM_KEY"))
    @OrderColumn(name = "POSITION")
    private List<ItemPrice> prices = new ArrayList<>();

    @SuppressWarnings("NullAway") // for the persistence provider, which fills the fields
    protected OrderItem() {}

    OrderItem(ProductOrder order, int position, OrderedItem from, Optional<String> lineProduct) {
        this.key = order.id().value() + "/" + from.itemId();
        this.order = order;
        this.itemId = from.itemId();
        this.position = position;
        this.action = from.action();
        this.offering = from.offeringId();
        this.offeringName = from.offering().name();
        this.lineItem = from.lineItem().orElse(null);
        this.lineProduct = lineProduct.orElse(null);
        this.product = from.product().map(OwnedProduct::id).orElse(null);
        this.formerOffering = from.isChange()
                ? from.product().map(owned -> owned.offering().name()).orElse(null)
                : null;
        this.status = from.status().orElse(null);
        this.newSim = from.newSim().orElse(null);
        this.newSeats = from.newSeats().orElse(null);
        this.state = order.state();
        this.revision = order.revision();
        this.characteristics.putAll(from.characteristics());
        from.prices().forEach(price -> prices.add(ItemPrice.of(price)));
    }

    /**
     * The item as an amendment has it, with the prices of the offering that it has then; one that stays the same stays as it was. Its line
     * does not change.
     */
    void amend(OrderedItem to, int revisionNo) {
        if (isAs(to)) {
            return;
        }
        offering = to.offeringId();
        offeringName = to.offering().name();
        revision = revisionNo;
        characteristics.keySet().retainAll(to.characteristics().keySet());
        characteristics.putAll(to.characteristics());
        prices.clear();
        to.prices().forEach(price -> prices.add(ItemPrice.of(price)));
    }

    /** Other answers, by which nothing of it is delivered or charged otherwise. */
    void correct(Map<String, String> answers) {
        characteristics.putAll(answers);
    }

    private boolean isAs(OrderedItem to) {
        return offering.equals(to.offeringId()) && characteristics.equals(to.characteristics());
    }

    /** An amendment does not want it any more; it goes the way that TMF622 has for what is cancelled. */
    void withdraw(int revisionNo) {
        become(OrderState.ASSESSING_CANCELLATION);
        become(OrderState.PENDING_CANCELLATION);
        become(OrderState.CANCELLED);
        withdrawnIn = revisionNo;
    }

    void become(OrderState next) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException(
                    "Item " + itemId + " of order " + order.id() + " is " + state + " and cannot become " + next);
        }
        state = next;
    }

    /** Key of the item's rows: the order's id and the item's. */
    public String key() {
        return key;
    }

    /** As the requester named it. */
    public String itemId() {
        return itemId;
    }

    /** Its place in the order, from 1. */
    public int position() {
        return position;
    }

    public ItemAction action() {
        return action;
    }

    public OfferingId offering() {
        return offering;
    }

    public String offeringName() {
        return offeringName;
    }

    /** Id of the item of the same order with the plan that this one belongs to. */
    public Optional<String> lineItem() {
        return Optional.ofNullable(lineItem);
    }

    /** Id of the customer's product with the plan that what is added, or exchanged for something else, belongs to, when that plan was ordered before. */
    public Optional<String> lineProduct() {
        return Optional.ofNullable(lineProduct);
    }

    /** Id of the customer's product that ends, changes or gets another SIM; empty for one that is added. */
    public Optional<String> product() {
        return Optional.ofNullable(product);
    }

    /** Id of the product that the item has brought, once it is installed. */
    public Optional<String> installedProduct() {
        return isAdd() && state == OrderState.COMPLETED
                ? Optional.of(Product.Origin.productId(order.id(), position).value())
                : Optional.empty();
    }

    public boolean isAdd() {
        return action == ItemAction.ADD;
    }

    public boolean isEnd() {
        return action == ItemAction.DELETE;
    }

    /** Whether a product goes over to the offering. */
    public boolean isChange() {
        return action == ItemAction.MODIFY && status == null && newSim == null && newSeats == null;
    }

    /** Whether a line gets another SIM. */
    public boolean isSwap() {
        return newSim != null;
    }

    /** Whether a line gets another handset in place of the product. */
    public boolean isUpgrade() {
        return isChange() && lineProduct != null;
    }

    /** Kind of the SIM that the line gets in place of the one it has; empty when it keeps that. */
    public Optional<String> newSim() {
        return Optional.ofNullable(newSim);
    }

    /** How many seats the product has from the order on; empty when it keeps the number it has. */
    public Optional<Long> newSeats() {
        return Optional.ofNullable(newSeats);
    }

    /** Whether a product gets another number of seats. */
    public boolean isSeating() {
        return newSeats != null;
    }

    /** SUSPENDED or ACTIVE when the item suspends its product or brings it back into use; empty when it does neither. */
    public Optional<InventoryState> status() {
        return Optional.ofNullable(status);
    }

    public boolean isSuspension() {
        return status == InventoryState.SUSPENDED;
    }

    public boolean isResumption() {
        return status == InventoryState.ACTIVE;
    }

    /** Why the item suspends its product, and what that is barred from; empty when it does not suspend it. */
    public Optional<LineSuspension> suspension() {
        return isSuspension() ? Optional.of(LineSuspension.of(characteristics)) : Optional.empty();
    }

    /** Name of the offering that the product had when its change was ordered; empty for what is no change. */
    public Optional<String> formerOffering() {
        return Optional.ofNullable(formerOffering);
    }

    public OrderState state() {
        return state;
    }

    /** Revision of the order in which it was added or changed last; its prices are of then. */
    public int revision() {
        return revision;
    }

    /** Whether an amendment has taken it out of the order. */
    public boolean isWithdrawn() {
        return withdrawnIn != null;
    }

    /** The answers to the offering's questions, defaults filled in when the order was placed. */
    public Map<String, String> characteristics() {
        return Map.copyOf(characteristics);
    }

    /**
     * The snapshot, in catalogue order; of a product that ends, what that costs; of one that changes, both. None when the product is
     * charged on as it was.
     */
    public List<Price> prices() {
        return prices.stream().map(ItemPrice::price).toList();
    }

    public PricedItem priced() {
        return new PricedItem(itemId, offering, offeringName, prices(), SeatChanges.said(characteristics));
    }

    /** What it is charged by from the order on: {@link #prices} without what leaving something early costs. */
    public PricedItem subscribed() {
        return new PricedItem(
                itemId,
                offering,
                offeringName,
                prices().stream()
                        .filter(price -> !(price instanceof Price.EarlyTermination))
                        .toList(),
                SeatChanges.said(characteristics));
    }

    /** What leaving a product early costs. */
    public Optional<Price.EarlyTermination> earlyTermination() {
        return prices().stream()
                .filter(Price.EarlyTermination.class::isInstance)
                .map(Price.EarlyTermination.class::cast)
                .findFirst();
    }
}
