package dialtone.usage.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.invoice.InvoicePreview;
import dialtone.invoice.service.Previews;
import dialtone.ledger.service.BillingDatabase;
import dialtone.platform.schema.SchemaMigration;
import dialtone.rating.service.Demo;
import dialtone.rating.service.RatingReference;
import dialtone.rating.service.Tariffs;
import dialtone.usage.UsageBatch;
import dialtone.usage.UsageCounts;
import dialtone.usage.layout.UsageLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cycle that was half rated under the schema before V202611290300 goes on after it. Its number has 100 seconds or messages in all; of them 60
 * seconds were used under a former tariff. Then came a message, which was included, and a call of 100 seconds, which left it without: of that
 * call 40 seconds are included, 60 cost 0.09 EUR, and the message now costs 0.10 EUR.
 */
class PriceTermsMigrationTest {

    private static final String BEFORE = "202611290200";

    private final JdbcDataSource dataSource = new JdbcDataSource();
    private final BillingDatabase database = new BillingDatabase(dataSource);

    @TempDir
    Path folder;

    PriceTermsMigrationTest() {
        dataSource.setURL("jdbc:h2:mem:" + UUID.randomUUID()
                + ";MODE=Oracle;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000");
    }

    @BeforeEach
    void halfACycle() throws SQLException {
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .target(BEFORE)
                .load()
                .migrate();
        execute(
                "INSERT INTO TARIFF (ID, PRICE_COUNT, CREATED_AT) VALUES ('t', 3, SYSTIMESTAMP)",
                "INSERT INTO TARIFF_PRICE (TARIFF_ID, PRICE_NUMBER, PRICE_ID, PRICE_KIND, NAME, USAGE_TYPES, INCLUDED_UNITS)"
                        + " VALUES ('t', 0, 'units', 'ALLOWANCE', '100 units', 'VOICE,SMS', 100)",
                price(1, "calls", "VOICE", "0.09", 60),
                price(2, "sms", "SMS", "0.10", 1),
                "INSERT INTO NUMBER_ACCOUNT (ID, MSISDN, BILLING_ACCOUNT_ID, ORDER_ID, ITEM_ID, TARIFF_ID, TIME_ZONE, VALID_FROM_AT,"
                        + " COUNTS_ON) VALUES (7, '491510000001', 'BAC-1', 'ORD-1', '1', 't', 'Europe/Berlin',"
                        + " TIMESTAMP '2026-11-10 00:00:00 +00:00', 1)",
                "INSERT INTO USAGE_COUNTER (NUMBER_ACCOUNT_ID, CYCLE_ON, USAGE_TYPE, BILLABLE_UNITS, OPENING_UNITS)"
                        + " VALUES (7, DATE '2026-11-01', 'VOICE', 100, 60)",
                "INSERT INTO USAGE_COUNTER (NUMBER_ACCOUNT_ID, CYCLE_ON, USAGE_TYPE, BILLABLE_UNITS, OPENING_UNITS)"
                        + " VALUES (7, DATE '2026-11-01', 'SMS', 1, 0)",
                event(1, "SMS", 1, 1, "NULL, NULL, NULL"),
                event(2, "VOICE", 100, 40, "'calls', 0.09, 'EUR'"),
                "INSERT INTO USAGE_CHARGE (SOURCE_NAME, RECORD_SEQUENCE, USAGE_TYPE, NUMBER_ACCOUNT_ID, CYCLE_ON, PRICE_ID,"
                        + " CHARGED_UNITS, AMOUNT, CURRENCY) VALUES ('msc1', 2, 'SMS', 7, DATE '2026-11-01', 'sms', 1, 0.10, 'EUR')",
                "INSERT INTO USAGE_SEQUENCE_BLOCK (SOURCE_NAME, BLOCK_NUMBER, TAKEN) VALUES ('msc1', 0, 6)");
        SchemaMigration.migrate(dataSource, false);
    }

    @Test
    void what_was_rated_before_is_on_the_invoice_as_it_was() {
        assertThat(preview().reconciles()).isTrue();
        assertThat(lines())
                .containsExactly(
                        "calls 0.09 EUR: 1:40 min, 40 seconds included, 1 minute charged at 0.09 EUR per minute",
                        "sms 0.10 EUR: 1 message, charged at 0.1 EUR per message");
    }

    @Test
    void the_next_record_goes_on_where_the_counters_are() throws IOException {
        Path file = Files.write(
                folder.resolve("msc1.csv"),
                List.of(
                        UsageLayout.HOUSE_HEADER,
                        "2,VOICE,491510000001,2026-11-25T09:00:00Z,100,4930123456",
                        "3,VOICE,491510000001,2026-11-25T09:00:00Z,30,4930123456"));
        assertThat(intake().take(file, "msc1.csv", "inbox").counts())
                .as("the second is known")
                .isEqualTo(new UsageCounts(1, 1, 0, 0));
        assertThat(preview().reconciles()).isTrue();
        assertThat(lines())
                .first()
                .isEqualTo("calls 0.14 EUR: 2:10 min, 40 seconds included, 1:30 min charged at 0.09 EUR per minute");
        assertThat(database.text("SELECT BILLABLE_UNITS || ' ' || OPENING_UNITS || ' ' || RECORD_COUNT || ' ' || CELL"
                        + " FROM USAGE_COUNTER WHERE USAGE_TYPE = 'VOICE'"))
                .isEqualTo("130 60 1 -");
    }

    private List<String> lines() {
        return preview().lines().stream()
                .map(line -> line.description() + " " + line.amount() + ": " + line.explanation())
                .toList();
    }

    private InvoicePreview preview() {
        return Previews.of(database, Demo.account(1), YearMonth.of(2026, 11));
    }

    private UsageFileIntake intake() {
        NumberAccounts numbers = new NumberAccounts(new ConcurrentHashMap<>());
        UsageIntake intake = new UsageIntake() {
            @Override
            public Taken take(UsageBatch batch) {
                return database.inTransaction(connections -> new UsageIntake(
                                connections, new UsageRating(numbers, new Tariffs(), new RatingReference()), Demo.NOON)
                        .take(batch));
            }
        };
        return new UsageFileIntake(new UsageFiles(dataSource, Demo.NOON), intake, Recycling.of(database));
    }

    private static String price(int number, String id, String type, String amount, int perUnitCount) {
        return "INSERT INTO TARIFF_PRICE (TARIFF_ID, PRICE_NUMBER, PRICE_ID, PRICE_KIND, NAME, AMOUNT, CURRENCY, USAGE_TYPES,"
                + " PER_UNIT_COUNT, MINIMUM_UNITS, INCREMENT_UNITS) VALUES ('t', " + number + ", '" + id
                + "', 'USAGE', '" + id
                + "', " + amount + ", 'EUR', '" + type + "', " + perUnitCount + ", 0, 1)";
    }

    private static String event(long sequence, String type, long units, long included, String charge) {
        return "INSERT INTO USAGE_EVENT (SOURCE_NAME, RECORD_SEQUENCE, USAGE_TYPE, MSISDN, STARTED_AT, QUANTITY, PEER, FILE_ID,"
                + " NUMBER_ACCOUNT_ID, CYCLE_ON, BILLABLE_UNITS, INCLUDED_UNITS, PRICE_ID, AMOUNT, CURRENCY) VALUES ('msc1', "
                + sequence
                + ", '" + type + "', '491510000001', TIMESTAMP '2026-11-20 10:00:00 +00:00', " + units
                + ", '4930123456', 3, 7, DATE '2026-11-01', " + units + ", " + included + ", " + charge + ")";
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
