package dialtone.pool.console;

import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.base.console.Pager;
import dialtone.pool.DeviceReturn;
import dialtone.pool.service.DeviceReturns;
import dialtone.security.console.SignedIn;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.primefaces.PrimeFaces;

/**
 * Devices that were asked back: those that are on their way or to be looked at, or, by the parameter {@code state} of its address, those of one
 * state. Its other parameter: offset.
 */
@Named
@ViewScoped
public class ReturnsPage implements Serializable {
    private static final long serialVersionUID = 1;

    /** A screen's worth. */
    private static final int ROWS = 25;

    /** Nobody turns more pages than this. */
    private static final int MAX_OFFSET = 10_000;

    private static final String STATE = "state";

    @EJB
    private DeviceReturns returns;

    @Inject
    private SignedIn signedIn;

    private final Map<String, String> entered = new HashMap<>();
    private Optional<DeviceReturn.State> state = Optional.empty();
    private int offset;
    private List<ReturnView> rows = List.of();
    private Pager pager = new Pager("", Map.of(), 0, 0, ROWS, 0);
    private Optional<ReturnView> chosen = Optional.empty();
    private List<Rejection> refusals = List.of();
    private String done = "";

    @PostConstruct
    void open() {
        Map<String, String> parameters =
                FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap();
        offset = Pager.offset(parameters.get("offset"), MAX_OFFSET);
        state = Arrays.stream(DeviceReturn.State.values())
                .filter(each -> name(each).equals(parameters.get(STATE)))
                .findFirst();
        refresh();
    }

    private static String name(DeviceReturn.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    public void refresh() {
        Page<DeviceReturn> page = state.map(one -> returns.list(Set.of(one), offset, ROWS))
                .orElseGet(() -> returns.outstanding(offset, ROWS));
        rows = page.rows().stream().map(ReturnView::of).toList();
        pager = Pager.of(
                page,
                ROWS,
                FacesContext.getCurrentInstance().getExternalContext().getRequestContextPath() + "/desk/returns",
                state.map(one -> Map.of(STATE, name(one))).orElseGet(Map::of));
    }

    /** Opens the dialog for one of them. */
    public void choose(ReturnView asked) {
        chosen = Optional.of(asked);
        refusals = List.of();
        done = "";
        entered.put("note", "");
    }

    /** Says that a person has looked; with reasons against it the dialog stays open and shows them. */
    public void close() {
        ReturnView asked = chosen.orElseThrow();
        refusals = returns.seenTo(
                        asked.rma(),
                        signedIn.name(),
                        Optional.ofNullable(entered.get("note")).orElse(""))
                .fold(seenTo -> List.of(), reasons -> reasons);
        PrimeFaces.current().ajax().addCallbackParam("open", !refusals.isEmpty());
        if (refusals.isEmpty()) {
            done = "Return " + asked.rma() + " is looked at.";
            chosen = Optional.empty();
        }
        refresh();
    }

    /** That is listed; empty for those on their way or to be looked at. */
    public String state() {
        return state.map(ReturnsPage::name).orElse("");
    }

    public List<ReturnView> rows() {
        return rows;
    }

    public Pager pager() {
        return pager;
    }

    public boolean isChosen() {
        return chosen.isPresent();
    }

    /** That of the dialog. */
    public ReturnView chosen() {
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
