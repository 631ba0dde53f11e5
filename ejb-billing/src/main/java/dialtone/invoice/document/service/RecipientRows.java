package dialtone.invoice.document.service;

import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.document.Recipient;
import dialtone.invoice.document.SectionRecipient;
import dialtone.ledger.service.Columns;
import dialtone.party.Address;
import dialtone.party.BillingAccountId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The statements on INVOICE_RECIPIENT: facts, appended only. */
public final class RecipientRows {

    /** What is told of the customer now, by primary keys. */
    private static final String NOW =
            " I.INVOICE_ID, A.NAME, C.STREET, C.POSTAL_CODE, C.CITY, C.COUNTRY, P.TAX_NUMBER FROM INVOICE I"
                    + " JOIN BILLING_ACCOUNT A ON A.BILLING_ACCOUNT_ID = I.BILLING_ACCOUNT_ID"
                    + " JOIN CUSTOMER C ON C.CUSTOMER_ID = A.CUSTOMER_ID"
                    + " LEFT JOIN TAX_PROFILE P ON P.BILLING_ACCOUNT_ID = A.BILLING_ACCOUNT_ID";

    private RecipientRows() {}

    private static final String KEEP =
            "INSERT INTO INVOICE_RECIPIENT (INVOICE_ID, NAME, STREET, POSTAL_CODE, CITY, COUNTRY, TAX_NUMBER) SELECT"
                    + NOW + " WHERE I.INVOICE_ID IN (" + Columns.inList() + ")";

    private static final String KEEP_SECTIONS =
            "INSERT INTO SECTION_RECIPIENT (INVOICE_ID, BILLING_ACCOUNT_ID, NAME, TAX_NUMBER)"
                    + " SELECT S.INVOICE_ID, S.BILLING_ACCOUNT_ID, A.NAME, P.TAX_NUMBER FROM INVOICE_SECTION S"
                    + " JOIN BILLING_ACCOUNT A ON A.BILLING_ACCOUNT_ID = S.BILLING_ACCOUNT_ID"
                    + " LEFT JOIN TAX_PROFILE P ON P.BILLING_ACCOUNT_ID = S.BILLING_ACCOUNT_ID WHERE S.INVOICE_ID IN ("
                    + Columns.inList() + ")";

    /** Keeps whom invoices are addressed to, and whose their sections are, in the transaction that stores them; one statement for each {@value Columns#IN_LIST}. */
    public static void keep(Connection connection, List<Invoice> invoices) throws SQLException {
        keep(connection, KEEP, invoices);
        keep(
                connection,
                KEEP_SECTIONS,
                invoices.stream()
                        .filter(invoice -> !invoice.content().sections().isEmpty())
                        .toList());
    }

    private static void keep(Connection connection, String sql, List<Invoice> invoices) throws SQLException {
        List<String> ids =
                invoices.stream().map(invoice -> invoice.id().value()).toList();
        if (ids.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (List<String> list : Columns.inLists(ids)) {
                for (int i = 0; i < list.size(); i++) {
                    insert.setString(i + 1, list.get(i));
                }
                insert.executeUpdate();
            }
        }
    }

    /** Whose the sections of an invoice are; without those from before that was kept. By the primary key. */
    static Map<BillingAccountId, SectionRecipient> ofSections(Connection connection, InvoiceId id) throws SQLException {
        Map<BillingAccountId, SectionRecipient> found = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT BILLING_ACCOUNT_ID, NAME, TAX_NUMBER FROM SECTION_RECIPIENT WHERE INVOICE_ID = ?")) {
            select.setString(1, id.value());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.put(
                            new BillingAccountId(row.getString("BILLING_ACCOUNT_ID")),
                            new SectionRecipient(row.getString("NAME"), Columns.text(row, "TAX_NUMBER")));
                }
            }
        }
        return found;
    }

    /** As it was kept; of an invoice that was stored before they were, as it is now. */
    static Optional<Recipient> find(Connection connection, InvoiceId id) throws SQLException {
        Optional<Recipient> kept = read(
                connection,
                "SELECT NAME, STREET, POSTAL_CODE, CITY, COUNTRY, TAX_NUMBER FROM INVOICE_RECIPIENT WHERE INVOICE_ID = ?",
                id);
        return kept.isPresent() ? kept : read(connection, "SELECT" + NOW + " WHERE I.INVOICE_ID = ?", id);
    }

    private static Optional<Recipient> read(Connection connection, String sql, InvoiceId id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, id.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Recipient(
                                row.getString("NAME"),
                                new Address(
                                        row.getString("STREET"),
                                        row.getString("POSTAL_CODE"),
                                        row.getString("CITY"),
                                        row.getString("COUNTRY")),
                                Columns.text(row, "TAX_NUMBER")))
                        : Optional.empty();
            }
        }
    }
}
