package dialtone.base.console;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * A moment on a page: the server writes UTC, the page's script turns it into the reader's own zone.
 *
 * @param at empty when it has not happened
 */
public record When(Optional<Instant> at) {
    private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern(
                    "dd MMM uuuu HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    public static When of(Instant at) {
        return new When(Optional.of(at));
    }

    public boolean known() {
        return at.isPresent();
    }

    /** For the datetime attribute; empty when it has not happened. */
    public String iso() {
        return at.map(instant -> instant.truncatedTo(ChronoUnit.MILLIS).toString())
                .orElse("");
    }

    /** {@code 24 Nov 2026 13:05:09 UTC}; empty when it has not happened. */
    public String text() {
        return at.map(TEXT::format).orElse("");
    }
}
