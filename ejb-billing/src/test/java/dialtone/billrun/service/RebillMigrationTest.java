package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** A true-up, an invoice and its lines from before invoices could be made again are what they were. */
class RebillMigrationTest {

    private static final String BEFORE = "202612040210";

    private final JdbcDataSource dataSource = new JdbcDataSource();

    RebillMigrationTest() {
        dataSource.setURL("jdbc:h2:mem:" + UUID.randomUUID()
                + ";MODE=Oracle;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000");
    }

    private FluentConfiguration schema() {
        return Flyway.configure().dataSource(dataSource).locations("classpath:db/migration");
    }

    private void execute(List<String> statements) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.executeUpdate(each);
            }
        }
    }

    private String text(String query) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static String trueUp(String cycleKey) {
        return "INSERT INTO COMMITMENT_TRUE_UP (BILLING_ACCOUNT_ID, CYCLE_TO_ON, ADJUSTMENT_ID, COMMITTED_AMOUNT, CHARGED_AMOUNT,"
                + " CURRENCY, CYCLE_KEY) SELECT 'BAC-1', DATE '2026-12-01', MAX(ID), 50, 12, 'EUR', '" + cycleKey
                + "' FROM ADJUSTMENT";
    }

    private static String adjustment(int id) {
        return "INSERT INTO ADJUSTMENT (ID, KIND, BILLING_ACCOUNT_ID, AMOUNT, CURRENCY, REASON, STATE, ASKED_BY, ASKED_AT, DECIDED_BY,"
                + " DECIDED_AT, AGREED_ON) VALUES ("
                + id
                + ", 'ADJUSTMENT', 'BAC-1', 37.01, 'EUR', 'Minimum', 'POSTED', 'minimum commitment', TIMESTAMP '2026-12-02 00:00:00 UTC',"
                + " 'bill run', TIMESTAMP '2026-12-02 00:00:00 UTC', DATE '2026-11-30')";
    }

    @Test
    void true_ups_of_before_are_those_of_their_cycles_invoices_and_invoices_take_nobodys_place() throws SQLException {
        schema().target(BEFORE).load().migrate();
        execute(List.of(
                "INSERT INTO CUSTOMER (CUSTOMER_ID, GIVEN_NAME, FAMILY_NAME, SEARCH_NAME, BORN_ON, EMAIL, STREET, POSTAL_CODE, CITY, COUNTRY,"
                        + " CREATED_AT) VALUES ('CUS-1', 'Ada', 'Lind', 'ada lind', DATE '1980-01-01', 'a@example.org', 'S 1', '10115', 'Berlin',"
                        + " 'DE', TIMESTAMP '2026-11-01 00:00:00 UTC')",
                "INSERT INTO BILLING_ACCOUNT (BILLING_ACCOUNT_ID, CUSTOMER_ID, NAME, CURRENCY, TIME_ZONE, CYCLE_DAY, OPENED_ON)"
                        + " VALUES ('BAC-1', 'CUS-1', 'Ada Lind', 'EUR', 'Europe/Berlin', 1, DATE '2026-11-01')",
                adjustment(7),
                "INSERT INTO COMMITMENT_TRUE_UP (BILLING_ACCOUNT_ID, CYCLE_TO_ON, ADJUSTMENT_ID, COMMITTED_AMOUNT, CHARGED_AMOUNT, CURRENCY)"
                        + " VALUES ('BAC-1', DATE '2026-12-01', 7, 50, 12.99, 'EUR')",
                "INSERT INTO INVOICE (INVOICE_ID, KIND, BILLING_ACCOUNT_ID, CUSTOMER_ID, CYCLE_FROM_ON, CYCLE_TO_ON, CYCLE_KEY, ISSUED_ON, DUE_ON,"
                        + " NET_AMOUNT, TAX_AMOUNT, TOTAL_AMOUNT, CURRENCY, LINE_COUNT, STORED_AT) VALUES ('INV-000000001', 'INVOICE', 'BAC-1', 'CUS-1',"
                        + " DATE '2026-11-01', DATE '2026-12-01', 'BAC-1:2026-12-01', DATE '2026-12-02', DATE '2026-12-16', 37.01, 0, 37.01, 'EUR', 1,"
                        + " TIMESTAMP '2026-12-02 00:00:00 UTC')",
                "INSERT INTO INVOICE_LINE (INVOICE_ID, LINE_NUMBER, LINE_KIND, SUBJECT, DESCRIPTION, EXPLANATION, PERIOD_FROM_ON, PERIOD_TO_ON, AMOUNT, CURRENCY,"
                        + " RECORD_COUNT, ADJUSTMENT_ID) VALUES ('INV-000000001', 1, 'ADJUSTMENT', 'adjustment 7', 'Minimum', 'charged in addition', DATE '2026-11-30',"
                        + " DATE '2026-12-01', 37.01, 'EUR', 0, 7)"));

        schema().load().migrate();

        assertThat(text("SELECT T.CYCLE_KEY FROM COMMITMENT_TRUE_UP T JOIN INVOICE I ON I.CYCLE_KEY = T.CYCLE_KEY"))
                .isEqualTo("BAC-1:2026-12-01");
        assertThat(text("SELECT COUNT(*) FROM INVOICE I JOIN INVOICE_LINE L ON L.INVOICE_ID = I.INVOICE_ID"
                        + " WHERE I.REPLACED_ID IS NULL AND L.REBILLED_KEY IS NULL"))
                .isEqualTo("1");
        execute(List.of(adjustment(8), trueUp("R:INV-000000001"), adjustment(9)));
        assertThatThrownBy(() -> execute(List.of(trueUp("BAC-1:2026-12-01"))))
                .as("an invoice has one")
                .isInstanceOf(SQLIntegrityConstraintViolationException.class);
    }
}
