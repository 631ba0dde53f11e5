package dialtone.platform.zeebe;

import dialtone.bpmn.ProcessId;
import io.camunda.zeebe.client.api.command.DeployResourceCommandStep1;
import io.camunda.zeebe.client.api.command.DeployResourceCommandStep1.DeployResourceCommandStep2;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Brings the processes to the broker. An unchanged file makes no new version. */
@ApplicationScoped
public class ProcessDeployment {

    private static final Logger LOG = Logger.getLogger(ProcessDeployment.class);

    private final ZeebeGateway zeebe;
    private final AtomicBoolean deployed = new AtomicBoolean();
    private String said = "";

    @SuppressWarnings("NullAway") // for the container's proxy only, which calls no method of it
    protected ProcessDeployment() {
        this.zeebe = null;
    }

    @Inject
    public ProcessDeployment(ZeebeGateway zeebe) {
        this.zeebe = zeebe;
    }

    /**
     * Deploys all processes in one command, once in the life of this server.
     *
     * @return whether they are deployed; false when the broker cannot be reached, and the caller comes again
     */
    public synchronized boolean ensureDeployed() {
        if (deployed.get()) {
            return true;
        }
        try {
            DeployResourceCommandStep2 command =
                    add(zeebe.client().newDeployResourceCommand(), ProcessId.ORDER_FULFILMENT);
            for (ProcessId process : EnumSet.complementOf(EnumSet.of(ProcessId.ORDER_FULFILMENT))) {
                command = add(command, process);
            }
            command.send()
                    .join()
                    .getProcesses()
                    .forEach(process ->
                            LOG.infof("Process %s is version %d", process.getBpmnProcessId(), process.getVersion()));
            deployed.set(true);
            return true;
        } catch (RuntimeException unreachable) {
            sayOnce(String.valueOf(unreachable.getMessage()));
            return false;
        }
    }

    /** It is asked every second while the broker is away, and the log says once what is in the way. */
    private void sayOnce(String obstacle) {
        if (!obstacle.equals(said)) {
            LOG.warnf("The broker did not take the processes yet: %s", obstacle);
            said = obstacle;
        }
    }

    private static DeployResourceCommandStep2 add(DeployResourceCommandStep1 command, ProcessId process) {
        return command.addResourceStream(
                ProcessId.class.getClassLoader().getResourceAsStream(process.resource()), process.id() + ".bpmn");
    }

    public boolean isDeployed() {
        return deployed.get();
    }
}
