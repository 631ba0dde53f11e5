package dialtone.fulfilment.route;

import dialtone.ledger.AccountStanding;
import dialtone.ledger.service.Receipts;
import dialtone.party.BillingAccountId;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Currency;

/** The services of ejb-billing, as the routes ask them. */
@ApplicationScoped
public class BillingSide implements Accounts {

    @EJB
    private Receipts receipts;

    @Override
    public AccountStanding standing(BillingAccountId account, Currency currency) {
        return receipts.standing(account, currency);
    }
}
