package dialtone.process.console;

import dialtone.base.console.Badge;
import dialtone.base.console.When;
import dialtone.base.console.Words;
import dialtone.bpmn.Variable;
import dialtone.process.ElementCount;
import dialtone.process.ElementVisit;
import dialtone.process.Incident;
import dialtone.process.InstanceDetail;
import dialtone.process.InstanceState;
import dialtone.process.ProcessInstance;
import dialtone.process.ProcessVariable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the page of one process instance shows, at one moment.
 *
 * @param variables      of the instance
 * @param localVariables of single visits to elements; a loop has one of a name for each turn
 */
public record InstanceView(
        InstanceRow row,
        boolean ended,
        String parent,
        String root,
        List<Token> tokens,
        List<VisitView> visits,
        List<IncidentView> incidents,
        List<InstanceRow> children,
        List<TimerView> timers,
        List<ProcessVariable> variables,
        List<ProcessVariable> localVariables) {

    /** Whether it waits for the decision of a person. */
    public boolean waitsForDecision() {
        return !ended && variables.stream().anyMatch(variable -> variable.name().equals(Variable.FALLOUT_TASK_ID));
    }

    /** What the diagram shows at an element. */
    public record Token(String element, int active, int completed, int incidents) {}

    public record VisitView(String name, String type, String jobType, Badge state, When started, String took) {}

    public record IncidentView(
            String key, String element, String errorType, String message, boolean open, When created, When resolved) {}

    public record TimerView(String element, When due) {}

    /** The process itself is recorded as a visit too; it is the page, not a line of it. */
    private static final String PROCESS = "PROCESS";

    public static InstanceView of(InstanceDetail detail, List<ElementVisit> visits) {
        ProcessInstance instance = detail.instance();
        return new InstanceView(
                InstanceRow.of(instance),
                instance.state() != InstanceState.ACTIVE,
                instance.parent().map(Object::toString).orElse(""),
                instance.root().equals(instance.key()) ? "" : instance.root().toString(),
                tokens(detail),
                visits.stream()
                        .filter(visit -> !visit.type().equals(PROCESS))
                        .map(InstanceView::visit)
                        .toList(),
                detail.incidents().stream().map(InstanceView::incident).toList(),
                detail.children().stream().map(InstanceRow::of).toList(),
                detail.timers().stream()
                        .map(timer -> new TimerView(Words.of(timer.elementId()), When.of(timer.dueAt())))
                        .toList(),
                detail.variables().stream()
                        .filter(variable -> variable.scope() == instance.key().value())
                        .toList(),
                detail.variables().stream()
                        .filter(variable -> variable.scope() != instance.key().value())
                        .toList());
    }

    public long openIncidents() {
        return incidents.stream().filter(IncidentView::open).count();
    }

    private static List<Token> tokens(InstanceDetail detail) {
        Map<String, Integer> stuck = new HashMap<>();
        detail.incidents().stream()
                .filter(incident -> incident.resolvedAt().isEmpty())
                .forEach(incident -> stuck.merge(incident.elementId(), 1, Integer::sum));
        return detail.counts().stream()
                .map((ElementCount count) -> new Token(
                        count.elementId(), count.active(), count.completed(), stuck.getOrDefault(count.elementId(), 0)))
                .toList();
    }

    private static VisitView visit(ElementVisit visit) {
        return new VisitView(
                Words.of(visit.elementId()),
                Words.of(visit.type()),
                visit.jobType().orElse(""),
                switch (visit.state()) {
                    case ACTIVE -> new Badge("Here now", "busy");
                    case COMPLETED -> new Badge("Passed", "good");
                    case TERMINATED -> new Badge("Left by an event", "idle");
                },
                When.of(visit.startedAt()),
                InstanceRow.took(visit.endedAt().map(ended -> Duration.between(visit.startedAt(), ended))));
    }

    private static IncidentView incident(Incident incident) {
        return new IncidentView(
                incident.key().toString(),
                Words.of(incident.elementId()),
                Words.of(incident.errorType()),
                incident.message(),
                incident.resolvedAt().isEmpty(),
                When.of(incident.createdAt()),
                new When(incident.resolvedAt()));
    }
}
