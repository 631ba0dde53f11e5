package dialtone.order.service;

import dialtone.catalog.DeliveryExpectation;
import dialtone.catalog.service.CatalogStore;
import dialtone.element.service.NetworkElements;
import dialtone.order.Milestone;
import dialtone.order.OrderActivities;
import dialtone.order.OrderState;
import dialtone.order.OrderTimeline;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.order.Schedule;
import dialtone.order.Schedule.Activity;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Reading how orders go in time. */
@Stateless
public class OrderTimelines {

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @EJB
    private CatalogStore catalogs;

    @Inject
    private NetworkElements elements;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public OrderTimelines() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    OrderTimelines(DataSource dataSource, CatalogStore catalogs, NetworkElements elements, Clock clock) {
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.elements = elements;
        this.clock = clock;
    }

    /**
     * What was planned, what has come of it, and what is expected now.
     *
     * @param steps of the order's plan, in its order
     */
    public OrderTimeline of(ProductOrder order, List<PlanStep> steps) {
        DeliveryExpectation delivery = catalogs.version(order.catalogVersion()).delivery();
        List<Activity> activities = Maintenances.hold(
                order, OrderActivities.of(order, steps, delivery), steps, elements.standingsOfThisNode());
        try (Connection connection = dataSource.getConnection()) {
            return new OrderTimeline(
                    clock.instant(),
                    Schedule.planned(OrderActivities.planned(steps, delivery), order.startsAt()),
                    Schedule.forecast(activities, order.startsAt(), clock.instant()),
                    reached(
                            order,
                            milestones(order, steps, activities, delivery),
                            JeopardyRows.milestones(connection, order.id())),
                    JeopardyRows.alerts(connection, order.id()),
                    delivery);
        } catch (SQLException e) {
            throw new IllegalStateException("The time line of " + order.id() + " cannot be read", e);
        }
    }

    /** Reached is what was told; a final order reaches nothing more. */
    private static List<Milestone> reached(ProductOrder order, List<Milestone> milestones, Map<String, Instant> told) {
        return milestones.stream()
                .map(milestone -> new Milestone(
                        milestone.name(),
                        milestone.label(),
                        milestone.expectedAt(),
                        Optional.ofNullable(told.get(milestone.name()))))
                .filter(milestone ->
                        milestone.reachedAt().isPresent() || !order.state().isFinal())
                .toList();
    }

    static List<Milestone> milestones(
            ProductOrder order, List<PlanStep> steps, List<Activity> activities, DeliveryExpectation delivery) {
        Map<String, Set<String>> ids = steps.stream()
                .filter(PlanStep::isCurrent)
                .collect(
                        Collectors.groupingBy(PlanStep::service, Collectors.mapping(PlanStep::id, Collectors.toSet())));
        Schedule planned = Schedule.planned(OrderActivities.planned(steps, delivery), order.startsAt());
        return Milestone.of(delivery, activities, planned, ids);
    }

    /** Whether an order in this state goes on towards its customer, or has come there. */
    static boolean delivers(OrderState state) {
        return switch (state) {
            case ACKNOWLEDGED, IN_PROGRESS, PENDING, HELD, COMPLETED, PARTIAL -> true;
            case REJECTED, CANCELLED, FAILED, ASSESSING_CANCELLATION, PENDING_CANCELLATION -> false;
        };
    }
}
