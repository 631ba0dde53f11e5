package dialtone.invoice.service;

import dialtone.base.Money;
import dialtone.base.Page;
import dialtone.catalog.UsageType;
import dialtone.invoice.BilledLine;
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

    private static final String SELECTED =
            "SELECT E.SOURCE_NAME, E.RECORD_SEQUENCE, E.USAGE_TYPE, E.MSISDN, E.STARTED_AT, E.QUANTITY, E.PEER, E.VISITED_NETWORK,"
                    + " E.BILLABLE_UNITS, E.INCLUDED_UNITS, E.CELL, E.PRICE_ID, E.AMOUNT, E.CURRENCY, E.CHARGED_UNITS,"
                    + " C.USAGE_TYPE AS OTHER_TYPE,"
                    + " C.PRICE_ID AS OTHER_PRICE_ID, C.CHARGED_UNITS AS OTHER_UNITS, C.AMOUNT AS OTHER_AMOUNT,"
                    + " C.CURRENCY AS OTHER_CURRENCY FROM ";

    private static final String WITH_CHARGES = " LEFT JOIN USAGE_CHARGE C ON C.SOURCE_NAME = E.SOURCE_NAME"
            + " AND C.RECORD_SEQUENCE = E.RECORD_SEQUENCE"
            // what it makes another line or another month cost is theirs
            + " AND C.NUMBER_ACCOUNT_ID = E.NUMBER_ACCOUNT_ID AND C.CYCLE_ON = E.CYCLE_ON"
            + " ORDER BY E.STARTED_AT, E.SOURCE_NAME, E.RECORD_SEQUENCE, C.PRICE_ID";

    private static final String OF_CYCLE =
            SELECTED + "(SELECT * FROM USAGE_EVENT WHERE NUMBER_ACCOUNT_ID = ? AND CYCLE_ON = ?"
                    + " ORDER BY STARTED_AT, SOURCE_NAME, RECORD_SEQUENCE FETCH FIRST ? ROWS ONLY) E" + WITH_CHARGES;

    private static final String IN_CELLS_OF_EVENT =
            "U.USAGE_TYPE || ':' || COALESCE(U.CELL, '-') IN (" + Columns.inList() + ")";

    private static final String IN_CELLS_OF_SEGMENT =
            "S.USAGE_TYPE || ':' || COALESCE(S.CELL, '-') IN (" + Columns.inList() + ")";

    private static final String ON_INVOICE =
            "NUMBER_ACCOUNT_ID = ? AND CYCLE_ON = ? AND COALESCE(BILL_CYCLE_ON, CYCLE_ON) = ?";

    /** Those that began in one of the cells, or of which a part lies in one. */
    private static final String OF_INVOICE_LINE =
            ON_INVOICE + " AND (" + IN_CELLS_OF_EVENT + " OR EXISTS (SELECT 1 FROM USAGE_SEGMENT S"
                    + " WHERE S.SOURCE_NAME = U.SOURCE_NAME AND S.RECORD_SEQUENCE = U.RECORD_SEQUENCE AND "
                    + IN_CELLS_OF_SEGMENT + "))";

    private static final String OF_INVOICE = SELECTED + "(SELECT U.* FROM USAGE_EVENT U WHERE " + OF_INVOICE_LINE
            + " ORDER BY STARTED_AT, SOURCE_NAME, RECORD_SEQUENCE OFFSET ? ROWS FETCH NEXT ? ROWS ONLY) E"
            + WITH_CHARGES;

    private static final String COUNT_OF_INVOICE = "SELECT COUNT(*) FROM USAGE_EVENT U WHERE " + OF_INVOICE_LINE;

    private static final String CELLS_OF_INVOICE = "SELECT USAGE_TYPE, CELL FROM USAGE_EVENT WHERE " + ON_INVOICE
            + " UNION SELECT USAGE_TYPE, CELL FROM USAGE_SEGMENT WHERE " + ON_INVOICE;

    /** By other lines' records, those of other months, or by a corrected price. */
    private static final String ADDED_TO_INVOICE =
            " FROM USAGE_CHARGE C JOIN USAGE_EVENT E ON E.SOURCE_NAME = C.SOURCE_NAME"
                    + " AND E.RECORD_SEQUENCE = C.RECORD_SEQUENCE"
                    + " WHERE C.NUMBER_ACCOUNT_ID = ? AND C.CYCLE_ON = ? AND COALESCE(C.BILL_CYCLE_ON, C.CYCLE_ON) = ? AND C.PRICE_ID = ?"
                    + " AND (E.NUMBER_ACCOUNT_ID <> C.NUMBER_ACCOUNT_ID OR E.CYCLE_ON <> C.CYCLE_ON OR C.RERATING_ID > 0)";

    private static final String ADDING =
            "SELECT E.SOURCE_NAME, E.RECORD_SEQUENCE, E.USAGE_TYPE, E.MSISDN, E.STARTED_AT, E.QUANTITY, E.PEER, E.VISITED_NETWORK,"
                    + " E.BILLABLE_UNITS, E.INCLUDED_UNITS, E.CELL, NULL AS PRICE_ID, E.CHARGED_UNITS, C.USAGE_TYPE AS OTHER_TYPE,"
                    + " C.PRICE_ID AS OTHER_PRICE_ID, C.CHARGED_UNITS AS OTHER_UNITS, C.AMOUNT AS OTHER_AMOUNT, C.CURRENCY AS OTHER_CURRENCY"
                    + ADDED_TO_INVOICE
                    + " ORDER BY E.STARTED_AT, E.SOURCE_NAME, E.RECORD_SEQUENCE OFFSET ? ROWS FETCH NEXT ? ROWS ONLY";

    private static final String COUNT_OF_ADDING = "SELECT COUNT(*)" + ADDED_TO_INVOICE;

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

    /** Cells that records behind a line's invoice lie in, of all prices. By USAGE_EVENT_NUMBER_IX and USAGE_SEGMENT_NUMBER_IX. */
    static List<Cell> cellsOfInvoice(Connection connection, BilledLine.OfUsage usage) throws SQLException {
        List<Cell> cells = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(CELLS_OF_INVOICE)) {
            bind(select, 1, usage);
            bind(select, 4, usage);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    cells.add(cell(row, "CELL"));
                }
            }
        }
        return cells;
    }

    /**
     * Records behind a line of use, oldest first, and how many there are in all. By USAGE_EVENT_NUMBER_IX and the primary keys of
     * USAGE_SEGMENT and USAGE_CHARGE.
     *
     * @param cells of its price; a tariff has a handful, at most {@link Columns#IN_LIST}
     */
    static Page<RatedRecord> ofInvoice(
            Connection connection, BilledLine.OfUsage usage, List<Cell> cells, int offset, int limit)
            throws SQLException {
        if (cells.isEmpty()) {
            return new Page<>(List.of(), offset, 0);
        }
        List<String> texts = Columns.inLists(cells.stream()
                        .map(cell -> cell.type() + ":" + cell.key())
                        .toList())
                .getFirst();
        try (PreparedStatement count = connection.prepareStatement(COUNT_OF_INVOICE);
                PreparedStatement select = connection.prepareStatement(OF_INVOICE)) {
            for (PreparedStatement each : List.of(count, select)) {
                bind(each, 1, usage);
                for (int i = 0; i < texts.size(); i++) {
                    each.setString(4 + i, texts.get(i));
                    each.setString(4 + texts.size() + i, texts.get(i));
                }
            }
            select.setInt(4 + 2 * texts.size(), offset);
            select.setInt(5 + 2 * texts.size(), limit);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return new Page<>(read(select), offset, row.getLong(1));
            }
        }
    }

    /**
     * Records of other lines or months that left less of an allowance to a line of use, or that a corrected price costs otherwise, each with what it adds to that, oldest first. By
     * USAGE_CHARGE_NUMBER_IX and the primary key of USAGE_EVENT.
     */
    static Page<RatedRecord> addingTo(Connection connection, BilledLine.OfUsage usage, int offset, int limit)
            throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(COUNT_OF_ADDING);
                PreparedStatement select = connection.prepareStatement(ADDING)) {
            for (PreparedStatement each : List.of(count, select)) {
                bind(each, 1, usage);
                each.setString(4, usage.priceId());
            }
            select.setInt(5, offset);
            select.setInt(6, limit);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return new Page<>(read(select), offset, row.getLong(1));
            }
        }
    }

    private static void bind(PreparedStatement statement, int from, BilledLine.OfUsage usage) throws SQLException {
        statement.setLong(from, usage.numberAccountId());
        statement.setObject(from + 1, usage.cycle());
        statement.setObject(from + 2, usage.billCycle());
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
