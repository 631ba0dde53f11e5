package dialtone.ledger.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.ledger.ClosedPeriod;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Closes periods of the books, and writes them out. Days of the books are those of UTC. Entries are booked at the moment they are made, so that
 * none is meant for a period that is over; should a clock be wrong, {@link Journal} refuses it.
 */
@Stateless
public class LedgerPeriods {

    /** Transactions end long before: what was booked within the period is there when it is closed. */
    static final Duration SETTLED = Duration.ofHours(1);

    /** Rows that a driver gets at once. */
    private static final int FETCH = 1_000;

    private static final String HEADER =
            "entry,booked_at,cause,description,posting,ledger_account,debit,credit,currency\n";

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // the container injects
    public LedgerPeriods() {}

    @SuppressWarnings("UnnecessaryAssignment") // outside a container: tests
    LedgerPeriods(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    private record Sums(long entries, BigDecimal debits) {
        boolean isSame(long count, BigDecimal sum) {
            return entries == count && debits.compareTo(sum) == 0;
        }
    }

    /**
     * Closes the books before a day, for ever.
     *
     * <p>Rejections, all at field {@code until}: {@code PERIOD_NOT_OVER} it is not over since an hour; {@code CLOSED_ALREADY} that day or a
     * later one.
     */
    public Outcome<ClosedPeriod> close(LocalDate until, String by) {
        try (Connection connection = dataSource.getConnection()) {
            return switch (open(connection, until)) {
                case Outcome.Rejected<Sums>(List<Rejection> reasons) -> Outcome.rejected(reasons);
                case Outcome.Accepted<Sums>(Sums sums) -> Outcome.accepted(close(connection, until, sums, by));
            };
        } catch (SQLException e) {
            throw new IllegalStateException("The books are not closed until " + until, e);
        }
    }

    /**
     * What closing before a day would close; nothing is kept.
     *
     * @param until   first day that stays open
     * @param entries of the period
     */
    public record Closing(LocalDate until, long entries) {}

    /** Rejections: those of {@link #close}. */
    public Outcome<Closing> judge(LocalDate until) {
        try (Connection connection = dataSource.getConnection()) {
            return open(connection, until)
                    .fold(sums -> Outcome.accepted(new Closing(until, sums.entries())), Outcome::<Closing>rejected);
        } catch (SQLException e) {
            throw new IllegalStateException("What is open before " + until + " cannot be read", e);
        }
    }

    /** What is open before a day, if it can be closed. */
    private Outcome<Sums> open(Connection connection, LocalDate until) throws SQLException {
        Instant end = until.atStartOfDay(ZoneOffset.UTC).toInstant();
        if (end.plus(SETTLED).isAfter(clock.instant())) {
            return Outcome.rejected(
                    Rejection.at("until", "PERIOD_NOT_OVER", "The period is over for less than an hour."));
        }
        Optional<LocalDate> closed = closedTo(connection);
        if (closed.filter(last -> !last.isBefore(until)).isPresent()) {
            return Outcome.rejected(
                    Rejection.at("until", "CLOSED_ALREADY", "The books are closed until " + closed.get() + "."));
        }
        Instant begin = closed.map(last -> last.atStartOfDay(ZoneOffset.UTC).toInstant())
                .orElse(Instant.EPOCH);
        return Outcome.accepted(sums(connection, begin, end));
    }

    private ClosedPeriod close(Connection connection, LocalDate until, Sums sums, String by) throws SQLException {
        Instant end = until.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO LEDGER_CLOSE (CLOSED_TO_ON, CLOSED_TO_AT, CLOSED_BY, CLOSED_AT, ENTRY_COUNT, DEBIT_AMOUNT)"
                        + " VALUES (?, ?, ?, ?, ?, ?)")) {
            insert.setObject(1, until);
            insert.setObject(2, Columns.utc(end));
            insert.setString(3, by);
            insert.setObject(4, Columns.utc(now));
            insert.setLong(5, sums.entries());
            insert.setBigDecimal(6, sums.debits());
            insert.executeUpdate();
        }
        return new ClosedPeriod(until, by, now, sums.entries(), sums.debits(), true);
    }

    /** By the primary key. */
    private static Optional<LocalDate> closedTo(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT MAX(CLOSED_TO_ON) AS CLOSED_TO_ON FROM LEDGER_CLOSE");
                ResultSet row = select.executeQuery()) {
            row.next();
            return Columns.dateOrNone(row, "CLOSED_TO_ON");
        }
    }

    /** By JOURNAL_ENTRY_BOOKED_IX. */
    private static Sums sums(Connection connection, Instant from, Instant before) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT COUNT(DISTINCT E.ID) AS ENTRIES, COALESCE(SUM(CASE WHEN P.AMOUNT > 0 THEN P.AMOUNT ELSE 0 END), 0) AS DEBITS"
                        + " FROM JOURNAL_ENTRY E JOIN POSTING P ON P.ENTRY_ID = E.ID WHERE E.BOOKED_AT >= ? AND E.BOOKED_AT < ?")) {
            select.setObject(1, Columns.utc(from));
            select.setObject(2, Columns.utc(before));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Sums(row.getLong("ENTRIES"), row.getBigDecimal("DEBITS"));
            }
        }
    }

    /** Latest first, each compared with what there is of it: all of them together read what is closed once. */
    public List<ClosedPeriod> closed() {
        try (Connection connection = dataSource.getConnection()) {
            return closed(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("The closed periods cannot be read", e);
        }
    }

    private static List<ClosedPeriod> closed(Connection connection) throws SQLException {
        List<ClosedPeriod> closed = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT CLOSED_TO_ON, CLOSED_TO_AT, CLOSED_BY, CLOSED_AT, ENTRY_COUNT, DEBIT_AMOUNT FROM LEDGER_CLOSE"
                                + " ORDER BY CLOSED_TO_ON");
                ResultSet row = select.executeQuery()) {
            Instant begin = Instant.EPOCH;
            while (row.next()) {
                Instant end = Columns.instant(row, "CLOSED_TO_AT");
                long entries = row.getLong("ENTRY_COUNT");
                BigDecimal debits = row.getBigDecimal("DEBIT_AMOUNT");
                closed.add(new ClosedPeriod(
                        Columns.date(row, "CLOSED_TO_ON"),
                        row.getString("CLOSED_BY"),
                        Columns.instant(row, "CLOSED_AT"),
                        entries,
                        debits,
                        sums(connection, begin, end).isSame(entries, debits)));
                begin = end;
            }
        }
        return closed.reversed();
    }

    /**
     * Writes the postings of a time as comma-separated values (RFC 4180), in the order they were booked, a row at a time.
     *
     * @param from first day
     * @param to   first day that no longer belongs to it
     */
    public void export(LocalDate from, LocalDate to, Writer into) throws IOException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT E.ID, E.BOOKED_AT, E.ENTRY_KEY, E.DESCRIPTION, P.POSTING_NUMBER, P.LEDGER_ACCOUNT, P.AMOUNT, P.CURRENCY"
                                + " FROM JOURNAL_ENTRY E JOIN POSTING P ON P.ENTRY_ID = E.ID WHERE E.BOOKED_AT >= ? AND E.BOOKED_AT < ?"
                                + " ORDER BY E.BOOKED_AT, E.ID, P.POSTING_NUMBER")) {
            select.setFetchSize(FETCH);
            select.setObject(1, Columns.utc(from.atStartOfDay(ZoneOffset.UTC).toInstant()));
            select.setObject(2, Columns.utc(to.atStartOfDay(ZoneOffset.UTC).toInstant()));
            into.write(HEADER);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    BigDecimal amount = Columns.money(row).amount();
                    boolean debit = amount.signum() > 0;
                    into.write(row.getLong("ID") + ","
                            + Columns.instant(row, "BOOKED_AT") + ","
                            + quoted(row.getString("ENTRY_KEY")) + ","
                            + quoted(row.getString("DESCRIPTION")) + ","
                            + row.getInt("POSTING_NUMBER") + ","
                            + quoted(row.getString("LEDGER_ACCOUNT")) + ","
                            + (debit ? amount.toPlainString() : "") + ","
                            + (debit ? "" : amount.negate().toPlainString()) + ","
                            + row.getString("CURRENCY") + "\n");
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The books from " + from + " to " + to + " cannot be read", e);
        }
    }

    /** A text that a spreadsheet takes for a formula is kept from it by an apostrophe. */
    private static String quoted(String text) {
        boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
