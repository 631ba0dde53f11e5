package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.billrun.BillRun;
import dialtone.billrun.BillRun.AccountState;
import dialtone.hierarchy.service.Families;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.rating.service.Demo;
import dialtone.usage.service.Intake;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose server dies again and again, at any statement, comes to what an undisturbed one comes to, row by row. */
class KilledBillRunTest {

    private static final int ACCOUNTS = 400;
    private static final int BATCH = 25;
    private static final long SEED = 20261201;

    /** All that a run leaves behind, without what only counts rows: ids out of sequences. */
    private static final List<String> LEFT_BEHIND = List.of(
            "SELECT INVOICE_ID, BILLING_ACCOUNT_ID, CYCLE_FROM_ON, CYCLE_TO_ON, ISSUED_ON, DUE_ON, TOTAL_AMOUNT, LINE_COUNT FROM INVOICE"
                    + " ORDER BY INVOICE_ID",
            "SELECT INVOICE_ID, LINE_NUMBER, LINE_KIND, SUBJECT, DESCRIPTION, EXPLANATION, AMOUNT, RECORD_COUNT FROM INVOICE_LINE"
                    + " ORDER BY INVOICE_ID, LINE_NUMBER",
            "SELECT INVOICE_ID, BILLING_ACCOUNT_ID, FIRST_LINE, LAST_LINE, NET_AMOUNT FROM INVOICE_SECTION ORDER BY INVOICE_ID, FIRST_LINE",
            "SELECT ORDER_ID, ITEM_ID, PRICE_ID, CHARGE_KIND, PERIOD_FROM_ON, AMOUNT FROM RATED_CHARGE"
                    + " ORDER BY ORDER_ID, ITEM_ID, PRICE_ID, CHARGE_KIND, PERIOD_FROM_ON",
            "SELECT E.ENTRY_KEY, P.POSTING_NUMBER, P.LEDGER_ACCOUNT, P.AMOUNT FROM JOURNAL_ENTRY E JOIN POSTING P ON P.ENTRY_ID = E.ID"
                    + " ORDER BY E.ENTRY_KEY, P.POSTING_NUMBER",
            "SELECT BILLING_ACCOUNT_ID, STATE, INVOICE_ID, TOTAL_AMOUNT, ATTEMPTS FROM BILL_RUN_ACCOUNT ORDER BY BILLING_ACCOUNT_ID",
            "SELECT ID, BILLED_TO_ON FROM NUMBER_ACCOUNT ORDER BY ID",
            "SELECT SERIES, NEXT_NUMBER FROM INVOICE_SERIES ORDER BY SERIES");

    @TempDir
    Path folder;

    /** Not an exception: nobody catches it, as nobody catches a kill. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    @Test
    void whatever_statement_it_dies_at_the_result_is_that_of_an_undisturbed_run() throws Exception {
        List<String> undisturbed;
        try (BillingDatabase database = new BillingDatabase()) {
            Runs runs = seeded(database, "undisturbed").inBatchesOf(BATCH);
            runs.run("2027-01-01");
            undisturbed = leftBehind(database);
        }
        assertThat(undisturbed).hasSizeGreaterThan(ACCOUNTS * 8);
        Random random = new Random(SEED);
        try (BillingDatabase database = new BillingDatabase()) {
            Runs runs = seeded(database, "killed").inBatchesOf(BATCH);
            BillRun run = runs.start(BillRun.Kind.REAL, "2027-01-01");
            int kills = 0;
            while (runs.accounts(run, AccountState.WAITING) > 0) {
                int[] left = {random.nextInt(60)};
                runs.over(source -> dying(source, left));
                try {
                    runs.round();
                } catch (Killed dead) {
                    kills++;
                }
            }
            runs.over(source -> source).round();
            assertThat(kills).isGreaterThan(10);
            assertThat(leftBehind(database)).isEqualTo(undisturbed);
            assertThat(new Books(database).trialBalance().balanced()).isTrue();
        }
    }

    private Runs seeded(BillingDatabase database, String name) throws Exception {
        Runs runs = new Runs(database).on("2027-01-02T08:00:00Z");
        List<String> records = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            int number = 1_000 + i;
            runs.account(number);
            if (i % 10 != 0) {
                Demo.start(database, Demo.order(number, "49151000" + number), Demo.NOON);
                records.add(i + ",VOICE,49151000" + number + ",2026-11-26T18:00:00Z," + (100 + i) + ",4930123456");
            }
        }
        Families families = new Families(database);
        for (int i = 0; i < ACCOUNTS; i += 20) {
            families.paidFor(1_000 + i + 1, 1_000 + i, "2026-11-01");
            families.paidFor(1_000 + (i + 30) % ACCOUNTS, 1_000 + i, i % 40 == 0 ? "2026-12-01" : "2026-11-15");
        }
        new Intake(database, Files.createDirectory(folder.resolve(name))).take(records.toArray(String[]::new));
        return runs;
    }

    /** Its connections die at the statement after so many. */
    private static DataSource dying(DataSource source, int[] left) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> dying(source.getConnection(), left));
    }

    private static Connection dying(Connection connection, int[] left) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement") && left[0]-- == 0) {
                        throw new Killed();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static List<String> leftBehind(BillingDatabase database) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection()) {
            for (String query : LEFT_BEHIND) {
                try (PreparedStatement select = connection.prepareStatement(query);
                        ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        StringBuilder text = new StringBuilder();
                        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            text.append(row.getString(i)).append(" | ");
                        }
                        rows.add(text.toString());
                    }
                }
            }
        }
        return rows;
    }
}
