package dialtone.usage;

import dialtone.catalog.UsageType;
import dialtone.usage.UsageReject.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The layout of a usage file: text in UTF-8, one record a line, fields separated by commas, no quoting, the header line first.
 *
 * <pre>
 * sequence,type,msisdn,startedAt,quantity,peer
 * 1,VOICE,491510000001,2026-11-25T09:15:00Z,61,4930123456
 * 2,SMS,491510000001,2026-11-25T09:20:00Z,1,491520000009
 * 3,DATA,491510000001,2026-11-25T10:00:00Z,52428800,internet
 * </pre>
 *
 * {@code quantity} is in seconds, messages or bytes; {@code startedAt} an instant in ISO 8601; {@code peer} may be empty; an MSISDN
 * has 6 to 15 digits and may begin with a plus sign. Spaces around a field do not count.
 */
public final class UsageCsv {

    public static final String HEADER = "sequence,type,msisdn,startedAt,quantity,peer";

    /** Longer than any record of ours; a file without line ends is not read into memory. */
    public static final int MAX_LINE = 2000;

    private static final int FIELDS = 6;
    private static final Pattern MSISDN = Pattern.compile("\\+?[1-9][0-9]{5,14}");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");
    /** Instants of other centuries are slips of the pen, and beyond what the table's type holds. */
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private static final String PLAIN_INSTANT = "dddd-dd-ddTdd:dd:ddZ";

    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private UsageCsv() {}

    /** What a line is. */
    public sealed interface Line {
        record Event(UsageEvent event) implements Line {}

        record Rejected(UsageReject reject) implements Line {}
    }

    /** Whether this is the line a usage file begins with; a byte order mark before it does not count. */
    public static boolean isHeader(String line) {
        String text = line.startsWith("\uFEFF") ? line.substring(1) : line;
        return text.replace(" ", "").equalsIgnoreCase(HEADER);
    }

    public static Line parse(String source, long lineNumber, String line) {
        String[] fields = line.split(",", -1);
        if (line.length() > MAX_LINE) {
            return rejected(
                    lineNumber, line, Reason.LINE_TOO_LONG, "The line has more than " + MAX_LINE + " characters");
        }
        if (fields.length != FIELDS) {
            return rejected(
                    lineNumber, line, Reason.FIELD_COUNT, FIELDS + " fields expected, " + fields.length + " found");
        }
        Arrays.setAll(fields, i -> fields[i].strip());
        Optional<UsageType> type = typeOf(fields[1]);
        Optional<Instant> startedAt = instantOf(fields[3]);
        if (!DIGITS.matcher(fields[0]).matches()) {
            return rejected(lineNumber, line, Reason.SEQUENCE_INVALID, "Not a sequence number: " + fields[0]);
        }
        if (type.isEmpty()) {
            return rejected(lineNumber, line, Reason.TYPE_UNKNOWN, "Not VOICE, SMS or DATA: " + fields[1]);
        }
        if (!MSISDN.matcher(fields[2]).matches()) {
            return rejected(lineNumber, line, Reason.MSISDN_INVALID, "Not an international number: " + fields[2]);
        }
        if (startedAt.isEmpty()) {
            return rejected(
                    lineNumber,
                    line,
                    Reason.STARTED_AT_INVALID,
                    "Not an instant such as 2026-11-25T09:15:00Z: " + fields[3]);
        }
        if (!DIGITS.matcher(fields[4]).matches() || Long.parseLong(fields[4]) > UsageEvent.MAX_QUANTITY) {
            return rejected(
                    lineNumber,
                    line,
                    Reason.QUANTITY_INVALID,
                    "Not a whole number from 0 to " + UsageEvent.MAX_QUANTITY + ": " + fields[4]);
        }
        if (fields[5].length() > UsageEvent.MAX_PEER) {
            return rejected(
                    lineNumber, line, Reason.PEER_INVALID, "Peer longer than " + UsageEvent.MAX_PEER + " characters");
        }
        return new Line.Event(new UsageEvent(
                source,
                Long.parseLong(fields[0]),
                type.get(),
                fields[2].startsWith("+") ? fields[2].substring(1) : fields[2],
                startedAt.get(),
                Long.parseLong(fields[4]),
                fields[5]));
    }

    private static Line rejected(long lineNumber, String line, Reason reason, String message) {
        return new Line.Rejected(new UsageReject(lineNumber, reason, message, line));
    }

    private static Optional<UsageType> typeOf(String text) {
        return Arrays.stream(UsageType.values())
                .filter(type -> type.name().equals(text))
                .findFirst();
    }

    private static Optional<Instant> instantOf(String text) {
        try {
            Instant instant = isPlain(text) ? plainInstant(text) : Instant.parse(text);
            return instant.isBefore(EARLIEST) || instant.isAfter(LATEST) ? Optional.empty() : Optional.of(instant);
        } catch (DateTimeException notAnInstant) {
            return Optional.empty();
        }
    }

    /** Whether it reads {@code dddd-dd-ddTdd:dd:ddZ}, as nearly every instant does; of others the platform's parser decides. */
    private static boolean isPlain(String text) {
        if (text.length() != PLAIN_INSTANT.length()) {
            return false;
        }
        for (int i = 0; i < PLAIN_INSTANT.length(); i++) {
            char c = text.charAt(i);
            char expected = PLAIN_INSTANT.charAt(i);
            if (expected == 'd' ? c < '0' || c > '9' : c != expected) {
                return false;
            }
        }
        return number(text, 11) < 24; // 24:00:00 is an instant too
    }

    /** The platform's parser takes as long as all else of reading a line. */
    private static Instant plainInstant(String text) {
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
