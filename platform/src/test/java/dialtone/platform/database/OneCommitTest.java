package dialtone.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OneCommitTest {

    private final JdbcDataSource database = new JdbcDataSource();

    @BeforeEach
    void table() throws SQLException {
        database.setURL("jdbc:h2:mem:one-commit;MODE=Oracle;DB_CLOSE_DELAY=-1");
        OneCommit.of(database, connection -> {
            execute(connection, "DROP ALL OBJECTS");
            execute(connection, "CREATE TABLE NOTE (ID NUMBER(9))");
        });
    }

    @Test
    void what_is_done_is_stored() throws SQLException {
        OneCommit.of(database, connection -> {
            execute(connection, "INSERT INTO NOTE (ID) VALUES (1)");
            execute(connection, "INSERT INTO NOTE (ID) VALUES (2)");
        });
        assertThat(rows()).isEqualTo(2);
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new SQLException("Unique key"), new IllegalStateException("A bug"), new StackOverflowError("A circle"));
    }

    /** An error, too, which nobody expects: the connection goes back to the pool, and what is left in it must not be committed by that. */
    @ParameterizedTest
    @MethodSource("failures")
    void of_what_fails_nothing_is_stored(Throwable failure) throws SQLException {
        assertThatThrownBy(() -> OneCommit.of(database, connection -> {
                    execute(connection, "INSERT INTO NOTE (ID) VALUES (1)");
                    rethrow(failure);
                }))
                .isSameAs(failure);
        assertThat(rows()).isZero();
    }

    private static void rethrow(Throwable failure) throws SQLException {
        switch (failure) {
            case SQLException refused -> throw refused;
            case RuntimeException bug -> throw bug;
            case Error error -> throw error;
            default -> throw new IllegalArgumentException(failure);
        }
    }

    private long rows() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT COUNT(*) FROM NOTE");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.executeUpdate();
        }
    }
}
