package dialtone.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code samples/SendUsage.java}, called as docs/usage.md says. */
public final class UsageSender {

    private final URI server;

    public UsageSender(URI server) {
        this.server = server;
    }

    /** @return what it failed with; nothing when all was sent */
    public String send(String login, String layout, Path... files) {
        Path repository = DialtoneEar.repository();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                repository
                        .resolve("wildfly-config/target/wildfly-dist/bin/client/jboss-client.jar")
                        .toString(),
                repository.resolve("samples/SendUsage.java").toString(),
                server.getAuthority(),
                login,
                login + "-demo",
                layout));
        Arrays.stream(files).map(Path::toString).forEach(command::add);
        try {
            Process sender =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(sender.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return sender.waitFor() == 0 ? "" : "failed: " + said;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while usage is sent", interrupted);
        }
    }
}
