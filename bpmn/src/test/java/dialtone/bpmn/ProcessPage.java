package dialtone.bpmn;

import io.camunda.zeebe.model.bpmn.BpmnModelInstance;
import io.camunda.zeebe.model.bpmn.instance.Activity;
import io.camunda.zeebe.model.bpmn.instance.BoundaryEvent;
import io.camunda.zeebe.model.bpmn.instance.CallActivity;
import io.camunda.zeebe.model.bpmn.instance.CatchEvent;
import io.camunda.zeebe.model.bpmn.instance.Documentation;
import io.camunda.zeebe.model.bpmn.instance.EndEvent;
import io.camunda.zeebe.model.bpmn.instance.Error;
import io.camunda.zeebe.model.bpmn.instance.ErrorEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.EventDefinition;
import io.camunda.zeebe.model.bpmn.instance.FlowElement;
import io.camunda.zeebe.model.bpmn.instance.FlowNode;
import io.camunda.zeebe.model.bpmn.instance.Gateway;
import io.camunda.zeebe.model.bpmn.instance.Message;
import io.camunda.zeebe.model.bpmn.instance.MessageEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import io.camunda.zeebe.model.bpmn.instance.Process;
import io.camunda.zeebe.model.bpmn.instance.ReceiveTask;
import io.camunda.zeebe.model.bpmn.instance.SequenceFlow;
import io.camunda.zeebe.model.bpmn.instance.ServiceTask;
import io.camunda.zeebe.model.bpmn.instance.StartEvent;
import io.camunda.zeebe.model.bpmn.instance.ThrowEvent;
import io.camunda.zeebe.model.bpmn.instance.TimerEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeCalledElement;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeLoopCharacteristics;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeSubscription;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeTaskDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page of a process as its file says it: picture, steps with their owners, timers, errors. Elements come in the file's order.
 *
 * @param models  of all processes: who calls this one
 * @param workers who works which job type
 */
record ProcessPage(ProcessId id, Map<ProcessId, BpmnModelInstance> models, JobOwners workers) {

    private static final String ANY = "any error that the job throws";

    /** Markdown, to its last line break. */
    String text() {
        Process process = process(id);
        List<String> parts = new ArrayList<>();
        parts.add("<!-- Written from bpmn/src/main/resources/" + id.resource() + ": mvn -Dquick -pl bpmn test "
                + "-Dtest=ProcessPagesTest -Ddialtone.pages=write -->");
        parts.add("# " + process.getName());
        parts.add(documentation(process));
        parts.add("![" + process.getName() + " as a BPMN diagram](" + id.id() + ".svg)");
        parts.add("Begins: " + beginnings() + ".");
        parts.add(table("Steps", List.of("step", "what it is", "owner", "then"), steps()));
        parts.add(table("Decisions", List.of("question", "answers"), decisions()));
        parts.add(table("Errors", List.of("at", "error", "then"), errors()));
        parts.add(table("Timers", List.of("timer", "runs for", "then"), timers()));
        parts.add(table("Ends", List.of("end", "what it says to the caller"), ends()));
        return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining("\n\n", "", "\n"));
    }

    private Process process(ProcessId which) {
        return only(model(which), Process.class);
    }

    private BpmnModelInstance model(ProcessId which) {
        return Objects.requireNonNull(models.get(which), which.id());
    }

    private static <T extends io.camunda.zeebe.model.bpmn.instance.BpmnModelElementInstance> T only(
            BpmnModelInstance model, Class<T> type) {
        return model.getModelElementsByType(type).iterator().next();
    }

    private <T extends FlowElement> Stream<T> all(Class<T> type) {
        return process(id).getFlowElements().stream().filter(type::isInstance).map(type::cast);
    }

    private static String documentation(Process process) {
        return process.getDocumentations().stream()
                .map(Documentation::getTextContent)
                .collect(Collectors.joining("\n\n"));
    }

    private String beginnings() {
        Stream<String> messages = all(StartEvent.class)
                .flatMap(event -> definitions(event, MessageEventDefinition.class))
                .map(definition -> "on message " + code(definition.getMessage().getName()));
        Stream<String> callers = models.keySet().stream()
                .flatMap(caller -> model(caller).getModelElementsByType(CallActivity.class).stream()
                        .filter(call -> called(call).equals(id.id()))
                        .map(call -> "called by " + link(caller) + ", *" + name(call) + "*"));
        return Stream.concat(messages, callers).collect(Collectors.joining("; "));
    }

    private List<List<String>> steps() {
        return all(FlowNode.class)
                .filter(node -> node instanceof Activity || isCatch(node))
                .map(node -> List.of(name(node), what(node), owner(node), then(node)))
                .toList();
    }

    /** Timers have a table of their own. */
    private static boolean isCatch(FlowNode node) {
        return node instanceof CatchEvent event
                && !(node instanceof StartEvent)
                && !(node instanceof BoundaryEvent)
                && definitions(event, TimerEventDefinition.class).findAny().isEmpty();
    }

    private String what(FlowNode node) {
        return switch (node) {
            case ServiceTask task -> {
                ZeebeTaskDefinition job = task.getSingleExtensionElement(ZeebeTaskDefinition.class);
                String type =
                        TaskType.of(job.getType()).map(ProcessPage::code).orElse("the job type that the step names");
                yield "job: " + type + ", " + job.getRetries() + " tries";
            }
            case CallActivity call -> "process: " + link(process(called(call))) + each(call);
            case ReceiveTask task -> "waits for message " + message(task.getMessage());
            case CatchEvent event ->
                definitions(event, MessageEventDefinition.class)
                        .map(definition -> "waits for message " + message(definition.getMessage()))
                        .collect(Collectors.joining());
            default -> throw new IllegalArgumentException("The page has no words for " + node.getId());
        };
    }

    private String owner(FlowNode node) {
        if (node instanceof ServiceTask task) {
            String type =
                    task.getSingleExtensionElement(ZeebeTaskDefinition.class).getType();
            return TaskType.of(type)
                    .map(workers::of)
                    .orElseGet(() -> workers.ofSteps().entrySet().stream()
                            .map(job -> code(job.getKey()) + ": " + job.getValue())
                            .collect(Collectors.joining("<br>")));
        }
        return "";
    }

    private List<List<String>> decisions() {
        return all(Gateway.class)
                .map(gateway -> List.of(
                        Optional.ofNullable(gateway.getName()).orElse("what comes first"),
                        gateway.getOutgoing().stream().map(ProcessPage::answer).collect(Collectors.joining("<br>"))))
                .toList();
    }

    private static String answer(SequenceFlow flow) {
        String answer =
                Optional.ofNullable(flow.getName()).map(name -> name + ": ").orElse("");
        String condition = Optional.ofNullable(flow.getConditionExpression())
                .map(expression -> " (" + code(expression.getTextContent().substring(1)) + ")")
                .orElse("");
        return answer + name(flow.getTarget()) + condition;
    }

    private List<List<String>> errors() {
        return all(BoundaryEvent.class)
                .flatMap(event -> definitions(event, ErrorEventDefinition.class)
                        .map(definition -> List.of(
                                name(event.getAttachedTo()),
                                Optional.ofNullable(definition.getError())
                                        .map(Error::getErrorCode)
                                        .map(ProcessPage::code)
                                        .orElse(ANY),
                                then(event))))
                .toList();
    }

    private List<List<String>> timers() {
        return all(CatchEvent.class)
                .flatMap(event -> definitions(event, TimerEventDefinition.class)
                        .map(timer -> List.of(
                                name(event),
                                code(Stream.of(timer.getTimeDuration(), timer.getTimeCycle(), timer.getTimeDate())
                                        .filter(Objects::nonNull)
                                        .map(expression -> expression.getTextContent())
                                        .collect(Collectors.joining())),
                                then(event))))
                .toList();
    }

    private List<List<String>> ends() {
        return all(EndEvent.class)
                .map(end -> List.of(
                        name(end),
                        definitions(end, ErrorEventDefinition.class)
                                .map(definition ->
                                        "error " + code(definition.getError().getErrorCode()))
                                .findFirst()
                                .orElse("done")))
                .toList();
    }

    private static String then(FlowNode node) {
        return node.getOutgoing().stream().map(flow -> name(flow.getTarget())).collect(Collectors.joining(", "));
    }

    private static <T extends EventDefinition> Stream<T> definitions(CatchEvent event, Class<T> type) {
        return of(event.getEventDefinitions(), type);
    }

    private static <T extends EventDefinition> Stream<T> definitions(ThrowEvent event, Class<T> type) {
        return of(event.getEventDefinitions(), type);
    }

    private static <T extends EventDefinition> Stream<T> of(Collection<EventDefinition> definitions, Class<T> type) {
        return definitions.stream().filter(type::isInstance).map(type::cast);
    }

    private static String called(CallActivity call) {
        return call.getSingleExtensionElement(ZeebeCalledElement.class).getProcessId();
    }

    private static String each(Activity activity) {
        return activity.getLoopCharacteristics() instanceof MultiInstanceLoopCharacteristics loop
                ? ", at once for each of "
                        + code(loop.getSingleExtensionElement(ZeebeLoopCharacteristics.class)
                                .getInputCollection()
                                .substring(1))
                : "";
    }

    private static String message(Message message) {
        ZeebeSubscription subscription = message.getSingleExtensionElement(ZeebeSubscription.class);
        return code(message.getName()) + " about its "
                + code(subscription.getCorrelationKey().substring(1));
    }

    private static ProcessId process(String called) {
        return Stream.of(ProcessId.values())
                .filter(process -> process.id().equals(called))
                .findFirst()
                .orElseThrow();
    }

    private String link(ProcessId process) {
        return "[" + process(process).getName() + "](" + process.id() + ".md)";
    }

    private static String name(FlowNode node) {
        return Optional.ofNullable(node.getName()).orElse("whatever comes first");
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static String table(String title, List<String> columns, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return "";
        }
        return Stream.concat(
                        Stream.of("## " + title, "", row(columns), "|" + "---|".repeat(columns.size())),
                        rows.stream().map(ProcessPage::row))
                .collect(Collectors.joining("\n"));
    }

    private static String row(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |"));
    }
}
