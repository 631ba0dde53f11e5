package dialtone.order.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.bpmn.Variable;
import dialtone.catalog.Catalog;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.catalog.ServiceSpecification.StepTemplate.Undo;
import dialtone.catalog.service.CatalogStore;
import dialtone.esim.EsimProfile;
import dialtone.esim.service.EsimProfiles;
import dialtone.event.service.DomainEvents;
import dialtone.fulfilment.CheckResult;
import dialtone.inventory.InventoryState;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.service.Inventory;
import dialtone.order.CustomerProducts;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutResolution;
import dialtone.order.FalloutTask;
import dialtone.order.FulfilmentPlan;
import dialtone.order.OfferingQualification;
import dialtone.order.OrderChecks;
import dialtone.order.OrderId;
import dialtone.order.OrderItem;
import dialtone.order.OrderState;
import dialtone.order.PlaceOrder;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.order.Rollback;
import dialtone.order.Serving;
import dialtone.order.StepState;
import dialtone.pool.DeviceReturn;
import dialtone.pool.PooledResource;
import dialtone.pool.service.DeviceReturns;
import dialtone.pool.service.Pools;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * What the process does with an order, one transaction each. The order's row is locked first, so that nothing else happens to it
 * meanwhile; and each may come again: what has been done is not done a second time.
 */
@Stateless
public class OrderProgress {

    private static final String ACTIVATION_CODE = "activationCode";

    @PersistenceContext
    private EntityManager entities;

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @EJB
    private CatalogStore catalogs;

    @EJB
    private Inventory inventory;

    @EJB
    private Pools pools;

    @EJB
    private OrderWatch watch;

    @EJB
    private EsimProfiles esims;

    @EJB
    private DeviceReturns returns;

    @Inject
    private DomainEvents events;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public OrderProgress() {}

    /** What it works with, outside a container. */
    record Parts(
            EntityManager entities,
            DataSource dataSource,
            CatalogStore catalogs,
            Inventory inventory,
            Pools pools,
            OrderWatch watch,
            EsimProfiles esims,
            DeviceReturns returns,
            DomainEvents events,
            Clock clock) {}

    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    OrderProgress(Parts parts) {
        this.entities = parts.entities();
        this.dataSource = parts.dataSource();
        this.catalogs = parts.catalogs();
        this.inventory = parts.inventory();
        this.pools = parts.pools();
        this.watch = parts.watch();
        this.esims = parts.esims();
        this.returns = parts.returns();
        this.events = parts.events();
        this.clock = parts.clock();
    }

    /**
     * What the instance that asks is to do.
     *
     * @param goesOn       false when another one serves the order, or the order is final or has just been rejected
     * @param checksNeeded whether the order depends on something that is to be checked before it begins
     */
    public record Validated(boolean goesOn, boolean checksNeeded) {}

    /**
     * Checks the order against its catalogue and stores its plan.
     *
     * <p>An order that only suspends lines or brings them back is not checked any further: nothing is added or reserved, its steps wait for
     * their own elements, and what is away elsewhere is no reason to leave a lost line in use.
     */
    public Validated validate(OrderId id, Serving.Asking asking) {
        ProductOrder order = locked(id);
        return new Validated(validated(order, asking), !order.isAboutUseOnly());
    }

    private boolean validated(ProductOrder order, Serving.Asking asking) {
        if (!order.serveBy(asking)) {
            return false;
        }
        OrderId id = order.id();
        if (order.state() != OrderState.ACKNOWLEDGED
                || !PlanReading.steps(entities, id).isEmpty()) {
            return true;
        }
        Catalog catalog = catalogs.version(order.catalogVersion());
        PlaceOrder command = StoredItems.command(order);
        CustomerProducts customer = new CustomerProducts(
                inventory.activeOfferings(order.customer()),
                owned().namedBy(command).stream()
                        .flatMap(product -> owned().find(product.id().value()).stream())
                        .toList(),
                Map.of()); // the order has claimed what it is about since it was placed
        List<Rejection> refusals =
                new ArrayList<>(OrderChecks.check(command, catalog, customer).refusals());
        refusals.addAll(new LineClaims(inventory, new ProductClaims(entities)).refusals(order));
        if (!refusals.isEmpty()) {
            record(
                    id,
                    refusals.stream()
                            .map(refusal -> CheckResult.refused(
                                    OfferingQualification.CATALOGUE, refusal.code(), refusal.message()))
                            .toList());
            change(order, now -> order.reject(now));
            return false;
        }
        StoredItems.plan(order, catalog, owned()).steps().forEach(step -> entities.persist(new PlanStep(id, step)));
        return true;
    }

    private void record(OrderId id, List<CheckResult> results) {
        try (Connection connection = dataSource.getConnection()) {
            CheckRows.OF_ORDER.insert(connection, id.value(), results);
        } catch (SQLException e) {
            throw new IllegalStateException("The checks of " + id + " cannot be stored", e);
        }
    }

    /** The checks refuse the order; what they found is stored with it. */
    public void reject(OrderId id) {
        ProductOrder order = locked(id);
        if (order.state() == OrderState.ACKNOWLEDGED) {
            change(order, now -> order.reject(now));
        }
    }

    /**
     * Begins the order and reserves what its plan needs; nothing for one that was cancelled meanwhile, whose process learns that from
     * {@link #releaseSteps}.
     *
     * <p>Rejections, named after process errors: those of {@link Pools#reserve}.
     */
    public Outcome<List<PooledResource>> reserve(OrderId id) {
        ProductOrder order = locked(id);
        if (order.state().isFinal() || order.state() == OrderState.PENDING_CANCELLATION) {
            return Outcome.accepted(List.of());
        }
        if (order.state() == OrderState.ACKNOWLEDGED) {
            change(order, now -> order.begin(now));
            watch.follow(order, PlanReading.steps(entities, id));
        }
        FulfilmentPlan plan = StoredItems.plan(order, catalogs.version(order.catalogVersion()), owned());
        return pools.reserve(id, plan.needs());
    }

    /**
     * What is to be performed now.
     *
     * @param steps      those just released and those released before that have not ended; empty when nothing is left to perform
     * @param delivering whether anything of the order is still to be delivered
     */
    public record Due(List<PlanStep> steps, boolean delivering) {
        public Due {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Releases the steps whose turn it is, in the order of the plan and so many that not more than {@link Variable#STEPS_AT_ONCE} are under
     * way. For items that are not wanted any more nothing is begun, and when nothing of theirs is
     * under way what was done for them is taken back, see {@link Rollback}. Of a plan that was amended nothing is begun that is not wanted
     * any more; when all of that has been taken back the amendment is settled.
     *
     * @throws IllegalStateException if nothing can be performed and yet not all is completed
     */
    public Due releaseSteps(OrderId id) {
        ProductOrder order = locked(id);
        List<PlanStep> steps = new ArrayList<>(PlanReading.steps(entities, id));
        steps.stream()
                .filter(step -> !step.isUndo() && step.state() == StepState.PLANNED && order.isStopping(step))
                .forEach(PlanStep::cancel);
        Catalog catalog = catalogs.version(order.catalogVersion());
        for (PlanStep undo : Rollback.missing(steps, order::isStopping, step -> undo(order, catalog, step))) {
            entities.persist(undo);
            steps.add(undo);
        }
        keepWhatTheLineIsOn(order, catalog, steps);
        Set<String> ended = steps.stream()
                .filter(step -> (takesAway(order, step) || step.isSuperseded())
                        ? step.state().isFinal()
                        : step.state().isPassed())
                .map(PlanStep::id)
                .collect(Collectors.toSet());
        Instant now = clock.instant();
        long turns = Variable.STEPS_AT_ONCE
                - steps.stream().filter(PlanStep::isUnderWay).count();
        steps.stream()
                .filter(step -> step.isReady(ended))
                .limit(Math.max(0, turns))
                .forEach(step -> step.release(now));
        settle(order, steps, now);
        watch.follow(order, steps);
        List<PlanStep> underWay = steps.stream().filter(PlanStep::isUnderWay).toList();
        if (underWay.isEmpty() && !steps.stream().allMatch(step -> step.state().isFinal())) {
            throw new IllegalStateException("No step of " + id + " can be performed, and not all have ended");
        }
        return new Due(underWay, order.items().stream().anyMatch(item -> !order.isStopping(item.itemId())));
    }

    /**
     * When a person gives up bringing a line back to its former SIM, the register has the new one: nothing under that is taken away, or the
     * line would be without any.
     */
    private static void keepWhatTheLineIsOn(ProductOrder order, Catalog catalog, List<PlanStep> steps) {
        Set<String> givenUp = steps.stream()
                .filter(step -> step.state() == StepState.FAILED && StoredItems.movesBack(order, catalog, step, steps))
                .map(PlanStep::id)
                .collect(Collectors.toSet());
        steps.stream()
                .filter(step -> step.state() == StepState.PLANNED
                        && step.dependsOn().stream().anyMatch(givenUp::contains))
                .forEach(PlanStep::giveUp);
    }

    private void settle(ProductOrder order, List<PlanStep> steps, Instant now) {
        Set<String> superseded =
                steps.stream().filter(PlanStep::isSuperseded).map(PlanStep::id).collect(Collectors.toSet());
        boolean settled = steps.stream()
                .filter(step -> step.isSuperseded()
                        || step.undoes().filter(superseded::contains).isPresent())
                .allMatch(step -> step.state().isFinal());
        if (!order.isSettling() || !settled) {
            return;
        }
        order.settled();
        try (Connection connection = dataSource.getConnection()) {
            RevisionRows.settle(connection, order.id(), now);
        } catch (SQLException e) {
            throw new IllegalStateException("The amendment of " + order.id() + " does not settle", e);
        }
    }

    /** What a person leaves on the network does not hold up the rest that is taken away. */
    private static boolean takesAway(ProductOrder order, PlanStep step) {
        return step.isUndo()
                || StoredItems.endsFormer(order, step)
                || order.item(step.itemId()).filter(OrderItem::isEnd).isPresent();
    }

    private OwnedProducts owned() {
        return new OwnedProducts(inventory, catalogs);
    }

    /** What is past its point of no return, such as the end of a product, stays as it is. */
    private static Optional<Undo> undo(ProductOrder order, Catalog catalog, PlanStep step) {
        if (step.pointOfNoReturn() == PointOfNoReturn.HARD) {
            return Optional.empty();
        }
        return StoredItems.template(order, catalog, step).flatMap(StepTemplate::undo);
    }

    /**
     * Of the items that were not given up: makes products of those that add something, and what was reserved for them theirs; changes,
     * suspends or brings back the products of those that do that, or gives them another SIM; ends the products of the others, and what
     * these ran on.
     */
    public void install(OrderId id) {
        ProductOrder order = locked(id);
        Catalog catalog = catalogs.version(order.catalogVersion());
        List<PooledResource> held = pools.ofOrder(id);
        List<PlanStep> steps = PlanReading.stepsWithFacts(entities, id);
        List<DeviceReturn.Asked> askedBack = new AskedBack(catalogs, inventory).of(order, steps, held);
        Instant now = clock.instant();
        Installation.products(order, catalog, held, steps, now).forEach(inventory::install);
        for (OrderItem item : order.items()) {
            if (item.product().isPresent() && !order.isStopping(item.itemId())) {
                Product product =
                        inventory.locked(new ProductId(item.product().get())).orElseThrow();
                if (item.isEnd()) {
                    end(product, now);
                } else if (item.isSwap()) {
                    swap(new SwapInstallation(order, catalog, held, steps), item, product, now);
                } else if (item.isSeating()) {
                    product.seat(item.characteristics());
                } else if (item.isUpgrade()) {
                    List<dialtone.inventory.Resource> former =
                            Installation.upgrade(order, item, catalog, held, steps, product, now);
                    inventory.keepChange(product);
                    former.forEach(device -> pools.end(product.order(), device.kind(), device.identifier()));
                } else if (item.isChange()) {
                    Installation.change(order, item, catalog, steps, product, now);
                    inventory.keepChange(product);
                } else {
                    Installation.use(order, item, product, now);
                }
            }
        }
        openEsims(order, held, steps);
        pools.release(id, touched(steps), order::isStopping);
        pools.assign(id);
        askedBack.forEach(returns::open);
    }

    /** Of the items that the customer has from now on: what a step of theirs has brought the code of. */
    private void openEsims(ProductOrder order, List<PooledResource> held, List<PlanStep> steps) {
        for (PlanStep step : steps) {
            if (step.isCurrent() && !order.isStopping(step) && step.facts().containsKey(ACTIVATION_CODE)) {
                OrderItem item = order.item(step.itemId()).orElseThrow();
                Map<String, String> facts = item.product()
                        .flatMap(line -> inventory.find(new ProductId(line)))
                        .map(ItemFacts::installed)
                        .orElseGet(HashMap::new);
                facts.putAll(PooledResource.facts(held, item.itemId()));
                EsimProfile.Owner owner = new EsimProfile.Owner(
                        order.id(), item.itemId(), step.id(), order.customer(), facts.getOrDefault("msisdn", ""));
                Optional.ofNullable(facts.get("iccid")).ifPresent(iccid -> esims.open(iccid, owner));
            }
        }
    }

    /** The former SIM is never handed out again. */
    private void swap(SwapInstallation swap, OrderItem item, Product line, Instant now) {
        ProductOffering offering = catalogs.version(line.catalogVersion())
                .offering(line.offering())
                .orElseThrow();
        List<dialtone.inventory.Resource> former = swap.install(item, line, offering, now);
        inventory.keepChange(line);
        former.forEach(sim -> end(line, sim));
    }

    private void end(Product product, Instant now) {
        if (product.state() != InventoryState.TERMINATED) {
            product.terminate(now);
            product.resources().forEach(resource -> end(product, resource));
        }
    }

    private void end(Product product, dialtone.inventory.Resource resource) {
        pools.end(product.order(), resource.kind(), resource.identifier());
        if (resource.kind() == ResourceKind.SIM) {
            esims.end(resource.identifier());
        }
    }

    /** What was not given up is installed. */
    public void complete(OrderId id) {
        ProductOrder order = locked(id);
        if (!order.state().isFinal()) {
            change(order, now -> order.complete(now));
            watch.follow(order, PlanReading.steps(entities, id));
        }
    }

    /**
     * Ends an order of which nothing is delivered: what is reserved goes back (or into quarantine when the network may have known it),
     * and nobody is asked about it any more.
     */
    public void close(OrderId id) {
        ProductOrder order = locked(id);
        if (order.state().isFinal()) {
            return;
        }
        if (order.state() == OrderState.ACKNOWLEDGED) {
            change(order, now -> order.begin(now));
        }
        List<PlanStep> steps = PlanReading.stepsWithFacts(entities, id);
        steps.forEach(PlanStep::giveUp);
        for (FalloutTask task : FalloutTasks.lockedOpenOf(entities, id)) {
            task.resolve(
                    FalloutResolution.of(FalloutDecision.FAIL, FalloutTasks.PROCESS, "The order has ended."),
                    clock.instant());
        }
        pools.release(id, touched(steps));
        new AskedBack(catalogs, inventory).of(order, steps, List.of()).forEach(returns::open);
        change(order, now -> order.close(now));
        new Coupons(entities).giveBack(id, clock.instant());
    }

    /** Items that the network may have heard of. */
    private static Set<String> touched(List<PlanStep> steps) {
        return steps.stream()
                .filter(PlanStep::mayHaveTouchedTheNetwork)
                .map(PlanStep::itemId)
                .collect(Collectors.toSet());
    }

    private void change(ProductOrder order, Consumer<Instant> verb) {
        Instant now = clock.instant();
        OrderState previous = order.state();
        verb.accept(now);
        OrderEvents.changed(events, order, previous, now);
    }

    private ProductOrder locked(OrderId id) {
        ProductOrder order = entities.find(ProductOrder.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (order == null) {
            throw new IllegalStateException("There is no order " + id);
        }
        return order;
    }
}
