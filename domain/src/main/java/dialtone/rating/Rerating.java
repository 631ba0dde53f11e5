package dialtone.rating;

import dialtone.base.Money;
import dialtone.catalog.OfferingId;
import dialtone.party.BillingAccountId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Use of a period that is rated again by a corrected price: it is calculated first, and posted when a second person has approved what it comes to.
 *
 * @param offering  whose price it is
 * @param version   of the catalogue that has the right price
 * @param period    bill cycles, from the first day of one to the first day of another one
 * @param account   the one account that it is for; empty for all
 * @param decidedBy empty while nobody has decided
 */
public record Rerating(
        long id,
        OfferingId offering,
        String priceId,
        String version,
        ChargePeriod period,
        Optional<BillingAccountId> account,
        String reason,
        State state,
        String askedBy,
        Instant askedAt,
        Optional<String> decidedBy,
        Optional<Instant> decidedAt) {

    public enum State {
        /** What it would come to is being calculated; nothing is posted. */
        CALCULATING,
        /** Waits for a second person. */
        CALCULATED,
        /** Is being posted. */
        POSTING,
        COMPLETED,
        DECLINED
    }

    public enum NumberState {
        WAITING,
        CALCULATED,
        POSTED,
        /** Nothing of the number is rated again, and why. */
        REFUSED
    }

    /**
     * How far it is.
     *
     * @param numbers how many are in each state
     * @param before  what the price charged in the period, of the numbers that are calculated or posted; by currency there is one
     * @param after   what it charges by the corrected one
     */
    public record Progress(Map<NumberState, Long> numbers, Optional<Money> before, Optional<Money> after) {

        public Progress {
            numbers = Map.copyOf(numbers);
        }

        public long of(NumberState state) {
            return numbers.getOrDefault(state, 0L);
        }

        public long total() {
            return numbers.values().stream().mapToLong(Long::longValue).sum();
        }

        /** Negative: the customers get something back. Empty while nothing is calculated. */
        public Optional<Money> difference() {
            return before.flatMap(old -> after.map(anew -> anew.minus(old)));
        }
    }

    /** With how far it is. */
    public record Standing(Rerating rerating, Progress progress) {}

    /**
     * A number of it.
     *
     * @param reason why it is refused; empty for others
     * @param before what the price charged; empty while it is not calculated
     */
    public record OfNumber(
            long numberAccountId,
            String msisdn,
            BillingAccountId account,
            NumberState state,
            String reason,
            Optional<Money> before,
            Optional<Money> after) {}
}
