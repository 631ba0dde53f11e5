package dialtone.order.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.ByHand;
import dialtone.order.DecisionRequest;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutResolution;
import dialtone.order.FalloutTask;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one person asks for about a fallout task and another one approves: a step is skipped, or counts as done by hand. */
@Stateless
public class SecondPerson {

    private static final String ABOUT_NO_STEP = "This is about the order as a whole and about no step of it.";

    @PersistenceContext
    private EntityManager entities;

    @EJB
    private FalloutTasks tasks;

    @EJB
    private PlanSteps steps;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public SecondPerson() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    SecondPerson(EntityManager entities, FalloutTasks tasks, PlanSteps steps, Clock clock) {
        this.entities = entities;
        this.tasks = tasks;
        this.steps = steps;
        this.clock = clock;
    }

    /**
     * What a person may do in place of the step that a task is about.
     *
     * @param skippable whether the order may do without it
     * @param facts     that who did it by hand has to say
     */
    public record ByPerson(boolean skippable, List<ByHand.Fact> facts) {
        public ByPerson {
            facts = List.copyOf(facts);
        }
    }

    /** Empty when there is no such task, and when it is about no step. */
    public Optional<ByPerson> byPerson(String taskId) {
        return Optional.ofNullable(entities.find(FalloutTask.class, taskId))
                .flatMap(task -> task.stepId()
                        .flatMap(step -> tasks.byHand(task)
                                .map(way -> new ByPerson(
                                        way.skippable(),
                                        way.facts().isEmpty() ? List.of() : way.broughtBy(steps.facts(step))))));
    }

    /** Why the step of a task may not be skipped; empty when it may. */
    static Optional<Rejection> notSkippable(Optional<ByHand> way) {
        if (way.filter(ByHand::skippable).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(Rejection.at(
                "decision",
                "NOT_SKIPPABLE",
                way.isPresent()
                        ? "The catalogue does not let this step be skipped: what it does is needed for what is charged."
                        : ABOUT_NO_STEP));
    }

    /**
     * Asks for what needs a second person; the task stays open as it was.
     *
     * <p>Rejections: {@code UNKNOWN_FALLOUT_TASK}, {@code NOT_IN_VALID_STATE} (decided already, another works on it, or something is
     * asked for already), those of {@link DecisionRequest.Asked#objections}, {@code NOT_SKIPPABLE} (field {@code decision}), those of
     * {@link ByHand#objections}.
     */
    public Outcome<FalloutTask> ask(String taskId, DecisionRequest.Asked asked) {
        List<Rejection> objections = asked.objections();
        return objections.isEmpty()
                ? tasks.openTo(taskId, Set.of(asked.by()))
                        .fold(task -> ask(task, asked), Outcome::<FalloutTask>rejected)
                : Outcome.rejected(objections);
    }

    private Outcome<FalloutTask> ask(FalloutTask task, DecisionRequest.Asked asked) {
        Optional<DecisionRequest> waiting = task.request();
        if (waiting.isPresent()) {
            return Outcome.rejected(Rejection.of(
                    "NOT_IN_VALID_STATE",
                    waiting.get().by() + " has asked " + waiting.get().words() + ", and that waits for an answer."));
        }
        Optional<ByHand> way = tasks.byHand(task);
        if (way.isEmpty()) {
            return Outcome.rejected(Rejection.at("decision", "NOT_SKIPPABLE", ABOUT_NO_STEP));
        }
        List<Rejection> objections = asked.decision() == FalloutDecision.SKIP
                ? notSkippable(way).stream().toList()
                : way.get()
                        .objections(
                                way.get().facts().isEmpty()
                                        ? Map.of()
                                        : steps.facts(task.stepId().orElseThrow()),
                                asked.facts());
        if (!objections.isEmpty()) {
            return Outcome.rejected(objections);
        }
        task.ask(asked, clock.instant());
        return Outcome.accepted(FalloutTasks.loaded(task));
    }

    /**
     * A second person approves what was asked for; the process goes on when it hears of it.
     *
     * <p>Rejections: {@code UNKNOWN_FALLOUT_TASK}, {@code NOT_IN_VALID_STATE} (decided already, a third one works on it, or that request
     * does not wait any more), {@code SECOND_PERSON_REQUIRED} (the one who asks), {@code TOO_LONG} (field {@code note}).
     *
     * @param requestId of the request that the second person has seen
     * @param by        login
     * @param note      for those who read it later; empty when there is nothing to say
     */
    public Outcome<FalloutTask> approve(String taskId, String requestId, String by, String note) {
        return answered(taskId, requestId, by, note, (task, request) -> {
            if (DecisionRequest.isSamePerson(request.by(), by)) {
                return Outcome.rejected(Rejection.of(
                        "SECOND_PERSON_REQUIRED", "Who asks for it does not approve it; another person has to."));
            }
            task.approve(by, note, clock.instant());
            tasks.follow(task, FalloutResolution.approved(request, by), request.facts());
            return Outcome.accepted(FalloutTasks.loaded(task));
        });
    }

    /**
     * A second person says no to what was asked for, or the one who asks takes it back; the task stays open. Rejections as for
     * {@link #approve}, and {@code REASON_REQUIRED} (field {@code note}) of who says no.
     */
    public Outcome<FalloutTask> decline(String taskId, String requestId, String by, String note) {
        return answered(taskId, requestId, by, note, (task, request) -> {
            if (note.isBlank() && !DecisionRequest.isSamePerson(request.by(), by)) {
                return Outcome.rejected(
                        Rejection.at("note", "REASON_REQUIRED", "Say why not, for the one who has asked."));
            }
            task.decline(by, note, clock.instant());
            return Outcome.accepted(FalloutTasks.loaded(task));
        });
    }

    private interface Answer {
        Outcome<FalloutTask> to(FalloutTask task, DecisionRequest request);
    }

    private Outcome<FalloutTask> answered(String taskId, String requestId, String by, String note, Answer answer) {
        if (note.length() > FalloutTask.MAX_NOTE) {
            return Outcome.rejected(
                    Rejection.at("note", "TOO_LONG", "A note has at most " + FalloutTask.MAX_NOTE + " characters."));
        }
        Set<String> concerned = new HashSet<>(Set.of(by));
        entities.createQuery(
                        "select t.requestBy from FalloutTask t where t.id = :id and t.requestBy is not null",
                        String.class)
                .setParameter("id", taskId)
                .getResultStream()
                .forEach(concerned::add);
        return tasks.openTo(taskId, concerned)
                .fold(
                        task -> task.request()
                                .filter(request -> request.id().equals(requestId))
                                .map(request -> answer.to(task, request))
                                .orElseGet(() -> Outcome.rejected(Rejection.of(
                                        "NOT_IN_VALID_STATE",
                                        "Request " + requestId + " does not wait for an answer any more."))),
                        Outcome::<FalloutTask>rejected);
    }
}
