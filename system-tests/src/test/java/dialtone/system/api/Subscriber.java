package dialtone.system.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dialtone.load.Api;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A system that subscribes to the events of orders and listens for them. */
final class Subscriber implements AutoCloseable {

    static final String HUB = "/tmf-api/productOrderingManagement/v4/hub";

    private static final String ALGORITHM = "HmacSHA256";

    private final HttpServer listener;
    private final List<Notice> notices = new CopyOnWriteArrayList<>();
    private final Api api;
    private final JsonObject subscription;

    /** An event as it arrived. */
    record Notice(String path, String signature, String body, JsonObject event) {

        boolean isOf(String order) {
            return event.getString("id").equals(order);
        }

        String state() {
            return event.getJsonObject("event").getJsonObject("productOrder").getString("state");
        }
    }

    private Subscriber(HttpServer listener, Api api, String query) {
        this.listener = listener;
        this.api = api;
        listener.createContext("/", this::take);
        listener.start();
        String callback = "http://127.0.0.1:" + listener.getAddress().getPort() + "/orders";
        subscription = api.post(
                        HUB, "application/json", "{\"callback\": \"" + callback + "\", \"query\": \"" + query + "\"}")
                .expect(201)
                .json()
                .asJsonObject();
    }

    static Subscriber to(String query, Api api) {
        try {
            return new Subscriber(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), api, query);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String signature = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Dialtone-Signature"))
                    .orElse("");
            notices.add(new Notice(exchange.getRequestURI().getPath(), signature, body, object(body)));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private static JsonObject object(String body) {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        }
    }

    List<Notice> noticesOf(String order) {
        return notices.stream().filter(notice -> notice.isOf(order)).toList();
    }

    List<Notice> notices() {
        return List.copyOf(notices);
    }

    /** What the header has to say for the body to be from whom the subscription is with. */
    String signature(Notice notice) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(subscription.getString("secret").getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return "sha256="
                    + HexFormat.of().formatHex(mac.doFinal(notice.body().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }

    /** Ends the subscription, so that nobody knocks at a closed door for the rest of the tests. */
    @Override
    public void close() {
        api.delete(HUB + "/" + subscription.getString("id")).expect(204);
        listener.stop(0);
    }
}
