package dialtone.platform.tmf;

import dialtone.element.ElementStanding;
import dialtone.element.service.NetworkElements;
import dialtone.esim.service.EsimProfiles;
import dialtone.event.service.EventDelivery;
import dialtone.order.FalloutFilter;
import dialtone.order.service.FalloutQueue;
import dialtone.platform.outbox.Outbox;
import dialtone.platform.settings.Settings;
import dialtone.platform.zeebe.BrokerHealth;
import dialtone.process.ExportLag;
import dialtone.process.service.ProcessInstances;
import dialtone.usage.UsageFeed;
import dialtone.usage.service.UsageFeeds;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Looks at the parts of the installation, at most once a second however many ask, for anybody may. */
@ApplicationScoped
public class StatusProbe {

    private static final System.Logger LOG = System.getLogger(StatusProbe.class.getName());

    private static final Duration FRESH = Duration.ofSeconds(1);

    @Inject
    private DataSource dataSource;

    @Inject
    private BrokerHealth broker;

    @Inject
    private Outbox outbox;

    @Inject
    private ProcessInstances processes;

    @Inject
    private EventDelivery events;

    @Inject
    private NetworkElements elements;

    @Inject
    private Clock clock;

    @EJB
    private FalloutQueue fallout;

    @EJB
    private EsimProfiles esims;

    @EJB
    private UsageFeeds feeds;

    private @Nullable ServerStatus last;

    public synchronized ServerStatus status() {
        Instant now = clock.instant();
        if (last == null || Duration.between(last.at(), now).compareTo(FRESH) >= 0) {
            last = look(now);
        }
        return last;
    }

    private ServerStatus look(Instant now) {
        ServerStatus.Database database = database();
        BrokerHealth.Report report = broker.ask();
        boolean works = database.state().equals(ServerStatus.UP);
        return ServerStatus.assess(new ServerStatus.Parts(
                now,
                database,
                new ServerStatus.Broker(
                        report.answers() ? ServerStatus.UP : ServerStatus.DOWN,
                        report.brokers(),
                        report.partitions(),
                        report.version().isEmpty() ? null : report.version()),
                part(works, this::outbox).orElse(null),
                part(
                                works,
                                () -> processes.lag().stream()
                                        .map(StatusProbe::exporter)
                                        .toList())
                        .orElse(null),
                part(works, this::events).orElse(null),
                part(works, () -> fallout.listOpen(FalloutFilter.ALL, 0, 1).total())
                        .orElse(null),
                part(works, () -> esims.ofConcern(0, 1).total()).orElse(null),
                part(works, () -> esims.untold(Settings.es2plusSecret())).orElse(null),
                elements.standingsOfThisNode().stream()
                        .map(StatusProbe::element)
                        .toList(),
                feeds.list().stream().map(StatusProbe::feed).toList(),
                part(true, feeds::queue)
                        .flatMap(queue -> queue)
                        .map(queue -> new ServerStatus.UsageQueue(queue.waiting(), queue.failed()))
                        .orElse(null)));
    }

    /** Without the reason: that is told to operations, who have a login. */
    private static ServerStatus.Element element(ElementStanding standing) {
        return new ServerStatus.Element(standing.element(), standing.state(), standing.since());
    }

    /** Without the place and the reason, likewise. */
    private static ServerStatus.UsageFeed feed(UsageFeed feed) {
        return new ServerStatus.UsageFeed(feed.name(), feed.state(), feed.since());
    }

    private ServerStatus.Database database() {
        long begun = System.nanoTime();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT 1 FROM DUAL");
                ResultSet row = select.executeQuery()) {
            row.next();
            return new ServerStatus.Database(ServerStatus.UP, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        } catch (SQLException | RuntimeException away) {
            LOG.log(System.Logger.Level.WARNING, "The database does not answer: {0}", away.getMessage());
            return new ServerStatus.Database(
                    ServerStatus.DOWN, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        }
    }

    private ServerStatus.Backlog outbox() {
        Outbox.Backlog backlog = outbox.backlog();
        return new ServerStatus.Backlog(backlog.waiting(), backlog.oldest().toSeconds());
    }

    private static ServerStatus.Exporter exporter(ExportLag lag) {
        return new ServerStatus.Exporter(
                lag.partition(), lag.position(), lag.sinceLast().toSeconds(), lag.alarming());
    }

    private ServerStatus.Deliveries events() {
        EventDelivery.Backlog backlog = events.backlog();
        return new ServerStatus.Deliveries(backlog.waiting(), backlog.oldest().toSeconds(), backlog.parked());
    }

    /** A part that cannot be looked at is absent from the answer, and the log says why. */
    private static <T> Optional<T> part(boolean databaseWorks, Supplier<T> look) {
        if (!databaseWorks) {
            return Optional.empty();
        }
        try {
            return Optional.of(look.get());
        } catch (RuntimeException failure) {
            LOG.log(System.Logger.Level.WARNING, "A part of the status cannot be told", failure);
            return Optional.empty();
        }
    }
}
