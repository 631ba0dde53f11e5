package dialtone.rating.service;

import dialtone.base.Money;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.ledger.service.Columns;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.rating.Subscription;
import dialtone.rating.Tariff;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The statements on RATING_SUBSCRIPTION that several need. */
public final class SubscriptionRows {

    /** All that {@link #read} needs. */
    public static final String SELECT =
            "SELECT ORDER_ID, ITEM_ID, CUSTOMER_ID, BILLING_ACCOUNT_ID, OFFERING_ID, OFFERING_NAME, TIME_ZONE, ACTIVATED_ON,"
                    + " TARIFF_ID, PREPAID, ENDED_ON, FEE_KEPT, FEE_ID, FEE_NAME, FEE_AMOUNT, FEE_CURRENCY, FEE_EXPLANATION,"
                    + " STARTED_AT, ANCHORED_ON, ENDED_AT, SUCCEEDED FROM RATING_SUBSCRIPTION";

    private SubscriptionRows() {}

    static void insert(Connection connection, List<Subscription> subscriptions, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO RATING_SUBSCRIPTION (ORDER_ID, ITEM_ID, CUSTOMER_ID, BILLING_ACCOUNT_ID, OFFERING_ID,"
                        + " OFFERING_NAME, TIME_ZONE, ACTIVATED_ON, TARIFF_ID, STARTED_AT, PREPAID, ANCHORED_ON)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Subscription subscription : subscriptions) {
                insert.setString(1, subscription.order().value());
                insert.setString(2, subscription.itemId());
                insert.setString(3, subscription.customer().value());
                insert.setString(4, subscription.account().value());
                insert.setString(5, subscription.offering().value());
                insert.setString(6, subscription.offeringName());
                insert.setString(7, subscription.zone().getId());
                insert.setObject(8, subscription.activatedOn());
                insert.setString(9, subscription.prices().id());
                insert.setObject(10, Columns.utc(now));
                insert.setInt(11, subscription.prepaid() ? 1 : 0);
                insert.setObject(12, subscription.course().anchoredOn());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        for (Subscription subscription : subscriptions) {
            SeatRows.insert(connection, subscription, now);
        }
    }

    /**
     * Says which line add-ons are for.
     *
     * @param lines numbers, by the ids of the order's items
     */
    static void belong(Connection connection, OrderId order, Map<String, String> lines) throws SQLException {
        if (lines.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE RATING_SUBSCRIPTION SET LINE_MSISDN = ? WHERE ORDER_ID = ? AND ITEM_ID = ?")) {
            for (Map.Entry<String, String> line : lines.entrySet()) {
                update.setString(1, line.getValue());
                update.setString(2, order.value());
                update.setString(3, line.getKey());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    public static List<Subscription> read(Connection connection, PreparedStatement select, Tariffs tariffs)
            throws SQLException {
        List<Subscription> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                String tariffId = row.getString("TARIFF_ID");
                Tariff prices = tariffs.load(connection, Set.of(tariffId)).of(tariffId);
                found.add(new Subscription(
                        new OrderId(row.getString("ORDER_ID")),
                        row.getString("ITEM_ID"),
                        new CustomerId(row.getString("CUSTOMER_ID")),
                        new BillingAccountId(row.getString("BILLING_ACCOUNT_ID")),
                        new OfferingId(row.getString("OFFERING_ID")),
                        row.getString("OFFERING_NAME"),
                        ZoneId.of(row.getString("TIME_ZONE")),
                        Columns.date(row, "ACTIVATED_ON"),
                        prices,
                        row.getInt("PREPAID") == 1,
                        new Subscription.Course(
                                Columns.date(row, "ANCHORED_ON"),
                                Optional.of(Columns.instant(row, "STARTED_AT")),
                                List.of()),
                        end(row)));
            }
        }
        found.replaceAll(ContractPriceRows.of(connection, found)::agreed);
        for (int i = 0; i < found.size(); i++) {
            if (SeatRows.matter(found.get(i))) {
                found.set(i, SeatRows.withSeats(connection, found.get(i)));
            }
        }
        return CompanionRows.beside(connection, found);
    }

    private static Optional<Subscription.End> end(ResultSet row) throws SQLException {
        @Nullable LocalDate endedOn = row.getObject("ENDED_ON", LocalDate.class);
        return endedOn == null
                ? Optional.empty()
                : Optional.of(new Subscription.End(
                        endedOn,
                        fee(row),
                        row.getInt("FEE_KEPT") == 1,
                        Columns.instantOrNone(row, "ENDED_AT"),
                        row.getInt("SUCCEEDED") == 1));
    }

    private static Optional<Price.EarlyTermination> fee(ResultSet row) throws SQLException {
        @Nullable String id = row.getString("FEE_ID");
        return id == null
                ? Optional.empty()
                : Optional.of(new Price.EarlyTermination(
                        id,
                        row.getString("FEE_NAME"),
                        new Money(row.getBigDecimal("FEE_AMOUNT"), Currency.getInstance(row.getString("FEE_CURRENCY"))),
                        row.getString("FEE_EXPLANATION")));
    }
}
