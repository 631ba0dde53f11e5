package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static dialtone.order.service.Desk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutTask;
import dialtone.order.OrderId;
import dialtone.order.OrderState;
import dialtone.order.PlanStep;
import dialtone.order.StepState;
import dialtone.pool.PooledResource;
import dialtone.pool.ResourceNeed;
import dialtone.pool.service.PoolContention;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reservations under pressure, their end, and what happens when something is not to be had. */
class ReservationTest {

    private static final int WORKERS = 32;
    private static final int MAX_ATTEMPTS = 1_000;

    private final Desk desk = new Desk();

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void thirty_two_workers_take_the_last_numbers_and_none_twice() throws Exception {
        numbersLeft(40);
        List<Outcome<List<PooledResource>>> outcomes = reserveAtOnce(60);
        assertThat(numbers(outcomes)).hasSize(40).doesNotHaveDuplicates();
        assertThat(outcomes.stream().filter(outcome -> outcome instanceof Outcome.Rejected))
                .hasSize(20);
    }

    @Test
    void workers_at_once_spread_over_the_stock_also_when_it_ends_early_in_the_range_of_places() throws Exception {
        numbersLeft(1_000);

        List<String> numbers = numbers(reserveAtOnce(100));

        assertThat(numbers).hasSize(100).doesNotHaveDuplicates();
        assertThat(numbers.stream().filter(number -> number.compareTo("999155500200") < 0))
                .as("of the first fifth")
                .hasSizeBetween(1, 50);
        assertThat(numbers.stream().filter(number -> number.compareTo("999155500800") >= 0))
                .as("of the last fifth")
                .hasSizeBetween(1, 50);
    }

    @Test
    void an_order_that_was_cancelled_just_before_is_closed_and_nobody_is_asked() {
        OrderId id = accepted(desk.entry.place(order(ADA, Optional.empty(), item("1", "mobile-sim-only-m", Map.of()))))
                .id();
        desk.database.inTransaction(() -> desk.validate(id, 77));
        assertThat(accepted(desk.database.inTransaction(() -> desk.cancel(id, "changed my mind", "csr")))
                        .state())
                .isEqualTo(OrderState.CANCELLED);

        assertThat(accepted(desk.database.inTransaction(() -> desk.progress.reserve(id))))
                .isEmpty();
        OrderProgress.Due due = desk.database.inTransaction(() -> desk.progress.releaseSteps(id));
        assertThat(due.steps()).isEmpty();
        assertThat(due.delivering()).isFalse();
        desk.database.inTransaction(() -> desk.progress.close(id));
        assertThat(desk.pooled("RESERVED")).isZero();
        assertThat(desk.database.inTransaction(() -> desk.queue.ofOrder(id))).isEmpty();
    }

    @Test
    void nothing_is_reserved_for_an_order_that_is_being_cancelled() {
        OrderId id = accepted(desk.entry.place(order(ADA, Optional.empty(), item("1", "mobile-sim-only-m", Map.of()))))
                .id();
        desk.database.inTransaction(() -> desk.validate(id, 77));
        execute("DELETE FROM POOLED_RESOURCE WHERE KIND = 'MSISDN'");
        assertThat(refused(desk.database.inTransaction(() -> desk.progress.reserve(id))))
                .extracting(Rejection::code)
                .containsExactly("NUMBER_POOL_EMPTY");
        accepted(desk.database.inTransaction(() -> desk.cancel(id, "too slow", "csr")));

        assertThat(accepted(desk.database.inTransaction(() -> desk.progress.reserve(id))))
                .isEmpty();
        FalloutTask late = desk.database.inTransaction(() -> desk.fallout.open(
                new FalloutTasks.Cause(id, Optional.empty(), "NUMBER_POOL_EMPTY", "No number is left."), 12));
        assertThat(late.decision())
                .as("it fell out before the cancellation, and is asked about after it")
                .contains(FalloutDecision.CANCEL);
        assertThat(desk.messages())
                .anySatisfy(message -> assertThat(message.messageId()).isEqualTo(late.id()));
        desk.database.inTransaction(() -> desk.progress.close(id));
        assertThat(desk.database
                        .inTransaction(() -> desk.orders.find(id))
                        .orElseThrow()
                        .state())
                .isEqualTo(OrderState.CANCELLED);
    }

    @Test
    void nobody_is_asked_about_a_step_that_has_ended_meanwhile() {
        OrderId id = accepted(desk.entry.place(order(ADA, Optional.empty(), item("1", "mobile-sim-only-m", Map.of()))))
                .id();
        desk.database.inTransaction(() -> desk.validate(id, 77));
        accepted(desk.database.inTransaction(() -> desk.progress.reserve(id)));
        PlanStep step = desk.database
                .inTransaction(() -> desk.progress.releaseSteps(id))
                .steps()
                .getFirst();
        desk.database.inTransaction(() -> desk.steps.complete(step.id(), Map.of()));
        FalloutTask late = desk.database.inTransaction(() ->
                desk.fallout.open(new FalloutTasks.Cause(id, Optional.of(step.id()), "RETRIES_EXHAUSTED", "away"), 13));
        assertThat(late.isOpen()).isFalse();
        assertThat(state(step.id())).isEqualTo(StepState.COMPLETED);
    }

    /** The first of the demo's thirty thousand numbers, as close together as they are there. */
    private void numbersLeft(int left) {
        execute("DELETE FROM POOLED_RESOURCE WHERE KIND = 'MSISDN'");
        execute("INSERT INTO POOLED_RESOURCE (KIND, IDENTIFIER, VARIANT, STATE, PLACE)"
                + " SELECT 'MSISDN', TO_CHAR(999155500000 + X), 'mobile', 'FREE', X * 30 FROM SYSTEM_RANGE(0, "
                + (left - 1)
                + ")");
    }

    private List<Outcome<List<PooledResource>>> reserveAtOnce(int orders) throws Exception {
        List<Outcome<List<PooledResource>>> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(WORKERS)) {
            List<Future<Outcome<List<PooledResource>>>> running = new ArrayList<>();
            for (int i = 0; i < orders; i++) {
                OrderId id = new OrderId("ORD-" + i);
                running.add(threads.submit(() -> reserveAsTheJobDoes(id)));
            }
            for (Future<Outcome<List<PooledResource>>> one : running) {
                outcomes.add(one.get());
            }
        }
        return outcomes;
    }

    private static List<String> numbers(List<Outcome<List<PooledResource>>> outcomes) {
        return outcomes.stream()
                .flatMap(outcome -> outcome.<List<PooledResource>>fold(held -> held, reasons -> List.of()).stream())
                .map(PooledResource::identifier)
                .toList();
    }

    /** When others hold every row that is left, nothing is known yet, and the job comes again. */
    private Outcome<List<PooledResource>> reserveAsTheJobDoes(OrderId id) {
        List<ResourceNeed> needs = List.of(new ResourceNeed("1", ResourceKind.MSISDN, ResourceNeed.MOBILE));
        for (int attempt = 1; ; attempt++) {
            try {
                return desk.database.inTransaction(() -> desk.pools.reserve(id, needs));
            } catch (PoolContention contention) {
                if (attempt == MAX_ATTEMPTS) {
                    throw contention;
                }
            }
        }
    }

    @Test
    void an_expired_reservation_is_kept_for_an_order_under_way_and_released_for_one_that_is_not() {
        OrderId running = validated();
        accepted(desk.database.inTransaction(() -> desk.progress.reserve(running)));
        accepted(desk.database.inTransaction(() -> desk.pools.reserve(
                new OrderId("ORD-NONE"), List.of(new ResourceNeed("1", ResourceKind.MSISDN, ResourceNeed.MOBILE)))));
        assertThat(desk.database.<Integer>inTransaction(() -> desk.pools.releaseExpired()))
                .isZero();
        desk.clock.pass(Duration.ofHours(1));
        assertThat(desk.database.<Integer>inTransaction(() -> desk.pools.releaseExpired()))
                .isEqualTo(3);
        assertThat(desk.database.<Integer>inTransaction(() -> desk.pools.releaseExpired()))
                .isZero();
        assertThat(desk.database.inTransaction(() -> desk.pools.ofOrder(running)))
                .hasSize(2);
        assertThat(desk.database.inTransaction(() -> desk.pools.ofOrder(new OrderId("ORD-NONE"))))
                .isEmpty();
    }

    @Test
    void an_order_without_a_sim_waits_in_fallout_until_there_is_one() {
        execute("UPDATE POOLED_RESOURCE SET VARIANT = 'away' WHERE VARIANT = 'esim'");
        OrderId id = validated();
        assertThat(refused(desk.database.inTransaction(() -> desk.progress.reserve(id))))
                .extracting(Rejection::code)
                .containsExactly("SIM_POOL_EMPTY");
        FalloutTasks.Cause cause = new FalloutTasks.Cause(id, Optional.empty(), "SIM_POOL_EMPTY", "No SIM is free.");
        String task =
                desk.database.inTransaction(() -> desk.fallout.open(cause, 900)).id();
        assertThat(desk.database
                        .inTransaction(() -> desk.fallout.open(cause, 900))
                        .id())
                .isEqualTo(task);
        execute("UPDATE POOLED_RESOURCE SET VARIANT = 'esim' WHERE VARIANT = 'away'");
        accepted(desk.database.inTransaction(
                () -> desk.fallout.resolve(task, FalloutDecision.RESUBMIT, "ops", "SIMs delivered")));
        assertThat(refused(
                        desk.database.inTransaction(() -> desk.fallout.resolve(task, FalloutDecision.FAIL, "ops", ""))))
                .extracting(Rejection::code)
                .containsExactly("NOT_IN_VALID_STATE");
        assertThat(desk.database
                        .inTransaction(() -> desk.fallout.open(cause, 900))
                        .id())
                .as("the job comes again after the decision")
                .isEqualTo(task);
        assertThat(desk.messages().getLast().variables()).containsEntry("falloutDecision", "resubmit");
        assertThat(accepted(desk.database.inTransaction(() -> desk.progress.reserve(id))))
                .hasSize(2);
    }

    @Test
    void an_order_that_is_given_up_fails_and_what_the_network_may_know_is_quarantined() {
        OrderId id = validated();
        accepted(desk.database.inTransaction(() -> desk.progress.reserve(id)));
        desk.database.inTransaction(() -> desk.progress.releaseSteps(id));
        String step = id + "-S1";
        FalloutTask task = desk.database.inTransaction(() -> desk.fallout.open(
                new FalloutTasks.Cause(id, Optional.of(step), "ELEMENT_REFUSED", "no such subscriber"), 901));
        assertThat(state(step)).isEqualTo(StepState.IN_FALLOUT);
        accepted(desk.database.inTransaction(
                () -> desk.fallout.resolve(task.id(), FalloutDecision.FAIL, "ops", "hopeless")));
        for (int time = 0; time < 2; time++) {
            desk.database.inTransaction(() -> desk.progress.close(id));
        }
        assertThat(desk.database
                        .inTransaction(() -> desk.orders.find(id))
                        .orElseThrow()
                        .state())
                .isEqualTo(OrderState.FAILED);
        assertThat(state(step)).isEqualTo(StepState.FAILED);
        assertThat(desk.pooled("QUARANTINED")).as("number and SIM").isEqualTo(2);
    }

    private StepState state(String step) {
        return desk.database.inTransaction(
                () -> desk.database.entities().find(PlanStep.class, step).state());
    }

    private OrderId validated() {
        OrderId id = accepted(desk.entry.place(order(ADA, Optional.empty(), item("1", "mobile-sim-only-s", Map.of()))))
                .id();
        desk.database.inTransaction(() -> desk.validate(id, 1));
        return id;
    }

    private void execute(String sql) {
        desk.database.inTransaction(() -> {
            try (Connection connection = desk.database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
