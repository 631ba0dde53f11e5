package dialtone.rating;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;

/**
 * The days a charge is for, half-open: {@code [from, to)}. November 2026 is {@code [2026-11-01, 2026-12-01)}, and what is
 * active from the 25th to the end of it has the six days {@code [2026-11-25, 2026-12-01)}.
 *
 * @param from first day, in the billing account's zone
 * @param to   first day that no longer belongs to it
 */
public record ChargePeriod(LocalDate from, LocalDate to) {

    /** @throws IllegalArgumentException if it has no day */
    public ChargePeriod {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("A period has a day at least: [" + from + ", " + to + ")");
        }
    }

    /** The bill cycle of a calendar month. */
    public static ChargePeriod month(YearMonth month) {
        return new ChargePeriod(month.atDay(1), month.plusMonths(1).atDay(1));
    }

    /** Whether it is the midnight with which a bill cycle begins, in the account's zone. */
    public static boolean beginsMonth(LocalDateTime at) {
        return at.equals(at.toLocalDate().withDayOfMonth(1).atStartOfDay());
    }

    /** One day, for what happens once. */
    public static ChargePeriod day(LocalDate day) {
        return new ChargePeriod(day, day.plusDays(1));
    }

    public long days() {
        return ChronoUnit.DAYS.between(from, to);
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(from) && day.isBefore(to);
    }

    public boolean encloses(ChargePeriod other) {
        return !other.from.isBefore(from) && !other.to.isAfter(to);
    }

    /** {@code 2026-11} for a month of the calendar, {@code 2026-12-03} for a day, else the first and the last day. */
    public String name() {
        return equals(month(YearMonth.from(from)))
                ? YearMonth.from(from).toString()
                : days() == 1 ? from.toString() : from + " to " + to.minusDays(1);
    }

    @Override
    public String toString() {
        return "[" + from + ", " + to + ")";
    }
}
