package dialtone.database.embedded;

import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * Spares a commit the writing of a snapshot when another thread has written one that holds it. With {@code WRITE_DELAY=0} H2 writes a snapshot
 * at each commit, one thread at a time. Those that wait for their turn are in the one that is written next; H2 has each write its own all the
 * same while anybody has begun to change something, which need not be on the disk before that is committed.
 *
 * <p>A snapshot is numbered when it begins. {@link SnapshotBarrier} keeps commits out from then until its roots are collected, so one with a
 * higher number than the store had at the end of a commit holds that commit; and its turn is over only when it is on the disk. Called from
 * what {@code EmbeddedDatabasePlugin} weaves into H2, by the thread that commits.
 */
public final class SharedSnapshot {

    private record Committed(MVStore store, long version) {}

    /** What this thread has committed and is about to write; none otherwise. */
    private static final ThreadLocal<@Nullable Committed> COMMITTED = new ThreadLocal<>();

    private SharedSnapshot() {}

    /** A transaction is committed in memory. */
    public static void committed(MVStore store) {
        COMMITTED.set(new Committed(store, store.getCurrentVersion()));
    }

    /** Whether this thread has its turn for a commit that is written already. */
    public static boolean isWritten(MVStore store) {
        Committed committed = COMMITTED.get();
        return committed != null && committed.store().equals(store) && store.getCurrentVersion() > committed.version();
    }

    /** The transaction has ended. */
    public static void ended() {
        COMMITTED.remove();
    }
}
