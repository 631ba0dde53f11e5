package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.platform.schema.SchemaMigration;
import dialtone.rating.service.Demo;
import dialtone.usage.layout.UsageLayout;
import dialtone.usage.service.ReratingDesk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the process that takes a usage file in, bills all accounts, rates their use again and makes some invoices again, again and again: what it comes to in the end is, row by row, what
 * one comes to that nobody has killed. A small one by default; {@code -Ddialtone.billing.records=1000000 -Ddialtone.billing.accounts=10000
 * -Ddialtone.billing.kills=40} is a large one. Both are to do with the same little memory.
 */
class KilledBillingTest {

    private static final int ACCOUNTS = Integer.getInteger("dialtone.billing.accounts", 60);
    private static final int RECORDS = Integer.getInteger("dialtone.billing.records", 6_000);
    private static final int KILLS = Integer.getInteger("dialtone.billing.kills", 3);

    private static final int FIRST_ACCOUNT = 100_000;

    /** So many of a thousand records come twice, have a number that nobody has, or are no records. */
    private static final int STRANGE = 15;

    /** After a commit, for the next transaction to be somewhere in its middle. */
    private static final int LATEST_MILLIS = 30;

    /** Out of sequences, which go on behind what a process that was killed had taken of them. */
    private static final List<String> OUT_OF_A_SEQUENCE = List.of(
            "JOURNAL_ENTRY.ID",
            "POSTING.ENTRY_ID",
            "RATED_CHARGE.ID",
            "INVOICE_LINE.CHARGE_ID",
            "INVOICE_LINE.REBILLED_ID",
            "REBILL.ID");

    /** What those numbers tie together. */
    private static final List<String> TIED = List.of(
            "SELECT E.ENTRY_KEY, P.POSTING_NUMBER, P.LEDGER_ACCOUNT, P.AMOUNT FROM JOURNAL_ENTRY E"
                    + " JOIN POSTING P ON P.ENTRY_ID = E.ID ORDER BY E.ENTRY_KEY, P.POSTING_NUMBER",
            "SELECT L.INVOICE_ID, L.LINE_NUMBER, C.ORDER_ID, C.ITEM_ID, C.PRICE_ID, C.CHARGE_KIND, C.PERIOD_FROM_ON, C.AMOUNT"
                    + " FROM INVOICE_LINE L JOIN RATED_CHARGE C ON C.ID IN (L.CHARGE_ID, L.REBILLED_ID) ORDER BY L.INVOICE_ID, L.LINE_NUMBER");

    @TempDir
    Path folder;

    @Test
    void whenever_it_is_killed_each_row_is_that_of_an_undisturbed_process() throws Exception {
        long seed = new Random().nextLong();
        Path undisturbed = Files.createDirectory(folder.resolve("undisturbed"));
        seed(undisturbed);
        Path killed = copyOf(undisturbed);
        int commits = live(undisturbed, Integer.MAX_VALUE, 0);
        assertThat(commits).as("transactions").isGreaterThan(2 * KILLS);

        Random random = new Random(seed);
        int kills = 0;
        while (live(killed, 1 + random.nextInt(3 * commits / (2 * KILLS)), random.nextInt(LATEST_MILLIS)) < 0) {
            kills++;
        }
        assertThat(kills).as("kills, seed %d", seed).isGreaterThan(KILLS / 3);
        JdbcConnectionPool one = BillingLife.open(undisturbed, 0);
        JdbcConnectionPool other = BillingLife.open(killed, 0);
        try {
            assertThat(differences(one, other))
                    .as("after %d kills, seed %d", kills, seed)
                    .isEmpty();
            BillingDatabase database = new BillingDatabase(other);
            assertThat(new Books(database).trialBalance().balanced()).isTrue();
            assertThat(database.count("SELECT COUNT(*) FROM INVOICE")).isEqualTo(ACCOUNTS + 2 * BillingLife.MADE_AGAIN);
            assertThat(database.count("SELECT COUNT(*) FROM USAGE_CHARGE WHERE RERATING_ID > 0"))
                    .isPositive();
            assertThat(database.count(
                            "SELECT RATED_COUNT + DUPLICATE_COUNT + SUSPENDED_COUNT + REJECTED_COUNT FROM USAGE_FILE"))
                    .isEqualTo(RECORDS);
        } finally {
            one.dispose();
            other.dispose();
        }
    }

    /** @return transactions it has committed when it ended by itself; -1 when it was killed, so long after so many */
    private static int live(Path folder, int commits, int millis) throws IOException, InterruptedException {
        Path log = folder.resolve("life.log");
        Process life = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Duser.timezone=UTC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BillingLife.class.getName(),
                        folder.toString())
                .redirectError(log.toFile())
                .start();
        try (BufferedReader told = life.inputReader()) {
            int seen = 0;
            while (told.readLine() != null) {
                if (++seen == commits && !life.waitFor(millis, TimeUnit.MILLISECONDS)) {
                    life.destroyForcibly().waitFor();
                    return -1;
                }
            }
            assertThat(life.waitFor()).as(Files.readString(log)).isZero();
            return seen;
        }
    }

    private static void seed(Path folder) throws IOException, SQLException {
        JdbcConnectionPool pool = BillingLife.open(folder, 500);
        SchemaMigration.migrate(pool, false);
        BillingDatabase database = new BillingDatabase(pool);
        Runs runs = new Runs(database);
        for (int account = FIRST_ACCOUNT; account < FIRST_ACCOUNT + ACCOUNTS; account++) {
            runs.account(account);
            Demo.start(database, Demo.order(account, msisdn(account)), Demo.NOON);
        }
        ReratingDesk.done(new ReratingDesk(database, Runs.at(BillingLife.NOW))
                .ask(ReratingDesk.calls("0.07"), "2026-12-01", BillingLife.BILLED_TO));
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        }
        pool.dispose();
        records(BillingLife.file(folder));
    }

    private static void records(Path file) throws IOException {
        Random random = new Random(RECORDS);
        Instant first = Instant.parse("2026-12-01T00:00:00Z");
        try (PrintWriter lines = new PrintWriter(Files.newBufferedWriter(file))) {
            lines.println(UsageLayout.HOUSE_HEADER);
            for (int record = 0; record < RECORDS; record++) {
                int strange = random.nextInt(1_000);
                int sequence = strange < STRANGE ? record / 2 : record;
                String number = strange >= STRANGE && strange < 2 * STRANGE
                        ? "4989" + record
                        : msisdn(FIRST_ACCOUNT + random.nextInt(ACCOUNTS));
                String type = strange >= 2 * STRANGE && strange < 3 * STRANGE ? "FAX" : "VOICE";
                Instant started = first.plusSeconds(random.nextInt(30 * 86_400));
                lines.println(sequence + "," + type + "," + number + "," + started + "," + random.nextInt(600)
                        + ",4930123456");
            }
        }
    }

    private static String msisdn(int account) {
        return "49151" + account;
    }

    private static Path copyOf(Path original) throws IOException {
        Path copy = Files.createDirectory(original.resolveSibling("killed"));
        for (String name : List.of("db.mv.db", "msc1.csv")) {
            Files.copy(original.resolve(name), copy.resolve(name));
        }
        return copy;
    }

    /** The first of each table and of what is tied together. */
    private static List<String> differences(JdbcConnectionPool one, JdbcConnectionPool other) throws SQLException {
        List<String> differences = new ArrayList<>();
        try (Connection left = one.getConnection();
                Connection right = other.getConnection()) {
            for (String table : texts(
                    left,
                    "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC' AND TABLE_TYPE = 'BASE TABLE'")) {
                List<String> columns = texts(
                        left,
                        "SELECT '\"' || COLUMN_NAME || '\"' FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = 'PUBLIC' AND TABLE_NAME = '"
                                + table + "' AND DATA_TYPE NOT LIKE '%LARGE OBJECT' ORDER BY ORDINAL_POSITION");
                columns.removeIf(column -> OUT_OF_A_SEQUENCE.contains(table + "." + column.replace("\"", "")));
                String all = String.join(", ", columns);
                compare(left, right, "SELECT " + all + " FROM \"" + table + "\" ORDER BY " + all, differences);
            }
            for (String query : TIED) {
                compare(left, right, query, differences);
            }
        }
        return differences;
    }

    private static void compare(Connection left, Connection right, String query, List<String> differences)
            throws SQLException {
        try (PreparedStatement one = left.prepareStatement(query);
                PreparedStatement other = right.prepareStatement(query);
                ResultSet expected = one.executeQuery();
                ResultSet found = other.executeQuery()) {
            boolean more = true;
            while (more) {
                String wanted = row(expected);
                String had = row(found);
                if (!wanted.equals(had)) {
                    differences.add(query + ": " + wanted + " undisturbed, but " + had);
                    return;
                }
                more = !wanted.isEmpty();
            }
        }
    }

    /** Empty behind the last one. */
    private static String row(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
            text.append(rows.getString(column)).append(" | ");
        }
        return text.toString();
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
