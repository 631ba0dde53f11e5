package dialtone.process.service;

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
import dialtone.process.EngineEvent.VariableSet;
import dialtone.process.EngineRecord;
import dialtone.process.IncidentKey;
import dialtone.process.InstanceState;
import dialtone.process.JobKey;
import dialtone.process.ProcessDefinitionKey;
import dialtone.process.ProcessInstanceKey;
import dialtone.process.RecordBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an engine records, told in short; each record a second and a position after the one before. */
final class EngineStory {
    static final Instant BEGIN = Instant.parse("2026-11-25T08:00:00Z");

    private static final long DEFINITION = 500;

    private final List<EngineRecord> records = new ArrayList<>();
    private long position;
    private Instant at = BEGIN;

    EngineStory at(Instant instant) {
        at = instant;
        return this;
    }

    EngineStory deployed(String xml) {
        return event(new ProcessDeployed(new ProcessDefinitionKey(DEFINITION), "order-fulfilment", 3, xml));
    }

    EngineStory started(long instance, String processId) {
        return started(instance, Optional.empty(), processId);
    }

    EngineStory called(long instance, long parent, String processId) {
        return started(instance, Optional.of(new ProcessInstanceKey(parent)), processId);
    }

    private EngineStory started(long instance, Optional<ProcessInstanceKey> parent, String processId) {
        return event(new InstanceStarted(
                new ProcessInstanceKey(instance), parent, new ProcessDefinitionKey(DEFINITION), processId, 3));
    }

    EngineStory order(long instance, String orderId) {
        return event(new VariableSet(
                instance + 1_000_000,
                new ProcessInstanceKey(instance),
                instance,
                "orderId",
                Optional.of("\"" + orderId + "\"")));
    }

    EngineStory entered(long element, long instance, String elementId) {
        return event(new ElementEntered(
                new ElementInstanceKey(element), new ProcessInstanceKey(instance), elementId, "SERVICE_TASK"));
    }

    EngineStory left(long element) {
        return event(new ElementLeft(new ElementInstanceKey(element), InstanceState.COMPLETED));
    }

    EngineStory job(long job, long element, int retries, String error) {
        return event(new JobChanged(
                new JobKey(job), new ElementInstanceKey(element), "fulfilment.activate-sim", retries, error));
    }

    EngineStory incident(long incident, long instance, long job) {
        return event(new IncidentRaised(
                new IncidentKey(incident),
                new ProcessInstanceKey(instance),
                "activate-sim",
                Optional.of(new JobKey(job)),
                "JOB_NO_RETRIES",
                "HLR: unable to comply"));
    }

    EngineStory resolved(long incident) {
        return event(new IncidentResolved(new IncidentKey(incident)));
    }

    EngineStory ended(long instance) {
        return event(new InstanceEnded(new ProcessInstanceKey(instance), InstanceState.COMPLETED));
    }

    EngineStory event(EngineEvent event) {
        position++;
        at = at.plusSeconds(1);
        records.add(new EngineRecord(position, at, event));
        return this;
    }

    /** What was told since the last batch. */
    RecordBatch batch() {
        RecordBatch batch = new RecordBatch(1, position, records);
        records.clear();
        return batch;
    }
}
