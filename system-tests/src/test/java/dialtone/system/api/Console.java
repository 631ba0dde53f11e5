package dialtone.system.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The console behind its login page, one session. */
final class Console implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String FORM = "application/x-www-form-urlencoded";

    private final URI server;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(TIMEOUT)
            .build();

    Console(URI server) {
        this.server = server;
    }

    /** Signs in as a person does: asks for a page, gets the form, fills it in. */
    void signIn(String login) {
        get("/console/");
        send(request("/console/j_security_check")
                .header("Content-Type", FORM)
                .POST(BodyPublishers.ofString("j_username=" + login + "&j_password="
                        + URLEncoder.encode(login + "-demo", StandardCharsets.UTF_8))));
    }

    /** The status as three digits, or {@code login} when the page is the login page. */
    String get(String path) {
        HttpResponse<String> response = send(request(path).GET());
        return response.body().contains("j_username") ? "login" : Integer.toString(response.statusCode());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(TIMEOUT);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
