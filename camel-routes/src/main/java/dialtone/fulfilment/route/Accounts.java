package dialtone.fulfilment.route;

import dialtone.ledger.AccountStanding;
import dialtone.party.BillingAccountId;
import java.util.Currency;

/** What the routes ask of the money side: the boundary between the two modules. */
public interface Accounts {

    AccountStanding standing(BillingAccountId account, Currency currency);
}
