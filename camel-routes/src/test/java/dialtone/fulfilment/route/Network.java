package dialtone.fulfilment.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dialtone.simulator.NetworkSimulator;
import dialtone.simulator.SimulatorOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;

/** The simulated network in this process, and its control. */
final class Network implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final NetworkSimulator simulator;
    private final HttpClient http = HttpClient.newHttpClient();

    Network(Path data) throws IOException {
        simulator = NetworkSimulator.start(new SimulatorOptions(0, 0, data, "127.0.0.1"), Clock.systemUTC());
        System.setProperty("dialtone.simulator.uri", simulator.uri().toString());
        System.setProperty("dialtone.smtp.port", Integer.toString(simulator.smtpPort()));
        // nothing listens there: a late outcome is read back, not reported
        System.setProperty("dialtone.public.uri", "http://127.0.0.1:9");
    }

    void order(String element, String behaviour) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(control(element + "/behaviour"))
                .PUT(BodyPublishers.ofString(behaviour))
                .header("Content-Type", "application/json")
                .build());
    }

    /** How much the element keeps at the most. */
    void limit(String element, int places) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(control(element + "/capacity"))
                .PUT(BodyPublishers.ofString("{\"places\":" + places + "}"))
                .header("Content-Type", "application/json")
                .build());
    }

    /** What becomes of a card or profile without anybody's asking: {@code shipping/handover}, {@code smdp/installation}. */
    void tell(String what, String iccid) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(control(what))
                .PUT(BodyPublishers.ofString("{\"iccid\":\"" + iccid + "\"}"))
                .header("Content-Type", "application/json")
                .build());
    }

    /** The carrier takes the parcel with that device. */
    void handOver(String imei) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(control("shipping/handover"))
                .PUT(BodyPublishers.ofString("{\"imei\":\"" + imei + "\"}"))
                .header("Content-Type", "application/json")
                .build());
    }

    /** What an element has instead of what it was told; an empty document: it has lost it. */
    void slip(String element, String key, String document) throws IOException, InterruptedException {
        String rest = document.isEmpty() ? "" : ",\"document\":" + document;
        send(HttpRequest.newBuilder(control(element + "/slip"))
                .PUT(BodyPublishers.ofString("{\"key\":\"" + key + "\"" + rest + "}"))
                .header("Content-Type", "application/json")
                .build());
    }

    /** From now on, until a reset, the SM-DP+ is one without {@code getProfileStatus}. */
    void loseProfileStatus() throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(control("smdp/dialect"))
                .PUT(BodyPublishers.ofString("{\"profileStatus\":false}"))
                .header("Content-Type", "application/json")
                .build());
    }

    /** What the credit bureau has of the person of that name. */
    void score(String name, int score) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(control("credit/score"))
                .PUT(BodyPublishers.ofString("{\"name\":\"" + name + "\",\"score\":" + score + "}"))
                .header("Content-Type", "application/json")
                .build());
    }

    void reset() throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(control("reset"))
                .POST(BodyPublishers.noBody())
                .build());
    }

    long effects(String element) throws IOException, InterruptedException {
        return count(element, "effects");
    }

    long count(String element, String counter) throws IOException, InterruptedException {
        return get(element + "/counters").path(counter).asLong();
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(send(HttpRequest.newBuilder(control(path)).GET().build()));
    }

    private URI control(String path) {
        return URI.create(simulator.uri() + "/control/" + path);
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new AssertionError(request.uri() + " answers " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    @Override
    public void close() {
        simulator.close();
    }
}
