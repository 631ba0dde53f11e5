package dialtone.bpmn;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.zeebe.model.bpmn.Bpmn;
import io.camunda.zeebe.model.bpmn.BpmnModelInstance;
import io.camunda.zeebe.model.bpmn.instance.BoundaryEvent;
import io.camunda.zeebe.model.bpmn.instance.FlowNode;
import io.camunda.zeebe.model.bpmn.instance.SequenceFlow;
import io.camunda.zeebe.model.bpmn.instance.bpmndi.BpmnEdge;
import io.camunda.zeebe.model.bpmn.instance.bpmndi.BpmnShape;
import io.camunda.zeebe.model.bpmn.instance.dc.Bounds;
import io.camunda.zeebe.model.bpmn.instance.di.Waypoint;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A file opens in a modeler as a person would have drawn it: everything has its place, nothing covers anything else. */
class DiagramLayoutTest {

    /** Of a line's end from the border it leaves or meets; a modeler rounds. */
    private static final double TOUCH = 2;

    @ParameterizedTest
    @EnumSource
    void every_element_has_its_place(ProcessId process) throws Exception {
        Diagram diagram = Diagram.of(process);
        assertThat(diagram.nodes().keySet())
                .containsExactlyInAnyOrderElementsOf(diagram.model().getModelElementsByType(FlowNode.class));
        assertThat(diagram.lines().keySet())
                .containsExactlyInAnyOrderElementsOf(diagram.model().getModelElementsByType(SequenceFlow.class));
    }

    @ParameterizedTest
    @EnumSource
    void no_element_covers_another(ProcessId process) throws Exception {
        List<Map.Entry<FlowNode, Rectangle2D>> nodes =
                new ArrayList<>(Diagram.of(process).nodes().entrySet());
        List<String> covered = new ArrayList<>();
        for (int first = 0; first < nodes.size(); first++) {
            for (int second = first + 1; second < nodes.size(); second++) {
                Map.Entry<FlowNode, Rectangle2D> one = nodes.get(first);
                Map.Entry<FlowNode, Rectangle2D> other = nodes.get(second);
                if (one.getValue().intersects(other.getValue()) && !isAttached(one.getKey(), other.getKey())) {
                    covered.add(one.getKey().getId() + " and " + other.getKey().getId());
                }
            }
        }
        assertThat(covered).isEmpty();
    }

    private static boolean isAttached(FlowNode one, FlowNode other) {
        return sitsOn(one, other) || sitsOn(other, one);
    }

    private static boolean sitsOn(FlowNode event, FlowNode activity) {
        return event instanceof BoundaryEvent boundary
                && boundary.getAttachedTo().equals(activity);
    }

    @ParameterizedTest
    @EnumSource
    void a_line_leaves_its_source_and_meets_its_target(ProcessId process) throws Exception {
        Diagram diagram = Diagram.of(process);
        assertThat(diagram.lines()).allSatisfy((flow, points) -> {
            assertThat(touches(diagram.place(flow.getSource()), points.getFirst()))
                    .as(flow.getId() + " leaves its source")
                    .isTrue();
            assertThat(touches(diagram.place(flow.getTarget()), points.getLast()))
                    .as(flow.getId() + " meets its target")
                    .isTrue();
        });
    }

    private static boolean touches(Rectangle2D place, Point2D end) {
        Rectangle2D within = new Rectangle2D.Double(
                place.getX() + TOUCH,
                place.getY() + TOUCH,
                place.getWidth() - 2 * TOUCH,
                place.getHeight() - 2 * TOUCH);
        Rectangle2D around = new Rectangle2D.Double(
                place.getX() - TOUCH,
                place.getY() - TOUCH,
                place.getWidth() + 2 * TOUCH,
                place.getHeight() + 2 * TOUCH);
        return around.contains(end) && !within.contains(end);
    }

    @ParameterizedTest
    @EnumSource
    void no_line_runs_through_an_element(ProcessId process) throws Exception {
        Diagram diagram = Diagram.of(process);
        List<String> crossed = new ArrayList<>();
        diagram.lines().forEach((flow, points) -> {
            for (int at = 1; at < points.size(); at++) {
                Line2D line = new Line2D.Double(points.get(at - 1), points.get(at));
                diagram.nodes().forEach((node, place) -> {
                    if (line.intersects(place) && !isEnd(flow, node)) {
                        crossed.add(flow.getId() + " through " + node.getId());
                    }
                });
            }
        });
        assertThat(crossed).isEmpty();
    }

    /** A boundary event sits on its task: what leaves it begins at the task too. */
    private static boolean isEnd(SequenceFlow flow, FlowNode node) {
        return flow.getSource().equals(node) || flow.getTarget().equals(node) || isAttached(flow.getSource(), node);
    }

    @ParameterizedTest
    @EnumSource
    void no_name_lies_on_an_element_that_it_does_not_name(ProcessId process) throws Exception {
        Diagram diagram = Diagram.of(process);
        List<String> hidden = new ArrayList<>();
        diagram.labels()
                .forEach((label, place) -> diagram.nodes().forEach((node, other) -> {
                    if (!node.getId().equals(label) && place.intersects(other)) {
                        hidden.add(label + " on " + node.getId());
                    }
                }));
        assertThat(hidden).isEmpty();
    }

    /**
     * What is drawn where, in points.
     *
     * @param labels by the id of what they name; a task's name is within the task
     */
    private record Diagram(
            BpmnModelInstance model,
            Map<FlowNode, Rectangle2D> nodes,
            Map<SequenceFlow, List<Point2D>> lines,
            Map<String, Rectangle2D> labels) {

        static Diagram of(ProcessId process) throws Exception {
            try (InputStream file = DiagramLayoutTest.class.getResourceAsStream("/" + process.resource())) {
                BpmnModelInstance model = Bpmn.readModelFromStream(file);
                Map<FlowNode, Rectangle2D> nodes = new LinkedHashMap<>();
                Map<SequenceFlow, List<Point2D>> lines = new LinkedHashMap<>();
                Map<String, Rectangle2D> labels = new LinkedHashMap<>();
                for (BpmnShape shape : model.getModelElementsByType(BpmnShape.class)) {
                    nodes.put((FlowNode) shape.getBpmnElement(), rectangle(shape.getBounds()));
                    Optional.ofNullable(shape.getBpmnLabel())
                            .ifPresent(
                                    label -> labels.put(shape.getBpmnElement().getId(), rectangle(label.getBounds())));
                }
                for (BpmnEdge edge : model.getModelElementsByType(BpmnEdge.class)) {
                    lines.put((SequenceFlow) edge.getBpmnElement(), points(edge));
                    Optional.ofNullable(edge.getBpmnLabel())
                            .ifPresent(
                                    label -> labels.put(edge.getBpmnElement().getId(), rectangle(label.getBounds())));
                }
                return new Diagram(model, nodes, lines, labels);
            }
        }

        Rectangle2D place(FlowNode node) {
            return Objects.requireNonNull(nodes.get(node), node.getId());
        }

        private static Rectangle2D rectangle(Bounds bounds) {
            return new Rectangle2D.Double(bounds.getX(), bounds.getY(), bounds.getWidth(), bounds.getHeight());
        }

        private static List<Point2D> points(BpmnEdge edge) {
            return edge.getWaypoints().stream()
                    .<Point2D>map(DiagramLayoutTest.Diagram::point)
                    .toList();
        }

        private static Point2D point(Waypoint waypoint) {
            return new Point2D.Double(waypoint.getX(), waypoint.getY());
        }
    }
}
