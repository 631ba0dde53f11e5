package dialtone.fulfilment.route;

import dialtone.ledger.AccountStanding;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** What the routes ask of the money side: the boundary between the two modules. */
public interface Accounts {

    /** All that the customer has, oldest first. */
    List<BillingAccountId> of(CustomerId customer);

    /** @param paymentsFrom since when all that is paid is booked; empty when it is not, and nothing is overdue then */
    AccountStanding standing(BillingAccountId account, Currency currency, Optional<Instant> paymentsFrom);
}
