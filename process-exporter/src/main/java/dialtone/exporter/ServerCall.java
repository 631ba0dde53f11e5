package dialtone.exporter;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two requests the exporter makes of the server. */
final class ServerCall implements AutoCloseable {

    /** What came of a request. */
    sealed interface Answer {
        /** @param position the highest one of this partition that the server has committed */
        record Committed(long position) implements Answer {}

        /** The server understood the request and will never take it. */
        record Refused(String reason) implements Answer {}

        /** Not now: nobody there, an error, the wrong secret. */
        record Unavailable(String reason) implements Answer {}
    }

    static final String SECRET_HEADER = "X-Dialtone-Exporter-Secret";

    /**
     * Bad JSON, too large, bad content. Any other 4xx is the server's condition and not the record's: above all 404,
     * which WildFly answers while the deployment is still on its way; taking that for a refusal would skip records.
     */
    private static final Set<Integer> REFUSALS = Set.of(400, 413, 422);

    /** Both ends are on one machine or in one data centre. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /** Longer than the server's slowest batch; after it the same batch is sent again. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    private static final int MAX_REASON_CHARS = 500;
    private static final Pattern POSITION = Pattern.compile("\"position\"\\s*:\\s*(-?\\d{1,19})");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final URI records;
    private final URI rejected;
    private final String secret;

    ServerCall(URI server, String secret) {
        String base = server.toString().replaceAll("/+$", "");
        this.records = URI.create(base + "/exporter/v1/records");
        this.rejected = URI.create(base + "/exporter/v1/rejected");
        this.secret = secret;
    }

    Answer sendRecords(byte[] body) throws InterruptedException {
        return post(records, body);
    }

    Answer sendRejected(byte[] body) throws InterruptedException {
        return post(rejected, body);
    }

    private Answer post(URI uri, byte[] body) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(REQUEST_TIMEOUT)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header(SECRET_HEADER, secret)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            return answer(http.send(request, BodyHandlers.ofString()));
        } catch (IOException | RuntimeException unreachable) {
            // whatever it is, the stream goes on: the batch is sent again
            return new Answer.Unavailable(unreachable.toString());
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        int status = response.statusCode();
        Matcher position = POSITION.matcher(response.body());
        if (status == 200 && position.find()) {
            return new Answer.Committed(Long.parseLong(position.group(1)));
        }
        String text = response.body().strip();
        String reason = "HTTP " + status + " "
                + (text.length() <= MAX_REASON_CHARS ? text : text.substring(0, MAX_REASON_CHARS));
        return REFUSALS.contains(status) ? new Answer.Refused(reason) : new Answer.Unavailable(reason);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
