package dialtone.invoice.document.service;

import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.document.Recipient;
import dialtone.ledger.service.Columns;
import dialtone.party.Address;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
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

    /** Keeps whom invoices are addressed to, in the transaction that stores them; one statement for each {@value Columns#IN_LIST}. */
    public static void keep(Connection connection, List<Invoice> invoices) throws SQLException {
        List<String> ids =
                invoices.stream().map(invoice -> invoice.id().value()).toList();
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO INVOICE_RECIPIENT (INVOICE_ID, NAME, STREET, POSTAL_CODE, CITY, COUNTRY, TAX_NUMBER) SELECT"
                        + NOW + " WHERE I.INVOICE_ID IN (" + Columns.inList() + ")")) {
            for (List<String> list : Columns.inLists(ids)) {
                for (int i = 0; i < list.size(); i++) {
                    insert.setString(i + 1, list.get(i));
                }
                insert.executeUpdate();
            }
        }
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
