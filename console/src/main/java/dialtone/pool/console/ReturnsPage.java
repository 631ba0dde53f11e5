package dialtone.pool.console;

import dialtone.base.Page;
import dialtone.base.console.NoteDialog;
import dialtone.base.console.Pager;
import dialtone.pool.DeviceReturn;
import dialtone.pool.ReturnQuery;
import dialtone.pool.ReturnQuery.Sort;
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
 * state. Its other parameters: text, sort, offset.
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
    private static final String SORT = "sort";
    private static final String TEXT = "text";

    /** Longer than any number of a return, IMEI or id of an order. */
    private static final int MAX_TEXT = 64;

    /** @param value in the address */
    public record Choice(String value, String label) implements Serializable {}

    @EJB
    private DeviceReturns returns;

    @Inject
    private SignedIn signedIn;

    private final NoteDialog<ReturnView> dialog = new NoteDialog<>();
    private Optional<DeviceReturn.State> state = Optional.empty();
    private Sort sort = Sort.ASKED;
    private String text = "";
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
        sort = Arrays.stream(Sort.values())
                .filter(each -> name(each).equals(parameters.get(SORT)))
                .findFirst()
                .orElse(Sort.ASKED);
        String sought = Optional.ofNullable(parameters.get(TEXT)).orElse("").strip();
        text = sought.substring(0, Math.min(sought.length(), MAX_TEXT));
        refresh();
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    public void refresh() {
        Page<DeviceReturn> page = returns.list(
                new ReturnQuery(state.map(Set::of).orElseGet(Set::of), Optional.of(text), sort, offset, ROWS));
        rows = page.rows().stream().map(ReturnView::of).toList();
        pager = Pager.of(
                page,
                ROWS,
                FacesContext.getCurrentInstance().getExternalContext().getRequestContextPath() + "/desk/returns",
                Map.of(STATE, state(), TEXT, text, SORT, sort()));
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

    /** What comes first, as the address says it. */
    public String sort() {
        return name(sort);
    }

    public List<Choice> sorts() {
        return Arrays.stream(Sort.values())
                .map(each -> new Choice(
                        name(each),
                        switch (each) {
                            case ASKED -> "Longest asked for";
                            case DUE -> "Due first";
                            case CHARGE -> "Costs most";
                        }))
                .toList();
    }

    /** A return, device or order that is sought. */
    public String text() {
        return text;
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
