package dialtone.billrun.service;

import static java.util.Objects.requireNonNull;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.billrun.BillRun;
import dialtone.billrun.BillRun.AccountState;
import dialtone.billrun.RunAccount;
import dialtone.ledger.service.Columns;
import dialtone.party.BillingAccount;
import dialtone.party.BillingAccountId;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Starts bill runs, and what people decide about them. */
@Stateless
public class BillRuns {

    /** The earliest of a cycle that may be asked for. */
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // the container injects
    public BillRuns() {}

    @SuppressWarnings("UnnecessaryAssignment") // outside a container: tests
    BillRuns(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** A run and how far it is. */
    public record Standing(BillRun run, BillRun.Progress progress) {}

    /**
     * Starts a run over all accounts whose cycle ends before that day.
     *
     * <p>Rejections: {@code INVALID_CYCLE_END} (field {@code billedTo}) no cycle ends so; {@code CYCLE_NOT_OVER} it is not over yet in the time zone
     * of one of its accounts, and the run is a real one; {@code RUN_EXISTS} the cycle has a run that was not cancelled.
     *
     * @param billedTo first day that is not billed
     */
    public Outcome<Standing> start(BillRun.Kind kind, LocalDate billedTo, String by) {
        if (billedTo.getDayOfMonth() > BillingAccount.MAX_CYCLE_DAY
                || billedTo.isBefore(FIRST)
                || billedTo.isAfter(latestToday().plusYears(1))) {
            return Outcome.rejected(Rejection.at(
                    "billedTo",
                    "INVALID_CYCLE_END",
                    "A cycle ends before a day from 1 to " + BillingAccount.MAX_CYCLE_DAY + " of a month."));
        }
        if (kind == BillRun.Kind.REAL && billedTo.isAfter(latestToday())) {
            return Outcome.rejected(
                    Rejection.at("billedTo", "CYCLE_NOT_OVER", "The cycle is not over; a dry run is possible."));
        }
        try (Connection connection = dataSource.getConnection()) {
            Optional<Long> before = kind == BillRun.Kind.REAL ? runOf(connection, billedTo) : Optional.empty();
            if (before.isPresent()) {
                return Outcome.rejected(
                        Rejection.at("billedTo", "RUN_EXISTS", "Run " + before.get() + " is that of this cycle."));
            }
            Optional<ZoneId> last = kind == BillRun.Kind.REAL ? zoneBefore(connection, billedTo) : Optional.empty();
            if (last.isPresent()) {
                return Outcome.rejected(Rejection.at(
                        "billedTo",
                        "CYCLE_NOT_OVER",
                        "The cycle is not over for its accounts in " + last.get() + "; a dry run is possible."));
            }
            long id = RunRows.insert(connection, kind, billedTo, by, clock.instant());
            return Outcome.accepted(standing(connection, id));
        } catch (SQLIntegrityConstraintViolationException e) {
            if (!String.valueOf(e.getMessage()).contains("BILL_RUN_KEY_UK")) {
                throw new IllegalStateException("The bill run of the cycle before " + billedTo + " does not start", e);
            }
            return Outcome.rejected(Rejection.at("billedTo", "RUN_EXISTS", "Somebody has just started that run."));
        } catch (SQLException e) {
            throw new IllegalStateException("The bill run of the cycle before " + billedTo + " does not start", e);
        }
    }

    /** The date where it is first. */
    private LocalDate latestToday() {
        return clock.instant().atZone(ZoneOffset.MAX).toLocalDate();
    }

    /** A zone of accounts of that cycle where the day has not begun. By BILLING_ACCOUNT_CYCLE_IX. */
    private Optional<ZoneId> zoneBefore(Connection connection, LocalDate billedTo) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT DISTINCT TIME_ZONE FROM BILLING_ACCOUNT WHERE CYCLE_DAY = ? AND OPENED_ON < ?")) {
            select.setInt(1, billedTo.getDayOfMonth());
            select.setObject(2, billedTo);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ZoneId zone = ZoneId.of(row.getString("TIME_ZONE"));
                    if (clock.instant().atZone(zone).toLocalDate().isBefore(billedTo)) {
                        return Optional.of(zone);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** By BILL_RUN_KEY_UK. */
    private static Optional<Long> runOf(Connection connection, LocalDate billedTo) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT ID FROM BILL_RUN WHERE RUN_KEY = ?")) {
            select.setString(1, billedTo.toString());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getLong("ID")) : Optional.empty();
            }
        }
    }

    /**
     * Starts the runs of all cycles that ended so many days ago, or in the month before that, and had none. One that was cancelled is not
     * started again: who has cancelled it decides.
     *
     * @param daysAfter at least 1: earlier a cycle is not over everywhere
     * @return how many
     */
    public int startDue(int daysAfter) {
        if (daysAfter < 1) {
            throw new IllegalArgumentException("A bill run starts by itself 1 day after its cycle at the earliest, not "
                    + daysAfter + " days: dialtone.billing.run.after.days");
        }
        LocalDate until = clock.instant().atZone(ZoneOffset.MIN).toLocalDate().minusDays(daysAfter);
        int started = 0;
        for (LocalDate end : unbilledEnds(until)) {
            started += start(BillRun.Kind.REAL, end, BillRun.SCHEDULE).fold(begun -> 1, exists -> 0);
        }
        return started;
    }

    /** The last end of each cycle day until then, where there were accounts before it and no real run of it ever was. */
    private List<LocalDate> unbilledEnds(LocalDate until) {
        List<LocalDate> ends = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement opened = connection.prepareStatement(
                        "SELECT MIN(OPENED_ON) AS OPENED_ON FROM BILLING_ACCOUNT WHERE CYCLE_DAY = ?");
                PreparedStatement run = connection.prepareStatement(
                        "SELECT ID FROM BILL_RUN WHERE BILLED_TO_ON = ? AND RUN_KIND = 'REAL' FETCH FIRST 1 ROWS ONLY")) {
            for (int day = 1; day <= BillingAccount.MAX_CYCLE_DAY; day++) {
                LocalDate end = until.withDayOfMonth(day);
                LocalDate last = end.isAfter(until) ? end.minusMonths(1) : end;
                run.setObject(1, last);
                opened.setInt(1, day);
                if (!isThere(run) && isOpenedBefore(opened, last)) {
                    ends.add(last);
                }
            }
            return ends;
        } catch (SQLException e) {
            throw new IllegalStateException("The cycles cannot be read", e);
        }
    }

    private static boolean isThere(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            return row.next();
        }
    }

    /** The first entry of a cycle day in BILLING_ACCOUNT_CYCLE_IX. */
    private static boolean isOpenedBefore(PreparedStatement first, LocalDate day) throws SQLException {
        try (ResultSet row = first.executeQuery()) {
            row.next();
            return Columns.dateOrNone(row, "OPENED_ON")
                    .filter(opened -> opened.isBefore(day))
                    .isPresent();
        }
    }

    /** Rejections: {@code NO_SUCH_RUN}, {@code NOT_RUNNING}. What is being billed at the moment is billed. */
    public Outcome<Standing> pause(long id, String by) {
        return change(id, by, BillRun.State.RUNNING, "NOT_RUNNING", "It does not run.", BillRun.State.PAUSED);
    }

    /** Rejections: {@code NO_SUCH_RUN}, {@code NOT_PAUSED}. */
    public Outcome<Standing> resume(long id, String by) {
        return change(id, by, BillRun.State.PAUSED, "NOT_PAUSED", "It is not paused.", BillRun.State.RUNNING);
    }

    private Outcome<Standing> change(
            long id, String by, BillRun.State from, String code, String message, BillRun.State to) {
        try (Connection connection = dataSource.getConnection()) {
            Optional<BillRun> run = RunRows.locked(connection, id);
            if (run.isEmpty()) {
                return noSuchRun();
            }
            if (run.get().state() != from) {
                return Outcome.rejected(Rejection.of(code, message));
            }
            RunRows.setState(connection, id, to, false, by, clock.instant());
            return Outcome.accepted(standing(connection, id));
        } catch (SQLException e) {
            throw new IllegalStateException("Bill run " + id + " cannot be changed", e);
        }
    }

    /**
     * Cancels what is not billed yet; another run may bill that. Invoices that there are stay.
     *
     * <p>Rejections: {@code NO_SUCH_RUN}, {@code RUN_ENDED}.
     */
    public Outcome<Standing> cancel(long id, String by) {
        try (Connection connection = dataSource.getConnection()) {
            Optional<BillRun> run = RunRows.locked(connection, id);
            if (run.isEmpty()) {
                return noSuchRun();
            }
            if (!run.get().state().isOpen()) {
                return Outcome.rejected(Rejection.of("RUN_ENDED", "It has ended."));
            }
            RunRows.setState(connection, id, BillRun.State.CANCELLED, true, by, clock.instant());
            RunRows.move(
                    connection, id, AccountState.WAITING, AccountState.CANCELLED, Optional.empty(), clock.instant());
            return Outcome.accepted(standing(connection, id));
        } catch (SQLException e) {
            throw new IllegalStateException("Bill run " + id + " cannot be cancelled", e);
        }
    }

    /**
     * Tries accounts again that could not be billed.
     *
     * <p>Rejections: {@code NO_SUCH_RUN}, {@code RUN_CANCELLED}, {@code NOTHING_FAILED}.
     *
     * @param account empty: all of the run
     */
    public Outcome<Standing> retry(long id, Optional<BillingAccountId> account, String by) {
        try (Connection connection = dataSource.getConnection()) {
            Optional<BillRun> run = RunRows.locked(connection, id);
            if (run.isEmpty()) {
                return noSuchRun();
            }
            if (run.get().state() == BillRun.State.CANCELLED) {
                return Outcome.rejected(Rejection.of("RUN_CANCELLED", "It was cancelled; another run bills the rest."));
            }
            int moved =
                    RunRows.move(connection, id, AccountState.FAILED, AccountState.WAITING, account, clock.instant());
            if (moved == 0) {
                return Outcome.rejected(Rejection.of("NOTHING_FAILED", "Nothing failed that could be tried again."));
            }
            if (run.get().state() == BillRun.State.COMPLETED) {
                RunRows.setState(connection, id, BillRun.State.RUNNING, false, by, clock.instant());
            }
            return Outcome.accepted(standing(connection, id));
        } catch (SQLException e) {
            throw new IllegalStateException("Accounts of bill run " + id + " cannot be tried again", e);
        }
    }

    private static Outcome<Standing> noSuchRun() {
        return Outcome.rejected(Rejection.of("NO_SUCH_RUN", "There is no such bill run."));
    }

    public Optional<Standing> find(long id) {
        try (Connection connection = dataSource.getConnection()) {
            return RunRows.find(connection, id).isEmpty() ? Optional.empty() : Optional.of(standing(connection, id));
        } catch (SQLException e) {
            throw new IllegalStateException("Bill run " + id + " cannot be read", e);
        }
    }

    private static Standing standing(Connection connection, long id) throws SQLException {
        return new Standing(RunRows.find(connection, id).orElseThrow(), RunRows.progress(connection, id));
    }

    /** Newest first, each with how far it is. */
    public Page<Standing> list(int offset, int limit) {
        try (Connection connection = dataSource.getConnection()) {
            Page<BillRun> page = RunRows.list(connection, Optional.empty(), offset, Math.min(limit, Page.MAX_LIMIT));
            Map<Long, BillRun.Progress> progress = RunRows.progress(
                    connection, page.rows().stream().map(BillRun::id).toList());
            return new Page<>(
                    page.rows().stream()
                            .map(run -> new Standing(run, requireNonNull(progress.get(run.id()))))
                            .toList(),
                    page.offset(),
                    page.total());
        } catch (SQLException e) {
            throw new IllegalStateException("The bill runs cannot be read", e);
        }
    }

    /** Accounts of a run by their ids. */
    public Page<RunAccount> accounts(long id, Optional<AccountState> state, int offset, int limit) {
        try (Connection connection = dataSource.getConnection()) {
            return RunRows.accounts(connection, id, state, offset, Math.min(limit, Page.MAX_LIMIT));
        } catch (SQLException e) {
            throw new IllegalStateException("The accounts of bill run " + id + " cannot be read", e);
        }
    }
}
