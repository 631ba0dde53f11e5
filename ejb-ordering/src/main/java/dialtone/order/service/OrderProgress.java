package dialtone.order.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.bpmn.ProcessError;
import dialtone.catalog.Catalog;
import dialtone.catalog.service.CatalogStore;
import dialtone.event.service.DomainEvents;
import dialtone.fulfilment.CheckResult;
import dialtone.inventory.Product;
import dialtone.inventory.service.Inventory;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutTask;
import dialtone.order.FulfilmentPlan;
import dialtone.order.OrderChecks;
import dialtone.order.OrderId;
import dialtone.order.OrderState;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.order.StepState;
import dialtone.pool.PooledResource;
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
import java.util.HashSet;
import java.util.List;
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
            DomainEvents events,
            Clock clock) {}

    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    OrderProgress(Parts parts) {
        this.entities = parts.entities();
        this.dataSource = parts.dataSource();
        this.catalogs = parts.catalogs();
        this.inventory = parts.inventory();
        this.pools = parts.pools();
        this.events = parts.events();
        this.clock = parts.clock();
    }

    /**
     * Checks the order against its catalogue and stores its plan.
     *
     * @param instanceKey of the process instance that asks
     * @return whether the instance is to go on; false when another one serves the order, or the order is final or has just been
     *     rejected
     */
    public boolean validate(OrderId id, long instanceKey) {
        ProductOrder order = locked(id);
        if (!order.serveBy(instanceKey)) {
            return false;
        }
        if (order.state() != OrderState.ACKNOWLEDGED
                || !PlanReading.steps(entities, id).isEmpty()) {
            return true;
        }
        Catalog catalog = catalogs.version(order.catalogVersion());
        List<Rejection> refusals = OrderChecks.check(
                        StoredItems.command(order), catalog, inventory.activeOfferings(order.customer()))
                .refusals();
        if (!refusals.isEmpty()) {
            record(
                    id,
                    refusals.stream()
                            .map(refusal -> CheckResult.refused("catalogue", refusal.code(), refusal.message()))
                            .toList());
            change(order, now -> order.reject(now));
            return false;
        }
        StoredItems.plan(order, catalog).steps().forEach(step -> entities.persist(new PlanStep(id, step)));
        return true;
    }

    private void record(OrderId id, List<CheckResult> results) {
        try (Connection connection = dataSource.getConnection()) {
            CheckRows.insert(connection, id, results);
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
     * Begins the order and reserves what its plan needs.
     *
     * <p>Rejections, named after process errors: those of {@link Pools#reserve}, {@code ORDER_NOT_ACTIVE}.
     */
    public Outcome<List<PooledResource>> reserve(OrderId id) {
        ProductOrder order = locked(id);
        if (order.state().isFinal()) {
            return Outcome.rejected(Rejection.of(
                    ProcessError.ORDER_NOT_ACTIVE.name(),
                    "Order " + id + " is " + order.state().tmf() + "."));
        }
        if (order.state() == OrderState.ACKNOWLEDGED) {
            change(order, now -> order.begin());
        }
        FulfilmentPlan plan = StoredItems.plan(order, catalogs.version(order.catalogVersion()));
        return pools.reserve(id, plan.needs());
    }

    /**
     * Releases the steps whose turn it is.
     *
     * @return what is to be performed now: those just released and those released before that have not ended; empty when all
     *     steps are completed
     * @throws IllegalStateException if nothing can be performed and yet not all is completed
     */
    public List<PlanStep> releaseSteps(OrderId id) {
        locked(id);
        List<PlanStep> steps = PlanReading.steps(entities, id);
        Set<String> completed = steps.stream()
                .filter(step -> step.state() == StepState.COMPLETED)
                .map(PlanStep::id)
                .collect(Collectors.toSet());
        Instant now = clock.instant();
        steps.stream().filter(step -> step.isReady(completed)).forEach(step -> step.release(now));
        List<PlanStep> open = steps.stream()
                .filter(step -> step.state() == StepState.RELEASED
                        || step.state() == StepState.AWAITING_OUTCOME
                        || step.state() == StepState.IN_FALLOUT)
                .toList();
        if (open.isEmpty() && completed.size() < steps.size()) {
            throw new IllegalStateException("No step of " + id + " can be performed, and not all are completed");
        }
        return open;
    }

    /** Makes products of the order's items, and what was reserved theirs. */
    public void install(OrderId id) {
        ProductOrder order = locked(id);
        Catalog catalog = catalogs.version(order.catalogVersion());
        List<PooledResource> held = pools.ofOrder(id);
        List<PlanStep> steps = PlanReading.steps(entities, id);
        Instant now = clock.instant();
        Installation.products(order, catalog, held, steps, now).forEach(inventory::install);
        pools.assign(id);
    }

    /** Every item is installed. */
    public void complete(OrderId id) {
        ProductOrder order = locked(id);
        if (!order.state().isFinal()) {
            change(order, now -> order.complete(now));
        }
    }

    /**
     * Ends an order that cannot be brought to its end: what is not installed fails, what is reserved goes back (or into quarantine
     * when the network may know it), and nobody is asked about it any more.
     */
    public void fail(OrderId id) {
        ProductOrder order = locked(id);
        if (order.state().isFinal()) {
            return;
        }
        if (order.state() == OrderState.ACKNOWLEDGED) {
            change(order, now -> order.begin());
        }
        Set<String> installed =
                inventory.products(id).stream().map(Product::itemId).collect(Collectors.toSet());
        Set<String> touched = new HashSet<>();
        for (PlanStep step : PlanReading.steps(entities, id)) {
            if (step.mayHaveTouchedTheNetwork()) {
                touched.add(step.itemId());
            }
            if (!installed.contains(step.itemId())) {
                step.giveUp();
            }
        }
        for (FalloutTask task : FalloutTasks.openOf(entities, id)) {
            task.resolve(FalloutDecision.FAIL, "process", "The order failed.", clock.instant());
        }
        pools.release(id, touched);
        change(order, now -> order.fail(installed, now));
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
