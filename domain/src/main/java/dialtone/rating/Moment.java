package dialtone.rating;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * When something begins or ends to be charged.
 *
 * @param day in the billing account's zone; what goes by days goes by it
 * @param at  within that day; what goes by seconds goes by it
 */
record Moment(LocalDate day, Instant at) {

    /** The midnight that a day begins with, or the first time of it where the clock leaves midnight out. */
    static Moment midnight(LocalDate day, ZoneId zone) {
        return new Moment(day, day.atStartOfDay(zone).toInstant());
    }

    /** Whether some of its day is over. */
    boolean isWithinDay(ZoneId zone) {
        return at.isAfter(midnight(day, zone).at);
    }

    boolean isBefore(Moment other) {
        return at.isBefore(other.at);
    }

    static Moment earlier(Moment one, Moment other) {
        return other.isBefore(one) ? other : one;
    }

    static Moment later(Moment one, Moment other) {
        return one.isBefore(other) ? other : one;
    }
}
