package dialtone.spending.service;

import dialtone.base.Mails;
import dialtone.base.Money;
import dialtone.event.DomainEvent;
import dialtone.event.service.DomainEvents;
import dialtone.ledger.service.Columns;
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
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Notices of which a mail is due. */
@Stateless
public class SpendingNotices {

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Clock clock;

    @Inject
    private DomainEvents events;

    private Consumer<DomainEvent> record = event -> events.record(event);

    @SuppressWarnings("NullAway") // the container injects
    public SpendingNotices() {}

    @SuppressWarnings({"UnnecessaryAssignment", "NullAway"}) // outside a container: tests
    SpendingNotices(DataSource dataSource, Clock clock, Consumer<DomainEvent> record) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.record = record;
    }

    /**
     * A mail that is to be sent.
     *
     * @param msisdn  empty for a limit of the account
     * @param percent of the limit that is reached
     * @param held    whether use beyond the limit waits
     */
    public record Notice(
            long id,
            String name,
            String email,
            String limit,
            Optional<String> msisdn,
            LocalDate cycle,
            int percent,
            Money spent,
            Money most,
            boolean held) {

        /** Without the address. */
        @Override
        public String toString() {
            return "Spending notice " + id;
        }
    }

    /** Those that are due, the longest first. By SPENDING_NOTICE_DUE_IX. */
    public List<Long> due(int most) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT ID FROM SPENDING_NOTICE WHERE DUE_AT <= ? ORDER BY DUE_AT, ID FETCH FIRST ? ROWS ONLY")) {
            select.setObject(1, Columns.utc(clock.instant()));
            select.setInt(2, most);
            List<Long> due = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    due.add(row.getLong("ID"));
                }
            }
            return due;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Takes one on: it is due again when nothing is said of it in {@link Mails#SENDING}. Empty when another one has it. */
    public Optional<Notice> attend(long id) {
        try (Connection connection = dataSource.getConnection()) {
            Instant now = clock.instant();
            if (!isDue(connection, id, now)) {
                return Optional.empty();
            }
            untold(connection, id, now).ifPresent(record);
            store(connection, id, 0, refusals(connection, id), Optional.of(now.plus(Mails.SENDING)));
            return Optional.of(read(connection, id));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** What the hub is told of it, once: a mail that is tried again tells it no more. */
    private static Optional<DomainEvent> untold(Connection connection, long id, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                        "UPDATE SPENDING_NOTICE SET EVENT_AT = ? WHERE ID = ? AND EVENT_AT IS NULL");
                PreparedStatement select = connection.prepareStatement(
                        "SELECT SUBJECT, BILLING_ACCOUNT_ID, LIMIT_ID, LIMIT_NAME, CYCLE_ON, PERCENT, AMOUNT, LIMIT_AMOUNT, CURRENCY, HELD,"
                                + " REACHED_AT FROM SPENDING_NOTICE WHERE ID = ?")) {
            update.setObject(1, Columns.utc(now));
            update.setLong(2, id);
            if (update.executeUpdate() == 0) {
                return Optional.empty();
            }
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                String account = row.getString("BILLING_ACCOUNT_ID");
                String subject = row.getString("SUBJECT");
                Money spent = Columns.money(row);
                Map<String, String> facts = new HashMap<>();
                facts.put("billingAccount", account);
                facts.put("number", subject.equals(account) ? "" : subject);
                facts.put("limit", row.getString("LIMIT_ID"));
                facts.put("name", row.getString("LIMIT_NAME"));
                facts.put("month", YearMonth.from(Columns.date(row, "CYCLE_ON")).toString());
                facts.put("percent", Integer.toString(row.getInt("PERCENT")));
                facts.put("spent", spent.amount().toPlainString());
                facts.put("most", Columns.money(row, "LIMIT_AMOUNT").amount().toPlainString());
                facts.put("currency", spent.currency().getCurrencyCode());
                facts.put("held", Boolean.toString(row.getInt("HELD") == 1));
                return Optional.of(new DomainEvent(
                        "spending-notice-" + id,
                        "UsageConsumptionThresholdEvent",
                        account,
                        Columns.instant(row, "REACHED_AT"),
                        facts));
            }
        }
    }

    /** Its mail has gone out. */
    public void mailed(long id) {
        try (Connection connection = dataSource.getConnection()) {
            store(connection, id, 1, 0, Optional.empty());
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Its mail was not taken: it is tried again, and given up in the end. */
    public void refused(long id) {
        try (Connection connection = dataSource.getConnection()) {
            Mails mails = new Mails(0, refusals(connection, id));
            store(connection, id, 0, mails.refused().refusals(), mails.nextTry(clock.instant()));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static boolean isDue(Connection connection, long id, Instant now) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT DUE_AT FROM SPENDING_NOTICE WHERE ID = ? FOR UPDATE")) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        && Columns.instantOrNone(row, "DUE_AT")
                                .filter(due -> !due.isAfter(now))
                                .isPresent();
            }
        }
    }

    private static int refusals(Connection connection, long id) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT REFUSALS FROM SPENDING_NOTICE WHERE ID = ?")) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt("REFUSALS");
            }
        }
    }

    private static void store(Connection connection, long id, int mails, int refusals, Optional<Instant> due)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE SPENDING_NOTICE SET MAILS = ?, REFUSALS = ?, DUE_AT = ? WHERE ID = ?")) {
            update.setInt(1, mails);
            update.setInt(2, refusals);
            update.setObject(3, due.map(Columns::utc).orElse(null), Types.TIMESTAMP_WITH_TIMEZONE);
            update.setLong(4, id);
            update.executeUpdate();
        }
    }

    private static Notice read(Connection connection, long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT S.ID, S.SUBJECT, S.BILLING_ACCOUNT_ID, S.LIMIT_NAME, S.CYCLE_ON, S.PERCENT, S.AMOUNT, S.LIMIT_AMOUNT, S.CURRENCY,"
                        + " S.HELD, C.GIVEN_NAME, C.EMAIL FROM SPENDING_NOTICE S"
                        + " JOIN BILLING_ACCOUNT A ON A.BILLING_ACCOUNT_ID = S.BILLING_ACCOUNT_ID"
                        + " JOIN CUSTOMER C ON C.CUSTOMER_ID = A.CUSTOMER_ID WHERE S.ID = ?")) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                String account = row.getString("BILLING_ACCOUNT_ID");
                return new Notice(
                        row.getLong("ID"),
                        row.getString("GIVEN_NAME"),
                        row.getString("EMAIL"),
                        row.getString("LIMIT_NAME"),
                        Optional.of(row.getString("SUBJECT")).filter(subject -> !subject.equals(account)),
                        Columns.date(row, "CYCLE_ON"),
                        row.getInt("PERCENT"),
                        Columns.money(row),
                        Columns.money(row, "LIMIT_AMOUNT"),
                        row.getInt("HELD") == 1);
            }
        }
    }

    private static IllegalStateException failed(SQLException cause) {
        return new IllegalStateException("Notices of spending cannot be seen to", cause);
    }
}
