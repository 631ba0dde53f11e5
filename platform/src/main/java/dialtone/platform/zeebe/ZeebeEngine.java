package dialtone.platform.zeebe;

import dialtone.process.IncidentKey;
import dialtone.process.JobKey;
import dialtone.process.ProcessInstanceKey;
import dialtone.process.service.Engine;
import io.camunda.zeebe.client.api.command.FinalCommandStep;
import io.grpc.Status;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Brings what operations ask to the broker. A person waits for the answer, so that it is waited for here. */
@ApplicationScoped
public class ZeebeEngine implements Engine {

    private final ZeebeGateway zeebe;

    @SuppressWarnings("NullAway") // for the container's proxy only, which calls no method of it
    protected ZeebeEngine() {
        this.zeebe = null;
    }

    @Inject
    public ZeebeEngine(ZeebeGateway zeebe) {
        this.zeebe = zeebe;
    }

    @Override
    public Answer updateRetries(JobKey job, int retries) {
        return send(zeebe.client().newUpdateRetriesCommand(job.value()).retries(retries));
    }

    @Override
    public Answer resolveIncident(IncidentKey incident) {
        return send(zeebe.client().newResolveIncidentCommand(incident.value()));
    }

    @Override
    public Answer cancelInstance(ProcessInstanceKey instance) {
        return send(zeebe.client().newCancelInstanceCommand(instance.value()));
    }

    private static Answer send(FinalCommandStep<?> command) {
        try {
            command.send().join();
            return Answer.DONE;
        } catch (RuntimeException failure) {
            if (ZeebeGateway.statusOf(failure) == Status.Code.NOT_FOUND) {
                return Answer.NOT_FOUND;
            }
            throw failure;
        }
    }
}
