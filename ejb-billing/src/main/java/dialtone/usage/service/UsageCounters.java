package dialtone.usage.service;

import static java.util.Objects.requireNonNull;

import dialtone.rating.Cell;
import dialtone.rating.CellUse;
import dialtone.rating.CycleUsage;
import dialtone.rating.LinkedUse;
import dialtone.rating.LinkedUse.Place;
import dialtone.rating.RatingContext;
import dialtone.rating.Tariff;
import dialtone.rating.service.AgreedUseRows;
import dialtone.rating.service.CorrectedTariffs;
import dialtone.rating.service.CounterRows;
import dialtone.rating.service.LinkedUseRows;
import dialtone.rating.service.Tariffs;
import dialtone.usage.NumberAccount;
import dialtone.usage.UsageEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How far numbers are with their use in a cycle, read and written under the locks of the numbers' rows, and of what they share. */
final class UsageCounters {

    private final Map<Place, CounterRows.Stored> stored;
    private final LinkedUseRows.Loaded linked;
    private final Map<Place, CycleUsage> current = new HashMap<>();
    /** What the last record has been added to. */
    private @Nullable CycleUsage former;

    private UsageCounters(Map<Place, CounterRows.Stored> stored, LinkedUseRows.Loaded linked) {
        this.stored = stored;
        this.linked = linked;
    }

    static UsageCounters load(Connection connection, UsageOwners owners, Tariffs tariffs, Tariffs.Loaded loaded)
            throws SQLException {
        Map<Long, String> accounts = new HashMap<>();
        Map<Long, Tariff> bought = new HashMap<>();
        owners.numbers().forEach(owner -> {
            accounts.put(owner.id(), owner.account().value());
            bought.put(owner.id(), loaded.of(owner.tariffId()));
        });
        CorrectedTariffs corrected = CorrectedTariffs.load(connection, accounts.keySet(), tariffs);
        AgreedUseRows agreed = AgreedUseRows.of(connection, accounts, bought);
        Map<Place, Tariff> tariffOf = new HashMap<>();
        owners.places()
                .forEach(owned -> tariffOf.put(
                        owned.place(),
                        corrected.in(owned.place(), agreed.tariff(owned.owner().id()))));
        Map<Long, LinkedUseRows.Row> rows = linked(owners.numbers(), agreed);
        TreeSet<LocalDate> cycles = new TreeSet<>();
        tariffOf.keySet().forEach(key -> cycles.add(key.cycle()));
        LinkedUseRows linkedRows = new LinkedUseRows(connection, tariffs);
        linkedRows.lock(rows.values());
        Map<Place, CounterRows.Stored> read = read(connection, tariffOf.keySet(), cycles);
        UsageCounters counters = new UsageCounters(
                read,
                rows.isEmpty()
                        ? LinkedUseRows.Loaded.NOTHING
                        : linkedRows.load(rows.values(), cycles.first(), Map.of()));
        tariffOf.forEach((key, tariff) -> counters.current.put(
                key, read.getOrDefault(key, CounterRows.Stored.NOTHING).by(tariff)));
        return counters;
    }

    /** Those whose records may change what another line or cycle is charged. */
    private static Map<Long, LinkedUseRows.Row> linked(Collection<NumberAccount> numbers, AgreedUseRows agreed) {
        Map<Long, LinkedUseRows.Row> rows = new TreeMap<>();
        for (NumberAccount number : numbers) {
            Tariff tariff = agreed.tariff(number.id());
            if (number.sharedAllowance().isPresent() || tariff.carriesOver()) {
                rows.put(
                        number.id(),
                        new LinkedUseRows.Row(
                                number.id(),
                                tariff,
                                number.cycles(),
                                number.cycleOf(number.validFrom()),
                                number.billedTo(),
                                number.sharedAllowance()));
            }
        }
        return rows;
    }

    /** The counters of other cycles between the earliest and the latest one come too and are not used. */
    private static Map<Place, CounterRows.Stored> read(
            Connection connection, Set<Place> keys, SortedSet<LocalDate> cycles) throws SQLException {
        Set<Long> numbers = new TreeSet<>();
        keys.forEach(key -> numbers.add(key.line()));
        return keys.isEmpty() ? Map.of() : CounterRows.read(connection, numbers, cycles.first(), cycles.last());
    }

    /**
     * Rates one more record, and counts it.
     *
     * @return empty when the tariff neither prices nor includes some of it, which is counted nowhere
     */
    Optional<LinkedUse.Rated> rate(Place key, UsageEvent event, RatingContext context) {
        Optional<LinkedUse> use = linked.of(key.line());
        Optional<LinkedUse.Rated> rated = use.isPresent()
                ? use.get().rate(key.line(), key.cycle(), event, context)
                : of(key).rate(event, context).map(alone -> new LinkedUse.Rated(alone, List.of()));
        rated.ifPresent(record -> former = current.put(key, record.usage().after()));
        return rated;
    }

    /** Counts the record that was rated last nowhere. */
    void takeBack(Place key) {
        current.put(key, requireNonNull(former, "Nothing was rated"));
        linked.of(key.line()).ifPresent(LinkedUse::takeBack);
    }

    /** By which what a record adds to the charges of that place of another line or cycle is charged. */
    Tariff tariffOf(Place place) {
        return linked.row(place.line()).tariff();
    }

    private CycleUsage of(Place key) {
        CycleUsage usage = current.get(key);
        if (usage == null) {
            throw new IllegalArgumentException("Not loaded: " + key);
        }
        return usage;
    }

    /** In which month what a record adds to the charges of another line or cycle is spent: that of the record, where the line has no months of the calendar. */
    Place spentIn(Place place, LocalDate month) {
        return linked.row(place.line()).counted().isMonths() ? place : new Place(place.line(), month);
    }

    /** First day of the cycle whose invoice has what a record adds to that place of another line or cycle; empty when it is its own. */
    Optional<LocalDate> lateFor(Place place) {
        return linked.row(place.line()).lateFor(place.cycle());
    }

    void store(Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                        "UPDATE USAGE_COUNTER SET BILLABLE_UNITS = ?, RECORD_COUNT = ? WHERE NUMBER_ACCOUNT_ID = ? AND CYCLE_ON = ?"
                                + " AND USAGE_TYPE = ? AND CELL = ?");
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO USAGE_COUNTER (BILLABLE_UNITS, RECORD_COUNT, NUMBER_ACCOUNT_ID, CYCLE_ON, USAGE_TYPE, CELL)"
                                + " VALUES (?, ?, ?, ?, ?, ?)")) {
            int updates = 0;
            int inserts = 0;
            for (Map.Entry<Place, CycleUsage> entry : new TreeMap<>(current).entrySet()) {
                Map<Cell, CellUse> before = stored.getOrDefault(entry.getKey(), CounterRows.Stored.NOTHING)
                        .use();
                Map<Cell, CellUse> after = new LinkedHashMap<>(entry.getValue().use());
                // what a tariff that took this one's place tells apart no more is counted with something else now
                before.keySet().forEach(cell -> after.putIfAbsent(cell, new CellUse(0, 0)));
                for (Map.Entry<Cell, CellUse> use : after.entrySet()) {
                    CellUse had = before.get(use.getKey());
                    if (had == null) {
                        add(insert, entry.getKey(), use);
                        inserts++;
                    } else if (!had.equals(use.getValue())) {
                        add(update, entry.getKey(), use);
                        updates++;
                    }
                }
            }
            if (updates > 0) {
                update.executeBatch();
            }
            if (inserts > 0) {
                insert.executeBatch();
            }
        }
    }

    private static void add(PreparedStatement statement, Place key, Map.Entry<Cell, CellUse> use) throws SQLException {
        statement.setLong(1, use.getValue().units());
        statement.setLong(2, use.getValue().records());
        statement.setLong(3, key.line());
        statement.setObject(4, key.cycle());
        statement.setString(5, use.getKey().type().name());
        statement.setString(6, use.getKey().key());
        statement.addBatch();
    }
}
