package dialtone.database.embedded;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * Moves what is still used out of the old parts of a database's file, so that their space is free again. Each commit is a new part, which holds
 * the changed pages of all trees; most are out of date a moment later, and the few that are not keep the whole part. H2 moves them in the
 * thread that also writes late what was not written at a commit: with {@code WRITE_DELAY=0} there is no such thread, and a file would grow to many
 * times its data.
 *
 * <p>Started for each store without that thread, by what {@code EmbeddedDatabasePlugin} weaves into H2; ends when the store is closed.
 */
public final class Housekeeping implements Runnable {

    /** Percent of the file, without its newest parts, that are to be data in use: with less, parts are emptied. */
    private static final int TARGET_FILL_RATE = 50;

    /** Commits wait while so much is moved. */
    private static final int MOST_BYTES = 512 * 1024;

    /** For commits to go between. */
    private static final long BETWEEN_MOVES_MILLIS = 5;

    private static final long PAUSE_MILLIS = 250;

    private static final Set<MVStore> KEPT = ConcurrentHashMap.newKeySet();

    private final MVStore store;

    private Housekeeping(MVStore store) {
        this.store = store;
    }

    /**
     * A store has been told when to write what a commit has not written.
     *
     * @param delayMillis 0 when commits write all: then H2 has no thread of its own
     */
    public static void delayIs(MVStore store, int delayMillis) {
        if (delayMillis == 0
                && store.getFileStore() != null
                && !store.getFileStore().isReadOnly()
                && KEPT.add(store)) {
            Thread.ofPlatform().daemon().name("database-housekeeping").start(new Housekeeping(store));
        }
    }

    @Override
    public void run() {
        long pause = PAUSE_MILLIS; // first of all: the store is being opened
        try {
            do {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
                pause = move() ? BETWEEN_MOVES_MILLIS : PAUSE_MILLIS;
            } while (!store.isClosed() && store.getAutoCommitDelay() == 0);
        } finally {
            KEPT.remove(store);
        }
        if (!store.isClosed()) {
            delayIs(store, store.getAutoCommitDelay()); // should it have become 0 again just now
        }
    }

    /** @return whether there was something to move, and no commit too long in the way */
    private boolean move() {
        try {
            return store.compact(TARGET_FILL_RATE, MOST_BYTES);
        } catch (MVStoreException failure) {
            if (store.isClosed()) {
                return false;
            }
            throw failure;
        }
    }
}
