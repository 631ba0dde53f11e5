package dialtone.rating.service;

import dialtone.base.Outcome;
import dialtone.ledger.service.BillingDatabase;
import dialtone.rating.service.FavouriteNumbers.Chosen;
import java.time.Clock;
import java.util.List;

/** Favourite numbers of lines of account 1 in a test's database. */
public final class Friends {

    private final BillingDatabase database;

    public Friends(BillingDatabase database) {
        this.database = database;
    }

    public Outcome<Chosen> choose(String msisdn, List<String> numbers, Clock when) {
        return database.inTransaction(source ->
                new FavouriteNumbers(source, new Tariffs(), when).choose(Demo.account(1), msisdn, numbers, "csr"));
    }
}
