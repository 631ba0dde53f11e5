package dialtone.usage.service;

import dialtone.ledger.JournalEntry;
import dialtone.ledger.service.Journal;
import dialtone.usage.PartialRecord;
import dialtone.usage.Suspension;
import dialtone.usage.UsageBatch;
import dialtone.usage.UsageCounts;
import dialtone.usage.UsageEvent;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * Takes usage records in: all of a batch in one transaction, each record once, with what it costs posted to the ledger. Some
 * fifteen statements a batch, whatever its size. Parts of sessions only wait here, until {@link UsageRecycling} finds all of a session.
 */
@Stateless
public class UsageIntake {

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private UsageRating rating;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // the container injects
    public UsageIntake() {}

    @SuppressWarnings({"UnnecessaryAssignment", "NullAway"}) // outside a container: tests
    UsageIntake(DataSource dataSource, UsageRating rating, Clock clock) {
        this.dataSource = dataSource;
        this.rating = rating;
        this.clock = clock;
    }

    /**
     * What became of a batch.
     *
     * @param nextLine first line of the file that is still to be taken
     */
    public record Taken(UsageCounts counts, long nextLine) {}

    /**
     * Takes a batch, unless its lines are taken already: then it counts nothing and says where to go on.
     *
     * @throws IllegalStateException if another batch got in the way or the database fails; nothing of the batch is stored, and it
     *     may be tried again
     */
    public Taken take(UsageBatch batch) {
        try (Connection connection = dataSource.getConnection()) {
            long nextLine = UsageRegister.lockNextLine(connection, batch.fileId());
            if (nextLine != batch.firstLine()) {
                return new Taken(UsageCounts.NONE, nextLine);
            }
            Instant now = clock.instant();
            List<UsageEvent> taken = UsageSequences.take(connection, batch.records());
            List<PartialRecord> parts = partsAmong(taken, batch);
            UsageRecords records = new UsageRecords(event -> batch.fileId(), now);
            parts.forEach(part -> records.suspend(part.event(), Suspension.INCOMPLETE));
            List<UsageEvent> fresh = parts.isEmpty() ? taken : taken.subList(0, taken.size() - parts.size());
            List<JournalEntry.Charge> charges = rating.rate(connection, fresh, records);
            records.store(connection);
            UsageParts.insert(connection, batch.fileId(), parts, now);
            post(connection, batch, charges, now);
            UsageRegister.insertRejects(connection, batch, now);
            UsageCounts counts = new UsageCounts(
                    records.rated(),
                    batch.records().size() - taken.size(),
                    batch.rejects().size(),
                    records.suspended());
            UsageRegister.advance(connection, batch, counts);
            return new Taken(counts, batch.nextLine());
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "Lines from " + batch.firstLine() + " of usage file " + batch.fileId() + " are not taken", e);
        }
    }

    /** Parts are behind the other records of a batch, and so those that are taken. */
    private static List<PartialRecord> partsAmong(List<UsageEvent> taken, UsageBatch batch) {
        if (batch.parts().isEmpty()) {
            return List.of();
        }
        IdentityHashMap<UsageEvent, PartialRecord> parts = new IdentityHashMap<>();
        batch.parts().forEach(part -> parts.put(part.event(), part));
        return taken.stream().map(parts::get).filter(Objects::nonNull).toList();
    }

    private static void post(Connection connection, UsageBatch batch, List<JournalEntry.Charge> charges, Instant now)
            throws SQLException {
        String lines = batch.firstLine() + " to " + (batch.nextLine() - 1);
        Journal.append(
                connection,
                charges,
                postings -> new JournalEntry(
                        "usage:" + batch.fileId() + ":" + batch.firstLine(),
                        "Usage of file " + batch.fileId() + ", lines " + lines,
                        now,
                        postings));
    }
}
