package dialtone.usage.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.catalog.UsageType;
import dialtone.ledger.service.BillingDatabase;
import dialtone.usage.UsageEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class UsageSequencesTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    @Test
    void a_record_is_fresh_once_at_the_edges_of_its_block_too() {
        assertThat(take("msc1", 0, 49, 50, 99, 100, 49, UsageEvent.MAX_SEQUENCE))
                .containsExactly(0L, 49L, 50L, 99L, 100L, UsageEvent.MAX_SEQUENCE);
        assertThat(take("msc1", 0, 1, 48, 49, 50, 51, 99, 100, 101, UsageEvent.MAX_SEQUENCE))
                .containsExactly(1L, 48L, 51L, 101L);
        assertThat(take("msc2", 0, 49)).as("of another source").containsExactly(0L, 49L);
    }

    @Test
    void a_full_block_and_the_next_one_are_told_apart() {
        long[] block = LongStream.range(0, UsageSequences.BLOCK_SIZE).toArray();
        assertThat(take("msc1", block)).hasSize(UsageSequences.BLOCK_SIZE);
        assertThat(take("msc1", block)).isEmpty();
        assertThat(take("msc1", UsageSequences.BLOCK_SIZE)).hasSize(1);
        assertThat(database.count("SELECT TAKEN FROM USAGE_SEQUENCE_BLOCK WHERE BLOCK_NUMBER = 0"))
                .isEqualTo((1L << UsageSequences.BLOCK_SIZE) - 1);
    }

    @Test
    void every_record_is_fresh_exactly_once_whatever_order_and_batches_they_come_in() {
        Random random = new Random(20261125);
        Set<Long> taken = new HashSet<>();
        for (int batch = 0; batch < 60; batch++) {
            int spread = 1 << (1 + random.nextInt(20));
            long[] sequences = random.longs(1 + random.nextInt(600), 0, spread).toArray();
            List<Long> expected =
                    LongStream.of(sequences).boxed().filter(taken::add).toList();
            assertThat(take("msc1", sequences)).isEqualTo(expected);
        }
    }

    @Test
    void a_batch_of_two_sources_is_refused_and_one_of_none_is_nothing() {
        assertThatThrownBy(() -> inTransaction(List.of(event("msc1", 1), event("msc2", 2))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(take("msc1")).isEmpty();
        assertThat(take("msc1", 1)).as("what was refused is not taken").hasSize(1);
    }

    private List<Long> take(String source, long... sequences) {
        return inTransaction(LongStream.of(sequences)
                        .mapToObj(sequence -> event(source, sequence))
                        .toList())
                .stream()
                .map(UsageEvent::sequence)
                .toList();
    }

    private List<UsageEvent> inTransaction(List<UsageEvent> events) {
        return database.inTransaction(dataSource -> {
            try (Connection connection = dataSource.getConnection()) {
                return UsageSequences.take(connection, events);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static UsageEvent event(String source, long sequence) {
        return new UsageEvent(source, sequence, UsageType.SMS, "491510000001", NOON, 1, "");
    }
}
