package dialtone.ledger;

import dialtone.base.Money;
import java.time.Duration;

/**
 * How a billing account stands with us.
 *
 * @param overdue what it owes since longer than {@link #OVERDUE_AFTER}, less all that was paid or credited; of what was booked since
 *                payments are; never negative, and zero when they are not
 * @param deposit what it has left with us as a security; never negative
 */
public record AccountStanding(Money overdue, Money deposit) {

    /** A month's charges are invoiced at its end and due a few weeks later. */
    public static final Duration OVERDUE_AFTER = Duration.ofDays(60);
}
