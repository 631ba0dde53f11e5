package dialtone.rating.service;

import dialtone.ledger.service.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Optional;

/**
 * When the cycles of a row of NUMBER_ACCOUNT have ended with its line, or with the plan that they are of. A row that another one counts on from, as when an add-on comes or goes, is over with that one.
 *
 * @param to        end of the row; empty while it is valid
 * @param countsOn  whether it goes on counting in the cycle of the row before it
 */
public record LineEnds(long id, String msisdn, ZoneId zone, Instant from, Optional<Instant> to, boolean countsOn) {

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

    /** Whether a row counts on from this one. */
    public boolean goesOnIn(LineEnds next) {
        return next.id() != id
                && next.countsOn()
                && next.msisdn().equals(msisdn)
                && to.equals(Optional.of(next.from()));
    }

    /**
     * The last day on which its line used what is counted in these cycles; empty while it does.
     *
     * @param all rows of the account
     */
    public Optional<LocalDate> lastDay(Collection<LineEnds> all) {
        return all.stream()
                .filter(this::goesOnIn)
                .findFirst()
                .map(next -> next.lastDay(all))
                .orElseGet(() -> to.map(end -> end.minusNanos(1).atZone(zone).toLocalDate()));
    }
}
