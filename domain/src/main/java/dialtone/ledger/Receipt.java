package dialtone.ledger;

import dialtone.base.Money;
import dialtone.party.BillingAccountId;
import java.time.Instant;
import java.util.List;

/**
 * Money that was received for a billing account.
 *
 * @param reference of the bank or the till, once for an account; 1 to {@value #MAX_REFERENCE} characters
 * @param amount    more than nothing
 */
public record Receipt(BillingAccountId account, Kind kind, Money amount, String reference, Instant receivedAt) {

    public static final int MAX_REFERENCE = 64;

    public enum Kind {
        /** For what the account owes. */
        PAYMENT,
        /** A security for what it will owe. */
        DEPOSIT
    }

    /** The same reference is booked once. */
    public String entryKey() {
        return "receipt:" + account.value() + ":" + reference;
    }

    /**
     * As the ledger keeps it: cash against what the account owes, or against what we hold for it.
     *
     * <pre>
     * debit  cash                    80.00 EUR
     * credit deposit:BAC-100001      80.00 EUR
     * </pre>
     */
    public JournalEntry entry() {
        LedgerAccount against = switch (kind) {
            case PAYMENT -> LedgerAccount.receivable(account);
            case DEPOSIT -> LedgerAccount.deposit(account);
        };
        String what = switch (kind) {
            case PAYMENT -> "Payment";
            case DEPOSIT -> "Deposit";
        };
        return new JournalEntry(
                entryKey(),
                what + " " + reference,
                receivedAt,
                List.of(Posting.debit(LedgerAccount.cash(), amount), Posting.credit(against, amount)));
    }
}
