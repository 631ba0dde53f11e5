package dialtone.spending;

import dialtone.base.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * How far a line, or an account, is with a limit in a bill cycle.
 *
 * @param msisdn  empty for a limit of the account
 * @param cycle   its first day
 * @param most    what may be spent; empty when there is no limit
 * @param spent   net of tax
 * @param held    records of its numbers that wait for a limit, of whichever cycle
 * @param notices what the customer was told, in that order
 */
public record SpendingStanding(
        SpendingLimit limit,
        Optional<String> msisdn,
        LocalDate cycle,
        Optional<Money> most,
        Money spent,
        long held,
        List<Told> notices) {

    public SpendingStanding {
        notices = List.copyOf(notices);
    }

    /**
     * That so much of a limit was reached.
     *
     * @param most   what the limit was then
     * @param spent  so far, then
     * @param mailed whether a mail has gone out, where one was to
     */
    public record Told(int percent, Money most, Money spent, Instant at, boolean mailed) {}

    /** What is left of it, nothing where more was spent; empty when there is no limit. */
    public Optional<Money> left() {
        return most.map(limited -> limited.minus(spent))
                .map(money -> money.isNegative() ? Money.zero(money.currency()) : money);
    }
}
