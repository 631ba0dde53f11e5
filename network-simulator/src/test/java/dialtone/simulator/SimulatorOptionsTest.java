package dialtone.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a start is one line that names the option. */
class SimulatorOptionsTest {

    @TempDir
    Path data;

    @Test
    void withoutOptionsItListensOnLoopback() {
        SimulatorOptions options = SimulatorOptions.parse(List.of());
        assertThat(options.port()).isEqualTo(8090);
        assertThat(options.smtpPort()).isEqualTo(2525);
        assertThat(options.bind()).isEqualTo("127.0.0.1");
    }

    @Test
    void optionsAreTaken() {
        assertThat(SimulatorOptions.parse(
                        List.of("--port", "9090", "--smtp-port", "3525", "--data", "state", "--bind", "127.0.0.2")))
                .isEqualTo(new SimulatorOptions(9090, 3525, Path.of("state"), "127.0.0.2"));
    }

    @Test
    void theOperatorsSecretIsOfTheEnvironment() {
        SimulatorOptions options = SimulatorOptions.parse(
                List.of("--es2plus-operator", "http://127.0.0.1:8080/gsma/rsp2/es2plus"),
                Map.of("DIALTONE_ES2PLUS_SECRET", "hush"));
        assertThat(options.operator().orElseThrow().secret()).isEqualTo("hush");
        assertThat(options.toString()).contains("127.0.0.1:8080").doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--es2plus-operator ftp://x/y",
                "--es2plus-operator http://x/",
                "--port x",
                "--port 65536",
                "--port -1",
                "--port",
                "--verbose"
            })
    void aWrongOptionIsNamed(String line) {
        assertThatThrownBy(() -> SimulatorOptions.parse(List.of(line.split(" "))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(line.split(" ")[0]);
    }

    @Test
    void aPortInUseIsNamedWithItsOption() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> start(port, 0))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("--port " + port);
            assertThatThrownBy(() -> start(0, port))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("--smtp-port " + port);
        }
        start(0, 0).close();
    }

    private NetworkSimulator start(int port, int smtpPort) throws IOException {
        return NetworkSimulator.start(new SimulatorOptions(port, smtpPort, data, "127.0.0.1"), Clock.systemUTC());
    }
}
