package dialtone.inventory;

import dialtone.catalog.OfferingId;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.SuspensionReason;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.pool.PooledResource;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a customer has (TMF637 Product): installed by an order, with the services and resources that deliver it. A later order may change
 * its offering, suspend it or bring it back into use; the product stays the same, and {@link #changes} tells what it was.
 */
@Entity
@Table(name = "PRODUCT")
public class Product {

    /**
     * Where a product comes from.
     *
     * @param position       of the item in its order, from 1
     * @param catalogVersion the order was placed under
     * @param lineProduct    the plan it belongs to; empty for a plan
     */
    public record Origin(
            OrderId order,
            String itemId,
            int position,
            CustomerId customer,
            BillingAccountId billingAccount,
            String catalogVersion,
            Optional<ProductId> lineProduct) {

        /** The product's id: the same for the same item, so that installing twice installs once. */
        public ProductId productId() {
            return productId(order, position);
        }

        public static ProductId productId(OrderId order, int position) {
            return new ProductId("PRD-" + order.value().replaceFirst("^ORD-", "") + "-" + position);
        }
    }

    @EmbeddedId
    @AttributeOverride(name = "value", column = @Column(name = "PRODUCT_ID"))
    private ProductId id;

    @Embedded
    @AttributeOverride(name = "value", column = @Column(name = "ORDER_ID"))
    private OrderId order;

    @Column(name = "ITEM_ID")
    private String itemId;

    @Embedded
    @AttributeOverride(name = "value", column = @Column(name = "CUSTOMER_ID"))
    private CustomerId customer;

    @Embedded
    @AttributeOverride(name = "value", column = @Column(name = "BILLING_ACCOUNT_ID"))
    private BillingAccountId billingAccount;

    @Embedded
    @AttributeOverride(name = "value", column = @Column(name = "OFFERING_ID"))
    private OfferingId offering;

    @Column(name = "OFFERING_NAME")
    private String offeringName;

    @Enumerated(EnumType.STRING)
    @Column(name = "OFFERING_ROLE")
    private ProductOffering.Role role;

    @Column(name = "CATALOG_VERSION")
    private String catalogVersion;

    @Column(name = "PLAN_PRODUCT_ID")
    private @Nullable String lineProduct;

    @Enumerated(EnumType.STRING)
    @Column(name = "STATE")
    private InventoryState state;

    @Column(name = "ACTIVATED_AT")
    private Instant activatedAt;

    @Column(name = "TERMINATED_AT")
    private @Nullable Instant terminatedAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "SUSPENSION_REASON")
    private @Nullable SuspensionReason suspensionReason;

    @Enumerated(EnumType.STRING)
    @Column(name = "BARRING")
    private @Nullable Barring barring;

    @Version
    @Column(name = "ROW_VERSION")
    private long rowVersion;

    @ElementCollection
    @CollectionTable(name = "PRODUCT_CHARACTERISTIC", joinColumns = @JoinColumn(name = "PRODUCT_ID"))
    @MapKeyColumn(name = "NAME")
    @Column(name = "CONTENT")
    private Map<String, String> characteristics = new HashMap<>();

    @ElementCollection
    @CollectionTable(name = "PRODUCT_CHANGE", joinColumns = @JoinColumn(name = "PRODUCT_ID"))
    @OrderColumn(name = "POSITION")
    private List<ProductChange> changes = new ArrayList<>();

    @OneToMany(mappedBy = "product", cascade = CascadeType.PERSIST)
    @OrderBy("position")
    private List<Service> services = new ArrayList<>();

    @SuppressWarnings("NullAway") // for the persistence provider, which fills the fields
    protected Product() {}

    /** A product as it becomes active. */
    public Product(Origin origin, ProductOffering offering, Map<String, String> characteristics, Instant activatedAt) {
        this.id = origin.productId();
        this.order = origin.order();
        this.itemId = origin.itemId();
        this.customer = origin.customer();
        this.billingAccount = origin.billingAccount();
        this.offering = offering.id();
        this.offeringName = offering.name();
        this.role = offering.role();
        this.catalogVersion = origin.catalogVersion();
        this.lineProduct = origin.lineProduct().map(ProductId::value).orElse(null);
        this.state = InventoryState.ACTIVE;
        this.activatedAt = activatedAt;
        this.characteristics.putAll(characteristics);
    }

    /** Adds a service that delivers the product, as it is installed. */
    public Service install(Service.Installed installed) {
        Service service = new Service(this, services.size() + 1, installed);
        services.add(service);
        return service;
    }

    /**
     * Its offering changes, and with it what delivers it: services that are not among these end, those that are new become active, and
     * those that it has stay as they are, with what they run on. One that was skipped ends, and comes anew when it is among these. The same
     * item's change again changes nothing.
     *
     * @param origin          the item that changes it
     * @param characteristics all that it has from then on
     * @param services        all that deliver it from then on, of the catalogue that the item was ordered under
     */
    public void change(
            Origin origin,
            ProductOffering next,
            Map<String, String> characteristics,
            List<Service.Installed> services,
            Instant now) {
        if (isChangedBy(origin.order())) {
            return;
        }
        if (state != InventoryState.ACTIVE) {
            throw new IllegalStateException("Product " + id + " is " + state + " and cannot change");
        }
        changes.add(new ProductChange(
                origin.order().value(), origin.itemId(), offering.value(), offeringName, catalogVersion, now));
        this.offering = next.id();
        this.offeringName = next.name();
        this.catalogVersion = origin.catalogVersion();
        this.characteristics.clear();
        this.characteristics.putAll(characteristics);
        Set<String> names = services.stream().map(Service.Installed::name).collect(Collectors.toSet());
        List<Service> stay = delivering().stream()
                .filter(service -> service.state() != InventoryState.INACTIVE && names.contains(service.name()))
                .toList();
        Set<String> kept = stay.stream().map(Service::name).collect(Collectors.toSet());
        delivering().stream().filter(service -> !stay.contains(service)).forEach(service -> service.terminate(now));
        services.stream().filter(service -> !kept.contains(service.name())).forEach(this::install);
    }

    /**
     * The line has another handset, and the former one is none of it any more: all that delivered it ends and comes anew. The same order's
     * upgrade again changes nothing.
     *
     * @param by              the item that exchanges it
     * @param characteristics all that it has from then on
     * @param anew            the services that deliver it from then on
     */
    public void upgrade(
            Origin by,
            ProductOffering next,
            Map<String, String> characteristics,
            List<Service.Installed> anew,
            Instant now) {
        if (isChangedBy(by.order())) {
            return;
        }
        delivering().forEach(service -> service.terminate(now));
        change(by, next, characteristics, anew, now);
    }

    /**
     * The line may not be used any more as before; its number and SIM stay its own. The same order's suspension again changes nothing.
     *
     * @param by      the item that suspends it
     * @param charged whether the item has prices that it is charged by from then on
     */
    public void suspend(Origin by, LineSuspension suspension, boolean charged, Instant now) {
        if (isChangedBy(by.order())) {
            return;
        }
        if (state != InventoryState.ACTIVE) {
            throw new IllegalStateException("Product " + id + " is " + state + " and cannot be suspended");
        }
        state = InventoryState.SUSPENDED;
        suspensionReason = suspension.reason();
        barring = suspension.barring();
        delivering().forEach(Service::suspend);
        keepUse(by, suspension, charged, now);
    }

    /**
     * A suspended line is in use again, as what it was. The same order's resumption again changes nothing.
     *
     * @param by      the item that brings it back
     * @param charged whether the item has prices that it is charged by from then on
     */
    public void resume(Origin by, boolean charged, Instant now) {
        if (isChangedBy(by.order())) {
            return;
        }
        LineSuspension ended = suspension()
                .orElseThrow(() -> new IllegalStateException("Product " + id + " is " + state + " and not suspended"));
        state = InventoryState.ACTIVE;
        suspensionReason = null;
        barring = null;
        delivering().forEach(Service::resume);
        keepUse(by, ended, charged, now);
    }

    private void keepUse(Origin by, LineSuspension suspension, boolean charged, Instant now) {
        changes.add(new ProductChange(
                by.order().value(),
                by.itemId(),
                offering.value(),
                offeringName,
                catalogVersion,
                now,
                state,
                suspension.reason(),
                suspension.barring(),
                charged));
    }

    /**
     * The line has another SIM, and the former one has ended. What comes with a SIM comes anew. The same order's swap again changes nothing.
     *
     * @param by              the item that swaps it
     * @param characteristics all that it has from then on
     * @param sim             that it has from then on
     * @param anew            names of the services that came with the former SIM, as far as they are there
     * @param services        those that have come with the new one
     */
    public void swapSim(
            Origin by,
            Map<String, String> characteristics,
            PooledResource sim,
            Set<String> anew,
            List<Service.Installed> services,
            Instant now) {
        if (isChangedBy(by.order())) {
            return;
        }
        if (state == InventoryState.TERMINATED) {
            throw new IllegalStateException("Product " + id + " has ended and gets no other SIM");
        }
        this.characteristics.clear();
        this.characteristics.putAll(characteristics);
        delivering().stream()
                .filter(service -> anew.contains(service.name()))
                .forEach(service -> service.terminate(now));
        Service carrier = delivering().stream()
                .filter(service -> service.hasSim())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Product " + id + " has no SIM"));
        carrier.replaceSim(sim, now);
        services.forEach(service -> {
            Service installed = install(service);
            if (state == InventoryState.SUSPENDED) {
                installed.suspend();
            }
        });
        changes.add(ProductChange.swap(by, this, now));
    }

    /**
     * It has another number of seats, and is otherwise what it was.
     *
     * @param characteristics all that it has from then on
     */
    public void seat(Map<String, String> characteristics) {
        if (state == InventoryState.TERMINATED) {
            throw new IllegalStateException("Product " + id + " has ended and has no seats");
        }
        this.characteristics.clear();
        this.characteristics.putAll(characteristics);
    }

    private boolean isChangedBy(OrderId by) {
        return changes.stream().anyMatch(change -> change.order().equals(by.value()));
    }

    /** It ends, with all that delivers it. What has ended stays as it is. */
    public void terminate(Instant now) {
        if (state != InventoryState.TERMINATED) {
            state = InventoryState.TERMINATED;
            terminatedAt = now;
            services.stream()
                    .filter(service -> service.state() != InventoryState.TERMINATED)
                    .forEach(service -> service.terminate(now));
        }
    }

    public ProductId id() {
        return id;
    }

    /** The order that installed it; what it runs on was reserved for that. */
    public OrderId order() {
        return order;
    }

    public String itemId() {
        return itemId;
    }

    public CustomerId customer() {
        return customer;
    }

    public BillingAccountId billingAccount() {
        return billingAccount;
    }

    public OfferingId offering() {
        return offering;
    }

    public String offeringName() {
        return offeringName;
    }

    public ProductOffering.Role role() {
        return role;
    }

    public String catalogVersion() {
        return catalogVersion;
    }

    /** The plan it belongs to; empty for a plan. */
    public Optional<ProductId> lineProduct() {
        return Optional.ofNullable(lineProduct).map(ProductId::new);
    }

    public InventoryState state() {
        return state;
    }

    public Instant activatedAt() {
        return activatedAt;
    }

    public Optional<Instant> terminatedAt() {
        return Optional.ofNullable(terminatedAt);
    }

    /** Why it is suspended, and what it is barred from; empty when it is not. */
    public Optional<LineSuspension> suspension() {
        return state != InventoryState.SUSPENDED || suspensionReason == null || barring == null
                ? Optional.empty()
                : Optional.of(new LineSuspension(suspensionReason, barring));
    }

    public Map<String, String> characteristics() {
        return Map.copyOf(characteristics);
    }

    /** What it was before, the oldest first. */
    public List<ProductChange> changes() {
        return List.copyOf(changes);
    }

    /** The order item that it is charged by: the last one that has changed its prices, else the one that has brought it. */
    public OrderId chargedOrder() {
        return lastCharged().map(change -> new OrderId(change.order())).orElse(order);
    }

    /** Id of the item of {@link #chargedOrder}. */
    public String chargedItem() {
        return lastCharged().map(ProductChange::itemId).orElse(itemId);
    }

    private Optional<ProductChange> lastCharged() {
        return changes.reversed().stream().filter(ProductChange::charged).findFirst();
    }

    /** All that it has ever had; those that came together, customer-facing ones before the resource-facing ones they rest on. */
    public List<Service> services() {
        return List.copyOf(services);
    }

    /** The services that deliver it; of a product that has ended, those that did to the end. */
    public List<Service> delivering() {
        return services.stream()
                .filter(service -> service.terminatedAt().equals(terminatedAt()))
                .toList();
    }

    /** What the resource-facing services that deliver it run on; of a product that has ended, what they did to the end. */
    public List<Resource> resources() {
        return delivering().stream()
                .flatMap(service -> service.resources().stream()
                        .filter(resource -> resource.terminatedAt().equals(service.terminatedAt())))
                .toList();
    }

    /** When it got the SIM that it has; empty when it has had it from the beginning. */
    public Optional<Instant> simSwappedAt() {
        return changes.reversed().stream()
                .filter(ProductChange::isSwap)
                .map(ProductChange::changedAt)
                .findFirst();
    }
}
