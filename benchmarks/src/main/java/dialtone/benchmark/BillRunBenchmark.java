package dialtone.benchmark;

import com.sun.management.OperatingSystemMXBean;
import dialtone.base.Money;
import dialtone.base.UnitPrice;
import dialtone.billrun.BillPolicy;
import dialtone.billrun.BillRun;
import dialtone.billrun.service.BillRunOutside;
import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import dialtone.platform.schema.SchemaMigration;
import dialtone.rating.Tariff;
import dialtone.rating.service.Tariffs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * How many accounts a bill run bills in a second, and whether that is the same of a thousand and of a hundred thousand: the services and the schema of the
 * server, on a file of the embedded database with its settings, without a container. Each account has a line since the month before, whose fee of the
 * month has to be posted, and ten usage records: an invoice of three lines.
 */
final class BillRunBenchmark {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-02T08:00:00Z"), ZoneOffset.UTC);
    private static final LocalDate BILLED_TO = LocalDate.of(2026, 12, 1);
    private static final int RECORDS = 10;
    private static final int ROWS_A_BATCH = 1_000;
    private static final int WARM_UP = 2_000;

    private static final Tariff PLAN = new Tariff(List.of(
            new Price.Recurring("fee", "Monthly fee", Money.of("15.00", EUR)),
            new Price.Allowance("minutes", "Minutes", List.of(UsageType.VOICE), 600),
            new Price.Usage("calls", "Calls", UsageType.VOICE, new UnitPrice(new BigDecimal("0.09"), EUR), 60, 60, 1)));

    private BillRunBenchmark() {}

    /** @param arguments numbers of accounts; 1000, 10000 and 100000 without */
    public static void main(String[] arguments) throws SQLException {
        measure(WARM_UP, false);
        for (String accounts : arguments.length == 0 ? new String[] {"1000", "10000", "100000"} : arguments) {
            measure(Integer.parseInt(accounts), true);
        }
    }

    private static void measure(int accounts, boolean told) throws SQLException {
        Path folder = temporary();
        JdbcConnectionPool pool = JdbcConnectionPool.create(
                "jdbc:h2:file:" + folder.resolve("db")
                        + ";MODE=Oracle;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000",
                "sa",
                "sa");
        try {
            SchemaMigration.migrate(pool, false);
            seed(pool, accounts);
            BillRunOutside runs = new BillRunOutside(pool, new BillPolicy(14, BigDecimal.ZERO, List.of()), CLOCK);
            long begun = System.nanoTime();
            long run = runs.start(BillRun.Kind.REAL, BILLED_TO);
            long started = System.nanoTime();
            long processor = processorTime();
            runs.billAll(run);
            double busy = (processorTime() - processor) / 1e9;
            double seconds = (System.nanoTime() - started) / 1e9;
            if (told) {
                Report.line(String.format(
                        Locale.ROOT,
                        "Bill run over %,d accounts: %.1f s, %,.0f accounts a second; of processor time %.3f ms an account, %,.0f accounts a"
                                + " second; its rows were made in %.2f s; %,d invoices of %,d lines",
                        accounts,
                        seconds,
                        accounts / seconds,
                        1_000 * busy / accounts,
                        accounts / busy,
                        (started - begun) / 1e9,
                        count(pool, "SELECT COUNT(*) FROM INVOICE"),
                        count(pool, "SELECT COUNT(*) FROM INVOICE_LINE")));
            }
        } finally {
            pool.dispose();
            delete(folder);
        }
    }

    /** Of this process, its compilers, its collector and the database's writer among it, in nanoseconds: what else the machine does takes none of it. */
    private static long processorTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static void seed(DataSource source, int accounts) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            new Tariffs().ensure(connection, List.of(PLAN), CLOCK);
            insert(
                    connection,
                    "INSERT INTO CUSTOMER (CUSTOMER_ID, GIVEN_NAME, FAMILY_NAME, SEARCH_NAME, BORN_ON, EMAIL, STREET, POSTAL_CODE, CITY,"
                            + " COUNTRY, CREATED_AT) VALUES ('CUS-' || ?, 'Ada', 'Lind', 'ada lind', DATE '1980-01-01', 'a@example.org',"
                            + " 'S 1', '10115', 'Berlin', 'DE', TIMESTAMP WITH TIME ZONE '2026-10-01 00:00:00+00:00')",
                    accounts);
            insert(
                    connection,
                    "INSERT INTO BILLING_ACCOUNT (BILLING_ACCOUNT_ID, CUSTOMER_ID, NAME, CURRENCY, TIME_ZONE, CYCLE_DAY, OPENED_ON)"
                            + " VALUES ('BAC-' || ?, 'CUS-' || ?, 'Ada Lind', 'EUR', 'Europe/Berlin', 1, DATE '2026-10-01')",
                    accounts);
            insert(
                    connection,
                    "INSERT INTO RATING_SUBSCRIPTION (ORDER_ID, ITEM_ID, CUSTOMER_ID, BILLING_ACCOUNT_ID, OFFERING_ID, OFFERING_NAME,"
                            + " TIME_ZONE, ACTIVATED_ON, ANCHORED_ON, TARIFF_ID, STARTED_AT, PREPAID) VALUES ('ORD-' || ?, '1', 'CUS-' || ?, 'BAC-' || ?,"
                            + " 'mobile-s', 'Mobile S', 'Europe/Berlin', DATE '2026-10-15', DATE '2026-10-15', '"
                            + PLAN.id()
                            + "', TIMESTAMP WITH TIME ZONE '2026-10-15 08:00:00+00:00', 0)",
                    accounts);
            insert(
                    connection,
                    "INSERT INTO RATED_CHARGE (ORDER_ID, ITEM_ID, PRICE_ID, CHARGE_KIND, PERIOD_FROM_ON, PERIOD_TO_ON, BILLING_ACCOUNT_ID,"
                            + " DESCRIPTION, EXPLANATION, AMOUNT, CURRENCY, RATED_AT, DUE_ON) VALUES ('ORD-' || ?, '1', 'fee', 'RECURRING',"
                            + " DATE '2026-10-15', DATE '2026-11-01', 'BAC-' || ?, 'Mobile S: Monthly fee', '17 of 31 days of 15.00 EUR', 8.23,"
                            + " 'EUR', TIMESTAMP WITH TIME ZONE '2026-10-15 08:00:00+00:00', DATE '2026-10-15')",
                    accounts);
            insert(
                    connection,
                    "INSERT INTO NUMBER_ACCOUNT (ID, MSISDN, BILLING_ACCOUNT_ID, ORDER_ID, ITEM_ID, TARIFF_ID, TIME_ZONE, VALID_FROM_AT)"
                            + " VALUES (?, '4915' || ?, 'BAC-' || ?, 'ORD-' || ?, '1', '" + PLAN.id()
                            + "', 'Europe/Berlin', TIMESTAMP WITH TIME ZONE '2026-10-14 22:00:00+00:00')",
                    accounts);
            // 70 s each: the first 600 s are included, the last 100 s cost 0.15 EUR
            insert(
                    connection,
                    "INSERT INTO USAGE_EVENT (SOURCE_NAME, RECORD_SEQUENCE, USAGE_TYPE, MSISDN, STARTED_AT, QUANTITY, PEER, FILE_ID,"
                            + " NUMBER_ACCOUNT_ID, CYCLE_ON, BILLABLE_UNITS, INCLUDED_UNITS, PRICE_ID, AMOUNT, CURRENCY)"
                            + " SELECT 'msc1', ? * " + RECORDS + " + N.X, 'VOICE', '4915' || ?,"
                            + " TIMESTAMP WITH TIME ZONE '2026-11-10 08:00:00+00:00', 70, '4930123456', 1, ?, DATE '2026-11-01', 70,"
                            + " CASE WHEN N.X < 9 THEN 70 WHEN N.X = 9 THEN 40 ELSE 0 END,"
                            + " CASE WHEN N.X < 9 THEN NULL ELSE 'calls' END,"
                            + " CASE WHEN N.X < 9 THEN NULL WHEN N.X = 9 THEN 0.05 ELSE 0.10 END,"
                            + " CASE WHEN N.X < 9 THEN NULL ELSE 'EUR' END FROM SYSTEM_RANGE(1, " + RECORDS + ") N",
                    accounts);
            connection.commit();
        }
    }

    /** A row, or a query's rows, for each number of an account. */
    private static void insert(Connection connection, String sql, int accounts) throws SQLException {
        int parameters = (int) sql.chars().filter(c -> c == '?').count();
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int account = 1; account <= accounts; account++) {
                for (int parameter = 1; parameter <= parameters; parameter++) {
                    insert.setInt(parameter, 1_000_000 + account);
                }
                insert.addBatch();
                if (account % ROWS_A_BATCH == 0) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
            insert.executeBatch();
        }
    }

    private static long count(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("bill-run");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
