package dialtone.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordBatchTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    @Test
    void a_batch_holds_records_in_the_order_of_the_log_or_none_at_all() {
        assertThat(new RecordBatch(1, 9, List.of(at(0), at(3), at(9))).records())
                .hasSize(3);
        assertThat(new RecordBatch(1, 9, List.of()).records()).isEmpty();
    }

    @Test
    void records_out_of_order_twice_or_beyond_the_end_are_refused() {
        for (List<EngineRecord> records :
                List.of(List.of(at(3), at(2)), List.of(at(3), at(3)), List.of(at(10)), List.of(at(-1)))) {
            assertThatThrownBy(() -> new RecordBatch(1, 9, records)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void more_records_than_a_transaction_takes_are_refused() {
        List<EngineRecord> records = LongStream.rangeClosed(0, RecordBatch.MAX_RECORDS)
                .mapToObj(RecordBatchTest::at)
                .toList();
        assertThatThrownBy(() -> new RecordBatch(1, RecordBatch.MAX_RECORDS, records))
                .hasMessageContaining("5001");
        assertThat(new RecordBatch(1, RecordBatch.MAX_RECORDS, records.subList(0, RecordBatch.MAX_RECORDS)).records())
                .hasSize(RecordBatch.MAX_RECORDS);
    }

    static Stream<LongFunction<Object>> keys() {
        return Stream.of(
                JobKey::new,
                IncidentKey::new,
                ProcessInstanceKey::new,
                ProcessDefinitionKey::new,
                ElementInstanceKey::new);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void a_key_of_the_engine_is_above_zero_and_reads_as_its_number(LongFunction<Object> key) {
        assertThat(key.apply(2251799813685249L))
                .hasToString("2251799813685249")
                .isEqualTo(key.apply(2251799813685249L));
        assertThatThrownBy(() -> key.apply(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> key.apply(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_copy_that_nobody_has_fed_for_more_than_half_a_minute_is_alarming() {
        assertThat(lag(Duration.ofSeconds(30)).alarming()).isFalse();
        assertThat(lag(Duration.ofMillis(30_001)).alarming()).isTrue();
    }

    private static ExportLag lag(Duration sinceLast) {
        return new ExportLag(1, 9, NOON, NOON, sinceLast);
    }

    private static EngineRecord at(long position) {
        return new EngineRecord(position, NOON, new EngineEvent.TimerGone(1));
    }
}
