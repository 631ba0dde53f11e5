package dialtone.process.tmf;

import dialtone.process.ElementInstanceKey;
import dialtone.process.EngineEvent;
import dialtone.process.EngineEvent.ElementEntered;
import dialtone.process.EngineEvent.ElementLeft;
import dialtone.process.EngineEvent.IncidentRaised;
import dialtone.process.EngineEvent.IncidentResolved;
import dialtone.process.EngineEvent.InstanceEnded;
import dialtone.process.EngineEvent.InstanceStarted;
import dialtone.process.EngineEvent.JobChanged;
import dialtone.process.EngineEvent.ProcessDeployed;
import dialtone.process.EngineEvent.TimerGone;
import dialtone.process.EngineEvent.TimerSet;
import dialtone.process.EngineEvent.VariableSet;
import dialtone.process.EngineRecord;
import dialtone.process.IncidentKey;
import dialtone.process.InstanceState;
import dialtone.process.JobKey;
import dialtone.process.ProcessDefinitionKey;
import dialtone.process.ProcessInstanceKey;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One record of the engine as the exporter sends it: a flat object, of which each type fills its own part.
 *
 * @param position  in the log
 * @param timestamp ms since 1970
 * @param key       of what the record is about
 * @param valueType of Zeebe 8.5: PROCESS, PROCESS_INSTANCE, INCIDENT, JOB, VARIABLE, TIMER
 * @param intent    of Zeebe 8.5, such as ELEMENT_ACTIVATING
 */
public record ExportedRecord(
        @Nullable Long position,
        @Nullable Long timestamp,
        @Nullable Long key,
        @Nullable String valueType,
        @Nullable String intent,
        @Nullable String bpmnProcessId,
        @Nullable Integer version,
        @Nullable Long processDefinitionKey,
        @Nullable String resource,
        @Nullable Long processInstanceKey,
        @Nullable Long parentProcessInstanceKey,
        @Nullable String elementId,
        @Nullable String elementType,
        @Nullable Long elementInstanceKey,
        @Nullable Long jobKey,
        @Nullable String jobType,
        @Nullable Integer retries,
        @Nullable String errorType,
        @Nullable String errorMessage,
        @Nullable Long scopeKey,
        @Nullable String name,
        @Nullable String value,
        @Nullable Long dueDate) {

    /**
     * The event; empty when operations have no use for it, such as one of a newer exporter.
     *
     * @throws IllegalArgumentException naming the position and what is missing or wrong
     */
    public Optional<EngineRecord> toCommand() {
        long at = need(position, "position");
        try {
            Instant instant = Instant.ofEpochMilli(need(timestamp, "timestamp"));
            return event().map(event -> new EngineRecord(at, instant, event));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("Record at position " + at + ": " + wrong.getMessage(), wrong);
        }
    }

    private Optional<EngineEvent> event() {
        String type = need(valueType, "valueType");
        return switch (type + "." + need(intent, "intent")) {
            case "PROCESS.CREATED" -> Optional.of(deployed());
            case "PROCESS_INSTANCE.ELEMENT_ACTIVATING" -> Optional.of(isInstance() ? started() : entered());
            case "PROCESS_INSTANCE.ELEMENT_COMPLETED" -> Optional.of(ended(InstanceState.COMPLETED));
            case "PROCESS_INSTANCE.ELEMENT_TERMINATED" -> Optional.of(ended(InstanceState.TERMINATED));
            case "INCIDENT.CREATED" -> Optional.of(raised());
            case "INCIDENT.RESOLVED" -> Optional.of(new IncidentResolved(new IncidentKey(subject())));
            case "JOB.CREATED", "JOB.FAILED", "JOB.RETRIES_UPDATED" -> Optional.of(job());
            case "VARIABLE.CREATED", "VARIABLE.UPDATED" -> Optional.of(variable());
            case "TIMER.CREATED" -> Optional.of(timer());
            case "TIMER.TRIGGERED", "TIMER.CANCELED" -> Optional.of(new TimerGone(subject()));
            default -> unknown(type);
        };
    }

    private Optional<EngineEvent> unknown(String type) {
        if (type.equals("UNREADABLE")) {
            throw new IllegalArgumentException("The exporter could not read it: " + errorMessage);
        }
        return Optional.empty();
    }

    private EngineEvent deployed() {
        return new ProcessDeployed(
                new ProcessDefinitionKey(need(processDefinitionKey, "processDefinitionKey")),
                need(bpmnProcessId, "bpmnProcessId"),
                need(version, "version"),
                need(resource, "resource"));
    }

    private boolean isInstance() {
        return "PROCESS".equals(elementType);
    }

    private EngineEvent started() {
        return new InstanceStarted(
                instance(),
                Optional.ofNullable(parentProcessInstanceKey)
                        .filter(parent -> parent > 0)
                        .map(ProcessInstanceKey::new),
                new ProcessDefinitionKey(need(processDefinitionKey, "processDefinitionKey")),
                need(bpmnProcessId, "bpmnProcessId"),
                need(version, "version"));
    }

    private EngineEvent entered() {
        return new ElementEntered(
                new ElementInstanceKey(subject()),
                instance(),
                need(elementId, "elementId"),
                need(elementType, "elementType"));
    }

    private EngineEvent ended(InstanceState as) {
        return isInstance()
                ? new InstanceEnded(instance(), as)
                : new ElementLeft(new ElementInstanceKey(subject()), as);
    }

    private EngineEvent raised() {
        return new IncidentRaised(
                new IncidentKey(subject()),
                instance(),
                need(elementId, "elementId"),
                Optional.ofNullable(jobKey).filter(job -> job > 0).map(JobKey::new),
                need(errorType, "errorType"),
                errorMessage == null ? "" : errorMessage);
    }

    private EngineEvent job() {
        return new JobChanged(
                new JobKey(subject()),
                new ElementInstanceKey(need(elementInstanceKey, "elementInstanceKey")),
                need(jobType, "jobType"),
                need(retries, "retries"),
                errorMessage == null ? "" : errorMessage);
    }

    private EngineEvent variable() {
        return new VariableSet(
                subject(), instance(), need(scopeKey, "scopeKey"), need(name, "name"), Optional.ofNullable(value));
    }

    private EngineEvent timer() {
        return new TimerSet(
                subject(), instance(), need(elementId, "elementId"), Instant.ofEpochMilli(need(dueDate, "dueDate")));
    }

    private long subject() {
        return need(key, "key");
    }

    private ProcessInstanceKey instance() {
        return new ProcessInstanceKey(need(processInstanceKey, "processInstanceKey"));
    }

    private static <T> T need(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
