package dialtone.system.step;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dialtone.system.Installation;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A directory of subscribers on this machine: a network element that nobody but its installation knows. */
public final class Directory implements AutoCloseable {

    private static final int PORT = 8095 + Installation.PORT_OFFSET;

    private final HttpServer server;
    private final Map<String, String> entries = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    public Directory() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/directory/v1/numbers/", this::serve);
        server.start();
    }

    /** Where the server is told that it is. */
    public static URI uri() {
        return URI.create("http://127.0.0.1:" + PORT + "/directory/v1");
    }

    /** The numbers that are listed, each with its section. */
    public Map<String, String> entries() {
        Map<String, String> sections = new ConcurrentHashMap<>();
        entries.forEach((number, entry) -> sections.put(number, read(entry).getString("section")));
        return sections;
    }

    /** What it was asked about that number, in turn: {@code PUT}. */
    public List<String> asked(String number) {
        return asked.stream()
                .filter(call -> call.endsWith(" " + number))
                .map(call -> call.substring(0, call.indexOf(' ')))
                .toList();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String number = path.substring(path.lastIndexOf('/') + 1);
        asked.add(exchange.getRequestMethod() + " " + number);
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                JsonObject entry = Json.createObjectBuilder(read(body))
                        .add("state", "ACTIVE")
                        .add("requestId", exchange.getRequestHeaders().getFirst("Idempotency-Key"))
                        .build();
                entries.put(number, entry.toString());
                answer(exchange, 201, entry.toString());
            }
            case "DELETE" -> answer(exchange, entries.remove(number) == null ? 404 : 200, "{}");
            default -> answer(exchange, entries.containsKey(number) ? 200 : 404, entries.getOrDefault(number, "{}"));
        }
    }

    private static JsonObject read(String text) {
        return Json.createReader(new StringReader(text)).readObject();
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
