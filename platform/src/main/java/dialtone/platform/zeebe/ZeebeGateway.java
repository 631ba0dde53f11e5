package dialtone.platform.zeebe;

import dialtone.bpmn.Priority;
import dialtone.platform.settings.Settings;
import io.camunda.zeebe.client.ZeebeClient;
import io.camunda.zeebe.client.api.command.ClientStatusException;
import io.camunda.zeebe.client.impl.ZeebeClientBuilderImpl;
import io.grpc.Status;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** The one connection to the broker. It connects when first used and finds a broker that was away by itself, within a second. */
@ApplicationScoped
public class ZeebeGateway {

    /** Handlers wait for the network and the database most of their time, so that there are more of them than cores. */
    static final int WORKER_THREADS = 32;

    /** For urgent jobs alone, of which there are few: they wait behind no others. */
    static final int URGENT_THREADS = 4;

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    @Resource
    private ManagedThreadFactory threads;

    private ScheduledThreadPoolExecutor workerThreads;
    private ScheduledThreadPoolExecutor urgentThreads;
    private ZeebeClient client;

    @SuppressWarnings("NullAway") // for the container, which fills the fields and connects
    public ZeebeGateway() {}

    /** Outside a container, connected already. */
    @SuppressWarnings({"NullAway", "UnnecessaryAssignment"}) // the same fields, for who is not a container
    ZeebeGateway(
            ZeebeClient client, ScheduledThreadPoolExecutor workerThreads, ScheduledThreadPoolExecutor urgentThreads) {
        this.client = client;
        this.workerThreads = workerThreads;
        this.urgentThreads = urgentThreads;
    }

    @PostConstruct
    void connect() {
        workerThreads = ending(WORKER_THREADS);
        urgentThreads = ending(URGENT_THREADS);
        ZeebeClientBuilderImpl settings = new ZeebeClientBuilderImpl();
        settings.grpcAddress(URI.create("http://" + Settings.zeebeGateway()))
                .restAddress(Settings.zeebeRest())
                .usePlaintext()
                .defaultRequestTimeout(REQUEST_TIMEOUT)
                .jobWorkerExecutor(workerThreads, false);
        client = BrokerConnection.open(settings, workerThreads);
    }

    private ScheduledThreadPoolExecutor ending(int size) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(size, threads);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    @PreDestroy
    void disconnect() {
        client.close();
        workerThreads.shutdownNow();
        urgentThreads.shutdownNow();
    }

    ZeebeClient client() {
        return client;
    }

    ScheduledThreadPoolExecutor workerThreads() {
        return workerThreads;
    }

    /** Those that work jobs of this priority. */
    ScheduledThreadPoolExecutor threadsOf(Priority priority) {
        return priority == Priority.URGENT ? urgentThreads : workerThreads;
    }

    /** The gRPC status behind a failure of the client; UNKNOWN when there is none. */
    static Status.Code statusOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClientStatusException status) {
                return status.getStatusCode();
            }
            if (cause instanceof io.grpc.StatusRuntimeException status) {
                return status.getStatus().getCode();
            }
        }
        return Status.Code.UNKNOWN;
    }
}
