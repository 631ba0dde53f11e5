package dialtone.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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

/** The server's HTTP APIs with the demo logins. */
final class Api {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final URI server;

    Api(URI server) {
        this.server = server;
    }

    JsonNode get(String login, String path) {
        return json(send(request(login, path).GET().build(), 200, 206));
    }

    /** A body of any type. */
    String text(String login, String path) {
        return send(request(login, path).setHeader("Accept", "*/*").GET().build(), 200)
                .body();
    }

    /** The number of all rows of a list, without the rows. */
    long total(String login, String path) {
        return send(request(login, path).GET().build(), 200, 206)
                .headers()
                .firstValueAsLong("X-Total-Count")
                .orElseThrow();
    }

    JsonNode post(String login, String path, String type, String body) {
        return json(send(
                request(login, path)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                200,
                201,
                202));
    }

    private HttpRequest.Builder request(String login, String path) {
        String credentials =
                Base64.getEncoder().encodeToString((login + ":" + login + "-demo").getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(server.resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Basic " + credentials)
                .header("Accept", "application/json");
    }

    private HttpResponse<String> send(HttpRequest request, Integer... expected) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            for (int status : expected) {
                if (response.statusCode() == status) {
                    return response;
                }
            }
            throw new IllegalStateException(request.method() + " " + request.uri() + " answered "
                    + response.statusCode() + ": " + response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
