package dialtone.rating.service;

import dialtone.catalog.UsageType;
import dialtone.ledger.service.Columns;
import dialtone.rating.Cell;
import dialtone.rating.CellUse;
import dialtone.rating.CycleUsage;
import dialtone.rating.LinkedUse;
import dialtone.rating.Tariff;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of USAGE_COUNTER: how far numbers are with their use in their cycles. */
public final class CounterRows {

    /** A cycle beyond all that there is use of. */
    static final LocalDate LAST = LocalDate.of(9999, 1, 1);

    private CounterRows() {}

    /**
     * A number in a bill cycle as it is stored.
     *
     * @param use     of this row of the number
     * @param opening what was included before the row began, see {@link CycleUsage#countingOn}; mostly nothing
     */
    public record Stored(Map<Cell, CellUse> use, Map<Cell, Long> opening) {
        public static final Stored NOTHING = new Stored(Map.of(), Map.of());

        public CycleUsage by(Tariff tariff) {
            CycleUsage usage = CycleUsage.of(tariff, use);
            return opening.isEmpty() ? usage : usage.countingOn(opening);
        }
    }

    /**
     * By the primary keys: from the numbers to their counters, for a list over the counters alone makes H2 read them all.
     *
     * @param first cycle, and
     * @param last  one, both included
     */
    public static Map<LinkedUse.Place, Stored> read(
            Connection connection, Collection<Long> numbers, LocalDate first, LocalDate last) throws SQLException {
        Map<LinkedUse.Place, Stored> found = new HashMap<>();
        if (numbers.isEmpty()) {
            return found;
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
                select.setObject(Columns.IN_LIST + 1, first);
                select.setObject(Columns.IN_LIST + 2, last);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        add(row, found);
                    }
                }
            }
        }
        return found;
    }

    private static void add(ResultSet row, Map<LinkedUse.Place, Stored> into) throws SQLException {
        Stored counter = into.computeIfAbsent(
                new LinkedUse.Place(row.getLong("NUMBER_ACCOUNT_ID"), Columns.date(row, "CYCLE_ON")),
                added -> new Stored(new HashMap<>(), new HashMap<>()));
        Cell cell = Cell.of(UsageType.valueOf(row.getString("USAGE_TYPE")), row.getString("CELL"));
        counter.use().put(cell, new CellUse(row.getLong("BILLABLE_UNITS"), row.getLong("RECORD_COUNT")));
        if (row.getLong("OPENING_UNITS") > 0) {
            counter.opening().put(cell, row.getLong("OPENING_UNITS"));
        }
    }
}
