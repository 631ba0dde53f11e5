package dialtone.process.console;

import dialtone.process.IncidentKey;
import dialtone.process.ProcessInstanceKey;
import dialtone.process.service.ProcessActions;
import dialtone.process.service.ProcessInstances;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;

/** One process instance: its diagram with tokens, what it has passed, where it is stuck. Read again until it has ended. */
@Named
@ViewScoped
public class InstancePage implements Serializable {
    private static final long serialVersionUID = 1;

    private static final System.Logger LOG = System.getLogger(InstancePage.class.getName());

    /** While something moves. */
    private static final int POLL_SECONDS = 1;

    /** While an incident waits for a person. */
    private static final int IDLE_POLL_SECONDS = 5;

    @Inject
    private ProcessInstances instances;

    @Inject
    private ProcessActions actions;

    private Optional<ProcessInstanceKey> key = Optional.empty();
    private Optional<InstanceView> view = Optional.empty();
    private String told = "";
    private boolean refused;

    /** Reads the instance of the address; answers 404 when there is none. */
    public void open() throws IOException {
        FacesContext faces = FacesContext.getCurrentInstance();
        key = InstanceKeys.of(
                faces.getExternalContext().getRequestParameterMap().get("key"));
        refresh();
        if (view.isEmpty()) {
            faces.getExternalContext().responseSendError(HttpServletResponse.SC_NOT_FOUND, "No such process instance");
            faces.responseComplete();
        }
    }

    public void refresh() {
        view = key.flatMap(
                asked -> instances.find(asked).map(detail -> InstanceView.of(detail, instances.visits(asked))));
    }

    /** Lets the engine try again where it is stuck. */
    public void retry(String incident) {
        try {
            ProcessActions.Result result = actions.retryIncident(new IncidentKey(Long.parseLong(incident)));
            refused = result == ProcessActions.Result.NOT_FOUND;
            told = switch (result) {
                case DONE -> "The engine tries again.";
                case ALREADY_DONE -> "Somebody was faster: this incident is resolved already.";
                case NOT_FOUND -> "This incident is not known any more.";
            };
        } catch (RuntimeException away) {
            LOG.log(System.Logger.Level.WARNING, "Incident " + incident + " could not be retried", away);
            refused = true;
            told = "The process engine cannot be reached. Try again when it is up.";
        }
        refresh();
    }

    /** @throws java.util.NoSuchElementException before {@link #open} */
    public InstanceView instance() {
        return view.orElseThrow();
    }

    /** What came of the last action, as a sentence; empty before. */
    public String told() {
        return told;
    }

    public boolean isRefused() {
        return refused;
    }

    public int pollSeconds() {
        return instance().openIncidents() > 0 ? IDLE_POLL_SECONDS : POLL_SECONDS;
    }
}
