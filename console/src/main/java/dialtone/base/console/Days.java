package dialtone.base.console;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Days as the console writes them. */
public final class Days {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    private Days() {}

    /** {@code 27 Nov 2026}. */
    public static String text(LocalDate day) {
        return DAY.format(day);
    }
}
