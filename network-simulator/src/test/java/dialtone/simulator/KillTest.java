package dialtone.simulator;

import static dialtone.simulator.RunningSimulator.imsi;
import static dialtone.simulator.RunningSimulator.subscriber;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dialtone.soap.subscriberprovisioning.v1.SubscriberProvisioning;
import dialtone.soap.subscriberprovisioning.v1.SubscriberProvisioningService;
import jakarta.xml.ws.WebServiceException;
import java.io.BufferedReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real process, killed in the middle of its work. */
class KillTest {

    private static final Pattern READY = Pattern.compile("ready: (http://\\S+) ");
    private static final int CALLERS = 8;

    @TempDir
    Path data;

    @Test
    void aKilledProcessHasLostNothingItHadAnswered() throws Exception {
        var next = new AtomicInteger();
        Set<String> answered = new ConcurrentSkipListSet<>();
        for (int life = 0; life < 2; life++) {
            Process process = start();
            try (var callers = Executors.newFixedThreadPool(CALLERS)) {
                URI uri = address(process);
                int goal = answered.size() + 150;
                var running = IntStream.range(0, CALLERS)
                        .<Future<?>>mapToObj(i -> callers.submit(() -> createUntilKilled(uri, next, answered)))
                        .toList();
                RunningSimulator.await("some work", () -> answered.size() >= goal);
                process.destroyForcibly();
                for (Future<?> caller : running) {
                    caller.get(30, TimeUnit.SECONDS);
                }
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
        try (var network = new RunningSimulator(data)) {
            JsonNode audit = network.get("/control/audit");
            int found = 0;
            for (JsonNode line : audit) {
                int effects = line.path("effects").asInt();
                assertThat(effects).as(line.path("key").asText()).isLessThanOrEqualTo(1);
                if (answered.contains(line.path("key").asText())) {
                    assertThat(effects).as(line.path("key").asText()).isEqualTo(1);
                    found++;
                }
            }
            assertThat(found).isEqualTo(answered.size());
            for (int number = 0; number < next.get(); number++) {
                network.hlr().createSubscriber(subscriber("order-" + number + "-hlr", number));
            }
            JsonNode counters = network.get("/control/hlr/counters");
            assertThat(counters.path("effects").asInt()).isEqualTo(next.get());
        }
    }

    @Test
    void aTerminatedProcessStopsInOrderAndSoon() throws Exception {
        Process process = start();
        try (BufferedReader out = process.inputReader()) {
            assertThat(READY.matcher(readyLine(out)).find()).isTrue();
            // SIGTERM by the handle: destroy() of the process itself would close the stream that is read below.
            assertThat(process.toHandle().destroy()).isTrue();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(out.lines().toList()).anyMatch(line -> line.contains("stopped"));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void createUntilKilled(URI uri, AtomicInteger next, Set<String> answered) {
        SubscriberProvisioning hlr = RunningSimulator.at(
                new SubscriberProvisioningService().getSubscriberProvisioningPort(), uri, "subscriber-provisioning");
        while (true) {
            int number = next.getAndIncrement();
            try {
                hlr.createSubscriber(subscriber("order-" + number + "-hlr", number));
                answered.add(imsi(number));
            } catch (WebServiceException killed) {
                return;
            } catch (Exception refused) {
                throw new AssertionError("subscriber " + number, refused);
            }
        }
    }

    private Process start() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dialtone.simulator.SimulatorProcess",
                        "--port",
                        "0",
                        "--smtp-port",
                        "0",
                        "--data",
                        data.toString())
                .redirectErrorStream(true)
                .start();
    }

    private static URI address(Process process) throws Exception {
        Matcher ready = READY.matcher(readyLine(process.inputReader()));
        assertThat(ready.find()).isTrue();
        return URI.create(ready.group(1));
    }

    private static String readyLine(BufferedReader out) throws Exception {
        var before = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.contains("ready")) {
                return line;
            }
            before.append(line).append('\n');
        }
        throw new AssertionError("the process ended: " + before);
    }
}
