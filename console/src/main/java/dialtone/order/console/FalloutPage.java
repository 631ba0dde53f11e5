package dialtone.order.console;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.base.console.Pager;
import dialtone.catalog.AnswerForm;
import dialtone.order.Correction;
import dialtone.order.DecisionRequest;
import dialtone.order.FalloutBatch;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutFilter;
import dialtone.order.FalloutTask;
import dialtone.order.OrderId;
import dialtone.order.PlanStep;
import dialtone.order.service.FalloutBatches;
import dialtone.order.service.FalloutBatches.Standing;
import dialtone.order.service.FalloutQueue;
import dialtone.order.service.FalloutTasks;
import dialtone.order.service.FalloutTeams;
import dialtone.order.service.OrderCorrections;
import dialtone.order.service.Orders;
import dialtone.order.service.SecondPerson;
import dialtone.security.console.SignedIn;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.primefaces.PrimeFaces;

/**
 * The tasks that wait for a person's decision, and those decided. Parameters of its address: show, offset, and those of
 * {@link FalloutQuery}. What it shows can be decided one by one, and all that it would show as a batch.
 */
@Named
@ViewScoped
public class FalloutPage implements Serializable {
    private static final long serialVersionUID = 1;

    /** A screen's worth. */
    private static final int ROWS = 25;

    /** Nobody turns more pages than this. */
    private static final int MAX_OFFSET = 10_000;

    @EJB
    private FalloutTasks tasks;

    @EJB
    private FalloutQueue queue;

    @EJB
    private SecondPerson secondPerson;

    @EJB
    private OrderCorrections corrections;

    @EJB
    private FalloutBatches batches;

    @EJB
    private Orders orders;

    @Inject
    private FalloutTeams teams;

    @Inject
    private Clock clock;

    @Inject
    private SignedIn signedIn;

    private final Map<String, String> entered = new HashMap<>();
    private FalloutQuery query = FalloutQuery.ALL;
    private FalloutQueue.Choices choices = new FalloutQueue.Choices(List.of(), List.of(), List.of(), List.of());
    private boolean closed;

    /** When it was looked: a batch of what is shown has nothing that came later. */
    private Instant seen = Instant.EPOCH;

    private int offset;
    private List<FalloutView> rows = List.of();
    private Pager pager = new Pager("", Map.of(), 0, 0, ROWS, 0);
    private Optional<FalloutView> chosen = Optional.empty();
    private boolean skippable;
    private boolean byHand;
    private List<Answer> facts = List.of();
    private List<Answer> answers = List.of();
    private List<Rejection> refusals = List.of();
    private String done = "";
    private String sorry = "";

    @PostConstruct
    void open() {
        Map<String, String> parameters =
                FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap();
        closed = "closed".equals(parameters.get("show"));
        query = FalloutQuery.of(parameters);
        offset = Pager.offset(parameters.get("offset"), MAX_OFFSET);
        refresh();
    }

    public void refresh() {
        seen = clock.instant();
        FalloutFilter filter = query.filter(seen);
        Page<FalloutTask> page =
                closed ? queue.listDecided(filter, offset, ROWS) : queue.listOpen(filter, offset, ROWS);
        choices = queue.choices();
        FalloutView.Reader reader = new FalloutView.Reader(signedIn.name(), seen, teams.routing());
        rows = page.rows().stream()
                .map(task -> FalloutView.of(task, what(task), reader))
                .toList();
        pager = Pager.of(
                page,
                ROWS,
                FacesContext.getCurrentInstance().getExternalContext().getRequestContextPath() + "/operations/fallout",
                parameters());
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>(query.parameters());
        parameters.put("show", closed ? "closed" : "");
        return parameters;
    }

    /** The reader begins to work on a task. */
    public void take(FalloutView task) {
        told(tasks.take(task.id(), signedIn.name()), task, " is yours now.");
    }

    /** Nobody works on the task any more. */
    public void giveBack(FalloutView task) {
        told(tasks.giveBack(task.id(), signedIn.name()), task, " is free again.");
    }

    private void told(Outcome<FalloutTask> outcome, FalloutView task, String how) {
        List<Rejection> reasons = outcome.fold(done -> List.of(), refused -> refused);
        done = reasons.isEmpty() ? task.what() + " of " + task.order() + how : "";
        sorry = reasons.isEmpty() ? "" : reasons.getFirst().message();
        refresh();
    }

    /** Opens the dialog for all that the page would show. */
    public void chooseAll() {
        refusals = List.of();
        done = "";
        entered.put("reason", "");
        entered.put("pace", Integer.toString(FalloutBatch.USUAL_PACE));
    }

    public void resubmitAll() throws IOException {
        decideAll(FalloutDecision.RESUBMIT);
    }

    public void failAll() throws IOException {
        decideAll(FalloutDecision.FAIL);
    }

    public void cancelAll() throws IOException {
        decideAll(FalloutDecision.CANCEL);
    }

    /** Proposes it: a second person has to approve the batch. */
    public void skipAll() throws IOException {
        decideAll(FalloutDecision.SKIP);
    }

    private void decideAll(FalloutDecision decision) throws IOException {
        FalloutBatch.Proposal proposal = new FalloutBatch.Proposal(
                decision, typed("reason"), query.filter(seen).openedBefore(seen), FalloutQuery.pace(typed("pace")));
        switch (batches.begin(proposal, signedIn.name())) {
            case Outcome.Accepted<Standing>(Standing begun) -> {
                ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
                external.redirect(external.getRequestContextPath() + "/operations/batch?id="
                        + begun.batch().id());
            }
            case Outcome.Rejected<Standing>(List<Rejection> reasons) -> refuse(reasons);
        }
    }

    private String typed(String field) {
        return Optional.ofNullable(entered.get(field)).orElse("").strip();
    }

    /** Opens the dialog for a task. */
    public void choose(FalloutView task) {
        chosen = Optional.of(task);
        refusals = List.of();
        done = "";
        entered.put("note", "");
        Optional<SecondPerson.ByPerson> way = secondPerson.byPerson(task.id());
        skippable = way.filter(SecondPerson.ByPerson::skippable).isPresent();
        facts = way.stream()
                .flatMap(by -> by.facts().stream())
                .map(fact -> new Answer(fact.name(), fact.label(), fact.form().words(), ""))
                .toList();
        facts.forEach(fact -> entered.put(fact.name(), ""));
        byHand = way.isPresent();
        answers = corrections.of(task.id()).stream()
                .map(asked -> new Answer(
                        asked.question().name(),
                        asked.question().label(),
                        asked.question().form().map(AnswerForm::words).orElse(""),
                        asked.answered().orElse("")))
                .toList();
        answers.forEach(answer -> entered.put(answer.field(), answer.value()));
    }

    /**
     * An answer of the order that may be corrected, or a fact that who does a step by hand has to say.
     *
     * @param hint  what it looks like, a sentence; empty when anything will do
     * @param value as the order has it; empty when it was not answered
     */
    public record Answer(String name, String label, String hint, String value) implements Serializable {

        /** What the person types it into. */
        public String field() {
            return "answer-" + name;
        }
    }

    /** Corrects what was entered otherwise than the order has it, and has the step of the dialog's task tried again. */
    public void correct() {
        FalloutView task = chosen.orElseThrow();
        Map<String, String> values = new HashMap<>();
        answers.stream()
                .filter(answer -> !typed(answer.field()).equals(answer.value()))
                .forEach(answer -> values.put(answer.name(), typed(answer.field())));
        answered(
                corrections.correct(task.id(), new Correction(values, typed("note"), signedIn.name())),
                task,
                " is tried again with what was corrected.");
    }

    /** Asks for the step of the dialog's task to be skipped. */
    public void askToSkip() {
        ask(FalloutDecision.SKIP, Map.of());
    }

    /** Asks for the step of the dialog's task to count as done, with what it would have brought. */
    public void askByHand() {
        Map<String, String> said = new HashMap<>();
        facts.forEach(fact -> said.put(fact.name(), typed(fact.name())));
        said.values().removeIf(String::isEmpty);
        ask(FalloutDecision.COMPLETE_BY_HAND, said);
    }

    private void ask(FalloutDecision decision, Map<String, String> said) {
        FalloutView task = chosen.orElseThrow();
        answered(
                secondPerson.ask(task.id(), new DecisionRequest.Asked(decision, signedIn.name(), typed("note"), said)),
                task,
                " waits for a second person.");
    }

    /** The reader is the second person, and agrees to what is asked of the dialog's task. */
    public void approve() {
        FalloutView task = chosen.orElseThrow();
        FalloutView.RequestView request = task.request().getFirst();
        answered(
                secondPerson.approve(task.id(), request.id(), signedIn.name(), typed("note")),
                task,
                " is decided as " + request.by() + " has asked.");
    }

    /** The reader says no to what is asked of the dialog's task, or takes back what he has asked. */
    public void decline() {
        FalloutView task = chosen.orElseThrow();
        answered(
                secondPerson.decline(task.id(), task.request().getFirst().id(), signedIn.name(), typed("note")),
                task,
                " waits for another decision.");
    }

    private void answered(Outcome<FalloutTask> outcome, FalloutView task, String how) {
        refuse(outcome.fold(answered -> List.of(), reasons -> reasons));
        if (refusals.isEmpty()) {
            done = task.what() + " of " + task.order() + how;
            chosen = Optional.empty();
        }
        refresh();
    }

    public void resubmit() {
        decide(FalloutDecision.RESUBMIT);
    }

    public void fail() {
        decide(FalloutDecision.FAIL);
    }

    public void cancel() {
        decide(FalloutDecision.CANCEL);
    }

    private void decide(FalloutDecision decision) {
        FalloutView task = chosen.orElseThrow();
        String note = typed("note");
        if (decision != FalloutDecision.RESUBMIT && note.isEmpty()) {
            refuse(List.of(Rejection.at("note", "NOTE_REQUIRED", "Say why, for those who read it later.")));
            return;
        }
        refuse(tasks.resolve(task.id(), decision, signedIn.name(), note)
                .fold(resolved -> List.of(), reasons -> reasons));
        if (refusals.isEmpty()) {
            String what = task.what() + " of " + task.order();
            done = switch (decision) {
                case RESUBMIT -> what + " is tried again.";
                case FAIL -> what + " is given up.";
                case CANCEL -> "Order " + task.order() + " is being cancelled.";
                case SKIP, COMPLETE_BY_HAND -> what + " waits for a second person.";
            };
            chosen = Optional.empty();
        }
        refresh();
    }

    /** With reasons, the dialog stays open and shows them. */
    private void refuse(List<Rejection> reasons) {
        refusals = reasons;
        PrimeFaces.current().ajax().addCallbackParam("open", !reasons.isEmpty());
    }

    private String what(FalloutTask task) {
        return task.stepId().flatMap(step -> label(task.order(), step)).orElse("Reservation");
    }

    private Optional<String> label(OrderId order, String stepId) {
        return orders.plan(order).stream()
                .filter(step -> step.id().equals(stepId))
                .map(PlanStep::label)
                .findFirst();
    }

    public List<FalloutView> rows() {
        return rows;
    }

    public Pager pager() {
        return pager;
    }

    /** Whether the query leaves anything out. */
    public boolean isFiltered() {
        return !query.isEmpty();
    }

    public FalloutQuery query() {
        return query;
    }

    /** The steps to choose from, that of the query among them. */
    public List<FalloutQuery.Choice> steps() {
        return FalloutQuery.choices(choices.jobTypes(), query.jobType());
    }

    /** The network elements to choose from. */
    public List<FalloutQuery.Choice> elements() {
        return FalloutQuery.choices(choices.elements(), query.element());
    }

    /** The reasons to choose from. */
    public List<FalloutQuery.Choice> reasons() {
        return FalloutQuery.choices(choices.errorCodes(), query.errorCode());
    }

    /** The offerings to choose from. */
    public List<FalloutQuery.Choice> offerings() {
        return FalloutQuery.choices(choices.offerings(), query.offering());
    }

    /** The teams to choose from. */
    public List<FalloutQuery.Choice> teams() {
        return teams.routing().teams().stream()
                .map(team -> new FalloutQuery.Choice(team.name(), team.label()))
                .toList();
    }

    /** {@code 1 task} or {@code 12 tasks}: all that the query means. */
    public String howMany() {
        return pager.total() == 1 ? "1 task" : pager.total() + " tasks";
    }

    public boolean showsClosed() {
        return closed;
    }

    public boolean isChosen() {
        return chosen.isPresent();
    }

    /** The task of the dialog. */
    public FalloutView chosen() {
        return chosen.orElseThrow();
    }

    /** Whether the step of the dialog's task may be skipped. */
    public boolean isSkippable() {
        return skippable;
    }

    /** Whether the dialog's task is about a step, which a person may have done on the element. */
    public boolean isByHand() {
        return byHand;
    }

    /** Labels and names of what the step would have brought. */
    public List<Answer> facts() {
        return facts;
    }

    /** What may be corrected of the order before the step of the dialog's task is tried again. */
    public List<Answer> answers() {
        return answers;
    }

    public List<Rejection> refusals() {
        return refusals;
    }

    /** What was done last, as a sentence; empty before. */
    public String done() {
        return done;
    }

    /** Why what was tried last was not done; empty otherwise. */
    public String sorry() {
        return sorry;
    }

    /** What the person types on this page. */
    public Map<String, String> entered() {
        return entered;
    }
}
