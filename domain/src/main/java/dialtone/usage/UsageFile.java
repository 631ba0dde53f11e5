package dialtone.usage;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A usage file as the register knows it. The same bytes under another name are the same file, unless nothing of it was a record by the layout that
 * it was read by.
 *
 * @param checksum    SHA-256 of the bytes, 64 hexadecimal digits
 * @param source      whose sequence numbers it holds, see {@link #sourceOf}
 * @param completedAt empty while it is being taken
 * @param layout      how it is written, by name
 * @param nextLine    first line, or record of a file that is no lines, that is not taken yet
 * @param joined      of its rated records those that were rated as a part of a session under its first part, and have no charge of their own
 * @param failure     why it cannot be taken at all; empty otherwise
 */
public record UsageFile(
        long id,
        String name,
        String checksum,
        String source,
        String layout,
        Delivery delivery,
        Instant receivedAt,
        Optional<Instant> completedAt,
        State state,
        long nextLine,
        UsageCounts counts,
        long joined,
        String failure) {

    public static final int MAX_NAME = 255;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    public enum State {
        /** Being taken, or broken off by a crash: it goes on where it stopped when it is delivered again. */
        IN_PROGRESS,
        COMPLETED,
        /** No usage file, such as one without the header. */
        REFUSED
    }

    /** Whether somebody who sends a file may call it that: 1 to 100 letters, digits, dots, dashes and underscores, and no dot or dash at its beginning. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether nothing of it was a record, so that it may have been read by the wrong layout. */
    public boolean hadNoRecord() {
        return state != State.IN_PROGRESS && counts.rated() + counts.duplicate() + counts.suspended() == 0;
    }

    /**
     * The name of a file up to its first underscore, or else up to its last dot: {@code msc1_20261125.csv} and
     * {@code msc1_20261126.csv} hold records of {@code msc1}, {@code usage.csv} of {@code usage}.
     */
    public static String sourceOf(String name) {
        int end = name.indexOf('_');
        if (end <= 0) {
            end = name.lastIndexOf('.');
        }
        String source = end <= 0 ? name : name.substring(0, end);
        return source.length() <= UsageEvent.MAX_SOURCE ? source : source.substring(0, UsageEvent.MAX_SOURCE);
    }
}
