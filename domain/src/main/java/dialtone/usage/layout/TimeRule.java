package dialtone.usage.layout;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;

/** How a source writes a moment. */
public sealed interface TimeRule {

    /** @throws DateTimeException if it is none */
    Instant at(String text);

    /** Instants of other centuries are slips of the pen, and beyond what the table's type holds. */
    Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    /** @return empty for what is no moment of this century */
    default Optional<Instant> instant(String text) {
        try {
            Instant instant = at(text);
            return instant.isBefore(EARLIEST) || instant.isAfter(LATEST) ? Optional.empty() : Optional.of(instant);
        } catch (DateTimeException | ArithmeticException | NumberFormatException noMoment) {
            return Optional.empty();
        }
    }

    /** Such as a person would write it, for refusals. */
    String example();

    /** {@code 2026-11-25T09:15:00Z}, or with an offset in place of the Z (ISO 8601). */
    record Iso() implements TimeRule {

        private static final String PLAIN = "dddd-dd-ddTdd:dd:ddZ";

        @Override
        public Instant at(String text) {
            return isPlain(text) ? plain(text) : Instant.parse(text);
        }

        @Override
        public String example() {
            return "an instant such as 2026-11-25T09:15:00Z";
        }

        /** Whether it reads {@code dddd-dd-ddTdd:dd:ddZ}, as nearly every instant does; of others the platform's parser decides. */
        private static boolean isPlain(String text) {
            if (text.length() != PLAIN.length()) {
                return false;
            }
            for (int i = 0; i < PLAIN.length(); i++) {
                char c = text.charAt(i);
                char expected = PLAIN.charAt(i);
                if (expected == 'd' ? c < '0' || c > '9' : c != expected) {
                    return false;
                }
            }
            return number(text, 11) < 24; // 24:00:00 is an instant too
        }

        /** The platform's parser takes as long as all else of reading a line. */
        private static Instant plain(String text) {
            return LocalDateTime.of(
                            100 * number(text, 0) + number(text, 2),
                            number(text, 5),
                            number(text, 8),
                            number(text, 11),
                            number(text, 14),
                            number(text, 17))
                    .toInstant(ZoneOffset.UTC);
        }

        /** Of two digits. */
        private static int number(String text, int from) {
            return 10 * (text.charAt(from) - '0') + text.charAt(from + 1) - '0';
        }
    }

    /**
     * By the clock on the source's wall. Of the hour that comes twice when the clock is put back it is the first one; a moment of the hour that
     * does not come is none.
     */
    record Local(DateTimeFormatter pattern, String written, ZoneId zone) implements TimeRule {
        @Override
        public Instant at(String text) {
            LocalDateTime local = LocalDateTime.parse(text, pattern);
            ZoneRules rules = zone.getRules();
            List<ZoneOffset> offsets = rules.getValidOffsets(local);
            if (offsets.isEmpty()) {
                throw new DateTimeException("The clock in " + zone + " was put forward over " + text);
            }
            return local.toInstant(offsets.getFirst());
        }

        @Override
        public String example() {
            return "a moment written " + written;
        }
    }

    /** With an offset from UTC in it, such as {@code 261125101500+0100} (3GPP TS 32.298, TimeStamp). */
    record WithOffset(DateTimeFormatter pattern, String written) implements TimeRule {
        @Override
        public Instant at(String text) {
            return Instant.from(pattern.parse(text));
        }

        @Override
        public String example() {
            return "a moment written " + written;
        }
    }

    /** Seconds or milliseconds since 1970 (POSIX). */
    record Epoch(boolean millis) implements TimeRule {
        @Override
        public Instant at(String text) {
            long since = Long.parseLong(text);
            return millis ? Instant.ofEpochMilli(since) : Instant.ofEpochSecond(since);
        }

        @Override
        public String example() {
            return millis ? "milliseconds since 1970" : "seconds since 1970";
        }
    }
}
