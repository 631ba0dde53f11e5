package dialtone.rating.service;

import static java.util.Objects.requireNonNull;

import dialtone.catalog.OfferingId;
import dialtone.ledger.service.Columns;
import dialtone.party.BillingAccountId;
import dialtone.rating.CycleUsage;
import dialtone.rating.LinkedUse;
import dialtone.rating.Tariff;
import dialtone.rating.UsageCycles;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All numbers of one account, locked: nothing of theirs is rated or invoiced until the transaction ends. */
final class AccountNumbers {

    /**
     * A row of a number.
     *
     * @param offering of the plan that it has its tariff from; empty for a row whose subscription is not in the tables
     * @param tariff   as it was bought
     * @param last     last day of a row that has ended
     * @param billedTo first day of the earliest cycle whose use is on no invoice
     */
    record Line(
            long id,
            String msisdn,
            Optional<OfferingId> offering,
            Tariff tariff,
            UsageCycles counted,
            LocalDate begins,
            Optional<LocalDate> last,
            Optional<LocalDate> billedTo,
            Optional<Long> shared) {

        /** First day of the earliest cycle from a day on whose use is on no invoice; none of a row that had ended before. */
        Optional<LocalDate> billedTo(LocalDate since) {
            return last.filter(since::isAfter).isPresent() ? Optional.empty() : billedTo;
        }

        private LinkedUseRows.Row row(Tariff agreed) {
            return new LinkedUseRows.Row(id, agreed, counted, begins, billedTo, shared);
        }
    }

    private final Connection connection;
    private final BillingAccountId account;
    private final Tariffs tariffs;
    private final Map<Long, Line> numbers;

    private AccountNumbers(Connection connection, BillingAccountId account, Tariffs tariffs, Map<Long, Line> numbers) {
        this.connection = connection;
        this.account = account;
        this.tariffs = tariffs;
        this.numbers = numbers;
    }

    /** Locks the account, its numbers in the order of their ids, and what they share, as bill runs and rating do. */
    static AccountNumbers lock(Connection connection, BillingAccountId account, Tariffs tariffs) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT BILLING_ACCOUNT_ID FROM BILLING_ACCOUNT WHERE BILLING_ACCOUNT_ID = ? FOR UPDATE");
                PreparedStatement rows = connection.prepareStatement(
                        "SELECT ID FROM NUMBER_ACCOUNT WHERE BILLING_ACCOUNT_ID = ? ORDER BY ID FOR UPDATE")) {
            select.setString(1, account.value());
            select.executeQuery().close();
            rows.setString(1, account.value());
            rows.executeQuery().close();
            // a row that an add-on, another plan or a share has opened while this waited for the one before it
            rows.executeQuery().close();
        }
        AccountNumbers locked = new AccountNumbers(connection, account, tariffs, read(connection, account, tariffs));
        new LinkedUseRows(connection, tariffs)
                .lock(locked.numbers.values().stream()
                        .map(each -> each.row(each.tariff()))
                        .toList());
        return locked;
    }

    /** By NUMBER_ACCOUNT_ACCOUNT_IX and the primary key of RATING_SUBSCRIPTION. */
    private static Map<Long, Line> read(Connection connection, BillingAccountId account, Tariffs tariffs)
            throws SQLException {
        Map<Long, Line> found = new TreeMap<>();
        Map<Long, String> tariffOf = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT N.ID, N.MSISDN, N.TARIFF_ID, N.TIME_ZONE, N.VALID_FROM_AT, N.VALID_TO_AT, N.BILLED_TO_ON, N.SHARED_ALLOWANCE_ID, N.USAGE_CYCLE,"
                        + " S.OFFERING_ID"
                        + " FROM NUMBER_ACCOUNT N LEFT JOIN RATING_SUBSCRIPTION S ON S.ORDER_ID = N.ORDER_ID AND S.ITEM_ID = N.ITEM_ID"
                        + " WHERE N.BILLING_ACCOUNT_ID = ?")) {
            select.setString(1, account.value());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    UsageCycles counted = UsageCycles.parse(Columns.text(row, "USAGE_CYCLE"));
                    Instant from = Columns.instant(row, "VALID_FROM_AT");
                    ZoneId zone = ZoneId.of(row.getString("TIME_ZONE"));
                    tariffOf.put(row.getLong("ID"), row.getString("TARIFF_ID"));
                    found.put(
                            row.getLong("ID"),
                            new Line(
                                    row.getLong("ID"),
                                    row.getString("MSISDN"),
                                    Optional.of(Columns.text(row, "OFFERING_ID"))
                                            .filter(id -> !id.isEmpty())
                                            .map(OfferingId::new),
                                    new Tariff(List.of()),
                                    counted,
                                    counted.startOf(from, zone),
                                    Columns.instantOrNone(row, "VALID_TO_AT")
                                            .map(to -> to.minusNanos(1)
                                                    .atZone(zone)
                                                    .toLocalDate()),
                                    Columns.dateOrNone(row, "BILLED_TO_ON"),
                                    Columns.longOrNone(row, "SHARED_ALLOWANCE_ID")));
                }
            }
        }
        Tariffs.Loaded loaded = tariffs.load(connection, Set.copyOf(tariffOf.values()));
        found.replaceAll((id, each) -> new Line(
                id,
                each.msisdn(),
                each.offering(),
                loaded.of(requireNonNull(tariffOf.get(id))),
                each.counted(),
                each.begins(),
                each.last(),
                each.billedTo(),
                each.shared()));
        return found;
    }

    /** Those whose plan is this offering. */
    List<Line> of(OfferingId offering) {
        return numbers.values().stream()
                .filter(each -> each.offering().equals(Optional.of(offering)))
                .toList();
    }

    String msisdn(long id) {
        return requireNonNull(numbers.get(id), "Not of this account: a number").msisdn();
    }

    /** What they have used in cycles from a day on, at what is agreed as the tables have it now. */
    Map<LinkedUse.Place, CycleUsage> cycles(LocalDate from) throws SQLException {
        AgreedUseRows agreed = AgreedUseRows.of(
                connection,
                numbers.keySet().stream().collect(Collectors.toMap(id -> id, id -> account.value())),
                numbers.values().stream().collect(Collectors.toMap(Line::id, Line::tariff)));
        Map<Long, Tariff> tariffOf = new HashMap<>();
        numbers.keySet().forEach(id -> tariffOf.put(id, agreed.tariff(id)));
        CorrectedTariffs corrected = CorrectedTariffs.load(connection, numbers.keySet(), tariffs);
        Map<LinkedUse.Place, CycleUsage> cycles = new TreeMap<>();
        CounterRows.read(connection, numbers.keySet(), from, CounterRows.LAST)
                .forEach((place, stored) ->
                        cycles.put(place, stored.by(corrected.in(place, requireNonNull(tariffOf.get(place.line()))))));
        LinkedUseRows.Loaded linked = new LinkedUseRows(connection, tariffs)
                .load(
                        numbers.values().stream()
                                .map(each -> each.row(requireNonNull(tariffOf.get(each.id()))))
                                .toList(),
                        from,
                        Map.of());
        cycles.replaceAll((place, alone) -> linked.of(place.line())
                .map(use -> use.of(place.line(), place.cycle()))
                .orElse(alone));
        return cycles;
    }
}
