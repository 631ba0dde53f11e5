package dialtone.usage.service;

import dialtone.ledger.service.BillingDatabase;
import dialtone.rating.service.Demo;
import dialtone.rating.service.RatingReference;
import dialtone.rating.service.Tariffs;
import dialtone.usage.UsageBatch;
import dialtone.usage.UsageFile;
import dialtone.usage.layout.UsageLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Takes usage files into a test's database. */
public final class Intake {

    private final Path folder;
    private final UsageFileIntake intake;
    private final AtomicLong crashBehind = new AtomicLong(Long.MAX_VALUE);
    private int files;

    public Intake(BillingDatabase database, Path folder) {
        this(database, folder, new RatingReference());
    }

    public Intake(BillingDatabase database, Path folder, RatingReference reference) {
        this.folder = folder;
        NumberAccounts numbers = new NumberAccounts(new ConcurrentHashMap<>());
        Tariffs tariffs = new Tariffs();
        UsageIntake batches = new UsageIntake() {
            @Override
            public Taken take(UsageBatch batch) {
                if (batch.firstLine() > crashBehind.get()) {
                    throw new IllegalStateException("crash");
                }
                return database.inTransaction(source ->
                        new UsageIntake(source, new UsageRating(numbers, tariffs, reference), Demo.NOON).take(batch));
            }
        };
        this.intake = new UsageFileIntake(
                new UsageFiles(database.dataSource(), Demo.NOON), batches, Recycling.by(database, reference));
    }

    UsageFileIntake files() {
        return intake;
    }

    /** No batch that begins behind this line is stored, whichever of those under way comes first. */
    void crashBehind(long line) {
        crashBehind.set(line);
    }

    /** Smaller ones than the server's, so that a small file has many. */
    public Intake inBatchesOf(int lines) {
        intake.inBatchesOf(lines);
        return this;
    }

    /** @param lines {@code 1,VOICE,491510000001,2026-11-25T16:50:00Z,1200,4930123456} */
    public UsageFile take(String... lines) {
        List<String> all = new ArrayList<>();
        all.add(UsageLayout.HOUSE_HEADER);
        all.addAll(Arrays.asList(lines));
        try {
            Files.createDirectories(folder);
            return take(Files.write(folder.resolve("msc1-" + ++files + ".csv"), all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is not taken yet of a file with its header. */
    public UsageFile take(Path file) throws IOException {
        return intake.take(file, file.getFileName().toString(), "test");
    }
}
