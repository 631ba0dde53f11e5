package dialtone.usage.console;

import dialtone.base.Page;
import dialtone.base.console.Badge;
import dialtone.base.console.Pager;
import dialtone.base.console.When;
import dialtone.usage.Delivery;
import dialtone.usage.RefusedUsage;
import dialtone.usage.RejectedLine;
import dialtone.usage.SuspendedUsage;
import dialtone.usage.UsageCounts;
import dialtone.usage.UsageFeed;
import dialtone.usage.UsageFile;
import dialtone.usage.service.UsageFeeds;
import dialtone.usage.service.UsageFiles;
import dialtone.usage.service.UsageSuspense;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Usage files, the newest first, and what of them waits or was refused. Parameters of the address: file, offset. */
@Named
@RequestScoped
public class UsagePage {

    private static final int ROWS = 25;
    private static final int MAX_OFFSET = 100_000;

    /** A file with what became of its lines; all four are {@code in}. */
    public record FileRow(
            long id,
            String name,
            String source,
            String layout,
            String way,
            When at,
            Badge state,
            UsageCounts counts,
            long joined,
            String failure) {

        static FileRow of(UsageFile file) {
            return new FileRow(
                    file.id(),
                    file.name(),
                    file.source(),
                    file.layout(),
                    cameBy(file.delivery()),
                    When.of(file.receivedAt()),
                    switch (file.state()) {
                        case IN_PROGRESS -> new Badge("Being taken", "busy");
                        case COMPLETED -> new Badge("Taken", "good");
                        case REFUSED -> new Badge("Refused", "bad");
                    },
                    file.counts(),
                    file.joined(),
                    file.failure());
        }
    }

    /** How it came, and who brought it. */
    private static String cameBy(Delivery delivery) {
        return switch (delivery.channel()) {
            case FOLDER -> "Watched folder";
            case REST -> "API, " + delivery.by();
            case SFTP -> "SFTP, " + delivery.by();
            case JMS -> "Queue";
        };
    }

    /** A place that files are fetched from. */
    public record FeedRow(String name, String place, Badge state, When since, When lastFile, String failure) {
        static FeedRow of(UsageFeed feed) {
            return new FeedRow(
                    feed.name(),
                    feed.place(),
                    switch (feed.state()) {
                        case NEW -> new Badge("Not looked at yet", "busy");
                        case UP -> new Badge("Reached", "good");
                        case AWAY -> new Badge("Out of reach", "bad");
                    },
                    When.of(feed.since()),
                    new When(feed.lastFileAt()),
                    feed.failure());
        }
    }

    public record RejectRow(long line, String why, String raw) {
        static RejectRow of(RejectedLine rejected) {
            return new RejectRow(
                    rejected.reject().lineNumber(),
                    rejected.reject().message(),
                    rejected.reject().raw());
        }
    }

    /** A record that a person refused. */
    public record RefusedRow(SuspenseRow record, String why, String by, When at) {
        static RefusedRow of(RefusedUsage refused) {
            return new RefusedRow(
                    SuspenseRow.of(refused.record()), refused.remark(), refused.by(), When.of(refused.at()));
        }
    }

    @EJB
    private UsageFiles files;

    @EJB
    private UsageSuspense suspense;

    @EJB
    private UsageFeeds feeds;

    @Inject
    private HttpServletRequest request;

    private Optional<UsageFeeds.Queue> queue = Optional.empty();
    private Optional<Page<UsageFile>> page = Optional.empty();
    private Optional<Page<SuspendedUsage>> suspended = Optional.empty();
    private Optional<Page<RejectedLine>> rejects = Optional.empty();
    private Optional<Page<RefusedUsage>> refused = Optional.empty();

    @SuppressWarnings("NullAway") // the container injects
    public UsagePage() {}

    /** Where this node fetches files from by itself. */
    public List<FeedRow> feeds() {
        return feeds.list().stream().map(FeedRow::of).toList();
    }

    /** Messages that wait in this node's queue; 0 where that is not known. */
    public long queued() {
        return queue().map(UsageFeeds.Queue::waiting).orElse(0L);
    }

    /** Messages that were given up. */
    public long givenUp() {
        return queue().map(UsageFeeds.Queue::failed).orElse(0L);
    }

    private Optional<UsageFeeds.Queue> queue() {
        if (queue.isEmpty()) {
            queue = feeds.queue();
        }
        return queue;
    }

    public List<FileRow> rows() {
        return page().rows().stream().map(FileRow::of).toList();
    }

    public Pager pager() {
        return Pager.of(page(), ROWS, request.getContextPath() + "/billing/usage", Map.of());
    }

    private Page<UsageFile> page() {
        if (page.isEmpty()) {
            page = Optional.of(files.list(Pager.offset(request.getParameter("offset"), MAX_OFFSET), ROWS));
        }
        return page.get();
    }

    /** The first of those that wait for somebody to be charged. */
    public List<SuspenseRow> suspended() {
        return suspendedPage().rows().stream().map(SuspenseRow::of).toList();
    }

    public long suspendedTotal() {
        return suspendedPage().total();
    }

    private Page<SuspendedUsage> suspendedPage() {
        if (suspended.isEmpty()) {
            suspended = Optional.of(files.suspended(0, ROWS));
        }
        return suspended.get();
    }

    /** The file whose refused lines are shown; empty when none is asked for, or there is no such file. */
    public Optional<UsageFile> chosen() {
        String file = request.getParameter("file");
        return file != null && file.matches("[0-9]{1,18}") ? files.find(Long.parseLong(file)) : Optional.empty();
    }

    public String chosenName() {
        return chosen().map(UsageFile::name).orElse("");
    }

    public List<RejectRow> rejects() {
        return rejectsPage().rows().stream().map(RejectRow::of).toList();
    }

    public long rejectsTotal() {
        return rejectsPage().total();
    }

    /** The records of the file that people refused; they are among the rejected ones of its counts. */
    public List<RefusedRow> refused() {
        return refusedPage().rows().stream().map(RefusedRow::of).toList();
    }

    public long refusedTotal() {
        return refusedPage().total();
    }

    private Page<RefusedUsage> refusedPage() {
        if (refused.isEmpty()) {
            refused = Optional.of(chosen().map(file -> suspense.refused(file.id(), 0, ROWS))
                    .orElseGet(() -> new Page<>(List.of(), 0, 0)));
        }
        return refused.get();
    }

    private Page<RejectedLine> rejectsPage() {
        if (rejects.isEmpty()) {
            rejects = Optional.of(chosen().map(file -> files.rejectsOf(file.id(), 0, ROWS))
                    .orElseGet(() -> new Page<>(List.of(), 0, 0)));
        }
        return rejects.get();
    }
}
