package dialtone.order;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What retries could not mend: an order or one of its steps waits for a person's decision. It is a team's until a deadline, and after that
 * another's, once. A person takes it, so that no two work on it, and may give it back. It is decided once.
 *
 * <p>What needs a second person is asked for by one and approved or declined by another. While the request waits the task is open as
 * before: whoever decides it otherwise lets the request lapse. The log keeps all of it.
 */
@Entity
@Table(name = "FALLOUT_TASK")
public class FalloutTask {

    /** Longest words of another system that are kept. */
    public static final int MAX_MESSAGE = 500;

    /** Longest note of the person who decides. */
    public static final int MAX_NOTE = 500;

    /** Longest line of the log. */
    private static final int MAX_LOGGED = 1_000;

    @Id
    @Column(name = "TASK_ID")
    private String id;

    @Embedded
    @AttributeOverride(name = "value", column = @Column(name = "ORDER_ID"))
    private OrderId order;

    @Column(name = "STEP_ID")
    private @Nullable String stepId;

    /**
     * What has happened to a task between its opening and its decision.
     *
     * @param by   login; the word {@code deadline} for what happened by itself
     * @param what a sentence
     */
    @Embeddable
    public record LogLine(
            @Column(name = "LOGGED_AT") Instant at,
            @Column(name = "LOGGED_BY") String by,
            @Column(name = "WHAT") String what) {}

    /** Who escalates: nobody does, the time has passed. */
    private static final String DEADLINE = "deadline";

    /** Of the process instance that waits for the decision. */
    @Column(name = "INSTANCE_KEY")
    private long instanceKey;

    @Column(name = "ERROR_CODE")
    private String errorCode;

    @Column(name = "ERROR_MESSAGE")
    private @Nullable String errorMessage;

    @Column(name = "ELEMENT")
    private @Nullable String networkElement;

    @Column(name = "OPENED_AT")
    private Instant openedAt;

    /** What is in fallout, while it is: a unique key keeps it to one open task. */
    @Column(name = "OPEN_FOR")
    private @Nullable String openFor;

    @Column(name = "TEAM")
    private String team;

    @Column(name = "DUE_AT")
    private @Nullable Instant dueAt;

    /** The team that gets it after its deadline; NULL when none does, and when it has got it. */
    @Column(name = "ESCALATE_TO")
    private @Nullable String escalateTo;

    /** When that team gets it: the deadline, while there is something to do then; NULL afterwards, so that an index finds those alone. */
    @Column(name = "ESCALATE_AT")
    private @Nullable Instant escalateAt;

    @Column(name = "ESCALATED_AT")
    private @Nullable Instant escalatedAt;

    @Column(name = "ASSIGNEE")
    private @Nullable String assignee;

    @ElementCollection
    @CollectionTable(name = "FALLOUT_TASK_LOG", joinColumns = @JoinColumn(name = "TASK_ID"))
    @OrderColumn(name = "POSITION")
    private List<LogLine> log = new ArrayList<>();

    @Enumerated(EnumType.STRING)
    @Column(name = "DECISION")
    private @Nullable FalloutDecision decision;

    @Column(name = "RESOLVED_AT")
    private @Nullable Instant resolvedAt;

    @Column(name = "RESOLVED_BY")
    private @Nullable String resolvedBy;

    @Column(name = "NOTE")
    private @Nullable String note;

    /** Who had asked for what the other one has approved. */
    @Column(name = "ASKED_BY")
    private @Nullable String askedBy;

    /** Requests so far; the last one waits while the columns below say what it is. */
    @Column(name = "REQUEST_COUNT")
    private int requests;

    @Enumerated(EnumType.STRING)
    @Column(name = "REQUEST_DECISION")
    private @Nullable FalloutDecision requestDecision;

    @Column(name = "REQUEST_BY")
    private @Nullable String requestBy;

    @Column(name = "REQUEST_AT")
    private @Nullable Instant requestAt;

    @Column(name = "REQUEST_REASON")
    private @Nullable String requestReason;

    @Column(name = "REQUEST_FACTS")
    private @Nullable String requestFacts;

    /** Id of the batch that it was decided with. */
    @Column(name = "BATCH_ID")
    private @Nullable String batch;

    @Version
    @Column(name = "ROW_VERSION")
    private long rowVersion;

    @SuppressWarnings("NullAway") // for the persistence provider, which fills the fields
    protected FalloutTask() {}

    /**
     * @param instanceKey of the process instance that waits
     * @param message     the refusing system's own words; cut to {@value #MAX_MESSAGE} characters
     */
    public FalloutTask(
            String id,
            OrderId order,
            Optional<String> stepId,
            long instanceKey,
            String errorCode,
            String message,
            Instant openedAt) {
        this.id = id;
        this.order = order;
        this.stepId = stepId.orElse(null);
        this.instanceKey = instanceKey;
        this.errorCode = errorCode;
        this.errorMessage = message.isEmpty() ? null : cut(message, MAX_MESSAGE);
        this.openedAt = openedAt;
        this.openFor = stepId.orElse(order.value());
        route(FalloutRouting.ONE_DESK.rule(Optional.empty(), errorCode));
    }

    /** Another process instance waits for the decision from now on. */
    public void waitsIn(long instance) {
        instanceKey = instance;
    }

    /** Says which network element it is about. */
    public void concern(String element) {
        networkElement = element;
    }

    /** Says whose it is. */
    public void assign(FalloutRouting.Rule rule) {
        route(rule);
    }

    private void route(FalloutRouting.Rule rule) {
        team = rule.team();
        dueAt = openedAt.plus(rule.resolveWithin());
        escalateTo = rule.escalateTo().orElse(null);
        escalateAt = escalateTo == null ? null : dueAt;
    }

    /**
     * Somebody works on it. The same person again changes nothing.
     *
     * @throws IllegalStateException if it is decided, or another's
     */
    public void take(String by, Instant now) {
        if (!isOpen() || isTakenByAnotherThan(by)) {
            throw new IllegalStateException("Fallout task " + id + " is not to be taken by " + by);
        }
        if (assignee == null) {
            assignee = by;
            log.add(new LogLine(now, by, "Taken."));
        }
    }

    /** Nobody works on it any more; also said by somebody else when the one who did is gone. */
    public void giveBack(String by, Instant now) {
        if (isOpen() && assignee != null) {
            log.add(new LogLine(now, by, by.equals(assignee) ? "Given back." : "Taken off " + assignee + "."));
            assignee = null;
        }
    }

    /** Whether somebody else works on it. */
    public boolean isTakenByAnotherThan(String login) {
        return isOpen() && assignee != null && !assignee.equals(login);
    }

    /** Whether it waits, and its deadline has passed. */
    public boolean isOverdue(Instant now) {
        return isOpen() && dueAt != null && !dueAt.isAfter(now);
    }

    /** Gives it to the team that is asked after the deadline, once; one that is not overdue, or has no such team, stays as it is. */
    public void escalate(Instant now) {
        if (isOverdue(now) && escalateTo != null) {
            log.add(new LogLine(now, DEADLINE, "Escalated from " + team + " to " + escalateTo + "."));
            team = escalateTo;
            escalateTo = null;
            escalateAt = null;
            escalatedAt = now;
            assignee = null;
        }
    }

    /**
     * Somebody asks for what needs a second person.
     *
     * @throws IllegalArgumentException for what has objections
     * @throws IllegalStateException if it is decided, or something is asked for already
     */
    public DecisionRequest ask(DecisionRequest.Asked asked, Instant now) {
        if (!asked.objections().isEmpty()) {
            throw new IllegalArgumentException("No request: " + asked.objections());
        }
        if (!isOpen() || requestDecision != null) {
            throw new IllegalStateException("Nothing more is to be asked for of fallout task " + id);
        }
        requests++;
        requestDecision = asked.decision();
        requestBy = asked.by();
        requestAt = now;
        requestReason = asked.reason();
        requestFacts = asked.facts().isEmpty() ? null : DecisionRequest.written(asked.facts());
        log.add(new LogLine(
                now, asked.by(), "Asks " + DecisionRequest.words(asked.decision()) + ": " + asked.reason()));
        return request().orElseThrow();
    }

    /**
     * Another person approves what is asked for, and decides the task so.
     *
     * @param note for those who read it later; empty when there is nothing to say
     * @return what was asked for
     * @throws IllegalStateException if nothing is asked for, or the same person asks
     */
    public DecisionRequest approve(String by, String note, Instant now) {
        DecisionRequest request = request()
                .filter(asked -> !DecisionRequest.isSamePerson(asked.by(), by))
                .orElseThrow(() -> new IllegalStateException(by + " has nothing to approve of fallout task " + id));
        clearRequest();
        log.add(new LogLine(now, by, "Approved: " + request.by() + " asked " + request.words() + suffix(note)));
        resolve(FalloutResolution.approved(request, by), now);
        return request;
    }

    /** Another person says no to what is asked for, or the one who asks takes it back; the task stays open. */
    public void decline(String by, String note, Instant now) {
        request().ifPresent(request -> {
            clearRequest();
            log.add(new LogLine(
                    now,
                    by,
                    (DecisionRequest.isSamePerson(request.by(), by)
                                    ? "Takes back the request "
                                    : "Declined: " + request.by() + " asked ")
                            + request.words()
                            + suffix(note)));
        });
    }

    private static String suffix(String note) {
        return note.isBlank() ? "." : ". " + note;
    }

    private void clearRequest() {
        requestDecision = null;
        requestBy = null;
        requestAt = null;
        requestReason = null;
        requestFacts = null;
    }

    /** What waits for a second person; empty when nothing does. */
    public Optional<DecisionRequest> request() {
        if (requestDecision == null || requestBy == null || requestAt == null || requestReason == null) {
            return Optional.empty();
        }
        return Optional.of(new DecisionRequest(
                id + "-" + requests,
                requestDecision,
                requestBy,
                requestAt,
                requestReason,
                DecisionRequest.read(Optional.ofNullable(requestFacts))));
    }

    /**
     * Somebody corrects what the step takes from the order.
     *
     * @param words what of it, as a sentence
     * @throws IllegalStateException if it is decided
     */
    public void correct(String by, String words, Instant now) {
        if (!isOpen()) {
            throw new IllegalStateException("Fallout task " + id + " is decided already");
        }
        log.add(new LogLine(now, by, cut(words, MAX_LOGGED)));
    }

    /**
     * Decides. What waited for a second person lapses with that.
     *
     * @throws IllegalStateException if it is decided already
     */
    public void resolve(FalloutResolution resolution, Instant now) {
        if (!isOpen()) {
            throw new IllegalStateException("Fallout task " + id + " is decided already");
        }
        request()
                .ifPresent(request -> log.add(new LogLine(
                        now,
                        resolution.by(),
                        "The request of " + request.by() + " " + request.words() + " has lapsed: decided otherwise.")));
        clearRequest();
        askedBy = resolution.askedBy().orElse(null);
        decision = resolution.decision();
        resolvedBy = resolution.by();
        note = resolution.note().isBlank() ? null : cut(resolution.note(), MAX_NOTE);
        batch = resolution.batch().orElse(null);
        resolvedAt = now;
        escalateAt = null;
        openFor = null;
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    public String id() {
        return id;
    }

    public OrderId order() {
        return order;
    }

    /** Empty when the order as a whole cannot go on, such as for want of a number. */
    public Optional<String> stepId() {
        return Optional.ofNullable(stepId);
    }

    public long instanceKey() {
        return instanceKey;
    }

    /** Name of the process error. */
    public String errorCode() {
        return errorCode;
    }

    /** The refusing system's own words. */
    public String errorMessage() {
        return errorMessage == null ? "" : errorMessage;
    }

    /** Name of the network element that it is about, {@code hlr}; empty when it is about none, such as for want of a number. */
    public Optional<String> element() {
        return Optional.ofNullable(networkElement);
    }

    public Instant openedAt() {
        return openedAt;
    }

    /** Name of the team that decides. */
    public String team() {
        return team;
    }

    /** Until when it is to be decided; empty for tasks of before there were deadlines. */
    public Optional<Instant> dueAt() {
        return Optional.ofNullable(dueAt);
    }

    public Optional<Instant> escalatedAt() {
        return Optional.ofNullable(escalatedAt);
    }

    /** Login of the person who works on it. */
    public Optional<String> assignee() {
        return Optional.ofNullable(assignee);
    }

    /** What has happened to it, the first first. */
    public List<LogLine> log() {
        return List.copyOf(log);
    }

    public boolean isOpen() {
        return openFor != null;
    }

    public Optional<FalloutDecision> decision() {
        return Optional.ofNullable(decision);
    }

    public Optional<Instant> resolvedAt() {
        return Optional.ofNullable(resolvedAt);
    }

    public Optional<String> resolvedBy() {
        return Optional.ofNullable(resolvedBy);
    }

    /** Login of the one who had asked for what {@link #resolvedBy} has approved; empty for what needs no second person. */
    public Optional<String> askedBy() {
        return Optional.ofNullable(askedBy);
    }

    public String note() {
        return note == null ? "" : note;
    }

    /** Id of the batch that it was decided with; empty while it is open and when it was decided by itself. */
    public Optional<String> batch() {
        return Optional.ofNullable(batch);
    }
}
