package dialtone.rating.service;

import dialtone.ledger.service.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which version of the catalogue orders were placed under, and the prices of numbers are of. */
public final class PriceVersionRows {

    private PriceVersionRows() {}

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

    /** A price of a number's row in a bill cycle. */
    public record CorrectedPrice(long numberAccountId, LocalDate cycle, String priceId) {}

    /** The versions of corrected prices, of the cycles that a re-rating has given them. By the primary keys. */
    public static Map<CorrectedPrice, String> corrected(Connection connection, Collection<Long> numbers)
            throws SQLException {
        Map<CorrectedPrice, String> versions = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT C.NUMBER_ACCOUNT_ID, C.CYCLE_ON, R.PRICE_ID, R.CATALOG_VERSION FROM CORRECTED_TARIFF C"
                        + " JOIN RERATING R ON R.ID = C.RERATING_ID WHERE C.NUMBER_ACCOUNT_ID IN (" + Columns.inList()
                        + ")")) {
            for (List<Long> list : Columns.inLists(numbers)) {
                for (int i = 0; i < list.size(); i++) {
                    select.setLong(i + 1, list.get(i));
                }
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        versions.put(
                                new CorrectedPrice(
                                        row.getLong("NUMBER_ACCOUNT_ID"),
                                        Columns.date(row, "CYCLE_ON"),
                                        row.getString("PRICE_ID")),
                                row.getString("CATALOG_VERSION"));
                    }
                }
            }
        }
        return versions;
    }
}
