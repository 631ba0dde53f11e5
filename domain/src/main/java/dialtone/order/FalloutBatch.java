package dialtone.order;

import dialtone.base.Rejection;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One decision about many fallout tasks. Whoever decides names a filter, a decision and a reason; the tasks that match at that moment
 * are noted, each as a {@link BatchedTask}, and none comes to them later. They are decided one after another, so many a second; a person
 * may pause that, let it go on, or stop it for good. When none waits any more the batch is done; what becomes of those decided is
 * followed on.
 *
 * <p>Whoever changes a batch or a task of it holds the lock of the batch's row.
 */
@Entity
@Table(name = "FALLOUT_BATCH")
public class FalloutBatch extends PacedWork {

    /** More than an element's bad day leaves behind; what is beyond goes into a second batch. */
    public static final int MAX_TASKS = 5_000;

    /** Tasks decided in a second when nobody says how many: a thousand in less than two minutes. */
    public static final int USUAL_PACE = 10;

    /** The engine takes up some fifty messages a second beside the orders that come in. */
    public static final int MAX_PACE = 50;

    /**
     * What somebody wants decided.
     *
     * @param tasksPerSecond how many are decided in a second, 1 to {@value FalloutBatch#MAX_PACE}
     */
    public record Proposal(FalloutDecision decision, String reason, FalloutFilter filter, int tasksPerSecond) {

        /**
         * Why it is not taken: {@code INVALID_DECISION}, {@code REASON_REQUIRED}, {@code TOO_LONG} (fields {@code reason}, {@code filter}), {@code OUT_OF_RANGE}
         * (field {@code tasksPerSecond}).
         */
        public List<Rejection> objections() {
            List<Rejection> reasons = new ArrayList<>(
                    PacedWork.objections(reason, new Pace("tasksPerSecond", "decided", tasksPerSecond, MAX_PACE)));
            if (decision == FalloutDecision.COMPLETE_BY_HAND) {
                reasons.add(Rejection.at(
                        "decision", "INVALID_DECISION", "What was done by hand is said of each step by itself."));
            }
            if (filter.text().length() > FalloutFilter.MAX_TEXT) {
                reasons.add(Rejection.at(
                        "filter",
                        "TOO_LONG",
                        "A filter has at most " + FalloutFilter.MAX_TEXT + " characters; name fewer orders."));
            }
            return reasons;
        }
    }

    @Id
    @Column(name = "BATCH_ID")
    private String id;

    @Enumerated(EnumType.STRING)
    @Column(name = "DECISION")
    private FalloutDecision decision;

    @Column(name = "FILTER_TEXT")
    private @Nullable String filter;

    @Column(name = "TASKS_PER_SECOND")
    private int tasksPerSecond;

    @Column(name = "TASK_COUNT")
    private int taskCount;

    @Column(name = "APPROVED_BY")
    private @Nullable String approvedBy;

    @SuppressWarnings("NullAway") // for the persistence provider, which fills the fields
    protected FalloutBatch() {}

    /**
     * @param by        login
     * @param taskCount how many tasks are in it, 1 to {@value #MAX_TASKS}
     * @throws IllegalArgumentException for a proposal that has objections, and for another count
     */
    public FalloutBatch(String id, Proposal proposal, int taskCount, String by, Instant now) {
        super(proposal.decision().needsSecondPerson(), proposal.reason(), by, now);
        if (!proposal.objections().isEmpty() || taskCount < 1 || taskCount > MAX_TASKS) {
            throw new IllegalArgumentException("No batch: " + proposal + " of " + taskCount);
        }
        this.id = id;
        this.decision = proposal.decision();
        this.filter = proposal.filter().isAll() ? null : proposal.filter().text();
        this.tasksPerSecond = proposal.tasksPerSecond();
        this.taskCount = taskCount;
    }

    @Override
    public void approve(String by, Instant now) {
        super.approve(by, now);
        approvedBy = by;
    }

    /** How its tasks are resolved. */
    public FalloutResolution resolution() {
        return new FalloutResolution(
                decision,
                Optional.ofNullable(approvedBy).orElse(createdBy()),
                reason(),
                Optional.of(id),
                approvedBy().map(approver -> createdBy()));
    }

    @Override
    public String id() {
        return id;
    }

    public FalloutDecision decision() {
        return decision;
    }

    /** As {@link FalloutFilter#text} wrote it; empty for all that were open. */
    public String filter() {
        return filter == null ? "" : filter;
    }

    @Override
    public int aSecond() {
        return tasksPerSecond;
    }

    public int taskCount() {
        return taskCount;
    }

    /** Login of the second person; empty for what needs none, and while he is waited for. */
    public Optional<String> approvedBy() {
        return Optional.ofNullable(approvedBy);
    }
}
