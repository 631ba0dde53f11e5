package dialtone.billrun.service;

import dialtone.billrun.BillPolicy;
import dialtone.billrun.BillRun;
import dialtone.invoice.InvoiceTax;
import dialtone.rating.service.Tariffs;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;

/** Bill runs without a container, each call a transaction on a connection of its own: for who measures them. */
public final class BillRunOutside {

    private final DataSource source;
    private final Tariffs tariffs = new Tariffs();
    private final BillPolicy policy;
    private final Clock clock;

    public BillRunOutside(DataSource source, BillPolicy policy, Clock clock) {
        this.source = source;
        this.policy = policy;
        this.clock = clock;
    }

    /** @return its id */
    public long start(BillRun.Kind kind, LocalDate billedTo) {
        return transaction(only -> new BillRuns(only, clock)
                .start(kind, billedTo, BillRun.SCHEDULE)
                .fold(standing -> standing.run().id(), reasons -> {
                    throw new IllegalStateException(reasons.toString());
                }));
    }

    /** Until no account of it waits. */
    public void billAll(long run) {
        List<String> accounts = transaction(only -> turns(only).next(run, 0));
        while (!accounts.isEmpty()) {
            List<String> batch = accounts;
            transaction(only -> turns(only).bill(run, batch));
            accounts = transaction(only -> turns(only).next(run, 0));
        }
        transaction(only -> turns(only).finish(run));
    }

    private BillRunTurns turns(DataSource only) {
        return new BillRunTurns(only, tariffs, (connection, accounts) -> InvoiceTax.NONE, policy, clock);
    }

    private <T> T transaction(Function<DataSource, T> work) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            T result = work.apply(only(connection));
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A source of this one connection, which stays open when it is closed. */
    private static DataSource only(Connection connection) {
        Connection kept = (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> kept);
    }
}
