package dialtone.billrun.service;

import dialtone.billrun.BillRun;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoiceTax;
import dialtone.invoice.RebillRequest;
import dialtone.ledger.service.BillingDatabase;
import dialtone.rating.Rerating;
import dialtone.usage.service.Intake;
import dialtone.usage.service.ReratingDesk;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * Takes a usage file in, bills the cycle, rates its use again by a corrected price and makes some of its invoices again, from wherever its predecessor was killed; a line on
 * its standard output for each commit.
 */
final class BillingLife {

    static final String BILLED_TO = "2027-01-01";

    /** Of an account's cycle in {@link #BILLED_TO}: the day after it. */
    static final String NOW = "2027-01-02T08:00:00Z";

    private static final int ACCOUNTS_A_TURN = 25;

    private static final int NUMBERS_A_TURN = 7;

    /** Of the first so many invoices. */
    static final int MADE_AGAIN = 5;

    /** Of the usage file: so few that one batch is on its way to the disk, and the next one under way, whenever it is killed. */
    private static final int LINES_A_BATCH = 250;

    private BillingLife() {}

    /** With the settings of the server's embedded database, but for an end: this one is closed with its last connection. */
    static JdbcConnectionPool open(Path folder, int writeDelayMillis) {
        return JdbcConnectionPool.create(
                "jdbc:h2:file:" + folder.resolve("db").toAbsolutePath()
                        + ";MODE=Oracle;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000;WRITE_DELAY="
                        + writeDelayMillis,
                "sa",
                "sa");
    }

    static Path file(Path folder) {
        return folder.resolve("msc1.csv");
    }

    public static void main(String... arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        PrintStream told = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII);
        JdbcConnectionPool pool = open(folder, 0);
        BillingDatabase database = new BillingDatabase(telling(pool, told));
        new Intake(database, folder).inBatchesOf(LINES_A_BATCH).take(file(folder));
        Runs runs = new Runs(database).on(NOW).inBatchesOf(ACCOUNTS_A_TURN);
        if (database.count("SELECT COUNT(*) FROM BILL_RUN") == 0) {
            runs.start(BillRun.Kind.REAL, BILLED_TO);
        }
        runs.round();
        rateAgain(new ReratingDesk(database, Runs.at(NOW)).inBatchesOf(NUMBERS_A_TURN));
        makeAgain(new RebillDesk(database, InvoiceTax.NONE, Runs.at(NOW)));
        pool.dispose();
    }

    /** The one that is asked for. */
    private static void rateAgain(ReratingDesk desk) {
        desk.round();
        Rerating rerating = desk.in(all -> all.list(0, 1)).rows().getFirst().rerating();
        if (rerating.state() == Rerating.State.CALCULATED) {
            ReratingDesk.done(desk.in(all -> all.approve(rerating.id(), "bob")));
        }
        desk.round();
    }

    private static void makeAgain(RebillDesk desk) {
        for (int number = 1; number <= MADE_AGAIN; number++) {
            InvoiceId invoice = InvoiceId.of(InvoiceId.Series.INV, number);
            RebillRequest request = desk.in(all -> all.of(invoice)).orElseGet(() -> desk.asked(invoice.value()));
            if (request.state() == RebillRequest.State.ASKED) {
                RebillDesk.done(desk.in(all -> all.approve(request.id(), "bob")));
            }
        }
    }

    private static DataSource telling(DataSource source, PrintStream told) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> telling(source.getConnection(), told));
    }

    private static Connection telling(Connection connection, PrintStream told) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(connection, arguments);
                        if (method.getName().equals("commit")) {
                            told.println("committed");
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
