package dialtone.process.service;

import dialtone.process.Incident;
import dialtone.process.IncidentKey;
import dialtone.process.ProcessInstanceKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * What operations do to process instances. It goes to the engine; what comes of it is seen when its records come back.
 * All methods throw an unchecked exception when the broker is away.
 */
@ApplicationScoped
public class ProcessActions {

    /** As many as a diagram's task would give a passing outage, without keeping a hopeless job busy for hours. */
    private static final int NEW_RETRIES = 3;

    public enum Result {
        DONE,
        /** Not known. */
        NOT_FOUND,
        /** Somebody was faster. */
        ALREADY_DONE
    }

    private final ProcessInstances instances;
    private final Engine engine;

    @SuppressWarnings("NullAway") // for the container's proxy only, which calls no method of it
    protected ProcessActions() {
        this.instances = null;
        this.engine = null;
    }

    @Inject
    public ProcessActions(ProcessInstances instances, Engine engine) {
        this.instances = instances;
        this.engine = engine;
    }

    /** Gives the job new retries where there is one, and lets the engine try again. */
    public Result retryIncident(IncidentKey key) {
        Optional<Incident> incident = instances.incident(key);
        if (incident.isEmpty()) {
            return Result.NOT_FOUND;
        }
        if (incident.get().resolvedAt().isPresent()) {
            return Result.ALREADY_DONE;
        }
        if (incident.get().job().isPresent()
                && engine.updateRetries(incident.get().job().get(), NEW_RETRIES) == Engine.Answer.NOT_FOUND) {
            return Result.ALREADY_DONE;
        }
        return engine.resolveIncident(key) == Engine.Answer.DONE ? Result.DONE : Result.ALREADY_DONE;
    }

    /** Ends the instance and those it called, without telling whom it serves: for an instance that has lost its order. */
    public Result cancel(ProcessInstanceKey key) {
        return engine.cancelInstance(key) == Engine.Answer.DONE ? Result.DONE : Result.NOT_FOUND;
    }
}
