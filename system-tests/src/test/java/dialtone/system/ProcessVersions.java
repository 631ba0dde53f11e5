package dialtone.system;

import dialtone.load.Api;
import dialtone.load.Waiting;
import io.camunda.zeebe.client.ZeebeClient;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;

/** Versions of order-fulfilment on an installation: the house's file under other names, which change nothing but the version. */
public final class ProcessVersions {

    public static final String PROCESS = "order-fulfilment";

    private static final String NAME = "name=\"Order fulfilment\"";
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Installation installation;

    public ProcessVersions(Installation installation) {
        this.installation = installation;
    }

    /** That new orders begin on. */
    public int newest() {
        return Api.as("ops", installation.server())
                .get("/ops/v1/process-versions")
                .expect(200)
                .json()
                .asJsonArray()
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(version -> version.getString("processId").equals(PROCESS) && version.getBoolean("newest"))
                .mapToInt(version -> version.getInt("version"))
                .findFirst()
                .orElseThrow();
    }

    /** @return the version that the house's file is under another name, which the server knows when this returns */
    public int another() throws IOException {
        return deploy("name=\"Order fulfilment, another version\"");
    }

    /** Orders begin on the house's file again. */
    public int theHouses() throws IOException {
        return deploy(NAME);
    }

    private int deploy(String name) throws IOException {
        String file =
                Files.readString(DialtoneEar.repository().resolve("bpmn/src/main/resources/bpmn/" + PROCESS + ".bpmn"));
        if (!file.contains(NAME)) {
            throw new IllegalStateException("The process has another name than " + NAME);
        }
        try (ZeebeClient client = ZeebeClient.newClientBuilder()
                .grpcAddress(URI.create("http://" + installation.gateway()))
                .usePlaintext()
                .build()) {
            int version = client.newDeployResourceCommand()
                    .addResourceStringUtf8(file.replace(NAME, name), PROCESS + ".bpmn")
                    .send()
                    .join()
                    .getProcesses()
                    .getFirst()
                    .getVersion();
            Waiting.until(
                    "the server to know version " + version,
                    SOON,
                    () -> newest() == version,
                    () -> Integer.toString(newest()));
            return version;
        }
    }
}
