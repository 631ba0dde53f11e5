package dialtone.order.console;

import dialtone.base.console.Badge;
import dialtone.catalog.DeliveryExpectation;
import dialtone.order.OrderTimeline;
import dialtone.order.PlanStep;
import dialtone.order.Schedule.Activity;
import dialtone.order.Schedule.Timed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The plan drawn from top to bottom: each activity a row below all that it waits for, side by side what does not wait for one another. A
 * line is left out where a longer way says the same.
 *
 * @param width  of the drawing in its own units
 * @param height the same
 */
public record PlanGraph(int width, int height, List<Node> nodes, List<Edge> edges) {

    static final int NODE_WIDTH = 172;
    static final int NODE_HEIGHT = 62;
    private static final int GAP_ACROSS = 14;
    private static final int GAP_DOWN = 30;

    /** For the lines' thickness at the border. */
    private static final int MARGIN = 4;

    /** What fits into a box. */
    private static final int LABEL_LENGTH = 22;

    public static final PlanGraph NONE = new PlanGraph(0, 0, List.of(), List.of());

    /**
     * An activity.
     *
     * @param label    what fits into the box
     * @param full     all of it
     * @param note     its point of no return, where it has one
     * @param critical whether there is no time to lose with it
     */
    public record Node(int x, int y, String label, String full, Badge state, String note, boolean critical) {

        public int width() {
            return NODE_WIDTH;
        }

        public int height() {
            return NODE_HEIGHT;
        }

        private int middle() {
            return x + NODE_WIDTH / 2;
        }

        public String style() {
            return "node node-" + state.tone() + (critical ? " node-critical" : "");
        }
    }

    /** @param path of an SVG path */
    public record Edge(String path, boolean critical) {

        public String style() {
            return critical ? "edge edge-critical" : "edge";
        }
    }

    /** Down to which it may be drawn smaller, in pixels: its letters of 11.5 pixels are still read at 8.6. */
    public int legibleWidth() {
        return width * 3 / 4;
    }

    public PlanGraph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /**
     * @param steps  by id
     * @param states of each activity
     */
    static PlanGraph of(OrderTimeline timeline, Map<String, PlanStep> steps, Function<Activity, Badge> states) {
        Map<String, Timed> all = new LinkedHashMap<>();
        timeline.planned().timed().forEach(timed -> all.put(timed.activity().id(), timed));
        // what takes back was not planned, and what an amendment took back is not any more; it is drawn where it
        // belongs
        timeline.forecast().timed().stream()
                .filter(timed -> !isCurrent(steps.get(timed.activity().id())))
                .forEach(timed -> all.put(timed.activity().id(), timed));
        Map<String, Timed> drawn = inOrder(all, steps);
        Map<String, Set<String>> before = reduced(drawn);
        Map<String, Integer> rows = rows(drawn, before);
        Map<Integer, List<String>> byRow = new HashMap<>();
        rows.forEach((id, row) ->
                byRow.computeIfAbsent(row, none -> new ArrayList<>()).add(id));
        int widest = byRow.values().stream().mapToInt(List::size).max().orElse(0);
        int width = widest * (NODE_WIDTH + GAP_ACROSS) - GAP_ACROSS + 2 * MARGIN;
        Map<String, Node> nodes = new LinkedHashMap<>();
        drawn.forEach((id, timed) -> {
            List<String> row = byRow.getOrDefault(rows.getOrDefault(id, 0), List.of(id));
            int taken = row.size() * (NODE_WIDTH + GAP_ACROSS) - GAP_ACROSS;
            nodes.put(
                    id,
                    new Node(
                            (width - taken) / 2 + row.indexOf(id) * (NODE_WIDTH + GAP_ACROSS),
                            MARGIN + rows.getOrDefault(id, 0) * (NODE_HEIGHT + GAP_DOWN),
                            cut(timed.activity().label()),
                            timed.activity().label(),
                            states.apply(timed.activity()),
                            note(steps.get(id)),
                            isCritical(timed, steps.get(id))));
        });
        int height = byRow.size() * (NODE_HEIGHT + GAP_DOWN) - GAP_DOWN + 2 * MARGIN;
        return new PlanGraph(width, Math.max(height, 0), List.copyOf(nodes.values()), edges(drawn, before, nodes));
    }

    /** A phase, too. */
    private static boolean isCurrent(@Nullable PlanStep step) {
        return step == null || step.isCurrent();
    }

    /** Each after those it waits for: the phases before the steps, the steps by their positions, what comes after all of them. */
    private static Map<String, Timed> inOrder(Map<String, Timed> all, Map<String, PlanStep> steps) {
        Map<String, Timed> ordered = new LinkedHashMap<>();
        all.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> place(entry.getKey(), steps.get(entry.getKey()))))
                .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return ordered;
    }

    private static int place(String activity, @Nullable PlanStep step) {
        if (step == null) {
            return activity.equals(DeliveryExpectation.COMPLETION) ? Integer.MAX_VALUE : 0;
        }
        return step.position();
    }

    private static boolean isCritical(Timed timed, @Nullable PlanStep step) {
        return timed.isCritical() && isCurrent(step);
    }

    private static String note(@Nullable PlanStep step) {
        if (step == null || step.isUndo()) {
            return "";
        }
        return switch (step.pointOfNoReturn()) {
            case ASKS, NONE -> "";
            case SOFT -> "taken back at a cost";
            case HARD -> "no way back";
        };
    }

    private static String cut(String label) {
        return label.length() <= LABEL_LENGTH ? label : label.substring(0, LABEL_LENGTH - 1) + "…";
    }

    /** What each waits for, without what those wait for already. */
    private static Map<String, Set<String>> reduced(Map<String, Timed> drawn) {
        Map<String, Set<String>> all = new HashMap<>();
        Map<String, Set<String>> direct = new HashMap<>();
        drawn.forEach((id, timed) -> {
            Set<String> named = new HashSet<>(timed.activity().dependsOn());
            named.retainAll(drawn.keySet());
            Set<String> further = new HashSet<>();
            named.forEach(first -> further.addAll(all.getOrDefault(first, Set.of())));
            Set<String> reached = new HashSet<>(named);
            reached.addAll(further);
            all.put(id, reached);
            named.removeAll(further);
            direct.put(id, named);
        });
        return direct;
    }

    private static Map<String, Integer> rows(Map<String, Timed> drawn, Map<String, Set<String>> before) {
        Map<String, Integer> rows = new LinkedHashMap<>();
        drawn.keySet()
                .forEach(id -> rows.put(
                        id,
                        before.getOrDefault(id, Set.of()).stream()
                                        .mapToInt(first -> rows.getOrDefault(first, 0))
                                        .max()
                                        .orElse(-1)
                                + 1));
        return rows;
    }

    private static List<Edge> edges(
            Map<String, Timed> drawn, Map<String, Set<String>> before, Map<String, Node> nodes) {
        List<Edge> edges = new ArrayList<>();
        drawn.forEach((id, timed) -> before.getOrDefault(id, Set.of()).stream()
                .sorted()
                .forEach(first -> {
                    Node from = nodes.get(first);
                    Node to = nodes.get(id);
                    Timed earlier = drawn.get(first);
                    if (from != null && to != null && earlier != null) {
                        edges.add(new Edge(
                                path(from, to),
                                from.critical()
                                        && to.critical()
                                        && earlier.ends().equals(timed.begins())));
                    }
                }));
        return edges;
    }

    private static String path(Node from, Node to) {
        int top = from.y() + NODE_HEIGHT;
        int bend = GAP_DOWN / 2;
        return "M" + from.middle() + " " + top
                + " C" + from.middle() + " " + (top + bend)
                + " " + to.middle() + " " + (to.y() - bend)
                + " " + to.middle() + " " + to.y();
    }
}
