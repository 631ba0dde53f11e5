package dialtone.billrun.console;

import dialtone.base.Days;
import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.base.console.Pager;
import dialtone.billrun.BillRun;
import dialtone.billrun.service.BillRuns;
import dialtone.billrun.service.BillRuns.Standing;
import dialtone.billrun.service.BillsOnDemand;
import dialtone.party.BillingAccountId;
import dialtone.security.console.SignedIn;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The bill runs, the latest first, and where one is started, of a cycle or of one account. Parameters of its address: offset; account, which is to be billed now. */
@Named
@ViewScoped
public class BillRunsPage implements Serializable {
    private static final long serialVersionUID = 1;

    /** A screen's worth. */
    private static final int ROWS = 25;

    /** Nobody turns more pages than this. */
    private static final int MAX_OFFSET = 10_000;

    @EJB
    private BillRuns runs;

    @EJB
    private BillsOnDemand demands;

    @Inject
    private SignedIn signedIn;

    @Inject
    private Clock clock;

    private final Map<String, String> entered = new HashMap<>();
    private List<RunView> rows = List.of();
    private Pager pager = new Pager("", Map.of(), 0, 0, ROWS, 0);
    private List<Rejection> refusals = List.of();
    private List<Rejection> demandRefusals = List.of();

    @SuppressWarnings("NullAway") // the container injects
    public BillRunsPage() {}

    @PostConstruct
    void open() {
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        Page<Standing> page =
                runs.list(Pager.offset(external.getRequestParameterMap().get("offset"), MAX_OFFSET), ROWS);
        rows = page.rows().stream().map(RunView::of).toList();
        pager = Pager.of(page, ROWS, external.getRequestContextPath() + "/billing/runs", Map.of());
        entered.put(
                "account",
                Objects.requireNonNullElse(external.getRequestParameterMap().get("account"), ""));
        entered.put(
                "billedTo",
                clock.instant()
                        .atZone(ZoneOffset.UTC)
                        .toLocalDate()
                        .withDayOfMonth(1)
                        .toString());
    }

    public void start() throws IOException {
        begin(BillRun.Kind.REAL);
    }

    public void tryOut() throws IOException {
        begin(BillRun.Kind.DRY);
    }

    private void begin(BillRun.Kind kind) throws IOException {
        Optional<LocalDate> billedTo = Days.parse(Objects.requireNonNullElse(entered.get("billedTo"), ""));
        if (billedTo.isEmpty()) {
            refusals = List.of(Rejection.at("billedTo", "INVALID_DATE", "A day is written like 2026-12-01."));
            return;
        }
        switch (runs.start(kind, billedTo.get(), signedIn.name())) {
            case Outcome.Rejected<Standing>(List<Rejection> reasons) -> refusals = reasons;
            case Outcome.Accepted<Standing>(Standing started) -> show(started.run());
        }
    }

    /** Bills one account until today. */
    public void billNow() throws IOException {
        String account = Objects.requireNonNullElse(entered.get("account"), "").strip();
        switch (demands.ask(new BillingAccountId(account), signedIn.name())) {
            case Outcome.Rejected<BillsOnDemand.Asked>(List<Rejection> reasons) -> demandRefusals = reasons;
            case Outcome.Accepted<BillsOnDemand.Asked>(BillsOnDemand.Asked asked) -> show(asked.run());
        }
    }

    private static void show(BillRun run) throws IOException {
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        external.redirect(external.getRequestContextPath() + "/billing/run?id=" + run.id());
    }

    /** What the forms hold: billedTo, account. */
    public Map<String, String> entered() {
        return entered;
    }

    public List<RunView> rows() {
        return rows;
    }

    public Pager pager() {
        return pager;
    }

    public List<Rejection> refusals() {
        return refusals;
    }

    /** Why an account is not billed now. */
    public List<Rejection> demandRefusals() {
        return demandRefusals;
    }
}
