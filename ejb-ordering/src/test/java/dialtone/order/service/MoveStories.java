package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.bpmn.JobType;
import dialtone.bpmn.Priority;
import dialtone.bpmn.Variable;
import dialtone.order.FalloutTask;
import dialtone.order.MovedOrder;
import dialtone.order.MovedOrder.State;
import dialtone.order.OrderId;
import dialtone.order.OrderState;
import dialtone.order.PlanStep;
import dialtone.order.ProcessMove;
import dialtone.order.ProcessMove.Target;
import dialtone.order.ProductOrder;
import dialtone.platform.job.Job;
import dialtone.platform.job.JobOutcome;
import dialtone.platform.outbox.OutgoingMessage;
import dialtone.process.EngineEvent;
import dialtone.process.EngineEvent.InstanceStarted;
import dialtone.process.EngineEvent.ProcessDeployed;
import dialtone.process.EngineEvent.VariableSet;
import dialtone.process.EngineRecord;
import dialtone.process.IncidentKey;
import dialtone.process.JobKey;
import dialtone.process.ProcessDefinitionKey;
import dialtone.process.ProcessInstanceKey;
import dialtone.process.RecordBatch;
import dialtone.process.service.Engine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Orders on versions of their processes, for the stories about those that go on on another one: the engine ends what it is told to. */
abstract class MoveStories {

    static final String FULFILMENT = "order-fulfilment";
    static final String PERFORM = "perform-step";
    static final Target FIRST = Target.of(FULFILMENT, 1);

    /** The broker, as far as it is told to end instances. */
    static final class EndingEngine implements Engine {
        final List<Long> told = new ArrayList<>();
        final Set<Long> known = new HashSet<>();
        boolean away;

        @Override
        public Answer updateRetries(JobKey job, int retries) {
            throw new AssertionError("Nobody asks for it");
        }

        @Override
        public Answer resolveIncident(IncidentKey incident) {
            throw new AssertionError("Nobody asks for it");
        }

        @Override
        public Answer cancelInstance(ProcessInstanceKey instance) {
            if (away) {
                throw new IllegalStateException("out of reach");
            }
            told.add(instance.value());
            return known.remove(instance.value()) ? Answer.DONE : Answer.NOT_FOUND;
        }
    }

    final Desk desk = new Desk();
    final EndingEngine engine = new EndingEngine();
    final MoveRounds rounds = new MoveRounds(desk.moveTurns, engine);
    final OrderWorkers workers =
            new OrderWorkers(desk.progress, desk.fallout, new ServedOrders(desk.database.entities()));
    long lastKey = 1_000;
    long lastPosition;

    @BeforeEach
    void deploy() {
        deployed(FULFILMENT, 1);
        deployed(PERFORM, 1);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    void round() {
        rounds.round();
    }

    void pass() {
        desk.clock.pass(Duration.ofSeconds(2));
        round();
    }

    static ProcessMove.Proposal proposal(Target target) {
        return new ProcessMove.Proposal(target, "the loop of version 1", ProcessMove.USUAL_PACE);
    }

    String begin(Target target) {
        return accepted(in(() -> desk.moves.begin(proposal(target), "ops")))
                .move()
                .id();
    }

    /** Why that one would not be moved. */
    String refusal(Target target) {
        ProcessMoves.Preview preview = accepted(in(() -> desk.moves.preview(target)));
        assertThat(preview.movable()).isZero();
        return preview.kept().getFirst().code();
    }

    ProcessMoves.Standing standing(String move) {
        return in(() -> desk.moves.find(move)).orElseThrow();
    }

    List<MovedOrder> lines(String move, Optional<State> state) {
        return in(() -> desk.moves.orders(move, state, 0, 100)).rows();
    }

    List<State> states(String move) {
        return lines(move, Optional.empty()).stream().map(MovedOrder::state).toList();
    }

    MovedOrder line(String move, OrderId id) {
        return lines(move, Optional.empty()).stream()
                .filter(line -> line.order().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Ids of the messages that begin the order. */
    List<String> starts(OrderId id) {
        return desk.messages().stream()
                .filter(message -> message.correlationKey().equals(id.value()))
                .map(OutgoingMessage::messageId)
                .toList();
    }

    OrderId place() {
        return accepted(desk.entry.place(order(
                        ADA,
                        Optional.empty(),
                        item("1", "mobile-sim-only-m", Map.of("simType", "esim")),
                        item("2", "handset-fairline-5", Map.of("deviceColour", "sage")))))
                .id();
    }

    /** S1 is completed, the handset and the profile of the line are released. */
    OrderId activated() {
        OrderId id = place();
        long instance = started(Optional.empty(), FULFILMENT, 1, id);
        run(() -> desk.validate(id, instance));
        accepted(in(() -> desk.progress.reserve(id)));
        released(id);
        run(() -> desk.steps.complete(id + "-S1", Map.of()));
        released(id);
        return id;
    }

    /** All steps are done. */
    void complete(OrderId id) {
        for (List<String> due = released(id); !due.isEmpty(); due = released(id)) {
            due.forEach(step -> run(() -> desk.steps.complete(step, Map.of())));
        }
    }

    List<String> released(OrderId id) {
        return in(() -> desk.progress.releaseSteps(id)).steps().stream()
                .map(PlanStep::id)
                .toList();
    }

    PlanStep step(OrderId id, String step) {
        return in(() -> desk.database.entities().find(PlanStep.class, id + "-" + step));
    }

    FalloutTask fallout(OrderId id) {
        return in(() -> desk.fallout.open(
                new FalloutTasks.Cause(id, Optional.of(id + "-S2"), "ELEMENT_REFUSED", "unable to comply"), ++lastKey));
    }

    long serving(OrderId id) {
        return found(id).instanceKey().orElseThrow();
    }

    OrderState state(OrderId id) {
        return found(id).state();
    }

    ProductOrder found(OrderId id) {
        return in(() -> desk.orders.find(id)).orElseThrow();
    }

    JobOutcome workersDone(JobType type, long instance, OrderId id) {
        try {
            return handle(
                    type,
                    new Job(
                            ++lastKey,
                            type.type(),
                            Priority.USUAL,
                            instance,
                            "task",
                            6,
                            desk.clock.instant(),
                            Map.of(Variable.ORDER_ID, id)));
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    JobOutcome work(JobType type, long instance, OrderId id) {
        return in(() -> workersDone(type, instance, id));
    }

    JobOutcome handle(JobType type, Job job) throws Exception {
        return workers.handlers().get(type).handle(job);
    }

    void deployed(String process, int version) {
        tell(new ProcessDeployed(definition(process, version), process, version, "<xml/>"));
    }

    static ProcessDefinitionKey definition(String process, int version) {
        return new ProcessDefinitionKey((process.equals(FULFILMENT) ? 100 : 200) + version);
    }

    long started(Optional<Long> parent, String process, int version, OrderId id) {
        ProcessInstanceKey key = new ProcessInstanceKey(++lastKey);
        tell(
                new InstanceStarted(
                        key, parent.map(ProcessInstanceKey::new), definition(process, version), process, version),
                new VariableSet(++lastKey, key, key.value(), Variable.ORDER_ID, Optional.of("\"" + id.value() + "\"")));
        engine.known.add(key.value());
        return key.value();
    }

    void tell(EngineEvent... events) {
        List<EngineRecord> records = new ArrayList<>();
        for (EngineEvent event : events) {
            records.add(new EngineRecord(++lastPosition, desk.clock.instant(), event));
        }
        run(() -> desk.engine.accept(new RecordBatch(1, lastPosition, records)));
    }

    <T> T in(Supplier<T> work) {
        return desk.database.inTransaction(work);
    }

    void run(Runnable work) {
        desk.database.inTransaction(work);
    }
}
