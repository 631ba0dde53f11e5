package dialtone.usage.route;

import dialtone.platform.settings.Settings;
import dialtone.usage.Delivery;
import dialtone.usage.layout.UsageLayout;
import dialtone.usage.layout.UsageLayouts;
import dialtone.usage.service.UsageFileIntake;
import dialtone.usage.service.UsageLayoutFiles;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.Dependent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFileFilter;

/**
 * Watches the usage inbox ({@link Settings#usageInbox}), and the folders in it that layouts of the catalogue name. The folder and the name of a file
 * say how it is written, see {@link UsageLayouts#of}; what no layout takes is left where it is. A file is taken when it has stopped growing, and moved when all of it is
 * taken: to {@code done}, or to {@code failed} when it is no usage file; in front of its name stands its number in the register. While
 * the database is away the file stays where it is and is tried again; what was taken of it is not taken twice.
 *
 * <p>Whoever delivers writes under a name that no layout takes (in the inbox itself another ending than {@code .csv}; anywhere one that begins
 * with a dot) and renames, or writes fast enough to be found unchanged for half a
 * second.
 */
@Dependent
public class UsageInboxRoute extends UsageFileRoute {

    private final Path inbox;

    @EJB
    private UsageFileIntake intake;

    @EJB
    private UsageLayoutFiles layouts;

    @SuppressWarnings("NullAway") // the container injects
    public UsageInboxRoute() {
        this.inbox = Settings.usageInbox();
    }

    /** Outside a container. */
    UsageInboxRoute(Path inbox, UsageFileIntake intake, UsageLayouts layouts) {
        this.inbox = inbox;
        this.intake = intake;
        this.layouts = new UsageLayoutFiles(layouts);
    }

    @Override
    public void configure() {
        beSteadfast();
        UsageLayouts known = layouts.current();
        Set<String> folders = new TreeSet<>();
        known.all().forEach(layout -> folders.add(layout.folder()));
        folders.forEach(folder -> watch(folder, known));
    }

    /** @param folder of the inbox; empty for the inbox itself */
    private void watch(String folder, UsageLayouts known) {
        String filter = "usage-files" + (folder.isEmpty() ? "" : "-" + folder);
        GenericFileFilter<File> taken = file ->
                !file.isDirectory() && known.of(folder, file.getFileNameOnly()).isPresent();
        getContext().getRegistry().bind(filter, taken);
        from("file:" + inbox.resolve(folder).toAbsolutePath()
                        + "?filter=#" + filter
                        + "&delay=1000&initialDelay=500&maxMessagesPerPoll=10&eagerMaxMessagesPerPoll=false&sortBy=file:name"
                        + "&readLock=changed&readLockCheckInterval=500&readLockTimeout=10000&readLockMinLength=0"
                        + "&readLockLoggingLevel=DEBUG"
                        + "&" + MOVE)
                .routeId(folder.isEmpty() ? "usage.take-file" : "usage.take-file-" + folder)
                .process(exchange -> take(exchange, folder, known));
    }

    private void take(Exchange exchange, String folder, UsageLayouts known) throws IOException {
        UsageLayout layout = known.of(folder, nameOf(exchange)).orElse(UsageLayout.HOUSE);
        take(exchange, intake, Delivery.byFolder(), layout);
    }
}
