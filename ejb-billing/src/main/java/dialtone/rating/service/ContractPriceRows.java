package dialtone.rating.service;

import dialtone.catalog.OfferingId;
import dialtone.ledger.service.Columns;
import dialtone.party.BillingAccountId;
import dialtone.rating.AgreedAmount;
import dialtone.rating.Subscription;
import dialtone.rating.service.ContractPrices.ContractPrice;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The statements on CONTRACT_PRICE: what was agreed with accounts, in the order it was said. */
final class ContractPriceRows {

    private record Key(BillingAccountId account, OfferingId offering) {}

    private final Map<Key, List<AgreedAmount>> agreed;

    private ContractPriceRows(Map<Key, List<AgreedAmount>> agreed) {
        this.agreed = agreed;
    }

    /** Of the accounts that pay for these. By CONTRACT_PRICE_ACCOUNT_IX. */
    static ContractPriceRows of(Connection connection, Collection<Subscription> subscriptions) throws SQLException {
        TreeSet<String> accounts = new TreeSet<>();
        subscriptions.forEach(each -> accounts.add(each.account().value()));
        return new ContractPriceRows(SaidRows.by(
                read(connection, accounts), each -> new Key(each.account(), each.offering()), ContractPrice::agreed));
    }

    /** The subscription with what was agreed of it. */
    Subscription agreed(Subscription subscription) {
        List<AgreedAmount> own =
                agreed.getOrDefault(new Key(subscription.account(), subscription.offering()), List.of());
        return own.isEmpty()
                ? subscription
                : subscription.on(subscription.course().agreeing(own));
    }

    static List<ContractPrice> read(Connection connection, Collection<String> accounts) throws SQLException {
        return SaidRows.read(
                connection,
                "SELECT BILLING_ACCOUNT_ID, OFFERING_ID, PRICE_ID, FROM_ON, TO_ON, AMOUNT, CURRENCY, REASON, AGREED_AT, AGREED_BY"
                        + " FROM CONTRACT_PRICE",
                accounts,
                ContractPriceRows::contractPrice);
    }

    private static ContractPrice contractPrice(ResultSet row) throws SQLException {
        boolean own = row.getBigDecimal("AMOUNT") == null;
        return new ContractPrice(
                new BillingAccountId(row.getString("BILLING_ACCOUNT_ID")),
                new OfferingId(row.getString("OFFERING_ID")),
                new AgreedAmount(
                        row.getString("PRICE_ID"),
                        Columns.date(row, "FROM_ON"),
                        Columns.dateOrNone(row, "TO_ON"),
                        own ? Optional.empty() : Optional.of(Columns.money(row)),
                        row.getString("REASON")),
                Columns.instant(row, "AGREED_AT"),
                row.getString("AGREED_BY"));
    }

    static void insert(Connection connection, ContractPrice price) throws SQLException {
        Instant at = price.at();
        AgreedAmount agreed = price.agreed();
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO CONTRACT_PRICE (ID, BILLING_ACCOUNT_ID, OFFERING_ID, PRICE_ID, FROM_ON, TO_ON, AMOUNT, CURRENCY, REASON,"
                        + " AGREED_AT, AGREED_BY) VALUES (CONTRACT_PRICE_SEQ.NEXTVAL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, price.account().value());
            insert.setString(2, price.offering().value());
            insert.setString(3, agreed.price());
            insert.setObject(4, agreed.from());
            insert.setObject(5, agreed.to().orElse(null), Types.DATE);
            insert.setBigDecimal(
                    6, agreed.amount().map(amount -> amount.amount()).orElse(null));
            insert.setString(
                    7,
                    agreed.amount()
                            .map(amount -> amount.currency().getCurrencyCode())
                            .orElse(null));
            insert.setString(8, agreed.reason());
            insert.setObject(9, Columns.utc(at));
            insert.setString(10, price.by());
            insert.executeUpdate();
        }
    }
}
