package dialtone.usage.service;

import dialtone.catalog.UsageType;
import dialtone.ledger.service.Columns;
import dialtone.rating.Cell;
import dialtone.rating.CellUse;
import dialtone.rating.CycleUsage;
import dialtone.rating.Tariff;
import dialtone.rating.service.Tariffs;
import dialtone.usage.NumberAccount;
import dialtone.usage.UsageEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How far numbers are with their use in a cycle, read and written under the locks of the numbers' rows. */
final class UsageCounters {

    /** A number in a bill cycle. */
    record Key(long numberAccountId, LocalDate cycle) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byNumber = Long.compare(numberAccountId, other.numberAccountId);
            return byNumber != 0 ? byNumber : cycle.compareTo(other.cycle);
        }
    }

    /**
     * A number in a bill cycle as it is stored.
     *
     * @param use     of this row of the number
     * @param opening  what was included before the row began, see {@link CycleUsage#countingOn}; mostly nothing
     */
    private record Stored(Map<Cell, CellUse> use, Map<Cell, Long> opening) {
        private static final Stored NOTHING = new Stored(Map.of(), Map.of());
    }

    private final Map<Key, Stored> stored;
    private final Map<Key, CycleUsage> current = new TreeMap<>();

    private UsageCounters(Map<Key, Stored> stored) {
        this.stored = stored;
    }

    static Key keyOf(NumberAccount owner, UsageEvent event) {
        return new Key(owner.id(), owner.cycleOf(event.startedAt()));
    }

    static UsageCounters load(
            Connection connection, IdentityHashMap<UsageEvent, NumberAccount> owners, Tariffs.Loaded tariffs)
            throws SQLException {
        Map<Key, Tariff> tariffOf = new HashMap<>();
        owners.forEach((event, owner) -> tariffOf.put(keyOf(owner, event), tariffs.of(owner.tariffId())));
        UsageCounters counters = new UsageCounters(read(connection, tariffOf.keySet()));
        tariffOf.forEach((key, tariff) -> {
            Stored had = counters.stored.getOrDefault(key, Stored.NOTHING);
            CycleUsage usage = CycleUsage.of(tariff, had.use());
            counters.current.put(key, had.opening().isEmpty() ? usage : usage.countingOn(had.opening()));
        });
        return counters;
    }

    CycleUsage of(Key key) {
        CycleUsage usage = current.get(key);
        if (usage == null) {
            throw new IllegalArgumentException("Not loaded: " + key);
        }
        return usage;
    }

    void advance(Key key, CycleUsage usage) {
        current.put(key, usage);
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
            for (Map.Entry<Key, CycleUsage> entry : current.entrySet()) {
                Map<Cell, CellUse> before =
                        stored.getOrDefault(entry.getKey(), Stored.NOTHING).use();
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

    private static void add(PreparedStatement statement, Key key, Map.Entry<Cell, CellUse> use) throws SQLException {
        statement.setLong(1, use.getValue().units());
        statement.setLong(2, use.getValue().records());
        statement.setLong(3, key.numberAccountId());
        statement.setObject(4, key.cycle());
        statement.setString(5, use.getKey().type().name());
        statement.setString(6, use.getKey().key());
        statement.addBatch();
    }

    /**
     * By the primary keys: from the numbers to their counters, for a list over the counters alone makes H2 read them all. The
     * counters of other cycles between the earliest and the latest one come too and are not used.
     */
    private static Map<Key, Stored> read(Connection connection, Set<Key> keys) throws SQLException {
        Map<Key, Stored> found = new HashMap<>();
        if (keys.isEmpty()) {
            return found;
        }
        Set<Long> numbers = new TreeSet<>();
        TreeSet<LocalDate> cycles = new TreeSet<>();
        for (Key key : keys) {
            numbers.add(key.numberAccountId());
            cycles.add(key.cycle());
        }
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT C.NUMBER_ACCOUNT_ID, C.CYCLE_ON, C.USAGE_TYPE, C.CELL, C.BILLABLE_UNITS, C.RECORD_COUNT, C.OPENING_UNITS"
                        + " FROM NUMBER_ACCOUNT N"
                        + " JOIN USAGE_COUNTER C ON C.NUMBER_ACCOUNT_ID = N.ID WHERE N.ID IN (" + Columns.inList()
                        + ") AND C.CYCLE_ON >= ? AND C.CYCLE_ON <= ?")) {
            for (List<Long> list : Columns.inLists(numbers)) {
                for (int i = 0; i < list.size(); i++) {
                    select.setLong(i + 1, list.get(i));
                }
                select.setObject(Columns.IN_LIST + 1, cycles.first());
                select.setObject(Columns.IN_LIST + 2, cycles.last());
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        Key key = new Key(row.getLong("NUMBER_ACCOUNT_ID"), Columns.date(row, "CYCLE_ON"));
                        Stored counter =
                                found.computeIfAbsent(key, added -> new Stored(new HashMap<>(), new HashMap<>()));
                        Cell cell = Cell.of(UsageType.valueOf(row.getString("USAGE_TYPE")), row.getString("CELL"));
                        counter.use()
                                .put(cell, new CellUse(row.getLong("BILLABLE_UNITS"), row.getLong("RECORD_COUNT")));
                        if (row.getLong("OPENING_UNITS") > 0) {
                            counter.opening().put(cell, row.getLong("OPENING_UNITS"));
                        }
                    }
                }
            }
        }
        return found;
    }
}
