package dialtone.order.console;

import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.base.console.Pager;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutTask;
import dialtone.order.OrderId;
import dialtone.order.PlanStep;
import dialtone.order.service.FalloutTasks;
import dialtone.order.service.Orders;
import dialtone.security.console.SignedIn;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.primefaces.PrimeFaces;

/** The tasks that wait for a person's decision, and those decided. Parameters of its address: show, offset. */
@Named
@ViewScoped
public class FalloutPage implements Serializable {
    private static final long serialVersionUID = 1;

    /** A screen's worth. */
    private static final int ROWS = 25;

    /** Nobody turns more pages than this. */
    private static final int MAX_OFFSET = 10_000;

    @EJB
    private FalloutTasks tasks;

    @EJB
    private Orders orders;

    @Inject
    private SignedIn signedIn;

    private final Map<String, String> entered = new HashMap<>();
    private boolean closed;
    private int offset;
    private List<FalloutView> rows = List.of();
    private Pager pager = new Pager("", Map.of(), 0, 0, ROWS, 0);
    private Optional<FalloutView> chosen = Optional.empty();
    private List<Rejection> refusals = List.of();
    private String done = "";

    @PostConstruct
    void open() {
        Map<String, String> parameters =
                FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap();
        closed = "closed".equals(parameters.get("show"));
        offset = Pager.offset(parameters.get("offset"), MAX_OFFSET);
        refresh();
    }

    public void refresh() {
        Page<FalloutTask> page = tasks.list(!closed, offset, ROWS);
        rows = page.rows().stream()
                .map(task -> FalloutView.of(task, what(task)))
                .toList();
        pager = Pager.of(
                page,
                ROWS,
                FacesContext.getCurrentInstance().getExternalContext().getRequestContextPath() + "/operations/fallout",
                Map.of("show", closed ? "closed" : ""));
    }

    /** Opens the dialog for a task. */
    public void choose(FalloutView task) {
        chosen = Optional.of(task);
        refusals = List.of();
        done = "";
        entered.put("note", "");
    }

    public void resubmit() {
        decide(FalloutDecision.RESUBMIT);
    }

    public void fail() {
        decide(FalloutDecision.FAIL);
    }

    public void cancel() {
        decide(FalloutDecision.CANCEL);
    }

    private void decide(FalloutDecision decision) {
        FalloutView task = chosen.orElseThrow();
        String note = Optional.ofNullable(entered.get("note")).orElse("").strip();
        if (decision != FalloutDecision.RESUBMIT && note.isEmpty()) {
            refuse(List.of(Rejection.at("note", "NOTE_REQUIRED", "Say why, for those who read it later.")));
            return;
        }
        refuse(tasks.resolve(task.id(), decision, signedIn.name(), note)
                .fold(resolved -> List.of(), reasons -> reasons));
        if (refusals.isEmpty()) {
            String what = task.what() + " of " + task.order();
            done = switch (decision) {
                case RESUBMIT -> what + " is tried again.";
                case FAIL -> what + " is given up.";
                case CANCEL -> "Order " + task.order() + " is being cancelled.";
            };
            chosen = Optional.empty();
        }
        refresh();
    }

    /** With reasons, the dialog stays open and shows them. */
    private void refuse(List<Rejection> reasons) {
        refusals = reasons;
        PrimeFaces.current().ajax().addCallbackParam("open", !reasons.isEmpty());
    }

    private String what(FalloutTask task) {
        return task.stepId().flatMap(step -> label(task.order(), step)).orElse("Reservation");
    }

    private Optional<String> label(OrderId order, String stepId) {
        return orders.plan(order).stream()
                .filter(step -> step.id().equals(stepId))
                .map(PlanStep::label)
                .findFirst();
    }

    public List<FalloutView> rows() {
        return rows;
    }

    public Pager pager() {
        return pager;
    }

    public boolean showsClosed() {
        return closed;
    }

    public boolean isChosen() {
        return chosen.isPresent();
    }

    /** The task of the dialog. */
    public FalloutView chosen() {
        return chosen.orElseThrow();
    }

    public List<Rejection> refusals() {
        return refusals;
    }

    /** What was done last, as a sentence; empty before. */
    public String done() {
        return done;
    }

    /** What the person types on this page. */
    public Map<String, String> entered() {
        return entered;
    }
}
