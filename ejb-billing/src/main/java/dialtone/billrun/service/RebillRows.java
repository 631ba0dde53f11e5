package dialtone.billrun.service;

import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.RebillRequest;
import dialtone.invoice.RebillRequest.State;
import dialtone.ledger.service.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements on REBILL. */
final class RebillRows {

    static final String SELECT =
            "SELECT ID, INVOICE_ID, REASON, AMOUNT, CURRENCY, STATE, ASKED_BY, ASKED_AT, DECIDED_BY, DECIDED_AT, CREDIT_NOTE_ID,"
                    + " NEW_INVOICE_ID FROM REBILL";

    private RebillRows() {}

    static List<RebillRequest> read(PreparedStatement select) throws SQLException {
        List<RebillRequest> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(new RebillRequest(
                        row.getLong("ID"),
                        new InvoiceId(row.getString("INVOICE_ID")),
                        row.getString("REASON"),
                        Columns.money(row),
                        State.valueOf(row.getString("STATE")),
                        row.getString("ASKED_BY"),
                        Columns.instant(row, "ASKED_AT"),
                        text(row, "DECIDED_BY"),
                        Columns.instantOrNone(row, "DECIDED_AT"),
                        text(row, "CREDIT_NOTE_ID").map(InvoiceId::new),
                        text(row, "NEW_INVOICE_ID").map(InvoiceId::new)));
            }
        }
        return found;
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        @Nullable String value = row.getString(column);
        return Optional.ofNullable(value);
    }

    static Optional<RebillRequest> find(Connection connection, long id) throws SQLException {
        return one(connection, SELECT + " WHERE ID = ?", id);
    }

    /** Under its lock until the transaction ends. */
    static Optional<RebillRequest> locked(Connection connection, long id) throws SQLException {
        return one(connection, SELECT + " WHERE ID = ? FOR UPDATE", id);
    }

    private static Optional<RebillRequest> one(Connection connection, String sql, long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, id);
            return read(select).stream().findFirst();
        }
    }

    /** The one that was not declined. By REBILL_OPEN_UK. */
    static Optional<RebillRequest> open(Connection connection, InvoiceId invoice) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " WHERE OPEN_KEY = ?")) {
            select.setString(1, invoice.value());
            return read(select).stream().findFirst();
        }
    }

    /** @return its id */
    static long insert(Connection connection, InvoiceId invoice, String reason, Invoice shown, String by, Instant now)
            throws SQLException {
        long id;
        try (PreparedStatement select = connection.prepareStatement("SELECT REBILL_SEQ.NEXTVAL FROM DUAL");
                ResultSet row = select.executeQuery()) {
            row.next();
            id = row.getLong(1);
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO REBILL (ID, INVOICE_ID, OPEN_KEY, REASON, AMOUNT, CURRENCY, STATE, ASKED_BY, ASKED_AT, FINGERPRINT)"
                        + " VALUES (?, ?, ?, ?, ?, ?, 'ASKED', ?, ?, ?)")) {
            insert.setLong(1, id);
            insert.setString(2, invoice.value());
            insert.setString(3, invoice.value());
            insert.setString(4, reason);
            insert.setBigDecimal(5, shown.total().amount());
            insert.setString(6, shown.currency().getCurrencyCode());
            insert.setString(7, by);
            insert.setObject(8, Columns.utc(now));
            insert.setString(9, shown.fingerprint());
            insert.executeUpdate();
        }
        return id;
    }

    /** What was shown to who asked; empty of a request from before that was kept. */
    static Optional<String> fingerprint(Connection connection, long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT FINGERPRINT FROM REBILL WHERE ID = ?")) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return text(row, "FINGERPRINT");
            }
        }
    }

    static void decline(Connection connection, long id, String by, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE REBILL SET STATE = 'DECLINED', OPEN_KEY = NULL, DECIDED_BY = ?, DECIDED_AT = ? WHERE ID = ?")) {
            update.setString(1, by);
            update.setObject(2, Columns.utc(now));
            update.setLong(3, id);
            update.executeUpdate();
        }
    }

    static void issued(Connection connection, long id, Invoice note, Invoice issued, String by, Instant now)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE REBILL SET STATE = 'ISSUED', DECIDED_BY = ?, DECIDED_AT = ?, CREDIT_NOTE_ID = ?, NEW_INVOICE_ID = ?"
                        + " WHERE ID = ?")) {
            update.setString(1, by);
            update.setObject(2, Columns.utc(now));
            update.setString(3, note.id().value());
            update.setString(4, issued.id().value());
            update.setLong(5, id);
            update.executeUpdate();
        }
    }
}
