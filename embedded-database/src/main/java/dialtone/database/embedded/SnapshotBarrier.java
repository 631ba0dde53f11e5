package dialtone.database.embedded;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps H2's snapshots whole. What H2 writes to its file at a commit is a snapshot of the trees of all tables, indexes and undo logs. It
 * takes the root of one tree after the other while other threads change them, so that a snapshot can hold a row without the entry of its
 * index, or without the undo log that would take back a transaction which never ended. The next snapshot sets that right; kill -9 between
 * the two leaves it.
 *
 * <p>So changes of trees, each with its undo log, and commits exclude the collecting of roots, and nothing else: they go on beside each
 * other and while the snapshot is written. Called from what {@code EmbeddedDatabasePlugin} weaves into H2. One for the whole JVM.
 */
public final class SnapshotBarrier {

    private static final ReentrantReadWriteLock LOCK = new ReentrantReadWriteLock();
    private static final long LIMIT_SECONDS = 10;

    private SnapshotBarrier() {}

    /** A tree is about to change, or a transaction to be committed. A thread may enter again before it leaves. */
    public static void enterChange() {
        LOCK.readLock().lock();
    }

    public static void leaveChange() {
        LOCK.readLock().unlock();
    }

    /** Whether this thread is between {@link #enterChange} and {@link #leaveChange}, where it would wait for itself to take a snapshot. */
    public static boolean isChanging() {
        return LOCK.getReadHoldCount() > 0;
    }

    /**
     * A snapshot is about to be numbered and its roots to be collected. Returns when no thread changes a tree, or after ten seconds, which a
     * change takes only where it waits for the store that this thread holds; then the snapshot is as whole as H2 alone has it. Entered
     * already, it returns at once.
     */
    public static void enterSnapshot() {
        if (LOCK.isWriteLockedByCurrentThread()) {
            return;
        }
        try {
            @SuppressWarnings("unused")
            boolean entered = LOCK.writeLock().tryLock(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The roots are collected, or there was nothing to store. */
    public static void leaveSnapshot() {
        if (LOCK.isWriteLockedByCurrentThread()) {
            LOCK.writeLock().unlock();
        }
    }

    /** Whether a thread waits to collect the roots, or to go on with changes behind one that does. */
    static boolean isAwaited() {
        return LOCK.hasQueuedThreads();
    }
}
