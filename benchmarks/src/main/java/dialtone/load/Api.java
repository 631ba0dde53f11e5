package dialtone.load;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** HTTP as a person with one of the demo logins, or without, sees it. */
public final class Api {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient http;
    private final URI root;
    private final Map<String, String> headers;

    private Api(HttpClient http, URI root, Map<String, String> headers) {
        this.http = http;
        this.root = root;
        this.headers = headers;
    }

    public static Api anonymous(URI root) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .build();
        return new Api(http, root, Map.of("Accept", "application/json"));
    }

    /** @param login name of a demo login: its password is the name and {@code -demo} */
    public static Api as(String login, URI root) {
        String credentials = login + ":" + login + "-demo";
        return anonymous(root)
                .with(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }

    /** The same, over the same connections, with one more header or another value of one. */
    public Api with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Api(http, root, more);
    }

    /** The same for who takes another kind of answer than JSON. */
    public Api accepting(String type) {
        return with("Accept", type);
    }

    /** An answer of any status. */
    public record Answer(int status, String body, HttpResponse<String> response) {

        /** @throws AssertionError when the status is another */
        public Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError("Expected " + expected + " from "
                        + response.request().method() + " " + response.uri() + " but was " + status + ": " + body);
            }
            return this;
        }

        /** @throws AssertionError when the status is none of these */
        public Answer expectOneOf(int first, int second) {
            return status == second ? this : expect(first);
        }

        public JsonStructure json() {
            try (JsonReader reader = Json.createReader(new StringReader(body))) {
                return reader.read();
            }
        }

        /** The number of all rows of a list, of which this may be a page. */
        public long total() {
            return response.headers().firstValueAsLong("X-Total-Count").orElseThrow();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer post(String path, String type, String body) {
        return send(request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    public Answer put(String path, String type, String body) {
        return send(request(path).header("Content-Type", type).PUT(BodyPublishers.ofString(body)));
    }

    public Answer patch(String path, String type, String body) {
        return send(request(path).header("Content-Type", type).method("PATCH", BodyPublishers.ofString(body)));
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path)).timeout(TIMEOUT);
        headers.forEach(request::header);
        return request;
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
