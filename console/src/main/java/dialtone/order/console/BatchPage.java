package dialtone.order.console;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.base.console.Pager;
import dialtone.order.BatchedTask;
import dialtone.order.service.FalloutBatches;
import dialtone.order.service.FalloutBatches.Standing;
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

/** One batch of fallout tasks: how far it is, and its log. Parameters of its address: id, state, offset. Read again while it moves. */
@Named
@ViewScoped
public class BatchPage implements Serializable {
    private static final long serialVersionUID = 1;

    /** A screen's worth. */
    private static final int ROWS = 25;

    /** A batch has no more tasks. */
    private static final int MAX_OFFSET = 5_000;

    @EJB
    private FalloutBatches batches;

    @Inject
    private SignedIn signedIn;

    private String id = "";
    private Optional<BatchedTask.State> state = Optional.empty();
    private int offset;
    private Optional<BatchView> view = Optional.empty();
    private List<BatchedTaskRow> rows = List.of();
    private Pager pager = new Pager("", Map.of(), 0, 0, ROWS, 0);
    private List<Rejection> refusals = List.of();

    /** Reads the batch of the address; answers 404 when there is none. */
    public void open() throws IOException {
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        Map<String, String> parameters = external.getRequestParameterMap();
        id = parameters.getOrDefault("id", "");
        state = Arrays.stream(BatchedTask.State.values())
                .filter(known -> known.wire().equals(parameters.get("state")))
                .findFirst();
        offset = Pager.offset(parameters.get("offset"), MAX_OFFSET);
        refresh();
        if (view.isEmpty()) {
            external.responseSendError(HttpServletResponse.SC_NOT_FOUND, "No such batch");
            FacesContext.getCurrentInstance().responseComplete();
        }
    }

    public void refresh() {
        view = batches.find(id).map(BatchView::of);
        Page<BatchedTask> page = batches.tasks(id, state, offset, ROWS);
        rows = page.rows().stream().map(BatchedTaskRow::of).toList();
        pager = Pager.of(
                page,
                ROWS,
                FacesContext.getCurrentInstance().getExternalContext().getRequestContextPath() + "/operations/batch",
                Map.of("id", id, "state", shown()));
    }

    public void pause() {
        take(batches.pause(id, signedIn.name()));
    }

    public void approve() {
        take(batches.approve(id, signedIn.name()));
    }

    public void resume() {
        take(batches.resume(id, signedIn.name()));
    }

    public void stop() {
        take(batches.stop(id, signedIn.name()));
    }

    private void take(Outcome<Standing> outcome) {
        refusals = outcome.fold(done -> List.of(), reasons -> reasons);
        refresh();
    }

    /** @throws java.util.NoSuchElementException before {@link #open} */
    public BatchView batch() {
        return view.orElseThrow();
    }

    /** Name of the state that the log shows; empty for all. */
    public String shown() {
        return state.map(BatchedTask.State::wire).orElse("");
    }

    public List<BatchedTaskRow> rows() {
        return rows;
    }

    public Pager pager() {
        return pager;
    }

    public List<Rejection> refusals() {
        return refusals;
    }
}
