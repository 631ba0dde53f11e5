package dialtone.rating.console;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.base.console.Pager;
import dialtone.rating.Rerating;
import dialtone.rating.Rerating.NumberState;
import dialtone.rating.Rerating.Standing;
import dialtone.security.console.SignedIn;
import dialtone.usage.service.Reratings;
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

/** A re-rating: what it comes to, how far it is, its numbers, and where it is approved. Parameters of its address: id, state, offset. */
@Named
@ViewScoped
public class ReratingPage implements Serializable {
    private static final long serialVersionUID = 1;

    private static final int ROWS = 25;
    private static final int MAX_OFFSET = 1_000_000;

    @EJB
    private Reratings reratings;

    @Inject
    private SignedIn signedIn;

    private long id;
    private Optional<NumberState> state = Optional.empty();
    private int offset;
    private Optional<ReratingView> view = Optional.empty();
    private List<ReratingView.Row> rows = List.of();
    private Pager pager = new Pager("", Map.of(), 0, 0, ROWS, 0);
    private List<Rejection> refusals = List.of();

    @SuppressWarnings("NullAway") // the container injects
    public ReratingPage() {}

    /** Reads the one of the address; answers 404 when there is none. */
    public void open() throws IOException {
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        Map<String, String> parameters = external.getRequestParameterMap();
        String asked = parameters.getOrDefault("id", "");
        id = asked.matches("[0-9]{1,18}") ? Long.parseLong(asked) : 0;
        state = Arrays.stream(NumberState.values())
                .filter(known -> known.name().equals(parameters.get("state")))
                .findFirst();
        offset = Pager.offset(parameters.get("offset"), MAX_OFFSET);
        refresh();
        if (view.isEmpty()) {
            external.responseSendError(HttpServletResponse.SC_NOT_FOUND, "No such re-rating");
            FacesContext.getCurrentInstance().responseComplete();
        }
    }

    public void refresh() {
        view = reratings.find(id).map(ReratingView::of);
        Page<Rerating.OfNumber> page = reratings.numbers(id, state, offset, ROWS);
        rows = page.rows().stream().map(ReratingView.Row::of).toList();
        pager = Pager.of(
                page,
                ROWS,
                FacesContext.getCurrentInstance().getExternalContext().getRequestContextPath() + "/billing/rerating",
                Map.of("id", Long.toString(id), "state", shown()));
    }

    public void approve() {
        take(reratings.approve(id, signedIn.name()));
    }

    /** Declines it, or takes the own request back. */
    public void decline() {
        take(reratings.decline(id, signedIn.name()));
    }

    private void take(Outcome<Standing> outcome) {
        refusals = outcome.fold(done -> List.of(), reasons -> reasons);
        refresh();
    }

    /** @throws java.util.NoSuchElementException before {@link #open} */
    public ReratingView rerating() {
        return view.orElseThrow();
    }

    /** Who asked may not approve. */
    public boolean mayApprove() {
        return rerating().open() && !rerating().by().equals(signedIn.name());
    }

    /** Name of the state that is listed; empty for all. */
    public String shown() {
        return state.map(Enum::name).orElse("");
    }

    public List<ReratingView.Row> rows() {
        return rows;
    }

    public Pager pager() {
        return pager;
    }

    public List<Rejection> refusals() {
        return refusals;
    }
}
