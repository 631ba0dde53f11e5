package dialtone.platform.zeebe;

import io.camunda.zeebe.client.ZeebeClient;
import io.camunda.zeebe.client.ZeebeClientConfiguration;
import io.camunda.zeebe.client.impl.ZeebeClientImpl;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Opens the client on a connection that looks once a second for a broker that is away. gRPC by itself looks ever more seldom, in the
 * end every two minutes, and for so long a broker that is back would seem to be away: to the outbox, to the job workers, to the
 * status page. That it is away, and that it is back, is a line of the log each.
 */
final class BrokerConnection {

    static final Duration LOOK = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(BrokerConnection.class);

    private final ManagedChannel channel;

    /** Touched by one look after the other. */
    private boolean away;

    private BrokerConnection(ManagedChannel channel) {
        this.channel = channel;
    }

    /** @param threads that look; the looking ends with them */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the threads, and does not fail
    static ZeebeClient open(ZeebeClientConfiguration settings, ScheduledExecutorService threads) {
        BrokerConnection connection = new BrokerConnection(ZeebeClientImpl.buildChannel(settings));
        threads.scheduleWithFixedDelay(connection::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        return new ZeebeClientImpl(settings, connection.channel);
    }

    private void look() {
        ConnectivityState state = channel.getState(false);
        if (state == ConnectivityState.TRANSIENT_FAILURE) {
            channel.resetConnectBackoff();
            if (!away) {
                LOG.warn("The broker is out of reach: orders are taken and wait for it");
            }
            away = true;
        } else if (away && state == ConnectivityState.READY) {
            LOG.info("The broker is in reach again");
            away = false;
        }
    }
}
