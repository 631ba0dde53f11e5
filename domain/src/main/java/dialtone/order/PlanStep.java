package dialtone.order;

import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One step of an order's plan. Planned, it waits for the steps it depends on; released, the process performs it; it may await
 * an outcome that the network element reports later; it ends completed, or in fallout until a person has it done again or
 * gives it up.
 */
@Entity
@Table(name = "PLAN_STEP")
public class PlanStep {

    /** Order id and position, {@code ORD-100001-S2}; also the root of the idempotency keys towards the network. */
    @Id
    @Column(name = "STEP_ID")
    private String id;

    @Embedded
    @AttributeOverride(name = "value", column = @Column(name = "ORDER_ID"))
    private OrderId order;

    @Column(name = "POSITION")
    private int position;

    @Column(name = "ITEM_ID")
    private String itemId;

    @Column(name = "SERVICE_NAME")
    private String service;

    @Column(name = "REPLACES_NAME")
    private @Nullable String replaces;

    @Column(name = "JOB_TYPE")
    private String jobType;

    @Column(name = "LABEL")
    private String label;

    @Column(name = "EXPECTED_SECONDS")
    private long expectedSeconds;

    @Enumerated(EnumType.STRING)
    @Column(name = "POINT_OF_NO_RETURN")
    private PointOfNoReturn pointOfNoReturn;

    @Column(name = "UNDOES_ID")
    private @Nullable String undoes;

    @Column(name = "ADDED_IN")
    private int addedIn = FIRST_REVISION;

    @Column(name = "SUPERSEDED_IN")
    private @Nullable Integer supersededIn;

    @Enumerated(EnumType.STRING)
    @Column(name = "STATE")
    private StepState state;

    @Column(name = "RELEASED_AT")
    private @Nullable Instant releasedAt;

    @Column(name = "COMPLETED_AT")
    private @Nullable Instant completedAt;

    @Column(name = "BY_HAND")
    private boolean byHand;

    @Column(name = "HELD_UNTIL")
    private @Nullable Instant heldUntil;

    @Column(name = "HELD_WORDS")
    private @Nullable String heldWords;

    @Version
    @Column(name = "ROW_VERSION")
    private long rowVersion;

    @ElementCollection
    @CollectionTable(name = "PLAN_STEP_DEPENDENCY", joinColumns = @JoinColumn(name = "STEP_ID"))
    @Column(name = "DEPENDS_ON_ID")
    private Set<String> dependsOn = new HashSet<>();

    @ElementCollection
    @CollectionTable(name = "PLAN_STEP_FACT", joinColumns = @JoinColumn(name = "STEP_ID"))
    @MapKeyColumn(name = "NAME")
    @Column(name = "CONTENT")
    private Map<String, String> facts = new HashMap<>();

    @ElementCollection
    @CollectionTable(name = "PLAN_STEP_FORMER_FACT", joinColumns = @JoinColumn(name = "STEP_ID"))
    @MapKeyColumn(name = "NAME")
    @Column(name = "CONTENT")
    private Map<String, String> formerFacts = new HashMap<>();

    @SuppressWarnings("NullAway") // for the persistence provider, which fills the fields
    protected PlanStep() {}

    public PlanStep(OrderId order, FulfilmentPlan.Planned planned) {
        this.id = id(order, planned.position());
        this.order = order;
        this.position = planned.position();
        this.itemId = planned.itemId();
        this.service = planned.service();
        this.replaces = planned.replaces().orElse(null);
        this.jobType = planned.template().jobType();
        this.label = planned.template().label();
        this.expectedSeconds = planned.template().expectedDuration().toSeconds();
        this.pointOfNoReturn = planned.template().pointOfNoReturn();
        this.state = StepState.PLANNED;
        planned.dependsOn().forEach(before -> dependsOn.add(id(order, before)));
    }

    /**
     * A step that an amendment brings.
     *
     * @param planned its position is behind all that are there
     * @param before  ids of the steps that it waits for, those among them that take something back
     */
    PlanStep(OrderId order, FulfilmentPlan.Planned planned, Set<String> before, int revision) {
        this(order, planned);
        this.addedIn = revision;
        this.dependsOn.clear();
        this.dependsOn.addAll(before);
    }

    /**
     * A step that takes back what another has done on the network.
     *
     * @param position in the plan, after all that are there
     * @param before   ids of the undo steps that must have ended before
     */
    public PlanStep(PlanStep undone, StepTemplate.Undo undo, int position, Set<String> before) {
        this.id = undone.id + UNDO;
        this.order = undone.order;
        this.position = position;
        this.itemId = undone.itemId;
        this.service = undone.service;
        this.replaces = undone.replaces;
        this.jobType = undo.jobType();
        this.label = undo.label();
        this.expectedSeconds = undo.expectedDuration().toSeconds();
        this.pointOfNoReturn = PointOfNoReturn.HARD;
        this.undoes = undone.id;
        this.addedIn = undone.supersededIn == null ? undone.addedIn : undone.supersededIn;
        this.state = StepState.PLANNED;
        this.dependsOn.addAll(before);
    }

    /** Behind the id of a step: {@code ORD-100001-S2-undo} takes back {@code ORD-100001-S2}. */
    static final String UNDO = "-undo";

    /** Of an order as it was placed. */
    static final int FIRST_REVISION = 1;

    static String id(OrderId order, int position) {
        return order.value() + "-S" + position;
    }

    /**
     * Whether it waits for nothing but the process.
     *
     * @param endedSteps ids of the steps that nothing waits for any more
     */
    public boolean isReady(Set<String> endedSteps) {
        return state == StepState.PLANNED && endedSteps.containsAll(dependsOn);
    }

    /** The process is told to perform it. */
    public void release(Instant now) {
        if (state != StepState.PLANNED) {
            throw illegal("released");
        }
        state = StepState.RELEASED;
        releasedAt = now;
    }

    /** The element has taken the request and answers later. A late word about a step that has ended changes nothing. */
    public void awaitOutcome() {
        if (state == StepState.PLANNED) {
            throw illegal("awaiting its outcome");
        }
        heldUntil = null;
        if (state == StepState.RELEASED || state == StepState.IN_FALLOUT) {
            state = StepState.AWAITING_OUTCOME;
        }
    }

    /**
     * The element refuses for now, and is asked again later. A late word about a step that has ended changes nothing.
     *
     * @param words the element's own; cut to {@value FalloutTask#MAX_MESSAGE} characters
     * @param until when it is performed again
     */
    public void hold(String words, Instant until) {
        awaitOutcome();
        if (state == StepState.AWAITING_OUTCOME) {
            heldUntil = until;
            heldWords = words.length() <= FalloutTask.MAX_MESSAGE ? words : words.substring(0, FalloutTask.MAX_MESSAGE);
        }
    }

    /**
     * The network has done it. Told again, it keeps its first time and adds facts that are new.
     *
     * @param learned such as {@code activationCode}
     */
    public void complete(Map<String, String> learned, Instant now) {
        if (state == StepState.PLANNED) {
            throw illegal("completed");
        }
        learned.forEach((name, value) -> {
            if (!value.isEmpty()) {
                facts.putIfAbsent(name, value);
            }
        });
        if (state != StepState.COMPLETED) {
            state = StepState.COMPLETED;
            completedAt = now;
        }
    }

    /** A person has to decide. */
    public void fallOut() {
        if (state == StepState.PLANNED || state.isFinal()) {
            throw illegal("in fallout");
        }
        state = StepState.IN_FALLOUT;
    }

    /** A person has it done again. A step that completed in the meantime stays so. */
    public void resubmit() {
        if (state == StepState.IN_FALLOUT) {
            state = StepState.RELEASED;
        }
    }

    /** Not wanted any more. A step that has ended stays as it is. */
    public void cancel() {
        if (!state.isFinal()) {
            state = StepState.CANCELLED;
        }
    }

    /**
     * An amendment does not want it any more. One that was not begun is cancelled; one that was is brought to its outcome and taken back,
     * with what it was begun with.
     *
     * @param revision  of the order
     * @param begunWith facts that it was or may have been performed with; a later amendment or reservation changes nothing of them
     */
    public void supersede(int revision, Map<String, String> begunWith) {
        if (isUndo() || supersededIn != null) {
            throw illegal("superseded");
        }
        supersededIn = revision;
        if (state == StepState.PLANNED) {
            cancel();
        } else {
            formerFacts.putAll(begunWith);
        }
    }

    /** The order goes on without it. A step that has ended stays as it is. */
    public void skip() {
        if (!state.isFinal()) {
            state = StepState.SKIPPED;
        }
    }

    /**
     * A person has done it on the element. A step that has ended stays as it is.
     *
     * @param brought what the network would have told
     */
    public void completeByHand(Map<String, String> brought, Instant now) {
        if (!state.isFinal()) {
            byHand = true;
            complete(brought, now);
        }
    }

    /** Given up. A step that has ended stays as it is. */
    public void giveUp() {
        if (!state.isFinal()) {
            state = StepState.FAILED;
        }
    }

    private IllegalStateException illegal(String wanted) {
        return new IllegalStateException("Step " + id + " is " + state + " and cannot be " + wanted);
    }

    public String id() {
        return id;
    }

    public OrderId order() {
        return order;
    }

    /** From 1; a step comes after those it depends on. */
    public int position() {
        return position;
    }

    public String itemId() {
        return itemId;
    }

    /** Name of the resource-facing service it fulfils. */
    public String service() {
        return service;
    }

    /** Name of the service whose place that one takes; empty for a step that takes none. */
    public Optional<String> replaces() {
        return Optional.ofNullable(replaces);
    }

    public String jobType() {
        return jobType;
    }

    /** Id of the step it takes back; empty for a step that delivers. */
    public Optional<String> undoes() {
        return Optional.ofNullable(undoes);
    }

    public boolean isUndo() {
        return undoes != null;
    }

    /** Revision of the order that has brought it. */
    public int addedIn() {
        return addedIn;
    }

    /** Revision of the order that does not want it any more; empty when it is wanted. */
    public Optional<Integer> supersededIn() {
        return Optional.ofNullable(supersededIn);
    }

    public boolean isSuperseded() {
        return supersededIn != null;
    }

    /** Whether it delivers something that the order, as it is now, asks for. */
    public boolean isCurrent() {
        return !isUndo() && !isSuperseded();
    }

    /** What a superseded step was begun with; empty when it was not begun. */
    public Map<String, String> formerFacts() {
        return Map.copyOf(formerFacts);
    }

    /** Whether a person has done it on the element: of what it did there, no request of ours tells. */
    public boolean isByHand() {
        return byHand;
    }

    /** How freely it may be taken back. What takes back is not taken back. */
    public PointOfNoReturn pointOfNoReturn() {
        return pointOfNoReturn;
    }

    /** Whether the process performs it or a person decides about it just now. */
    public boolean isUnderWay() {
        return state != StepState.PLANNED && !state.isFinal();
    }

    /** Whether the process performs it just now, and no person decides about it. */
    public boolean isBeingPerformed() {
        return isUnderWay() && state != StepState.IN_FALLOUT;
    }

    /** As a person reads it. */
    public String label() {
        return label;
    }

    public Duration expectedDuration() {
        return Duration.ofSeconds(expectedSeconds);
    }

    public StepState state() {
        return state;
    }

    /** When it is performed again, while its element refuses for now. */
    public Optional<Instant> heldUntil() {
        return Optional.ofNullable(heldUntil).filter(until -> state == StepState.AWAITING_OUTCOME);
    }

    /** The words of the element that refuses for now; empty when it is not held. */
    public String heldWords() {
        return heldUntil().isPresent() && heldWords != null ? heldWords : "";
    }

    public Optional<Instant> releasedAt() {
        return Optional.ofNullable(releasedAt);
    }

    public Optional<Instant> completedAt() {
        return Optional.ofNullable(completedAt);
    }

    /** Ids of the steps that must be completed before. */
    public Set<String> dependsOn() {
        return Set.copyOf(dependsOn);
    }

    /** What was learned from the network, such as {@code activationCode}. */
    public Map<String, String> facts() {
        return Map.copyOf(facts);
    }

    /** Whether the network may have been told of it; who only asks tells nothing. */
    public boolean mayHaveTouchedTheNetwork() {
        return releasedAt != null && !onlyAsks();
    }

    /** Whether nobody has set about it yet: of one that only asks, whether it has not asked. */
    public boolean isUnbegun() {
        return releasedAt == null;
    }

    /** Whether it reads what others have done, and changes nothing. */
    public boolean onlyAsks() {
        return pointOfNoReturn == PointOfNoReturn.ASKS && !isUndo();
    }
}
