package dialtone.usage.service;

import dialtone.ledger.service.BillingDatabase;
import dialtone.rating.service.Demo;
import dialtone.rating.service.RatingReference;
import dialtone.rating.service.Tariffs;
import dialtone.usage.RecordKey;
import dialtone.usage.SessionKey;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** The service in a transaction of its own for each call, as the container puts it there. */
public final class Recycling extends UsageRecycling {

    private final BillingDatabase database;
    private final NumberAccounts numbers = new NumberAccounts(new ConcurrentHashMap<>());
    private final Tariffs tariffs = new Tariffs();

    private final RatingReference reference;
    private final Clock clock;

    private Recycling(BillingDatabase database, RatingReference reference, Clock clock) {
        this.database = database;
        this.reference = reference;
        this.clock = clock;
    }

    static UsageRecycling of(BillingDatabase database) {
        return at(database, Demo.NOON);
    }

    static UsageRecycling at(BillingDatabase database, Clock clock) {
        return new Recycling(database, new RatingReference(), clock);
    }

    public static UsageRecycling by(BillingDatabase database, RatingReference reference) {
        return by(database, reference, Demo.NOON);
    }

    public static UsageRecycling by(BillingDatabase database, RatingReference reference, Clock clock) {
        return new Recycling(database, reference, clock);
    }

    @Override
    public Step recycleNumber(String msisdn, Optional<RecordKey> after) {
        return database.inTransaction(dataSource -> service(dataSource).recycleNumber(msisdn, after));
    }

    @Override
    public Step recycleFile(long fileId, Optional<RecordKey> after) {
        return database.inTransaction(dataSource -> service(dataSource).recycleFile(fileId, after));
    }

    @Override
    public List<String> waitingOf(Collection<String> accounts) {
        return database.inTransaction(dataSource -> service(dataSource).waitingOf(accounts));
    }

    @Override
    public List<ReleasedUsage> released() {
        return database.inTransaction(dataSource -> service(dataSource).released());
    }

    @Override
    public void tried(ReleasedUsage released) {
        database.inTransaction(dataSource -> {
            service(dataSource).tried(released);
            return true;
        });
    }

    @Override
    public Optional<SessionKey> joinFile(long fileId, Optional<SessionKey> after) {
        return database.inTransaction(dataSource -> service(dataSource).joinFile(fileId, after));
    }

    @Override
    public Optional<SessionKey> joinOverdue(Optional<SessionKey> after) {
        return database.inTransaction(dataSource -> service(dataSource).joinOverdue(after));
    }

    /** All that waits for a number. */
    static int recycle(UsageRecycling recycling, String msisdn) {
        return UsageRecycling.Step.all(after -> recycling.recycleNumber(msisdn, after));
    }

    private UsageRecycling service(DataSource dataSource) {
        return new UsageRecycling(dataSource, new UsageRating(numbers, tariffs, reference), clock);
    }
}
