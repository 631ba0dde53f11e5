package dialtone.tax.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.party.BillingAccountId;
import dialtone.tax.TaxProfileChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** What was told before its history was kept is the first of the history, with its exemptions. */
class TaxProfileHistoryMigrationTest {

    private static final String BEFORE = "202612010300";

    private final JdbcDataSource dataSource = new JdbcDataSource();

    TaxProfileHistoryMigrationTest() {
        dataSource.setURL("jdbc:h2:mem:" + UUID.randomUUID()
                + ";MODE=Oracle;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000");
    }

    private FluentConfiguration schema() {
        return Flyway.configure().dataSource(dataSource).locations("classpath:db/migration");
    }

    private static String exemption(String account, int number, String place, String tax, String reason, String until) {
        return "INSERT INTO TAX_EXEMPTION (BILLING_ACCOUNT_ID, EXEMPTION_NUMBER, COUNTRY, REGION, TAX, REASON, CERTIFICATE, FROM_ON,"
                + " UNTIL_ON) VALUES ('" + account + "', " + number + ", " + place + ", " + tax + ", '" + reason
                + "', 'C-" + number + "', DATE '2026-01-01', " + until + ")";
    }

    private void told() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement insert = connection.createStatement()) {
            insert.executeUpdate(
                    "INSERT INTO CUSTOMER (CUSTOMER_ID, GIVEN_NAME, FAMILY_NAME, SEARCH_NAME, BORN_ON, EMAIL, STREET, POSTAL_CODE,"
                            + " CITY, COUNTRY, CREATED_AT) VALUES ('CUS-1', 'Ada', 'Lind', 'lind ada', DATE '1990-01-01', 'a@example.org',"
                            + " 'Gasse 1', '1010', 'Wien', 'AT', TIMESTAMP '2026-01-01 00:00:00 UTC')");
            for (String account : new String[] {"BAC-1", "BAC-2"}) {
                insert.executeUpdate(
                        "INSERT INTO BILLING_ACCOUNT (BILLING_ACCOUNT_ID, CUSTOMER_ID, NAME, CURRENCY, TIME_ZONE, CYCLE_DAY, OPENED_ON)"
                                + " VALUES ('" + account
                                + "', 'CUS-1', 'Ada Lind', 'EUR', 'Europe/Berlin', 1, DATE '2026-01-01')");
                insert.executeUpdate(
                        "INSERT INTO TAX_PROFILE (BILLING_ACCOUNT_ID, CUSTOMER_TYPE, COUNTRY, CHANGED_AT, CHANGED_BY) VALUES ('"
                                + account + "', 'CONSUMER', 'DE', TIMESTAMP '2026-11-01 00:00:00 UTC', 'billing')");
            }
            insert.executeUpdate(
                    exemption("BAC-1", 1, "'DE', NULL", "'VAT'", "Diplomatic mission", "DATE '2027-01-01'"));
            insert.executeUpdate(exemption("BAC-1", 2, "'US', 'NY'", "NULL", "Resale", "NULL"));
        }
    }

    @Test
    void theExemptionsOfBeforeAreInTheFirstChange() throws SQLException {
        schema().target(BEFORE).load().migrate();
        told();
        schema().load().migrate();

        try (Connection connection = dataSource.getConnection()) {
            assertThat(ProfileChangeRows.ofAccount(connection, new BillingAccountId("BAC-1"), 10))
                    .extracting(TaxProfileChange::exemptions)
                    .containsExactly("DE VAT: Diplomatic mission, certificate C-1, from 2026-01-01 until 2027-01-01\n"
                            + "US-NY all taxes: Resale, certificate C-2, from 2026-01-01");
            assertThat(ProfileChangeRows.ofAccount(connection, new BillingAccountId("BAC-2"), 10))
                    .extracting(TaxProfileChange::exemptions)
                    .containsExactly("");
            assertThat(ProfileChangeRows.last(connection, new BillingAccountId("BAC-1")))
                    .isOne();
        }
    }
}
