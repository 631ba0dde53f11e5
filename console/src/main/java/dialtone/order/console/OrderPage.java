package dialtone.order.console;

import dialtone.base.Rejection;
import dialtone.base.console.When;
import dialtone.base.console.Words;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.SuspensionReason;
import dialtone.esim.ActivationCode;
import dialtone.esim.EsimProfile;
import dialtone.esim.console.EsimView;
import dialtone.esim.service.EsimProfiles;
import dialtone.inventory.Barring;
import dialtone.inventory.InventoryState;
import dialtone.inventory.LineSuspension;
import dialtone.inventory.Product;
import dialtone.inventory.ProductChange;
import dialtone.inventory.ProductId;
import dialtone.inventory.service.Inventory;
import dialtone.order.OrderId;
import dialtone.order.OrderItem;
import dialtone.order.OrderState;
import dialtone.order.OrderedItem;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.order.service.FalloutQueue;
import dialtone.order.service.OrderAmendments;
import dialtone.order.service.OrderEntry;
import dialtone.order.service.OrderTimelines;
import dialtone.order.service.Orders;
import dialtone.party.service.Parties;
import dialtone.pool.PooledResource;
import dialtone.pool.console.ReturnView;
import dialtone.pool.service.DeviceReturns;
import dialtone.pool.service.Pools;
import dialtone.security.console.SignedIn;
import jakarta.ejb.EJB;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One order, read again once a second until it is final. */
@Named
@ViewScoped
public class OrderPage implements Serializable {
    private static final long serialVersionUID = 1;

    /** While something moves. */
    private static final int POLL_SECONDS = 1;

    /** While nothing moves before a person decides. */
    private static final int IDLE_POLL_SECONDS = 5;

    /** Longest reason that is kept. */
    private static final int MAX_REASON = 255;

    @EJB
    private Orders orders;

    @EJB
    private OrderEntry entry;

    @EJB
    private OrderAmendments amendments;

    @EJB
    private OrderTimelines timelines;

    @EJB
    private FalloutQueue fallout;

    @EJB
    private Pools pools;

    @EJB
    private EsimProfiles esims;

    @EJB
    private DeviceReturns deviceReturns;

    @EJB
    private Parties parties;

    @EJB
    private Inventory inventory;

    @Inject
    private SignedIn signedIn;

    /** What a later order has made of a line. */
    public record Became(String name, String order) implements Serializable {}

    /**
     * That a line is suspended.
     *
     * @param words why
     * @param order that has suspended it
     */
    public record Suspended(String words, String order, When since) implements Serializable {}

    /** That a line has another SIM since. */
    public record Swapped(String order, When since) implements Serializable {}

    private final Map<String, String> entered = new HashMap<>();
    private OrderId id = new OrderId("");
    private Optional<OrderView> view = Optional.empty();
    private Optional<TimelineView> timeline = Optional.empty();
    private Optional<CustomerRow> customer = Optional.empty();
    private List<OrderView.Fact> resources = List.of();
    private List<Rejection> refusals = List.of();
    private Set<String> running = Set.of();
    private Set<String> lines = Set.of();
    private Set<String> handsets = Set.of();
    private Set<String> seated = Set.of();
    private Map<String, Became> became = Map.of();
    private Map<String, Suspended> suspended = Map.of();
    private Map<String, Swapped> swapped = Map.of();
    private Set<String> swappable = Set.of();
    private List<RevisionView> revisions = List.of();
    private List<EsimView> profiles = List.of();
    private List<ReturnView> returns = List.of();

    /** Steps whose activation code loads nothing any more. */
    private Set<String> usedUp = Set.of();

    private boolean mayCancel;
    private boolean mayAmend;

    /** Reads the order of the address; answers 404 when there is none. */
    public void open() throws IOException {
        FacesContext faces = FacesContext.getCurrentInstance();
        id = new OrderId(faces.getExternalContext().getRequestParameterMap().getOrDefault("id", ""));
        refresh();
        if (view.isEmpty()) {
            faces.getExternalContext().responseSendError(HttpServletResponse.SC_NOT_FOUND, "No such order");
            faces.responseComplete();
        }
    }

    public void refresh() {
        Optional<ProductOrder> found = orders.find(id);
        List<PlanStep> plan = found.isEmpty() ? List.of() : orders.plan(id);
        view = found.map(order -> OrderView.of(order, plan, orders.checks(id), fallout.ofOrder(id)));
        List<EsimProfile> known = esims.ofOrder(id);
        profiles = known.stream().map(EsimView::of).toList();
        returns = deviceReturns.ofOrder(id).stream().map(ReturnView::of).toList();
        usedUp = found.stream()
                .flatMap(order -> ActivationCode.of(order.state(), plan, known).stream())
                .filter(code -> code.usable().filter(usable -> !usable).isPresent())
                .map(code -> code.step().id())
                .collect(Collectors.toSet());
        timeline = found.map(order -> TimelineView.of(order, plan, timelines.of(order, plan)));
        customer = found.flatMap(order -> parties.find(order.customer())).map(CustomerRow::of);
        List<Product> owned = found.stream()
                .flatMap(this::products)
                .filter(product -> product.state() != InventoryState.TERMINATED)
                .toList();
        running = ids(owned.stream());
        lines = ids(owned.stream()
                .filter(product -> product.state() == InventoryState.ACTIVE)
                .filter(product -> product.role() == ProductOffering.Role.PLAN));
        handsets = ids(owned.stream()
                .filter(product -> product.role() == ProductOffering.Role.DEVICE)
                .filter(product -> product.lineProduct().isPresent()));
        seated = ids(owned.stream()
                .filter(product -> product.state() == InventoryState.ACTIVE)
                .filter(product -> product.characteristics().containsKey(OrderedItem.SEATS)));
        became = byProduct(owned, this::became);
        suspended = byProduct(owned, OrderPage::suspended);
        swapped = byProduct(owned, this::swapped);
        swappable = ids(owned.stream()
                .filter(product -> product.role() == ProductOffering.Role.PLAN)
                .filter(product -> product.suspension()
                        .filter(suspension -> suspension.reason() != SuspensionReason.LOST_OR_STOLEN)
                        .isEmpty()));
        mayCancel = found.filter(order -> mayCancel(order, byProduct(owned, Product::suspension)))
                .isPresent();
        revisions = found.map(order -> amendments.of(id).stream()
                        .map(revision -> RevisionView.of(revision, plan, order.state()))
                        .toList())
                .orElse(List.of());
        mayAmend = found.filter(order -> signedIn.takesOrders() && isOpenToAmendment(order))
                .isPresent();
        resources = found.isEmpty()
                ? List.of()
                : pools.ofOrder(id).stream().flatMap(OrderPage::facts).toList();
    }

    /** What stands against it just now is said in the dialog. */
    private static boolean isOpenToAmendment(ProductOrder order) {
        return (order.state() == OrderState.ACKNOWLEDGED || order.state() == OrderState.IN_PROGRESS)
                && order.items().stream().allMatch(OrderItem::isAdd);
    }

    private boolean mayCancel(ProductOrder order, Map<String, LineSuspension> barred) {
        return (signedIn.takesOrders() || order.isAboutUseOnly())
                && signedIn.requester()
                        .refusalsToCancel(order, product -> Optional.ofNullable(barred.get(product)))
                        .isEmpty();
    }

    private static <T> Map<String, T> byProduct(List<Product> products, Function<Product, Optional<T>> fact) {
        Map<String, T> facts = new HashMap<>();
        products.forEach(product ->
                fact.apply(product).ifPresent(known -> facts.put(product.id().value(), known)));
        return facts;
    }

    /** A line that a later order has brought to another plan. */
    private Optional<Became> became(Product product) {
        return product.changes().reversed().stream()
                .filter(ProductChange::isOffering)
                .findFirst()
                .map(ProductChange::order)
                .filter(order -> !order.equals(id.value()))
                .map(order -> new Became(product.offeringName(), order));
    }

    private static Optional<Suspended> suspended(Product product) {
        return product.suspension()
                .map(suspension -> new Suspended(
                        suspension.reason().words()
                                + (suspension.barring() == Barring.OUTGOING ? "; it can still be reached" : ""),
                        suspending(product).order(),
                        When.of(suspending(product).changedAt())));
    }

    private static ProductChange suspending(Product product) {
        return product.changes().reversed().stream()
                .filter(change -> change.suspension().isPresent())
                .findFirst()
                .orElseThrow();
    }

    /** What the order has brought, and what it is about. */
    private Stream<Product> products(ProductOrder order) {
        return Stream.concat(
                inventory.products(id).stream(),
                order.items().stream()
                        .flatMap(item -> item.product().stream())
                        .flatMap(product -> inventory.find(new ProductId(product)).stream()));
    }

    private static Set<String> ids(Stream<Product> products) {
        return products.map(product -> product.id().value()).collect(Collectors.toSet());
    }

    /** What the item's product is now, when a later order has changed it. */
    public List<Became> became(OrderView.ItemView item) {
        return Optional.ofNullable(became.get(item.product())).stream().toList();
    }

    /** Whether the item's product is a line in use, which may change its plan. */
    public boolean mayChange(OrderView.ItemView item) {
        return lines.contains(item.product());
    }

    /** Whether the item's product is a handset of a line, which may be exchanged for another one. */
    public boolean mayUpgrade(OrderView.ItemView item) {
        return handsets.contains(item.product());
    }

    /** Whether the item's product was ordered with seats, and may have another number. */
    public boolean maySeat(OrderView.ItemView item) {
        return seated.contains(item.product());
    }

    /** That the item's product is suspended, when it is. */
    public List<Suspended> suspended(OrderView.ItemView item) {
        return Optional.ofNullable(suspended.get(item.product())).stream().toList();
    }

    /** Whether the item's product is a line that may get another SIM: one in use, or lost. */
    public boolean maySwap(OrderView.ItemView item) {
        return swappable.contains(item.product());
    }

    /** That the item's product has another SIM by a later order, when it has. */
    public List<Swapped> swapped(OrderView.ItemView item) {
        return Optional.ofNullable(swapped.get(item.product())).stream().toList();
    }

    private Optional<Swapped> swapped(Product product) {
        return product.changes().reversed().stream()
                .filter(ProductChange::isSwap)
                .filter(change -> !change.order().equals(id.value()))
                .findFirst()
                .map(change -> new Swapped(change.order(), When.of(change.changedAt())));
    }

    /** Whether the item's product is there and may be ended. */
    public boolean mayEnd(OrderView.ItemView item) {
        return running.contains(item.product());
    }

    /** Whether it is this login's to cancel, as long as it can be cancelled. */
    public boolean mayCancel() {
        return mayCancel;
    }

    /** Whether it is this login's to amend, and an order that may be. */
    public boolean mayAmend() {
        return mayAmend;
    }

    /** The latest first. */
    public List<RevisionView> revisions() {
        return revisions;
    }

    /** A refusal, for the order went on meanwhile, is shown on top of the page. */
    public void cancel() {
        String reason = entered.getOrDefault("reason", "").strip();
        refusals = entry.cancel(id, reason.substring(0, Math.min(reason.length(), MAX_REASON)), signedIn.requester())
                .fold(order -> List.of(), reasons -> reasons);
        refresh();
    }

    /** @throws java.util.NoSuchElementException before {@link #open} */
    public OrderView order() {
        return view.orElseThrow();
    }

    /** How it goes in time. */
    public TimelineView timeline() {
        return timeline.orElseThrow();
    }

    public CustomerRow customer() {
        return customer.orElseThrow();
    }

    /**
     * Numbers and serial numbers that are reserved or in use for the order, and what the network made of them; of activation codes those that
     * a telephone can still use.
     */
    public List<OrderView.Fact> resources() {
        List<OrderView.Fact> learned = signedIn.takesOrders() ? order().learnedBut(usedUp) : order().learnedButCodes();
        // card and handset may be one parcel
        return Stream.concat(resources.stream(), learned.stream()).distinct().toList();
    }

    /** Pictures of activation codes, for who hands them to customers. */
    public List<String> qrCodes() {
        return signedIn.takesOrders() ? order().qrCodes(usedUp) : List.of();
    }

    /** What has become of its eSIMs since it was complete. */
    public List<EsimView> esims() {
        return profiles;
    }

    /** Devices that it has asked the customer to send back. */
    public List<ReturnView> returns() {
        return returns;
    }

    public List<Rejection> refusals() {
        return refusals;
    }

    /** What the person types on this page. */
    public Map<String, String> entered() {
        return entered;
    }

    public int pollSeconds() {
        return order().needsDecision() ? IDLE_POLL_SECONDS : POLL_SECONDS;
    }

    private static Stream<OrderView.Fact> facts(PooledResource resource) {
        return resource.facts().entrySet().stream()
                .map(fact -> new OrderView.Fact(
                        Words.of(fact.getKey()),
                        fact.getKey().equals("msisdn") ? "+" + fact.getValue() : fact.getValue()));
    }
}
