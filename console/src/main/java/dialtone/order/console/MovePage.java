package dialtone.order.console;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.base.console.Pager;
import dialtone.order.MovedOrder;
import dialtone.order.ProcessMove;
import dialtone.order.service.ProcessMoves;
import dialtone.order.service.ProcessMoves.Standing;
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

/** One move of orders: how far it is, and its log. Parameters of its address: id, state, offset. Read again while it moves. */
@Named
@ViewScoped
public class MovePage implements Serializable {
    private static final long serialVersionUID = 1;

    /** A screen's worth. */
    private static final int ROWS = 25;

    @EJB
    private ProcessMoves moves;

    @Inject
    private SignedIn signedIn;

    private String id = "";
    private Optional<MovedOrder.State> state = Optional.empty();
    private int offset;
    private Optional<MoveView> view = Optional.empty();
    private List<MovedOrderRow> rows = List.of();
    private Pager pager = new Pager("", Map.of(), 0, 0, ROWS, 0);
    private List<Rejection> refusals = List.of();

    /** Reads the move of the address; answers 404 when there is none. */
    public void open() throws IOException {
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        Map<String, String> parameters = external.getRequestParameterMap();
        id = parameters.getOrDefault("id", "");
        state = Arrays.stream(MovedOrder.State.values())
                .filter(known -> known.wire().equals(parameters.get("state")))
                .findFirst();
        offset = Pager.offset(parameters.get("offset"), ProcessMove.MAX_ORDERS);
        refresh();
        if (view.isEmpty()) {
            external.responseSendError(HttpServletResponse.SC_NOT_FOUND, "No such move");
            FacesContext.getCurrentInstance().responseComplete();
        }
    }

    public void refresh() {
        view = moves.find(id).map(MoveView::of);
        Page<MovedOrder> page = moves.orders(id, state, offset, ROWS);
        rows = page.rows().stream().map(MovedOrderRow::of).toList();
        pager = Pager.of(
                page,
                ROWS,
                FacesContext.getCurrentInstance().getExternalContext().getRequestContextPath() + "/operations/move",
                Map.of("id", id, "state", shown()));
    }

    public void pause() {
        take(moves.pause(id, signedIn.name()));
    }

    public void resume() {
        take(moves.resume(id, signedIn.name()));
    }

    public void stop() {
        take(moves.stop(id, signedIn.name()));
    }

    private void take(Outcome<Standing> outcome) {
        refusals = outcome.fold(done -> List.of(), reasons -> reasons);
        refresh();
    }

    /** @throws java.util.NoSuchElementException before {@link #open} */
    public MoveView move() {
        return view.orElseThrow();
    }

    /** Name of the state that the log shows; empty for all. */
    public String shown() {
        return state.map(MovedOrder.State::wire).orElse("");
    }

    public List<MovedOrderRow> rows() {
        return rows;
    }

    public Pager pager() {
        return pager;
    }

    public List<Rejection> refusals() {
        return refusals;
    }
}
