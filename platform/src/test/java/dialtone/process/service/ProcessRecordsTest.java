package dialtone.process.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.process.ActiveElement;
import dialtone.process.ActiveElement.PendingJob;
import dialtone.process.Continuation;
import dialtone.process.ElementCount;
import dialtone.process.EngineEvent.TimerGone;
import dialtone.process.EngineEvent.TimerSet;
import dialtone.process.EngineEvent.VariableSet;
import dialtone.process.ExportLag;
import dialtone.process.Incident;
import dialtone.process.IncidentKey;
import dialtone.process.InstanceDetail;
import dialtone.process.InstanceFilter;
import dialtone.process.InstanceState;
import dialtone.process.JobKey;
import dialtone.process.PendingTimer;
import dialtone.process.ProcessInstance;
import dialtone.process.ProcessInstanceKey;
import dialtone.process.ProcessVariable;
import dialtone.process.RecordBatch;
import dialtone.process.RejectedRecord;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ProcessRecordsTest {
    private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final ProcessInstanceKey ORDER = new ProcessInstanceKey(100);
    private static final ProcessInstanceKey STEP = new ProcessInstanceKey(200);

    @AutoClose
    private final ProcessDatabase database = new ProcessDatabase();

    private final ProcessRecords records = new ProcessRecords(database.dataSource(), CLOCK);
    private final ProcessInstances instances = new ProcessInstances(database.dataSource(), CLOCK);
    private final EngineStory story = new EngineStory();

    @Test
    void anOrderThatGetsStuckInACalledProcessIsSeenIsRetriedAndEnds() {
        accept(story.deployed("<definitions/>")
                .started(100, "order-fulfilment")
                .order(100, "ORD-1")
                .entered(101, 100, "validate-order")
                .left(101)
                .entered(102, 100, "perform-step")
                .called(200, 100, "perform-step")
                .entered(201, 200, "activate-sim")
                .job(300, 201, 2, "")
                .batch());
        accept(story.job(300, 201, 0, "HLR: unable to comply")
                .incident(400, 200, 300)
                .batch());

        InstanceDetail order = find(ORDER);
        assertThat(order.instance().state()).isEqualTo(InstanceState.ACTIVE);
        assertThat(order.instance().businessKey()).contains("ORD-1");
        assertThat(order.instance().openIncidents()).isEqualTo(1);
        assertThat(order.active()).extracting(ActiveElement::elementId).containsExactly("perform-step");
        assertThat(order.counts())
                .containsExactly(
                        new ElementCount("perform-step", 1, 0, 0), new ElementCount("validate-order", 0, 1, 0));
        assertThat(order.children()).extracting(ProcessInstance::key).containsExactly(STEP);
        assertThat(instances.diagram(STEP)).contains("<definitions/>");

        InstanceDetail step = find(STEP);
        assertThat(step.instance().root()).isEqualTo(ORDER);
        assertThat(step.instance().openIncidents()).isEqualTo(1);
        assertThat(step.active().getFirst().job())
                .contains(new PendingJob(
                        new JobKey(300), "fulfilment.activate-sim", 0, Optional.of("HLR: unable to comply")));
        assertThat(step.incidents()).extracting(Incident::message).containsExactly("HLR: unable to comply");
        assertThat(instances.openIncidents(0, 10).total()).isEqualTo(1);

        accept(story.job(300, 201, 3, "")
                .resolved(400)
                .left(201)
                .ended(200)
                .left(102)
                .ended(100)
                .batch());

        InstanceDetail ended = find(ORDER);
        assertThat(ended.instance().state()).isEqualTo(InstanceState.COMPLETED);
        assertThat(ended.instance().endedAt()).contains(EngineStory.BEGIN.plusSeconds(17));
        assertThat(ended.instance().openIncidents()).isZero();
        assertThat(ended.active()).isEmpty();
        assertThat(find(STEP).incidents().getFirst().resolvedAt()).isPresent();
        assertThat(instances.openIncidents(0, 10).rows()).isEmpty();
    }

    @Test
    void anInstanceThatWasCalledHasGoneOnWhenItsCallerHasANewJob() {
        ProcessInstanceKey called = new ProcessInstanceKey(300);
        assertThat(instances.continuation(called)).isEmpty();
        accept(story.started(200, "perform-step")
                .entered(201, 200, "perform-step-task")
                .job(202, 201, 1, "")
                .left(201)
                .called(300, 200, "resolve-fallout")
                .entered(301, 300, "open-fallout")
                .job(302, 301, 6, "")
                .batch());
        assertThat(instances.continuation(called))
                .as("the job before the call does not count, nor does that of the called")
                .contains(new Continuation(InstanceState.ACTIVE, Optional.empty()));
        accept(story.left(301).ended(300).entered(400, 200, "perform-step-task").batch());
        assertThat(instances.continuation(called))
                .as("a token without a job")
                .contains(new Continuation(InstanceState.COMPLETED, Optional.empty()));
        accept(story.job(401, 400, 6, "").batch());
        assertThat(instances.continuation(called))
                .contains(new Continuation(InstanceState.COMPLETED, Optional.of(InstanceState.ACTIVE)));
        accept(story.left(400)
                .entered(500, 200, "perform-step-task")
                .job(501, 500, 6, "")
                .batch());
        assertThat(instances.continuation(called))
                .as("the first counts")
                .contains(new Continuation(InstanceState.COMPLETED, Optional.of(InstanceState.COMPLETED)));
    }

    @Test
    void aBatchThatComesAgainChangesNothing() {
        RecordBatch batch = story.started(100, "order-fulfilment")
                .entered(101, 100, "validate-order")
                .batch();

        assertThat(accept(batch)).isEqualTo(2);
        assertThat(accept(batch)).isEqualTo(2);

        assertThat(find(ORDER).counts()).containsExactly(new ElementCount("validate-order", 1, 0, 0));
    }

    @Test
    void aBatchThatOverlapsAddsOnlyWhatIsNew() {
        RecordBatch first = story.started(100, "order-fulfilment")
                .entered(101, 100, "validate-order")
                .batch();
        RecordBatch second = story.left(101).batch();
        accept(first);

        RecordBatch both = new RecordBatch(
                1,
                3,
                List.of(
                        first.records().get(0),
                        first.records().get(1),
                        second.records().getFirst()));

        assertThat(accept(both)).isEqualTo(3);
        assertThat(find(ORDER).counts()).containsExactly(new ElementCount("validate-order", 0, 1, 0));
    }

    @Test
    void aBadRecordRefusesItsBatchAndLeavesNothingOfIt() {
        accept(story.started(100, "order-fulfilment").batch());
        RecordBatch bad = story.entered(101, 100, "validate-order")
                .entered(102, 100, "x".repeat(300))
                .batch();

        assertThatThrownBy(() -> accept(bad)).isInstanceOf(RecordsRefused.class);

        assertThat(find(ORDER).counts()).isEmpty();
        assertThat(instances.lag().getFirst().position()).isEqualTo(1);
    }

    @Test
    void aRejectedRecordIsNotedOnceAndItsPositionIsPassed() {
        RejectedRecord rejected = new RejectedRecord(1, 7, "HTTP 422", "{\"position\":7}" + "x".repeat(5_000));

        assertThat(database.transaction(() -> records.reject(rejected))).isEqualTo(7);
        assertThat(database.transaction(() -> records.reject(rejected))).isEqualTo(7);

        assertThat(instances.rejectedRecords()).isEqualTo(1);
    }

    @Test
    void anEmptyBatchIsASignOfLife() {
        accept(story.started(100, "order-fulfilment").batch());
        assertThat(accept(new RecordBatch(1, 9, List.of()))).isEqualTo(9);

        ExportLag lag = instances.lag().getFirst();
        assertThat(lag).isEqualTo(new ExportLag(1, 9, NOW, EngineStory.BEGIN.plusSeconds(1), Duration.ZERO));
        ProcessInstances later =
                new ProcessInstances(database.dataSource(), Clock.offset(CLOCK, ExportLag.ALARMING.plusSeconds(1)));
        assertThat(later.lag().getFirst().alarming()).isTrue();
    }

    @Test
    void aLogThatHasBegunAnewIsNotTakenForARepetition() {
        accept(story.started(100, "order-fulfilment").batch());
        RecordBatch another = new EngineStory()
                .at(EngineStory.BEGIN.plus(Duration.ofDays(1)))
                .started(100, "order-fulfilment")
                .batch();

        assertThatThrownBy(() -> accept(another)).hasMessageContaining("begun anew");
    }

    @Test
    void aVariableHasItsLatestValueAndALargeOneHasNone() {
        accept(story.started(100, "order-fulfilment")
                .event(variable("7", Optional.of("1")))
                .event(variable("7", Optional.of("2")))
                .batch());
        assertThat(find(ORDER).variables()).extracting(ProcessVariable::value).containsExactly(Optional.of("2"));

        accept(story.event(variable("7", Optional.empty())).batch());
        assertThat(find(ORDER).variables()).extracting(ProcessVariable::value).containsExactly(Optional.empty());
    }

    @Test
    void aBatchLeavesTheSameRowsAsItsRecordsOneByOne() throws SQLException {
        RecordBatch whole = story.started(100, "order-fulfilment")
                .order(100, "ORD-1")
                .entered(101, 100, "passed")
                .left(101)
                .entered(102, 100, "worked")
                .job(300, 102, 6, "")
                .job(300, 102, 5, "busy")
                .left(102)
                .order(100, "ORD-2")
                .entered(103, 100, "waiting")
                .job(301, 103, 6, "")
                .entered(104, 100, "here")
                .called(200, 100, "perform-step")
                .order(200, "ORD-2")
                .ended(200)
                .called(201, 100, "perform-step")
                .batch();
        accept(whole);
        try (ProcessDatabase another = new ProcessDatabase()) {
            ProcessRecords oneByOne = new ProcessRecords(another.dataSource(), CLOCK);
            whole.records()
                    .forEach(one -> another.transaction(
                            () -> oneByOne.accept(new RecordBatch(1, one.position(), List.of(one)))));
            for (String table : List.of("PROCESS_ELEMENT", "PROCESS_VARIABLE", "PROCESS_INSTANCE")) {
                assertThat(rows(database, table)).isNotEmpty().isEqualTo(rows(another, table));
            }
        }
        assertThat(rows(database, "PROCESS_ELEMENT")).hasSize(4);
        assertThat(rows(database, "PROCESS_INSTANCE")).hasSize(3);
        assertThat(find(STEP).instance())
                .returns(InstanceState.COMPLETED, ProcessInstance::state)
                .returns(Optional.of("ORD-2"), ProcessInstance::businessKey);
    }

    private static List<String> rows(ProcessDatabase database, String table) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT * FROM " + table + " ORDER BY 1")) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                List<String> columns = new ArrayList<>();
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    columns.add(row.getString(column));
                }
                rows.add(columns.toString());
            }
            return rows;
        }
    }

    @Test
    void aTimerIsShownUntilItIsGone() {
        accept(story.started(100, "order-fulfilment")
                .event(new TimerSet(70, ORDER, "step-late", NOW))
                .batch());
        assertThat(find(ORDER).timers()).containsExactly(new PendingTimer("step-late", NOW));

        accept(story.event(new TimerGone(70)).batch());
        assertThat(find(ORDER).timers()).isEmpty();
    }

    @Test
    void anInstanceWhoseStartWasNeverSeenHoldsNothingUp() {
        assertThat(accept(story.called(200, 100, "perform-step")
                        .left(99)
                        .incident(400, 98, 97)
                        .ended(96)
                        .batch()))
                .isEqualTo(4);
        assertThat(find(STEP).instance().root()).isEqualTo(ORDER);
        assertThat(instances.find(new ProcessInstanceKey(98))).isEmpty();
    }

    @Test
    void listsByStateProcessOrderAndIncidentTheLatestFirst() {
        for (long key = 1; key <= 5; key++) {
            story.started(key, "order-fulfilment").order(key, "ORD-" + key).called(key + 10, key, "perform-step");
        }
        accept(story.incident(400, 14, 300).ended(11).ended(1).batch());

        assertThat(keys(InstanceFilter.ALL, 0, 3)).containsExactly(15L, 5L, 14L);
        assertThat(keys(InstanceFilter.ALL, 3, 3)).containsExactly(4L, 13L, 3L);
        assertThat(instances.list(InstanceFilter.ALL, 0, 3).total()).isEqualTo(10);
        assertThat(instances.list(InstanceFilter.ALL, 1_000_000, 3).rows()).isEmpty();
        assertThat(keys(filter(Optional.of(InstanceState.COMPLETED), "", "", false, false)))
                .containsExactly(11L, 1L);
        assertThat(keys(filter(Optional.empty(), "perform-step", "", false, false)))
                .containsExactly(15L, 14L, 13L, 12L, 11L);
        assertThat(keys(filter(Optional.empty(), "", "ORD-3", false, false))).containsExactly(3L);
        assertThat(keys(filter(Optional.empty(), "", "", true, false))).containsExactly(14L, 4L);
        assertThat(keys(filter(Optional.of(InstanceState.ACTIVE), "", "", true, true)))
                .containsExactly(4L);
        assertThat(keys(filter(Optional.empty(), "' OR 1=1 --", "", false, false)))
                .isEmpty();
    }

    @Test
    void purgesInstancesThatEndedLongAgoWithAllThatBelongsToThem() {
        accept(story.started(100, "order-fulfilment")
                .entered(101, 100, "a")
                .ended(100)
                .batch());
        accept(story.at(NOW).started(200, "order-fulfilment").ended(200).batch());
        ProcessRecords transactional = new ProcessRecords(database.dataSource(), CLOCK) {
            @Override
            public int purgeEndedBefore(Instant end, int limit) {
                return database.transaction(() -> super.purgeEndedBefore(end, limit));
            }
        };

        ProcessRetention retention = new ProcessRetention(transactional, Clock.offset(CLOCK, Duration.ofDays(7)));

        assertThat(retention.purge(7)).isEqualTo(1);
        assertThat(instances.find(ORDER)).isEmpty();
        assertThat(instances.find(STEP)).isPresent();
        assertThatThrownBy(() -> retention.purge(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRetryGivesTheJobRetriesBeforeItResolvesTheIncident() {
        accept(story.started(100, "order-fulfilment").incident(400, 100, 300).batch());
        List<String> asked = new ArrayList<>();
        ProcessActions actions = new ProcessActions(instances, new RecordingEngine(asked));

        assertThat(actions.retryIncident(new IncidentKey(400))).isEqualTo(ProcessActions.Result.DONE);
        assertThat(asked).containsExactly("retries 300 3", "resolve 400");
        assertThat(actions.retryIncident(new IncidentKey(401))).isEqualTo(ProcessActions.Result.NOT_FOUND);

        accept(story.resolved(400).batch());
        assertThat(actions.retryIncident(new IncidentKey(400))).isEqualTo(ProcessActions.Result.ALREADY_DONE);
        assertThat(asked).hasSize(2);
    }

    private record RecordingEngine(List<String> asked) implements Engine {
        @Override
        public Answer updateRetries(JobKey job, int retries) {
            asked.add("retries " + job + " " + retries);
            return Answer.DONE;
        }

        @Override
        public Answer resolveIncident(IncidentKey incident) {
            asked.add("resolve " + incident);
            return Answer.DONE;
        }

        @Override
        public Answer cancelInstance(ProcessInstanceKey instance) {
            asked.add("cancel " + instance);
            return Answer.DONE;
        }
    }

    private long accept(RecordBatch batch) {
        return database.transaction(() -> records.accept(batch));
    }

    private InstanceDetail find(ProcessInstanceKey key) {
        return instances.find(key).orElseThrow();
    }

    private List<Long> keys(InstanceFilter filter) {
        return keys(filter, 0, 100);
    }

    private List<Long> keys(InstanceFilter filter, int offset, int limit) {
        return instances.list(filter, offset, limit).rows().stream()
                .map(instance -> instance.key().value())
                .toList();
    }

    private static InstanceFilter filter(
            Optional<InstanceState> state, String process, String order, boolean withIncident, boolean rootsOnly) {
        return new InstanceFilter(
                state,
                Optional.of(process).filter(text -> !text.isEmpty()),
                Optional.of(order).filter(text -> !text.isEmpty()),
                withIncident,
                rootsOnly);
    }

    private static VariableSet variable(String key, Optional<String> value) {
        return new VariableSet(Long.parseLong(key), ORDER, 100, "checksPassed", value);
    }
}
