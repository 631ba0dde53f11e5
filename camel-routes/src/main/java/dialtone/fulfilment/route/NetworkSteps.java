package dialtone.fulfilment.route;

import dialtone.bpmn.Variable;
import dialtone.fulfilment.StepWork;
import dialtone.fulfilment.service.NetworkActions;
import dialtone.fulfilment.service.Standing;
import dialtone.platform.job.Job;
import dialtone.platform.job.JobOutcome;
import dialtone.platform.settings.Settings;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.jboss.logging.Logger;

/**
 * The beginning, the actions and the end of a route that performs a plan step.
 *
 * <pre>{@code
 * from("direct:fulfilment.activate-sim")
 *     .process(steps.open())
 *     .process(steps.perform(getContext(), "create-subscriber"))
 *     .process(steps.perform(getContext(), "activate-sim"))
 *     .process(steps.close());
 * }</pre>
 *
 * An action is two routes: {@code direct:<action>} calls the element, {@code direct:<action>.read} asks it what became of the
 * request. Both get an {@link ElementRequest} and answer an {@link ElementAnswer}.
 */
@Dependent
public class NetworkSteps {

    private static final Logger LOG = Logger.getLogger(NetworkSteps.class);

    private final NetworkActions actions;
    private final Ordering ordering;

    @Inject
    public NetworkSteps(NetworkActions actions, Ordering ordering) {
        this.actions = actions;
        this.ordering = ordering;
    }

    /** Takes the job from the body and gets the step's work. */
    public Processor open() {
        return exchange -> {
            Job job = exchange.getMessage().getMandatoryBody(Job.class);
            StepWork work = ordering.work(job.text(Variable.STEP_ID));
            new StepRun(job, work.stepId(), work.parameters(), work.facts()).putInto(exchange);
        };
    }

    /**
     * Makes one effect on an element, once: what came of it before is taken, an attempt that nobody knows the outcome of is asked for
     * first. While the element works on it the route ends, with {@link Variable#OUTCOME_KNOWN} false.
     */
    public Processor perform(CamelContext context, String action) {
        ProducerTemplate template = context.createProducerTemplate();
        return exchange -> {
            StepRun run = StepRun.of(exchange);
            Standing standing = actions.intend(run.stepId(), action, run.jobKey());
            if (standing instanceof Standing.Open open) {
                standing = attempt(template, action, run, open);
            }
            switch (standing) {
                case Standing.Succeeded succeeded -> run.learn(succeeded.facts());
                case Standing.Refused refused -> throw new ElementRefusal(refused.words());
                case Standing.Awaited awaited -> {
                    ordering.awaitOutcome(run.stepId());
                    exchange.getMessage().setBody(JobOutcome.completed(Variable.OUTCOME_KNOWN, false));
                    exchange.setRouteStop(true);
                }
                case Standing.Open open ->
                    throw new IllegalStateException("Action " + open.requestId() + " was tried and has no outcome");
            }
        };
    }

    /** Tells the plan that the step is done. */
    public Processor close() {
        return exchange -> {
            StepRun run = StepRun.of(exchange);
            ordering.complete(run.stepId(), run.learned());
            exchange.getMessage().setBody(JobOutcome.completed(Variable.OUTCOME_KNOWN, true));
        };
    }

    private Standing attempt(ProducerTemplate template, String action, StepRun run, Standing.Open open)
            throws Exception {
        ElementRequest request = run.request(open.requestId(), replyTo(open.callbackToken()));
        try {
            ElementAnswer answer =
                    open.firstAttempt() ? new ElementAnswer.Unknown() : readBack(template, action, request);
            if (answer instanceof ElementAnswer.Unknown) {
                answer = ask(template, "direct:" + action, request);
            }
            return switch (answer) {
                case ElementAnswer.Done done -> actions.succeed(open.requestId(), done.facts(), run.jobKey());
                case ElementAnswer.Accepted accepted -> actions.await(open.requestId(), run.jobKey());
                case ElementAnswer.Unknown unknown ->
                    throw new IllegalStateException("Route " + action + " answers a call with not knowing it");
            };
        } catch (Exception failure) {
            var refusal = ElementFaults.refusal(failure);
            if (refusal.isPresent()) {
                return actions.refuse(open.requestId(), refusal.get(), run.jobKey());
            }
            ElementFaults.outage(failure).ifPresent(words -> actions.noteOutage(open.requestId(), words));
            throw failure;
        }
    }

    /** An element that refuses the question has not said no to the request: that one is asked again, with the same id. */
    private static ElementAnswer readBack(ProducerTemplate template, String action, ElementRequest request)
            throws Exception {
        try {
            return ask(template, "direct:" + action + ".read", request);
        } catch (Exception failure) {
            if (ElementFaults.refusal(failure).isEmpty()) {
                throw failure;
            }
            LOG.debugf("%s is not read back: %s", request.requestId(), failure.getMessage());
            return new ElementAnswer.Unknown();
        }
    }

    private static ElementAnswer ask(ProducerTemplate template, String route, ElementRequest request) throws Exception {
        Exchange answered =
                template.request(route, exchange -> exchange.getMessage().setBody(request));
        if (answered.getException() != null) {
            throw answered.getException();
        }
        return answered.getMessage().getMandatoryBody(ElementAnswer.class);
    }

    /** Only who was given this address can report an outcome. */
    private static String replyTo(String callbackToken) {
        return Settings.publicUri() + "/soap/activation-callback/v1?token=" + callbackToken;
    }
}
