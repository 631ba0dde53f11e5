package dialtone.usage.service;

import dialtone.usage.UsageBatch;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.ToLongFunction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one file on their way into the tables. A batch waits for the file's row, which the one before it holds until its transaction is
 * committed; it goes on while that commit is still being written to the disk, and whoever reads the file reads on meanwhile. The line that
 * the row names keeps their order: a batch whose turn it is not takes nothing.
 *
 * <p>For the thread that reads the file. When one batch fails none behind it is stored, and closing waits until all have ended.
 */
final class BatchPipeline implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(BatchPipeline.class);

    /** One at work on the tables, one whose commit is being written. A third would wait for the file's row, and for memory. */
    static final int MAX_UNDERWAY = 2;

    private final ToLongFunction<UsageBatch> take;
    private final Executor threads;
    private final ArrayDeque<Future<Void>> underway = new ArrayDeque<>(MAX_UNDERWAY);

    /**
     * @param take    takes a batch in a transaction, unless its lines are taken or not to be taken yet, and says which line is the next one
     * @param threads that it is called by
     */
    BatchPipeline(ToLongFunction<UsageBatch> take, Executor threads) {
        this.take = take;
        this.threads = threads;
    }

    /**
     * Has a batch taken behind those before it. Returns when no more than {@value #MAX_UNDERWAY} are under way, this one among them.
     *
     * @throws IllegalStateException if one before it failed; this one is not taken
     */
    void add(UsageBatch batch) {
        awaitRoom();
        Future<Void> before = underway.peekLast();
        FutureTask<Void> task = new FutureTask<>(() -> take(batch, before), null);
        threads.execute(task);
        underway.add(task);
    }

    /**
     * Takes the last batch in this thread, which has nothing more to read, and returns when all are taken.
     *
     * @throws IllegalStateException if it, or one before it, failed
     */
    void last(UsageBatch batch) {
        awaitRoom();
        take(batch, underway.peekLast());
        while (!underway.isEmpty()) {
            await(underway.remove());
        }
    }

    private void awaitRoom() {
        if (underway.size() == MAX_UNDERWAY) {
            await(underway.remove());
        }
    }

    private void take(UsageBatch batch, @Nullable Future<Void> before) {
        long next = take.applyAsLong(batch);
        if (next < batch.firstLine() && before != null) {
            await(before); // came to the row first
            next = take.applyAsLong(batch);
        }
        if (next < batch.nextLine()) {
            throw new IllegalStateException("Usage file " + batch.fileId() + " goes on with line " + next
                    + ", not with " + batch.firstLine() + ": to be delivered again");
        }
    }

    /** Waits for those under way. Why one fails has been thrown by then, or is logged here. */
    @Override
    public void close() {
        while (!underway.isEmpty()) {
            try {
                await(underway.remove());
            } catch (IllegalStateException failed) {
                LOG.warnf("A batch that nobody waits for any more is not taken: %s", failed.getMessage());
            }
        }
    }

    private static void await(Future<Void> batch) {
        try {
            batch.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while batches are under way; they end by themselves", e);
        }
    }
}
