package dialtone.platform.tmf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerStatusTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            up   | up   | 0   | 2   | 0   | 0 | up       | -
            up   | up   | 10  | 2   | 60  | 0 | up       | -
            up   | down | 0   | 2   | 0   | 0 | degraded | broker
            up   | up   | 11  | 2   | 0   | 0 | degraded | 3 messages wait
            up   | up   | 0   | 31  | 0   | 0 | degraded | Partition 1
            up   | up   | 0   | 2   | 61  | 0 | degraded | events wait
            up   | up   | 0   | 2   | 0   | 1 | degraded | parked
            down | down | 0   | 2   | 0   | 0 | down     | database
            """)
    void theStateFollowsFromTheParts(
            String database,
            String broker,
            long outboxSeconds,
            long exporterSeconds,
            long eventSeconds,
            long parked,
            String state,
            String problem) {
        ServerStatus status = ServerStatus.assess(new ServerStatus.Parts(
                Instant.parse("2026-11-25T10:00:00Z"),
                new ServerStatus.Database(database, 1),
                new ServerStatus.Broker(broker, 1, 1, "8.5.8"),
                new ServerStatus.Backlog(3, outboxSeconds),
                List.of(new ServerStatus.Exporter(1, 100, exporterSeconds, exporterSeconds > 30)),
                new ServerStatus.Deliveries(2, eventSeconds, parked),
                0L));
        assertThat(status.state()).isEqualTo(state);
        if (problem == null) {
            assertThat(status.problems()).isEmpty();
        } else {
            assertThat(status.problems())
                    .anySatisfy(sentence -> assertThat(sentence).contains(problem));
        }
    }
}
