package dialtone.rating.service;

import dialtone.base.Outcome;
import dialtone.ledger.service.BillingDatabase;
import dialtone.order.OrderId;
import dialtone.rating.service.SharedAllowances.SharedAllowance;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;

/** Lines of account 1 in a test's database that share what ORD-1 brought as item 2. */
public final class Sharing {

    private static final OrderId ORDER = new OrderId("ORD-1");

    private final BillingDatabase database;

    public Sharing(BillingDatabase database) {
        this.database = database;
    }

    public Outcome<SharedAllowance> join(String msisdn, Clock when) {
        return database.inTransaction(source -> joinIn(source, msisdn, when));
    }

    /** Within a transaction of the source. */
    public static SharedAllowances in(DataSource source, Clock when) {
        return new SharedAllowances(source, new Tariffs(), when);
    }

    /** In a transaction that goes on. */
    public Outcome<SharedAllowance> joinIn(DataSource source, String msisdn, Clock when) {
        return in(source, when).join(Demo.account(1), ORDER, "2", msisdn, "finance");
    }

    public Outcome<SharedAllowance> leave(String msisdn, Clock when) {
        return database.inTransaction(source -> new SharedAllowances(source, new Tariffs(), when)
                .leave(Demo.account(1), ORDER, "2", msisdn, "finance"));
    }

    public List<SharedAllowance> all(Clock when) {
        return new SharedAllowances(database.dataSource(), new Tariffs(), when).of(Demo.account(1));
    }
}
