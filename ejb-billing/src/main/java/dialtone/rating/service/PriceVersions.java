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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Which version of the catalogue the prices of an invoice are of: that of the order that a charge is for; of use, that of the order that
 * brought the number, if its prices have the one that was used. The price of an add-on that came later has none here.
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
        Set<String> orders = new HashSet<>();
        Set<Long> numbers = new HashSet<>();
        for (BilledLine line : invoice.lines()) {
            switch (line.cause()) {
                case BilledLine.OfCharge charge -> orders.add(charge.order().value());
                case BilledLine.OfUsage usage -> numbers.add(usage.numberAccountId());
                case BilledLine.OfAdjustment adjustment -> {}
                case BilledLine.OfCreditedLine credited -> {}
            }
        }
        try (Connection connection = dataSource.getConnection()) {
            Map<String, String> byOrder = ofOrders(connection, orders);
            Map<List<Object>, String> byUse = ofUse(connection, numbers);
            Map<Integer, String> versions = new HashMap<>();
            for (BilledLine line : invoice.lines()) {
                String version = switch (line.cause()) {
                    case BilledLine.OfCharge charge ->
                        byOrder.getOrDefault(charge.order().value(), "");
                    case BilledLine.OfUsage usage ->
                        byUse.getOrDefault(List.of(usage.numberAccountId(), usage.priceId()), "");
                    case BilledLine.OfAdjustment adjustment -> "";
                    case BilledLine.OfCreditedLine credited -> "";
                };
                if (!version.isEmpty()) {
                    versions.put(line.number(), version);
                }
            }
            return versions;
        } catch (SQLException e) {
            throw new IllegalStateException("The price versions of " + invoice.id() + " cannot be read", e);
        }
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

    /** By row of the number and price. By primary keys. */
    private static Map<List<Object>, String> ofUse(Connection connection, Collection<Long> numbers)
            throws SQLException {
        Map<List<Object>, String> versions = new HashMap<>();
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
                                List.of(row.getLong("ID"), row.getString("PRICE_ID")),
                                row.getString("CATALOG_VERSION"));
                    }
                }
            }
        }
        return versions;
    }
}
