package dialtone.exporter;

import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.IncidentIntent;
import io.camunda.zeebe.protocol.record.intent.Intent;
import io.camunda.zeebe.protocol.record.intent.JobIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessIntent;
import io.camunda.zeebe.protocol.record.intent.TimerIntent;
import io.camunda.zeebe.protocol.record.intent.VariableIntent;
import io.camunda.zeebe.protocol.record.value.BpmnElementType;
import io.camunda.zeebe.protocol.record.value.IncidentRecordValue;
import io.camunda.zeebe.protocol.record.value.JobRecordValue;
import io.camunda.zeebe.protocol.record.value.ProcessInstanceRecordValue;
import io.camunda.zeebe.protocol.record.value.TimerRecordValue;
import io.camunda.zeebe.protocol.record.value.VariableRecordValue;
import io.camunda.zeebe.protocol.record.value.deployment.Process;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which records operations need, and the shape they travel in: one flat object each, with {@code position},
 * {@code timestamp} (ms since 1970), {@code key}, {@code valueType}, {@code intent} and the fields of that type.
 */
final class RecordJson {

    /** As long as the server's column for it; the rest of an error text is in the worker's log. */
    static final int MAX_ERROR_CHARS = 1_000;

    /** Our variables are ids and the facts that gateways read. A longer one travels without its value. */
    static final int MAX_VARIABLE_CHARS = 1_000;

    private static final Map<ValueType, Set<Intent>> NEEDED = Map.of(
            ValueType.PROCESS, Set.of(ProcessIntent.CREATED),
            ValueType.PROCESS_INSTANCE,
                    Set.of(
                            ProcessInstanceIntent.ELEMENT_ACTIVATING,
                            ProcessInstanceIntent.ELEMENT_COMPLETED,
                            ProcessInstanceIntent.ELEMENT_TERMINATED),
            ValueType.INCIDENT, Set.of(IncidentIntent.CREATED, IncidentIntent.RESOLVED),
            ValueType.JOB, Set.of(JobIntent.CREATED, JobIntent.FAILED, JobIntent.RETRIES_UPDATED),
            ValueType.VARIABLE, Set.of(VariableIntent.CREATED, VariableIntent.UPDATED),
            ValueType.TIMER, Set.of(TimerIntent.CREATED, TimerIntent.TRIGGERED, TimerIntent.CANCELED));

    private RecordJson() {}

    static boolean needs(ValueType type) {
        return NEEDED.containsKey(type);
    }

    /**
     * The record as JSON in UTF-8; empty when operations have no use for it. A record that cannot be read becomes an
     * object of type {@code UNREADABLE}: the server refuses it as it refuses any bad record, and it ends among those.
     */
    static Optional<byte[]> of(Record<?> entry) {
        if (!NEEDED.getOrDefault(entry.getValueType(), Set.of()).contains(entry.getIntent())) {
            return Optional.empty();
        }
        try {
            JsonObject json = head(entry, entry.getValueType().name())
                    .with("intent", entry.getIntent().name());
            return body(json, entry) ? Optional.of(json.toBytes()) : Optional.empty();
        } catch (RuntimeException unreadable) {
            return Optional.of(head(entry, "UNREADABLE")
                    .with("intent", entry.getValueType().name())
                    .with("errorMessage", cut(unreadable.toString()))
                    .toBytes());
        }
    }

    private static JsonObject head(Record<?> entry, String valueType) {
        return new JsonObject()
                .with("position", entry.getPosition())
                .with("timestamp", entry.getTimestamp())
                .with("key", entry.getKey())
                .with("valueType", valueType);
    }

    private static boolean body(JsonObject json, Record<?> entry) {
        return switch (entry.getValue()) {
            case ProcessInstanceRecordValue element -> element(json, element);
            case VariableRecordValue variable -> variable(json, variable);
            case JobRecordValue job -> job(json, job);
            case Process process -> process(json, process);
            case IncidentRecordValue incident -> incident(json, incident);
            case TimerRecordValue timer -> timer(json, timer);
            default ->
                throw new IllegalArgumentException(
                        "Unexpected value: " + entry.getValue().getClass().getName());
        };
    }

    private static boolean process(JsonObject json, Process process) {
        json.with("bpmnProcessId", process.getBpmnProcessId())
                .with("version", process.getVersion())
                .with("processDefinitionKey", process.getProcessDefinitionKey())
                .with("resource", new String(process.getResource(), StandardCharsets.UTF_8));
        return true;
    }

    private static boolean element(JsonObject json, ProcessInstanceRecordValue element) {
        if (element.getBpmnElementType() == BpmnElementType.SEQUENCE_FLOW) {
            return false;
        }
        json.with("processInstanceKey", element.getProcessInstanceKey())
                .with("elementId", element.getElementId())
                .with("elementType", element.getBpmnElementType().name());
        if (element.getBpmnElementType() == BpmnElementType.PROCESS) {
            json.with("bpmnProcessId", element.getBpmnProcessId())
                    .with("version", element.getVersion())
                    .with("processDefinitionKey", element.getProcessDefinitionKey())
                    .with("parentProcessInstanceKey", element.getParentProcessInstanceKey());
        }
        return true;
    }

    private static boolean incident(JsonObject json, IncidentRecordValue incident) {
        json.with("processInstanceKey", incident.getProcessInstanceKey())
                .with("elementId", incident.getElementId())
                .with("elementInstanceKey", incident.getElementInstanceKey())
                .with("jobKey", incident.getJobKey())
                .with("errorType", incident.getErrorType().name())
                .with("errorMessage", cut(incident.getErrorMessage()));
        return true;
    }

    private static boolean job(JsonObject json, JobRecordValue job) {
        json.with("processInstanceKey", job.getProcessInstanceKey())
                .with("elementInstanceKey", job.getElementInstanceKey())
                .with("jobType", job.getType())
                .with("retries", job.getRetries())
                .with("errorMessage", cut(job.getErrorMessage()));
        return true;
    }

    private static boolean variable(JsonObject json, VariableRecordValue variable) {
        json.with("processInstanceKey", variable.getProcessInstanceKey())
                .with("scopeKey", variable.getScopeKey())
                .with("name", variable.getName());
        if (variable.getValue().length() <= MAX_VARIABLE_CHARS) {
            json.with("value", variable.getValue());
        }
        return true;
    }

    private static boolean timer(JsonObject json, TimerRecordValue timer) {
        if (timer.getProcessInstanceKey() <= 0) {
            return false; // the timer of a start event belongs to no instance
        }
        json.with("processInstanceKey", timer.getProcessInstanceKey())
                .with("elementId", timer.getTargetElementId())
                .with("elementInstanceKey", timer.getElementInstanceKey())
                .with("dueDate", timer.getDueDate());
        return true;
    }

    private static String cut(String text) {
        return text.length() <= MAX_ERROR_CHARS ? text : text.substring(0, MAX_ERROR_CHARS);
    }
}
