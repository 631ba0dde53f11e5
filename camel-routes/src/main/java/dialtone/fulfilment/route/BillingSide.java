package dialtone.fulfilment.route;

import dialtone.ledger.AccountStanding;
import dialtone.ledger.service.Receipts;
import dialtone.party.BillingAccount;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.party.service.Parties;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** The services of ejb-billing, and the accounts that it bills, as the routes ask them. */
@ApplicationScoped
public class BillingSide implements Accounts {

    @EJB
    private Receipts receipts;

    @EJB
    private Parties parties;

    @Override
    public List<BillingAccountId> of(CustomerId customer) {
        return parties.accounts(customer).stream().map(BillingAccount::id).toList();
    }

    @Override
    public AccountStanding standing(BillingAccountId account, Currency currency, Optional<Instant> paymentsFrom) {
        return receipts.standing(account, currency, paymentsFrom);
    }
}
