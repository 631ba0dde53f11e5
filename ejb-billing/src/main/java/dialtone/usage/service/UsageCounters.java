package dialtone.usage.service;

import dialtone.catalog.UsageType;
import dialtone.ledger.service.Columns;
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
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
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
     * @param billable of this row of the number
     * @param opening  what was included before the row began, see {@link CycleUsage#countingOn}; mostly nothing
     */
    private record Stored(Map<UsageType, Long> billable, Map<UsageType, Long> opening) {
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
            CycleUsage usage = CycleUsage.of(tariff, had.billable());
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
                        "UPDATE USAGE_COUNTER SET BILLABLE_UNITS = ? WHERE NUMBER_ACCOUNT_ID = ? AND CYCLE_ON = ? AND USAGE_TYPE = ?");
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO USAGE_COUNTER (BILLABLE_UNITS, NUMBER_ACCOUNT_ID, CYCLE_ON, USAGE_TYPE) VALUES (?, ?, ?, ?)")) {
            int updates = 0;
            int inserts = 0;
            for (Map.Entry<Key, CycleUsage> entry : current.entrySet()) {
                Map<UsageType, Long> before =
                        stored.getOrDefault(entry.getKey(), Stored.NOTHING).billable();
                for (UsageType type : UsageType.values()) {
                    long units = entry.getValue().billable(type);
                    Long had = before.get(type);
                    if (had == null && units > 0) {
                        add(insert, entry.getKey(), type, units);
                        inserts++;
                    } else if (had != null && had != units) {
                        add(update, entry.getKey(), type, units);
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

    private static void add(PreparedStatement statement, Key key, UsageType type, long units) throws SQLException {
        statement.setLong(1, units);
        statement.setLong(2, key.numberAccountId());
        statement.setObject(3, key.cycle());
        statement.setString(4, type.name());
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
                "SELECT C.NUMBER_ACCOUNT_ID, C.CYCLE_ON, C.USAGE_TYPE, C.BILLABLE_UNITS, C.OPENING_UNITS FROM NUMBER_ACCOUNT N"
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
                        Stored counter = found.computeIfAbsent(
                                key,
                                added -> new Stored(new EnumMap<>(UsageType.class), new EnumMap<>(UsageType.class)));
                        UsageType type = UsageType.valueOf(row.getString("USAGE_TYPE"));
                        counter.billable().put(type, row.getLong("BILLABLE_UNITS"));
                        if (row.getLong("OPENING_UNITS") > 0) {
                            counter.opening().put(type, row.getLong("OPENING_UNITS"));
                        }
                    }
                }
            }
        }
        return found;
    }
}
