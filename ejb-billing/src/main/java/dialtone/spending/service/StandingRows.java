package dialtone.spending.service;

import dialtone.base.Money;
import dialtone.catalog.UsageType;
import dialtone.ledger.service.Columns;
import dialtone.party.BillingAccountId;
import dialtone.rating.service.LineStartRows;
import dialtone.rating.service.Tariffs;
import dialtone.spending.SpendingChoice;
import dialtone.spending.SpendingLimit;
import dialtone.spending.SpendingLimit.Per;
import dialtone.spending.SpendingLimits;
import dialtone.spending.SpendingStanding;
import dialtone.spending.SpendingStanding.Told;
import dialtone.usage.Suspension;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How far an account and its lines are in a bill cycle, added up from what was posted. */
final class StandingRows {

    private final Connection connection;
    private final Tariffs tariffs;
    private final SpendingLimits limits;

    StandingRows(Connection connection, Tariffs tariffs, SpendingLimits limits) {
        this.connection = connection;
        this.tariffs = tariffs;
        this.limits = limits;
    }

    List<SpendingStanding> of(BillingAccountId account, LocalDate cycle, ZoneId zone) throws SQLException {
        List<SpendingLimit> holding = limits.in(cycle);
        if (holding.isEmpty()) {
            return List.of();
        }
        List<SpendingChoice> said =
                ChoiceRows.of(connection, List.of(account.value())).getOrDefault(account.value(), List.of());
        PostedUse posted = PostedUse.ofAccounts(connection, tariffs, List.of(account.value()), cycle, cycle);
        SortedMap<String, List<SpendingLimit>> lines = lines(account, cycle, zone);
        List<Held> held = held(account, cycle, zone);
        Map<SpendingKey, List<Told>> told = told(account, cycle);
        List<SpendingStanding> found = new ArrayList<>();
        for (SpendingLimit limit : holding) {
            Map<SpendingKey, Money> spent = posted.by(limit);
            for (String subject : limit.per() == Per.ACCOUNT ? List.of(account.value()) : having(lines, limit)) {
                SpendingKey key = new SpendingKey(subject, limit.id(), cycle, account.value());
                Optional<Money> most = SpendingChoice.mostIn(limit, said, key.msisdn(), cycle);
                found.add(new SpendingStanding(
                        limit,
                        key.msisdn(),
                        cycle,
                        most,
                        spent.getOrDefault(key, Money.zero(limit.currency())),
                        limit.then() == SpendingLimit.Then.NOTIFY
                                ? 0
                                : held.stream()
                                        .filter(each -> each.isOf(limit, key.msisdn()))
                                        .mapToLong(Held::count)
                                        .sum(),
                        told.getOrDefault(key, List.of())));
            }
        }
        return found;
    }

    private static List<String> having(SortedMap<String, List<SpendingLimit>> lines, SpendingLimit limit) {
        return lines.entrySet().stream()
                .filter(line -> line.getValue().contains(limit))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The lines that the account had in a month, each with the limits of the last plan that it had then. By NUMBER_ACCOUNT_ACCOUNT_IX. */
    private SortedMap<String, List<SpendingLimit>> lines(BillingAccountId account, LocalDate cycle, ZoneId zone)
            throws SQLException {
        SortedMap<String, Long> numbers = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ID, MSISDN FROM NUMBER_ACCOUNT WHERE BILLING_ACCOUNT_ID = ? AND VALID_FROM_AT < ?"
                        + " AND (VALID_TO_AT IS NULL OR VALID_TO_AT > ?) ORDER BY VALID_FROM_AT, ID")) {
            select.setString(1, account.value());
            select.setObject(
                    2, Columns.utc(cycle.plusMonths(1).atStartOfDay(zone).toInstant()));
            select.setObject(3, Columns.utc(cycle.atStartOfDay(zone).toInstant()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    numbers.put(row.getString("MSISDN"), row.getLong("ID"));
                }
            }
        }
        Map<Long, LineStartRows.Line> plans =
                limits.askForPlans() ? LineStartRows.of(connection, numbers.values()) : Map.of();
        SortedMap<String, List<SpendingLimit>> lines = new TreeMap<>();
        numbers.forEach((msisdn, id) -> lines.put(
                msisdn,
                limits.in(
                        cycle,
                        Optional.ofNullable(plans.get(id))
                                .map(line -> line.offering().value())
                                .orElse(""))));
        return lines;
    }

    /** How many records of a type of use are held. */
    private record Held(String msisdn, UsageType type, boolean isAbroad, long count) {

        /** What a limit has not to do with did not make it wait. */
        private boolean isOf(SpendingLimit limit, Optional<String> line) {
            return line.map(msisdn::equals).orElse(true)
                    && limit.types().contains(type)
                    && (isAbroad || limit.where() == SpendingLimit.Where.ANY);
        }
    }

    /** Those of a cycle that began while the numbers were the account's. By NUMBER_ACCOUNT_ACCOUNT_IX and USAGE_SUSPENSION_NUMBER_IX. */
    private List<Held> held(BillingAccountId account, LocalDate cycle, ZoneId zone) throws SQLException {
        List<Held> held = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT S.MSISDN, S.USAGE_TYPE, CASE WHEN S.VISITED_NETWORK IS NULL THEN 0 ELSE 1 END AS IS_ABROAD, COUNT(*) AS HELD"
                        + " FROM NUMBER_ACCOUNT N JOIN USAGE_SUSPENSION S ON S.MSISDN = N.MSISDN AND S.STARTED_AT >= N.VALID_FROM_AT"
                        + " AND (N.VALID_TO_AT IS NULL OR S.STARTED_AT < N.VALID_TO_AT)"
                        + " WHERE N.BILLING_ACCOUNT_ID = ? AND S.REASON = ? AND S.STARTED_AT >= ? AND S.STARTED_AT < ?"
                        + " GROUP BY S.MSISDN, S.USAGE_TYPE, CASE WHEN S.VISITED_NETWORK IS NULL THEN 0 ELSE 1 END")) {
            select.setString(1, account.value());
            select.setString(2, Suspension.SPENDING_LIMIT.name());
            select.setObject(3, Columns.utc(cycle.atStartOfDay(zone).toInstant()));
            select.setObject(
                    4, Columns.utc(cycle.plusMonths(1).atStartOfDay(zone).toInstant()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    held.add(new Held(
                            row.getString("MSISDN"),
                            UsageType.valueOf(row.getString("USAGE_TYPE")),
                            row.getInt("IS_ABROAD") == 1,
                            row.getLong("HELD")));
                }
            }
        }
        return held;
    }

    /** By SPENDING_NOTICE_ONCE_UK. */
    private Map<SpendingKey, List<Told>> told(BillingAccountId account, LocalDate cycle) throws SQLException {
        Map<SpendingKey, List<Told>> told = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT SUBJECT, LIMIT_ID, LIMIT_AMOUNT, PERCENT, AMOUNT, CURRENCY, REACHED_AT, MAILS FROM SPENDING_NOTICE"
                        + " WHERE BILLING_ACCOUNT_ID = ? AND CYCLE_ON = ? ORDER BY ID")) {
            select.setString(1, account.value());
            select.setObject(2, cycle);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    told.computeIfAbsent(
                                    new SpendingKey(
                                            row.getString("SUBJECT"),
                                            row.getString("LIMIT_ID"),
                                            cycle,
                                            account.value()),
                                    added -> new ArrayList<>())
                            .add(new Told(
                                    row.getInt("PERCENT"),
                                    Columns.money(row, "LIMIT_AMOUNT"),
                                    Columns.money(row),
                                    Columns.instant(row, "REACHED_AT"),
                                    row.getInt("MAILS") > 0));
                }
            }
        }
        return told;
    }
}
