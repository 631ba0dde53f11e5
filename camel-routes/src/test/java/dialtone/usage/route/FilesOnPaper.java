package dialtone.usage.route;

import dialtone.usage.Delivery;
import dialtone.usage.UsageCounts;
import dialtone.usage.UsageFile;
import dialtone.usage.layout.UsageLayout;
import dialtone.usage.service.UsageFileIntake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes files without a database: a usage file is 1 and another one 2, the same bytes are the same file, and what has not the house's header is refused. */
final class FilesOnPaper extends UsageFileIntake {

    private final AtomicInteger outages = new AtomicInteger();
    private final AtomicInteger attempts = new AtomicInteger();
    private final Map<String, UsageFile> byContent = new ConcurrentHashMap<>();
    private final List<UsageFile> taken = new CopyOnWriteArrayList<>();

    void failNext(int times) {
        outages.set(times);
    }

    int attempts() {
        return attempts.get();
    }

    /** In the order they came; one that comes again is there once. */
    List<UsageFile> taken() {
        return List.copyOf(taken);
    }

    @Override
    public UsageFile take(Path path, String name, Delivery delivery, UsageLayout layout) throws IOException {
        attempts.incrementAndGet();
        if (outages.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("The database is away");
        }
        String content = Files.readString(path);
        return byContent.computeIfAbsent(content, bytes -> {
            UsageFile file = file(name, delivery, layout, bytes.startsWith(UsageLayout.HOUSE_HEADER));
            taken.add(file);
            return file;
        });
    }

    private UsageFile file(String name, Delivery delivery, UsageLayout layout, boolean usage) {
        return new UsageFile(
                usage ? 1 : 2,
                name,
                "",
                UsageFile.sourceOf(name),
                layout.name(),
                delivery,
                Instant.EPOCH,
                Optional.of(Instant.EPOCH),
                usage ? UsageFile.State.COMPLETED : UsageFile.State.REFUSED,
                2,
                UsageCounts.NONE,
                0,
                "");
    }
}
