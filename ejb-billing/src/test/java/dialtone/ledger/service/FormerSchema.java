package dialtone.ledger.service;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.h2.jdbcx.JdbcDataSource;

/** A database of its own as it was before some migration, with a customer's account to bill. */
public final class FormerSchema {

    private final JdbcDataSource dataSource = new JdbcDataSource();

    /** @param last version of the last migration that it has had */
    public FormerSchema(String last) throws SQLException {
        dataSource.setURL("jdbc:h2:mem:" + UUID.randomUUID()
                + ";MODE=Oracle;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000");
        schema().target(last).load().migrate();
        execute(
                "INSERT INTO CUSTOMER (CUSTOMER_ID, GIVEN_NAME, FAMILY_NAME, SEARCH_NAME, BORN_ON, EMAIL, STREET, POSTAL_CODE, CITY, COUNTRY,"
                        + " CREATED_AT) VALUES ('CUS-1', 'Ada', 'Lind', 'ada lind', DATE '1980-01-01', 'a@example.org', 'S 1', '10115', 'Berlin',"
                        + " 'DE', TIMESTAMP '2026-11-01 00:00:00 UTC')",
                "INSERT INTO BILLING_ACCOUNT (BILLING_ACCOUNT_ID, CUSTOMER_ID, NAME, CURRENCY, TIME_ZONE, CYCLE_DAY, OPENED_ON)"
                        + " VALUES ('BAC-1', 'CUS-1', 'Ada Lind', 'EUR', 'Europe/Berlin', 1, DATE '2026-11-01')");
    }

    private FluentConfiguration schema() {
        return Flyway.configure().dataSource(dataSource).locations("classpath:db/migration");
    }

    public void migrate() {
        schema().load().migrate();
    }

    public void execute(String... statements) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : List.of(statements)) {
                statement.executeUpdate(each);
            }
        }
    }

    /** The first column of the first row. */
    public String text(String query) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
