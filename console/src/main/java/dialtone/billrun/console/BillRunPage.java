package dialtone.billrun.console;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.base.console.Pager;
import dialtone.billrun.BillRun.AccountState;
import dialtone.billrun.RunAccount;
import dialtone.billrun.service.BillRuns;
import dialtone.billrun.service.BillRuns.Standing;
import dialtone.party.BillingAccountId;
import dialtone.security.console.SignedIn;
import jakarta.ejb.EJB;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One bill run: how far it is, and its accounts. Parameters of its address: id, state, offset. Read again while it moves. */
@Named
@ViewScoped
public class BillRunPage implements Serializable {
    private static final long serialVersionUID = 1;

    /** A screen's worth. */
    private static final int ROWS = 25;

    /** Nobody turns more pages than this. */
    private static final int MAX_OFFSET = 1_000_000;

    @EJB
    private BillRuns runs;

    @Inject
    private SignedIn signedIn;

    private long id;
    private Optional<AccountState> state = Optional.empty();
    private int offset;
    private Optional<RunView> view = Optional.empty();
    private List<RunAccountRow> rows = List.of();
    private Pager pager = new Pager("", Map.of(), 0, 0, ROWS, 0);
    private List<Rejection> refusals = List.of();

    @SuppressWarnings("NullAway") // the container injects
    public BillRunPage() {}

    /** Reads the run of the address; answers 404 when there is none. */
    public void open() throws IOException {
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        Map<String, String> parameters = external.getRequestParameterMap();
        String asked = parameters.getOrDefault("id", "");
        id = asked.matches("[0-9]{1,18}") ? Long.parseLong(asked) : 0;
        state = Arrays.stream(AccountState.values())
                .filter(known -> known.name().equals(parameters.get("state")))
                .findFirst();
        offset = Pager.offset(parameters.get("offset"), MAX_OFFSET);
        refresh();
        if (view.isEmpty()) {
            external.responseSendError(HttpServletResponse.SC_NOT_FOUND, "No such bill run");
            FacesContext.getCurrentInstance().responseComplete();
        }
    }

    public void refresh() {
        view = runs.find(id).map(RunView::of);
        boolean dry = view.map(RunView::dry).orElse(false);
        Page<RunAccount> page = runs.accounts(id, state, offset, ROWS);
        rows = page.rows().stream()
                .map(account -> RunAccountRow.of(account, dry))
                .toList();
        pager = Pager.of(
                page,
                ROWS,
                FacesContext.getCurrentInstance().getExternalContext().getRequestContextPath() + "/billing/run",
                Map.of("id", Long.toString(id), "state", shown()));
    }

    public void pause() {
        take(runs.pause(id, signedIn.name()));
    }

    public void resume() {
        take(runs.resume(id, signedIn.name()));
    }

    public void cancel() {
        take(runs.cancel(id, signedIn.name()));
    }

    /** Tries all that could not be billed again. */
    public void retry() {
        take(runs.retry(id, Optional.empty(), signedIn.name()));
    }

    public void retryOne(RunAccountRow row) {
        take(runs.retry(id, Optional.of(new BillingAccountId(row.account())), signedIn.name()));
    }

    private void take(Outcome<Standing> outcome) {
        refusals = outcome.fold(done -> List.of(), reasons -> reasons);
        refresh();
    }

    /** @throws java.util.NoSuchElementException before {@link #open} */
    public RunView run() {
        return view.orElseThrow();
    }

    /** Name of the state that is listed; empty for all. */
    public String shown() {
        return state.map(Enum::name).orElse("");
    }

    public List<RunAccountRow> rows() {
        return rows;
    }

    public Pager pager() {
        return pager;
    }

    public List<Rejection> refusals() {
        return refusals;
    }
}
