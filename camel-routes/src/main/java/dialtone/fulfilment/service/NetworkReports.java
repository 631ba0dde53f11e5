package dialtone.fulfilment.service;

import dialtone.bpmn.ProcessMessage;
import dialtone.fulfilment.service.ReportedOutcome.Effect;
import dialtone.platform.outbox.Outbox;
import dialtone.platform.outbox.OutgoingMessage;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Takes what network elements report late: outcome, report and the message to the process in one transaction. */
@Stateless
public class NetworkReports {

    /** The process may wait for it only a moment later; the step's own timer finds an outcome that nobody told it. */
    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(10);

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Outbox outbox;

    @Inject
    private Clock clock;

    /**
     * A report that comes late, twice or against an earlier one is kept and changes nothing.
     *
     * @return empty when nobody ever asked under this request id, or not with this callback address
     */
    public Optional<Effect> take(ReportedOutcome report) {
        Optional<NetworkCallbacks.Taken> taken = new NetworkCallbacks(dataSource, clock).take(report);
        taken.filter(known -> known.effect() == Effect.SETTLED)
                .ifPresent(settled -> outbox.put(new OutgoingMessage(
                        ProcessMessage.FULFILMENT_OUTCOME_REPORTED,
                        settled.stepId(),
                        report.requestId() + (report.succeeded() ? ":SUCCEEDED" : ":REFUSED"),
                        TIME_TO_LIVE,
                        Map.of())));
        return taken.map(NetworkCallbacks.Taken::effect);
    }
}
