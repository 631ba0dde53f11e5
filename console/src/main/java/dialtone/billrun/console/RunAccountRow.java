package dialtone.billrun.console;

import dialtone.base.Rejection;
import dialtone.base.console.Amounts;
import dialtone.base.console.Badge;
import dialtone.base.console.When;
import dialtone.billrun.BillRun.AccountState;
import dialtone.billrun.RunAccount;
import dialtone.invoice.InvoiceId;

/**
 * An account of a run as it is shown.
 *
 * @param why     it could not be billed; empty otherwise
 * @param code    the same as a code
 * @param invoice its number; empty when there is none
 */
public record RunAccountRow(
        String account,
        Badge state,
        boolean failed,
        String why,
        String code,
        String invoice,
        String total,
        int attempts,
        When at) {

    static RunAccountRow of(RunAccount account, boolean dry) {
        return new RunAccountRow(
                account.account().value(),
                RunView.badge(account.state(), dry),
                account.state() == AccountState.FAILED,
                account.reason().map(Rejection::message).orElse(""),
                account.reason().map(Rejection::code).orElse(""),
                account.invoice().map(InvoiceId::value).orElse(""),
                account.total().map(Amounts::text).orElse(""),
                account.attempts(),
                new When(account.at()));
    }
}
