package dialtone.invoice.tmf;

import dialtone.usage.RecordKey;
import dialtone.usage.SuspenseResult;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of suspended records: {@code taken = rated + duplicate + refused + suspended}.
 *
 * @param more whether the filter means further ones, to be asked for again
 * @param next behind which to go on when they are tried again; absent without more
 */
public record SuspenseResultView(
        long taken,
        long rated,
        long duplicate,
        long refused,
        long suspended,
        boolean more,
        @Nullable String next) {
    static SuspenseResultView of(SuspenseResult result) {
        return of(result, Optional.empty());
    }

    static SuspenseResultView of(SuspenseResult result, Optional<RecordKey> last) {
        return new SuspenseResultView(
                result.taken(),
                result.rated(),
                result.duplicate(),
                result.refused(),
                result.suspended(),
                result.more(),
                last.map(RecordKey::text).orElse(null));
    }
}
