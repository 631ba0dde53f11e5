package dialtone.usage.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.usage.UsageBatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BatchPipelineTest {

    private static final Executor THREADS = task -> Thread.ofPlatform().daemon().start(task);
    private static final int LINES = 10;

    private final Row row = new Row();

    @Test
    void batches_are_taken_in_their_order_and_no_more_than_two_at_a_time() {
        AtomicInteger now = new AtomicInteger();
        List<Integer> together = Collections.synchronizedList(new ArrayList<>());
        try (BatchPipeline pipeline = new BatchPipeline(
                batch -> {
                    together.add(now.incrementAndGet());
                    try {
                        return row.take(batch);
                    } finally {
                        now.decrementAndGet();
                    }
                },
                THREADS)) {
            for (int number = 0; number < 99; number++) {
                pipeline.add(batch(number));
            }
            pipeline.last(batch(99));
        }
        assertThat(row.taken).hasSize(100).isSortedAccordingTo(Long::compareTo).doesNotHaveDuplicates();
        assertThat(together).allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(BatchPipeline.MAX_UNDERWAY));
    }

    @Test
    void one_that_comes_to_the_row_first_waits_for_the_one_before_it() {
        CountDownLatch tooEarly = new CountDownLatch(1);
        try (BatchPipeline pipeline = new BatchPipeline(
                batch -> {
                    if (batch.firstLine() == 0) {
                        await(tooEarly);
                    }
                    long next = row.take(batch);
                    tooEarly.countDown();
                    return next;
                },
                THREADS)) {
            pipeline.add(batch(0));
            pipeline.last(batch(1));
        }
        assertThat(row.taken).containsExactly(0L, 10L);
    }

    @Test
    void the_next_one_begins_while_the_one_before_is_being_written() {
        CountDownLatch begun = new CountDownLatch(1);
        try (BatchPipeline pipeline = new BatchPipeline(
                batch -> {
                    long next = row.take(batch);
                    if (batch.firstLine() == 0) {
                        await(begun);
                    } else {
                        begun.countDown();
                    }
                    return next;
                },
                THREADS)) {
            pipeline.add(batch(0));
            pipeline.add(batch(1));
            pipeline.last(batch(2));
        }
        assertThat(row.taken).containsExactly(0L, 10L, 20L);
    }

    @Test
    void behind_one_that_fails_none_is_taken() {
        BatchPipeline pipeline = new BatchPipeline(
                batch -> {
                    if (batch.firstLine() == 10) {
                        throw new IllegalStateException("the database is away");
                    }
                    return row.take(batch);
                },
                THREADS);
        assertThatThrownBy(() -> {
                    try (pipeline) {
                        pipeline.add(batch(0));
                        pipeline.add(batch(1));
                        pipeline.add(batch(2));
                        pipeline.last(batch(3));
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the database is away");
        assertThat(row.taken).containsExactly(0L);
    }

    @Test
    void a_batch_whose_lines_another_delivery_has_taken_is_done_and_one_of_which_it_has_some_is_not_guessed_at() {
        row.next = 20;
        try (BatchPipeline pipeline = new BatchPipeline(row::take, THREADS)) {
            pipeline.add(batch(0));
            pipeline.add(batch(1));
            pipeline.last(batch(2));
        }
        assertThat(row.taken).containsExactly(20L);
        row.next = 45;
        try (BatchPipeline pipeline = new BatchPipeline(row::take, THREADS)) {
            assertThatThrownBy(() -> pipeline.last(batch(4))).hasMessageContaining("goes on with line 45, not with 40");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static UsageBatch batch(int number) {
        return new UsageBatch(1, (long) number * LINES, LINES, List.of(), List.of());
    }

    /** The file's row: one at a time, and only who begins where it stands. */
    private static final class Row {
        private long next;
        private final List<Long> taken = new ArrayList<>();

        synchronized long take(UsageBatch batch) {
            if (batch.firstLine() == next) {
                taken.add(next);
                next = batch.nextLine();
            }
            return next;
        }
    }
}
