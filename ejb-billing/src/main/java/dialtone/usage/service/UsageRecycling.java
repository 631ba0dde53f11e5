package dialtone.usage.service;

import dialtone.usage.RecordKey;
import dialtone.usage.SessionKey;
import dialtone.usage.SuspendedUsage;
import dialtone.usage.Suspension;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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

    /** Likewise. */
    static final int MAX_SESSIONS = 200;

    private static final String RECYCLABLE = "SELECT S.SOURCE_NAME, S.RECORD_SEQUENCE, S.FILE_ID"
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

    private int recycle(Connection connection, SortedMap<RecordKey, Long> fileOf) throws SQLException {
        if (fileOf.isEmpty()) {
            return 0;
        }
        // whoever has the files' rows also decides about their suspense: what another one took out in the meantime is
        // not found any more, and what he corrected is read anew. A session goes through as one, whatever its parts
        // wait for: its first part says whether it can be rated. What does not fit its session is left to people
        List<SuspendedUsage> waiting =
                SuspenseRows.locked(connection, WaitingSessions.whole(connection, fileOf.keySet())).stream()
                        .filter(record -> record.reason() != Suspension.PART_UNFIT)
                        .toList();
        SuspenseRating.Recycled recycled = SuspenseRating.rate(connection, rating, waiting, clock.instant(), false);
        long still = recycled.still().entrySet().stream()
                .filter(record -> record.getValue() == Suspension.NO_ACCOUNT
                        && fileOf.containsKey(RecordKey.of(record.getKey().event())))
                .count();
        return fileOf.size() - (int) still;
    }

    /**
     * Rates the next sessions of which a part came in this file and all parts are here, looking at {@value #MAX_SESSIONS} at most. Whoever takes a file
     * asks for it after its batches are committed, so that one of two that bring the parts of a session at the same time finds all of them.
     *
     * @param after behind which session to go on; empty for the first
     * @return the last session that was looked at; empty when there is none any more
     * @throws IllegalStateException if the database fails; nothing is changed, and it may be tried again
     */
    public Optional<SessionKey> joinFile(long fileId, Optional<SessionKey> after) {
        return join(connection -> UsageParts.waitingIn(connection, fileId, after, MAX_SESSIONS));
    }

    /**
     * Decides about the next sessions whose parts did not all come in time, at most {@value #MAX_SESSIONS}: they wait for a person, or what there is of
     * them is rated, as the layout has said.
     *
     * @param after behind which session to go on; empty for the first
     * @return the last session that was looked at; empty when there is none any more
     * @throws IllegalStateException if the database fails; nothing is changed, and it may be tried again
     */
    public Optional<SessionKey> joinOverdue(Optional<SessionKey> after) {
        return join(connection -> UsageParts.overdue(connection, clock.instant(), after, MAX_SESSIONS));
    }

    private interface Sessions {
        List<SessionKey> read(Connection connection) throws SQLException;
    }

    private Optional<SessionKey> join(Sessions next) {
        try (Connection connection = dataSource.getConnection()) {
            List<SessionKey> sessions = next.read(connection);
            if (sessions.isEmpty()) {
                return Optional.empty();
            }
            List<SuspendedUsage> waiting =
                    SuspenseRows.locked(connection, WaitingSessions.partsOf(connection, sessions));
            SuspenseRating.rate(connection, rating, waiting, clock.instant(), false);
            return Optional.of(sessions.getLast());
        } catch (SQLException e) {
            throw new IllegalStateException("Parts of sessions are not rated", e);
        }
    }

    /** The records, each with its file. */
    private static SortedMap<RecordKey, Long> read(Connection connection, String query, Object whose)
            throws SQLException {
        SortedMap<RecordKey, Long> fileOf = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, Suspension.NO_ACCOUNT.name());
            select.setObject(2, whose);
            select.setInt(3, MAX_RECORDS);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    fileOf.put(
                            new RecordKey(row.getString("SOURCE_NAME"), row.getLong("RECORD_SEQUENCE")),
                            row.getLong("FILE_ID"));
                }
            }
        }
        return fileOf;
    }
}
