package dialtone.spending.service;

import dialtone.base.Money;
import dialtone.ledger.service.Columns;
import dialtone.party.BillingAccountId;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    List<SpendingStanding> of(BillingAccountId account, LocalDate cycle) throws SQLException {
        List<SpendingLimit> holding = limits.in(cycle);
        if (holding.isEmpty()) {
            return List.of();
        }
        List<SpendingChoice> said =
                ChoiceRows.of(connection, List.of(account.value())).getOrDefault(account.value(), List.of());
        PostedUse posted = PostedUse.ofAccounts(connection, tariffs, List.of(account.value()), cycle, cycle);
        Map<String, Long> held = held(account);
        Map<SpendingKey, List<Told>> told = told(account, cycle);
        List<SpendingStanding> found = new ArrayList<>();
        for (SpendingLimit limit : holding) {
            Map<SpendingKey, Money> spent = posted.by(limit);
            for (String subject : limit.per() == Per.ACCOUNT ? List.of(account.value()) : held.keySet()) {
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
                                : key.msisdn()
                                        .map(number -> held.getOrDefault(number, 0L))
                                        .orElseGet(() -> held.values().stream()
                                                .mapToLong(Long::longValue)
                                                .sum()),
                        told.getOrDefault(key, List.of())));
            }
        }
        return found;
    }

    /**
     * The account's lines that are in use, and how many records of each are held. By NUMBER_ACCOUNT_ACCOUNT_IX and
     * USAGE_SUSPENSION_NUMBER_IX.
     */
    private Map<String, Long> held(BillingAccountId account) throws SQLException {
        Map<String, Long> held = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT N.MSISDN, COUNT(S.MSISDN) AS HELD"
                + " FROM NUMBER_ACCOUNT N LEFT JOIN USAGE_SUSPENSION S ON S.MSISDN = N.MSISDN AND S.REASON = ?"
                + " WHERE N.BILLING_ACCOUNT_ID = ? AND N.VALID_TO_AT IS NULL GROUP BY N.MSISDN")) {
            select.setString(1, Suspension.SPENDING_LIMIT.name());
            select.setString(2, account.value());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    held.put(row.getString("MSISDN"), row.getLong("HELD"));
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
