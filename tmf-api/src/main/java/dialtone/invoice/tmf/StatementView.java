package dialtone.invoice.tmf;

import dialtone.base.Money;
import dialtone.base.Page;
import dialtone.ledger.BookedPosting;
import dialtone.party.BillingAccountId;
import java.util.List;

/**
 * What was posted to a billing account.
 *
 * @param balance  what it owes, for each currency
 * @param total    how many postings there are
 * @param postings newest first
 */
public record StatementView(
        String billingAccount, List<AmountView> balance, int offset, long total, List<PostingView> postings) {
    static StatementView of(BillingAccountId account, List<Money> balance, Page<BookedPosting> page) {
        return new StatementView(
                account.value(),
                AmountView.of(balance),
                page.offset(),
                page.total(),
                page.rows().stream().map(PostingView::of).toList());
    }
}
