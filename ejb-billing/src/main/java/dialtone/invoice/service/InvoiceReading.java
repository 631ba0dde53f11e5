package dialtone.invoice.service;

import dialtone.base.Money;
import dialtone.base.Page;
import dialtone.invoice.BilledLine;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceDraft;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoiceSummary;
import dialtone.invoice.InvoiceTaxLine;
import dialtone.invoice.RunType;
import dialtone.ledger.service.Columns;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.rating.ChargePeriod;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The statements that read invoices. */
final class InvoiceReading {

    private static final String HEAD =
            "SELECT INVOICE_ID, BILLING_ACCOUNT_ID, CUSTOMER_ID, CYCLE_FROM_ON, CYCLE_TO_ON, CREDITED_ID, REASON, ISSUED_ON, DUE_ON,"
                    + " NET_AMOUNT, TAX_AMOUNT, TOTAL_AMOUNT, CURRENCY, REPLACED_ID, RUN_TYPE FROM INVOICE";

    private final Connection connection;

    InvoiceReading(Connection connection) {
        this.connection = connection;
    }

    /** By the primary keys. */
    Optional<Invoice> find(InvoiceId id) throws SQLException {
        return find(id, HEAD + " WHERE INVOICE_ID = ?");
    }

    /** Under its lock until the transaction ends. */
    Optional<Invoice> locked(InvoiceId id) throws SQLException {
        return find(id, HEAD + " WHERE INVOICE_ID = ? FOR UPDATE");
    }

    private Optional<Invoice> find(InvoiceId id, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, id.value());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                @Nullable String credited = row.getString("CREDITED_ID");
                return Optional.of(new Invoice(
                        id,
                        new InvoiceDraft(
                                new BillingAccountId(row.getString("BILLING_ACCOUNT_ID")),
                                new CustomerId(row.getString("CUSTOMER_ID")),
                                Currency.getInstance(row.getString("CURRENCY")),
                                cycle(row),
                                Columns.date(row, "ISSUED_ON"),
                                Columns.date(row, "DUE_ON"),
                                lines(id),
                                SectionRows.of(connection, id),
                                RunType.valueOf(row.getString("RUN_TYPE"))),
                        taxes(id),
                        credited == null
                                ? Optional.empty()
                                : Optional.of(new Invoice.Credit(new InvoiceId(credited), Columns.text(row, "REASON"))),
                        Optional.ofNullable(row.getString("REPLACED_ID")).map(InvoiceId::new)));
            }
        }
    }

    private static ChargePeriod cycle(ResultSet row) throws SQLException {
        return new ChargePeriod(Columns.date(row, "CYCLE_FROM_ON"), Columns.date(row, "CYCLE_TO_ON"));
    }

    private List<BilledLine> lines(InvoiceId id) throws SQLException {
        List<BilledLine> lines = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT LINE_NUMBER, LINE_KIND, SUBJECT, PRICE_ID, DESCRIPTION, EXPLANATION, PERIOD_FROM_ON, PERIOD_TO_ON, AMOUNT,"
                        + " CURRENCY, RECORD_COUNT, CHARGE_ID, USAGE_KEY, NUMBER_ACCOUNT_ID, BILL_CYCLE_ON, ADJUSTMENT_ID, CREDITED_KEY,"
                        + " CREDITED_LINE, REBILLED_KEY, REBILLED_LINE, REBILLED_ID, SO_FAR_NUMBER_ID FROM INVOICE_LINE WHERE INVOICE_ID = ? ORDER BY LINE_NUMBER")) {
            select.setString(1, id.value());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    lines.add(new BilledLine(
                            row.getInt("LINE_NUMBER"),
                            BilledLine.Kind.valueOf(row.getString("LINE_KIND")),
                            cause(row),
                            row.getString("SUBJECT"),
                            row.getString("DESCRIPTION"),
                            row.getString("EXPLANATION"),
                            new ChargePeriod(Columns.date(row, "PERIOD_FROM_ON"), Columns.date(row, "PERIOD_TO_ON")),
                            Columns.money(row),
                            row.getLong("RECORD_COUNT")));
                }
            }
        }
        return lines;
    }

    private static BilledLine.Cause cause(ResultSet row) throws SQLException {
        @Nullable String credited = row.getString("CREDITED_KEY");
        if (credited != null) {
            return new BilledLine.OfCreditedLine(invoiceOf(credited), row.getInt("CREDITED_LINE"));
        }
        @Nullable String rebilled = row.getString("REBILLED_KEY");
        return rebilled == null
                ? origin(row, "CHARGE_ID", "ADJUSTMENT_ID")
                : new BilledLine.OfRebilledLine(
                        invoiceOf(rebilled), row.getInt("REBILLED_LINE"), origin(row, "REBILLED_ID", "REBILLED_ID"));
    }

    private static InvoiceId invoiceOf(String key) {
        return new InvoiceId(key.substring(0, key.lastIndexOf(':')));
    }

    /**
     * @param charge     column of its charge's id
     * @param adjustment of its adjustment's
     */
    private static BilledLine.Cause origin(ResultSet row, String charge, String adjustment) throws SQLException {
        return switch (BilledLine.Kind.valueOf(row.getString("LINE_KIND"))) {
            case USAGE -> use(row);
            case ADJUSTMENT -> new BilledLine.OfAdjustment(row.getLong(adjustment));
            case ONE_OFF, RECURRING, CREDIT, EARLY_TERMINATION -> {
                String subject = row.getString("SUBJECT");
                int slash = subject.indexOf('/');
                yield new BilledLine.OfCharge(
                        row.getLong(charge),
                        new OrderId(subject.substring(0, slash)),
                        subject.substring(slash + 1),
                        Columns.text(row, "PRICE_ID"));
            }
        };
    }

    private static BilledLine.OfUse use(ResultSet row) throws SQLException {
        LocalDate cycle = Columns.date(row, "PERIOD_FROM_ON");
        LocalDate billed = Columns.date(row, "BILL_CYCLE_ON");
        String price = Columns.text(row, "PRICE_ID");
        return Columns.longOrNone(row, "SO_FAR_NUMBER_ID")
                .<BilledLine.OfUse>map(number -> new BilledLine.OfUsageSoFar(number, cycle, billed, price))
                .orElse(new BilledLine.OfUsage(row.getLong("NUMBER_ACCOUNT_ID"), cycle, billed, price));
    }

    private List<InvoiceTaxLine> taxes(InvoiceId id) throws SQLException {
        List<InvoiceTaxLine> taxes = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT TAX_CODE, DESCRIPTION, LINE_NUMBER, BASE_AMOUNT, RATE, AMOUNT, CURRENCY, NOTE FROM INVOICE_TAX"
                        + " WHERE INVOICE_ID = ? ORDER BY TAX_NUMBER")) {
            select.setString(1, id.value());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    int line = row.getInt("LINE_NUMBER");
                    OptionalInt of = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(line);
                    taxes.add(new InvoiceTaxLine(
                            row.getString("TAX_CODE"),
                            row.getString("DESCRIPTION"),
                            of,
                            Columns.money(row, "BASE_AMOUNT"),
                            row.getBigDecimal("RATE").stripTrailingZeros(),
                            Columns.money(row),
                            Columns.text(row, "NOTE")));
                }
            }
        }
        return taxes;
    }

    /** Newest first. By INVOICE_ACCOUNT_IX. */
    Page<InvoiceSummary> ofAccount(BillingAccountId account, int offset, int limit) throws SQLException {
        List<InvoiceSummary> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                HEAD
                        + " WHERE BILLING_ACCOUNT_ID = ? ORDER BY STORED_AT DESC, INVOICE_ID DESC OFFSET ? ROWS FETCH NEXT ? ROWS ONLY")) {
            select.setString(1, account.value());
            select.setInt(2, offset);
            select.setInt(3, limit);
            read(select, found);
        }
        try (PreparedStatement select =
                connection.prepareStatement("SELECT COUNT(*) FROM INVOICE WHERE BILLING_ACCOUNT_ID = ?")) {
            select.setString(1, account.value());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Page<>(found, offset, row.getLong(1));
            }
        }
    }

    /** By INVOICE_ACCOUNT_IX. */
    Map<InvoiceId, Money> takenBack(BillingAccountId account) throws SQLException {
        Map<InvoiceId, Money> back = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT CREDITED_ID, CURRENCY, -SUM(TOTAL_AMOUNT) AS AMOUNT FROM INVOICE WHERE BILLING_ACCOUNT_ID = ?"
                        + " AND CREDITED_ID IS NOT NULL GROUP BY CREDITED_ID, CURRENCY")) {
            select.setString(1, account.value());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    back.put(new InvoiceId(row.getString("CREDITED_ID")), Columns.money(row));
                }
            }
        }
        return back;
    }

    /** By INVOICE_CREDITED_IX. */
    List<InvoiceSummary> creditNotesOf(InvoiceId invoice) throws SQLException {
        List<InvoiceSummary> found = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(HEAD + " WHERE CREDITED_ID = ? ORDER BY INVOICE_ID")) {
            select.setString(1, invoice.value());
            read(select, found);
        }
        return found;
    }

    private static void read(PreparedStatement select, List<InvoiceSummary> into) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                into.add(new InvoiceSummary(
                        new InvoiceId(row.getString("INVOICE_ID")),
                        new BillingAccountId(row.getString("BILLING_ACCOUNT_ID")),
                        cycle(row),
                        Columns.date(row, "ISSUED_ON"),
                        Columns.date(row, "DUE_ON"),
                        Columns.money(row, "NET_AMOUNT"),
                        Columns.money(row, "TAX_AMOUNT"),
                        Columns.money(row, "TOTAL_AMOUNT"),
                        Optional.ofNullable(row.getString("CREDITED_ID")).map(InvoiceId::new)));
            }
        }
    }
}
