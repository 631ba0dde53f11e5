package dialtone.simulator;

import dialtone.simulator.store.StoreUnavailable;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The simulator as a process: runs until SIGTERM or Ctrl-C, and then stops in order. */
public final class SimulatorProcess {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatorProcess.class);

    /** The exit status for a wrong option, a port in use, a state that is not ours. */
    private static final int CANNOT_START = 2;

    private SimulatorProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        long begin = System.nanoTime();
        try {
            SimulatorOptions options = SimulatorOptions.parse(List.of(arguments));
            NetworkSimulator simulator = NetworkSimulator.start(options, Clock.systemUTC());
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                        simulator.close();
                        LOG.info("network simulator stopped");
                    }));
            LOG.info(
                    "network simulator ready: {} and smtp://{}:{}, state in {}, {} ms",
                    simulator.uri(),
                    options.bind(),
                    simulator.smtpPort(),
                    options.data(),
                    (System.nanoTime() - begin) / 1_000_000);
        } catch (IllegalArgumentException | IOException | StoreUnavailable failed) {
            LOG.error("network simulator cannot start: {}", failed.getMessage());
            System.exit(CANNOT_START);
        }
        new CountDownLatch(1).await();
    }
}
