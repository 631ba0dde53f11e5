package dialtone.simulator;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of one simulator that runs for all of a class, and has forgotten everything before each. */
abstract class SimulatorStory {

    @TempDir
    static Path data;

    static RunningSimulator network;

    @BeforeAll
    static void start() throws IOException {
        network = new RunningSimulator(data);
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    @BeforeEach
    void reset() throws Exception {
        network.send("POST", "/control/reset", "");
    }
}
