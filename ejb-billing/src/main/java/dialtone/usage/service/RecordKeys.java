package dialtone.usage.service;

import dialtone.ledger.service.Columns;
import dialtone.usage.RecordKey;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Rows of some records, read by primary keys of source and sequence. */
final class RecordKeys {

    /** The range is for databases that look up no list behind a source. */
    static final String CONDITION =
            "SOURCE_NAME = ? AND RECORD_SEQUENCE BETWEEN ? AND ? AND RECORD_SEQUENCE IN (" + Columns.inList() + ")";

    private RecordKeys() {}

    interface Reading<T> {
        List<T> of(PreparedStatement select) throws SQLException;
    }

    /** @param select ends with the {@link #CONDITION}; asked for some keys at a time, in their order */
    static <T> List<T> read(PreparedStatement select, Collection<RecordKey> keys, Reading<T> reading)
            throws SQLException {
        Map<String, List<Long>> bySource = new TreeMap<>();
        new TreeSet<>(keys)
                .forEach(key -> bySource.computeIfAbsent(key.source(), added -> new ArrayList<>())
                        .add(key.sequence()));
        List<T> found = new ArrayList<>(keys.size());
        for (Map.Entry<String, List<Long>> source : bySource.entrySet()) {
            for (List<Long> list : Columns.inLists(source.getValue())) {
                select.setString(1, source.getKey());
                select.setLong(2, list.getFirst());
                select.setLong(3, list.getLast());
                for (int i = 0; i < list.size(); i++) {
                    select.setLong(i + 4, list.get(i));
                }
                found.addAll(reading.of(select));
            }
        }
        return found;
    }
}
