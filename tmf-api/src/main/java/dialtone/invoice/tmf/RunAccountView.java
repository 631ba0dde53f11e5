package dialtone.invoice.tmf;

import dialtone.base.Rejection;
import dialtone.billrun.RunAccount;
import dialtone.invoice.InvoiceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account of a bill run.
 *
 * @param state   as the counts of the run are named
 * @param code    why it could not be billed
 * @param message the same in words
 * @param total   of its invoice, or in a dry run of what it would be
 */
public record RunAccountView(
        String billingAccount,
        String state,
        @Nullable String code,
        @Nullable String message,
        @Nullable String invoice,
        @Nullable AmountView total,
        int attempts,
        @Nullable Instant at) {

    static RunAccountView of(RunAccount account) {
        return new RunAccountView(
                account.account().value(),
                BillRunView.name(account.state()),
                account.reason().map(Rejection::code).orElse(null),
                account.reason().map(Rejection::message).orElse(null),
                account.invoice().map(InvoiceId::value).orElse(null),
                account.total().map(AmountView::of).orElse(null),
                account.attempts(),
                account.at().orElse(null));
    }
}
