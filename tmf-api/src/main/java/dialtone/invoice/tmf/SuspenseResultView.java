package dialtone.invoice.tmf;

import dialtone.usage.SuspenseResult;

/**
 * What became of suspended records: {@code taken = rated + refused + suspended}.
 *
 * @param more whether the filter means further ones, to be asked for again
 */
public record SuspenseResultView(long taken, long rated, long refused, long suspended, boolean more) {
    static SuspenseResultView of(SuspenseResult result) {
        return new SuspenseResultView(
                result.taken(), result.rated(), result.refused(), result.suspended(), result.more());
    }
}
