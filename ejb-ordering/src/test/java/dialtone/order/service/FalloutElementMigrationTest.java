package dialtone.order.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.platform.schema.SchemaMigration;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** Tasks of before V202611271410 have the element of their step's jobs after it. */
class FalloutElementMigrationTest {

    private static final String BEFORE = "202611271400";

    private final JdbcDataSource dataSource = new JdbcDataSource();

    FalloutElementMigrationTest() {
        dataSource.setURL("jdbc:h2:mem:" + UUID.randomUUID()
                + ";MODE=Oracle;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000");
    }

    @Test
    void tasks_that_are_there_get_the_element_of_their_step() throws SQLException {
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .target(BEFORE)
                .load()
                .migrate();
        execute("SET REFERENTIAL_INTEGRITY FALSE"); // the orders are not what this is about
        task("T1", "activate-sim");
        task("T2", "activate-sim");
        execute("INSERT INTO NETWORK_ACTION (STEP_ID, ACTION, GENERATION, REQUEST_ID, STATE, ATTEMPTS, CALLBACK_TOKEN,"
                + " INTENDED_AT, ATTEMPTED_AT) VALUES ('step-T2', 'activate-sim', 1, 'r', 'REFUSED', 1, 'x', SYSTIMESTAMP,"
                + " SYSTIMESTAMP)");
        task("T3", "replace-network-profile");
        task("T4", "cancel-shipment");
        task("T5", "order-profile");
        task("T6", "list-number");
        execute("INSERT INTO FALLOUT_TASK (TASK_ID, ORDER_ID, INSTANCE_KEY, ERROR_CODE, OPENED_AT, ROW_VERSION)"
                + " VALUES ('T7', 'ORD-1', 7, 'NUMBER_POOL_EMPTY', SYSTIMESTAMP, 0)");

        SchemaMigration.migrate(dataSource, false);

        assertThat(elements())
                .isEqualTo(Map.of(
                        "T1",
                        "hlr",
                        "T2",
                        "sim",
                        "T3",
                        "policy",
                        "T4",
                        "shipping",
                        "T5",
                        "smdp",
                        "T6",
                        "none",
                        "T7",
                        "none"));
    }

    private void task(String id, String job) throws SQLException {
        String step = "step-" + id;
        execute(
                "INSERT INTO PLAN_STEP (STEP_ID, ORDER_ID, POSITION, ITEM_ID, SERVICE_NAME, JOB_TYPE, LABEL,"
                        + " EXPECTED_SECONDS, STATE, ROW_VERSION, POINT_OF_NO_RETURN) VALUES ('" + step + "', '" + id
                        + "', 1, '1', 's', 'fulfilment." + job + "', 'l', 1, 'IN_FALLOUT', 0, 'NONE')",
                "INSERT INTO FALLOUT_TASK (TASK_ID, ORDER_ID, STEP_ID, INSTANCE_KEY, ERROR_CODE, OPENED_AT, ROW_VERSION)"
                        + " VALUES ('" + id + "', '" + id + "', '" + step + "', " + id.substring(1)
                        + ", 'ELEMENT_REFUSED', SYSTIMESTAMP, 0)");
    }

    private Map<String, String> elements() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT TASK_ID, NVL(ELEMENT, 'none') FROM FALLOUT_TASK")) {
            Map<String, String> elements = new TreeMap<>();
            while (row.next()) {
                elements.put(row.getString(1), row.getString(2));
            }
            return elements;
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
