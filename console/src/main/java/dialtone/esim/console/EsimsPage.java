package dialtone.esim.console;

import dialtone.base.Page;
import dialtone.base.console.NoteDialog;
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
import java.util.List;
import java.util.Map;

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

    private final NoteDialog<EsimView> dialog = new NoteDialog<>();
    private int offset;
    private List<EsimView> rows = List.of();
    private Pager pager = new Pager("", Map.of(), 0, 0, ROWS, 0);

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

    /** Says that the customer is looked after. */
    public void close() {
        EsimView esim = dialog.row();
        dialog.decide(
                note -> profiles.seenTo(esim.iccid(), signedIn.name(), note),
                "The customer of " + esim.number() + " is looked after.");
        refresh();
    }

    public List<EsimView> rows() {
        return rows;
    }

    public Pager pager() {
        return pager;
    }

    /** Where a person says what was done about one of them. */
    public NoteDialog<EsimView> dialog() {
        return dialog;
    }
}
