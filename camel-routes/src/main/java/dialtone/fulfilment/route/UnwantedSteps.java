package dialtone.fulfilment.route;

import dialtone.bpmn.Variable;
import dialtone.fulfilment.UnwantedStep;
import dialtone.fulfilment.service.NetworkActions;
import dialtone.platform.job.Rounds;
import dialtone.platform.settings.Settings;
import dialtone.platform.zeebe.JobWorkers;
import dialtone.process.service.ProcessInstances;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Brings steps to their end that are not wanted any more, while the element that they would have asked is away: an order that is cancelled or
 * amended does not wait for an element that has nothing of it.
 *
 * <p>Its job stays with the broker as all of its type do. It is found by the engine's records and worked as it would be if it were handed out:
 * its route finds nothing begun, begins nothing, and asks nobody.
 */
@ApplicationScoped
public class UnwantedSteps {

    private static final Logger LOG = Logger.getLogger(UnwantedSteps.class);

    private static final Duration EVERY = Duration.ofSeconds(2);

    /** Of steps that are looked at in one round, the latest: those before them may all have something to take back. */
    static final int MAX_STEPS = 500;

    private final JobWorkers workers;
    private final Ordering ordering;
    private final NetworkActions actions;
    private final ProcessInstances processes;
    private final Rounds rounds = new Rounds(LOG);

    @Resource
    private ManagedThreadFactory threads;

    @SuppressWarnings("NullAway") // for the container's proxy only, which calls no method of it
    protected UnwantedSteps() {
        this.workers = null;
        this.ordering = null;
        this.actions = null;
        this.processes = null;
    }

    @Inject
    @SuppressWarnings("NullAway") // the container adds the threads
    public UnwantedSteps(JobWorkers workers, Ordering ordering, NetworkActions actions, ProcessInstances processes) {
        this.workers = workers;
        this.ordering = ordering;
        this.actions = actions;
        this.processes = processes;
    }

    /** Begins, unless this node works no jobs ({@link Settings#workers}). */
    public void begin() {
        if (Settings.workers()) {
            rounds.begin(threads, EVERY, "Steps that are not wanted wait for their elements", this::round);
        }
    }

    public void end() {
        rounds.end();
    }

    /** Nothing is read while all elements are in service. */
    void round() {
        Set<String> closed = workers.closedTypes();
        if (!closed.isEmpty()) {
            actions.withNothingToAsk(ordering.unwanted(closed, MAX_STEPS)).forEach(this::work);
        }
    }

    private void work(UnwantedStep step) {
        processes
                .waitingJob(step.order().value(), Variable.STEP_ID, step.stepId())
                .filter(job -> workers.workWaiting(
                        job, Map.of(Variable.ORDER_ID, step.order().value(), Variable.STEP_ID, step.stepId())))
                .ifPresent(job -> LOG.infof("Step %s has not waited for its element", step.stepId()));
    }
}
