package dialtone.base.console;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A page of work that goes on in rounds: how far it is, and its log, an entry for each thing that it has to do. Parameters of its address: id,
 * state, offset. Read again while it moves.
 *
 * @param <V> what is shown of the work
 * @param <E> states of its log's entries
 * @param <R> what is shown of an entry
 */
public abstract class PacedWorkPage<V, E extends Enum<E>, R> implements Serializable {
    private static final long serialVersionUID = 1;

    /** A screen's worth. */
    private static final int ROWS = 25;

    private final String path;
    private final String what;
    private final Class<E> states;
    private final int maxOffset;

    private String id = "";
    private Optional<E> state = Optional.empty();
    private int offset;
    private Optional<V> view = Optional.empty();
    private List<R> rows = List.of();
    private Pager pager = new Pager("", Map.of(), 0, 0, ROWS, 0);
    private List<Rejection> refusals = List.of();

    /**
     * @param path      of the page, below the context root
     * @param what      the work is, for a person
     * @param maxOffset nobody turns more pages than this
     */
    protected PacedWorkPage(String path, String what, Class<E> states, int maxOffset) {
        this.path = path;
        this.what = what;
        this.states = states;
        this.maxOffset = maxOffset;
    }

    /** How the work of this page stands. */
    protected abstract Optional<V> find();

    /** A part of its log. */
    protected abstract Page<R> log(V work, Optional<E> state, int offset, int limit);

    /** How the address names a state. */
    protected String wire(E state) {
        return state.name();
    }

    /** Reads the work of the address; answers 404 when there is none. */
    public void open() throws IOException {
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        Map<String, String> parameters = external.getRequestParameterMap();
        id = parameters.getOrDefault("id", "");
        state = Arrays.stream(states.getEnumConstants())
                .filter(known -> wire(known).equals(parameters.get("state")))
                .findFirst();
        offset = Pager.offset(parameters.get("offset"), maxOffset);
        refresh();
        if (view.isEmpty()) {
            external.responseSendError(HttpServletResponse.SC_NOT_FOUND, "No such " + what);
            FacesContext.getCurrentInstance().responseComplete();
        }
    }

    public void refresh() {
        view = find();
        Page<R> page = view.map(work -> log(work, state, offset, ROWS)).orElseGet(() -> Page.last(List.of(), 0));
        rows = page.rows();
        pager = Pager.of(
                page,
                ROWS,
                FacesContext.getCurrentInstance().getExternalContext().getRequestContextPath() + path,
                Map.of("id", id, "state", shown()));
    }

    /** Shows what came of it. */
    protected void take(Outcome<?> outcome) {
        refusals = outcome.fold(done -> List.<Rejection>of(), reasons -> reasons);
        refresh();
    }

    /** @throws java.util.NoSuchElementException before {@link #open} */
    protected V work() {
        return view.orElseThrow();
    }

    protected String id() {
        return id;
    }

    /** The id of works that are numbered; 0, which none has, where it is no number. */
    protected long number() {
        return id.matches("[0-9]{1,18}") ? Long.parseLong(id) : 0;
    }

    /** Name of the state that the log shows; empty for all. */
    public String shown() {
        return state.map(this::wire).orElse("");
    }

    public List<R> rows() {
        return rows;
    }

    public Pager pager() {
        return pager;
    }

    public List<Rejection> refusals() {
        return refusals;
    }
}
