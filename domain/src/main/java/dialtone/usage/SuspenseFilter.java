package dialtone.usage;

import java.time.Instant;
import java.util.Optional;

/**
 * Which suspended records are meant: those that fit all that is said.
 *
 * @param suspendedBefore those that wait since earlier than this, so that who decides about what he was shown decides about no later ones
 */
public record SuspenseFilter(
        Optional<Suspension> reason,
        Optional<String> source,
        Optional<Long> fileId,
        Optional<String> msisdn,
        Optional<Instant> suspendedBefore) {

    public static final SuspenseFilter ALL =
            new SuspenseFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Since whenever they wait. */
    public SuspenseFilter(
            Optional<Suspension> reason, Optional<String> source, Optional<Long> fileId, Optional<String> msisdn) {
        this(reason, source, fileId, msisdn, Optional.empty());
    }

    public SuspenseFilter before(Instant instant) {
        return new SuspenseFilter(reason, source, fileId, msisdn, Optional.of(instant));
    }

    /** Whether it leaves nothing out but by time. */
    public boolean meansAll() {
        return reason.isEmpty() && source.isEmpty() && fileId.isEmpty() && msisdn.isEmpty();
    }
}
