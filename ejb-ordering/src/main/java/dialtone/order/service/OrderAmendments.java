package dialtone.order.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.catalog.DeliveryExpectation;
import dialtone.catalog.service.CatalogStore;
import dialtone.event.service.DomainEvents;
import dialtone.inventory.service.Inventory;
import dialtone.order.AmendOrder;
import dialtone.order.AmendmentAssessment;
import dialtone.order.AmendmentChecks;
import dialtone.order.FulfilmentPlan;
import dialtone.order.OrderActivities;
import dialtone.order.OrderId;
import dialtone.order.OrderItem;
import dialtone.order.OrderPreview;
import dialtone.order.OrderRevision;
import dialtone.order.OrderState;
import dialtone.order.OrderedItem;
import dialtone.order.PlanRevision;
import dialtone.order.PlanStep;
import dialtone.order.PricedItem;
import dialtone.order.ProductOrder;
import dialtone.order.RequestKey;
import dialtone.order.Schedule;
import dialtone.party.service.Parties;
import dialtone.platform.outbox.Outbox;
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
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Orders that are amended while they are under way. One transaction changes the order, its plan and what is reserved for it; the process
 * is not told, it asks for the steps that are due as ever. The order's row is locked first; only who holds it locks several of its steps or tasks.
 */
@Stateless
public class OrderAmendments {

    @PersistenceContext
    private EntityManager entities;

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @EJB
    private CatalogStore catalogs;

    @EJB
    private Parties parties;

    @EJB
    private Inventory inventory;

    @EJB
    private Pools pools;

    @EJB
    private FalloutTasks fallout;

    @Inject
    private Outbox outbox;

    @Inject
    private DomainEvents events;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public OrderAmendments() {}

    /** What it works with, outside a container. */
    record Parts(
            EntityManager entities,
            DataSource dataSource,
            CatalogStore catalogs,
            Parties parties,
            Inventory inventory,
            Pools pools,
            FalloutTasks fallout,
            Outbox outbox,
            DomainEvents events,
            Clock clock) {}

    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    OrderAmendments(Parts parts) {
        this.entities = parts.entities();
        this.dataSource = parts.dataSource();
        this.catalogs = parts.catalogs();
        this.parties = parts.parties();
        this.inventory = parts.inventory();
        this.pools = parts.pools();
        this.fallout = parts.fallout();
        this.outbox = parts.outbox();
        this.events = parts.events();
        this.clock = parts.clock();
    }

    /**
     * Amends an order, or says all that speaks against it. What differs from its plan is taken back and added by further steps of the same
     * plan; one amendment that changes nothing leaves no revision.
     *
     * <p>Rejections: {@code UNKNOWN_ORDER, IDEMPOTENCY_KEY_REUSED}; those of {@link dialtone.order.AmendmentChecks}, of
     * {@link OrderEntry#place} as far as they are about items and details, {@code DEVICE_INCOMPATIBLE, NUMBER_UNAVAILABLE,
     * SIM_UNAVAILABLE, DEVICE_UNAVAILABLE} and those of {@link Pools#reserve} of an order in progress; {@code ALREADY_BEGUN, AMENDMENT_NOT_TAKEN} (field
     * {@code requestedStartDate}), {@code NOTE_STAYS} (field {@code note}).
     */
    public Outcome<ProductOrder> amend(AmendOrder command) {
        ProductOrder order = entities.find(ProductOrder.class, command.order(), LockModeType.PESSIMISTIC_WRITE);
        if (order == null) {
            return unknown();
        }
        RequestKey key = RequestKey.of(command);
        Optional<RevisionRows.Taken> taken = taken(key);
        if (taken.isPresent()) {
            boolean repeated = taken.get().order().equals(order.id())
                    && taken.get().digest().equals(key.digest());
            return repeated ? Outcome.accepted(OrderReading.loaded(order)) : reused(taken.get());
        }
        return drafted(order, PlanReading.lockedSteps(entities, order.id()), command)
                .fold(draft -> carryOut(draft, command, key), Outcome::<ProductOrder>rejected);
    }

    private static <T> Outcome<T> unknown() {
        return Outcome.rejected(Rejection.of("UNKNOWN_ORDER", "There is no such order."));
    }

    private static Outcome<ProductOrder> reused(RevisionRows.Taken taken) {
        return Outcome.rejected(Rejection.at(
                "idempotencyKey",
                "IDEMPOTENCY_KEY_REUSED",
                "This idempotency key was used for another amendment, of " + taken.order() + "."));
    }

    private Optional<RevisionRows.Taken> taken(RequestKey key) {
        if (key.key() == null) {
            return Optional.empty();
        }
        try (Connection connection = dataSource.getConnection()) {
            return RevisionRows.withKey(connection, key.key());
        } catch (SQLException e) {
            throw new IllegalStateException("Amendments cannot be read", e);
        }
    }

    private Outcome<AmendmentDraft> drafted(ProductOrder order, List<PlanStep> steps, AmendOrder command) {
        OwnedProducts owned = new OwnedProducts(inventory, catalogs);
        return new AmendmentJudgement(
                        catalogs.version(order.catalogVersion()),
                        new OrderAssessment.Records(
                                parties,
                                inventory,
                                owned,
                                new ProductClaims(entities),
                                new Coupons(entities),
                                new WaiverRows(entities)),
                        pools,
                        new AmendmentJudgement.OwnedCatalogs(owned, catalogs))
                .of(order, steps, command, clock.instant())
                .fold(this::beforeChecksFoundAnything, Outcome::<AmendmentDraft>rejected);
    }

    /** The order is locked, or nothing is changed: who keeps what the checks found locks it as well. */
    private Outcome<AmendmentDraft> beforeChecksFoundAnything(AmendmentDraft draft) {
        if (!draft.changesItems() || draft.order().state() != OrderState.ACKNOWLEDGED) {
            return Outcome.accepted(draft);
        }
        try (Connection connection = dataSource.getConnection()) {
            return AmendmentChecks.afterChecks(
                            draft.order(),
                            CheckRows.OF_ORDER.passed(
                                    connection, draft.order().id().value()))
                    .map(Outcome::<AmendmentDraft>rejected)
                    .orElseGet(() -> Outcome.accepted(draft));
        } catch (SQLException e) {
            throw new IllegalStateException("The checks of " + draft.order().id() + " cannot be read", e);
        }
    }

    /**
     * What {@link #amend} would do just now; nothing is changed.
     *
     * <p>Rejections: those of {@link #amend} but those of a reservation, which is not tried.
     */
    public Outcome<AmendmentAssessment> assess(AmendOrder command) {
        ProductOrder order = entities.find(ProductOrder.class, command.order());
        if (order == null) {
            return unknown();
        }
        return drafted(order, PlanReading.stepsWithFacts(entities, order.id()), command)
                .fold(draft -> Outcome.accepted(assessment(draft)), Outcome::<AmendmentAssessment>rejected);
    }

    private static AmendmentAssessment assessment(AmendmentDraft draft) {
        Currency currency = draft.account().currency();
        List<PricedItem> before = draft.order().items().stream()
                .filter(item -> !item.state().isFinal())
                .map(OrderItem::priced)
                .toList();
        return new AmendmentAssessment(
                draft.order().revision() + 1,
                draft.changes(),
                draft.plan(),
                OrderPreview.of(before, currency),
                OrderPreview.of(
                        draft.changesItems()
                                ? draft.after().stream()
                                        .map(item -> priced(draft.order(), item))
                                        .toList()
                                : before,
                        currency));
    }

    /** An item that stays as it is, is charged as it was. */
    private static PricedItem priced(ProductOrder order, OrderedItem after) {
        return order.item(after.itemId())
                .filter(stored -> stored.offering().equals(after.offeringId())
                        && stored.characteristics().equals(after.characteristics()))
                .map(OrderItem::priced)
                .orElseGet(after::priced);
    }

    private Outcome<ProductOrder> carryOut(AmendmentDraft draft, AmendOrder command, RequestKey key) {
        ProductOrder order = draft.order();
        if (draft.changes().isEmpty()) {
            return Outcome.accepted(OrderReading.loaded(order));
        }
        Instant now = clock.instant();
        if (!moveStart(draft)) {
            return Outcome.rejected(Rejection.of("NOT_IN_VALID_STATE", "Order " + order.id() + " is about to begin."));
        }
        List<PooledResource> held = pools.ofOrder(order.id());
        if (draft.changesItems() && order.state() == OrderState.IN_PROGRESS) {
            Outcome<List<PooledResource>> exchanged =
                    pools.exchange(order.id(), draft.plan().needs(), draft.plan()::isUnneeded, draft.touched());
            if (exchanged instanceof Outcome.Rejected<List<PooledResource>>(List<Rejection> reasons)) {
                return Outcome.rejected(reasons);
            }
        }
        List<PlanStep> steps = draft.steps();
        if (draft.changesItems()) {
            steps = revise(draft, held);
        }
        boolean movesStart = draft.movesStart();
        order.amend(draft.details());
        if (draft.changesItems()) {
            order.deliver(draft.after(), draft.lineProduct());
            entities.persist(order); // and with it the items that were added
            fallout.supersede(order.id(), order.revision(), command.requestedBy());
        }
        if (draft.changesItems() || movesStart) {
            promise(order, steps, draft.after());
        }
        boolean settling = !draft.plan().undone().isEmpty();
        if (settling) {
            order.settle();
        }
        OrderRevision revision = new OrderRevision(
                order.id(),
                order.revision(),
                command.channel(),
                command.requestedBy(),
                now,
                settling ? Optional.empty() : Optional.of(now),
                Optional.empty(),
                draft.changes());
        keep(revision, key);
        OrderEvents.amended(events, order, revision);
        return Outcome.accepted(OrderReading.loaded(order));
    }

    /** @return false when the order begins just now */
    private boolean moveStart(AmendmentDraft draft) {
        ProductOrder order = draft.order();
        Optional<Instant> start = draft.details().requestedStart();
        return !draft.movesStart() || outbox.move(order.id().value(), order.startsAt(), start.orElse(order.placedAt()));
    }

    /**
     * Supersedes what is not wanted any more and stores what comes.
     *
     * @param held what was reserved for the order as it was: what was begun was begun with it
     * @return the whole plan
     */
    private List<PlanStep> revise(AmendmentDraft draft, List<PooledResource> held) {
        ProductOrder order = draft.order();
        PlanRevision plan = draft.plan();
        int number = order.revision() + 1;
        ItemFacts facts = new ItemFacts(held, inventory);
        for (PlanStep step : plan.undone()) {
            OrderItem item = order.item(step.itemId()).orElseThrow();
            Map<String, String> begunWith = new HashMap<>(facts.of(order, item));
            begunWith.put(AskedBack.OFFERING, item.offering().value());
            step.supersede(number, begunWith);
        }
        plan.forgone().forEach(step -> step.supersede(number, Map.of()));
        PlanRevision.Additions additions = plan.additions(draft.catalog(), draft.steps(), draft.after(), number);
        List<PlanStep> steps = new ArrayList<>(draft.steps());
        steps.addAll(additions.undos());
        steps.addAll(additions.steps());
        additions.undos().forEach(entities::persist);
        additions.steps().forEach(entities::persist);
        return steps;
    }

    private void promise(ProductOrder order, List<PlanStep> steps, List<OrderedItem> after) {
        Catalog catalog = catalogs.version(order.catalogVersion());
        DeliveryExpectation delivery = catalog.delivery();
        if (steps.isEmpty()) {
            order.promise(FulfilmentPlan.of(catalog, after), delivery);
            return;
        }
        // how far it is, is looked at when the steps that are due are released: what has just come is not late
        order.promiseAnew(
                Schedule.forecast(OrderActivities.of(order, steps, delivery), order.startsAt(), clock.instant())
                        .ends());
    }

    private void keep(OrderRevision revision, RequestKey key) {
        // the order's own rows first: these refer to them
        entities.flush();
        try (Connection connection = dataSource.getConnection()) {
            RevisionRows.insert(connection, revision, key);
        } catch (SQLException e) {
            throw new IllegalStateException("The amendment of " + revision.order() + " is not stored", e);
        }
    }

    /** The amendments of an order, the latest first. */
    public List<OrderRevision> of(OrderId order) {
        try (Connection connection = dataSource.getConnection()) {
            return RevisionRows.of(connection, order);
        } catch (SQLException e) {
            throw new IllegalStateException("The amendments of " + order + " cannot be read", e);
        }
    }
}
