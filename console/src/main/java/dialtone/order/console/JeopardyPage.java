package dialtone.order.console;

import dialtone.base.Page;
import dialtone.base.console.Badge;
import dialtone.base.console.NoteDialog;
import dialtone.base.console.Pager;
import dialtone.base.console.When;
import dialtone.order.JeopardyTask;
import dialtone.order.service.JeopardyTasks;
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

/** Orders so late that somebody looks after them, and those that were. Parameters of its address: show, offset. */
@Named
@ViewScoped
public class JeopardyPage implements Serializable {
    private static final long serialVersionUID = 1;

    /** A screen's worth. */
    private static final int ROWS = 25;

    /** Nobody turns more pages than this. */
    private static final int MAX_OFFSET = 10_000;

    /** A task as it is shown. */
    public record Row(
            String id,
            String order,
            String message,
            boolean open,
            Badge state,
            When opened,
            When closed,
            String closedBy,
            String note)
            implements Serializable {
        static Row of(JeopardyTask task) {
            boolean byItself =
                    task.closedBy().filter(JeopardyTask.BY_ITSELF::equals).isPresent();
            return new Row(
                    task.id(),
                    task.order().value(),
                    task.explanation(),
                    task.isOpen(),
                    task.isOpen()
                            ? new Badge("Open", "bad")
                            : byItself ? new Badge("Caught up or ended", "good") : new Badge("Seen to", "good"),
                    When.of(task.openedAt()),
                    new When(task.closedAt()),
                    byItself ? "" : task.closedBy().orElse(""),
                    task.note());
        }
    }

    @EJB
    private JeopardyTasks tasks;

    @Inject
    private SignedIn signedIn;

    private final NoteDialog<Row> dialog = new NoteDialog<>();
    private boolean closed;
    private int offset;
    private List<Row> rows = List.of();
    private Pager pager = new Pager("", Map.of(), 0, 0, ROWS, 0);

    @PostConstruct
    void open() {
        Map<String, String> parameters =
                FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap();
        closed = "closed".equals(parameters.get("show"));
        offset = Pager.offset(parameters.get("offset"), MAX_OFFSET);
        refresh();
    }

    public void refresh() {
        Page<JeopardyTask> page = tasks.list(!closed, offset, ROWS);
        rows = page.rows().stream().map(Row::of).toList();
        pager = Pager.of(
                page,
                ROWS,
                FacesContext.getCurrentInstance().getExternalContext().getRequestContextPath() + "/operations/jeopardy",
                Map.of("show", closed ? "closed" : ""));
    }

    /** Says that the order is seen to. */
    public void close() {
        Row task = dialog.row();
        dialog.decide(note -> tasks.close(task.id(), signedIn.name(), note), "Order " + task.order() + " is seen to.");
        refresh();
    }

    public List<Row> rows() {
        return rows;
    }

    public Pager pager() {
        return pager;
    }

    public boolean showsClosed() {
        return closed;
    }

    /** Where a person says what was done about one of them. */
    public NoteDialog<Row> dialog() {
        return dialog;
    }
}
