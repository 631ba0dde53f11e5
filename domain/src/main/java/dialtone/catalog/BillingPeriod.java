package dialtone.catalog;

import java.time.Period;
import java.util.Locale;

/**
 * How long a recurring price pays for: {@code 1 month}, {@code 2 week}.
 *
 * @param count 1 to {@value #MAX_COUNT}
 */
public record BillingPeriod(int count, Unit unit) {

    /** Nobody bills more seldom than every hundredth day, week, month or year. */
    public static final int MAX_COUNT = 100;

    public static final BillingPeriod MONTH = new BillingPeriod(1, Unit.MONTH);

    public enum Unit {
        DAY(0, 1),
        WEEK(0, 7),
        MONTH(1, 0),
        QUARTER(3, 0),
        HALF_YEAR(6, 0),
        YEAR(12, 0);

        private final int months;
        private final int days;

        Unit(int months, int days) {
            this.months = months;
            this.days = days;
        }

        /** As catalogue files write it: {@code half-year}. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public BillingPeriod {
        if (count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException("a billing period has 1 to " + MAX_COUNT + " units, not " + count);
        }
    }

    /** Months of it; 0 where it is days. */
    public int months() {
        return count * unit.months;
    }

    /** Days of it; 0 where it is months. */
    public int days() {
        return count * unit.days;
    }

    /** Of that many of them, from the day they are counted from: months keep their day, and fall back to a month's last one. */
    public Period times(long periods) {
        return Period.of(0, Math.toIntExact(months() * periods), Math.toIntExact(days() * periods));
    }

    /**
     * Whether the calendar has it: days and weeks one by one, months as parts of a year, and single years. Every five months begin
     * nowhere in a calendar.
     */
    public boolean isOfTheCalendar() {
        return months() == 0 ? count == 1 : 12 % months() == 0;
    }

    /** {@code month}, {@code 2 weeks}. */
    public String words() {
        return count == 1 ? unit.wire() : count + " " + unit.wire() + "s";
    }

    /** {@code 1 month}. */
    String text() {
        return count + " " + unit.wire();
    }

    /** @throws IllegalArgumentException if it is none */
    public static BillingPeriod parse(String text) {
        String[] parts = text.split(" ", 2);
        String unit = parts[parts.length - 1];
        for (Unit known : Unit.values()) {
            if (known.wire().equals(unit) && (parts.length == 1 || parts[0].matches("[1-9][0-9]{0,2}"))) {
                return new BillingPeriod(parts.length == 1 ? 1 : Integer.parseInt(parts[0]), known);
            }
        }
        throw new IllegalArgumentException(
                "a period is day, week, month, quarter, half-year or year, or some of them as in" + " \"2 week\", not "
                        + text);
    }
}
