package dialtone.order.service;

import dialtone.catalog.DeliveryExpectation;
import dialtone.catalog.service.CatalogStore;
import dialtone.element.service.NetworkElements;
import dialtone.event.service.DomainEvents;
import dialtone.order.Jeopardy;
import dialtone.order.JeopardyAlert;
import dialtone.order.Milestone;
import dialtone.order.OrderActivities;
import dialtone.order.OrderId;
import dialtone.order.OrderState;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.order.Punctuality;
import dialtone.order.Punctuality.Late;
import dialtone.order.Schedule;
import dialtone.order.Schedule.Activity;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Watches how far orders are: which milestones they reach, and whether they are in jeopardy. Looked at when something is done for an
 * order, and by {@link JeopardySweep} when nothing is and the moment has come that makes it worse.
 */
@Stateless
public class OrderWatch {

    /** Hibernate's word for passing by what somebody else works on: he looks at it himself. */
    private static final Map<String, Object> SKIP_LOCKED = Map.of("jakarta.persistence.lock.timeout", -2);

    @PersistenceContext
    private EntityManager entities;

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @EJB
    private CatalogStore catalogs;

    @Inject
    private NetworkElements elements;

    @Inject
    private DomainEvents events;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public OrderWatch() {}

    /** What it works with, outside a container. */
    record Parts(
            EntityManager entities,
            DataSource dataSource,
            CatalogStore catalogs,
            NetworkElements elements,
            DomainEvents events,
            Clock clock) {}

    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    OrderWatch(Parts parts) {
        this.entities = parts.entities();
        this.dataSource = parts.dataSource();
        this.catalogs = parts.catalogs();
        this.elements = parts.elements();
        this.events = parts.events();
        this.clock = parts.clock();
    }

    /**
     * Notes how far the order is; in the transaction that holds its row.
     *
     * @param steps of its plan, as they are now
     */
    public void follow(ProductOrder order, List<PlanStep> steps) {
        Instant now = clock.instant();
        DeliveryExpectation delivery = catalogs.version(order.catalogVersion()).delivery();
        List<Activity> activities = Maintenances.hold(
                order, OrderActivities.of(order, steps, delivery), steps, elements.standingsOfThisNode());
        try (Connection connection = dataSource.getConnection()) {
            reach(connection, order, OrderTimelines.milestones(order, steps, activities, delivery));
            if (order.state().isFinal()) {
                JeopardyRows.closeTaskOf(connection, order.id(), now);
                return;
            }
            Jeopardy former = order.jeopardy().orElse(Jeopardy.GREEN);
            Punctuality punctuality = steps.isEmpty()
                    ? beforeItsPlan(order, activities, delivery, now)
                    : punctuality(order, order.promisedAt(), activities, delivery, now);
            if (order.follow(punctuality)) {
                tell(connection, order, alert(connection, order, former, new Found(steps, punctuality)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("How far " + order.id() + " is cannot be stored", e);
        }
    }

    /** The steps are not known here before the plan is stored. They were when the order was promised, and take the rest of that time. */
    private static Punctuality beforeItsPlan(
            ProductOrder order, List<Activity> phases, DeliveryExpectation delivery, Instant now) {
        Instant ends = Schedule.planned(phases, order.startsAt()).ends();
        return punctuality(order, order.promisedAt().map(promised -> ends), phases, delivery, now)
                .withMoreToCome(order.promisedAt()
                        .map(promised -> Duration.between(ends, promised))
                        .orElse(Duration.ZERO));
    }

    /** Nobody is late who waits because somebody wants it so. What is taken back was promised to nobody. */
    private static Punctuality punctuality(
            ProductOrder order,
            Optional<Instant> promisedAt,
            List<Activity> activities,
            DeliveryExpectation delivery,
            Instant now) {
        if (order.isWaitingOnPurpose()) {
            return new Punctuality(
                    Jeopardy.GREEN,
                    Optional.empty(),
                    Optional.empty(),
                    Schedule.forecast(activities, order.startsAt(), now).ends());
        }
        return Punctuality.of(
                activities,
                order.startsAt(),
                promisedAt.filter(promised -> order.state() != OrderState.PENDING_CANCELLATION),
                delivery,
                now);
    }

    /** Once each: what was reached stays so. An order that ends without delivering passes none on its way back. */
    private void reach(Connection connection, ProductOrder order, List<Milestone> milestones) throws SQLException {
        List<Milestone> passed = milestones.stream()
                .filter(milestone -> milestone.reachedAt().isPresent())
                .toList();
        if (passed.isEmpty() || !OrderTimelines.delivers(order.state())) {
            return;
        }
        Set<String> told = JeopardyRows.milestones(connection, order.id()).keySet();
        for (Milestone milestone : passed) {
            if (!told.contains(milestone.name())) {
                Instant at = milestone.reachedAt().orElseThrow();
                JeopardyRows.reach(connection, order.id(), milestone.name(), at);
                OrderEvents.reached(events, order, milestone, at);
            }
        }
    }

    /** How far the order is, by these steps. */
    private record Found(List<PlanStep> steps, Punctuality punctuality) {}

    private JeopardyAlert alert(Connection connection, ProductOrder order, Jeopardy former, Found found)
            throws SQLException {
        Optional<Late> worst = found.punctuality().worst();
        return new JeopardyAlert(
                JeopardyAlert.id(order.id(), JeopardyRows.alertCount(connection, order.id()) + 1),
                order.id(),
                former,
                found.punctuality().jeopardy(),
                clock.instant(),
                worst.map(Late::activity).orElse(""),
                worst.map(Late::by).orElse(Duration.ZERO),
                new JeopardyWords(entities, elements::standingsOfThisNode)
                        .of(order, found.steps(), found.punctuality()),
                found.punctuality().expected());
    }

    private void tell(Connection connection, ProductOrder order, JeopardyAlert alert) throws SQLException {
        JeopardyRows.insert(connection, alert);
        OrderEvents.inJeopardy(events, order, alert);
        if (alert.jeopardy() == Jeopardy.RED) {
            JeopardyRows.openTask(connection, alert);
        } else {
            JeopardyRows.closeTaskOf(connection, order.id(), alert.at());
        }
    }

    /**
     * Orders that may be in more jeopardy by now, those first that have been due longest.
     *
     * @param limit at least 1
     */
    public List<OrderId> due(int limit) {
        try (Connection connection = dataSource.getConnection()) {
            return JeopardyRows.due(connection, clock.instant(), limit);
        } catch (SQLException e) {
            throw new IllegalStateException("Which orders are due cannot be read", e);
        }
    }

    /**
     * Looks at an order that is due. Does nothing when somebody else works on it, on whichever node, or has just looked: a second look
     * has no second effect.
     *
     * @return whether it was looked at
     */
    public boolean look(OrderId id) {
        ProductOrder order = entities.find(ProductOrder.class, id, LockModeType.PESSIMISTIC_WRITE, SKIP_LOCKED);
        Instant now = clock.instant();
        if (order == null
                || order.jeopardyDueAt().filter(due -> !due.isAfter(now)).isEmpty()) {
            return false;
        }
        follow(order, PlanReading.steps(entities, id));
        return true;
    }

    /**
     * Closes the tasks of orders that have ended.
     *
     * @param since orders that ended before are not looked at
     * @return when they were looked for
     */
    public Instant closeTasksOfEnded(Instant since) {
        Instant now = clock.instant();
        try (Connection connection = dataSource.getConnection()) {
            JeopardyRows.closeTasksOfEnded(connection, since, now);
            return now;
        } catch (SQLException e) {
            throw new IllegalStateException("Jeopardy tasks cannot be closed", e);
        }
    }
}
