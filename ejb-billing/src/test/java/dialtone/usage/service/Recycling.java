package dialtone.usage.service;

import dialtone.ledger.service.BillingDatabase;
import dialtone.rating.service.Demo;
import dialtone.rating.service.RatingReference;
import dialtone.rating.service.Tariffs;
import java.util.concurrent.ConcurrentHashMap;

/** The service in a transaction of its own for each call, as the container puts it there. */
final class Recycling extends UsageRecycling {

    private final BillingDatabase database;
    private final NumberAccounts numbers = new NumberAccounts(new ConcurrentHashMap<>());
    private final Tariffs tariffs = new Tariffs();

    private Recycling(BillingDatabase database) {
        this.database = database;
    }

    static UsageRecycling of(BillingDatabase database) {
        return new Recycling(database);
    }

    @Override
    public int recycleNumber(String msisdn) {
        return database.inTransaction(dataSource -> new UsageRecycling(
                        dataSource, new UsageRating(numbers, tariffs, new RatingReference()), Demo.NOON)
                .recycleNumber(msisdn));
    }

    @Override
    public int recycleFile(long fileId) {
        return database.inTransaction(dataSource -> new UsageRecycling(
                        dataSource, new UsageRating(numbers, tariffs, new RatingReference()), Demo.NOON)
                .recycleFile(fileId));
    }
}
