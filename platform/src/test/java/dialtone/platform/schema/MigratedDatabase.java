package dialtone.platform.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * An embedded database in Oracle mode, brought up by the migrations, as they leave it. One that is given back is emptied and given to the
 * next test: the migrations take longer than most tests.
 */
public final class MigratedDatabase {

    private static final int CONNECTIONS = 60;

    /**
     * Of the demo stock one in a hundred numbers and eSIMs, one in ten physical SIMs, one in three devices, for they have a place every 30, 300
     * and 1000: the tests use up a few dozen, and sixty thousand would take longer to load than all they do.
     */
    private static final int STOCK_APART = 3000;

    /** Those that nobody uses, by whether they have the demo data. */
    private static final Map<Boolean, Deque<MigratedDatabase>> FREE = new ConcurrentHashMap<>();

    private final boolean demo;
    private final String url = "jdbc:h2:mem:" + UUID.randomUUID()
            + ";MODE=Oracle;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000";
    private JdbcConnectionPool pool = connections();

    /** What makes it again as the migrations have left it. */
    private final List<String> again = new ArrayList<>();

    private MigratedDatabase(boolean demo) {
        this.demo = demo;
        SchemaMigration.migrate(pool, demo, STOCK_APART);
        again.add("SET REFERENTIAL_INTEGRITY FALSE");
        texts("SELECT 'TRUNCATE TABLE \"' || TABLE_NAME || '\"' FROM INFORMATION_SCHEMA.TABLES"
                        + " WHERE TABLE_SCHEMA = 'PUBLIC' AND TABLE_TYPE = 'BASE TABLE' ORDER BY TABLE_NAME")
                .forEach(again::add);
        texts("SELECT 'ALTER SEQUENCE \"' || SEQUENCE_NAME || '\" RESTART WITH ' || START_VALUE"
                        + " FROM INFORMATION_SCHEMA.SEQUENCES WHERE SEQUENCE_SCHEMA = 'PUBLIC' ORDER BY SEQUENCE_NAME")
                .forEach(again::add);
        texts("SCRIPT").stream()
                .filter(command -> command.startsWith("INSERT "))
                .forEach(again::add);
        again.add("SET REFERENTIAL_INTEGRITY TRUE");
    }

    private JdbcConnectionPool connections() {
        JdbcConnectionPool connections = JdbcConnectionPool.create(url, "sa", "sa");
        connections.setMaxConnections(CONNECTIONS);
        return connections;
    }

    /** @param demo whether it has the demo users and customers, and some of the stock */
    public static MigratedDatabase taken(boolean demo) {
        MigratedDatabase free = FREE.computeIfAbsent(demo, kind -> new ConcurrentLinkedDeque<>())
                .poll();
        return free == null ? new MigratedDatabase(demo) : free;
    }

    /** Connections to it, each for itself, until it is emptied. */
    public DataSource dataSource() {
        return pool;
    }

    /** Makes it as the migrations have left it; whoever has a connection to it has ended what he did. */
    public void empty() {
        execute(again);
        pool.dispose(); // what was set for a connection goes with it
        pool = connections();
    }

    /** For the next one. */
    public void giveBack() {
        empty();
        FREE.get(demo).push(this);
    }

    private void execute(List<String> commands) {
        try (Connection own = pool.getConnection();
                Statement statement = own.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> texts(String query) {
        try (Connection own = pool.getConnection();
                Statement statement = own.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
