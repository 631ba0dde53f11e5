package dialtone.billrun.service;

import dialtone.billrun.BillPolicy;
import dialtone.billrun.BillRun;
import dialtone.invoice.InvoiceTax;
import dialtone.ledger.service.Transactions;
import dialtone.rating.service.Tariffs;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import javax.sql.DataSource;

/** Bill runs without a container, each call a transaction on a connection of its own: for tests, and for who measures them. */
public final class BillRunOutside {

    private final Transactions transactions;
    private final Tariffs tariffs = new Tariffs();
    private final BillPolicy policy;
    private final Clock clock;

    public BillRunOutside(DataSource source, BillPolicy policy, Clock clock) {
        transactions = new Transactions(source);
        this.policy = policy;
        this.clock = clock;
    }

    /** @return its id */
    public long start(BillRun.Kind kind, LocalDate billedTo) {
        return transactions.of(only -> new BillRuns(only, clock)
                .start(kind, billedTo, BillRun.SCHEDULE)
                .fold(standing -> standing.run().id(), reasons -> {
                    throw new IllegalStateException(reasons.toString());
                }));
    }

    /** Until no account of it waits. */
    public void billAll(long run) {
        List<String> accounts = transactions.of(only -> turns(only).next(run, 0));
        while (!accounts.isEmpty()) {
            List<String> batch = accounts;
            transactions.of(only -> turns(only).bill(run, batch));
            accounts = transactions.of(only -> turns(only).next(run, 0));
        }
        transactions.of(only -> turns(only).finish(run));
    }

    private BillRunTurns turns(DataSource only) {
        return new BillRunTurns(
                only, tariffs, (connection, accounts) -> InvoiceTax.NONE, new BillPolicies(policy), clock);
    }
}
