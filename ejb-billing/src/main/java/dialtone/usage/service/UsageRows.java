package dialtone.usage.service;

import dialtone.catalog.UsageType;
import dialtone.ledger.service.Columns;
import dialtone.usage.UsageEvent;
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
                Columns.text(row, "PEER"));
    }
}
