package dialtone.usage.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.platform.schema.SchemaMigration;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** What was taken under the schema before V202611261000 is there after it, and comes no second time. */
class OneRowARecordMigrationTest {

    private static final String BEFORE = "202611251510";

    private final JdbcDataSource dataSource = new JdbcDataSource();

    OneRowARecordMigrationTest() {
        dataSource.setURL("jdbc:h2:mem:" + UUID.randomUUID()
                + ";MODE=Oracle;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000");
    }

    @Test
    void records_charges_and_suspense_move_with_the_schema() throws SQLException {
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .target(BEFORE)
                .load()
                .migrate();
        execute(
                "INSERT INTO TARIFF (ID, PRICE_COUNT, CREATED_AT) VALUES ('t', 0, SYSTIMESTAMP)",
                "INSERT INTO NUMBER_ACCOUNT (ID, MSISDN, BILLING_ACCOUNT_ID, ORDER_ID, ITEM_ID, TARIFF_ID, TIME_ZONE,"
                        + " VALID_FROM_AT) VALUES (7, '491510000001', 'BAC-1', 'ORD-1', '1', 't', 'Europe/Berlin', SYSTIMESTAMP)",
                event(0, "491510000001", "7, DATE '2026-11-01', 160, 100"),
                event(49, "491510000001", "7, DATE '2026-11-01', 60, 60"),
                event(50, "491999999999", "NULL, NULL, NULL, NULL"),
                charge(0, "VOICE", "0.09"),
                charge(0, "SMS", "0.10"),
                "INSERT INTO USAGE_SUSPENSION (SOURCE_NAME, RECORD_SEQUENCE, REASON, SUSPENDED_AT)"
                        + " VALUES ('msc1', 50, 'NO_ACCOUNT', SYSTIMESTAMP)");

        SchemaMigration.migrate(dataSource, false);

        assertThat(rows("SELECT RECORD_SEQUENCE, PRICE_ID, AMOUNT, CURRENCY FROM USAGE_EVENT ORDER BY RECORD_SEQUENCE"))
                .containsExactly("0 p 0.09 EUR", "49 null null null");
        assertThat(rows("SELECT RECORD_SEQUENCE, USAGE_TYPE, AMOUNT FROM USAGE_CHARGE"))
                .containsExactly("0 SMS 0.10");
        assertThat(
                        rows(
                                "SELECT RECORD_SEQUENCE, USAGE_TYPE, MSISDN, QUANTITY, PEER, FILE_ID, REASON FROM USAGE_SUSPENSION"))
                .containsExactly("50 VOICE 491999999999 160 4930 3 NO_ACCOUNT");
        assertThat(rows("SELECT BLOCK_NUMBER, TAKEN FROM USAGE_SEQUENCE_BLOCK ORDER BY BLOCK_NUMBER"))
                .containsExactly("0 " + (1L | 1L << 49), "1 1");
    }

    private static String event(long sequence, String msisdn, String rating) {
        return "INSERT INTO USAGE_EVENT (SOURCE_NAME, RECORD_SEQUENCE, USAGE_TYPE, MSISDN, STARTED_AT, QUANTITY, PEER, FILE_ID,"
                + " NUMBER_ACCOUNT_ID, CYCLE_ON, BILLABLE_UNITS, INCLUDED_UNITS) VALUES ('msc1', " + sequence
                + ", 'VOICE', '" + msisdn + "', SYSTIMESTAMP, 160, '4930', 3, " + rating + ")";
    }

    private static String charge(long sequence, String type, String amount) {
        return "INSERT INTO USAGE_CHARGE (SOURCE_NAME, RECORD_SEQUENCE, USAGE_TYPE, NUMBER_ACCOUNT_ID, CYCLE_ON, PRICE_ID,"
                + " CHARGED_UNITS, AMOUNT, CURRENCY) VALUES ('msc1', " + sequence + ", '" + type
                + "', 7, DATE '2026-11-01', 'p', 60, " + amount + ", 'EUR')";
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private List<String> rows(String select) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(select)) {
            List<String> found = new ArrayList<>();
            while (row.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(row.getString(i)));
                }
                found.add(String.join(" ", columns));
            }
            return found;
        }
    }
}
