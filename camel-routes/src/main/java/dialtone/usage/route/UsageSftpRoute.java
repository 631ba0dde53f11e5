package dialtone.usage.route;

import dialtone.platform.settings.Settings;
import dialtone.usage.Delivery;
import dialtone.usage.UsageChannel;
import dialtone.usage.UsageFeed;
import dialtone.usage.layout.UsageLayouts;
import dialtone.usage.service.UsageFeeds;
import dialtone.usage.service.UsageFileIntake;
import dialtone.usage.service.UsageLayoutFiles;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpEndpoint;

/**
 * Fetches usage files from the SFTP sources of the installation ({@link Settings#usageSftpSources}). A file is taken when it is at rest, and moved at its server
 * when all of it is stored: to {@code done}, or to {@code failed} when it is no usage file, with its number in the register before its name. Whoever dies between the
 * two finds it again, and that it was taken.
 *
 * <p>A host is trusted by its key in {@link Settings#usageSftpKnownHosts} and by nothing else. How it goes with each source is told by {@link UsageFeeds}.
 */
@Dependent
public class UsageSftpRoute extends UsageFileRoute {

    /** A server that does not answer holds up its own source alone, and no longer than that. */
    private static final int TIMEOUT_MILLIS = 15_000;

    private static final long MAX_FIRST_MILLIS = 1_000;

    /** Of one look; the next one goes on. */
    private static final int MAX_FILES = 50;

    private final List<SftpSource> given;
    private final Path knownHosts;
    private final Path work;

    @EJB
    private UsageFileIntake intake;

    @EJB
    private UsageLayoutFiles layouts;

    @EJB
    private UsageFeeds feeds;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // the container injects
    public UsageSftpRoute() {
        this.given = List.of();
        this.knownHosts = Settings.usageSftpKnownHosts();
        this.work = Settings.data().resolve("usage-sftp");
    }

    /** Outside a container. */
    @SuppressWarnings({"NullAway", "UnnecessaryAssignment"}) // layouts are the sources' own
    UsageSftpRoute(
            List<SftpSource> given, Path knownHosts, Path work, UsageFileIntake intake, UsageFeeds feeds, Clock clock) {
        this.given = given;
        this.knownHosts = knownHosts;
        this.work = work;
        this.intake = intake;
        this.feeds = feeds;
        this.clock = clock;
    }

    /** @throws IllegalStateException with every fault of what is said of the sources */
    @Override
    public void configure() {
        beSteadfast();
        (given.isEmpty() ? declared(layouts.current()) : given).forEach(this::fetch);
    }

    private static List<SftpSource> declared(UsageLayouts layouts) {
        return SftpSource.declared(
                Settings.usageSftpSources(), source -> what -> Settings.usageSftp(source, what), layouts);
    }

    private void fetch(SftpSource source) {
        feeds.declare(UsageFeed.declared(source.name(), UsageChannel.SFTP, source.place(), clock.instant()));
        SettledFiles settled = new SettledFiles(source.layout()::takes);
        FeedWatch watch = new FeedWatch(source, settled, feeds, clock);
        String bean = "usage-sftp-" + source.name();
        getContext().getRegistry().bind(bean + "-files", settled);
        getContext().getRegistry().bind(bean + "-watch", watch);
        getContext().getRegistry().bind(bean + "-faults", watch.faults());
        SftpEndpoint endpoint = getContext()
                .getEndpoint(
                        "sftp:" + source.host() + ":" + source.port() + "/" + source.folder()
                                + "?stepwise=false&autoCreate=false&disconnect=true&throwExceptionOnConnectFailed=true&maximumReconnectAttempts=0"
                                + "&connectTimeout=" + TIMEOUT_MILLIS + "&soTimeout=" + TIMEOUT_MILLIS + "&timeout="
                                + TIMEOUT_MILLIS
                                + "&strictHostKeyChecking=yes&useUserKnownHostsFile=false&jschLoggingLevel=ERROR"
                                + "&localWorkDirectory="
                                + work.resolve(source.name()).toAbsolutePath()
                                + "&delay=" + source.every().toMillis() + "&initialDelay="
                                + Math.min(MAX_FIRST_MILLIS, source.every().toMillis())
                                + "&maxMessagesPerPoll=" + MAX_FILES + "&eagerMaxMessagesPerPoll=false&sortBy=file:name"
                                + "&filter=#" + bean + "-files&pollStrategy=#" + bean + "-watch&exceptionHandler=#"
                                + bean + "-faults"
                                + "&onCompletionExceptionHandler=#" + bean + "-faults"
                                + "&" + MOVE,
                        SftpEndpoint.class);
        letIn(endpoint.getConfiguration(), source);
        from(endpoint).routeId("usage.take-file-from-" + source.name()).process(exchange -> take(exchange, source));
    }

    /** Not in the address, which is shown in places. */
    private void letIn(SftpConfiguration configuration, SftpSource source) {
        SftpSource.Access access = source.access();
        configuration.setUsername(source.user());
        configuration.setKnownHostsFile(knownHosts.toString());
        access.key().ifPresent(key -> configuration.setPrivateKeyFile(key.toString()));
        access.passphrase().ifPresent(configuration::setPrivateKeyPassphrase);
        access.password().ifPresent(configuration::setPassword);
        configuration.setPreferredAuthentications(
                access.key().isEmpty() ? "password" : access.password().isEmpty() ? "publickey" : "publickey,password");
    }

    private void take(Exchange exchange, SftpSource source) throws Exception {
        take(exchange, intake, new Delivery(UsageChannel.SFTP, source.name()), source.layout());
        feeds.note(source.name(), feed -> feed.took(clock.instant()));
    }
}
