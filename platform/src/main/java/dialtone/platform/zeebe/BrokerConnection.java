package dialtone.platform.zeebe;

import io.camunda.zeebe.client.ZeebeClient;
import io.camunda.zeebe.client.ZeebeClientConfiguration;
import io.camunda.zeebe.client.impl.ZeebeClientImpl;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Opens the client on a connection that looks once a second for a broker that is away. gRPC by itself looks ever more seldom, in the
 * end every two minutes, and for so long a broker that is back would seem to be away: to the outbox, to the job workers, to the
 * status page.
 */
final class BrokerConnection {

    static final Duration LOOK = Duration.ofSeconds(1);

    private BrokerConnection() {}

    /** @param threads that look; the looking ends with them */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the threads, and does not fail
    static ZeebeClient open(ZeebeClientConfiguration settings, ScheduledExecutorService threads) {
        ManagedChannel channel = ZeebeClientImpl.buildChannel(settings);
        threads.scheduleWithFixedDelay(() -> lookFor(channel), LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        return new ZeebeClientImpl(settings, channel);
    }

    private static void lookFor(ManagedChannel channel) {
        if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            channel.resetConnectBackoff();
        }
    }
}
