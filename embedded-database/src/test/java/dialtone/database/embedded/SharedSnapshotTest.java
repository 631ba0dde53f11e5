package dialtone.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.tx.Transaction;
import org.h2.mvstore.tx.TransactionStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedSnapshotTest {

    @TempDir
    Path folder;

    private MVStore store;
    private TransactionStore transactions;

    @BeforeEach
    void open() {
        store = opened(file());
        transactions = new TransactionStore(store);
        transactions.init();
        Transaction first = transactions.begin();
        first.openMap("committed").put("before", "row");
        first.openMap("uncommitted").put("before", "row");
        first.commit();
    }

    @AfterEach
    void close() {
        store.closeImmediately();
    }

    @Test
    void aCommitThatAnothersSnapshotHoldsWritesNoneOfItsOwn() throws Exception {
        Transaction another = transactions.begin();
        long before = store.getCurrentVersion();

        inTheTurnOf(() -> {
            store.commit();
            another.openMap("uncommitted").put("after", "row");
        });

        assertThat(store.hasUnsavedChanges()).as("by who has not committed").isTrue();
        assertThat(store.getCurrentVersion()).as("one snapshot").isEqualTo(before + 1);
        assertThat(onTheDisk("committed")).isEqualTo(2);
        assertThat(onTheDisk("uncommitted")).isEqualTo(1);
    }

    @Test
    void aCommitThatNoSnapshotHoldsIsWritten() throws Exception {
        long before = store.getCurrentVersion();

        inTheTurnOf(() -> {});

        assertThat(store.getCurrentVersion()).isEqualTo(before + 1);
        assertThat(onTheDisk("committed")).isEqualTo(2);
    }

    @Test
    void whoCommitsAgainIsNotSparedForWhatWasWrittenBefore() throws Exception {
        store.commit();
        Transaction next = transactions.begin();
        next.openMap("committed").put("next", "row");
        next.commit();
        assertThat(onTheDisk("committed")).isEqualTo(2);
    }

    /** While this thread has its turn to write, another commits a row, and waits for its own. */
    private void inTheTurnOf(Runnable writing) throws InterruptedException {
        Transaction transaction = transactions.begin();
        transaction.openMap("committed").put("after", "row");
        Thread committing = new Thread(transaction::commit);
        store.executeFilestoreOperation(() -> {
            committing.start();
            while (committing.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            writing.run();
        });
        committing.join();
    }

    /** Rows of a table in the file as it would be found after a kill at this moment. */
    private long onTheDisk(String table) throws Exception {
        Path copy = folder.resolve("copy");
        Files.write(copy, Files.readAllBytes(file()));
        MVStore found = opened(copy);
        try {
            TransactionStore reopened = new TransactionStore(found);
            reopened.init();
            reopened.endLeftoverTransactions();
            MVMap<?, ?> rows = reopened.begin().openMap(table).map;
            return rows.sizeAsLong();
        } finally {
            found.closeImmediately();
        }
    }

    private Path file() {
        return folder.resolve("store");
    }

    private static MVStore opened(Path file) {
        return new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .open();
    }
}
