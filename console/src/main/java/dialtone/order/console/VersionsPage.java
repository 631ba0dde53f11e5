package dialtone.order.console;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.base.console.Pager;
import dialtone.base.console.When;
import dialtone.base.console.Words;
import dialtone.order.OrderId;
import dialtone.order.ProcessMove;
import dialtone.order.ProcessMove.Target;
import dialtone.order.service.ProcessMoves;
import dialtone.order.service.ProcessMoves.Preview;
import dialtone.order.service.ProcessMoves.Standing;
import dialtone.process.ProcessVersion;
import dialtone.process.service.ProcessVersions;
import dialtone.security.console.SignedIn;
import jakarta.ejb.EJB;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The versions of the processes with what is open on each, the dry run of a move off one of them or of one order, and the moves made.
 * Parameters of its address: process and version, or order; offset of the moves.
 */
@Named
@ViewScoped
public class VersionsPage implements Serializable {
    private static final long serialVersionUID = 1;

    /** A screen's worth of moves. */
    private static final int ROWS = 10;

    /** Nobody turns more pages than this. */
    private static final int MAX_OFFSET = 10_000;

    private static final int MAX_ORDER_ID = 32;

    private static final String NUMBER = "[0-9]{1,6}";

    @EJB
    private ProcessMoves moves;

    @Inject
    private ProcessVersions versions;

    @Inject
    private SignedIn signedIn;

    private String process = "";
    private int version;
    private String order = "";
    private List<Row> rows = List.of();
    private Optional<PreviewView> preview = Optional.empty();
    private List<MoveView> made = List.of();
    private Pager pager = new Pager("", Map.of(), 0, 0, ROWS, 0);
    private List<Rejection> refusals = List.of();
    private final Map<String, String> entered = new HashMap<>();

    /**
     * A version as a line.
     *
     * @param open  instances, {@code 100000 or more} where counting stops
     * @param leave address of the dry run; empty when there is nothing to move off it
     */
    public record Row(String process, String version, boolean newest, When deployed, String open, String leave) {

        static Row of(ProcessVersion version) {
            boolean leaves = !version.newest() && version.openInstances() > 0;
            return new Row(
                    Words.of(version.processId()),
                    "v" + version.version(),
                    version.newest(),
                    When.of(version.deployedAt()),
                    version.openInstances() >= ProcessVersions.MAX_COUNT
                            ? ProcessVersions.MAX_COUNT + " or more"
                            : Long.toString(version.openInstances()),
                    leaves
                            ? "?process=" + URLEncoder.encode(version.processId(), StandardCharsets.UTF_8) + "&version="
                                    + version.version()
                            : "");
        }
    }

    /**
     * The dry run.
     *
     * @param movable {@code 12 orders}
     * @param tasks   what happens to fallout tasks; empty when there are none
     * @param more    whether there are more orders than one move takes
     */
    public record PreviewView(String movable, boolean any, String tasks, boolean more, List<Kept> kept) {

        /** @param examples ids of some of the orders */
        public record Kept(String count, String why, List<String> examples) {}

        static PreviewView of(Preview preview) {
            return new PreviewView(
                    orders(preview.movable()),
                    preview.movable() > 0,
                    preview.tasks() == 0
                            ? ""
                            : preview.tasks() == 1
                                    ? "1 fallout task is closed, and its step performed again."
                                    : preview.tasks() + " fallout tasks are closed, and their steps performed again.",
                    preview.more(),
                    preview.kept().stream()
                            .map(kept -> new Kept(
                                    orders(kept.orders()),
                                    kept.message(),
                                    kept.examples().stream().map(OrderId::value).toList()))
                            .toList());
        }

        private static String orders(int count) {
            return count == 1 ? "1 order" : count + " orders";
        }
    }

    /** Reads versions and moves, and what a move would do when one is meant. */
    public void open() {
        Map<String, String> parameters =
                FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap();
        process = parameters.getOrDefault("process", "");
        String number = parameters.getOrDefault("version", "");
        version = number.matches(NUMBER) ? Integer.parseInt(number) : 0;
        order = parameters.getOrDefault("order", "").strip();
        order = order.substring(0, Math.min(order.length(), MAX_ORDER_ID));
        entered.put("pace", Integer.toString(ProcessMove.USUAL_PACE));
        rows = versions.list().stream().map(Row::of).toList();
        Page<Standing> page = moves.list(Pager.offset(parameters.get("offset"), MAX_OFFSET), ROWS);
        made = page.rows().stream().map(MoveView::of).toList();
        pager = Pager.of(
                page,
                ROWS,
                FacesContext.getCurrentInstance().getExternalContext().getRequestContextPath() + "/operations/versions",
                Map.of());
        target().ifPresent(this::judge);
    }

    private Optional<Target> target() {
        if (!order.isEmpty()) {
            return Optional.of(Target.of(new OrderId(order)));
        }
        return process.isEmpty() ? Optional.empty() : Optional.of(Target.of(process, version));
    }

    private void judge(Target target) {
        switch (moves.preview(target)) {
            case Outcome.Accepted<Preview>(Preview found) -> preview = Optional.of(PreviewView.of(found));
            case Outcome.Rejected<Preview>(List<Rejection> reasons) -> refusals = reasons;
        }
    }

    /** Begins the move and shows it. */
    public void move() throws IOException {
        String pace = typed("pace");
        Outcome<Standing> begun = moves.begin(
                new ProcessMove.Proposal(
                        target().orElseThrow(), typed("reason"), pace.matches(NUMBER) ? Integer.parseInt(pace) : 0),
                signedIn.name());
        switch (begun) {
            case Outcome.Accepted<Standing>(Standing standing) -> {
                ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
                external.redirect(external.getRequestContextPath() + "/operations/move?id="
                        + standing.move().id());
            }
            case Outcome.Rejected<Standing>(List<Rejection> reasons) -> refusals = reasons;
        }
    }

    /** A field that was left empty comes as none. */
    private String typed(String field) {
        return Optional.ofNullable(entered.get(field)).orElse("").strip();
    }

    public List<Row> rows() {
        return rows;
    }

    /** What is meant, in words; empty when nothing is. */
    public String meant() {
        if (!order.isEmpty()) {
            return "Order " + order;
        }
        return process.isEmpty() ? "" : "All orders off " + Words.of(process) + " v" + version;
    }

    public String order() {
        return order;
    }

    public boolean isPreviewed() {
        return preview.isPresent();
    }

    /** @throws java.util.NoSuchElementException when nothing is meant */
    public PreviewView preview() {
        return preview.orElseThrow();
    }

    public List<MoveView> made() {
        return made;
    }

    public Pager pager() {
        return pager;
    }

    public List<Rejection> refusals() {
        return refusals;
    }

    /** What the person types on this page. */
    public Map<String, String> entered() {
        return entered;
    }
}
