package dialtone.invoice.service;

import static java.util.Objects.requireNonNull;

import dialtone.base.Money;
import dialtone.invoice.AllowanceLine;
import dialtone.invoice.InvoicePreview;
import dialtone.invoice.NumberUsage;
import dialtone.invoice.NumberUsage.RatedRecord;
import dialtone.ledger.service.Columns;
import dialtone.party.BillingAccountId;
import dialtone.rating.Cell;
import dialtone.rating.CellUse;
import dialtone.rating.ChargePeriod;
import dialtone.rating.CycleUsage;
import dialtone.rating.LinkedUse;
import dialtone.rating.RatedCharge;
import dialtone.rating.Subscription;
import dialtone.rating.Tariff;
import dialtone.rating.UsageCycles;
import dialtone.rating.service.AgreedUseRows;
import dialtone.rating.service.ChargeRows;
import dialtone.rating.service.CorrectedTariffs;
import dialtone.rating.service.LineEnds;
import dialtone.rating.service.LinkedUseRows;
import dialtone.rating.service.SubscriptionRows;
import dialtone.rating.service.Tariffs;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * What an account's invoice for a month would be today. That of the current month has what was due before, too, and is on no invoice yet: a
 * correction of an earlier month, or a month that no run has billed.
 */
@Stateless
public class InvoicePreviews {

    /** Subscriptions, and numbers, of one account that a preview reads; a larger account is billed by its parts. */
    private static final int MAX_ROWS = 2_000;

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Tariffs tariffs;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // the container injects
    public InvoicePreviews() {}

    @SuppressWarnings({"UnnecessaryAssignment", "NullAway"}) // outside a container: tests
    InvoicePreviews(DataSource dataSource, Tariffs tariffs, Clock clock) {
        this.dataSource = dataSource;
        this.tariffs = tariffs;
        this.clock = clock;
    }

    /** @return without lines when nothing was ever charged to the account */
    public InvoicePreview preview(BillingAccountId account, YearMonth month) {
        try (Connection connection = dataSource.getConnection()) {
            List<Subscription> subscriptions = subscriptions(connection, account);
            Use use = usage(connection, account, month);
            return InvoicePreview.of(
                    account,
                    month,
                    subscriptions,
                    charges(connection, account, ChargePeriod.month(month)),
                    isCurrent(month, subscriptions) ? unbilled(connection, account, month.atDay(1)) : List.of(),
                    use.numbers(),
                    use.shared());
        } catch (SQLException e) {
            throw new IllegalStateException("The charges of " + account + " cannot be read", e);
        }
    }

    private record NumberRow(LineEnds ends, String tariffId, UsageCycles counted, Optional<Long> shared) {

        long id() {
            return ends.id();
        }

        String msisdn() {
            return ends.msisdn();
        }

        boolean goesOnIn(NumberRow next) {
            return ends.goesOnIn(next.ends());
        }

        /** The last day of a cycle: of the line, where that has ended in it. */
        LocalDate lastDay(ChargePeriod cycle, Map<Long, LocalDate> lastDays) {
            LocalDate last = cycle.to().minusDays(1);
            return Optional.ofNullable(lastDays.get(id())).filter(last::isAfter).orElse(last);
        }

        /** When the first of the rows began that this one counts on from; of those that are valid in the month. */
        Instant countingSince(List<NumberRow> all) {
            return all.stream()
                    .filter(before -> before.goesOnIn(this))
                    .findFirst()
                    .map(before -> before.countingSince(all))
                    .orElse(ends.from());
        }

        /** A number that changes its tariff has a row for each. */
        boolean isValidIn(ChargePeriod days) {
            Instant begin = days.from().atStartOfDay(ends.zone()).toInstant();
            Instant end = days.to().atStartOfDay(ends.zone()).toInstant();
            return ends.from().isBefore(end)
                    && ends.to()
                            .map(to -> to.isAfter(begin) && to.isAfter(ends.from()))
                            .orElse(true);
        }

        /** Those with days of a month in which it has this tariff. */
        List<ChargePeriod> cyclesIn(YearMonth month) {
            return counted.within(ChargePeriod.month(month)).stream()
                    .filter(this::isValidIn)
                    .toList();
        }

        LinkedUseRows.Row linked(Tariff tariff) {
            return new LinkedUseRows.Row(
                    id(), tariff, counted, counted.startOf(ends.from(), ends.zone()), Optional.empty(), shared);
        }
    }

    /** By RATING_SUBSCRIPTION_ACCOUNT_IX. */
    private List<Subscription> subscriptions(Connection connection, BillingAccountId account) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SubscriptionRows.SELECT
                + " WHERE BILLING_ACCOUNT_ID = ? ORDER BY ACTIVATED_ON, ORDER_ID, ITEM_ID FETCH FIRST ? ROWS ONLY")) {
            select.setString(1, account.value());
            select.setInt(2, MAX_ROWS);
            return SubscriptionRows.read(connection, select, tariffs);
        }
    }

    /** By RATED_CHARGE_DUE_IX. */
    private static List<RatedCharge> charges(Connection connection, BillingAccountId account, ChargePeriod cycle)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                ChargeRows.SELECT + " WHERE BILLING_ACCOUNT_ID = ? AND DUE_ON >= ? AND DUE_ON < ?")) {
            select.setString(1, account.value());
            select.setObject(2, cycle.from());
            select.setObject(3, cycle.to());
            return ChargeRows.read(select);
        }
    }

    private boolean isCurrent(YearMonth month, List<Subscription> subscriptions) {
        return subscriptions.stream()
                .findFirst()
                .map(any -> YearMonth.from(clock.instant().atZone(any.zone())))
                .filter(month::equals)
                .isPresent();
    }

    /** By RATED_CHARGE_DUE_IX and INVOICE_LINE_CHARGE_UK. */
    private static List<RatedCharge> unbilled(Connection connection, BillingAccountId account, LocalDate before)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ChargeRows.SELECT
                + " WHERE BILLING_ACCOUNT_ID = ? AND DUE_ON < ? AND NOT EXISTS (SELECT 1 FROM INVOICE_LINE L WHERE L.CHARGE_ID = RATED_CHARGE.ID)"
                + " ORDER BY DUE_ON, ORDER_ID, ITEM_ID, PRICE_ID, REVISION FETCH FIRST ? ROWS ONLY")) {
            select.setString(1, account.value());
            select.setObject(2, before);
            select.setInt(3, MAX_ROWS);
            return ChargeRows.read(select);
        }
    }

    /** @param shared how far what lines have together is used */
    private record Use(List<NumberUsage> numbers, List<AllowanceLine> shared) {}

    private Use usage(Connection connection, BillingAccountId account, YearMonth month) throws SQLException {
        List<NumberRow> all = numbers(connection, account);
        Map<Long, LocalDate> lastDays =
                LineEnds.lastDays(all.stream().map(NumberRow::ends).toList());
        List<NumberRow> numbers =
                all.stream().filter(number -> !number.cyclesIn(month).isEmpty()).toList();
        Map<Long, Tariff> tariffOf = tariffs(connection, account, numbers);
        CorrectedTariffs corrected = CorrectedTariffs.load(connection, tariffOf.keySet(), tariffs);
        Map<LinkedUse.Place, Sums> sums = new HashMap<>();
        Map<LinkedUse.Place, CycleUsage> cycles = new HashMap<>();
        LocalDate since = month.atDay(1);
        for (NumberRow number : numbers) {
            for (ChargePeriod days : number.cyclesIn(month)) {
                LinkedUse.Place place = new LinkedUse.Place(number.id(), days.from());
                since = days.from().isBefore(since) ? days.from() : since;
                Sums sum = sums(connection, number.id(), days.from());
                sums.put(place, sum);
                cycles.put(
                        place,
                        CycleUsage.of(corrected.in(place, requireNonNull(tariffOf.get(number.id()))), sum.use())
                                .countingOn(
                                        number.ends().countsOn()
                                                ? opening(connection, number.id(), days.from())
                                                : Map.of()));
            }
        }
        LinkedUseRows.Loaded linked = new LinkedUseRows(connection, tariffs)
                .load(
                        numbers.stream()
                                .map(number -> number.linked(requireNonNull(tariffOf.get(number.id()))))
                                .toList(),
                        since,
                        cycles);
        List<NumberUsage> usage = new ArrayList<>();
        int left = InvoicePreview.MAX_RECORDS;
        for (NumberRow number : numbers) {
            ChargePeriod shown = shown(number, month);
            for (ChargePeriod days : number.cyclesIn(month)) {
                LinkedUse.Place place = new LinkedUse.Place(number.id(), days.from());
                List<RatedRecord> records = RecordRows.ofCycle(connection, number.id(), days.from(), left);
                left -= records.size();
                usage.add(new NumberUsage(
                        number.msisdn(),
                        days,
                        number.lastDay(days, lastDays),
                        linked.of(number.id())
                                .map(use -> use.of(number.id(), days.from()))
                                .orElse(requireNonNull(cycles.get(place))),
                        records,
                        requireNonNull(sums.get(place)).counts(),
                        posted(connection, number.id(), days.from()),
                        Optional.of(new AllowanceLine.Validity(
                                        number.countingSince(numbers),
                                        number.ends().to()))
                                .filter(any ->
                                        days.equals(shown) && numbers.stream().noneMatch(number::goesOnIn))));
            }
        }
        return new Use(usage, shared(numbers, linked, month));
    }

    /** Of the cycles of a month that whose allowances are looked at: the last one that has begun, and the first one of a month that has not. */
    private ChargePeriod shown(NumberRow number, YearMonth month) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), number.ends().zone());
        List<ChargePeriod> all = number.cyclesIn(month);
        return all.reversed().stream()
                .filter(days -> !days.from().isAfter(today))
                .findFirst()
                .orElse(all.getFirst());
    }

    /** Lines that share have cycles that begin on the same days: the latest that is looked at, for a row of a line that has left is over with an earlier one. */
    private List<AllowanceLine> shared(List<NumberRow> numbers, LinkedUseRows.Loaded linked, YearMonth month) {
        Map<Long, NumberRow> latest = new TreeMap<>();
        for (NumberRow number : numbers) {
            number.shared()
                    .ifPresent(id -> latest.merge(
                            id,
                            number,
                            (one, other) -> shown(other, month)
                                            .from()
                                            .isAfter(shown(one, month).from())
                                    ? other
                                    : one));
        }
        List<AllowanceLine> found = new ArrayList<>();
        latest.values().forEach(number -> {
            ChargePeriod shown = shown(number, month);
            linked.of(number.id())
                    .ifPresent(all -> all.sharedUse(shown.from())
                            .forEach(use -> found.add(
                                    new AllowanceLine(AllowanceLine.SHARED, use, shown, AllowanceLine.Validity.OPEN))));
        });
        return found;
    }

    /** With what is agreed of them, by the ids of the numbers. */
    private Map<Long, Tariff> tariffs(Connection connection, BillingAccountId account, List<NumberRow> numbers)
            throws SQLException {
        Tariffs.Loaded loaded = tariffs.load(
                connection, numbers.stream().map(NumberRow::tariffId).collect(Collectors.toSet()));
        AgreedUseRows agreed = AgreedUseRows.of(
                connection,
                numbers.stream().collect(Collectors.toMap(NumberRow::id, number -> account.value())),
                numbers.stream().collect(Collectors.toMap(NumberRow::id, number -> loaded.of(number.tariffId()))));
        return numbers.stream().collect(Collectors.toMap(NumberRow::id, number -> agreed.tariff(number.id())));
    }

    /** By NUMBER_ACCOUNT_ACCOUNT_IX. */
    private static List<NumberRow> numbers(Connection connection, BillingAccountId account) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ID, MSISDN, TARIFF_ID, TIME_ZONE, VALID_FROM_AT, VALID_TO_AT, COUNTS_ON,"
                        + " SHARED_ALLOWANCE_ID, USAGE_CYCLE FROM NUMBER_ACCOUNT WHERE BILLING_ACCOUNT_ID = ?"
                        + " ORDER BY MSISDN, ID FETCH FIRST ? ROWS ONLY")) {
            select.setString(1, account.value());
            select.setInt(2, MAX_ROWS);
            List<NumberRow> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new NumberRow(
                            LineEnds.of(row),
                            row.getString("TARIFF_ID"),
                            UsageCycles.parse(Columns.text(row, "USAGE_CYCLE")),
                            Columns.longOrNone(row, "SHARED_ALLOWANCE_ID")));
                }
            }
            return found;
        }
    }

    /** What was included in the cycle before the row began. By the primary key. */
    private static Map<Cell, Long> opening(Connection connection, long numberId, LocalDate cycle) throws SQLException {
        Map<Cell, Long> opening = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT USAGE_TYPE, CELL, OPENING_UNITS FROM USAGE_COUNTER WHERE NUMBER_ACCOUNT_ID = ? AND CYCLE_ON = ?")) {
            select.setLong(1, numberId);
            select.setObject(2, cycle);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    opening.put(RecordRows.cell(row, "CELL"), row.getLong("OPENING_UNITS"));
                }
            }
        }
        return opening;
    }

    /**
     * What the records of a cycle come to.
     *
     * @param counts of all of them, by the cell they began in
     */
    private record Sums(Map<Cell, CellUse> use, Map<Cell, Long> counts) {}

    /**
     * From the records themselves, not from the counters: each in the cell it began in, then what of it lies in another one. By
     * USAGE_EVENT_NUMBER_IX and USAGE_SEGMENT_NUMBER_IX.
     */
    private static Sums sums(Connection connection, long numberId, LocalDate cycle) throws SQLException {
        Map<Cell, Long> units = new HashMap<>();
        Map<Cell, Long> used = new HashMap<>();
        Map<Cell, Long> counts = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT USAGE_TYPE, CELL, COUNT(*) AS RECORDS, SUM(BILLABLE_UNITS) AS BILLABLE,"
                        + " SUM(CASE WHEN QUANTITY > 0 THEN 1 ELSE 0 END) AS USED FROM USAGE_EVENT"
                        + " WHERE NUMBER_ACCOUNT_ID = ? AND CYCLE_ON = ? GROUP BY USAGE_TYPE, CELL")) {
            select.setLong(1, numberId);
            select.setObject(2, cycle);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Cell cell = RecordRows.cell(row, "CELL");
                    units.put(cell, row.getLong("BILLABLE"));
                    used.put(cell, row.getLong("USED"));
                    counts.put(cell, row.getLong("RECORDS"));
                }
            }
        }
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT USAGE_TYPE, CELL, FIRST_CELL, SUM(BILLABLE_UNITS) AS BILLABLE FROM USAGE_SEGMENT"
                        + " WHERE NUMBER_ACCOUNT_ID = ? AND CYCLE_ON = ? GROUP BY USAGE_TYPE, CELL, FIRST_CELL")) {
            select.setLong(1, numberId);
            select.setObject(2, cycle);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    units.merge(RecordRows.cell(row, "CELL"), row.getLong("BILLABLE"), Long::sum);
                    units.merge(RecordRows.cell(row, "FIRST_CELL"), -row.getLong("BILLABLE"), Long::sum);
                }
            }
        }
        Map<Cell, CellUse> use = new HashMap<>();
        units.forEach((cell, of) -> use.put(cell, new CellUse(of, used.getOrDefault(cell, 0L))));
        return new Sums(use, counts);
    }

    /** By USAGE_EVENT_NUMBER_IX, USAGE_CHARGE_NUMBER_IX and the primary key of USAGE_DIFFERENCE. */
    private static Map<String, Money> posted(Connection connection, long numberId, LocalDate cycle)
            throws SQLException {
        Map<String, Money> posted = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT PRICE_ID, CURRENCY, SUM(AMOUNT) AS AMOUNT FROM ("
                        + "SELECT PRICE_ID, CURRENCY, AMOUNT FROM USAGE_EVENT WHERE NUMBER_ACCOUNT_ID = ? AND CYCLE_ON = ?"
                        + " AND CURRENCY IS NOT NULL UNION ALL "
                        + "SELECT PRICE_ID, CURRENCY, AMOUNT FROM USAGE_CHARGE WHERE NUMBER_ACCOUNT_ID = ? AND CYCLE_ON = ?"
                        + " UNION ALL SELECT PRICE_ID, CURRENCY, AMOUNT FROM USAGE_DIFFERENCE WHERE NUMBER_ACCOUNT_ID = ? AND CYCLE_ON = ?"
                        + ") C GROUP BY PRICE_ID, CURRENCY")) {
            select.setLong(1, numberId);
            select.setObject(2, cycle);
            select.setLong(3, numberId);
            select.setObject(4, cycle);
            select.setLong(5, numberId);
            select.setObject(6, cycle);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    posted.put(row.getString("PRICE_ID"), Columns.money(row));
                }
            }
        }
        return posted;
    }
}
