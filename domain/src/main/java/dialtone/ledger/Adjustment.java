package dialtone.ledger;

import dialtone.base.Money;
import dialtone.party.BillingAccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What two people agree that an account owes more or less than its prices say. One asks and another one approves, then it is posted; what is
 * posted is taken back by another one of the opposite amount, and never changed.
 *
 * @param amount positive: the account owes more; negative: less. Never zero
 * @param reason as it stands in the books, and on the invoice of an adjustment; 1 to {@value #MAX_REASON} characters
 * @param undone the one that this one takes back
 */
public record Adjustment(
        long id,
        Kind kind,
        BillingAccountId account,
        Money amount,
        String reason,
        Optional<Long> undone,
        State state,
        String askedBy,
        Instant askedAt,
        Optional<String> decidedBy,
        Optional<Instant> decidedAt) {

    /** Column width. */
    public static final int MAX_REASON = 255;

    public enum Kind {
        /** Charged in addition or given back: on the next invoice, against revenue. */
        ADJUSTMENT,
        /** Not expected to be paid any more: on no invoice, an expense. Its amount is negative, that of one that takes it back positive. */
        WRITE_OFF
    }

    public enum State {
        /** Waits for a second person. */
        ASKED,
        POSTED,
        DECLINED
    }

    /**
     * As the ledger keeps it. Of 5.00 EUR given back:
     *
     * <pre>
     * debit  revenue:adjustment      5.00 EUR
     * credit receivable:BAC-100001   5.00 EUR
     * </pre>
     */
    public JournalEntry entry(Instant now) {
        LedgerAccount against = switch (kind) {
            case ADJUSTMENT -> LedgerAccount.adjustment();
            case WRITE_OFF -> LedgerAccount.writeOff();
        };
        String what = switch (kind) {
            case ADJUSTMENT -> "Adjustment ";
            case WRITE_OFF -> "Write-off ";
        };
        String description = what + id + ": " + reason;
        return new JournalEntry(
                "adjustment:" + id,
                description.length() <= MAX_REASON ? description : description.substring(0, MAX_REASON),
                now,
                List.of(Posting.debit(LedgerAccount.receivable(account), amount), Posting.credit(against, amount)));
    }
}
