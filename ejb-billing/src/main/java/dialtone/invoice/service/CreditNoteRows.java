package dialtone.invoice.service;

import dialtone.base.Money;
import dialtone.invoice.BilledLine;
import dialtone.invoice.CreditNote;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoiceSummary;
import dialtone.invoice.InvoiceTaxLine;
import dialtone.ledger.service.Journal;
import dialtone.ledger.service.UndoneAdjustments;
import dialtone.party.BillingAccountId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is taken back of invoices, under the lock of the invoice's row and those of the adjustments that it has. */
public final class CreditNoteRows {

    private CreditNoteRows() {}

    /**
     * An invoice under its lock.
     *
     * @param isBegun whether some of it, or all, is taken back already
     */
    public record Creditable(Invoice invoice, CreditNote note, boolean isBegun) {}

    /** Locks an invoice, and the adjustments that it has, until the transaction ends. */
    public static Optional<Creditable> lock(Connection connection, InvoiceId id) throws SQLException {
        InvoiceReading reading = new InvoiceReading(connection);
        Optional<Invoice> found = reading.locked(id);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Invoice invoice = found.get();
        Set<Integer> lines = new HashSet<>();
        Map<String, Money> taxes = new HashMap<>();
        for (InvoiceSummary summary : reading.creditNotesOf(invoice.id())) {
            Invoice note = reading.find(summary.id()).orElseThrow();
            for (BilledLine line : note.lines()) {
                if (line.cause() instanceof BilledLine.OfCreditedLine credited) {
                    lines.add(credited.line());
                }
            }
            for (InvoiceTaxLine tax : note.taxes()) {
                taxes.merge(tax.code(), tax.amount().negated(), Money::plus);
            }
        }
        return Optional.of(new Creditable(
                invoice, new CreditNote(invoice, lines, undone(connection, invoice), taxes), !lines.isEmpty()));
    }

    /** Numbers of its lines of adjustments that are undone; all that it has are locked. */
    private static Set<Integer> undone(Connection connection, Invoice invoice) throws SQLException {
        Map<Long, Integer> lines = new HashMap<>();
        for (BilledLine line : invoice.lines()) {
            if (line.origin() instanceof BilledLine.OfAdjustment adjustment) {
                lines.put(adjustment.adjustmentId(), line.number());
            }
        }
        return UndoneAdjustments.lock(connection, lines.keySet()).stream()
                .map(lines::get)
                .collect(Collectors.toSet());
    }

    /** Gives a note its number, stores and posts it. */
    public static Invoice issue(Connection connection, CreditNote.Prepared note, Instant now) throws SQLException {
        Invoice issued = note.issued(
                InvoiceNumbers.take(connection, InvoiceId.Series.CRN, 1).getFirst());
        InvoiceRows.insert(connection, List.of(issued), now);
        Journal.append(connection, CreditNote.entry(issued, now).stream().toList());
        return issued;
    }

    /** The day it is in the account's zone. */
    public static LocalDate today(Connection connection, BillingAccountId account, Instant now) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT TIME_ZONE FROM BILLING_ACCOUNT WHERE BILLING_ACCOUNT_ID = ?")) {
            select.setString(1, account.value());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return now.atZone(ZoneId.of(row.getString("TIME_ZONE"))).toLocalDate();
            }
        }
    }
}
