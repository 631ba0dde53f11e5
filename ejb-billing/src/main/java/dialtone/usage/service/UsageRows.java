package dialtone.usage.service;

import dialtone.catalog.UsageType;
import dialtone.ledger.service.Columns;
import dialtone.usage.UsageEvent;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows of usage as the domain knows them. */
public final class UsageRows {

    private UsageRows() {}

    /** The columns of USAGE_EVENT or USAGE_SUSPENSION that came with the record. */
    public static UsageEvent event(ResultSet row) throws SQLException {
        return new UsageEvent(
                row.getString("SOURCE_NAME"),
                row.getLong("RECORD_SEQUENCE"),
                UsageType.valueOf(row.getString("USAGE_TYPE")),
                row.getString("MSISDN"),
                Columns.instant(row, "STARTED_AT"),
                row.getLong("QUANTITY"),
                Columns.text(row, "PEER"),
                Columns.text(row, "VISITED_NETWORK"));
    }

    /**
     * The same columns, in this order, as the first seven values of a statement, and the visited network. Numbers are bound as what a column of NUMBER holds, which spares
     * the database converting each.
     *
     * @param networkAt place of the visited network
     */
    static void bind(PreparedStatement insert, UsageEvent event, int networkAt) throws SQLException {
        insert.setString(1, event.source());
        insert.setBigDecimal(2, BigDecimal.valueOf(event.sequence()));
        insert.setString(3, event.type().name());
        insert.setString(4, event.msisdn());
        insert.setObject(5, Columns.utc(event.startedAt()));
        insert.setBigDecimal(6, BigDecimal.valueOf(event.quantity()));
        insert.setString(7, event.peer());
        insert.setString(networkAt, event.visitedNetwork());
    }
}
