package dialtone.fulfilment.route;

import dialtone.bpmn.Priority;
import dialtone.fulfilment.StepWork;
import dialtone.fulfilment.service.DoneAction;
import dialtone.order.OrderId;
import dialtone.platform.job.Job;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/** What one run of a route knows of its step, from its first processor to its last. */
final class StepRun {

    private static final String PROPERTY = "dialtone.stepRun";

    private final Job job;
    private final StepWork work;
    private final boolean closed;
    private final Map<String, String> facts;
    private final Map<String, String> learned = new HashMap<>();

    /** What the network has done and is not written yet. */
    private Optional<DoneAction> unwritten = Optional.empty();

    private StepRun(Job job, StepWork work, boolean closed) {
        this.job = job;
        this.work = work;
        this.closed = closed;
        this.facts = new HashMap<>(work.facts());
    }

    /** Of a step, whose route ends by {@link NetworkSteps#close}. */
    static StepRun ofStep(Job job, StepWork work) {
        return new StepRun(job, work, true);
    }

    /** Of what is one effect and no step. */
    static StepRun ofEffect(Job job, StepWork work) {
        return new StepRun(job, work, false);
    }

    /** @throws IllegalStateException if the route has not opened one */
    static StepRun of(Exchange exchange) {
        StepRun run = exchange.getProperty(PROPERTY, StepRun.class);
        if (run == null) {
            throw new IllegalStateException("Route " + exchange.getFromRouteId() + " has not opened its step");
        }
        return run;
    }

    void putInto(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    String stepId() {
        return work.stepId();
    }

    OrderId order() {
        return work.order();
    }

    Priority priority() {
        return job.priority();
    }

    /** Whether nothing more is to be begun for the step. */
    boolean isStopping() {
        return work.stopping();
    }

    /** The step that this one takes back, or that an earlier order has skipped; empty when it takes away what an earlier one has brought. */
    Optional<String> undoes() {
        return work.undoes();
    }

    /** What the step has brought that this one takes back, when a person has done it and no request of ours tells of it. */
    Optional<Map<String, String>> doneByHand() {
        return work.doneByHand();
    }

    /** Whether the step's item brings a product, and does not change one that is there. */
    boolean bringsProduct() {
        return work.bringsProduct();
    }

    long jobKey() {
        return job.key();
    }

    /** What the network has brought to the step that is taken back. */
    void recall(Map<String, String> brought) {
        facts.putAll(brought);
    }

    /** What an action has brought: the step's later actions see it, and the plan keeps it. */
    void learn(Map<String, String> brought) {
        facts.putAll(brought);
        learned.putAll(brought);
    }

    Map<String, String> learned() {
        return Map.copyOf(learned);
    }

    /** Whether an effect is followed by another one or by the end of the step, and by nothing that could take another turn. */
    boolean goesOn() {
        return closed && !isStopping() && undoes().isEmpty();
    }

    /** What an element has done: written with what the step does next. */
    void done(DoneAction done) {
        unwritten = Optional.of(done);
    }

    /** What is to be written now; its caller writes it. */
    Optional<DoneAction> written() {
        Optional<DoneAction> now = unwritten;
        unwritten = Optional.empty();
        return now;
    }

    ElementRequest request(String requestId, String replyTo, boolean again) {
        return new ElementRequest(requestId, replyTo, work.parameters(), facts, again, priority());
    }
}
