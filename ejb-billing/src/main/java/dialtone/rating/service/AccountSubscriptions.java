package dialtone.rating.service;

import dialtone.base.Page;
import dialtone.ledger.service.Columns;
import dialtone.party.BillingAccountId;
import dialtone.rating.Subscription;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** What accounts pay for, with the numbers and the prices' catalogue versions. */
@Stateless
public class AccountSubscriptions {

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Tariffs tariffs;

    @SuppressWarnings("NullAway") // the container injects
    public AccountSubscriptions() {}

    @SuppressWarnings({"UnnecessaryAssignment", "NullAway"}) // outside a container: tests
    public AccountSubscriptions(DataSource dataSource, Tariffs tariffs) {
        this.dataSource = dataSource;
        this.tariffs = tariffs;
    }

    /**
     * A subscription as a person looks at it.
     *
     * @param number         MSISDN that came with it; empty when none did
     * @param catalogVersion whose prices it has; empty where the order is not of this house
     */
    public record Subscribed(Subscription subscription, Optional<String> number, Optional<String> catalogVersion) {}

    /**
     * What the account pays for or has paid for, the latest first.
     *
     * @param limit at most {@link Page#MAX_LIMIT}
     */
    public Page<Subscribed> ofAccount(BillingAccountId account, int offset, int limit) {
        try (Connection connection = dataSource.getConnection()) {
            List<Subscription> found = subscriptions(connection, account, offset, Math.min(limit, Page.MAX_LIMIT));
            List<String> orders =
                    found.stream().map(each -> each.order().value()).distinct().toList();
            Map<List<String>, String> numbers = numbers(connection, account, orders);
            Map<String, String> versions = PriceVersionRows.ofOrders(connection, orders);
            List<Subscribed> rows = new ArrayList<>();
            for (Subscription each : found) {
                rows.add(new Subscribed(
                        each,
                        Optional.ofNullable(numbers.get(List.of(each.order().value(), each.itemId()))),
                        Optional.ofNullable(versions.get(each.order().value()))));
            }
            return new Page<>(rows, offset, count(connection, account));
        } catch (SQLException e) {
            throw new IllegalStateException("What " + account + " pays for cannot be read", e);
        }
    }

    /** By RATING_SUBSCRIPTION_ACCOUNT_IX. */
    private List<Subscription> subscriptions(Connection connection, BillingAccountId account, int offset, int limit)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SubscriptionRows.SELECT
                + " WHERE BILLING_ACCOUNT_ID = ? ORDER BY STARTED_AT DESC, ORDER_ID DESC, ITEM_ID"
                + " OFFSET ? ROWS FETCH NEXT ? ROWS ONLY")) {
            select.setString(1, account.value());
            select.setInt(2, offset);
            select.setInt(3, limit);
            return SubscriptionRows.read(connection, select, tariffs);
        }
    }

    /** By RATING_SUBSCRIPTION_ACCOUNT_IX alone. */
    private static long count(Connection connection, BillingAccountId account) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT COUNT(*) FROM RATING_SUBSCRIPTION WHERE BILLING_ACCOUNT_ID = ?")) {
            select.setString(1, account.value());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** By order and item, of these orders alone. By NUMBER_ACCOUNT_ACCOUNT_IX. */
    private static Map<List<String>, String> numbers(
            Connection connection, BillingAccountId account, List<String> orders) throws SQLException {
        Map<List<String>, String> numbers = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ORDER_ID, ITEM_ID, MSISDN FROM NUMBER_ACCOUNT WHERE BILLING_ACCOUNT_ID = ? AND ORDER_ID IN ("
                        + Columns.inList() + ") ORDER BY ID")) {
            select.setString(1, account.value());
            for (List<String> list : Columns.inLists(orders)) {
                for (int i = 0; i < list.size(); i++) {
                    select.setString(i + 2, list.get(i));
                }
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        numbers.put(
                                List.of(row.getString("ORDER_ID"), Columns.text(row, "ITEM_ID")),
                                row.getString("MSISDN"));
                    }
                }
            }
        }
        return numbers;
    }
}
