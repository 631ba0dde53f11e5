package dialtone.spending.service;

import static java.util.Objects.requireNonNull;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.ledger.service.Columns;
import dialtone.rating.Tariff;
import dialtone.rating.service.Tariffs;
import dialtone.spending.SpendingLimit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was posted for use in bill cycles, by number and price: what spending is a sum of. All records of the cycles are added up, so that this is asked for
 * when a cycle begins to be counted and to show it, and not for each batch.
 */
final class PostedUse {

    private static final String NUMBERS =
            "SELECT N.MSISDN, N.BILLING_ACCOUNT_ID, N.TARIFF_ID, U.CYCLE_ON, U.PRICE_ID, U.CURRENCY,"
                    + " SUM(U.AMOUNT) AS AMOUNT FROM NUMBER_ACCOUNT N JOIN ";
    private static final String WHERE =
            " U ON U.NUMBER_ACCOUNT_ID = N.ID WHERE U.CYCLE_ON >= ? AND U.CYCLE_ON <= ? AND U.AMOUNT <> 0 AND N.";
    private static final String GROUP =
            " GROUP BY N.MSISDN, N.BILLING_ACCOUNT_ID, N.TARIFF_ID, U.CYCLE_ON, U.PRICE_ID, U.CURRENCY";
    private static final List<String> TABLES = List.of("USAGE_EVENT", "USAGE_CHARGE", "USAGE_DIFFERENCE");

    /** @param price by the tariff that the number had */
    private record Sum(String account, String msisdn, LocalDate cycle, String tariff, String price, Money amount) {}

    private final List<Sum> sums;
    private final Map<String, Tariff> tariffs;

    private PostedUse(List<Sum> sums, Map<String, Tariff> tariffs) {
        this.sums = sums;
        this.tariffs = tariffs;
    }

    /** By NUMBER_ACCOUNT_UK, USAGE_EVENT_NUMBER_IX, USAGE_CHARGE_NUMBER_IX and the primary key of USAGE_DIFFERENCE. */
    static PostedUse ofNumbers(
            Connection connection, Tariffs tariffs, Collection<String> msisdns, LocalDate first, LocalDate last)
            throws SQLException {
        return read(connection, tariffs, "MSISDN", msisdns, first, last);
    }

    /** By NUMBER_ACCOUNT_ACCOUNT_IX and the same. */
    static PostedUse ofAccounts(
            Connection connection, Tariffs tariffs, Collection<String> accounts, LocalDate first, LocalDate last)
            throws SQLException {
        return read(connection, tariffs, "BILLING_ACCOUNT_ID", accounts, first, last);
    }

    private static PostedUse read(
            Connection connection,
            Tariffs tariffs,
            String column,
            Collection<String> values,
            LocalDate first,
            LocalDate last)
            throws SQLException {
        List<Sum> sums = new ArrayList<>();
        for (String table : TABLES) {
            try (PreparedStatement select = connection.prepareStatement(
                    NUMBERS + table + WHERE + column + " IN (" + Columns.inList() + ")" + GROUP)) {
                for (List<String> list : Columns.inLists(values)) {
                    select.setObject(1, first);
                    select.setObject(2, last);
                    for (int i = 0; i < list.size(); i++) {
                        select.setString(i + 3, list.get(i));
                    }
                    read(select, sums);
                }
            }
        }
        return new PostedUse(
                sums,
                tariffs.load(connection, sums.stream().map(Sum::tariff).collect(Collectors.toSet()))
                        .byId());
    }

    private static void read(PreparedStatement select, List<Sum> sums) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                sums.add(new Sum(
                        row.getString("BILLING_ACCOUNT_ID"),
                        row.getString("MSISDN"),
                        Columns.date(row, "CYCLE_ON"),
                        row.getString("TARIFF_ID"),
                        row.getString("PRICE_ID"),
                        Columns.money(row)));
            }
        }
    }

    /** What of it a limit counts. */
    Map<SpendingKey, Money> by(SpendingLimit limit) {
        Map<SpendingKey, Money> spent = new TreeMap<>();
        for (Sum sum : sums) {
            if (counts(limit, sum)) {
                spent.merge(SpendingKey.of(limit, sum.account(), sum.msisdn(), sum.cycle()), sum.amount(), Money::plus);
            }
        }
        return spent;
    }

    private boolean counts(SpendingLimit limit, Sum sum) {
        return requireNonNull(tariffs.get(sum.tariff())).prices().stream()
                .filter(Price.Usage.class::isInstance)
                .map(Price.Usage.class::cast)
                .anyMatch(price -> price.id().equals(sum.price()) && limit.counts(price));
    }
}
