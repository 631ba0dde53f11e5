package dialtone.usage.service;

import dialtone.ledger.JournalEntry;
import dialtone.ledger.service.Journal;
import dialtone.usage.Suspension;
import dialtone.usage.UsageEvent;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * Rates records that were suspended because nobody had their number, now that somebody has, and those that were taken for barred when
 * their line was back already, see {@link BarredUsage}. A record leaves suspense once, in the transaction that charges it and moves it
 * from suspended to rated in its file's counts.
 *
 * <p>Whoever gives a number an account, or brings its line back, asks for the number, after that is committed; whoever has taken a file
 * asks for the file, after its batches are committed. A batch that did not see the account yet is so found by one of the two.
 */
@Stateless
public class UsageRecycling {

    /** One transaction rates them, within a second. */
    static final int MAX_RECORDS = 1_000;

    private static final String RECYCLABLE =
            "SELECT S.SOURCE_NAME, S.RECORD_SEQUENCE, S.USAGE_TYPE, S.MSISDN, S.STARTED_AT, S.QUANTITY, S.PEER, S.FILE_ID"
                    + " FROM USAGE_SUSPENSION S JOIN NUMBER_ACCOUNT N ON N.MSISDN = S.MSISDN AND N.VALID_FROM_AT <= S.STARTED_AT"
                    + " AND (N.VALID_TO_AT IS NULL OR N.VALID_TO_AT > S.STARTED_AT) WHERE S.REASON = ? AND ";
    private static final String ORDER = " ORDER BY S.SOURCE_NAME, S.RECORD_SEQUENCE FETCH FIRST ? ROWS ONLY";
    private static final String OF_A_NUMBER = RECYCLABLE + "S.MSISDN = ?" + ORDER;
    private static final String OF_A_FILE = RECYCLABLE + "S.FILE_ID = ?" + ORDER;

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private UsageRating rating;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // the container injects
    public UsageRecycling() {}

    @SuppressWarnings({"UnnecessaryAssignment", "NullAway"}) // outside a container: tests
    UsageRecycling(DataSource dataSource, UsageRating rating, Clock clock) {
        this.dataSource = dataSource;
        this.rating = rating;
        this.clock = clock;
    }

    /**
     * Rates at most {@value #MAX_RECORDS} records that waited for this number. By USAGE_SUSPENSION_NUMBER_IX.
     *
     * @return how many wait no more for an account: rated, now or by another, or found without a price; to be asked again until it
     *     is 0
     * @throws IllegalStateException if the database fails; nothing is changed, and it may be tried again
     */
    public int recycleNumber(String msisdn) {
        return recycle(OF_A_NUMBER, msisdn);
    }

    /**
     * Rates at most {@value #MAX_RECORDS} records of this file whose numbers have an account in the meantime. By
     * USAGE_SUSPENSION_FILE_IX.
     *
     * @return how many wait no more for an account: rated, now or by another, or found without a price; to be asked again until it
     *     is 0
     * @throws IllegalStateException if the database fails; nothing is changed, and it may be tried again
     */
    public int recycleFile(long fileId) {
        return recycle(OF_A_FILE, fileId);
    }

    /** @param whose number or file, as the query asks for it */
    private int recycle(String query, Object whose) {
        try (Connection connection = dataSource.getConnection()) {
            return recycle(connection, read(connection, query, whose));
        } catch (SQLException e) {
            throw new IllegalStateException("Suspended usage of " + whose + " is not rated", e);
        }
    }

    private int recycle(Connection connection, Map<UsageEvent, Long> fileOf) throws SQLException {
        if (fileOf.isEmpty()) {
            return 0;
        }
        // Files before numbers, as the intake of a file locks them. Whoever has the file's row also decides about its
        // suspense.
        UsageRegister.lock(connection, new TreeSet<>(fileOf.values()));
        List<UsageEvent> released = release(connection, List.copyOf(fileOf.keySet()));
        Instant now = clock.instant();
        UsageRecords records = new UsageRecords(event -> fileOf.getOrDefault(event, 0L), now);
        List<JournalEntry.Charge> charges = rating.rate(connection, released, records);
        records.store(connection);
        post(connection, records.ratedEvents(), charges, now);
        Map<Long, Integer> ratedByFile = new TreeMap<>();
        records.ratedEvents().forEach(event -> ratedByFile.merge(fileOf.getOrDefault(event, 0L), 1, Integer::sum));
        UsageRegister.rateSuspended(connection, ratedByFile);
        return fileOf.size() - records.suspendedFor(Suspension.NO_ACCOUNT);
    }

    /** The records, each with its file. */
    private static Map<UsageEvent, Long> read(Connection connection, String query, Object whose) throws SQLException {
        Map<UsageEvent, Long> fileOf = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, Suspension.NO_ACCOUNT.name());
            select.setObject(2, whose);
            select.setInt(3, MAX_RECORDS);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    fileOf.put(UsageRows.event(row), row.getLong("FILE_ID"));
                }
            }
        }
        return fileOf;
    }

    /** @return those that were still suspended; the others another transaction has taken out in the meantime */
    private static List<UsageEvent> release(Connection connection, List<UsageEvent> events) throws SQLException {
        List<UsageEvent> released = new ArrayList<>(events.size());
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM USAGE_SUSPENSION WHERE SOURCE_NAME = ? AND RECORD_SEQUENCE = ? AND REASON = ?")) {
            for (UsageEvent event : events) {
                delete.setString(1, event.source());
                delete.setLong(2, event.sequence());
                delete.setString(3, Suspension.NO_ACCOUNT.name());
                delete.addBatch();
            }
            int[] deleted = delete.executeBatch();
            for (int i = 0; i < deleted.length; i++) {
                if (deleted[i] == 1) {
                    released.add(events.get(i));
                }
            }
        }
        return released;
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
