package dialtone.database.embedded;

import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import org.h2.mvstore.Chunk;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Opens H2's file at its newest snapshot, after a clean end as after a kill. A snapshot lists the parts (chunks) of the file with their places.
 * At a start after a kill H2 takes the place of each part without data in use as free, but goes on to list the part there, for the retention
 * time at least; what is written next lies upon it. After a clean end H2 looks at the twenty newest listed parts, oldest first: at one that was
 * written over it falls back to the newest part before it, a snapshot of an earlier time. A listed part that is older than those twenty ends
 * the start with "Double mark".
 *
 * <p>Called from what {@code EmbeddedDatabasePlugin} weaves into H2.
 */
public final class Reopening {

    private Reopening() {}

    /**
     * A file has been opened: parts whose place was taken as free are listed no longer. The next snapshot, the first that may lie upon one, is
     * without them.
     *
     * @param layout the list, by "chunk." and the part's number in hexadecimal
     * @param dead parts without data in use, which wait for their place to be taken as free
     */
    public static void forget(
            MVMap<String, String> layout,
            ConcurrentMap<Integer, ? extends Chunk<?>> chunks,
            Deque<? extends Chunk<?>> dead) {
        dead.removeIf(Reopening::isWithoutPlace);
        for (Iterator<? extends Chunk<?>> each = chunks.values().iterator(); each.hasNext(); ) {
            Chunk<?> chunk = each.next();
            if (isWithoutPlace(chunk)) {
                layout.remove(DataUtils.META_CHUNK + Integer.toHexString(chunk.id));
                each.remove();
            }
        }
    }

    /** The first two blocks are the file's header: no part is there. */
    private static boolean isWithoutPlace(Chunk<?> chunk) {
        return chunk.block == 0;
    }

    /**
     * The newest snapshot that is whole is about to be searched for.
     *
     * @param newest what the file's header names, if it says that the file was ended cleanly: it is a candidate whatever was found of others
     * @param candidates parts by their first block
     */
    public static <C extends Chunk<C>> void consider(@Nullable C newest, Map<Long, C> candidates) {
        if (newest != null) {
            candidates.putIfAbsent(newest.block, newest);
        }
    }
}
