package dialtone.rating.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.ledger.service.Columns;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Which lines of an account share an allowance that was ordered for one of them. A line shares one at a time. */
@Stateless
public class SharedAllowances {

    /** An account's, of all times. */
    private static final int MAX_ROWS = 500;

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Tariffs tariffs;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // the container injects
    public SharedAllowances() {}

    @SuppressWarnings({"UnnecessaryAssignment", "NullAway"}) // outside a container: tests
    SharedAllowances(DataSource dataSource, Tariffs tariffs, Clock clock) {
        this.dataSource = dataSource;
        this.tariffs = tariffs;
        this.clock = clock;
    }

    /**
     * What lines of an account have together.
     *
     * @param order   and
     * @param itemId  that brought it
     * @param name    of what was ordered
     * @param includes of a cycle, by the names of its allowances
     * @param lines   numbers that share it now, in the order they joined, which is the order it covers their use in
     */
    public record SharedAllowance(
            OrderId order,
            String itemId,
            String name,
            List<String> includes,
            Instant begunAt,
            Optional<Instant> endedAt,
            List<String> lines,
            List<Change> changes) {}

    /**
     * Who joined or left, when.
     *
     * @param kind JOINED or LEFT
     * @param by   login, or order
     */
    public record Change(String msisdn, String kind, Instant at, String by) {}

    /** Newest first, by SHARED_ALLOWANCE_ACCOUNT_IX. */
    public List<SharedAllowance> of(BillingAccountId account) {
        try (Connection connection = dataSource.getConnection()) {
            return read(connection, account);
        } catch (SQLException e) {
            throw new IllegalStateException("What " + account + " shares cannot be read", e);
        }
    }

    /**
     * A line of the account shares it from now on; one that does already goes on. What it has used of its own allowances counts on.
     *
     * @param by login of who says so
     * @return how it is then, or UNKNOWN_SHARED_ALLOWANCE, UNKNOWN_LINE, SHARES_ANOTHER, TOO_MANY_LINES, OTHER_CYCLES
     */
    public Outcome<SharedAllowance> join(
            BillingAccountId account, OrderId order, String itemId, String msisdn, String by) {
        return change(account, order, itemId, msisdn, false, (rows, id, shared) -> {
            if (shared.equals(Optional.of(id))) {
                return Optional.empty();
            }
            if (shared.isPresent()) {
                return Optional.of(refused("SHARES_ANOTHER", "The line shares something else; it leaves that first."));
            }
            if (rows.lines(id).size() >= SharedAllowanceRows.MAX_LINES) {
                return Optional.of(refused(
                        "TOO_MANY_LINES", "At most " + SharedAllowanceRows.MAX_LINES + " lines share an allowance."));
            }
            if (!rows.runsWith(id, msisdn)) {
                return Optional.of(
                        refused(
                                "OTHER_CYCLES",
                                "Use of the line is counted in other cycles, or from other days on, than what it would share."));
            }
            rows.join(id, msisdn, by);
            return Optional.empty();
        });
    }

    /**
     * A line does not share it any more from now on, also where it has ended. What the line has used of it stays covered.
     *
     * @param by login of who says so
     * @return how it is then, or UNKNOWN_SHARED_ALLOWANCE, UNKNOWN_LINE
     */
    public Outcome<SharedAllowance> leave(
            BillingAccountId account, OrderId order, String itemId, String msisdn, String by) {
        return change(account, order, itemId, msisdn, true, (rows, id, shared) -> {
            if (shared.equals(Optional.of(id))) {
                rows.leave(id, msisdn, by);
            }
            return Optional.empty();
        });
    }

    /** Numbers that the account pays for now. By NUMBER_ACCOUNT_ACCOUNT_IX. */
    public List<String> lines(BillingAccountId account) {
        List<String> found = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT DISTINCT MSISDN FROM NUMBER_ACCOUNT WHERE BILLING_ACCOUNT_ID = ? AND VALID_FROM_AT <= ?"
                                + " AND (VALID_TO_AT IS NULL OR VALID_TO_AT > ?) ORDER BY MSISDN FETCH FIRST ? ROWS ONLY")) {
            select.setString(1, account.value());
            select.setObject(2, Columns.utc(clock.instant()));
            select.setObject(3, Columns.utc(clock.instant()));
            select.setInt(4, MAX_ROWS);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(row.getString("MSISDN"));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("The lines of " + account + " cannot be read", e);
        }
    }

    private static Rejection refused(String code, String why) {
        return Rejection.at("number", code, why);
    }

    @FunctionalInterface
    private interface Step {
        /** @param shared what the line shares now */
        Optional<Rejection> take(SharedAllowanceRows rows, long id, Optional<Long> shared) throws SQLException;
    }

    private Outcome<SharedAllowance> change(
            BillingAccountId account, OrderId order, String itemId, String msisdn, boolean ended, Step step) {
        try (Connection connection = dataSource.getConnection()) {
            Clock moment = Clock.fixed(clock.instant().truncatedTo(ChronoUnit.MICROS), clock.getZone());
            Optional<Optional<Long>> shared = lockLine(connection, account, msisdn, moment.instant());
            SharedAllowanceRows rows = new SharedAllowanceRows(connection, tariffs, moment);
            Optional<Long> id = rows.lock(account, order, itemId, ended);
            if (id.isEmpty()) {
                return Outcome.rejected(Rejection.of(
                        "UNKNOWN_SHARED_ALLOWANCE",
                        "The account has nothing of that order that its lines share: " + order + "/" + itemId + "."));
            }
            if (shared.isEmpty()) {
                return Outcome.rejected(
                        refused("UNKNOWN_LINE", "The account has no line with the number " + msisdn + "."));
            }
            Optional<Rejection> refusal = step.take(rows, id.get(), shared.get());
            return refusal.isPresent()
                    ? Outcome.rejected(refusal.get())
                    : Outcome.accepted(read(connection, account).stream()
                            .filter(each ->
                                    each.order().equals(order) && each.itemId().equals(itemId))
                            .findFirst()
                            .orElseThrow());
        } catch (SQLException e) {
            throw new IllegalStateException("The lines that share " + order + "/" + itemId + " cannot be changed", e);
        }
    }

    /** By NUMBER_ACCOUNT_UK. @return what the line shares; empty when the account has no such line */
    private static Optional<Optional<Long>> lockLine(
            Connection connection, BillingAccountId account, String msisdn, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT SHARED_ALLOWANCE_ID FROM NUMBER_ACCOUNT WHERE MSISDN = ? AND BILLING_ACCOUNT_ID = ?"
                        + " AND (VALID_TO_AT IS NULL OR VALID_TO_AT > ?) ORDER BY ID FOR UPDATE")) {
            select.setString(1, msisdn);
            select.setString(2, account.value());
            select.setObject(3, Columns.utc(now));
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(Columns.longOrNone(row, "SHARED_ALLOWANCE_ID")) : Optional.empty();
            }
        }
    }

    private List<SharedAllowance> read(Connection connection, BillingAccountId account) throws SQLException {
        SharedAllowanceRows rows = new SharedAllowanceRows(connection, tariffs, clock);
        List<SharedAllowance> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ID, ORDER_ID, ITEM_ID, NAME, TARIFF_ID, BEGUN_AT, ENDED_AT FROM SHARED_ALLOWANCE WHERE BILLING_ACCOUNT_ID = ?"
                        + " ORDER BY ID DESC FETCH FIRST ? ROWS ONLY")) {
            select.setString(1, account.value());
            select.setInt(2, MAX_ROWS);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long id = row.getLong("ID");
                    found.add(new SharedAllowance(
                            new OrderId(row.getString("ORDER_ID")),
                            row.getString("ITEM_ID"),
                            row.getString("NAME"),
                            rows.includes(row.getString("TARIFF_ID")),
                            Columns.instant(row, "BEGUN_AT"),
                            Columns.instantOrNone(row, "ENDED_AT"),
                            rows.lines(id),
                            rows.changes(id)));
                }
            }
        }
        return found;
    }
}
