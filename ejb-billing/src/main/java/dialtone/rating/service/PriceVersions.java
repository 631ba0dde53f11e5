package dialtone.rating.service;

import dialtone.invoice.BilledLine;
import dialtone.invoice.Invoice;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Which version of the catalogue the prices of an invoice are of: that of the order that a charge is for, which keeps it for ever; of use, that
 * which was kept with the line when it was made, see {@link PriceVersionRows#ofUse}.
 */
@Stateless
public class PriceVersions {

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @SuppressWarnings("NullAway") // the container injects
    public PriceVersions() {}

    @SuppressWarnings("UnnecessaryAssignment") // outside a container: tests
    public PriceVersions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** By the number of the line; a line of which it is not known is left out. */
    public Map<Integer, String> of(Invoice invoice) {
        Map<Integer, String> orders = new HashMap<>();
        for (BilledLine line : invoice.lines()) {
            if (line.origin() instanceof BilledLine.OfCharge charge) {
                orders.put(line.number(), charge.order().value());
            }
        }
        try (Connection connection = dataSource.getConnection()) {
            Map<String, String> byOrder = PriceVersionRows.ofOrders(connection, Set.copyOf(orders.values()));
            Map<Integer, String> versions = kept(connection, invoice);
            orders.forEach((line, order) -> {
                if (byOrder.containsKey(order)) {
                    versions.put(line, byOrder.get(order));
                }
            });
            return versions;
        } catch (SQLException e) {
            throw new IllegalStateException("The price versions of " + invoice.id() + " cannot be read", e);
        }
    }

    /** By the primary key of INVOICE_LINE. */
    private static Map<Integer, String> kept(Connection connection, Invoice invoice) throws SQLException {
        Map<Integer, String> versions = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT LINE_NUMBER, CATALOG_VERSION FROM INVOICE_LINE WHERE INVOICE_ID = ? AND CATALOG_VERSION IS NOT NULL")) {
            select.setString(1, invoice.id().value());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    versions.put(row.getInt("LINE_NUMBER"), row.getString("CATALOG_VERSION"));
                }
            }
        }
        return versions;
    }
}
