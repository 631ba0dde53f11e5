package dialtone.process;

import java.time.Instant;
import java.util.Optional;

/** One thing the engine has recorded. What the engine repeats is the same event with the same key. */
public sealed interface EngineEvent {

    /** @param xml the BPMN as it was deployed */
    record ProcessDeployed(ProcessDefinitionKey definition, String processId, int version, String xml)
            implements EngineEvent {}

    /** @param parent the instance whose call activity started this one */
    record InstanceStarted(
            ProcessInstanceKey instance,
            Optional<ProcessInstanceKey> parent,
            ProcessDefinitionKey definition,
            String processId,
            int version)
            implements EngineEvent {}

    /** @param as COMPLETED or TERMINATED */
    record InstanceEnded(ProcessInstanceKey instance, InstanceState as) implements EngineEvent {}

    /**
     * A token is at an element.
     *
     * @param type BPMN element type in the engine's words, such as {@code SERVICE_TASK}
     */
    record ElementEntered(ElementInstanceKey element, ProcessInstanceKey instance, String elementId, String type)
            implements EngineEvent {}

    /** @param as COMPLETED or TERMINATED */
    record ElementLeft(ElementInstanceKey element, InstanceState as) implements EngineEvent {}

    /** @param errorType in the engine's words, such as {@code JOB_NO_RETRIES} */
    record IncidentRaised(
            IncidentKey incident,
            ProcessInstanceKey instance,
            String elementId,
            Optional<JobKey> job,
            String errorType,
            String message)
            implements EngineEvent {}

    record IncidentResolved(IncidentKey incident) implements EngineEvent {}

    /**
     * A job was created, has failed, or got new retries.
     *
     * @param error the worker's words; empty when there are none
     */
    record JobChanged(JobKey job, ElementInstanceKey element, String type, int retries, String error)
            implements EngineEvent {}

    /**
     * @param key   the engine's key of the variable
     * @param scope key of the process instance, or of the element instance that the variable is local to
     * @param value JSON; empty when it is too large to be shown
     */
    record VariableSet(long key, ProcessInstanceKey instance, long scope, String name, Optional<String> value)
            implements EngineEvent {}

    /**
     * @param key       the engine's key of the timer
     * @param elementId the event that the timer triggers
     */
    record TimerSet(long key, ProcessInstanceKey instance, String elementId, Instant dueAt) implements EngineEvent {}

    /** Triggered or cancelled. */
    record TimerGone(long key) implements EngineEvent {}
}
