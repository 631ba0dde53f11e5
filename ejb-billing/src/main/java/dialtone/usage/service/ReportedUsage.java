package dialtone.usage.service;

import dialtone.usage.Delivery;
import dialtone.usage.UsageBatch;
import dialtone.usage.UsageChannel;
import dialtone.usage.UsageCounts;
import dialtone.usage.UsageEvent;
import dialtone.usage.UsageFile;
import dialtone.usage.layout.RecordFormat;
import dialtone.usage.layout.UsageLayout;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Takes records that come one by one, as a file's are taken. What a source reports in a day (UTC) is a file of the register with a line for each
 * record, so that its audit adds up like any other; the row of that file takes the records one after the other.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ReportedUsage {

    /** Name of the layout in the register. */
    static final String LAYOUT = "tmf635";

    /** Records of one source that come at the same time take turns. */
    private static final int MAX_TURNS = 1_000;

    @EJB
    private UsageFiles files;

    @EJB
    private UsageIntake intake;

    @EJB
    private UsageRecycling recycling;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // the container injects
    public ReportedUsage() {}

    @SuppressWarnings("UnnecessaryAssignment") // outside a container: tests
    ReportedUsage(UsageFiles files, UsageIntake intake, UsageRecycling recycling, Clock clock) {
        this.files = files;
        this.intake = intake;
        this.recycling = recycling;
        this.clock = clock;
    }

    /**
     * Takes a record, unless its source and sequence were taken before.
     *
     * @param login who reports it
     * @return what became of it: one rated, duplicate or suspended
     * @throws IllegalStateException if the database fails; to be reported again
     */
    public UsageCounts take(UsageEvent event, String login) {
        UsageFile file = files.register(fileOf(event, login));
        UsageIntake.Taken taken = new UsageIntake.Taken(UsageCounts.NONE, file.nextLine());
        for (int turn = 0; taken.counts().in() == 0; turn++) {
            if (turn == MAX_TURNS) {
                throw new IllegalStateException("Others are reported all the time: " + event);
            }
            UsageBatch batch = new UsageBatch(file.id(), taken.nextLine(), 1, List.of(event), List.of());
            taken = Attempts.at("a reported record", "Usage file " + file.id(), () -> intake.take(batch));
        }
        if (file.state() == UsageFile.State.IN_PROGRESS) {
            files.complete(file.id()); // as far as it goes
        }
        if (taken.counts().suspended() > 0) {
            // its number may have got an account just now, and whoever gave it one may have looked just before
            UsageRecycling.Step.all(after -> Attempts.at(
                    "a reported record", "Usage file " + file.id(), () -> recycling.recycleFile(file.id(), after)));
        }
        return taken.counts();
    }

    private NewUsageFile fileOf(UsageEvent event, String login) {
        String name = event.source() + " " + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        UsageLayout layout = new UsageLayout(
                LAYOUT,
                "",
                "*",
                Optional.of(event.source()),
                new RecordFormat.Json(false, List.of()),
                List.of(),
                UsageLayout.HOUSE.fields());
        return new NewUsageFile(name, Checksums.of("reported " + name), new Delivery(UsageChannel.REST, login), layout);
    }
}
