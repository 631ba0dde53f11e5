package dialtone.esim.console;

import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.base.console.Pager;
import dialtone.esim.EsimProfile;
import dialtone.esim.service.EsimProfiles;
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

/** Customers whose eSIM was not loaded, until somebody has looked after them. Parameter of its address: offset. */
@Named
@ViewScoped
public class EsimsPage implements Serializable {
    private static final long serialVersionUID = 1;

    /** A screen's worth. */
    private static final int ROWS = 25;

    /** Nobody turns more pages than this. */
    private static final int MAX_OFFSET = 10_000;

    @EJB
    private EsimProfiles profiles;

    @Inject
    private SignedIn signedIn;

    private final Map<String, String> entered = new HashMap<>();
    private int offset;
    private List<EsimView> rows = List.of();
    private Pager pager = new Pager("", Map.of(), 0, 0, ROWS, 0);
    private Optional<EsimView> chosen = Optional.empty();
    private List<Rejection> refusals = List.of();
    private String done = "";

    @PostConstruct
    void open() {
        offset = Pager.offset(
                FacesContext.getCurrentInstance()
                        .getExternalContext()
                        .getRequestParameterMap()
                        .get("offset"),
                MAX_OFFSET);
        refresh();
    }

    public void refresh() {
        Page<EsimProfile> page = profiles.ofConcern(offset, ROWS);
        rows = page.rows().stream().map(EsimView::of).toList();
        pager = Pager.of(
                page,
                ROWS,
                FacesContext.getCurrentInstance().getExternalContext().getRequestContextPath() + "/desk/esims",
                Map.of());
    }

    /** Opens the dialog for one of them. */
    public void choose(EsimView esim) {
        chosen = Optional.of(esim);
        refusals = List.of();
        done = "";
        entered.put("note", "");
    }

    /** Says that the customer is looked after; with reasons against it the dialog stays open and shows them. */
    public void close() {
        EsimView esim = chosen.orElseThrow();
        refusals = profiles.seenTo(
                        esim.iccid(),
                        signedIn.name(),
                        Optional.ofNullable(entered.get("note")).orElse(""))
                .fold(seenTo -> List.of(), reasons -> reasons);
        PrimeFaces.current().ajax().addCallbackParam("open", !refusals.isEmpty());
        if (refusals.isEmpty()) {
            done = "The customer of " + esim.number() + " is looked after.";
            chosen = Optional.empty();
        }
        refresh();
    }

    public List<EsimView> rows() {
        return rows;
    }

    public Pager pager() {
        return pager;
    }

    public boolean isChosen() {
        return chosen.isPresent();
    }

    /** That of the dialog. */
    public EsimView chosen() {
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
