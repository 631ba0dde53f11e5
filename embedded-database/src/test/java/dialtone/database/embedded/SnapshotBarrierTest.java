package dialtone.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotBarrierTest {

    @TempDir
    Path folder;

    @Test
    void takesNoSnapshotOutOfTheMiddleOfAChange() throws InterruptedException {
        String file = folder.resolve("store").toString();
        try (MVStore store =
                new MVStore.Builder().fileName(file).autoCommitDisabled().open()) {
            MVMap<Integer, String> table = store.openMap("table");
            MVMap<Integer, String> index = store.openMap("index");
            Thread snapshot = new Thread(store::commit);
            table.put(1, "row");
            table.operate(2, "row", new MVMap.DecisionMaker<>() {
                @Override
                public MVMap.Decision decide(String existing, String provided) {
                    snapshot.start();
                    while (snapshot.isAlive() && !SnapshotBarrier.isAwaited()) {
                        Thread.onSpinWait();
                    }
                    assertThat(snapshot.isAlive()).as("waits for the change").isTrue();
                    index.put(2, "entry");
                    return MVMap.Decision.PUT;
                }
            });
            snapshot.join();
            assertThat(store.hasUnsavedChanges()).as("the snapshot holds both").isFalse();
        }
    }

    @Test
    void letsAChangeThatHasMuchUnsavedGoOnWithoutASnapshot() {
        try (MVStore store = new MVStore.Builder()
                .fileName(folder.resolve("store").toString())
                .autoCommitBufferSize(1)
                .open()) {
            MVMap<Integer, String> table = store.openMap("table");
            long version = store.getCurrentVersion();
            for (int row = 0; row < 1_000; row++) {
                table.put(row, "x".repeat(1_000));
            }
            assertThat(store.getCurrentVersion()).isEqualTo(version);
            store.commit();
            assertThat(store.getCurrentVersion()).isEqualTo(version + 1);
        }
    }
}
