package dialtone.pool.console;

import dialtone.base.Page;
import dialtone.base.console.NoteDialog;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    private final NoteDialog<ReturnView> dialog = new NoteDialog<>();
    private Optional<DeviceReturn.State> state = Optional.empty();
    private int offset;
    private List<ReturnView> rows = List.of();
    private Pager pager = new Pager("", Map.of(), 0, 0, ROWS, 0);

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

    /** Says that a person has looked. */
    public void close() {
        String rma = dialog.row().rma();
        dialog.decide(note -> returns.seenTo(rma, signedIn.name(), note), "Return " + rma + " is looked at.");
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

    /** Where a person says what was done about one of them. */
    public NoteDialog<ReturnView> dialog() {
        return dialog;
    }
}
