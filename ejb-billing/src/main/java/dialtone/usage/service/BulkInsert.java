package dialtone.usage.service;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The driver's own statement, for an insert of thousands of rows in the transaction of a pooled connection. What the pool puts around a statement takes and gives back a
 * lock for each value that is bound, two hundred thousand times a batch of usage.
 */
final class BulkInsert {

    private BulkInsert() {}

    /** To be closed by the caller, and before the connection is. */
    static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        return connection.getMetaData().getConnection().prepareStatement(sql);
    }
}
