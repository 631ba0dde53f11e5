package dialtone.spending.service;

import static java.util.Objects.requireNonNull;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.ledger.service.Columns;
import dialtone.rating.Tariff;
import dialtone.rating.UsageCycles;
import dialtone.rating.service.Tariffs;
import dialtone.spending.SpendingLimit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was posted for use in months, by number and price: what spending is a sum of. What lines have used whose cycles are no months of the calendar counts in the
 * month in which the record began. All records of the cycles are added up, so that this is asked for
 * when a cycle begins to be counted and to show it, and not for each batch.
 */
final class PostedUse {

    private static final String NUMBERS =
            "SELECT N.MSISDN, N.BILLING_ACCOUNT_ID, N.TARIFF_ID, U.CYCLE_ON, U.PRICE_ID, U.CURRENCY,"
                    + " SUM(U.AMOUNT) AS AMOUNT FROM NUMBER_ACCOUNT N JOIN ";
    private static final String WHERE =
            " U ON U.NUMBER_ACCOUNT_ID = N.ID WHERE U.CYCLE_ON >= ? AND U.CYCLE_ON < ? AND U.AMOUNT <> 0";
    private static final String GROUP =
            " GROUP BY N.MSISDN, N.BILLING_ACCOUNT_ID, N.TARIFF_ID, U.CYCLE_ON, U.PRICE_ID, U.CURRENCY";
    private static final String OF_MONTHS = " AND N.USAGE_CYCLE IS NULL";

    /** By the day that cycles begin on: of lines with other cycles what is of no record. */
    private static final List<String> SUMS = List.of(
            NUMBERS + "USAGE_EVENT" + WHERE + OF_MONTHS,
            NUMBERS + "USAGE_CHARGE" + WHERE + OF_MONTHS,
            NUMBERS + "USAGE_DIFFERENCE" + WHERE);

    private static final String RECORDS =
            "SELECT N.MSISDN, N.BILLING_ACCOUNT_ID, N.TARIFF_ID, N.TIME_ZONE, E.STARTED_AT, U.PRICE_ID, U.CURRENCY, U.AMOUNT FROM NUMBER_ACCOUNT N JOIN ";
    private static final String OF_OTHER_CYCLES = WHERE + " AND N.USAGE_CYCLE IS NOT NULL";

    /** By record, of lines whose cycles are no months. */
    private static final List<String> OTHERS = List.of(
            RECORDS.replace("E.STARTED_AT", "U.STARTED_AT") + "USAGE_EVENT" + OF_OTHER_CYCLES,
            RECORDS + "USAGE_CHARGE"
                    + " U ON U.NUMBER_ACCOUNT_ID = N.ID JOIN USAGE_EVENT E ON E.SOURCE_NAME = U.SOURCE_NAME"
                    + " AND E.RECORD_SEQUENCE = U.RECORD_SEQUENCE WHERE U.CYCLE_ON >= ? AND U.CYCLE_ON < ? AND U.AMOUNT <> 0"
                    + " AND N.USAGE_CYCLE IS NOT NULL");

    /** Of a cycle. */
    private static final int LONGEST_MONTHS = 12;

    /** @param price by the tariff that the number had */
    private record Sum(String account, String msisdn, LocalDate month, String tariff, String price, Money amount) {}

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
        LocalDate end = last.plusMonths(1);
        String of = " AND N." + column + " IN (" + Columns.inList() + ")";
        for (String table : SUMS) {
            read(
                    connection,
                    table + of + GROUP,
                    values,
                    first,
                    end,
                    row -> sums.add(sum(row, Columns.date(row, "CYCLE_ON").withDayOfMonth(1))));
        }
        for (String table : OTHERS) {
            read(connection, table + of, values, first.minusMonths(LONGEST_MONTHS), end, row -> {
                LocalDate month = UsageCycles.MONTHS.startOf(
                        Columns.instant(row, "STARTED_AT"), ZoneId.of(row.getString("TIME_ZONE")));
                if (!month.isBefore(first) && month.isBefore(end)) {
                    sums.add(sum(row, month));
                }
            });
        }
        return new PostedUse(
                sums,
                tariffs.load(connection, sums.stream().map(Sum::tariff).collect(Collectors.toSet()))
                        .byId());
    }

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private static void read(
            Connection connection,
            String sql,
            Collection<String> values,
            LocalDate first,
            LocalDate end,
            RowReader reader)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (List<String> list : Columns.inLists(values)) {
                select.setObject(1, first);
                select.setObject(2, end);
                for (int i = 0; i < list.size(); i++) {
                    select.setString(i + 3, list.get(i));
                }
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        reader.read(row);
                    }
                }
            }
        }
    }

    private static Sum sum(ResultSet row, LocalDate month) throws SQLException {
        return new Sum(
                row.getString("BILLING_ACCOUNT_ID"),
                row.getString("MSISDN"),
                month,
                row.getString("TARIFF_ID"),
                row.getString("PRICE_ID"),
                Columns.money(row));
    }

    /** What of it a limit counts. */
    Map<SpendingKey, Money> by(SpendingLimit limit) {
        Map<SpendingKey, Money> spent = new TreeMap<>();
        for (Sum sum : sums) {
            if (counts(limit, sum)) {
                spent.merge(SpendingKey.of(limit, sum.account(), sum.msisdn(), sum.month()), sum.amount(), Money::plus);
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
