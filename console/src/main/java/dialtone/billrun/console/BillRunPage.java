package dialtone.billrun.console;

import dialtone.base.Page;
import dialtone.base.console.PacedWorkPage;
import dialtone.billrun.BillRun.AccountState;
import dialtone.billrun.service.BillRuns;
import dialtone.party.BillingAccountId;
import dialtone.security.console.SignedIn;
import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;

/** One bill run: how far it is, and its accounts. */
@Named
@ViewScoped
public class BillRunPage extends PacedWorkPage<RunView, AccountState, RunAccountRow> {
    private static final long serialVersionUID = 1;

    /** Nobody turns more pages than this. */
    private static final int MAX_OFFSET = 1_000_000;

    @EJB
    private BillRuns runs;

    @Inject
    private SignedIn signedIn;

    @SuppressWarnings("NullAway") // the container injects
    public BillRunPage() {
        super("/billing/run", "bill run", AccountState.class, MAX_OFFSET);
    }

    @Override
    protected Optional<RunView> find() {
        return runs.find(number()).map(RunView::of);
    }

    @Override
    protected Page<RunAccountRow> log(RunView run, Optional<AccountState> state, int offset, int limit) {
        return runs.accounts(number(), state, offset, limit).map(account -> RunAccountRow.of(account, run.dry()));
    }

    public void pause() {
        take(runs.pause(number(), signedIn.name()));
    }

    public void resume() {
        take(runs.resume(number(), signedIn.name()));
    }

    public void cancel() {
        take(runs.cancel(number(), signedIn.name()));
    }

    /** Tries all that could not be billed again. */
    public void retry() {
        take(runs.retry(number(), Optional.empty(), signedIn.name()));
    }

    public void retryOne(RunAccountRow row) {
        take(runs.retry(number(), Optional.of(new BillingAccountId(row.account())), signedIn.name()));
    }

    public RunView run() {
        return work();
    }
}
