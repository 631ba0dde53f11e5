package dialtone.rating.service;

import dialtone.invoice.BilledLine;
import dialtone.invoice.Invoice;
import dialtone.ledger.service.Columns;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Which version of the catalogue the prices of an invoice are of: that of the order that a charge is for, which keeps it for ever; of use, that
 * which was kept with the line when it was made, see {@link #ofUse}.
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
            if (line.cause() instanceof BilledLine.OfCharge charge) {
                orders.put(line.number(), charge.order().value());
            }
        }
        try (Connection connection = dataSource.getConnection()) {
            Map<String, String> byOrder = ofOrders(connection, Set.copyOf(orders.values()));
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

    /** By the primary key of PRODUCT_ORDER. */
    static Map<String, String> ofOrders(Connection connection, Collection<String> orders) throws SQLException {
        Map<String, String> versions = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ORDER_ID, CATALOG_VERSION FROM PRODUCT_ORDER WHERE ORDER_ID IN (" + Columns.inList() + ")")) {
            for (List<String> list : Columns.inLists(orders)) {
                for (int i = 0; i < list.size(); i++) {
                    select.setString(i + 1, list.get(i));
                }
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        versions.put(row.getString("ORDER_ID"), row.getString("CATALOG_VERSION"));
                    }
                }
            }
        }
        return versions;
    }

    /** A price of a number's row. */
    public record UsedPrice(long numberAccountId, String priceId) {}

    /**
     * The versions that these numbers' prices are of now: that of the order that brought the number, if its prices have the one that is used.
     * The price of an add-on that came later has none here. By primary keys.
     */
    public static Map<UsedPrice, String> ofUse(Connection connection, Collection<Long> numbers) throws SQLException {
        Map<UsedPrice, String> versions = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT N.ID, P.PRICE_ID, O.CATALOG_VERSION FROM NUMBER_ACCOUNT N"
                        + " JOIN RATING_SUBSCRIPTION S ON S.ORDER_ID = N.ORDER_ID AND S.ITEM_ID = N.ITEM_ID"
                        + " JOIN TARIFF_PRICE P ON P.TARIFF_ID = S.TARIFF_ID JOIN PRODUCT_ORDER O ON O.ORDER_ID = S.ORDER_ID"
                        + " WHERE N.ID IN (" + Columns.inList() + ")")) {
            for (List<Long> list : Columns.inLists(numbers)) {
                for (int i = 0; i < list.size(); i++) {
                    select.setLong(i + 1, list.get(i));
                }
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        versions.put(
                                new UsedPrice(row.getLong("ID"), row.getString("PRICE_ID")),
                                row.getString("CATALOG_VERSION"));
                    }
                }
            }
        }
        return versions;
    }
}
