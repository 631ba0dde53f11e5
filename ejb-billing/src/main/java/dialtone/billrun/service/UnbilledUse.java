package dialtone.billrun.service;

import static java.util.Objects.requireNonNull;

import dialtone.base.Money;
import dialtone.billrun.BillRun;
import dialtone.billrun.NumberUse;
import dialtone.catalog.UsageType;
import dialtone.ledger.service.Columns;
import dialtone.rating.Cell;
import dialtone.rating.CellUse;
import dialtone.rating.CycleUsage;
import dialtone.rating.LinkedUse;
import dialtone.rating.Tariff;
import dialtone.rating.service.CorrectedTariffs;
import dialtone.rating.service.LinkedUseRows;
import dialtone.rating.service.Tariffs;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The use of numbers that is on no invoice yet, summed up by the database: some seven statements for all of them. Use of a cycle that was not
 * invoiced before is in its cycle, what came late where LATE_USAGE says.
 */
final class UnbilledUse {

    /** Before the first cycle of any number. */
    private static final String SINCE_LAST = "COALESCE(N.BILLED_TO_ON, DATE '1970-01-01')";

    /** The numbers, found before anything is joined to them: their list is gone through once for each, and not once for each record. */
    private static final String NUMBERS =
            " FROM (SELECT ID, BILLED_TO_ON FROM NUMBER_ACCOUNT WHERE ID IN (" + Columns.inList() + ")) N JOIN ";

    private static final String AS_NOTED = " E ON E.NUMBER_ACCOUNT_ID = L.NUMBER_ACCOUNT_ID AND E.CYCLE_ON = L.CYCLE_ON"
            + " AND E.BILL_CYCLE_ON = L.BILL_CYCLE_ON";

    private static final String EVENT_SUMS =
            " AS BILLED_IN_ON, E.USAGE_TYPE, E.CELL, E.PRICE_ID, E.CURRENCY, COUNT(*) AS RECORDS,"
                    + " SUM(CASE WHEN E.QUANTITY > 0 THEN 1 ELSE 0 END) AS USED, SUM(E.BILLABLE_UNITS) AS BILLABLE, SUM(E.AMOUNT) AS AMOUNT";

    private static final String BY_CELL = ", E.USAGE_TYPE, E.CELL, E.PRICE_ID, E.CURRENCY";

    private static final String AMOUNTS = " AS BILLED_IN_ON, E.PRICE_ID, E.CURRENCY, SUM(E.AMOUNT) AS AMOUNT";

    private static final String CHARGE_SUMS = AMOUNTS + ", MAX(E.RERATING_ID) AS RERATED";

    /** On no invoice, of all cycles before a day. */
    private static final Span NOT_BILLED = new Span(SINCE_LAST, "E.BILL_CYCLE_ON IS NULL");

    /** Of cycles from a day on and before another one: what their invoices have, and what has come since and is on none. */
    private static final Span AGAIN =
            new Span("CAST(? AS DATE)", "(E.BILL_CYCLE_ON IS NULL OR " + LateUse.IS_FREE + ")");

    /**
     * The statements for some cycles. Each takes the numbers, then the first day where the span has one, then the day before which.
     *
     * @param since  first day of the cycles, as SQL has it
     * @param inTime which rows of a cycle are its own invoice's
     */
    private record Span(String since, String inTime) {

        /** Rows of a table of use, by its index on number and cycle. */
        private String ofCycle() {
            return within() + " AND " + inTime;
        }

        private String within() {
            return " E ON E.NUMBER_ACCOUNT_ID = N.ID AND E.CYCLE_ON >= " + since + " AND E.CYCLE_ON < ?";
        }

        private String late() {
            return NUMBERS + "LATE_USAGE L ON L.NUMBER_ACCOUNT_ID = N.ID AND L.BILL_CYCLE_ON >= " + since
                    + " AND L.BILL_CYCLE_ON < ? JOIN ";
        }

        String eventsInTime() {
            return "SELECT E.NUMBER_ACCOUNT_ID, E.CYCLE_ON, E.CYCLE_ON" + EVENT_SUMS + NUMBERS + "USAGE_EVENT"
                    + ofCycle() + " GROUP BY E.NUMBER_ACCOUNT_ID, E.CYCLE_ON" + BY_CELL;
        }

        String eventsLate() {
            return "SELECT E.NUMBER_ACCOUNT_ID, E.CYCLE_ON, E.BILL_CYCLE_ON" + EVENT_SUMS + late() + "USAGE_EVENT"
                    + AS_NOTED + " GROUP BY E.NUMBER_ACCOUNT_ID, E.CYCLE_ON, E.BILL_CYCLE_ON" + BY_CELL;
        }

        String chargesInTime() {
            return "SELECT E.NUMBER_ACCOUNT_ID, E.CYCLE_ON, E.CYCLE_ON" + CHARGE_SUMS + NUMBERS + "USAGE_CHARGE"
                    + ofCycle() + " GROUP BY E.NUMBER_ACCOUNT_ID, E.CYCLE_ON, E.PRICE_ID, E.CURRENCY";
        }

        String chargesLate() {
            return "SELECT E.NUMBER_ACCOUNT_ID, E.CYCLE_ON, E.BILL_CYCLE_ON" + CHARGE_SUMS + late() + "USAGE_CHARGE"
                    + AS_NOTED + " GROUP BY E.NUMBER_ACCOUNT_ID, E.CYCLE_ON, E.BILL_CYCLE_ON, E.PRICE_ID, E.CURRENCY";
        }

        /** What was agreed after records were rated: of cycles that were on no invoice then, so that their own invoice has it. */
        String differences() {
            return "SELECT E.NUMBER_ACCOUNT_ID, E.CYCLE_ON, E.CYCLE_ON" + AMOUNTS + NUMBERS + "USAGE_DIFFERENCE"
                    + within() + " GROUP BY E.NUMBER_ACCOUNT_ID, E.CYCLE_ON, E.PRICE_ID, E.CURRENCY";
        }

        /** Cycles of which something late is on a later invoice, as {@link LateUse#IS_FREE} has it. */
        String settled() {
            return "SELECT E.NUMBER_ACCOUNT_ID, E.CYCLE_ON, E.CYCLE_ON AS BILLED_IN_ON" + NUMBERS + "LATE_USAGE"
                    + within() + " AND E.BILL_CYCLE_ON < N.BILLED_TO_ON";
        }

        String segments() {
            return "SELECT E.NUMBER_ACCOUNT_ID, E.CYCLE_ON, E.CYCLE_ON AS BILLED_IN_ON, E.USAGE_TYPE, E.CELL, E.FIRST_CELL,"
                    + " SUM(E.BILLABLE_UNITS) AS BILLABLE" + NUMBERS + "USAGE_SEGMENT" + ofCycle()
                    + " GROUP BY E.NUMBER_ACCOUNT_ID, E.CYCLE_ON, E.USAGE_TYPE, E.CELL, E.FIRST_CELL";
        }
    }

    /** Use of a cycle that is invoiced with a cycle: its own, or a later one where it came late. */
    record Key(long numberId, LocalDate cycle, LocalDate billCycle) {

        static Key of(NumberUse use) {
            return new Key(use.numberAccountId(), use.cycle(), use.billCycle());
        }

        boolean isLate() {
            return billCycle.isAfter(cycle);
        }

        LinkedUse.Place place() {
            return new LinkedUse.Place(numberId, cycle);
        }
    }

    private static final class Sums {
        private final Map<Cell, Long> units = new HashMap<>();
        private final Map<Cell, Long> used = new HashMap<>();
        private final Map<Cell, Long> records = new HashMap<>();
        private final Map<String, Money> rated = new HashMap<>();
        private final Set<String> corrected = new HashSet<>();
        private boolean settled;

        boolean isNothing() {
            return records.isEmpty() && units.isEmpty() && rated.isEmpty();
        }
    }

    /**
     * Which cycles.
     *
     * @param again    those of invoices that are made again
     * @param billedTo first day whose cycles are not over
     * @param until    of those that go on, first day that a bill on demand does not have; empty of those that are over
     */
    private record Asked(Optional<Again> again, LocalDate billedTo, Optional<LocalDate> until) {}

    private final Connection connection;
    private final Map<Long, LockedNumber> numbers;
    private final Optional<Again> again;
    private final LocalDate billedTo;

    /** First day that a bill on demand does not have; empty where use of cycles that go on is not asked for. */
    private final Optional<LocalDate> until;

    /** The latest day that a cycle of these numbers begins on which is not over: lines are asked for all that began before, and what is not over is left out. */
    private final LocalDate before;

    private final Tariffs tariffs;
    private final Map<Key, Sums> sums = new HashMap<>();

    private UnbilledUse(Connection connection, Map<Long, LockedNumber> numbers, Asked asked, Tariffs tariffs) {
        this.connection = connection;
        this.tariffs = tariffs;
        this.numbers = numbers;
        this.again = asked.again();
        this.billedTo = asked.billedTo();
        this.until = asked.until();
        this.before = until.orElseGet(() -> numbers.values().stream()
                .map(number -> number.billedTo(billedTo))
                .max(LocalDate::compareTo)
                .orElse(billedTo));
    }

    /**
     * What these numbers have used in cycles that are over before a day, or later of what came late, and is on no invoice.
     *
     * @param billedTo first day that is not billed
     * @return by account
     */
    static Map<String, List<NumberUse>> read(
            Connection connection, Map<Long, LockedNumber> numbers, LocalDate billedTo, Tariffs tariffs)
            throws SQLException {
        Asked asked = new Asked(Optional.empty(), billedTo, Optional.empty());
        return new UnbilledUse(connection, numbers, asked, tariffs).read(NOT_BILLED);
    }

    /**
     * What these numbers have used so far in cycles that go on.
     *
     * @param run on demand
     * @return by account
     */
    static Map<String, List<NumberUse>> soFar(
            Connection connection, Map<Long, LockedNumber> numbers, BillRun run, Tariffs tariffs) throws SQLException {
        Asked asked = new Asked(Optional.empty(), run.useBilledTo(), Optional.of(run.billedTo()));
        return new UnbilledUse(connection, numbers, asked, tariffs).read(NOT_BILLED);
    }

    /**
     * Cycles that are on invoices.
     *
     * @param from     first day of the first one
     * @param billedTo first day whose cycles are not on them
     * @param without  what is on another invoice than that which is asked for
     */
    record Again(LocalDate from, LocalDate billedTo, Set<Key> without) {

        Again {
            without = Set.copyOf(without);
        }
    }

    /**
     * What the invoices of some cycles have of these numbers, with what has come to the cycles since and is on no invoice.
     *
     * @return by account
     */
    static Map<String, List<NumberUse>> again(
            Connection connection, Map<Long, LockedNumber> numbers, Again again, Tariffs tariffs) throws SQLException {
        Asked asked = new Asked(Optional.of(again), again.billedTo(), Optional.empty());
        return new UnbilledUse(connection, numbers, asked, tariffs).read(AGAIN);
    }

    private Map<String, List<NumberUse>> read(Span span) throws SQLException {
        if (numbers.isEmpty()) {
            return Map.of();
        }
        events(span.eventsInTime());
        events(span.eventsLate());
        read(span.chargesInTime(), UnbilledUse::charge);
        read(span.chargesLate(), UnbilledUse::charge);
        read(span.differences(), UnbilledUse::rate);
        segments(span.segments());
        if (again.isPresent()) {
            read(span.settled(), (row, into) -> into.settled = true);
            // all use of it came late: what it leaves to the next one is not what a cycle without use would leave
            sums.values().removeIf(Sums::isNothing);
        }
        return result();
    }

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row, Sums into) throws SQLException;
    }

    private void read(String sql, RowReader reader) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (List<Long> list : Columns.inLists(numbers.keySet())) {
                Lists.bind(select, 1, list);
                int place = list.size() + 1;
                if (again.isPresent()) {
                    select.setObject(place++, again.get().from());
                }
                select.setObject(place, before);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        Key key = new Key(
                                row.getLong("NUMBER_ACCOUNT_ID"),
                                Columns.date(row, "CYCLE_ON"),
                                Columns.date(row, "BILLED_IN_ON"));
                        if (isAsked(key)) {
                            reader.read(row, sums.computeIfAbsent(key, added -> new Sums()));
                        }
                    }
                }
            }
        }
    }

    private boolean isAsked(Key key) {
        LockedNumber number = requireNonNull(numbers.get(key.numberId()));
        boolean isOver = key.billCycle().isBefore(number.billedTo(billedTo));
        if (until.isPresent()) {
            return !isOver && !key.isLate();
        }
        return again.map(cycles -> key.billCycle().isBefore(number.invoicedTo(billedTo))
                        && !cycles.without().contains(key))
                .orElse(isOver);
    }

    private void events(String sql) throws SQLException {
        read(sql, (row, into) -> {
            Cell cell = cell(row, "CELL");
            into.units.merge(cell, row.getLong("BILLABLE"), Long::sum);
            into.used.merge(cell, row.getLong("USED"), Long::sum);
            into.records.merge(cell, row.getLong("RECORDS"), Long::sum);
            rate(row, into);
        });
    }

    private static void charge(ResultSet row, Sums into) throws SQLException {
        rate(row, into);
        if (row.getLong("RERATED") > 0) {
            into.corrected.add(row.getString("PRICE_ID"));
        }
    }

    private static void rate(ResultSet row, Sums into) throws SQLException {
        @Nullable String price = row.getString("PRICE_ID");
        if (price != null) {
            into.rated.merge(price, Columns.money(row), Money::plus);
        }
    }

    /** What of records lies in other cells than they began in. */
    private void segments(String sql) throws SQLException {
        read(sql, (row, into) -> {
            into.units.merge(cell(row, "CELL"), row.getLong("BILLABLE"), Long::sum);
            into.units.merge(cell(row, "FIRST_CELL"), -row.getLong("BILLABLE"), Long::sum);
        });
    }

    private static Cell cell(ResultSet row, String column) throws SQLException {
        String key = Columns.text(row, column);
        UsageType type = UsageType.valueOf(row.getString("USAGE_TYPE"));
        return key.isEmpty() ? Cell.of(type) : Cell.of(type, key);
    }

    private Map<String, List<NumberUse>> result() throws SQLException {
        CorrectedTariffs corrected = CorrectedTariffs.load(connection, numbers.keySet(), tariffs);
        Map<LinkedUse.Place, CycleUsage> cycles = cycles(corrected);
        UseOnDemand onDemand = UseOnDemand.load(connection, numbers.keySet());
        until.ifPresent(day -> sums.keySet().removeIf(key -> onDemand.isBilledTo(key.place(), day)));
        Map<String, List<NumberUse>> byAccount = new HashMap<>();
        sums.forEach((key, sum) -> {
            LockedNumber number = requireNonNull(numbers.get(key.numberId()));
            byAccount
                    .computeIfAbsent(number.account(), added -> new ArrayList<>())
                    .add(new NumberUse(
                            number.id(),
                            number.msisdn(),
                            number.days(key.cycle(), billedTo),
                            key.billCycle(),
                            key.isLate()
                                    ? CycleUsage.none(tariff(corrected, key))
                                    : requireNonNull(cycles.get(key.place())),
                            sum.records,
                            sum.rated,
                            sum.corrected,
                            sum.settled,
                            key.isLate() ? NumberUse.OnDemand.NONE : onDemand.of(key.place(), until)));
        });
        return byAccount;
    }

    private Tariff tariff(CorrectedTariffs corrected, Key key) {
        return corrected.in(
                key.place(), requireNonNull(numbers.get(key.numberId())).tariff());
    }

    /** What the cycles come to that are invoiced in time, with all that they depend on. */
    private Map<LinkedUse.Place, CycleUsage> cycles(CorrectedTariffs corrected) throws SQLException {
        Map<Key, Map<Cell, Long>> openings = openings();
        Map<LinkedUse.Place, CycleUsage> cycles = new HashMap<>();
        sums.forEach((key, sum) -> {
            if (!key.isLate()) {
                Tariff tariff = tariff(corrected, key);
                cycles.put(
                        key.place(), CycleUsage.of(tariff, use(sum)).countingOn(openings.getOrDefault(key, Map.of())));
            }
        });
        LinkedUseRows.Loaded linked = new LinkedUseRows(connection, tariffs)
                .load(
                        numbers.values().stream().map(LockedNumber::row).toList(),
                        cycles.keySet().stream()
                                .map(LinkedUse.Place::cycle)
                                .min(LocalDate::compareTo)
                                .orElse(before),
                        cycles);
        cycles.replaceAll((place, alone) -> linked.of(place.line())
                .map(use -> use.of(place.line(), place.cycle()))
                .orElse(alone));
        return cycles;
    }

    private static Map<Cell, CellUse> use(Sums sum) {
        Map<Cell, CellUse> use = new HashMap<>();
        sum.units.forEach((cell, units) -> use.put(cell, new CellUse(units, sum.used.getOrDefault(cell, 0L))));
        return use;
    }

    /** What was included in a cycle before the row of its number began; few numbers have that. By the primary key. */
    private Map<Key, Map<Cell, Long>> openings() throws SQLException {
        List<Long> counting = numbers.values().stream()
                .filter(LockedNumber::countsOn)
                .map(LockedNumber::id)
                .toList();
        Map<Key, Map<Cell, Long>> openings = new HashMap<>();
        if (counting.isEmpty()) {
            return openings;
        }
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT NUMBER_ACCOUNT_ID, CYCLE_ON, USAGE_TYPE, CELL, OPENING_UNITS FROM USAGE_COUNTER WHERE NUMBER_ACCOUNT_ID IN ("
                        + Columns.inList() + ") AND CYCLE_ON < ? AND OPENING_UNITS > 0")) {
            for (List<Long> list : Columns.inLists(counting)) {
                Lists.bind(select, 1, list);
                select.setObject(1 + list.size(), before);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        LocalDate cycle = Columns.date(row, "CYCLE_ON");
                        openings.computeIfAbsent(
                                        new Key(row.getLong("NUMBER_ACCOUNT_ID"), cycle, cycle),
                                        added -> new HashMap<>())
                                .put(cell(row, "CELL"), row.getLong("OPENING_UNITS"));
                    }
                }
            }
        }
        return openings;
    }
}
