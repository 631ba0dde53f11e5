package dialtone.order.console;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.order.OrderDetails;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;

/**
 * From when an order about a line is to count, as a dialog asks for it.
 *
 * @param from {@value #AT_ONCE}, {@value #NEXT_MONTH} or {@value #ON_DATE}
 * @param date of the last one, as a browser sends it: {@code 2026-12-24}
 */
record StartChoice(String from, String date) {

    static final String AT_ONCE = "at-once";

    /** When the month is over: a bill cycle is a calendar month of the account. */
    static final String NEXT_MONTH = "next-month";

    static final String ON_DATE = "on-date";

    /**
     * When the order is to begin: the midnight that begins a day of the account's, or no time at all for now.
     *
     * <p>Rejection: {@code DATE_MISSING}, field {@code date}. Whether a day is too late is said by the order's own checks.
     *
     * @param zone of the account
     */
    Outcome<OrderDetails> details(ZoneId zone, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        return switch (from) {
            case NEXT_MONTH ->
                Outcome.accepted(starting(YearMonth.from(today).plusMonths(1).atDay(1), zone));
            case ON_DATE -> onDate(today, zone);
            default -> Outcome.accepted(OrderDetails.NONE);
        };
    }

    private Outcome<OrderDetails> onDate(LocalDate today, ZoneId zone) {
        try {
            LocalDate day = LocalDate.parse(date);
            return day.isAfter(today)
                    ? Outcome.accepted(starting(day, zone))
                    : Outcome.rejected(Rejection.at("date", "DATE_MISSING", "Choose a day that is still to come."));
        } catch (DateTimeParseException none) {
            return Outcome.rejected(Rejection.at("date", "DATE_MISSING", "Choose the day."));
        }
    }

    private static OrderDetails starting(LocalDate day, ZoneId zone) {
        return OrderDetails.startingAt(day.atStartOfDay(zone).toInstant());
    }
}
