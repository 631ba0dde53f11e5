package dialtone.base;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

/** Days and months that people and programs ask for. */
public final class Days {

    /** Nothing of this house is older. */
    public static final int FIRST_YEAR = 1970;

    /** Dates of the tables end here, and {@link LocalDate} reads far later ones. */
    public static final int LAST_YEAR = 9999;

    private Days() {}

    /**
     * A day written like {@code 2026-12-01}.
     *
     * @return empty for what is no day, or one of another year than {@value #FIRST_YEAR} to {@value #LAST_YEAR}
     */
    public static Optional<LocalDate> parse(String text) {
        try {
            return Optional.of(LocalDate.parse(text)).filter(day -> isYear(day.getYear()));
        } catch (DateTimeException notADay) {
            return Optional.empty();
        }
    }

    /** A month written like {@code 2026-12}; empty as of {@link #parse}. */
    public static Optional<YearMonth> month(String text) {
        try {
            return Optional.of(YearMonth.parse(text)).filter(month -> isYear(month.getYear()));
        } catch (DateTimeException notAMonth) {
            return Optional.empty();
        }
    }

    public static boolean isYear(int year) {
        return year >= FIRST_YEAR && year <= LAST_YEAR;
    }
}
