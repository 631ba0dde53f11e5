package dialtone.platform.zeebe;

import io.camunda.zeebe.client.api.response.Topology;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Whether the broker answers, for the status page. */
@ApplicationScoped
public class BrokerHealth {

    /** A healthy broker answers within milliseconds; a caller of the status does not wait long for a dead one. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ZeebeGateway zeebe;

    @SuppressWarnings("NullAway") // for the container's proxy only, which calls no method of it
    protected BrokerHealth() {
        this.zeebe = null;
    }

    @Inject
    public BrokerHealth(ZeebeGateway zeebe) {
        this.zeebe = zeebe;
    }

    /**
     * What the gateway says of its cluster.
     *
     * @param answers    whether it said anything; the rest is 0 and empty when it did not
     * @param brokers    known to it
     * @param partitions of the cluster
     */
    public record Report(boolean answers, int brokers, int partitions, String version) {
        static final Report SILENCE = new Report(false, 0, 0, "");
    }

    public Report ask() {
        try {
            Topology topology = zeebe.client()
                    .newTopologyRequest()
                    .requestTimeout(PATIENCE)
                    .send()
                    .join(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return new Report(
                    true, topology.getBrokers().size(), topology.getPartitionsCount(), topology.getGatewayVersion());
        } catch (RuntimeException away) {
            return Report.SILENCE;
        }
    }
}
