package dialtone.usage.service;

import dialtone.ledger.service.Columns;
import dialtone.ledger.service.ListedRows;
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
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Rates records that were suspended because nobody had their number, now that somebody has, and those that were taken for barred when
 * their line was back already, see {@link HeldUsage}. A record leaves suspense once, in the transaction that charges it and moves it
 * from suspended to rated in its file's counts.
 *
 * <p>Whoever gives a number an account, or brings its line back, asks for the number, after that is committed; whoever has taken a file
 * asks for the file, after its batches are committed. A batch that did not see the account yet is so found by one of the two.
 */
@Stateless
public class UsageRecycling {

    /** One transaction rates them, within a second. */
    static final int MAX_RECORDS = 1_000;

    /** Likewise, of at most 100 parts each. */
    static final int MAX_SESSIONS = 100;

    /** Who releases something rates it in the next moment. */
    private static final Duration AT_ONCE = Duration.ofMinutes(1);

    /**
     * Some of the records that wait for an account.
     *
     * @param records how many wait no more for it: rated, now or by another, or found without a price
     * @param last    behind which to go on; empty when there is none any more
     */
    public record Step(int records, Optional<RecordKey> last) {
        /**
         * Step by step, until there is none any more: what stays is looked at once.
         *
         * @return how many wait no more
         */
        public static int all(Function<Optional<RecordKey>, Step> next) {
            int records = 0;
            Optional<RecordKey> after = Optional.empty();
            do {
                Step step = next.apply(after);
                records += step.records();
                after = step.last();
            } while (after.isPresent());
            return records;
        }
    }

    private static final String RECYCLABLE = "SELECT S.SOURCE_NAME, S.RECORD_SEQUENCE"
            + " FROM USAGE_SUSPENSION S JOIN NUMBER_ACCOUNT N ON N.MSISDN = S.MSISDN AND N.VALID_FROM_AT <= S.STARTED_AT"
            + " AND (N.VALID_TO_AT IS NULL OR N.VALID_TO_AT > S.STARTED_AT) WHERE S.REASON = ? AND ";
    private static final String BEHIND = " AND (S.SOURCE_NAME > ? OR (S.SOURCE_NAME = ? AND S.RECORD_SEQUENCE > ?))";
    private static final String ORDER = " ORDER BY S.SOURCE_NAME, S.RECORD_SEQUENCE FETCH FIRST ? ROWS ONLY";
    private static final String OF_A_NUMBER = RECYCLABLE + "S.MSISDN = ?";
    private static final String OF_A_FILE = RECYCLABLE + "S.FILE_ID = ?";

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
     * Rates the next records that waited for this number, at most {@value #MAX_RECORDS}, in the order of their keys. By
     * USAGE_SUSPENSION_NUMBER_IX.
     *
     * @param after behind which to go on; empty for the first
     * @throws IllegalStateException if the database fails; nothing is changed, and it may be tried again
     */
    public Step recycleNumber(String msisdn, Optional<RecordKey> after) {
        return recycle(OF_A_NUMBER, msisdn, after);
    }

    /**
     * Rates the next records of this file whose numbers have an account in the meantime, at most {@value #MAX_RECORDS}, in the order of
     * their keys. By USAGE_SUSPENSION_FILE_IX.
     *
     * @param after behind which to go on; empty for the first
     * @throws IllegalStateException if the database fails; nothing is changed, and it may be tried again
     */
    public Step recycleFile(long fileId, Optional<RecordKey> after) {
        return recycle(OF_A_FILE, fileId, after);
    }

    /** Numbers of accounts of which something waits that may be rated. By NUMBER_ACCOUNT_ACCOUNT_IX and USAGE_SUSPENSION_NUMBER_IX. */
    public List<String> waitingOf(Collection<String> accounts) {
        SortedSet<String> numbers = new TreeSet<>();
        try (Connection connection = dataSource.getConnection()) {
            ListedRows.read(
                    connection,
                    "SELECT DISTINCT S.MSISDN FROM NUMBER_ACCOUNT N JOIN USAGE_SUSPENSION S ON S.MSISDN = N.MSISDN AND S.REASON = '"
                            + Suspension.NO_ACCOUNT + "' WHERE N.BILLING_ACCOUNT_ID IN (" + Columns.inList() + ")",
                    accounts,
                    row -> numbers.add(row.getString("MSISDN")));
            return List.copyOf(numbers);
        } catch (SQLException e) {
            throw new IllegalStateException("What waits of accounts cannot be read", e);
        }
    }

    /** What was released and has not been tried by now, some accounts. */
    public List<ReleasedUsage> released() {
        try (Connection connection = dataSource.getConnection()) {
            return ReleasedUsage.before(connection, clock.instant().minus(AT_ONCE));
        } catch (SQLException e) {
            throw new IllegalStateException("What was released cannot be read", e);
        }
    }

    /** All that waited of it has been tried. */
    public void tried(ReleasedUsage released) {
        try (Connection connection = dataSource.getConnection()) {
            released.forget(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("What was released of " + released.account() + " is not forgotten", e);
        }
    }

    /** @param whose number or file, as the query asks for it */
    private Step recycle(String query, Object whose, Optional<RecordKey> after) {
        try (Connection connection = dataSource.getConnection()) {
            return recycle(connection, read(connection, query, whose, after));
        } catch (SQLException e) {
            throw new IllegalStateException("Suspended usage of " + whose + " is not rated", e);
        }
    }

    private Step recycle(Connection connection, SortedSet<RecordKey> found) throws SQLException {
        if (found.isEmpty()) {
            return new Step(0, Optional.empty());
        }
        WaitingSessions.Whole whole = WaitingSessions.whole(connection, found);
        // whoever has the files' rows also decides about their suspense: what another one took out in the meantime is
        // not found any more, and what he corrected is read anew. A session goes through as one, whatever its parts
        // wait for: its first part says whether it can be rated. What does not fit its session is left to people
        List<SuspendedUsage> waiting = SuspenseRows.locked(connection, whole.all()).stream()
                .filter(record -> record.reason() != Suspension.PART_UNFIT)
                .toList();
        SuspenseRating.Recycled recycled = SuspenseRating.rate(connection, rating, waiting, clock.instant(), false);
        long still = recycled.still().entrySet().stream()
                .filter(record -> record.getValue() == Suspension.NO_ACCOUNT
                        && whole.asked().contains(RecordKey.of(record.getKey().event())))
                .count();
        return new Step(
                whole.asked().size() - (int) still, Optional.of(whole.asked().last()));
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

    private static SortedSet<RecordKey> read(
            Connection connection, String query, Object whose, Optional<RecordKey> after) throws SQLException {
        SortedSet<RecordKey> found = new TreeSet<>();
        try (PreparedStatement select = connection.prepareStatement(query + (after.isEmpty() ? "" : BEHIND) + ORDER)) {
            select.setString(1, Suspension.NO_ACCOUNT.name());
            select.setObject(2, whose);
            int bound = 2;
            if (after.isPresent()) {
                select.setString(++bound, after.get().source());
                select.setString(++bound, after.get().source());
                select.setLong(++bound, after.get().sequence());
            }
            select.setInt(bound + 1, MAX_RECORDS);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new RecordKey(row.getString("SOURCE_NAME"), row.getLong("RECORD_SEQUENCE")));
                }
            }
        }
        return found;
    }
}
