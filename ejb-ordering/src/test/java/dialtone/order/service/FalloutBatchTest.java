package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static dialtone.order.service.Desk.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dialtone.base.Rejection;
import dialtone.order.BatchProgress;
import dialtone.order.BatchedTask;
import dialtone.order.BatchedTask.State;
import dialtone.order.FalloutBatch;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutFilter;
import dialtone.order.FalloutFilter.Attribute;
import dialtone.order.FalloutTask;
import dialtone.order.OrderId;
import dialtone.order.PacedWork;
import dialtone.order.PlanStep;
import dialtone.order.StepState;
import dialtone.platform.outbox.OutgoingMessage;
import dialtone.process.ElementInstanceKey;
import dialtone.process.EngineEvent;
import dialtone.process.EngineEvent.ElementEntered;
import dialtone.process.EngineEvent.InstanceEnded;
import dialtone.process.EngineEvent.InstanceStarted;
import dialtone.process.EngineEvent.JobChanged;
import dialtone.process.EngineRecord;
import dialtone.process.InstanceState;
import dialtone.process.JobKey;
import dialtone.process.ProcessDefinitionKey;
import dialtone.process.ProcessInstanceKey;
import dialtone.process.RecordBatch;
import dialtone.process.service.ProcessInstances;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One decision about many fallout tasks, worked in turns of a second; here the engine tells what the test has it tell. */
class FalloutBatchTest extends OrderStories {

    private static final String SIM = "fulfilment.activate-sim";

    private long lastKey = 1_000;
    private long lastPosition;

    @Test
    void a_batch_decides_as_many_in_a_second_as_it_was_told_and_each_once() {
        List<FalloutTask> tasks = fallouts(5);
        String batch = begin(FalloutDecision.RESUBMIT, FalloutFilter.ALL, 2);
        assertThat(progress(batch).in(State.WAITING)).isEqualTo(5);
        List<Long> waiting = new ArrayList<>();
        for (int turn = 0; turn < 3; turn++) {
            round();
            round(); // the second node comes in the same second
            waiting.add(progress(batch).in(State.WAITING));
            desk.clock.pass(FalloutBatch.TURN);
        }

        assertThat(waiting).containsExactly(3L, 1L, 0L);
        assertThat(state(batch)).isEqualTo(PacedWork.State.DONE);
        assertThat(decisions()).containsExactlyInAnyOrderElementsOf(ids(tasks));
        assertThat(in(() -> desk.fallout.find(tasks.getFirst().id())).orElseThrow())
                .satisfies(task -> {
                    assertThat(task.resolvedBy()).contains("ops");
                    assertThat(task.note()).isEqualTo("the vendor is back");
                    assertThat(task.batch()).contains(batch);
                });
    }

    @Test
    void a_server_that_dies_in_the_middle_leaves_a_batch_that_goes_on_where_it_was() {
        List<FalloutTask> tasks = fallouts(3);
        String batch = begin(FalloutDecision.RESUBMIT, FalloutFilter.ALL, 3);
        List<String> lines = desk.turns.take(batch).orElseThrow();
        desk.turns.decide(batch, lines.getFirst());

        desk.clock.pass(FalloutBatch.TURN); // nobody followed, nobody said when the next turn is
        round();
        lines.forEach(line -> desk.turns.decide(batch, line)); // it was not dead, but slow

        assertThat(decisions()).containsExactlyInAnyOrderElementsOf(ids(tasks));
        assertThat(state(batch)).isEqualTo(PacedWork.State.DONE);
    }

    @Test
    void retried_is_said_when_the_engine_has_made_a_new_job_and_not_before() {
        FalloutTask comesThrough = fallout(activated());
        FalloutTask failsAgain = fallout(activated());
        FalloutTask silent = fallout(activated());
        String batch = begin(FalloutDecision.RESUBMIT, FalloutFilter.ALL, 10);
        round();
        assertThat(progress(batch)).isEqualTo(progress(0, Map.of(State.DECIDED, 3L)));

        ended(comesThrough);
        ended(failsAgain);
        pass(Duration.ofSeconds(2));
        assertThat(progress(batch).retried())
                .as("the call has ended, and no job is there yet")
                .isZero();
        newJob(comesThrough);
        newJob(failsAgain);
        pass(Duration.ofSeconds(2));
        assertThat(progress(batch)).isEqualTo(progress(2, Map.of(State.RUNNING_AGAIN, 2L, State.DECIDED, 1L)));

        run(() -> desk.steps.complete(comesThrough.stepId().orElseThrow(), Map.of()));
        FalloutTask again = fallout(failsAgain.order());
        pass(Duration.ofSeconds(5));
        assertThat(progress(batch))
                .isEqualTo(progress(2, Map.of(State.COMPLETED, 1L, State.IN_FALLOUT_AGAIN, 1L, State.DECIDED, 1L)));
        assertThat(lines(batch))
                .filteredOn(line -> line.task().equals(failsAgain.id()))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.laterTask()).contains(again.id());
                    assertThat(line.runningAgainAt()).isPresent();
                    assertThat(line.endedAt()).isPresent();
                });

        pass(BatchedTask.FOLLOWED.plusHours(1));
        pass(Duration.ofHours(1));
        assertThat(desk.turns.due()).as("nobody waits for ever").isEmpty();
        assertThat(lines(batch))
                .filteredOn(line -> line.task().equals(silent.id()))
                .extracting(BatchedTask::state)
                .containsExactly(State.DECIDED);
    }

    @Test
    void a_paused_batch_decides_nothing_and_a_stopped_one_leaves_the_rest_as_it_is() {
        List<FalloutTask> tasks = fallouts(3);
        String batch = begin(FalloutDecision.RESUBMIT, FalloutFilter.ALL, 1);
        round();
        accepted(in(() -> desk.batches.pause(batch, "admin")));
        pass(Duration.ofMinutes(1));
        assertThat(decisions()).hasSize(1);
        assertThat(refused(in(() -> desk.batches.pause(batch, "ops"))))
                .containsExactly(Rejection.of("NOT_IN_VALID_STATE", "Batch " + batch + " is paused."));

        accepted(in(() -> desk.batches.resume(batch, "ops")));
        round();
        assertThat(decisions()).hasSize(2);
        assertThat(refused(in(() -> desk.batches.resume(batch, "ops"))))
                .extracting(Rejection::code)
                .containsExactly("NOT_IN_VALID_STATE");

        FalloutBatches.Standing stopped = accepted(in(() -> desk.batches.stop(batch, "ops")));
        assertThat(stopped.batch().stateBy()).contains("ops");
        assertThat(stopped.progress()).isEqualTo(progress(0, Map.of(State.DECIDED, 2L, State.LEFT, 1L)));
        pass(Duration.ofMinutes(1));
        assertThat(decisions()).hasSize(2);
        assertThat(in(() -> desk.fallout.find(tasks.getLast().id()))
                        .orElseThrow()
                        .isOpen())
                .isTrue();
        assertThat(refused(in(() -> desk.batches.stop(batch, "ops"))))
                .extracting(Rejection::message)
                .containsExactly("Batch " + batch + " was stopped.");
        assertThat(refused(in(() -> desk.batches.stop("FBA-1", "ops"))))
                .extracting(Rejection::code)
                .containsExactly("UNKNOWN_FALLOUT_BATCH");
    }

    @Test
    void what_a_person_was_faster_with_is_refused_and_what_its_own_decision_took_along_is_not() {
        OrderId twice = activated();
        FalloutTask plan = fallout(twice, twice + "-S2");
        FalloutTask handset = fallout(twice, twice + "-S3");
        FalloutTask taken = fallout(activated());
        String batch = begin(FalloutDecision.CANCEL, FalloutFilter.ALL, 10);
        accepted(in(() -> desk.fallout.resolve(taken.id(), FalloutDecision.RESUBMIT, "admin", "")));
        round();

        assertThat(lines(batch))
                .extracting(BatchedTask::task, BatchedTask::state)
                .containsExactlyInAnyOrder(
                        tuple(plan.id(), State.DECIDED),
                        tuple(handset.id(), State.DECIDED),
                        tuple(taken.id(), State.REFUSED));
        assertThat(lines(batch).getLast().reason()).contains("Fallout task " + taken.id() + " was decided by admin.");
        ended(plan);
        pass(Duration.ofSeconds(2));
        assertThat(progress(batch))
                .isEqualTo(progress(0, Map.of(State.ENDED, 1L, State.DECIDED, 1L, State.REFUSED, 1L)));
    }

    @Test
    void a_filter_means_what_has_one_of_the_values_of_each_attribute() {
        FalloutTask first = fallout(activated());
        desk.clock.pass(Duration.ofMinutes(10));
        Instant later = desk.clock.instant();
        OrderId order = activated();
        FalloutTask ofHandset = fallout(order, order + "-S3");
        FalloutTask ofSim = fallout(order, order + "-S2");

        assertThat(found(FalloutFilter.ALL)).containsExactly(first.id(), ofHandset.id(), ofSim.id());
        assertThat(found(FalloutFilter.ALL.with(Attribute.ORDER, Set.of(order.value()))))
                .containsExactly(ofHandset.id(), ofSim.id());
        assertThat(found(FalloutFilter.ALL.with(Attribute.JOB_TYPE, Set.of(jobType(ofHandset)))))
                .containsExactly(ofHandset.id());
        assertThat(found(FalloutFilter.ALL.openedBefore(later))).containsExactly(first.id());
        assertThat(found(FalloutFilter.ALL.openedFrom(later).with(Attribute.JOB_TYPE, Set.of(jobType(ofSim)))))
                .containsExactly(ofSim.id());
        assertThat(found(FalloutFilter.ALL.with(Attribute.ERROR_CODE, Set.of("ELEMENT_REFUSED"))))
                .hasSize(3);
        assertThat(found(FalloutFilter.ALL.with(Attribute.ERROR_CODE, Set.of("SIM_POOL_EMPTY"))))
                .isEmpty();
        assertThat(found(
                        FalloutFilter.ALL.with(Attribute.OFFERING, List.of("mobile-sim-only-m", "handset-fairline-5"))))
                .hasSize(3);
        assertThat(found(FalloutFilter.ALL.with(Attribute.OFFERING, List.of("mobile-sim-only-s"))))
                .isEmpty();
        String batch = begin(FalloutDecision.FAIL, FalloutFilter.ALL.openedBefore(later), 10);
        assertThat(lines(batch)).extracting(BatchedTask::task).containsExactly(first.id());
        round();
        assertThat(in(() -> desk.queue.listDecided(FalloutFilter.ALL, 0, 10)).rows())
                .extracting(FalloutTask::id)
                .containsExactly(first.id());
    }

    @Test
    void a_batch_of_nothing_or_without_a_reason_is_refused() {
        FalloutBatch.Proposal all = proposal(FalloutDecision.FAIL, FalloutFilter.ALL, 10);
        assertThat(refused(in(() -> desk.batches.begin(all, "ops"))))
                .extracting(Rejection::code)
                .containsExactly("NOTHING_MATCHES");
        assertThat(refused(in(() -> desk.batches.begin(
                        new FalloutBatch.Proposal(FalloutDecision.FAIL, " ", FalloutFilter.ALL, 0), "ops"))))
                .extracting(Rejection::code)
                .containsExactly("REASON_REQUIRED", "OUT_OF_RANGE");
        assertThat(in(() -> desk.batches.list(0, 10)).rows()).isEmpty();
    }

    @Test
    void a_task_whose_decision_fails_holds_up_no_other_and_is_refused_in_the_end() {
        FalloutTask broken = fallout(activated());
        FalloutTask whole = fallout(activated());
        String batch = begin(FalloutDecision.RESUBMIT, FalloutFilter.ALL, 10);
        BatchTurns failing =
                new BatchTurns(
                        desk.database.entities(),
                        desk.fallout,
                        new ProcessInstances(desk.database.dataSource(), desk.clock),
                        desk.clock) {
                    @Override
                    public List<String> due() {
                        return desk.turns.due();
                    }

                    @Override
                    public Optional<List<String>> take(String id) {
                        return desk.turns.take(id);
                    }

                    @Override
                    public void decide(String id, String line) {
                        if (line.equals(lines(id).getFirst().id())) {
                            throw new IllegalStateException("a fault of ours");
                        }
                        desk.turns.decide(id, line);
                    }

                    @Override
                    public void noteFailure(String id, String line) {
                        desk.turns.noteFailure(id, line);
                    }

                    @Override
                    public void follow(String id) {
                        desk.turns.follow(id);
                    }
                };
        for (int round = 0; round < BatchedTask.MAX_FAILURES; round++) {
            new BatchRounds(failing).round();
            desk.clock.pass(FalloutBatch.TURN);
        }

        assertThat(decisions()).containsExactly(whole.id());
        assertThat(lines(batch).getFirst()).satisfies(line -> {
            assertThat(line.task()).isEqualTo(broken.id());
            assertThat(line.state()).isEqualTo(State.REFUSED);
        });
        assertThat(state(batch)).isEqualTo(PacedWork.State.DONE);
    }

    private void round() {
        new BatchRounds(desk.turns).round();
    }

    private void pass(Duration time) {
        desk.clock.pass(time);
        round();
    }

    private static FalloutBatch.Proposal proposal(FalloutDecision decision, FalloutFilter filter, int pace) {
        return new FalloutBatch.Proposal(decision, "the vendor is back", filter, pace);
    }

    private String begin(FalloutDecision decision, FalloutFilter filter, int pace) {
        return accepted(in(() -> desk.batches.begin(proposal(decision, filter, pace), "ops")))
                .batch()
                .id();
    }

    private BatchProgress progress(String batch) {
        return in(() -> desk.batches.find(batch)).orElseThrow().progress();
    }

    private static BatchProgress progress(long retried, Map<State, Long> counts) {
        return new BatchProgress(counts, retried);
    }

    private PacedWork.State state(String batch) {
        return in(() -> desk.batches.find(batch)).orElseThrow().batch().state();
    }

    private List<BatchedTask> lines(String batch) {
        return in(() -> desk.batches.tasks(batch, Optional.empty(), 0, 100)).rows();
    }

    private List<String> found(FalloutFilter filter) {
        return ids(in(() -> desk.queue.listOpen(filter, 0, 100)).rows());
    }

    private static List<String> ids(List<FalloutTask> tasks) {
        return tasks.stream().map(FalloutTask::id).toList();
    }

    /** Tasks that the process was told of. */
    private List<String> decisions() {
        return desk.messages().stream()
                .filter(message -> message.variables().containsKey("falloutDecision"))
                .map(OutgoingMessage::correlationKey)
                .toList();
    }

    private String jobType(FalloutTask task) {
        return in(() -> desk.database
                        .entities()
                        .find(PlanStep.class, task.stepId().orElseThrow()))
                .jobType();
    }

    private List<FalloutTask> fallouts(int number) {
        return IntStream.range(0, number).mapToObj(one -> fallout(activated())).toList();
    }

    /** S1 is completed, the handset and the profile of the line are released. */
    private OrderId activated() {
        OrderId id = accepted(desk.entry.place(order(
                        ADA,
                        Optional.empty(),
                        item("1", "mobile-sim-only-m", Map.of("simType", "esim")),
                        item("2", "handset-fairline-5", Map.of("deviceColour", "sage")))))
                .id();
        run(() -> desk.validate(id, ++lastKey));
        accepted(in(() -> desk.progress.reserve(id)));
        run(() -> desk.progress.releaseSteps(id));
        run(() -> desk.steps.complete(id + "-S1", Map.of()));
        run(() -> desk.progress.releaseSteps(id));
        return id;
    }

    private FalloutTask fallout(OrderId order) {
        return fallout(order, order + "-S2");
    }

    /** The instance that performs the step calls one that waits for a person, as the engine tells. */
    private FalloutTask fallout(OrderId order, String step) {
        assertThat(in(() -> desk.database.entities().find(PlanStep.class, step)).state())
                .isIn(StepState.RELEASED, StepState.IN_FALLOUT);
        long performing = ++lastKey;
        long waiting = ++lastKey;
        tell(
                started(performing, Optional.empty(), "perform-step"),
                started(waiting, Optional.of(performing), "resolve-fallout"));
        return in(() -> desk.fallout.open(
                new FalloutTasks.Cause(order, Optional.of(step), "ELEMENT_REFUSED", "unable to comply"), waiting));
    }

    private static EngineEvent started(long instance, Optional<Long> parent, String process) {
        return new InstanceStarted(
                new ProcessInstanceKey(instance),
                parent.map(ProcessInstanceKey::new),
                new ProcessDefinitionKey(1),
                process,
                1);
    }

    private void ended(FalloutTask task) {
        tell(new InstanceEnded(new ProcessInstanceKey(task.instanceKey()), InstanceState.COMPLETED));
    }

    private void newJob(FalloutTask task) {
        ElementInstanceKey element = new ElementInstanceKey(++lastKey);
        tell(
                new ElementEntered(
                        element, new ProcessInstanceKey(task.instanceKey() - 1), "perform-step-task", "SERVICE_TASK"),
                new JobChanged(new JobKey(++lastKey), element, SIM, 6, ""));
    }

    private void tell(EngineEvent... events) {
        List<EngineRecord> records = new ArrayList<>();
        for (EngineEvent event : events) {
            records.add(new EngineRecord(++lastPosition, desk.clock.instant(), event));
        }
        run(() -> desk.engine.accept(new RecordBatch(1, lastPosition, records)));
    }
}
