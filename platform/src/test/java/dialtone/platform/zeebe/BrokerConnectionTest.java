package dialtone.platform.zeebe;

import static org.assertj.core.api.Assertions.assertThatNoException;

import io.camunda.zeebe.client.ZeebeClient;
import io.camunda.zeebe.client.impl.ZeebeClientBuilderImpl;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

class BrokerConnectionTest {

    /** gRPC by itself looks after 1, 1.6, 2.6, 4.1, 6.6 ... seconds. */
    private static final int LOOKS = 8;

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);

    @Test
    void a_broker_that_is_away_is_looked_for_every_second() throws Exception {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(1);
        try (ServerSocket nobody = new ServerSocket(0, LOOKS, InetAddress.getLoopbackAddress())) {
            nobody.setSoTimeout((int) BETWEEN_LOOKS.toMillis());
            ZeebeClientBuilderImpl settings = new ZeebeClientBuilderImpl();
            settings.grpcAddress(URI.create("http://127.0.0.1:" + nobody.getLocalPort()))
                    .usePlaintext();
            try (ZeebeClient client = BrokerConnection.open(settings, threads)) {
                var answer = client.newTopologyRequest().send();
                for (int look = 1; look <= LOOKS; look++) {
                    assertThatNoException()
                            .as("look " + look)
                            .isThrownBy(() -> nobody.accept().close());
                }
                answer.cancel(true);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
