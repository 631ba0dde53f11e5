package dialtone.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file of H2 is opened with after a clean end: a copy of it, made while it is open, is what kill -9 leaves. */
class ReopeningTest {

    private static final int RANDOM_LIVES = Integer.getInteger("dialtone.lives", 60);
    private static final int RANDOM_KEYS = 12;

    /** Of the file, in bytes. */
    private static final int BLOCK_SIZE = 4096;

    @TempDir
    Path folder;

    /** With so many parts H2 alone comes back with the first one's data; with more than twenty it cannot open the file: "Double mark". */
    @ParameterizedTest
    @CsvSource({"10, 1", "10, 3", "30, 1", "30, 3"})
    void aCleanEndAfterAKillKeepsWhatWasCommitted(int before, int after) throws IOException {
        Path file = folder.resolve("first");
        try (MVStore store = open(file)) {
            write(store, "before", before);
            file = killed(file);
        }
        try (MVStore store = open(file)) {
            assertThat(data(store)).containsEntry(0, "before " + (before - 1));
            write(store, "after", after);
        }
        try (MVStore store = open(file)) {
            assertThat(data(store)).containsEntry(0, "after " + (after - 1));
        }
    }

    @Test
    void aPartWithoutDataInUseIsNotMissed() throws IOException {
        Path file = folder.resolve("store");
        String unused;
        try (MVStore store = open(file)) {
            write(store, "before", 10);
            unused = store.getFileStore().getLayoutMap().entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(DataUtils.META_CHUNK)
                            && entry.getValue().contains("livePages:0,"))
                    .map(Map.Entry::getValue)
                    .reduce((one, other) -> other)
                    .orElseThrow();
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(DataUtils.readHexLong(DataUtils.parseMap(unused), "block", 0) * BLOCK_SIZE);
            bytes.write(new byte[BLOCK_SIZE]);
        }
        try (MVStore store = open(file)) {
            assertThat(data(store)).containsEntry(0, "before 9");
        }
    }

    @Test
    void whateverTheLivesAndTheirEndsTheNextOneHasWhatWasCommitted() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Path file = folder.resolve("first");
        Map<Integer, String> committed = new HashMap<>();
        for (int life = 0; life < RANDOM_LIVES; life++) {
            MVStore store = open(file);
            Map<Integer, String> data = data(store);
            assertThat(data).as("life %d, seed %d", life, seed).containsExactlyInAnyOrderEntriesOf(committed);
            for (int commits = random.nextInt(random.nextBoolean() ? 4 : 40); commits > 0; commits--) {
                for (int puts = random.nextInt(3); puts >= 0; puts--) {
                    data.put(random.nextInt(RANDOM_KEYS), life + "x".repeat(random.nextInt(15_000)));
                }
                store.commit();
                if (random.nextInt(8) == 0) {
                    store.compact(50, 1 << 19);
                }
            }
            committed = new HashMap<>(data);
            if (random.nextBoolean()) {
                file = killed(file);
                store.closeImmediately();
            } else {
                store.close(random.nextInt(2) * 20);
            }
        }
    }

    private static MVStore open(Path file) {
        return new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .open();
    }

    private static MVMap<Integer, String> data(MVStore store) {
        return store.openMap("data");
    }

    private static void write(MVStore store, String text, int commits) {
        for (int commit = 0; commit < commits; commit++) {
            data(store).put(0, text + " " + commit);
            store.commit();
        }
    }

    private static Path killed(Path file) throws IOException {
        Path copy = Files.createTempFile(file.getParent(), "killed", "");
        Files.write(copy, Files.readAllBytes(file));
        return copy;
    }
}
