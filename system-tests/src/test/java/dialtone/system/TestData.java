package dialtone.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder below the repository where tests have their data: kept until the next run, to be looked into. */
public final class TestData {

    private TestData() {}

    /** An empty folder of that name, whatever a run before left in it. */
    public static Path fresh(String name) {
        Path folder = DialtoneEar.repository().resolve(".test-data").resolve(name);
        try {
            if (Files.exists(folder)) {
                remove(folder);
            }
            return Files.createDirectories(folder);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static void remove(Path folder) throws IOException {
        List<Path> innermostFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            innermostFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : innermostFirst) {
            Files.delete(file);
        }
    }
}
