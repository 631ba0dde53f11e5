package dialtone.rating.service;

import static java.util.Objects.requireNonNull;

import dialtone.ledger.service.Columns;
import dialtone.rating.Carried;
import dialtone.rating.CycleUsage;
import dialtone.rating.LinkedUse;
import dialtone.rating.Tariff;
import dialtone.rating.UsageCycles;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Lines and cycles whose use depends on each other, as the tables have them: a line whose tariff carries over what it leaves, and all lines of
 * a shared allowance.
 */
public final class LinkedUseRows {

    /**
     * A row of a number.
     *
     * @param tariff   with what is agreed of it
     * @param counted  cycles that its use is counted in
     * @param begins   first day of its first one
     * @param billedTo first day of the earliest cycle whose use is on no invoice
     * @param shared   what it shares
     */
    public record Row(
            long id,
            Tariff tariff,
            UsageCycles counted,
            LocalDate begins,
            Optional<LocalDate> billedTo,
            Optional<Long> shared) {

        /** Whether what it costs goes by more than the sums of one cycle of it. */
        public boolean isLinked() {
            return shared.isPresent() || tariff.carriesOver();
        }

        /** See {@link dialtone.usage.NumberAccount#lateFor}. */
        public Optional<LocalDate> lateFor(LocalDate cycle) {
            return billedTo.filter(cycle::isBefore);
        }
    }

    /** @param all   by the id of each row; those of one shared allowance have the same
     *  @param rows  of them, also those that nobody asked for */
    public record Loaded(Map<Long, LinkedUse> all, Map<Long, Row> rows) {
        public static final Loaded NOTHING = new Loaded(Map.of(), Map.of());

        public Optional<LinkedUse> of(long id) {
            return Optional.ofNullable(all.get(id));
        }

        public Row row(long id) {
            return requireNonNull(rows.get(id), "Not loaded: a number's row");
        }
    }

    private final Connection connection;
    private final Tariffs tariffs;

    public LinkedUseRows(Connection connection, Tariffs tariffs) {
        this.connection = connection;
        this.tariffs = tariffs;
    }

    /**
     * Locks what these rows share, in the order of the ids, until the transaction ends. Whoever does has locked a row of a number that has its
     * share before.
     */
    public void lock(Collection<Row> rows) throws SQLException {
        Set<Long> ids = sharedIds(rows);
        if (ids.isEmpty()) {
            return;
        }
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ID FROM SHARED_ALLOWANCE WHERE ID IN (" + Columns.inList() + ") ORDER BY ID FOR UPDATE")) {
            for (List<Long> list : Columns.inLists(ids)) {
                bind(select, list);
                select.executeQuery().close();
            }
        }
    }

    private static void bind(PreparedStatement statement, List<Long> ids) throws SQLException {
        for (int i = 0; i < ids.size(); i++) {
            statement.setLong(i + 1, ids.get(i));
        }
    }

    private static Set<Long> sharedIds(Collection<Row> rows) {
        return rows.stream().flatMap(row -> row.shared().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * What these rows have used, with all that it depends on.
     *
     * @param rows     those that are not linked are left out
     * @param since    first day of the earliest cycle that is asked for
     * @param instead  what cycles have used, in place of what the counters say
     */
    public Loaded load(Collection<Row> rows, LocalDate since, Map<LinkedUse.Place, CycleUsage> instead)
            throws SQLException {
        Map<Long, Row> all = new TreeMap<>();
        rows.stream().filter(Row::isLinked).forEach(row -> all.put(row.id(), row));
        if (all.isEmpty()) {
            return Loaded.NOTHING;
        }
        Set<Long> sharedIds = sharedIds(all.values());
        sharing(sharedIds, since).forEach(row -> all.putIfAbsent(row.id(), row));
        boolean carries = all.values().stream().anyMatch(row -> row.tariff().carriesOver());
        Map<LinkedUse.Place, CounterRows.Stored> counters =
                CounterRows.read(connection, all.keySet(), carries ? LocalDate.EPOCH : since, CounterRows.LAST);
        CorrectedTariffs corrected = CorrectedTariffs.load(connection, all.keySet(), tariffs);
        Map<Long, List<Carried>> left = left(all.keySet());
        Map<Long, Integer> positions = sharedIds.isEmpty() ? Map.of() : positions(all.keySet());
        Map<Long, Map<LocalDate, CycleUsage>> cycles = new HashMap<>();
        all.keySet().forEach(id -> cycles.put(id, new HashMap<>()));
        counters.forEach((place, stored) -> requireNonNull(cycles.get(place.line()))
                .put(
                        place.cycle(),
                        stored.by(corrected.in(
                                place, requireNonNull(all.get(place.line())).tariff()))));
        // what comes to a cycle without use yet is rated by its corrected price, too
        all.values()
                .forEach(row -> corrected
                        .cyclesOf(row.id())
                        .forEach(cycle -> requireNonNull(cycles.get(row.id()))
                                .computeIfAbsent(
                                        cycle,
                                        added -> CycleUsage.none(
                                                corrected.in(new LinkedUse.Place(row.id(), cycle), row.tariff())))));
        instead.forEach((place, usage) ->
                cycles.getOrDefault(place.line(), new HashMap<>()).put(place.cycle(), usage));
        Map<Long, LinkedUse.Line> lines = new TreeMap<>();
        for (Row row : all.values()) {
            lines.put(
                    row.id(),
                    new LinkedUse.Line(
                            row.id(),
                            positions.getOrDefault(row.id(), 0),
                            row.tariff(),
                            row.counted(),
                            row.begins(),
                            left.getOrDefault(row.id(), List.of()),
                            requireNonNull(cycles.get(row.id()))));
        }
        return new Loaded(linked(all, lines, sharedTariffs(sharedIds)), all);
    }

    private static Map<Long, LinkedUse> linked(
            Map<Long, Row> rows, Map<Long, LinkedUse.Line> lines, Map<Long, Tariff> shared) {
        Map<Long, LinkedUse> found = new HashMap<>();
        shared.forEach((id, tariff) -> {
            List<LinkedUse.Line> together = rows.values().stream()
                    .filter(row -> row.shared().equals(Optional.of(id)))
                    .map(row -> requireNonNull(lines.get(row.id())))
                    .toList();
            LinkedUse use = new LinkedUse(together, tariff.allowances());
            together.forEach(line -> found.put(line.id(), use));
        });
        lines.forEach((id, line) -> found.computeIfAbsent(id, added -> new LinkedUse(List.of(line), List.of())));
        return found;
    }

    /** Those that share, or shared then. By NUMBER_ACCOUNT_SHARED_IX. */
    private List<Row> sharing(Set<Long> sharedIds, LocalDate since) throws SQLException {
        List<Row> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ID, BILLING_ACCOUNT_ID, TARIFF_ID, TIME_ZONE, VALID_FROM_AT, BILLED_TO_ON, SHARED_ALLOWANCE_ID, USAGE_CYCLE FROM NUMBER_ACCOUNT"
                        + " WHERE SHARED_ALLOWANCE_ID IN (" + Columns.inList()
                        + ") AND (VALID_TO_AT IS NULL OR VALID_TO_AT > ?) ORDER BY ID")) {
            for (List<Long> list : Columns.inLists(sharedIds)) {
                bind(select, list);
                // a zone's midnight is at most a day from that of UTC
                select.setObject(
                        list.size() + 1,
                        Columns.utc(
                                since.minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()));
                found.addAll(read(select));
            }
        }
        return found;
    }

    private List<Row> read(PreparedStatement select) throws SQLException {
        record Read(
                long id,
                String account,
                String tariffId,
                UsageCycles counted,
                LocalDate begins,
                Optional<LocalDate> billedTo,
                long shared) {}
        List<Read> rows = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                UsageCycles counted = UsageCycles.parse(Columns.text(row, "USAGE_CYCLE"));
                rows.add(new Read(
                        row.getLong("ID"),
                        row.getString("BILLING_ACCOUNT_ID"),
                        row.getString("TARIFF_ID"),
                        counted,
                        counted.startOf(Columns.instant(row, "VALID_FROM_AT"), ZoneId.of(row.getString("TIME_ZONE"))),
                        Columns.dateOrNone(row, "BILLED_TO_ON"),
                        row.getLong("SHARED_ALLOWANCE_ID")));
            }
        }
        Tariffs.Loaded loaded =
                tariffs.load(connection, rows.stream().map(Read::tariffId).collect(Collectors.toSet()));
        AgreedUseRows agreed = AgreedUseRows.of(
                connection,
                rows.stream().collect(Collectors.toMap(Read::id, Read::account, (same, again) -> same)),
                rows.stream()
                        .collect(Collectors.toMap(Read::id, row -> loaded.of(row.tariffId()), (same, again) -> same)));
        return rows.stream()
                .map(row -> new Row(
                        row.id(),
                        agreed.tariff(row.id()),
                        row.counted(),
                        row.begins(),
                        row.billedTo(),
                        Optional.of(row.shared())))
                .toList();
    }

    /** Of those that share something, in the order they joined. By the primary key. */
    private Map<Long, Integer> positions(Set<Long> ids) throws SQLException {
        Map<Long, Integer> found = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ID, SHARED_POSITION FROM NUMBER_ACCOUNT WHERE SHARED_POSITION IS NOT NULL AND ID IN ("
                        + Columns.inList() + ")")) {
            for (List<Long> list : Columns.inLists(ids)) {
                bind(select, list);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.put(row.getLong("ID"), row.getInt("SHARED_POSITION"));
                    }
                }
            }
        }
        return found;
    }

    /** By the primary key. */
    private Map<Long, List<Carried>> left(Set<Long> ids) throws SQLException {
        Map<Long, List<Carried>> left = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT NUMBER_ACCOUNT_ID, ALLOWANCE_NUMBER, AGE_CYCLES, UNITS FROM CARRIED_ALLOWANCE WHERE NUMBER_ACCOUNT_ID IN ("
                        + Columns.inList() + ")")) {
            for (List<Long> list : Columns.inLists(ids)) {
                bind(select, list);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        left.computeIfAbsent(row.getLong("NUMBER_ACCOUNT_ID"), added -> new ArrayList<>())
                                .add(new Carried(
                                        row.getInt("ALLOWANCE_NUMBER"),
                                        row.getInt("AGE_CYCLES"),
                                        row.getLong("UNITS")));
                    }
                }
            }
        }
        return left;
    }

    /** In place of what was there. */
    static void keep(Connection connection, long id, List<Carried> left) throws SQLException {
        try (PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM CARRIED_ALLOWANCE WHERE NUMBER_ACCOUNT_ID = ?");
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO CARRIED_ALLOWANCE (NUMBER_ACCOUNT_ID, ALLOWANCE_NUMBER, AGE_CYCLES, UNITS) VALUES (?, ?, ?, ?)")) {
            delete.setLong(1, id);
            delete.executeUpdate();
            for (Carried each : left) {
                insert.setLong(1, id);
                insert.setInt(2, each.allowance());
                insert.setInt(3, each.age());
                insert.setLong(4, each.units());
                insert.executeUpdate();
            }
        }
    }

    /** By the primary key: the allowances of each. */
    private Map<Long, Tariff> sharedTariffs(Set<Long> ids) throws SQLException {
        Map<Long, String> found = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ID, TARIFF_ID FROM SHARED_ALLOWANCE WHERE ID IN (" + Columns.inList() + ")")) {
            for (List<Long> list : Columns.inLists(ids)) {
                bind(select, list);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.put(row.getLong("ID"), row.getString("TARIFF_ID"));
                    }
                }
            }
        }
        Tariffs.Loaded loaded = tariffs.load(connection, Set.copyOf(found.values()));
        Map<Long, Tariff> shared = new LinkedHashMap<>();
        found.forEach((id, tariff) -> shared.put(id, loaded.of(tariff)));
        return shared;
    }
}
