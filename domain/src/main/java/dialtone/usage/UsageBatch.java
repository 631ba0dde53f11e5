package dialtone.usage;

import java.util.List;

/**
 * Some lines of a usage file in a row, taken in one transaction.
 *
 * @param fileId    of the register
 * @param firstLine number of the first line, the header being line 1
 * @param lines     how many lines of the file it covers, blank ones included
 * @param events    the records among them, in the file's order; all of one source
 * @param rejects   the lines that are none
 */
public record UsageBatch(long fileId, long firstLine, int lines, List<UsageEvent> events, List<UsageReject> rejects) {

    /**
     * Large enough that a batch's own statements and the counters of its numbers do not count, small enough that a batch fails and
     * is repeated within a second, and that its postings fit into one journal entry.
     */
    public static final int MAX_LINES = 10_000;

    public UsageBatch {
        events = List.copyOf(events);
        rejects = List.copyOf(rejects);
        if (lines > MAX_LINES || events.size() + rejects.size() > lines) {
            throw new IllegalArgumentException("A batch has at most " + MAX_LINES + " lines");
        }
    }

    /** First line of what follows. */
    public long nextLine() {
        return firstLine + lines;
    }
}
