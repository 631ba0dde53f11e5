package dialtone.fulfilment.route;

import dialtone.platform.job.Job;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;

/** What one run of a route knows of its step, from its first processor to its last. */
final class StepRun {

    private static final String PROPERTY = "dialtone.stepRun";

    private final Job job;
    private final String stepId;
    private final Map<String, String> parameters;
    private final Map<String, String> facts;
    private final Map<String, String> learned = new HashMap<>();

    StepRun(Job job, String stepId, Map<String, String> parameters, Map<String, String> facts) {
        this.job = job;
        this.stepId = stepId;
        this.parameters = Map.copyOf(parameters);
        this.facts = new HashMap<>(facts);
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
        return stepId;
    }

    long jobKey() {
        return job.key();
    }

    /** What an action has brought: the step's later actions see it, and the plan keeps it. */
    void learn(Map<String, String> brought) {
        facts.putAll(brought);
        learned.putAll(brought);
    }

    Map<String, String> learned() {
        return Map.copyOf(learned);
    }

    ElementRequest request(String requestId, String replyTo) {
        return new ElementRequest(requestId, replyTo, parameters, facts);
    }
}
