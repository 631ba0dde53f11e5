package dialtone.invoice.document.service;

import dialtone.base.Page;
import dialtone.invoice.AppliedRate;
import dialtone.invoice.BillQuery;
import dialtone.invoice.BilledLine;
import dialtone.invoice.CustomerBill;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoiceTaxLine;
import dialtone.invoice.RunType;
import dialtone.ledger.service.Columns;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.rating.ChargePeriod;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.sql.DataSource;

/** Lists bills and their lines, newest first; three statements a page, whatever is on it. */
@Stateless
public class CustomerBills {

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @SuppressWarnings("NullAway") // the container injects
    public CustomerBills() {}

    @SuppressWarnings("UnnecessaryAssignment") // outside a container: tests
    CustomerBills(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    private record Where(String sql, List<Object> values) {}

    /** A statement's parameters in turn. */
    private static void bind(PreparedStatement select, List<Object> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            select.setObject(i + 1, values.get(i));
        }
    }

    /** By the primary key, INVOICE_ACCOUNT_IX, INVOICE_CUSTOMER_IX or INVOICE_ISSUED_IX, whichever is asked by. */
    private static Where where(BillQuery query) {
        List<String> conditions = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        in(conditions, values, "I.INVOICE_ID", query.ids());
        in(conditions, values, "I.BILLING_ACCOUNT_ID", query.accounts());
        in(conditions, values, "I.CUSTOMER_ID", query.customers());
        query.from().ifPresent(from -> {
            conditions.add("I.ISSUED_ON >= ?");
            values.add(from);
        });
        query.until().ifPresent(until -> {
            conditions.add("I.ISSUED_ON < ?");
            values.add(until);
        });
        return new Where(conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions), values);
    }

    private static void in(List<String> conditions, List<Object> values, String column, Set<String> asked) {
        if (!asked.isEmpty()) {
            conditions.add(column + " IN (" + String.join(",", Collections.nCopies(asked.size(), "?")) + ")");
            values.addAll(asked);
        }
    }

    public Page<CustomerBill> list(BillQuery query) {
        Where where = where(query);
        int limit = Math.min(query.limit(), Page.MAX_LIMIT);
        try (Connection connection = dataSource.getConnection()) {
            List<CustomerBill> bills = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT I.INVOICE_ID, I.BILLING_ACCOUNT_ID, I.CUSTOMER_ID, I.CYCLE_FROM_ON, I.CYCLE_TO_ON, I.ISSUED_ON, I.DUE_ON,"
                            + " I.STORED_AT, I.NET_AMOUNT, I.TOTAL_AMOUNT, I.CURRENCY, I.CREDITED_ID, I.RUN_TYPE"
                            + " FROM INVOICE I"
                            + where.sql()
                            + " ORDER BY I.ISSUED_ON DESC, I.INVOICE_ID DESC OFFSET ? ROWS FETCH NEXT ? ROWS ONLY")) {
                bind(select, paged(where.values(), query.offset(), limit));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        bills.add(bill(row));
                    }
                }
            }
            Map<String, List<InvoiceTaxLine>> taxes = taxes(
                    connection, bills.stream().map(bill -> bill.id().value()).toList());
            return new Page<>(
                    bills.stream()
                            .map(bill ->
                                    withTaxes(bill, taxes.getOrDefault(bill.id().value(), List.of())))
                            .toList(),
                    query.offset(),
                    count(connection, "SELECT COUNT(*) FROM INVOICE I" + where.sql(), where.values()));
        } catch (SQLException e) {
            throw new IllegalStateException("The bills cannot be read", e);
        }
    }

    private static List<Object> paged(List<Object> values, int offset, int limit) {
        List<Object> paged = new ArrayList<>(values);
        paged.add(offset);
        paged.add(limit);
        return paged;
    }

    private static CustomerBill bill(ResultSet row) throws SQLException {
        return new CustomerBill(
                new InvoiceId(row.getString("INVOICE_ID")),
                new BillingAccountId(row.getString("BILLING_ACCOUNT_ID")),
                new CustomerId(row.getString("CUSTOMER_ID")),
                new ChargePeriod(Columns.date(row, "CYCLE_FROM_ON"), Columns.date(row, "CYCLE_TO_ON")),
                Columns.date(row, "ISSUED_ON"),
                Columns.date(row, "DUE_ON"),
                Columns.instant(row, "STORED_AT"),
                Columns.money(row, "NET_AMOUNT"),
                Columns.money(row, "TOTAL_AMOUNT"),
                Optional.ofNullable(row.getString("CREDITED_ID")).map(InvoiceId::new),
                RunType.valueOf(row.getString("RUN_TYPE")),
                List.of());
    }

    private static CustomerBill withTaxes(CustomerBill bill, List<InvoiceTaxLine> taxes) {
        return new CustomerBill(
                bill.id(),
                bill.account(),
                bill.customer(),
                bill.cycle(),
                bill.issuedOn(),
                bill.dueOn(),
                bill.storedAt(),
                bill.net(),
                bill.total(),
                bill.credited(),
                bill.runType(),
                taxes);
    }

    /** The taxes of whole bills, each kind summed up over the lines, in the order of the lines. By the primary key. */
    private static Map<String, List<InvoiceTaxLine>> taxes(Connection connection, List<String> invoices)
            throws SQLException {
        Map<String, List<InvoiceTaxLine>> taxes = new HashMap<>();
        for (List<String> list : Columns.inLists(invoices)) {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT INVOICE_ID, TAX_CODE, MIN(DESCRIPTION) AS DESCRIPTION, SUM(BASE_AMOUNT) AS BASE_AMOUNT, RATE,"
                            + " SUM(AMOUNT) AS AMOUNT, CURRENCY, NOTE FROM INVOICE_TAX WHERE INVOICE_ID IN ("
                            + Columns.inList()
                            + ") GROUP BY INVOICE_ID, TAX_CODE, RATE, NOTE, CURRENCY ORDER BY INVOICE_ID, MIN(TAX_NUMBER)")) {
                bind(select, new ArrayList<>(list));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        taxes.computeIfAbsent(row.getString("INVOICE_ID"), added -> new ArrayList<>())
                                .add(tax(row, OptionalInt.empty()));
                    }
                }
            }
        }
        return taxes;
    }

    /** The taxes of these lines and of no others, by the ids of the lines. By the primary key's first column. */
    private static Map<String, List<InvoiceTaxLine>> taxesOf(Connection connection, List<AppliedRate> lines)
            throws SQLException {
        Map<String, List<InvoiceTaxLine>> taxes = new HashMap<>();
        for (List<AppliedRate> list : Columns.inLists(lines)) {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT INVOICE_ID, TAX_CODE, DESCRIPTION, LINE_NUMBER, BASE_AMOUNT, RATE, AMOUNT, CURRENCY, NOTE FROM INVOICE_TAX"
                            + " WHERE (INVOICE_ID, LINE_NUMBER) IN ("
                            + String.join(",", Collections.nCopies(Columns.IN_LIST, "(?,?)"))
                            + ") ORDER BY INVOICE_ID, TAX_NUMBER")) {
                List<Object> values = new ArrayList<>();
                for (AppliedRate line : list) {
                    values.add(line.bill().value());
                    values.add(Integer.valueOf(line.id().substring(line.id().indexOf(':') + 1)));
                }
                bind(select, values);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        int line = row.getInt("LINE_NUMBER");
                        taxes.computeIfAbsent(row.getString("INVOICE_ID") + ":" + line, added -> new ArrayList<>())
                                .add(tax(row, OptionalInt.of(line)));
                    }
                }
            }
        }
        return taxes;
    }

    private static InvoiceTaxLine tax(ResultSet row, OptionalInt line) throws SQLException {
        return new InvoiceTaxLine(
                row.getString("TAX_CODE"),
                row.getString("DESCRIPTION"),
                line,
                Columns.money(row, "BASE_AMOUNT"),
                row.getBigDecimal("RATE"),
                Columns.money(row),
                Columns.text(row, "NOTE"));
    }

    private static long count(Connection connection, String sql, List<Object> values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, values);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /**
     * The lines of the bills that are asked for. How many there are all together the bills say themselves: their lines are not counted.
     *
     * @param line number of the one line that is wanted; empty for all
     */
    public Page<AppliedRate> rates(BillQuery query, OptionalInt line) {
        Where bills = where(query);
        List<Object> values = new ArrayList<>(bills.values());
        String sql = " FROM INVOICE I JOIN INVOICE_LINE L ON L.INVOICE_ID = I.INVOICE_ID" + bills.sql();
        if (line.isPresent()) {
            sql += (values.isEmpty() ? " WHERE" : " AND") + " L.LINE_NUMBER = ?";
            values.add(line.getAsInt());
        }
        try (Connection connection = dataSource.getConnection()) {
            List<AppliedRate> rates = rates(connection, sql, values, query);
            long total = line.isPresent()
                    ? count(connection, "SELECT COUNT(*)" + sql, values)
                    : count(
                            connection,
                            "SELECT COALESCE(SUM(I.LINE_COUNT), 0) FROM INVOICE I" + bills.sql(),
                            bills.values());
            return new Page<>(rates, query.offset(), total);
        } catch (SQLException e) {
            throw new IllegalStateException("The lines of bills cannot be read", e);
        }
    }

    private static List<AppliedRate> rates(Connection connection, String from, List<Object> values, BillQuery query)
            throws SQLException {
        List<AppliedRate> rates = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT I.INVOICE_ID, I.BILLING_ACCOUNT_ID, I.ISSUED_ON, L.LINE_NUMBER, L.LINE_KIND, L.SUBJECT, L.DESCRIPTION,"
                        + " L.EXPLANATION, L.PERIOD_FROM_ON, L.PERIOD_TO_ON, L.AMOUNT, L.CURRENCY" + from
                        + " ORDER BY I.ISSUED_ON DESC, I.INVOICE_ID DESC, L.LINE_NUMBER OFFSET ? ROWS FETCH NEXT ? ROWS ONLY")) {
            bind(select, paged(values, query.offset(), Math.min(query.limit(), Page.MAX_LIMIT)));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rates.add(new AppliedRate(
                            row.getString("INVOICE_ID") + ":" + row.getInt("LINE_NUMBER"),
                            new InvoiceId(row.getString("INVOICE_ID")),
                            new BillingAccountId(row.getString("BILLING_ACCOUNT_ID")),
                            Columns.date(row, "ISSUED_ON"),
                            BilledLine.Kind.valueOf(row.getString("LINE_KIND")),
                            row.getString("SUBJECT"),
                            row.getString("DESCRIPTION"),
                            Columns.text(row, "EXPLANATION"),
                            new ChargePeriod(Columns.date(row, "PERIOD_FROM_ON"), Columns.date(row, "PERIOD_TO_ON")),
                            Columns.money(row),
                            List.of()));
                }
            }
        }
        Map<String, List<InvoiceTaxLine>> taxes = taxesOf(connection, rates);
        return rates.stream()
                .map(rate -> withTaxes(rate, taxes.getOrDefault(rate.id(), List.of())))
                .toList();
    }

    private static AppliedRate withTaxes(AppliedRate rate, List<InvoiceTaxLine> taxes) {
        return new AppliedRate(
                rate.id(),
                rate.bill(),
                rate.account(),
                rate.issuedOn(),
                rate.kind(),
                rate.subject(),
                rate.description(),
                rate.explanation(),
                rate.period(),
                rate.amount(),
                taxes);
    }
}
