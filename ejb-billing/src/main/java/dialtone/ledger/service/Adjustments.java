package dialtone.ledger.service;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.ledger.Adjustment;
import dialtone.ledger.Adjustment.Kind;
import dialtone.ledger.Adjustment.State;
import dialtone.party.BillingAccountId;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Adjustments and write-offs: one person asks, another one decides. */
@Stateless
public class Adjustments {

    private static final String SELECT =
            "SELECT ID, KIND, BILLING_ACCOUNT_ID, AMOUNT, CURRENCY, REASON, UNDONE_ID, STATE, ASKED_BY, ASKED_AT, DECIDED_BY, DECIDED_AT"
                    + " FROM ADJUSTMENT";

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // the container injects
    public Adjustments() {}

    @SuppressWarnings("UnnecessaryAssignment") // outside a container: tests
    Adjustments(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * Asks for one; nothing is posted until somebody else approves it.
     *
     * <p>Rejections: {@code INVALID_AMOUNT} (field {@code amount}) it is nothing, or a write-off of less than nothing; {@code INVALID_REASON}
     * (field {@code reason}).
     *
     * @param amount of an adjustment, positive charges in addition and negative gives back; of a write-off what is not expected to be paid,
     *               positive
     */
    public Outcome<Adjustment> ask(Kind kind, BillingAccountId account, Money amount, String reason, String by) {
        if (amount.isZero() || (kind == Kind.WRITE_OFF && amount.isNegative())) {
            return Outcome.rejected(
                    Rejection.at("amount", "INVALID_AMOUNT", "An amount of nothing, or less, changes nothing."));
        }
        if (reason.isBlank() || reason.length() > Adjustment.MAX_REASON) {
            return Outcome.rejected(Rejection.at(
                    "reason", "INVALID_REASON", "A reason has 1 to " + Adjustment.MAX_REASON + " characters."));
        }
        Money signed = kind == Kind.WRITE_OFF ? amount.negated() : amount;
        try (Connection connection = dataSource.getConnection()) {
            return Outcome.accepted(insert(connection, kind, account, signed, reason, Optional.empty(), by));
        } catch (SQLException e) {
            throw new IllegalStateException("An adjustment of " + account + " cannot be asked for", e);
        }
    }

    /**
     * Asks for one that takes another one back; it is approved like any other.
     *
     * <p>Rejections: {@code NO_SUCH_ADJUSTMENT}, {@code NOT_POSTED}, {@code UNDONE_ALREADY} it is taken back, or that is asked for;
     * {@code CREDITED_ALREADY} a credit note takes its line back.
     */
    public Outcome<Adjustment> undo(long id, String reason, String by) {
        if (reason.isBlank() || reason.length() > Adjustment.MAX_REASON) {
            return Outcome.rejected(Rejection.at(
                    "reason", "INVALID_REASON", "A reason has 1 to " + Adjustment.MAX_REASON + " characters."));
        }
        try (Connection connection = dataSource.getConnection()) {
            Optional<Adjustment> found = locked(connection, id);
            if (found.isEmpty()) {
                return noSuch();
            }
            Adjustment undone = found.get();
            if (undone.state() != State.POSTED) {
                return Outcome.rejected(Rejection.of("NOT_POSTED", "It is not posted."));
            }
            if (isUndone(connection, id)) {
                return Outcome.rejected(Rejection.of("UNDONE_ALREADY", "It is taken back, or that is asked for."));
            }
            if (UndoneAdjustments.isCredited(connection, id)) {
                return Outcome.rejected(
                        Rejection.of("CREDITED_ALREADY", "A credit note takes its line of an invoice back."));
            }
            return Outcome.accepted(insert(
                    connection,
                    undone.kind(),
                    undone.account(),
                    undone.amount().negated(),
                    reason,
                    Optional.of(id),
                    by));
        } catch (SQLException e) {
            throw new IllegalStateException("Adjustment " + id + " cannot be taken back", e);
        }
    }

    /**
     * Approves it: it is posted at once, and an adjustment is on the account's next invoice.
     *
     * <p>Rejections: {@code NO_SUCH_ADJUSTMENT}, {@code DECIDED_ALREADY}, {@code SECOND_PERSON_REQUIRED} the same login asked for it.
     */
    public Outcome<Adjustment> approve(long id, String by) {
        return decide(id, by, State.POSTED);
    }

    /** Declines it, or takes the own request back. Rejections: {@code NO_SUCH_ADJUSTMENT}, {@code DECIDED_ALREADY}. */
    public Outcome<Adjustment> decline(long id, String by) {
        return decide(id, by, State.DECLINED);
    }

    private Outcome<Adjustment> decide(long id, String by, State state) {
        try (Connection connection = dataSource.getConnection()) {
            Optional<Adjustment> found = locked(connection, id);
            if (found.isEmpty()) {
                return noSuch();
            }
            Adjustment asked = found.get();
            if (asked.state() != State.ASKED) {
                return Outcome.rejected(Rejection.of("DECIDED_ALREADY", "It is decided already."));
            }
            if (state == State.POSTED && asked.askedBy().equals(by)) {
                return Outcome.rejected(Rejection.of("SECOND_PERSON_REQUIRED", "Somebody else has to approve it."));
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            update(connection, asked, state, by, now);
            if (state == State.POSTED) {
                Journal.append(connection, asked.entry(now));
            }
            return Outcome.accepted(find(connection, id).orElseThrow());
        } catch (SQLException e) {
            throw new IllegalStateException("Adjustment " + id + " cannot be decided", e);
        }
    }

    private static void update(Connection connection, Adjustment asked, State state, String by, Instant now)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE ADJUSTMENT SET STATE = ?, DECIDED_BY = ?, DECIDED_AT = ?, AGREED_ON = ?, UNDONE_KEY = ?,"
                        + " PAYER_ON = (SELECT COALESCE(U.PAYER_ON, U.AGREED_ON) FROM ADJUSTMENT U WHERE U.ID = ADJUSTMENT.UNDONE_ID)"
                        + " WHERE ID = ?")) {
            update.setString(1, state.name());
            update.setString(2, by);
            update.setObject(3, Columns.utc(now));
            update.setObject(4, today(connection, asked.account(), now));
            if (state == State.POSTED && asked.undone().isPresent()) {
                update.setLong(5, asked.undone().get());
            } else {
                update.setNull(5, Types.NUMERIC);
            }
            update.setLong(6, asked.id());
            update.executeUpdate();
        }
    }

    private static LocalDate today(Connection connection, BillingAccountId account, Instant now) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT TIME_ZONE FROM BILLING_ACCOUNT WHERE BILLING_ACCOUNT_ID = ?")) {
            select.setString(1, account.value());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("There is no billing account " + account);
                }
                return now.atZone(ZoneId.of(row.getString("TIME_ZONE"))).toLocalDate();
            }
        }
    }

    private Adjustment insert(
            Connection connection,
            Kind kind,
            BillingAccountId account,
            Money amount,
            String reason,
            Optional<Long> undone,
            String by)
            throws SQLException {
        long id;
        try (PreparedStatement select = connection.prepareStatement("SELECT ADJUSTMENT_SEQ.NEXTVAL FROM DUAL");
                ResultSet row = select.executeQuery()) {
            row.next();
            id = row.getLong(1);
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO ADJUSTMENT (ID, KIND, BILLING_ACCOUNT_ID, AMOUNT, CURRENCY, REASON, UNDONE_ID, UNDONE_KEY, STATE, ASKED_BY,"
                        + " ASKED_AT) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'ASKED', ?, ?)")) {
            insert.setLong(1, id);
            insert.setString(2, kind.name());
            insert.setString(3, account.value());
            insert.setBigDecimal(4, amount.amount());
            insert.setString(5, amount.currency().getCurrencyCode());
            insert.setString(6, reason);
            for (int column = 7; column <= 8; column++) {
                if (undone.isPresent()) {
                    insert.setLong(column, undone.get());
                } else {
                    insert.setNull(column, Types.NUMERIC);
                }
            }
            insert.setString(9, by);
            insert.setObject(10, Columns.utc(clock.instant()));
            insert.executeUpdate();
        }
        return find(connection, id).orElseThrow();
    }

    private static Outcome<Adjustment> noSuch() {
        return Outcome.rejected(Rejection.of("NO_SUCH_ADJUSTMENT", "There is no such adjustment."));
    }

    /** By ADJUSTMENT_UNDONE_UK. */
    private static boolean isUndone(Connection connection, long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT ID FROM ADJUSTMENT WHERE UNDONE_KEY = ?")) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    public Optional<Adjustment> find(long id) {
        try (Connection connection = dataSource.getConnection()) {
            return find(connection, id);
        } catch (SQLException e) {
            throw new IllegalStateException("Adjustment " + id + " cannot be read", e);
        }
    }

    private static Optional<Adjustment> find(Connection connection, long id) throws SQLException {
        return one(connection, SELECT + " WHERE ID = ?", id);
    }

    private static Optional<Adjustment> locked(Connection connection, long id) throws SQLException {
        return one(connection, SELECT + " WHERE ID = ? FOR UPDATE", id);
    }

    private static Optional<Adjustment> one(Connection connection, String sql, long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(adjustment(row)) : Optional.empty();
            }
        }
    }

    /**
     * Newest first: of one account or of all, in one state or in all.
     *
     * @param limit at most {@link Page#MAX_LIMIT}
     */
    public Page<Adjustment> list(Optional<BillingAccountId> account, Optional<State> state, int offset, int limit) {
        String where = " WHERE BILLING_ACCOUNT_ID = COALESCE(?, BILLING_ACCOUNT_ID) AND STATE = COALESCE(?, STATE)";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        SELECT + where + " ORDER BY ID DESC OFFSET ? ROWS FETCH NEXT ? ROWS ONLY");
                PreparedStatement count = connection.prepareStatement("SELECT COUNT(*) FROM ADJUSTMENT" + where)) {
            for (PreparedStatement each : List.of(select, count)) {
                each.setString(1, account.map(BillingAccountId::value).orElse(null));
                each.setString(2, state.map(Enum::name).orElse(null));
            }
            select.setInt(3, offset);
            select.setInt(4, Math.min(limit, Page.MAX_LIMIT));
            List<Adjustment> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(adjustment(row));
                }
            }
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return new Page<>(found, offset, row.getLong(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The adjustments cannot be read", e);
        }
    }

    private static Adjustment adjustment(ResultSet row) throws SQLException {
        long undone = row.getLong("UNDONE_ID");
        Optional<Long> undoneId = row.wasNull() ? Optional.empty() : Optional.of(undone);
        @Nullable String decidedBy = row.getString("DECIDED_BY");
        return new Adjustment(
                row.getLong("ID"),
                Kind.valueOf(row.getString("KIND")),
                new BillingAccountId(row.getString("BILLING_ACCOUNT_ID")),
                Columns.money(row),
                row.getString("REASON"),
                undoneId,
                State.valueOf(row.getString("STATE")),
                row.getString("ASKED_BY"),
                Columns.instant(row, "ASKED_AT"),
                Optional.ofNullable(decidedBy),
                Columns.instantOrNone(row, "DECIDED_AT"));
    }
}
