package dialtone.usage.service;

import dialtone.ledger.JournalEntry;
import dialtone.ledger.service.Journal;
import dialtone.usage.SuspendedUsage;
import dialtone.usage.UsageEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;

/** Rates suspended records, whoever asks for it; those that cannot be rated stay with the reason that there is now. */
final class SuspenseRating {

    private SuspenseRating() {}

    /**
     * What became of them.
     *
     * @param rated   those that left suspense
     * @param records all of them
     */
    record Recycled(List<SuspendedUsage> rated, UsageRecords records) {}

    /** @param waiting read after the rows of their files were locked */
    static Recycled rate(Connection connection, UsageRating rating, List<SuspendedUsage> waiting, Instant now)
            throws SQLException {
        IdentityHashMap<UsageEvent, SuspendedUsage> of = new IdentityHashMap<>();
        waiting.forEach(record -> of.put(record.event(), record));
        UsageRecords records = new UsageRecords(
                event -> held(of, event).fileId(), event -> held(of, event).suspendedAt());
        // rating locks the numbers, which whoever brings a line back locks before he touches its suspense
        List<JournalEntry.Charge> charges = rating.rate(
                connection, waiting.stream().map(SuspendedUsage::event).toList(), records);
        SuspenseRows.delete(connection, waiting);
        records.store(connection);
        post(connection, records.ratedEvents(), charges, now);
        List<SuspendedUsage> rated =
                records.ratedEvents().stream().map(event -> held(of, event)).toList();
        UsageRegister.rateSuspended(connection, SuspenseRows.byFile(rated));
        return new Recycled(rated, records);
    }

    private static SuspendedUsage held(IdentityHashMap<UsageEvent, SuspendedUsage> of, UsageEvent event) {
        SuspendedUsage record = of.get(event);
        if (record == null) {
            throw new IllegalArgumentException("Not taken up: " + event);
        }
        return record;
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
