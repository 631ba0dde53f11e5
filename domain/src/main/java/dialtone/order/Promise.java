package dialtone.order;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When an order is to be done: what was promised as it was placed, what is expected by now, and in how much jeopardy it is of being late.
 *
 * <p>Example: promised for 10:20. At 10:15 a step that is late turns it amber, expected at 10:25. When it has ended it is in no jeopardy, and what was promised
 * stays.
 */
@Embeddable
public class Promise {

    @Column(name = "PROMISED_AT")
    private @Nullable Instant promisedAt;

    @Column(name = "EXPECTED_COMPLETION_AT")
    private @Nullable Instant expectedCompletionAt;

    /** Null when the order has ended. */
    @Enumerated(EnumType.STRING)
    @Column(name = "JEOPARDY")
    private @Nullable Jeopardy jeopardy = Jeopardy.GREEN;

    /** When the order will be in more jeopardy unless something is done; an index finds those that are due. */
    @Column(name = "JEOPARDY_DUE_AT")
    private @Nullable Instant jeopardyDueAt;

    protected Promise() {}

    /** Of an order that none was given. */
    static Promise none() {
        Promise none = new Promise();
        none.jeopardy = null;
        return none;
    }

    void give(Instant completion, Punctuality punctuality) {
        promisedAt = completion;
        expectedCompletionAt = completion;
        jeopardyDueAt = punctuality.nextLook().orElse(null);
    }

    /** After an amendment: the later of what was promised before and what the plan takes now. */
    void postpone(Instant forecast) {
        if (promisedAt != null && forecast.isAfter(promisedAt)) {
            promisedAt = forecast;
            expectedCompletionAt = forecast;
        }
    }

    /** @return whether it is in more or in less jeopardy than before; only then what is expected is said anew */
    boolean follow(Punctuality punctuality) {
        jeopardyDueAt = punctuality.nextLook().orElse(null);
        if (punctuality.jeopardy() == jeopardy) {
            return false;
        }
        jeopardy = punctuality.jeopardy();
        expectedCompletionAt = punctuality.expected();
        return true;
    }

    /** What has ended is not late any more. */
    void end() {
        jeopardy = null;
        jeopardyDueAt = null;
    }

    Optional<Instant> promisedAt() {
        return Optional.ofNullable(promisedAt);
    }

    Optional<Instant> expectedCompletionAt() {
        return Optional.ofNullable(expectedCompletionAt);
    }

    Optional<Jeopardy> jeopardy() {
        return Optional.ofNullable(jeopardy);
    }

    Optional<Instant> jeopardyDueAt() {
        return Optional.ofNullable(jeopardyDueAt);
    }
}
