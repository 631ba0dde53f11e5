package dialtone.rating.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.invoice.service.Previews;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.party.CustomerId;
import dialtone.platform.schema.SchemaMigration;
import dialtone.rating.Tariff;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** A line that was charged its first days under the schema before V202612010100 goes on after it: 6 of 30 days of 15.00 EUR. */
class RecurringMigrationTest {

    private static final String BEFORE = "202611290300";

    /** The last one under which a row of seats keeps the last order alone. */
    private static final String ORDERED_SEATS = "202612040402";

    private final JdbcDataSource dataSource = new JdbcDataSource();
    private final BillingDatabase database = new BillingDatabase(dataSource);

    RecurringMigrationTest() throws SQLException {
        dataSource.setURL("jdbc:h2:mem:" + UUID.randomUUID()
                + ";MODE=Oracle;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000");
        migrateTo(BEFORE);
        String tariff =
                new Tariff(List.of(new Price.Recurring("fee", "Monthly fee", Money.of("15.00", Demo.EUR)))).id();
        execute(
                "INSERT INTO TARIFF (ID, PRICE_COUNT, CREATED_AT) VALUES ('" + tariff + "', 1, SYSTIMESTAMP)",
                "INSERT INTO TARIFF_PRICE (TARIFF_ID, PRICE_NUMBER, PRICE_ID, PRICE_KIND, NAME, AMOUNT, CURRENCY)"
                        + " VALUES ('" + tariff + "', 0, 'fee', 'MONTHLY', 'Monthly fee', 15, 'EUR')",
                "INSERT INTO RATING_SUBSCRIPTION (ORDER_ID, ITEM_ID, CUSTOMER_ID, BILLING_ACCOUNT_ID, OFFERING_ID, OFFERING_NAME,"
                        + " TIME_ZONE, ACTIVATED_ON, TARIFF_ID, STARTED_AT) VALUES ('ORD-1', '1', 'CUS-1', 'BAC-1', 'mobile-1', 'Mobile 1',"
                        + " 'Europe/Berlin', DATE '2026-11-25', '" + tariff
                        + "', TIMESTAMP '2026-11-25 12:00:00 +00:00')",
                "INSERT INTO RATED_CHARGE (ORDER_ID, ITEM_ID, PRICE_ID, CHARGE_KIND, PERIOD_FROM_ON, PERIOD_TO_ON, BILLING_ACCOUNT_ID,"
                        + " DESCRIPTION, EXPLANATION, AMOUNT, CURRENCY, RATED_AT) VALUES ('ORD-1', '1', 'fee', 'RECURRING',"
                        + " DATE '2026-11-25', DATE '2026-12-01', 'BAC-1', 'Mobile 1: Monthly fee', '6 of 30 days of 15.00 EUR', 3, 'EUR',"
                        + " SYSTIMESTAMP)");
        migrateTo(ORDERED_SEATS);
        execute("INSERT INTO SUBSCRIPTION_SEATS (ORDER_ID, ITEM_ID, FROM_ON, SEATS, CHANGED_BY, CHANGED_AT, ORDERED_BY)"
                + " VALUES ('ORD-1', '1', DATE '2026-11-26', 9, 'billing', SYSTIMESTAMP, 'ORD-7')");
        SchemaMigration.migrate(dataSource, false);
    }

    private void migrateTo(String version) {
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .outOfOrder(true)
                .target(version)
                .load()
                .migrate();
    }

    @Test
    void an_order_that_has_said_a_number_of_seats_has_still_said_it() {
        assertThat(Demo.start(
                        database,
                        new OrderFacts.Charges(
                                        new OrderId("ORD-7"),
                                        new CustomerId("CUS-1"),
                                        Demo.account(1),
                                        ZoneId.of("Europe/Berlin"),
                                        List.of(),
                                        List.of())
                                .seating(List.of(new OrderFacts.Seating(
                                        new OrderFacts.Ending(
                                                new OrderId("ORD-1"), "1", Optional.empty(), Optional.empty()),
                                        8))),
                        Demo.NOON))
                .isFalse();
    }

    @Test
    void what_was_charged_is_on_the_invoice_of_its_month_and_nothing_is_charged_twice() {
        assertThat(Previews.of(database, Demo.account(1), YearMonth.of(2026, 11)))
                .satisfies(preview -> assertThat(preview.lines())
                        .extracting(line -> line.amount() + " " + line.posted())
                        .containsExactly("3.00 EUR 3.00 EUR"));
    }

    @Test
    void its_end_gives_back_what_is_left() {
        OrderFacts.Charges end = new OrderFacts.Charges(
                new OrderId("ORD-2"),
                new CustomerId("CUS-1"),
                Demo.account(1),
                ZoneId.of("Europe/Berlin"),
                List.of(),
                List.of(),
                List.of(new OrderFacts.Ending(new OrderId("ORD-1"), "1", Optional.empty(), Optional.empty())),
                List.of());
        Demo.start(database, end, Clock.offset(Demo.NOON, Duration.ofDays(2)));
        assertThat(new Books(database).balance(Demo.account(1)))
                .as("the charge itself was posted before this database's books begin")
                .containsExactly(Money.of("-2.00", Demo.EUR));
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
