package dialtone.rating;

import dialtone.catalog.BillingPeriod;
import dialtone.catalog.RecurringTerms.Alignment;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;

/**
 * The periods of a recurring price one after another, without gap or overlap, counted from any of them: cycle 0 is the one that the
 * anchor lies in.
 *
 * <p>Counted from the anchor itself, and never from the cycle before, so that a day that a month does not have comes back: from
 * 2027-01-31 by the month the cycles begin on 01-31, 02-28, 03-31, 04-30. Calendar quarters from day 31 begin on 01-31, 04-30, 07-31, 10-31.
 * Calendar weeks begin on Mondays (ISO 8601).
 *
 * @param anchor a day that periods are counted from: an anniversary's begin on it
 */
record BillingCycles(BillingPeriod period, Alignment alignment, LocalDate anchor) {

    /** The first day of a cycle. */
    LocalDate start(long cycle) {
        if (alignment.anniversary()) {
            return anchor.plus(period.times(cycle));
        }
        if (period.months() == 0) {
            return calendarStart(anchor).plus(period.times(cycle));
        }
        return onTheDay(YearMonth.from(calendarStart(anchor)).plusMonths(period.months() * cycle));
    }

    ChargePeriod cycle(long number) {
        return new ChargePeriod(start(number), start(number + 1));
    }

    /** The number of the cycle that a day lies in; negative before the anchor's. */
    long numberOf(LocalDate day) {
        long number = period.months() == 0
                ? Math.floorDiv(ChronoUnit.DAYS.between(start(0), day), period.days())
                : Math.floorDiv(
                        ChronoUnit.MONTHS.between(YearMonth.from(start(0)), YearMonth.from(day)), period.months());
        // by months alone it may be one too late: the cycle of 2027-02-15 begins in the month before
        return start(number).isAfter(day) ? number - 1 : number;
    }

    /** Where the calendar's period begins that a day lies in. */
    private LocalDate calendarStart(LocalDate day) {
        if (period.months() == 0) {
            return period.unit() == BillingPeriod.Unit.WEEK ? day.with(DayOfWeek.MONDAY) : day;
        }
        YearMonth month = YearMonth.from(day);
        YearMonth first = month.minusMonths((month.getMonthValue() - 1) % period.months());
        return onTheDay(first).isAfter(day) ? onTheDay(first.minusMonths(period.months())) : onTheDay(first);
    }

    private LocalDate onTheDay(YearMonth month) {
        return month.atDay(Math.min(alignment.day(), month.lengthOfMonth()));
    }
}
