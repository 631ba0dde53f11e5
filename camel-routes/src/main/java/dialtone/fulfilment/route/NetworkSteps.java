package dialtone.fulfilment.route;

import dialtone.bpmn.Variable;
import dialtone.element.FaultPolicy.Fault;
import dialtone.element.FaultPolicy.Hold;
import dialtone.element.FaultPolicy.Rule;
import dialtone.element.FaultPolicy.Way;
import dialtone.element.service.FaultPolicies;
import dialtone.fulfilment.service.DoneAction;
import dialtone.fulfilment.service.NetworkActions;
import dialtone.fulfilment.service.Standing;
import dialtone.platform.job.Job;
import dialtone.platform.job.JobOutcome;
import dialtone.platform.route.JobRoutes;
import dialtone.platform.settings.Settings;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * request. Both get an {@link ElementRequest} and answer an {@link ElementAnswer}. A route that takes a step back has
 * {@link #takeBack} in place of {@link #perform}.
 */
@Dependent
public class NetworkSteps {

    private static final Logger LOG = Logger.getLogger(NetworkSteps.class);

    /** When an accepted request is read back, if nothing is reported before. */
    private static final Duration READ_BACK = Duration.ofSeconds(15);

    private static final ElementAnswer.Refused LOST =
            new ElementAnswer.Refused("Accepted and lost: the element knows nothing of the request any more");

    private final NetworkActions actions;
    private final Ordering ordering;
    private final FaultPolicies policies;

    @Inject
    public NetworkSteps(NetworkActions actions, Ordering ordering, FaultPolicies policies) {
        this.actions = actions;
        this.ordering = ordering;
        this.policies = policies;
    }

    /** Takes the job from the body and gets the step's work. */
    public Processor open() {
        return exchange -> {
            Job job = exchange.getMessage().getMandatoryBody(Job.class);
            StepRun.ofStep(job, ordering.work(job.text(Variable.STEP_ID))).putInto(exchange);
        };
    }

    /**
     * Ends the step at once when its item brings no line: one that changes its plan, and was activated before there was this step, has had
     * what the step would bring it once, whatever other lines the order brings.
     */
    public Processor onlyForNewLines() {
        return exchange -> {
            StepRun run = StepRun.of(exchange);
            if (!run.bringsProduct()) {
                ordering.complete(run.stepId(), Map.of());
                exchange.getMessage().setBody(JobOutcome.completed(Variable.OUTCOME_KNOWN, true));
                exchange.setRouteStop(true);
            }
        };
    }

    /** Ends the step at once when it is not wanted any more: for one that only asks, and leaves nothing to take back. */
    public Processor onlyWhenWanted() {
        return exchange -> {
            StepRun run = StepRun.of(exchange);
            if (run.isStopping()) {
                cancel(exchange, run);
            }
        };
    }

    /**
     * Makes one effect on an element, once: what came of it before is taken, an attempt that nobody knows the outcome of is asked for
     * first. While the element works on it the route ends, with {@link Variable#OUTCOME_KNOWN} false.
     *
     * <p>For a step that is stopping it begins nothing. An effect that is there is taken as ever, so that it can be undone; without
     * one the step is cancelled and the route ends.
     */
    public Processor perform(CamelContext context, String action) {
        ProducerTemplate template = context.createProducerTemplate();
        return exchange -> {
            StepRun run = StepRun.of(exchange);
            if (run.isStopping()) {
                stop(exchange, run, outcome(template, run.stepId(), action, run));
            } else {
                goOn(exchange, run, effect(template, action, run));
            }
        };
    }

    /**
     * Takes back one effect on an element, once, when it is there: what became of the action that made it is learned first, and that
     * action is never begun afterwards. An element that has nothing to take back is as good as one that has taken it back.
     *
     * @param action takes back; its {@code direct:<action>.read} answers {@link ElementAnswer.Unknown} while the effect is there
     * @param undone the action of the undone step that made the effect
     */
    public Processor takeBack(CamelContext context, String action, String undone) {
        ProducerTemplate template = context.createProducerTemplate();
        return undo(template, List.of(undone), run -> removal(template, action, run));
    }

    /**
     * Takes back effects on an element by one request, as {@link #takeBack} does, when any of them is there. The element is not asked
     * before, for it may have no such question: only what it refuses is explained by it.
     *
     * @param action takes back; its {@code direct:<action>.read} answers {@link ElementAnswer.Done} when nothing is left to take back
     * @param undone the actions of the undone step that made the effects, in their order
     */
    public Processor takeBackUnasked(CamelContext context, String action, List<String> undone) {
        ProducerTemplate template = context.createProducerTemplate();
        return undo(template, undone, run -> withdrawal(template, action, run));
    }

    /**
     * Takes back one effect on an element by another one, as {@link #takeBack} does: what had been there before is there again. What has
     * vanished meanwhile is refused, for a person to look into.
     *
     * @param action puts back what was there; its {@code direct:<action>.read} says what came of that request
     * @param undone the action of the undone step that made the effect
     */
    public Processor putBack(CamelContext context, String action, String undone) {
        ProducerTemplate template = context.createProducerTemplate();
        return undo(template, List.of(undone), run -> effect(template, action, run));
    }

    /**
     * Makes one of two effects of which each takes the other back: by {@link #perform} in a step of its own, by {@link #putBack} in one
     * that takes a step with the other effect back.
     *
     * @param action   its {@code direct:<action>.read} says what came of that request
     * @param opposite the action that it takes back
     */
    public Processor turn(CamelContext context, String action, String opposite) {
        Processor forward = perform(context, action);
        Processor back = putBack(context, action, opposite);
        return exchange -> (StepRun.of(exchange).undoes().isPresent() ? back : forward).process(exchange);
    }

    /** How an effect that is there is taken back. */
    private interface Undoing {
        Standing of(StepRun run) throws Exception;
    }

    private Processor undo(ProducerTemplate template, List<String> undone, Undoing undoing) {
        return exchange -> {
            StepRun run = StepRun.of(exchange);
            boolean there = false;
            for (Standing made : made(template, undone, run)) {
                switch (made) {
                    case Standing.Succeeded effect -> {
                        run.recall(effect.facts());
                        there = true;
                    }
                    case Standing.Awaited awaited -> {
                        await(exchange, run);
                        return;
                    }
                    case Standing.Held held -> {
                        hold(exchange, run, held);
                        return;
                    }
                    case Standing.Refused refused -> LOG.debugf("Step %s lacks an effect of %s", run.stepId(), undone);
                    case Standing.Forgone forgone -> LOG.debugf("Step %s lacks an effect of %s", run.stepId(), undone);
                    case Standing.Open open -> throw undecided(open);
                }
            }
            if (there) {
                goOn(exchange, run, undoing.of(run));
            }
        };
    }

    /** What came of each of the actions. What a person has done on the element is there, whatever became of what was asked of it. */
    private List<Standing> made(ProducerTemplate template, List<String> undone, StepRun run) throws Exception {
        Optional<String> step = run.undoes();
        if (step.isEmpty() || run.doneByHand().isPresent()) {
            return List.of(new Standing.Succeeded(run.doneByHand().orElse(Map.of())));
        }
        List<Standing> made = new ArrayList<>();
        for (String action : undone) {
            made.add(outcome(template, step.get(), action, run));
        }
        return made;
    }

    /** Tells the plan that the step is done. */
    public Processor close() {
        return exchange -> {
            StepRun run = StepRun.of(exchange);
            Runnable completing = () -> ordering.complete(run.stepId(), run.learned());
            Optional<DoneAction> last = run.written();
            if (last.isPresent()) {
                Standing standing = actions.succeedWith(last.get(), completing);
                if (!(standing instanceof Standing.Succeeded)) {
                    goOn(exchange, run, standing);
                    return;
                }
            } else {
                completing.run();
            }
            exchange.getMessage().setBody(JobOutcome.completed(Variable.OUTCOME_KNOWN, true));
        };
    }

    private void goOn(Exchange exchange, StepRun run, Standing standing) throws ElementRefusal {
        switch (standing) {
            case Standing.Succeeded succeeded -> run.learn(succeeded.facts());
            case Standing.Refused refused -> throw ElementRefusal.settled(refused.words(), refused.forGood());
            case Standing.Awaited awaited -> await(exchange, run);
            case Standing.Held held -> hold(exchange, run, held);
            case Standing.Forgone forgone -> cancel(exchange, run);
            case Standing.Open open -> throw undecided(open);
        }
    }

    private void stop(Exchange exchange, StepRun run, Standing standing) {
        switch (standing) {
            case Standing.Succeeded succeeded -> run.learn(succeeded.facts());
            case Standing.Awaited awaited -> await(exchange, run);
            case Standing.Held held -> hold(exchange, run, held);
            case Standing.Refused refused -> cancel(exchange, run);
            case Standing.Forgone forgone -> cancel(exchange, run);
            case Standing.Open open -> throw undecided(open);
        }
    }

    private void await(Exchange exchange, StepRun run) {
        ordering.awaitOutcome(run.stepId());
        comeAgain(exchange, READ_BACK);
    }

    /** The element refuses for now; the process comes again after the time that the fault policy says. */
    private void hold(Exchange exchange, StepRun run, Standing.Held held) {
        comeAgain(exchange, ordering.hold(run.stepId(), held.words(), held.pause()));
    }

    private static void comeAgain(Exchange exchange, Duration after) {
        exchange.getMessage()
                .setBody(new JobOutcome.Completed(
                        Map.of(Variable.OUTCOME_KNOWN, false, Variable.READ_BACK_AFTER, after.toString())));
        exchange.setRouteStop(true);
    }

    private void cancel(Exchange exchange, StepRun run) {
        ordering.cancel(run.stepId());
        exchange.getMessage().setBody(JobOutcome.completed(Variable.OUTCOME_KNOWN, true));
        exchange.setRouteStop(true);
    }

    private static IllegalStateException undecided(Standing.Open open) {
        return new IllegalStateException("Action " + open.requestId() + " was tried and has no outcome");
    }

    private Standing intend(StepRun run, String action) {
        return run.written()
                .map(before -> actions.succeedAndIntend(before, run.stepId(), action))
                .orElseGet(() -> actions.intend(run.stepId(), action, run.jobKey()));
    }

    /** What an element has done for a step that goes on is written with what it does next. */
    private Standing settle(StepRun run, DoneAction done) {
        if (!run.goesOn()) {
            return actions.succeed(done);
        }
        run.done(done);
        return new Standing.Succeeded(done.facts());
    }

    private static DoneAction done(StepRun run, Standing.Open open, ElementAnswer.Done answer) {
        return new DoneAction(open.requestId(), answer.facts(), run.jobKey());
    }

    private Standing effect(ProducerTemplate template, String action, StepRun run) throws Exception {
        Standing standing = intend(run, action);
        return standing instanceof Standing.Open open
                ? attempt(
                        run,
                        action,
                        open,
                        request -> open.accepted()
                                ? accepted(template, action, request)
                                : notYetAnswered(template, action, open, request))
                : standing;
    }

    private static ElementAnswer notYetAnswered(
            ProducerTemplate template, String action, Standing.Open open, ElementRequest request) throws Exception {
        ElementAnswer before = open.firstAttempt() ? new ElementAnswer.Unknown() : readBack(template, action, request);
        return before instanceof ElementAnswer.Unknown ? call(template, action, request, !open.firstAttempt()) : before;
    }

    /** What has become of a request that the element has accepted. It is not made again: the element would accept it for ever. */
    private static ElementAnswer accepted(ProducerTemplate template, String action, ElementRequest request)
            throws Exception {
        try {
            ElementAnswer now = ask(template, "direct:" + action + ".read", request, false);
            return now instanceof ElementAnswer.Unknown ? LOST : now;
        } catch (Exception failure) {
            if (ElementFaults.isNotFound(failure)) {
                return LOST;
            }
            throw failure;
        }
    }

    /** The element is asked before the first attempt, too: what somebody else has taken away is not refused by it. */
    private Standing removal(ProducerTemplate template, String action, StepRun run) throws Exception {
        Standing standing = intend(run, action);
        return standing instanceof Standing.Open open
                ? attempt(run, action, open, request -> {
                    try {
                        ElementAnswer before = ask(template, "direct:" + action + ".read", request, false);
                        return before instanceof ElementAnswer.Unknown
                                ? callOrExplain(template, action, request, true)
                                : before;
                    } catch (Exception failure) {
                        if (ElementFaults.isNotFound(failure)) {
                            return ElementAnswer.done();
                        }
                        throw failure;
                    }
                })
                : standing;
    }

    /** The element is asked after a refusal only: what is taken away already is not refused by it. */
    private Standing withdrawal(ProducerTemplate template, String action, StepRun run) throws Exception {
        Standing standing = intend(run, action);
        return standing instanceof Standing.Open open
                ? attempt(run, action, open, request -> callOrExplain(template, action, request, false))
                : standing;
    }

    /** What is refused may be as it is to be: taken away by somebody else, or out of reach since it was asked after. */
    private static ElementAnswer callOrExplain(
            ProducerTemplate template, String action, ElementRequest request, boolean afterQuestion) throws Exception {
        try {
            return call(template, action, request, afterQuestion);
        } catch (Exception failure) {
            if (ElementFaults.refusal(failure).isPresent()
                    && readBack(template, action, request) instanceof ElementAnswer.Done over) {
                return over;
            }
            throw failure;
        }
    }

    /** What the element is asked for an effect, and what it answers. */
    private interface Dialogue {
        ElementAnswer with(ElementRequest request) throws Exception;
    }

    private Standing attempt(StepRun run, String action, Standing.Open open, Dialogue dialogue) throws Exception {
        try {
            return switch (dialogue.with(request(run, open))) {
                case ElementAnswer.Done done -> settle(run, done(run, open, done));
                case ElementAnswer.Accepted accepted -> actions.await(open.requestId(), run.jobKey());
                case ElementAnswer.Refused since -> actions.refuse(open.requestId(), since.words(), run.jobKey());
                case ElementAnswer.Unknown unknown -> throw undecided(open);
            };
        } catch (Exception failure) {
            var refusal = ElementFaults.refusal(failure);
            if (refusal.isPresent()) {
                return refused(run, action, open, refusal.get(), ElementFaults.fault(failure));
            }
            ElementFaults.outage(failure).ifPresent(words -> actions.noteOutage(open.requestId(), words));
            throw failure;
        }
    }

    /** What the fault policy makes of a refusal. */
    private Standing refused(StepRun run, String action, Standing.Open open, String words, Optional<Fault> fault)
            throws ElementRetry {
        Optional<Rule> rule = fault.map(policies.policy()::rule);
        Way way = rule.map(Rule::way).orElse(Way.MANUAL);
        return switch (way) {
            case MANUAL -> actions.refuse(open.requestId(), words, run.jobKey());
            case ROLLBACK -> actions.refuseForGood(open.requestId(), words, run.jobKey());
            case RETRY -> {
                Standing standing = actions.refuseForNow(open.requestId(), words, NetworkActions.RETRIED);
                if (standing instanceof Standing.Refused) {
                    throw new ElementRetry(words);
                }
                yield standing;
            }
            case HOLD -> held(run, action, open, words, rule.flatMap(Rule::hold).orElseThrow());
        };
    }

    private Standing held(StepRun run, String action, Standing.Open open, String words, Hold hold) {
        int held = actions.held(run.stepId(), action);
        if (held >= hold.times()) {
            return actions.refuse(open.requestId(), words + " (asked again " + held + " times)", run.jobKey());
        }
        Standing standing = actions.refuseForNow(open.requestId(), words, NetworkActions.HELD);
        return standing instanceof Standing.Refused ? new Standing.Held(words, hold.pause()) : standing;
    }

    /**
     * What came of an action that is not wanted any more. An element that refuses even the question is for a person to look into: it
     * may hold what was asked of it.
     */
    private Standing outcome(ProducerTemplate template, String stepId, String action, StepRun run) throws Exception {
        Standing standing = actions.stop(stepId, action);
        if (!(standing instanceof Standing.Open open)) {
            return standing;
        }
        ElementAnswer answer;
        try {
            answer = ask(template, "direct:" + action + ".read", request(run, open), false);
        } catch (Exception failure) {
            if (!ElementFaults.isNotFound(failure)) {
                ElementFaults.outage(failure).ifPresent(words -> actions.noteOutage(open.requestId(), words));
                throw failure;
            }
            answer = new ElementAnswer.Unknown();
        }
        return switch (answer) {
            case ElementAnswer.Done done -> actions.succeed(done(run, open, done));
            case ElementAnswer.Accepted accepted -> actions.await(open.requestId(), run.jobKey());
            case ElementAnswer.Refused since -> actions.refuse(open.requestId(), since.words(), run.jobKey());
            case ElementAnswer.Unknown unknown -> actions.forgo(open.requestId(), run.jobKey());
        };
    }

    private static ElementRequest request(StepRun run, Standing.Open open) {
        return run.request(open.requestId(), replyTo(open.callbackToken()), !open.firstAttempt());
    }

    private static ElementAnswer call(
            ProducerTemplate template, String action, ElementRequest request, boolean afterQuestion) throws Exception {
        return ask(template, "direct:" + action, request, afterQuestion);
    }

    /** An element that refuses the question has not said no to the request: that one is asked again, with the same id. */
    private static ElementAnswer readBack(ProducerTemplate template, String action, ElementRequest request)
            throws Exception {
        try {
            return ask(template, "direct:" + action + ".read", request, false);
        } catch (Exception failure) {
            if (ElementFaults.refusal(failure).isEmpty()) {
                throw failure;
            }
            LOG.debugf("%s is not read back: %s", request.requestId(), failure.getMessage());
            return new ElementAnswer.Unknown();
        }
    }

    /** @param goesOn whether the element was asked before in the same breath; then the call need not wait for room again */
    private static ElementAnswer ask(ProducerTemplate template, String route, ElementRequest request, boolean goesOn)
            throws Exception {
        Exchange answered = template.request(route, exchange -> {
            exchange.setProperty(NetworkElementRoutes.GOES_ON, goesOn);
            exchange.setProperty(JobRoutes.PRIORITY, request.priority());
            exchange.getMessage().setBody(request);
        });
        if (answered.getException() != null) {
            throw ElementFaults.of(
                    answered.getProperty(NetworkElementRoutes.ELEMENT, "", String.class), answered.getException());
        }
        return answered.getMessage().getMandatoryBody(ElementAnswer.class);
    }

    /** Only who was given this address can report an outcome. */
    private static String replyTo(String callbackToken) {
        return Settings.publicUri() + "/soap/activation-callback/v1?token=" + callbackToken;
    }
}
