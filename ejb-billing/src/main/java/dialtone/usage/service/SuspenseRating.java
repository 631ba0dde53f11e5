package dialtone.usage.service;

import dialtone.ledger.JournalEntry;
import dialtone.ledger.service.Journal;
import dialtone.usage.PartEntry;
import dialtone.usage.SuspendedUsage;
import dialtone.usage.Suspension;
import dialtone.usage.UsageEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rates suspended records, whoever asks for it; those that cannot be rated stay with the reason that there is now. Parts of a session are rated as one
 * record, which has the key and the file of the first part, see {@link WaitingSessions}.
 */
final class SuspenseRating {

    private SuspenseRating() {}

    /**
     * What became of them.
     *
     * @param rated      those that left suspense and are charged, each part of a session by itself
     * @param duplicates those that left it, because they tell what another part had told
     * @param still      those that stay, with the reason
     */
    record Recycled(
            List<SuspendedUsage> rated, List<SuspendedUsage> duplicates, Map<SuspendedUsage, Suspension> still) {}

    /**
     * @param waiting  read after the rows of their files were locked; of a session all that {@link WaitingSessions#whole} names
     * @param byPerson see {@link WaitingSessions#of}
     */
    static Recycled rate(
            Connection connection, UsageRating rating, List<SuspendedUsage> waiting, Instant now, boolean byPerson)
            throws SQLException {
        WaitingSessions sessions = WaitingSessions.of(connection, waiting, now, byPerson);
        UsageRecords records =
                new UsageRecords(event -> sessions.recordsOf(event).getFirst().fileId(), now);
        // rating locks the numbers, which whoever brings a line back locks before he touches its suspense
        List<JournalEntry.Charge> charges = rating.rate(connection, sessions.events(), records);
        Map<SuspendedUsage, Suspension> still = new LinkedHashMap<>(sessions.waitingOn());
        records.suspendedReasons()
                .forEach((event, reason) -> sessions.recordsOf(event).forEach(record -> still.put(record, reason)));
        SuspenseRows.decide(connection, still);
        List<SuspendedUsage> rated = leave(connection, sessions, records);
        records.storeRated(connection);
        post(connection, records.ratedEvents(), charges, now);
        return new Recycled(rated, sessions.duplicates(), still);
    }

    /** @return those that are rated */
    private static List<SuspendedUsage> leave(Connection connection, WaitingSessions sessions, UsageRecords records)
            throws SQLException {
        List<SuspendedUsage> rated = new ArrayList<>();
        List<SuspendedUsage> joined = new ArrayList<>();
        Map<SuspendedUsage, Long> wholes = new LinkedHashMap<>();
        for (UsageEvent event : records.ratedEvents()) {
            List<SuspendedUsage> parts = sessions.recordsOf(event);
            rated.addAll(parts);
            joined.addAll(parts.subList(1, parts.size()));
            parts.stream().filter(sessions::isSession).forEach(part -> wholes.put(part, event.sequence()));
        }
        SuspenseRows.delete(connection, rated);
        SuspenseRows.delete(connection, sessions.duplicates());
        UsageRegister.rateSuspended(connection, SuspenseRows.byFile(rated));
        UsageRegister.join(connection, SuspenseRows.byFile(joined));
        UsageRegister.dropSuspended(connection, SuspenseRows.byFile(sessions.duplicates()));
        UsageParts.mark(connection, sessions.overdue(), PartEntry.State.OVERDUE);
        UsageParts.mark(connection, sessions.unfit(), PartEntry.State.UNFIT);
        UsageParts.mark(connection, sessions.duplicates(), PartEntry.State.DUPLICATE);
        UsageParts.join(connection, wholes);
        return rated;
    }

    /** The first record names the cause: it leaves suspense once. */
    private static void post(
            Connection connection, List<UsageEvent> rated, List<JournalEntry.Charge> charges, Instant now)
            throws SQLException {
        Journal.append(connection, charges, postings -> {
            UsageEvent first = rated.getFirst();
            return new JournalEntry(
                    "suspense:" + first.source() + ":" + first.sequence(),
                    "Usage out of suspense: " + rated.size() + " records from " + first.sequence() + " of "
                            + first.source(),
                    now,
                    postings);
        });
    }
}
