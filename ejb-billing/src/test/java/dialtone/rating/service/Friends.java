package dialtone.rating.service;

import dialtone.base.Outcome;
import dialtone.ledger.service.BillingDatabase;
import dialtone.rating.service.FavouriteNumbers.Chosen;
import java.time.Clock;
import java.util.List;

/** Favourite numbers of lines of account 1 in a test's database. */
public final class Friends {

    private final BillingDatabase database;
    private final RatingReference reference;

    public Friends(BillingDatabase database, RatingReference reference) {
        this.database = database;
        this.reference = reference;
    }

    public Outcome<Chosen> choose(String msisdn, List<String> numbers, Clock when) {
        return database.inTransaction(source -> new FavouriteNumbers(source, new Tariffs(), reference, when)
                .choose(Demo.account(1), msisdn, numbers, "csr"));
    }
}
