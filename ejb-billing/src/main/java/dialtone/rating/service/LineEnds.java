package dialtone.rating.service;

import dialtone.ledger.service.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of NUMBER_ACCOUNT, for when its cycles have ended with its line, or with the plan that they are of. A row that another one counts on from, as when an add-on comes or goes, is over
 * with that one.
 *
 * @param to       end of the row; empty while it is valid
 * @param countsOn whether it goes on counting in the cycle of the row before it
 */
public record LineEnds(long id, String msisdn, ZoneId zone, Instant from, Optional<Instant> to, boolean countsOn) {

    private record Begin(String msisdn, Instant at) {}

    /** Of the columns ID, MSISDN, TIME_ZONE, VALID_FROM_AT, VALID_TO_AT and COUNTS_ON. */
    public static LineEnds of(ResultSet row) throws SQLException {
        return new LineEnds(
                row.getLong("ID"),
                row.getString("MSISDN"),
                ZoneId.of(row.getString("TIME_ZONE")),
                Columns.instant(row, "VALID_FROM_AT"),
                Columns.instantOrNone(row, "VALID_TO_AT"),
                row.getInt("COUNTS_ON") == 1);
    }

    /** Whether a row counts on from this one; one that never began does not. */
    public boolean goesOnIn(LineEnds next) {
        return next.isCountingOn() && next.msisdn().equals(msisdn) && to.equals(Optional.of(next.from()));
    }

    private boolean isCountingOn() {
        return countsOn && to.filter(end -> !end.isAfter(from)).isEmpty();
    }

    /**
     * The last day on which the lines of rows used what is counted in their cycles, by the ids of the rows; none of those that still do.
     *
     * @param rows all of some accounts
     */
    public static Map<Long, LocalDate> lastDays(Collection<LineEnds> rows) {
        Map<Begin, LineEnds> next = new HashMap<>();
        rows.stream()
                .filter(LineEnds::isCountingOn)
                .forEach(row -> next.putIfAbsent(new Begin(row.msisdn(), row.from()), row));
        Map<Long, LocalDate> last = new HashMap<>();
        for (LineEnds row : rows) {
            Optional<Instant> end = row.to();
            // each row behind another one ends later
            while (end.isPresent()) {
                @Nullable LineEnds behind = next.get(new Begin(row.msisdn(), end.get()));
                if (behind == null) {
                    last.put(
                            row.id(), end.get().minusNanos(1).atZone(row.zone()).toLocalDate());
                    break;
                }
                end = behind.to();
            }
        }
        return last;
    }
}
