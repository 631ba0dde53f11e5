package dialtone.ledger.service;

import dialtone.base.Money;
import dialtone.ledger.TrialBalance;
import dialtone.party.BillingAccountId;
import java.util.List;

/** Reads the ledger of a test's database. */
public final class Books {

    private final Ledger ledger;

    public Books(BillingDatabase database) {
        this.ledger = new Ledger(database.dataSource());
    }

    public List<Money> balance(BillingAccountId account) {
        return ledger.balance(account);
    }

    public TrialBalance trialBalance() {
        return ledger.trialBalance();
    }
}
