package dialtone.platform.tmf;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.element.ElementState;
import dialtone.usage.UsageFeed;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerStatusTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            up   | up   | 0   | 2   | 0   | 0 | CLOSED      | up       | -
            up   | up   | 10  | 2   | 60  | 0 | CLOSED      | up       | -
            up   | down | 0   | 2   | 0   | 0 | CLOSED      | degraded | broker
            up   | up   | 11  | 2   | 0   | 0 | CLOSED      | degraded | 3 messages wait
            up   | up   | 0   | 31  | 0   | 0 | CLOSED      | degraded | Partition 1
            up   | up   | 0   | 2   | 61  | 0 | CLOSED      | degraded | events wait
            up   | up   | 0   | 2   | 0   | 1 | CLOSED      | degraded | parked
            down | down | 0   | 2   | 0   | 0 | CLOSED      | down     | database
            up   | up   | 0   | 2   | 0   | 0 | OPEN        | degraded | Element hlr is out of reach since 2026
            up   | up   | 0   | 2   | 0   | 0 | HALF_OPEN   | degraded | Element hlr is out of reach since 2026
            up   | up   | 0   | 2   | 0   | 0 | MAINTENANCE | degraded | Element hlr is in maintenance
            """)
    void theStateFollowsFromTheParts(
            String database,
            String broker,
            long outboxSeconds,
            long exporterSeconds,
            long eventSeconds,
            long parked,
            ElementState element,
            String state,
            String problem) {
        ServerStatus status = ServerStatus.assess(new ServerStatus.Parts(
                Instant.parse("2026-11-25T10:00:00Z"),
                new ServerStatus.Database(database, 1),
                new ServerStatus.Broker(broker, 1, 1, "8.5.8"),
                new ServerStatus.Backlog(3, outboxSeconds),
                List.of(new ServerStatus.Exporter(1, 100, exporterSeconds, exporterSeconds > 30)),
                new ServerStatus.Deliveries(2, eventSeconds, parked),
                0L,
                0L,
                0L,
                List.of(new ServerStatus.Element("hlr", element, Instant.parse("2026-11-25T09:59:00Z"))),
                List.of(),
                null));
        assertThat(status.state()).isEqualTo(state);
        if (problem == null) {
            assertThat(status.problems()).isEmpty();
        } else {
            assertThat(status.problems())
                    .anySatisfy(sentence -> assertThat(sentence).contains(problem));
        }
    }

    @Test
    void thatNoSmDpPlusTellsOfProfilesIsAProblemOnceSomebodyWouldBeReminded() {
        ServerStatus status = ServerStatus.assess(new ServerStatus.Parts(
                Instant.parse("2026-11-25T10:00:00Z"),
                new ServerStatus.Database("up", 1),
                new ServerStatus.Broker("up", 1, 1, "8.5.8"),
                null,
                null,
                null,
                0L,
                0L,
                7L,
                List.of(),
                List.of(),
                null));
        assertThat(status.state()).isEqualTo("degraded");
        assertThat(status.problems()).singleElement().asString().contains("7 customers of eSIMs");
    }

    @Test
    void aUsageSourceOutOfReachAndMessagesThatWereGivenUpAreProblems() {
        Instant since = Instant.parse("2026-11-25T09:59:00Z");
        ServerStatus status = ServerStatus.assess(new ServerStatus.Parts(
                Instant.parse("2026-11-25T10:00:00Z"),
                new ServerStatus.Database("up", 1),
                new ServerStatus.Broker("up", 1, 1, "8.5.8"),
                null,
                null,
                null,
                0L,
                0L,
                0L,
                List.of(),
                List.of(
                        new ServerStatus.UsageFeed("msc1", UsageFeed.State.AWAY, since),
                        new ServerStatus.UsageFeed("msc2", UsageFeed.State.UP, since)),
                new ServerStatus.UsageQueue(7, 2)));
        assertThat(status.state()).isEqualTo("degraded");
        assertThat(status.problems())
                .satisfiesExactly(
                        problem -> assertThat(problem).contains("Usage source msc1 is out of reach since 2026"),
                        problem -> assertThat(problem).contains("2 messages of usage were given up"));
    }
}
