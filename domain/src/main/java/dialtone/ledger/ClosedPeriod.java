package dialtone.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A time of the books, from the end of the closed one before it, that nothing is booked into any more.
 *
 * @param until   first day that is open, UTC
 * @param entries within the period, when it was closed
 * @param debits  sum of what they debited, of all currencies: not an amount of money, but different when one is changed
 * @param intact  whether there are still the same entries
 */
public record ClosedPeriod(
        LocalDate until, String closedBy, Instant closedAt, long entries, BigDecimal debits, boolean intact) {}
