package dialtone.rating.service;

import dialtone.ledger.service.Columns;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Bill cycles that a re-rating has given another tariff than the number's row has. Read under the lock of the number's row. */
public final class CorrectedTariffs {

    /** Where there was no re-rating. */
    public static final CorrectedTariffs NONE = new CorrectedTariffs(Map.of());

    private final Map<LinkedUse.Place, Tariff> corrected;

    private CorrectedTariffs(Map<LinkedUse.Place, Tariff> corrected) {
        this.corrected = corrected;
    }

    /** One statement where nothing was ever corrected; else by the primary key. */
    public static CorrectedTariffs load(Connection connection, Collection<Long> numbers, Tariffs tariffs)
            throws SQLException {
        if (numbers.isEmpty() || !isAny(connection)) {
            return NONE;
        }
        Map<LinkedUse.Place, String> ids = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT NUMBER_ACCOUNT_ID, CYCLE_ON, TARIFF_ID FROM CORRECTED_TARIFF WHERE NUMBER_ACCOUNT_ID IN ("
                        + Columns.inList() + ")")) {
            for (List<Long> list : Columns.inLists(numbers)) {
                for (int i = 0; i < list.size(); i++) {
                    select.setLong(i + 1, list.get(i));
                }
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        ids.put(
                                new LinkedUse.Place(row.getLong("NUMBER_ACCOUNT_ID"), Columns.date(row, "CYCLE_ON")),
                                row.getString("TARIFF_ID"));
                    }
                }
            }
        }
        // a corrected tariff may have a discount where the bought one has none, of which nobody asks when the line
        // began
        Map<Long, LineStartRows.Line> lines = LineStartRows.of(
                connection, ids.keySet().stream().map(LinkedUse.Place::line).collect(Collectors.toSet()));
        Tariffs.Loaded loaded = tariffs.load(connection, Set.copyOf(ids.values()));
        Map<LinkedUse.Place, Tariff> corrected = new HashMap<>();
        ids.forEach((place, id) -> {
            Tariff right = loaded.of(id);
            corrected.put(
                    place,
                    Optional.ofNullable(lines.get(place.line()))
                            .map(line -> right.begun(line.start()))
                            .orElse(right));
        });
        return new CorrectedTariffs(corrected);
    }

    private static boolean isAny(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT NUMBER_ACCOUNT_ID FROM CORRECTED_TARIFF FETCH FIRST 1 ROWS ONLY");
                ResultSet row = select.executeQuery()) {
            return row.next();
        }
    }

    /**
     * What a cycle is rated by: a price is corrected first, and what is agreed holds upon that.
     *
     * @param own that of the number's row, with what is agreed of it
     */
    public Tariff in(LinkedUse.Place place, Tariff own) {
        return of(place, own).in(place.cycle());
    }

    /** The tariff that a cycle was given, with what is agreed of the number's. */
    public Tariff of(LinkedUse.Place place, Tariff own) {
        @Nullable Tariff right = corrected.get(place);
        return right == null ? own : right.agreeingAs(own);
    }

    /** Those of the line's cycles that have one. */
    Set<LocalDate> cyclesOf(long line) {
        return corrected.keySet().stream()
                .filter(place -> place.line() == line)
                .map(LinkedUse.Place::cycle)
                .collect(Collectors.toSet());
    }
}
