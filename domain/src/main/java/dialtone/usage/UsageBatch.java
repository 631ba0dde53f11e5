package dialtone.usage;

import java.util.List;
import java.util.stream.Stream;

/**
 * Some lines of a usage file in a row, taken in one transaction.
 *
 * @param fileId    of the register
 * @param firstLine number of the first line, the header being line 1
 * @param lines     how many lines of the file it covers, blank ones included
 * @param events    the records among them that are each by itself, in the file's order; all of one source
 * @param parts     those that are parts of a session, likewise
 * @param rejects   the lines that are none
 */
public record UsageBatch(
        long fileId,
        long firstLine,
        int lines,
        List<UsageEvent> events,
        List<PartialRecord> parts,
        List<UsageReject> rejects) {

    /**
     * Large enough that a batch's own statements and the counters of its numbers do not count, small enough that a batch fails and
     * is repeated within a second, and that its postings fit into one journal entry.
     */
    public static final int MAX_LINES = 10_000;

    public UsageBatch {
        events = List.copyOf(events);
        parts = List.copyOf(parts);
        rejects = List.copyOf(rejects);
        if (lines > MAX_LINES || events.size() + parts.size() + rejects.size() > lines) {
            throw new IllegalArgumentException("A batch has at most " + MAX_LINES + " lines");
        }
    }

    /** Without parts of sessions. */
    public UsageBatch(long fileId, long firstLine, int lines, List<UsageEvent> events, List<UsageReject> rejects) {
        this(fileId, firstLine, lines, events, List.of(), rejects);
    }

    /** All records among the lines, parts of sessions too. */
    public List<UsageEvent> records() {
        return parts.isEmpty()
                ? events
                : Stream.concat(events.stream(), parts.stream().map(PartialRecord::event))
                        .toList();
    }

    /** First line of what follows. */
    public long nextLine() {
        return firstLine + lines;
    }
}
