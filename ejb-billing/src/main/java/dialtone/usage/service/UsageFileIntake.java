package dialtone.usage.service;

import dialtone.usage.Delivery;
import dialtone.usage.PartialRecord;
import dialtone.usage.SessionKey;
import dialtone.usage.UsageBatch;
import dialtone.usage.UsageChannel;
import dialtone.usage.UsageEvent;
import dialtone.usage.UsageFile;
import dialtone.usage.UsageLine;
import dialtone.usage.UsageReject;
import dialtone.usage.layout.DelimitedSplitter;
import dialtone.usage.layout.FixedWidthSplitter;
import dialtone.usage.layout.LayoutReader;
import dialtone.usage.layout.RecordFormat;
import dialtone.usage.layout.RecordSplitter;
import dialtone.usage.layout.UsageLayout;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes a usage file in, batch by batch, each in a transaction of its own that also notes how far the file is taken. A crash so
 * loses nothing and doubles nothing: delivered again, the file goes on behind the last batch that was stored. While one is stored the next is read.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class UsageFileIntake {

    private static final Logger LOG = Logger.getLogger(UsageFileIntake.class);

    @EJB
    private UsageFiles files;

    @EJB
    private UsageIntake intake;

    @EJB
    private UsageRecycling recycling;

    @Inject
    private UsageLayoutFiles layouts;

    @Resource(lookup = "java:comp/DefaultManagedExecutorService")
    private Executor threads;

    private int batchLines = UsageBatch.MAX_LINES;

    @SuppressWarnings("NullAway") // the container injects
    public UsageFileIntake() {}

    UsageFileIntake(UsageFiles files, UsageIntake intake, UsageRecycling recycling) {
        this(files, intake, recycling, new UsageLayoutFiles());
    }

    @SuppressWarnings("UnnecessaryAssignment") // outside a container: tests
    UsageFileIntake(UsageFiles files, UsageIntake intake, UsageRecycling recycling, UsageLayoutFiles layouts) {
        this.files = files;
        this.intake = intake;
        this.recycling = recycling;
        this.layouts = layouts;
        this.threads = runnable -> Thread.ofPlatform().daemon().start(runnable);
    }

    /** Smaller ones, so that a small file has many: tests. */
    UsageFileIntake inBatchesOf(int lines) {
        batchLines = lines;
        return this;
    }

    /**
     * Takes what is not taken yet of a file of the watched folder, by the layout that takes files of its name.
     *
     * @throws IllegalStateException as the other one
     */
    public UsageFile take(Path path, String name, String deliveredBy) throws IOException {
        return take(
                path,
                name,
                new Delivery(UsageChannel.FOLDER, deliveredBy),
                layouts.current().of("", name).orElse(UsageLayout.HOUSE));
    }

    /**
     * Takes what is not taken yet of a file.
     *
     * @param name     decides the source of its records where the layout does not, see {@link UsageFile#sourceOf}
     * @param layout   how it is written
     * @return the file as it is afterwards: completed, or refused with the reason when it is no usage file
     * @throws IOException           if it cannot be read
     * @throws IllegalStateException if the database fails; to be delivered again
     */
    public UsageFile take(Path path, String name, Delivery delivery, UsageLayout layout) throws IOException {
        UsageFile file = files.register(new NewUsageFile(name, Checksums.of(path), delivery, layout));
        if (file.state() != UsageFile.State.IN_PROGRESS) {
            LOG.infof("Usage file %s has been taken before as %d (%s)", name, file.id(), file.name());
            return file;
        }
        try (Reader reader = new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8)) {
            // one that broke off goes on by the layout it was begun with
            Optional<String> refused = takeRecords(file, layoutOf(file, layout), reader);
            if (refused.isPresent()) {
                LOG.warnf("Usage file %d (%s) is refused: %s", file.id(), file.name(), refused.get());
                return files.refuse(file.id(), refused.get());
            }
        }
        join(file.id());
        recycle(file.id());
        UsageFile taken = files.complete(file.id());
        LOG.infof(
                "Usage file %d (%s, by %s, %s): %s",
                taken.id(), name, delivery.channel(), delivery.by(), taken.counts());
        return taken;
    }

    private UsageLayout layoutOf(UsageFile file, UsageLayout given) {
        if (given.name().equals(file.layout())) {
            return given;
        }
        return layouts.current()
                .named(file.layout())
                .orElseThrow(() -> new IllegalStateException("Usage file " + file.id() + " was begun by the layout "
                        + file.layout() + ", which the catalogue's folder does not have any more"));
    }

    /** @return why it is no file of its layout; empty when all of it is taken */
    private Optional<String> takeRecords(UsageFile file, UsageLayout layout, Reader reader) throws IOException {
        return switch (layout.format()) {
            case RecordFormat.Delimited csv
            when csv.header() -> {
                UsageLines lines = new UsageLines(reader, layout.maxRecord());
                @Nullable String header = lines.next();
                Optional<DelimitedSplitter> splitter =
                        header == null ? Optional.empty() : DelimitedSplitter.byHeader(csv, header);
                if (splitter.isEmpty()) {
                    yield Optional.of(
                            "The first line is not " + String.join(String.valueOf(csv.delimiter()), csv.names()));
                }
                takeRecords(file, layout, lines, splitter.get());
                yield Optional.empty();
            }
            case RecordFormat.Delimited csv -> takeLines(file, layout, reader, DelimitedSplitter.byPlace(csv));
            case RecordFormat.FixedWidth fixed ->
                takeLines(
                        file,
                        layout,
                        reader,
                        new FixedWidthSplitter(fixed, layout.fields().peer()));
            case RecordFormat.Json json
            when json.array() -> {
                JsonElements elements = new JsonElements(reader, layout.maxRecord());
                if (!elements.begin()) {
                    yield Optional.of("The file does not begin with the bracket of a JSON array");
                }
                takeRecords(file, layout, elements, new JsonSplitter(json));
                yield Optional.empty();
            }
            case RecordFormat.Json json -> takeLines(file, layout, reader, new JsonSplitter(json));
        };
    }

    private Optional<String> takeLines(UsageFile file, UsageLayout layout, Reader reader, RecordSplitter splitter)
            throws IOException {
        takeRecords(file, layout, new UsageLines(reader, layout.maxRecord()), splitter);
        return Optional.empty();
    }

    private void takeRecords(UsageFile file, UsageLayout layout, RecordTexts texts, RecordSplitter splitter)
            throws IOException {
        LayoutReader records = new LayoutReader(layout, splitter, file.source());
        long number = layout.format().firstRecord();
        Chunk chunk = new Chunk(file, file.nextLine());
        try (BatchPipeline pipeline = new BatchPipeline(this::take, threads)) {
            @Nullable String text = texts.next();
            while (text != null) {
                if (number >= chunk.firstLine) {
                    if (chunk.lines == batchLines) {
                        pipeline.add(chunk.batch());
                        chunk = new Chunk(file, number);
                    }
                    chunk.lines++;
                    if (!layout.ignores(text)) {
                        chunk.add(records.read(number, text));
                    }
                }
                number++;
                text = texts.next();
            }
            if (chunk.lines > 0) {
                pipeline.last(chunk.batch());
            }
        }
    }

    /** @return the first line that is still to be taken */
    private long take(UsageBatch batch) {
        String what = "lines from " + batch.firstLine();
        return Attempts.at(what, "Usage file " + batch.fileId(), () -> intake.take(batch))
                .nextLine();
    }

    /** Sessions whose parts are all here now. */
    private void join(long fileId) {
        Optional<SessionKey> last = Optional.empty();
        do {
            Optional<SessionKey> after = last;
            last = Attempts.at("sessions", "Usage file " + fileId, () -> recycling.joinFile(fileId, after));
        } while (last.isPresent());
    }

    /** A number that got its account while the file was being taken may have been looked for just before. */
    private void recycle(long fileId) {
        int records = UsageRecycling.Step.all(after ->
                Attempts.at("suspended records", "Usage file " + fileId, () -> recycling.recycleFile(fileId, after)));
        if (records > 0) {
            LOG.infof("Usage file %d: %d suspended records have an account now", fileId, records);
        }
    }

    /** Lines on their way into a batch. */
    private static final class Chunk {
        private final UsageFile file;
        private final long firstLine;
        private final List<UsageEvent> events = new ArrayList<>();
        private final List<PartialRecord> parts = new ArrayList<>();
        private final List<UsageReject> rejects = new ArrayList<>();
        private int lines;

        Chunk(UsageFile file, long firstLine) {
            this.file = file;
            this.firstLine = firstLine;
        }

        void add(UsageLine line) {
            switch (line) {
                case UsageLine.Event(UsageEvent event) -> events.add(event);
                case UsageLine.Part(PartialRecord record) -> parts.add(record);
                case UsageLine.Rejected(UsageReject reject) -> rejects.add(reject);
            }
        }

        UsageBatch batch() {
            return new UsageBatch(file.id(), firstLine, lines, events, parts, rejects);
        }
    }
}
