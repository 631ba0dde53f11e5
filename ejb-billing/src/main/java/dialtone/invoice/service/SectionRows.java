package dialtone.invoice.service;

import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoiceSection;
import dialtone.invoice.SectionSummary;
import dialtone.ledger.service.Columns;
import dialtone.party.BillingAccountId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The statements on INVOICE_SECTION: facts, appended only. */
final class SectionRows {

    private SectionRows() {}

    static void insert(Connection connection, List<Invoice> invoices) throws SQLException {
        if (invoices.stream().allMatch(invoice -> invoice.content().sections().isEmpty())) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO INVOICE_SECTION (INVOICE_ID, BILLING_ACCOUNT_ID, FIRST_LINE, LAST_LINE, CYCLE_TO_ON, NET_AMOUNT, TAX_AMOUNT,"
                        + " CURRENCY) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Invoice invoice : invoices) {
                for (InvoiceSection section : invoice.content().sections()) {
                    insert.setString(1, invoice.id().value());
                    insert.setString(2, section.account().value());
                    insert.setInt(3, section.firstLine());
                    insert.setInt(4, section.lastLine());
                    insert.setObject(5, invoice.cycle().to());
                    insert.setBigDecimal(6, invoice.content().netOf(section).amount());
                    insert.setBigDecimal(7, invoice.taxOf(section).amount());
                    insert.setString(8, invoice.currency().getCurrencyCode());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /** By the primary key. */
    static List<InvoiceSection> of(Connection connection, InvoiceId id) throws SQLException {
        List<InvoiceSection> sections = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT BILLING_ACCOUNT_ID, FIRST_LINE, LAST_LINE FROM INVOICE_SECTION WHERE INVOICE_ID = ? ORDER BY FIRST_LINE")) {
            select.setString(1, id.value());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    sections.add(new InvoiceSection(
                            new BillingAccountId(row.getString("BILLING_ACCOUNT_ID")),
                            row.getInt("FIRST_LINE"),
                            row.getInt("LAST_LINE")));
                }
            }
        }
        return sections;
    }

    /** On invoices of others, newest first. By INVOICE_SECTION_ACCOUNT_IX. */
    static List<SectionSummary> ofAccount(Connection connection, BillingAccountId account, int limit)
            throws SQLException {
        List<SectionSummary> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT S.INVOICE_ID, I.BILLING_ACCOUNT_ID AS PAYER_ID, I.ISSUED_ON, S.FIRST_LINE, S.NET_AMOUNT, S.TAX_AMOUNT, S.CURRENCY"
                        + " FROM INVOICE_SECTION S JOIN INVOICE I ON I.INVOICE_ID = S.INVOICE_ID"
                        + " WHERE S.BILLING_ACCOUNT_ID = ? AND I.BILLING_ACCOUNT_ID <> S.BILLING_ACCOUNT_ID"
                        + " ORDER BY S.CYCLE_TO_ON DESC, I.STORED_AT DESC, S.INVOICE_ID DESC FETCH FIRST ? ROWS ONLY")) {
            select.setString(1, account.value());
            select.setInt(2, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new SectionSummary(
                            new InvoiceId(row.getString("INVOICE_ID")),
                            new BillingAccountId(row.getString("PAYER_ID")),
                            Columns.date(row, "ISSUED_ON"),
                            row.getInt("FIRST_LINE"),
                            Columns.money(row, "NET_AMOUNT"),
                            Columns.money(row, "TAX_AMOUNT")));
                }
            }
        }
        return found;
    }
}
