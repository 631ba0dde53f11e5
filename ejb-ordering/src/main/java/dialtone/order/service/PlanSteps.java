package dialtone.order.service;

import dialtone.catalog.Catalog;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.catalog.ServiceSpecification.StepTemplate.Replacement;
import dialtone.catalog.service.CatalogStore;
import dialtone.fulfilment.StepWork;
import dialtone.fulfilment.UnwantedStep;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.service.Inventory;
import dialtone.order.OrderId;
import dialtone.order.OrderItem;
import dialtone.order.OrderState;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.order.StepState;
import dialtone.pool.service.Pools;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The steps of plans, as those who perform them see them. */
@Stateless
public class PlanSteps {

    /** Products of a line that are looked at: as many as an order may be about. */
    private static final int MAX_BELONGING = 61;

    @PersistenceContext
    private EntityManager entities;

    @EJB
    private CatalogStore catalogs;

    @EJB
    private Pools pools;

    @EJB
    private Inventory inventory;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public PlanSteps() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    PlanSteps(EntityManager entities, CatalogStore catalogs, Pools pools, Inventory inventory, Clock clock) {
        this.entities = entities;
        this.catalogs = catalogs;
        this.pools = pools;
        this.inventory = inventory;
        this.clock = clock;
    }

    /**
     * What is to be done: the parameters of the step's template, and the facts of its item and of the line it belongs to (the
     * item's own count first); of a product that ends or changes, those that the inventory has.
     *
     * <p>In a transaction of its own: all of it is of one revision of the order, either before an amendment, and that keeps what the step is
     * begun with, or after it.
     *
     * @throws IllegalStateException if there is no such step
     */
    public StepWork work(String stepId) {
        return ofOneRevision(stepId, order -> work(order, stepId));
    }

    /**
     * Nothing is locked, for a lock is written to the database as a change is: that the order has the same revision before and after says that
     * nobody has amended it in between. Else it is read once more, with the step locked, and whoever amends waits for that.
     */
    private <T> T ofOneRevision(String stepId, Function<ProductOrder, T> reading) {
        ProductOrder order = PlanReading.orderOf(entities, stepId);
        T read = reading.apply(order);
        if (PlanReading.revision(entities, order.id()) == order.revision()) {
            return read;
        }
        entities.clear();
        PlanReading.step(entities, stepId);
        return reading.apply(PlanReading.orderOf(entities, stepId));
    }

    private StepWork work(ProductOrder order, String stepId) {
        PlanStep step = entities.find(PlanStep.class, stepId);
        OrderItem item = order.item(step.itemId()).orElseThrow();
        Catalog catalog = catalogs.version(order.catalogVersion());
        Optional<Product> product = product(item);
        boolean goes = !step.isUndo() && StoredItems.ends(order, catalog, step);
        return new StepWork(
                stepId,
                order.id(),
                step.jobType(),
                product.map(there -> parameters(there, item, catalog, step, goes))
                        .orElseGet(() -> parameters(catalog, step.service())),
                facts(order, item, step, product),
                isStopping(order, step),
                item.isAdd() || item.isSwap() || item.isUpgrade(),
                step.undoes()
                        .flatMap(undone -> Optional.ofNullable(entities.find(PlanStep.class, undone)))
                        .filter(PlanStep::isByHand)
                        .map(PlanStep::facts),
                goes ? product.flatMap(there -> skipped(there, step)) : Optional.empty());
    }

    /**
     * The work of the steps that such a step of an item that is added waits for and that are done, by the network or by hand: what it may
     * read back. Not that of skipped ones; and none when the step is not wanted any more, for what it would be compared with has changed. Read
     * as {@link #work} is.
     *
     * @throws IllegalStateException if there is no such step
     */
    public List<StepWork> doneBefore(String stepId) {
        return ofOneRevision(stepId, order -> doneBefore(order, stepId));
    }

    private List<StepWork> doneBefore(ProductOrder order, String stepId) {
        PlanStep asking = entities.find(PlanStep.class, stepId);
        if (isStopping(order, asking)) {
            return List.of();
        }
        Catalog catalog = catalogs.version(order.catalogVersion());
        Map<String, String> facts = facts(order, order.item(asking.itemId()).orElseThrow(), asking);
        return PlanReading.steps(entities, order.id()).stream()
                .filter(step -> asking.dependsOn().contains(step.id())
                        && step.isCurrent()
                        && step.state() == StepState.COMPLETED)
                .map(step -> new StepWork(
                        step.id(),
                        order.id(),
                        step.jobType(),
                        parameters(catalog, step.service()),
                        facts,
                        isStopping(order, step)))
                .toList();
    }

    /** What takes something away for good goes on to its end. */
    private static boolean isStopping(ProductOrder order, PlanStep step) {
        boolean ends = order.item(step.itemId()).filter(OrderItem::isEnd).isPresent();
        return !ends && !step.isUndo() && order.isStopping(step);
    }

    /** Id of the step that was to bring what this one takes away, and was skipped; empty when it was brought. */
    private Optional<String> skipped(Product product, PlanStep ends) {
        Stream<Stream<PlanStep>> latestFirst = Stream.concat(
                product.changes().reversed().stream()
                        .filter(change -> !change.order().equals(ends.order().value()))
                        .map(change -> bringing(change.order(), change.itemId(), ends.service())),
                Stream.of(bringing(product.order().value(), product.itemId(), ends.service())));
        return latestFirst
                .flatMap(steps -> steps)
                .findFirst()
                .filter(step -> step.state() == StepState.SKIPPED)
                .map(PlanStep::id);
    }

    private Stream<PlanStep> bringing(String order, String item, String service) {
        return entities.createQuery(
                        "select s from PlanStep s where s.order.value = :order and s.itemId = :item and s.service = :service"
                                + " and s.undoes is null and s.supersededIn is null order by s.position",
                        PlanStep.class)
                .setParameter("order", order)
                .setParameter("item", item)
                .setParameter("service", service)
                .getResultStream();
    }

    private Optional<Product> product(OrderItem item) {
        return item.product().flatMap(id -> inventory.find(new ProductId(id)));
    }

    /**
     * The {@link StepWork#facts} of a step for who does not perform it: nothing is locked.
     *
     * @throws IllegalStateException if there is no such step
     */
    public Map<String, String> facts(String stepId) {
        PlanStep step = entities.find(PlanStep.class, stepId);
        if (step == null) {
            throw new IllegalStateException("There is no step " + stepId);
        }
        ProductOrder order = entities.find(ProductOrder.class, step.order());
        OrderItem item = order.item(step.itemId()).orElseThrow();
        return facts(order, item, step, product(item));
    }

    private Map<String, String> facts(ProductOrder order, OrderItem item, PlanStep step, Optional<Product> product) {
        return product.map(there -> facts(order, item, step, there)).orElseGet(() -> facts(order, item, step));
    }

    private Map<String, String> facts(ProductOrder order, OrderItem item, PlanStep step, Product there) {
        if (item.isSwap()) {
            return new SwapFacts(there, pools.ofOrder(order.id())).of(item, step);
        }
        return item.isUpgrade()
                ? new UpgradeFacts(there, pools.ofOrder(order.id()), inventory).of(item, step)
                : facts(there, item);
    }

    /** A step that an amendment does not want, and what takes it back, go on with what it was begun with. */
    private Map<String, String> facts(ProductOrder order, OrderItem item, PlanStep step) {
        PlanStep begun = step.undoes()
                .flatMap(undone -> Optional.ofNullable(entities.find(PlanStep.class, undone)))
                .orElse(step);
        return begun.isSuperseded()
                ? begun.formerFacts()
                : new ItemFacts(pools.ofOrder(order.id()), inventory).of(order, item);
    }

    /**
     * Of a product that is there: what it runs on, what the network told when it was activated, and what it is barred from or is to be
     * barred from.
     */
    private Map<String, String> facts(Product product, OrderItem item) {
        Map<String, String> facts = new LinkedHashMap<>();
        product.lineProduct().flatMap(inventory::find).ifPresent(line -> facts.putAll(ItemFacts.installed(line)));
        facts.putAll(ItemFacts.installed(product));
        product.delivering().forEach(service -> facts.putAll(service.facts()));
        item.suspension().or(product::suspension).ifPresent(suspension -> facts.putAll(suspension.characteristics()));
        return facts;
    }

    /**
     * Of what goes those it was activated with; of what comes those of the order's catalogue, and of what it takes the place of the former
     * ones beside them, by names that say so.
     */
    private Map<String, String> parameters(
            Product product, OrderItem item, Catalog catalog, PlanStep step, boolean goes) {
        if (item.isSwap()) {
            return parametersOfSwap(product, catalog, step);
        }
        Catalog then = catalogs.version(product.catalogVersion());
        if (item.status().isPresent() || item.isEnd() || goes) {
            return parameters(then, step.service());
        }
        Map<String, String> parameters = new LinkedHashMap<>(parameters(catalog, step.service()));
        step.replaces()
                .ifPresent(former -> parameters(then, former)
                        .forEach((name, value) -> parameters.put(Replacement.FORMER + name, value)));
        return parameters;
    }

    private static Map<String, String> parameters(Catalog catalog, String service) {
        return catalog.service(service)
                .flatMap(ServiceSpecification::step)
                .map(StepTemplate::parameters)
                .orElse(Map.of());
    }

    /** Those that the service was activated with, of the line or of what belongs to it; of what comes anew, those of the order's catalogue. */
    private Map<String, String> parametersOfSwap(Product line, Catalog catalog, PlanStep step) {
        return Stream.concat(Stream.of(line), inventory.belongingTo(line.id(), MAX_BELONGING).stream())
                .filter(product -> product.delivering().stream()
                        .anyMatch(service -> service.name().equals(step.service())))
                .map(product -> parameters(catalogs.version(product.catalogVersion()), step.service()))
                .filter(parameters -> !parameters.isEmpty())
                .findFirst()
                .orElseGet(() -> parameters(catalog, step.service()));
    }

    /**
     * Steps that the process performs, and that are not wanted any more or take such a step back, the latest first. Orders that are being
     * cancelled, that were amended or have an item that was given up are looked through, by PRODUCT_ORDER_STATE_IX. What a person has done is
     * taken back on the element in any case, and is not among them.
     *
     * @param jobTypes of the steps
     * @param limit    of steps that are looked at
     */
    public List<UnwantedStep> unwanted(Set<String> jobTypes, int limit) {
        List<PlanStep> candidates = entities.createQuery(
                        "select s from ProductOrder o join PlanStep s on s.order.value = o.id.value"
                                + " where o.state in :states and (o.state = :cancelling or o.revision > 1"
                                + " or exists (select 1 from o.items i where i.state in :givenUp))"
                                + " and s.jobType in :jobTypes and s.state in :performed"
                                + " and not exists (select 1 from PlanStep u where u.id = s.undoes and u.byHand = true)"
                                + " order by s.releasedAt desc",
                        PlanStep.class)
                .setParameter("states", Set.of(OrderState.IN_PROGRESS, OrderState.PENDING_CANCELLATION))
                .setParameter("cancelling", OrderState.PENDING_CANCELLATION)
                .setParameter("givenUp", Set.of(OrderState.FAILED, OrderState.CANCELLED))
                .setParameter("jobTypes", jobTypes)
                .setParameter("performed", Set.of(StepState.RELEASED, StepState.AWAITING_OUTCOME))
                .setMaxResults(limit)
                .getResultList();
        return candidates.stream()
                .filter(step -> step.isUndo() || isStopping(entities.find(ProductOrder.class, step.order()), step))
                .map(step -> new UnwantedStep(step.id(), step.order(), step.undoes()))
                .toList();
    }

    /** The element has taken the request and reports later. */
    public void awaitOutcome(String stepId) {
        PlanReading.step(entities, stepId).awaitOutcome();
    }

    /**
     * The element refuses for now, and the process performs the step again after a time: at once when the step is not wanted any more, for
     * who has said so has found nothing held that was to be woken. Its order's row is locked first, so that one of the two sees the other.
     *
     * @param words the element's own
     * @return after what time
     */
    public Duration hold(String stepId, String words, Duration pause) {
        OrderId id = entities.createQuery("select s.order.value from PlanStep s where s.id = :id", String.class)
                .setParameter("id", stepId)
                .getResultStream()
                .findFirst()
                .map(OrderId::new)
                .orElseThrow(() -> new IllegalStateException("There is no step " + stepId));
        ProductOrder order = entities.find(ProductOrder.class, id, LockModeType.PESSIMISTIC_WRITE);
        PlanStep step = PlanReading.step(entities, stepId);
        if (isStopping(order, step)) {
            step.awaitOutcome();
            return Duration.ZERO;
        }
        step.hold(words, clock.instant().plus(pause));
        return pause;
    }

    /** The order does not want it any more, and what the network has not been asked for stays undone. */
    public void cancel(String stepId) {
        PlanReading.step(entities, stepId).cancel();
    }

    /**
     * The network has done it. May be told again.
     *
     * @param facts learned from it, such as {@code activationCode}; values of at most 255 characters
     */
    public void complete(String stepId, Map<String, String> facts) {
        PlanReading.step(entities, stepId).complete(facts, clock.instant());
    }
}
