package dialtone.billrun.service;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Binds IN lists. */
final class Lists {

    private Lists() {}

    /** @param from place of the first value */
    static void bind(PreparedStatement statement, int from, List<?> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(from + i, values.get(i));
        }
    }
}
