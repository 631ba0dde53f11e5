package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static dialtone.order.service.Desk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.order.BatchedTask;
import dialtone.order.FalloutBatch;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutFilter;
import dialtone.order.FalloutFilter.Attribute;
import dialtone.order.FalloutRouting;
import dialtone.order.FalloutRouting.Rule;
import dialtone.order.FalloutRouting.Team;
import dialtone.order.FalloutTask;
import dialtone.order.OrderId;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.order.Requester;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose a fallout task is, until when, and who works on it. */
class FalloutTeamTest extends OrderStories {

    private static final FalloutRouting ROUTING = new FalloutRouting(
            List.of(new Team("sims", "SIMs"), new Team("desk", "Desk"), new Team("boss", "Boss")),
            List.of(
                    new Rule(
                            Set.of("fulfilment.activate-sim"),
                            Set.of(),
                            "sims",
                            Duration.ofHours(1),
                            Optional.of("boss")),
                    new Rule(Set.of(), Set.of(), "desk", Duration.ofHours(4), Optional.empty())));

    /** Two who lock in different orders meet within these. */
    private static final int ROUNDS = 20;

    private long instance = 500;

    @BeforeEach
    void teams() {
        desk.teams.follow(ROUTING);
    }

    @Test
    void a_task_is_its_teams_until_its_deadline_and_then_anothers_once() {
        FalloutTask ofStep = fallout("ELEMENT_REFUSED");
        FalloutTask ofDesk = ofOrder();
        assertThat(ofStep.team()).isEqualTo("sims");
        assertThat(ofStep.dueAt()).contains(desk.clock.instant().plus(Duration.ofHours(1)));
        assertThat(ofDesk.team()).isEqualTo("desk");
        assertThat(found("sims")).containsExactly(ofStep.id());

        desk.clock.pass(Duration.ofMinutes(59));
        assertThat(in(desk.fallout::escalateOverdue)).isZero();
        desk.clock.pass(Duration.ofHours(5)); // nobody ran when the deadline passed
        assertThat(in(desk.fallout::escalateOverdue)).isEqualTo(1);
        assertThat(in(desk.fallout::escalateOverdue)).as("once").isZero();

        assertThat(in(() -> desk.queue.listOpen(FalloutFilter.ALL.dueBefore(desk.clock.instant()), 0, 10))
                        .rows())
                .extracting(FalloutTask::id)
                .containsExactly(ofStep.id(), ofDesk.id());
        assertThat(in(() -> desk.queue.listOpen(
                                FalloutFilter.ALL.dueBefore(ofDesk.dueAt().orElseThrow()), 0, 10))
                        .rows())
                .as("due before, and not at")
                .extracting(FalloutTask::id)
                .containsExactly(ofStep.id());
        FalloutTask escalated = in(() -> desk.fallout.find(ofStep.id())).orElseThrow();
        assertThat(escalated.team()).isEqualTo("boss");
        assertThat(escalated.escalatedAt()).contains(desk.clock.instant());
        assertThat(escalated.isOverdue(desk.clock.instant())).isTrue();
        assertThat(escalated.log())
                .extracting(line -> line.by() + ": " + line.what())
                .containsExactly("deadline: Escalated from sims to boss.");
        assertThat(found("sims")).isEmpty();
        assertThat(found("boss")).containsExactly(ofStep.id());
        assertThat(in(() -> desk.fallout.find(ofDesk.id())).orElseThrow().team())
                .as("nobody is asked after the desk")
                .isEqualTo("desk");
    }

    @Test
    void a_task_that_is_decided_in_time_is_not_escalated() {
        FalloutTask task = fallout("ELEMENT_REFUSED");
        accepted(in(() -> desk.fallout.resolve(task.id(), FalloutDecision.RESUBMIT, "ops", "")));
        desk.clock.pass(Duration.ofHours(2));
        assertThat(in(desk.fallout::escalateOverdue)).isZero();
        assertThat(in(() -> desk.fallout.find(task.id())).orElseThrow().isOverdue(desk.clock.instant()))
                .isFalse();
    }

    @Test
    void who_decides_a_task_and_who_cancels_its_order_do_not_wait_for_each_other() throws Exception {
        try (ExecutorService people = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < ROUNDS; round++) {
                FalloutTask task = fallout("ELEMENT_REFUSED");
                CyclicBarrier together = new CyclicBarrier(2);
                Future<Outcome<FalloutTask>> decided = people.submit(() -> {
                    together.await();
                    return in(() -> desk.fallout.resolve(task.id(), FalloutDecision.RESUBMIT, "ops", ""));
                });
                Future<Outcome<ProductOrder>> cancelled = people.submit(() -> {
                    together.await();
                    return in(() ->
                            desk.fallout.cancelOrder(task.order(), "changed mind", Requester.of("csr", "csr"::equals)));
                });
                assertThat(decided.get()).as("decided, or refused in words").isNotNull();
                accepted(cancelled.get());
                assertThat(in(() -> desk.fallout.find(task.id())).orElseThrow().isOpen())
                        .isFalse();
            }
        }
    }

    @Test
    void two_people_do_not_work_on_one_task() {
        FalloutTask task = fallout("ELEMENT_REFUSED");
        for (int time = 0; time < 2; time++) {
            assertThat(accepted(in(() -> desk.fallout.take(task.id(), "ops"))).assignee())
                    .contains("ops");
        }
        assertThat(refused(in(() -> desk.fallout.take(task.id(), "admin"))))
                .containsExactly(Rejection.of("NOT_IN_VALID_STATE", "ops works on fallout task " + task.id() + "."));
        assertThat(refused(in(() -> desk.fallout.resolve(task.id(), FalloutDecision.RESUBMIT, "admin", ""))))
                .extracting(Rejection::code)
                .containsExactly("NOT_IN_VALID_STATE");
        assertThat(in(() -> desk.queue.listOpen(FalloutFilter.ALL.with(Attribute.ASSIGNEE, List.of("ops")), 0, 10))
                        .rows())
                .extracting(FalloutTask::id)
                .containsExactly(task.id());

        accepted(in(() -> desk.fallout.giveBack(task.id(), "admin")));
        accepted(in(() -> desk.fallout.take(task.id(), "admin")));
        accepted(in(() -> desk.fallout.resolve(task.id(), FalloutDecision.RESUBMIT, "admin", "")));
        assertThat(in(() -> desk.fallout.find(task.id())).orElseThrow().log())
                .extracting(line -> line.by() + ": " + line.what())
                .containsExactly("ops: Taken.", "admin: Taken off ops.", "admin: Taken.");
        assertThat(refused(in(() -> desk.fallout.take(task.id(), "ops"))))
                .extracting(Rejection::message)
                .containsExactly("Fallout task " + task.id() + " was decided by admin.");
        assertThat(refused(in(() -> desk.fallout.take("FAL-1", "ops"))))
                .extracting(Rejection::code)
                .containsExactly("UNKNOWN_FALLOUT_TASK");
        assertThat(refused(in(() -> desk.fallout.giveBack("FAL-1", "ops"))))
                .extracting(Rejection::code)
                .containsExactly("UNKNOWN_FALLOUT_TASK");
    }

    @Test
    void a_batch_leaves_alone_what_somebody_else_works_on() {
        FalloutTask taken = fallout("ELEMENT_REFUSED");
        FalloutTask free = fallout("ELEMENT_REFUSED");
        FalloutTask otherTeams = ofOrder();
        accepted(in(() -> desk.fallout.take(taken.id(), "admin")));
        String batch = accepted(in(() -> desk.batches.begin(
                        new FalloutBatch.Proposal(
                                FalloutDecision.RESUBMIT,
                                "mended",
                                FalloutFilter.ALL.with(Attribute.TEAM, List.of("sims")),
                                10),
                        "ops")))
                .batch()
                .id();
        new BatchRounds(desk.turns).round();

        assertThat(in(() -> desk.batches.tasks(batch, Optional.empty(), 0, 10)).rows())
                .extracting(line -> line.task() + " " + line.state())
                .containsExactly(
                        taken.id() + " " + BatchedTask.State.REFUSED, free.id() + " " + BatchedTask.State.DECIDED);
        assertThat(in(() -> desk.fallout.find(otherTeams.id())).orElseThrow().isOpen())
                .isTrue();
    }

    private List<String> found(String team) {
        return in(() -> desk.queue.listOpen(FalloutFilter.ALL.with(Attribute.TEAM, List.of(team)), 0, 10))
                .rows()
                .stream()
                .map(FalloutTask::id)
                .toList();
    }

    private FalloutTask fallout(String errorCode) {
        OrderId id = placed();
        PlanStep first = in(() -> desk.progress.releaseSteps(id)).steps().getFirst();
        return in(() -> desk.fallout.open(
                new FalloutTasks.Cause(id, Optional.of(first.id()), errorCode, "unable to comply"), ++instance));
    }

    private FalloutTask ofOrder() {
        OrderId id = placed();
        return in(() -> desk.fallout.open(
                new FalloutTasks.Cause(id, Optional.empty(), "RETRIES_EXHAUSTED", "away"), ++instance));
    }

    private OrderId placed() {
        OrderId id = accepted(desk.entry.place(
                        order(ADA, Optional.empty(), item("1", "mobile-sim-only-m", Map.of("simType", "esim")))))
                .id();
        desk.database.<Boolean>inTransaction(() -> desk.validate(id, ++instance));
        accepted(in(() -> desk.progress.reserve(id)));
        return id;
    }
}
