package dialtone.usage;

import java.util.Optional;

/** Which suspended records are meant: those that fit all that is said. */
public record SuspenseFilter(
        Optional<Suspension> reason, Optional<String> source, Optional<Long> fileId, Optional<String> msisdn) {

    public static final SuspenseFilter ALL =
            new SuspenseFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
