package dialtone.simulator.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements of one connection, prepared once; used by one thread at a time. */
final class Rows {

    /** Reads one row where it stands. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Rows(Connection connection) {
        this.connection = connection;
    }

    int update(String sql, @Nullable Object... arguments) {
        try {
            return bound(sql, arguments).executeUpdate();
        } catch (SQLException failed) {
            throw new StoreUnavailable("the store refused a change", failed);
        }
    }

    <T> List<T> all(String sql, Reader<T> reader, @Nullable Object... arguments) {
        try (ResultSet rows = bound(sql, arguments).executeQuery()) {
            var found = new ArrayList<T>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        } catch (SQLException failed) {
            throw new StoreUnavailable("the store refused a question", failed);
        }
    }

    <T> Optional<T> first(String sql, Reader<T> reader, @Nullable Object... arguments) {
        return all(sql, reader, arguments).stream().findFirst();
    }

    private PreparedStatement bound(String sql, @Nullable Object[] arguments) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }
}
