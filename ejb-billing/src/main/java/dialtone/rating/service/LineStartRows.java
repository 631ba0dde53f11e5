package dialtone.rating.service;

import dialtone.catalog.OfferingId;
import dialtone.ledger.service.Columns;
import dialtone.ledger.service.ListedRows;
import dialtone.rating.LineStart;
import dialtone.rating.UsageCycles;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** When the lines of numbers began, in which cycles their use is counted, and what their plan is. */
public final class LineStartRows {

    private LineStartRows() {}

    /** @param offering the plan's that the number's row is of */
    public record Line(OfferingId offering, LineStart start) {}

    /**
     * By the primary keys.
     *
     * @param numbers ids of numbers' rows
     * @return by the same; a number whose subscription is not known has none
     */
    public static Map<Long, Line> of(Connection connection, Collection<Long> numbers) throws SQLException {
        Map<Long, Line> lines = new HashMap<>();
        ListedRows.read(
                connection,
                "SELECT N.ID, N.USAGE_CYCLE, S.OFFERING_ID, S.ANCHORED_ON"
                        + " FROM NUMBER_ACCOUNT N JOIN RATING_SUBSCRIPTION S ON S.ORDER_ID = N.ORDER_ID AND S.ITEM_ID = N.ITEM_ID"
                        + " WHERE N.ID IN (" + Columns.inList() + ")",
                numbers,
                row -> lines.put(
                        row.getLong("ID"),
                        new Line(
                                new OfferingId(row.getString("OFFERING_ID")),
                                new LineStart(
                                        Columns.date(row, "ANCHORED_ON"),
                                        UsageCycles.parse(Columns.text(row, "USAGE_CYCLE"))))));
        return lines;
    }
}
