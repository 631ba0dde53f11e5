package dialtone.invoice.service;

import dialtone.invoice.BilledLine;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoiceTaxLine;
import dialtone.invoice.Rebill;
import dialtone.invoice.document.service.RecipientRows;
import dialtone.ledger.service.Columns;
import dialtone.rating.service.PriceVersionRows;
import dialtone.rating.service.PriceVersionRows.CorrectedPrice;
import dialtone.rating.service.PriceVersionRows.UsedPrice;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The statements that store invoices: facts, appended only. */
public final class InvoiceRows {

    private InvoiceRows() {}

    /** @throws SQLException if a cause is on a line already, or the cycle of an account is invoiced already */
    public static void insert(Connection connection, List<Invoice> invoices, Instant now) throws SQLException {
        if (invoices.isEmpty()) {
            return;
        }
        insertHeads(connection, invoices, now);
        insertLines(connection, invoices);
        insertTaxes(connection, invoices);
        SectionRows.insert(connection, invoices);
        RecipientRows.keep(connection, invoices);
    }

    private static void insertHeads(Connection connection, List<Invoice> invoices, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO INVOICE (INVOICE_ID, KIND, BILLING_ACCOUNT_ID, CUSTOMER_ID, CYCLE_FROM_ON, CYCLE_TO_ON, CYCLE_KEY,"
                        + " CREDITED_ID, REASON, ISSUED_ON, DUE_ON, NET_AMOUNT, TAX_AMOUNT, TOTAL_AMOUNT, CURRENCY, LINE_COUNT, STORED_AT,"
                        + " REPLACED_ID, RUN_TYPE) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Invoice invoice : invoices) {
                insert.setString(1, invoice.id().value());
                insert.setString(2, invoice.isCreditNote() ? "CREDIT_NOTE" : "INVOICE");
                insert.setString(3, invoice.account().value());
                insert.setString(4, invoice.content().customer().value());
                insert.setObject(5, invoice.cycle().from());
                insert.setObject(6, invoice.cycle().to());
                insert.setString(7, invoice.isCreditNote() ? null : cycleKey(invoice));
                insert.setString(
                        8,
                        invoice.credit()
                                .map(credit -> credit.credited().value())
                                .orElse(null));
                insert.setString(9, invoice.credit().map(Invoice.Credit::reason).orElse(null));
                insert.setObject(10, invoice.issuedOn());
                insert.setObject(11, invoice.dueOn());
                insert.setBigDecimal(12, invoice.net().amount());
                insert.setBigDecimal(13, invoice.tax().amount());
                insert.setBigDecimal(14, invoice.total().amount());
                insert.setString(15, invoice.currency().getCurrencyCode());
                insert.setInt(16, invoice.lines().size());
                insert.setObject(17, Columns.utc(now));
                insert.setString(18, invoice.replaced().map(InvoiceId::value).orElse(null));
                insert.setString(19, invoice.content().runType().name());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** What is invoiced once: a cycle of an account, or the place of an invoice that was credited whole. */
    private static String cycleKey(Invoice invoice) {
        return invoice.replaced().map(Rebill::cycleKey).orElseGet(invoice.content()::cycleKey);
    }

    private static void insertLines(Connection connection, List<Invoice> invoices) throws SQLException {
        Set<Long> numbers = usedNumbers(invoices);
        Map<UsedPrice, String> versions = PriceVersionRows.ofUse(connection, numbers);
        Map<CorrectedPrice, String> corrected = PriceVersionRows.corrected(connection, numbers);
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO INVOICE_LINE (INVOICE_ID, LINE_NUMBER, LINE_KIND, SUBJECT, PRICE_ID, DESCRIPTION, EXPLANATION,"
                        + " PERIOD_FROM_ON, PERIOD_TO_ON, AMOUNT, CURRENCY, RECORD_COUNT, CHARGE_ID, USAGE_KEY, NUMBER_ACCOUNT_ID,"
                        + " BILL_CYCLE_ON, ADJUSTMENT_ID, CREDITED_KEY, CREDITED_LINE, CATALOG_VERSION,"
                        + " REBILLED_KEY, REBILLED_LINE, REBILLED_ID, SO_FAR_NUMBER_ID)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Invoice invoice : invoices) {
                for (BilledLine line : invoice.lines()) {
                    insert.setString(1, invoice.id().value());
                    insert.setInt(2, line.number());
                    insert.setString(3, line.kind().name());
                    insert.setString(4, line.subject());
                    insert.setString(5, line.priceId());
                    insert.setString(6, line.description());
                    insert.setString(7, line.explanation());
                    insert.setObject(8, line.period().from());
                    insert.setObject(9, line.period().to());
                    insert.setBigDecimal(10, line.amount().amount());
                    insert.setString(11, line.amount().currency().getCurrencyCode());
                    insert.setLong(12, line.records());
                    bindCause(insert, line.cause());
                    insert.setString(
                            20,
                            correctedPrice(line)
                                    .map(corrected::get)
                                    .or(() -> usedPrice(line).map(versions::get))
                                    .orElse(null));
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static Set<Long> usedNumbers(List<Invoice> invoices) {
        return invoices.stream()
                .flatMap(invoice -> invoice.lines().stream())
                .flatMap(line -> usedPrice(line).stream())
                .map(UsedPrice::numberAccountId)
                .collect(Collectors.toSet());
    }

    private static Optional<UsedPrice> usedPrice(BilledLine line) {
        return line.origin() instanceof BilledLine.OfUse usage
                ? Optional.of(new UsedPrice(usage.numberAccountId(), usage.priceId()))
                : Optional.empty();
    }

    private static Optional<CorrectedPrice> correctedPrice(BilledLine line) {
        return line.origin() instanceof BilledLine.OfUse usage
                ? Optional.of(new CorrectedPrice(usage.numberAccountId(), usage.cycle(), usage.priceId()))
                : Optional.empty();
    }

    private static void bindCause(PreparedStatement insert, BilledLine.Cause cause) throws SQLException {
        insert.setNull(13, Types.NUMERIC);
        insert.setNull(14, Types.VARCHAR);
        insert.setNull(15, Types.NUMERIC);
        insert.setNull(16, Types.DATE);
        insert.setNull(17, Types.NUMERIC);
        insert.setNull(18, Types.VARCHAR);
        insert.setNull(19, Types.NUMERIC);
        insert.setNull(21, Types.VARCHAR);
        insert.setNull(22, Types.NUMERIC);
        insert.setNull(23, Types.NUMERIC);
        insert.setNull(24, Types.NUMERIC);
        switch (cause) {
            case BilledLine.OfCharge charge -> insert.setLong(13, charge.chargeId());
            case BilledLine.OfUsage usage -> {
                insert.setString(14, usage.key());
                bindUse(insert, usage);
            }
            case BilledLine.OfUsageSoFar usage -> {
                insert.setString(14, usage.key());
                bindUse(insert, usage);
            }
            case BilledLine.OfAdjustment adjustment -> insert.setLong(17, adjustment.adjustmentId());
            case BilledLine.OfCreditedLine credited -> {
                insert.setString(18, credited.key());
                insert.setInt(19, credited.line());
            }
            case BilledLine.OfRebilledLine rebilled -> {
                insert.setString(21, rebilled.key());
                insert.setInt(22, rebilled.line());
                switch (rebilled.of()) {
                    case BilledLine.OfCharge charge -> insert.setLong(23, charge.chargeId());
                    case BilledLine.OfAdjustment adjustment -> insert.setLong(23, adjustment.adjustmentId());
                    case BilledLine.OfUse usage -> bindUse(insert, usage);
                    case BilledLine.OfCreditedLine none ->
                        throw new IllegalArgumentException("No line of an invoice: " + none);
                    case BilledLine.OfRebilledLine none ->
                        throw new IllegalArgumentException("Rebilled twice over: " + none);
                }
            }
        }
    }

    private static void bindUse(PreparedStatement insert, BilledLine.OfUse use) throws SQLException {
        insert.setLong(15, use.numberAccountId());
        switch (use) {
            case BilledLine.OfUsage usage -> insert.setObject(16, usage.billCycle());
            case BilledLine.OfUsageSoFar soFar -> {
                insert.setObject(16, soFar.billedTo());
                insert.setLong(24, soFar.numberAccountId());
            }
        }
    }

    private static void insertTaxes(Connection connection, List<Invoice> invoices) throws SQLException {
        if (invoices.stream().allMatch(invoice -> invoice.taxes().isEmpty())) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO INVOICE_TAX (INVOICE_ID, TAX_NUMBER, TAX_CODE, DESCRIPTION, LINE_NUMBER, BASE_AMOUNT, RATE, AMOUNT,"
                        + " CURRENCY, NOTE) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Invoice invoice : invoices) {
                int number = 1;
                for (InvoiceTaxLine tax : invoice.taxes()) {
                    insert.setString(1, invoice.id().value());
                    insert.setInt(2, number++);
                    insert.setString(3, tax.code());
                    insert.setString(4, tax.description());
                    if (tax.line().isPresent()) {
                        insert.setInt(5, tax.line().getAsInt());
                    } else {
                        insert.setNull(5, Types.NUMERIC);
                    }
                    insert.setBigDecimal(6, tax.base().amount());
                    insert.setBigDecimal(7, tax.rate());
                    insert.setBigDecimal(8, tax.amount().amount());
                    insert.setString(9, tax.amount().currency().getCurrencyCode());
                    insert.setString(10, tax.note());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }
}
