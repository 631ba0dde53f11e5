package dialtone.usage.route;

import dialtone.platform.settings.Settings;
import dialtone.usage.UsageFile;
import dialtone.usage.service.UsageFileIntake;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.Dependent;
import java.io.File;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/**
 * Watches the usage inbox ({@link Settings#usageInbox}). A file is taken when it has stopped growing, and moved when all of it is
 * taken: to {@code done}, or to {@code failed} when it is no usage file; in front of its name stands its number in the register. While
 * the database is away the file stays where it is and is tried again; what was taken of it is not taken twice.
 *
 * <p>Whoever delivers writes under another ending and renames to {@code .csv}, or writes fast enough to be found unchanged for half a
 * second.
 */
@Dependent
public class UsageInboxRoute extends RouteBuilder {

    /** Headers that the file's way out is named by. */
    private static final String FOLDER = "usageFileFolder";

    private static final String FILE_ID = "usageFileId";

    /** Some seconds within one poll; after that the next poll comes to it again. */
    private static final int REDELIVERIES = 4;

    private static final long FIRST_REDELIVERY_MILLIS = 500;

    private final Path inbox;

    @EJB
    private UsageFileIntake intake;

    @SuppressWarnings("NullAway") // the container injects
    public UsageInboxRoute() {
        this.inbox = Settings.usageInbox();
    }

    /** Outside a container. */
    UsageInboxRoute(Path inbox, UsageFileIntake intake) {
        this.inbox = inbox;
        this.intake = intake;
    }

    @Override
    public void configure() {
        errorHandler(defaultErrorHandler()
                .maximumRedeliveries(REDELIVERIES)
                .redeliveryDelay(FIRST_REDELIVERY_MILLIS)
                .useExponentialBackOff()
                .retryAttemptedLogLevel(LoggingLevel.WARN));
        from("file:" + inbox.toAbsolutePath()
                        + "?include=(?i).*[.]csv"
                        + "&delay=1000&initialDelay=500&maxMessagesPerPoll=10&eagerMaxMessagesPerPoll=false&sortBy=file:name"
                        + "&readLock=changed&readLockCheckInterval=500&readLockTimeout=10000&readLockMinLength=0"
                        + "&readLockLoggingLevel=DEBUG"
                        + "&move=${header." + FOLDER + "}/${header." + FILE_ID + "}-${file:name}")
                .routeId("usage.take-file")
                .process(this::take);
    }

    private void take(Exchange exchange) throws Exception {
        File file = exchange.getMessage().getMandatoryBody(File.class);
        String name = exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, file.getName(), String.class);
        UsageFile taken = intake.take(file.toPath(), name, "inbox");
        exchange.getMessage().setHeader(FOLDER, taken.state() == UsageFile.State.REFUSED ? "failed" : "done");
        exchange.getMessage().setHeader(FILE_ID, taken.id());
    }
}
