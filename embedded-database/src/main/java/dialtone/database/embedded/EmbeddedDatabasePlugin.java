package dialtone.database.embedded;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentMap;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.build.Plugin;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.matcher.ElementMatcher;
import org.h2.mvstore.Chunk;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * Weaves {@link SnapshotBarrier}, {@link SharedSnapshot}, {@link Housekeeping} and {@link Reopening} into H2 when it is built; a version of H2
 * without one of the methods fails the build.
 */
public final class EmbeddedDatabasePlugin implements Plugin {

    private record Place(String method, int arguments, Class<?> advice) {

        ElementMatcher.Junction<MethodDescription> matcher() {
            return named(method).and(takesArguments(arguments));
        }
    }

    private static final Map<String, Set<Place>> PLACES = Map.of(
            "org.h2.mvstore.MVMap", Set.of(new Place("operate", 3, Change.class)),
            "org.h2.mvstore.tx.TransactionStore",
                    Set.of(new Place("commit", 2, Commit.class), new Place("endTransaction", 2, End.class)),
            "org.h2.mvstore.MVStore",
                    Set.of(
                            new Place("store", 1, Store.class),
                            new Place("collectChangedMapRoots", 1, Snapshot.class),
                            new Place("beforeWrite", 1, NotWhileChanging.class),
                            new Place("setAutoCommitDelay", 1, Delay.class)),
            "org.h2.mvstore.FileStore",
                    Set.of(
                            new Place("start", 0, Start.class),
                            new Place("findLastChunkWithCompleteValidChunkSet", 3, Search.class)));

    private final Set<String> missing = new TreeSet<>(PLACES.keySet());

    /** A change of a tree: the undo log is written within it. */
    static final class Change {

        private Change() {}

        @Advice.OnMethodEnter
        static void enter() {
            SnapshotBarrier.enterChange();
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit() {
            SnapshotBarrier.leaveChange();
        }
    }

    /** A commit of a transaction to the trees, which is a change of them; it is written afterwards, unless it is finished for who was killed in it. */
    static final class Commit {

        private Commit() {}

        @Advice.OnMethodEnter
        static void enter() {
            SnapshotBarrier.enterChange();
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.FieldValue("store") MVStore store,
                @Advice.Argument(1) boolean recovered,
                @Advice.Thrown @Nullable Throwable failure) {
            if (failure == null && !recovered) {
                SharedSnapshot.committed(store);
            }
            SnapshotBarrier.leaveChange();
        }
    }

    /** The end of a transaction, which writes what it has committed. */
    static final class End {

        private End() {}

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit() {
            SharedSnapshot.ended();
        }
    }

    /**
     * The numbering of a snapshot, which is the beginning of {@code store}, and what follows. An undo log that is made between that and the
     * collecting of roots is not in the snapshot, so no change may be between them either.
     */
    static final class Store {

        private Store() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.This MVStore store) {
            if (SharedSnapshot.isWritten(store)) {
                return true;
            }
            SnapshotBarrier.enterSnapshot();
            return false;
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit() {
            SnapshotBarrier.leaveSnapshot();
        }
    }

    /** The collecting of a snapshot's roots. */
    static final class Snapshot {

        private Snapshot() {}

        @Advice.OnMethodEnter
        static void enter() {
            SnapshotBarrier.enterSnapshot();
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit() {
            SnapshotBarrier.leaveSnapshot();
        }
    }

    /** A snapshot out of the middle of a change, when much is unsaved: left to the commit that follows. */
    static final class NotWhileChanging {

        private NotWhileChanging() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter() {
            return SnapshotBarrier.isChanging();
        }
    }

    /** When a store is told that a commit writes all. */
    static final class Delay {

        private Delay() {}

        @Advice.OnMethodExit
        static void exit(@Advice.This MVStore store, @Advice.Argument(0) int millis) {
            Housekeeping.delayIs(store, millis);
        }
    }

    /** The opening of a file, when what it holds is known. */
    static final class Start {

        private Start() {}

        @Advice.OnMethodExit
        static void exit(
                @Advice.FieldValue("layout") MVMap<String, String> layout,
                @Advice.FieldValue("chunks") ConcurrentMap<Integer, ? extends Chunk<?>> chunks,
                @Advice.FieldValue("deadChunks") Deque<? extends Chunk<?>> dead,
                @Advice.FieldValue("readOnly") boolean readOnly) {
            if (!readOnly) {
                Reopening.forget(layout, chunks, dead);
            }
        }
    }

    /** The search for the newest snapshot that is whole, where the file was not ended cleanly or does not look so. */
    static final class Search {

        private Search() {}

        @Advice.OnMethodEnter
        static <C extends Chunk<C>> void enter(
                @Advice.FieldValue("lastChunk") @Nullable C newest, @Advice.Argument(1) Map<Long, C> candidates) {
            Reopening.consider(newest, candidates);
        }
    }

    @Override
    public boolean matches(TypeDescription type) {
        return PLACES.containsKey(type.getName());
    }

    /** @throws IllegalStateException if this H2 has not exactly one such method */
    @Override
    public DynamicType.Builder<?> apply(
            DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator classFileLocator) {
        missing.remove(type.getName());
        DynamicType.Builder<?> woven = builder;
        for (Place place : PLACES.getOrDefault(type.getName(), Set.of())) {
            if (type.getDeclaredMethods().filter(place.matcher()).size() != 1) {
                throw new IllegalStateException(
                        "This version of H2 has no " + type.getName() + "." + place.method() + ": see ADR 38");
            }
            woven = woven.visit(Advice.to(place.advice()).on(place.matcher()));
        }
        return woven;
    }

    /** @throws IllegalStateException if this H2 has not all of the classes */
    @Override
    public void close() {
        if (!missing.isEmpty()) {
            throw new IllegalStateException("This version of H2 has no " + missing + ": see ADR 38");
        }
    }
}
