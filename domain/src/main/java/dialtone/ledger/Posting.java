package dialtone.ledger;

import dialtone.base.Money;

/**
 * One side of a journal entry. A fact: a correction is a new entry.
 *
 * @param amount positive debits the account, negative credits it; never zero
 */
public record Posting(LedgerAccount account, Money amount) {

    public Posting {
        if (amount.isZero()) {
            throw new IllegalArgumentException("A posting of nothing to " + account.code());
        }
    }

    public static Posting debit(LedgerAccount account, Money amount) {
        return new Posting(account, amount);
    }

    public static Posting credit(LedgerAccount account, Money amount) {
        return new Posting(account, amount.negated());
    }
}
