package dialtone.order;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What retries could not mend: an order or one of its steps waits for a person's decision. It is decided once. */
@Entity
@Table(name = "FALLOUT_TASK")
public class FalloutTask {

    /** Longest words of another system that are kept. */
    public static final int MAX_MESSAGE = 500;

    /** Longest note of the person who decides. */
    public static final int MAX_NOTE = 500;

    @Id
    @Column(name = "TASK_ID")
    private String id;

    @Embedded
    @AttributeOverride(name = "value", column = @Column(name = "ORDER_ID"))
    private OrderId order;

    @Column(name = "STEP_ID")
    private @Nullable String stepId;

    /** Of the process instance that waits for the decision. */
    @Column(name = "INSTANCE_KEY")
    private long instanceKey;

    @Column(name = "ERROR_CODE")
    private String errorCode;

    @Column(name = "ERROR_MESSAGE")
    private @Nullable String errorMessage;

    @Column(name = "OPENED_AT")
    private Instant openedAt;

    /** What is in fallout, while it is: a unique key keeps it to one open task. */
    @Column(name = "OPEN_FOR")
    private @Nullable String openFor;

    @Enumerated(EnumType.STRING)
    @Column(name = "DECISION")
    private @Nullable FalloutDecision decision;

    @Column(name = "RESOLVED_AT")
    private @Nullable Instant resolvedAt;

    @Column(name = "RESOLVED_BY")
    private @Nullable String resolvedBy;

    @Column(name = "NOTE")
    private @Nullable String note;

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
    }

    /**
     * Decides.
     *
     * @throws IllegalStateException if it is decided already
     */
    public void resolve(FalloutResolution resolution, Instant now) {
        if (!isOpen()) {
            throw new IllegalStateException("Fallout task " + id + " is decided already");
        }
        decision = resolution.decision();
        resolvedBy = resolution.by();
        note = resolution.note().isBlank() ? null : cut(resolution.note(), MAX_NOTE);
        batch = resolution.batch().orElse(null);
        resolvedAt = now;
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

    public Instant openedAt() {
        return openedAt;
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

    public String note() {
        return note == null ? "" : note;
    }

    /** Id of the batch that it was decided with; empty while it is open and when it was decided by itself. */
    public Optional<String> batch() {
        return Optional.ofNullable(batch);
    }
}
