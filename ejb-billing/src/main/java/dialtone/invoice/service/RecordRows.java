package dialtone.invoice.service;

import dialtone.base.Money;
import dialtone.catalog.UsageType;
import dialtone.invoice.NumberUsage.RatedRecord;
import dialtone.ledger.service.Columns;
import dialtone.rating.Cell;
import dialtone.rating.UsageCharge;
import dialtone.usage.UsageEvent;
import dialtone.usage.service.UsageRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The statements that read usage records with what they cost. */
final class RecordRows {

    private static final String COLUMNS =
            "SELECT E.SOURCE_NAME, E.RECORD_SEQUENCE, E.USAGE_TYPE, E.MSISDN, E.STARTED_AT, E.QUANTITY, E.PEER,"
                    + " E.BILLABLE_UNITS, E.INCLUDED_UNITS, E.CELL, E.PRICE_ID, E.AMOUNT, E.CURRENCY, E.CHARGED_UNITS,"
                    + " C.USAGE_TYPE AS OTHER_TYPE,"
                    + " C.PRICE_ID AS OTHER_PRICE_ID, C.CHARGED_UNITS AS OTHER_UNITS, C.AMOUNT AS OTHER_AMOUNT,"
                    + " C.CURRENCY AS OTHER_CURRENCY FROM (SELECT * FROM USAGE_EVENT WHERE NUMBER_ACCOUNT_ID = ? AND CYCLE_ON = ? ";

    private static final String OLDEST = " ORDER BY STARTED_AT, SOURCE_NAME, RECORD_SEQUENCE FETCH FIRST ? ROWS ONLY) E"
            + " LEFT JOIN USAGE_CHARGE C ON C.SOURCE_NAME = E.SOURCE_NAME"
            + " AND C.RECORD_SEQUENCE = E.RECORD_SEQUENCE"
            + " ORDER BY E.STARTED_AT, E.SOURCE_NAME, E.RECORD_SEQUENCE, C.PRICE_ID";

    private static final String OF_CYCLE = COLUMNS + OLDEST;
    private static final String OF_INVOICE = COLUMNS + "AND COALESCE(BILL_CYCLE_ON, CYCLE_ON) = ?" + OLDEST;

    private RecordRows() {}

    /** Oldest first. By USAGE_EVENT_NUMBER_IX and the primary key of USAGE_CHARGE. */
    static List<RatedRecord> ofCycle(Connection connection, long numberId, LocalDate cycle, int limit)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OF_CYCLE)) {
            select.setLong(1, numberId);
            select.setObject(2, cycle);
            select.setInt(3, limit);
            return read(select);
        }
    }

    /** The same, of those that are on the invoice of one cycle. */
    static List<RatedRecord> ofInvoice(
            Connection connection, long numberId, LocalDate cycle, LocalDate billCycle, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OF_INVOICE)) {
            select.setLong(1, numberId);
            select.setObject(2, cycle);
            select.setObject(3, billCycle);
            select.setInt(4, limit);
            return read(select);
        }
    }

    private static List<RatedRecord> read(PreparedStatement select) throws SQLException {
        Map<UsageEvent, RatedRecord> found = new LinkedHashMap<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                UsageEvent event = UsageRows.event(row);
                RatedRecord record = found.get(event);
                found.put(event, withOtherCharge(record == null ? recordOf(event, row) : record, row));
            }
        }
        return List.copyOf(found.values());
    }

    /** With what the record costs itself. */
    private static RatedRecord recordOf(UsageEvent event, ResultSet row) throws SQLException {
        long billable = row.getLong("BILLABLE_UNITS");
        long included = row.getLong("INCLUDED_UNITS");
        String priceId = row.getString("PRICE_ID");
        long beyond = row.getLong("CHARGED_UNITS");
        long charged = row.wasNull() ? billable - included : beyond;
        List<UsageCharge> own = priceId == null
                ? List.of()
                : List.of(new UsageCharge(event.type(), priceId, charged, Columns.money(row)));
        return new RatedRecord(event, cell(row, "CELL"), billable, included, own);
    }

    /** And with what it adds to the charge of another price, where the row has that. */
    private static RatedRecord withOtherCharge(RatedRecord record, ResultSet row) throws SQLException {
        String type = row.getString("OTHER_TYPE");
        if (type == null) {
            return record;
        }
        List<UsageCharge> charges = new ArrayList<>(record.charges());
        charges.add(new UsageCharge(
                UsageType.valueOf(type),
                row.getString("OTHER_PRICE_ID"),
                row.getLong("OTHER_UNITS"),
                new Money(row.getBigDecimal("OTHER_AMOUNT"), Currency.getInstance(row.getString("OTHER_CURRENCY")))));
        return new RatedRecord(record.event(), record.cell(), record.billable(), record.included(), charges);
    }

    static Cell cell(ResultSet row, String column) throws SQLException {
        String key = Columns.text(row, column);
        UsageType type = UsageType.valueOf(row.getString("USAGE_TYPE"));
        return key.isEmpty() ? Cell.of(type) : Cell.of(type, key);
    }
}
