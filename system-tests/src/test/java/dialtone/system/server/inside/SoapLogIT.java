package dialtone.system.server.inside;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.system.server.InTheServer;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the server's log has to say of SOAP requests: nothing of those that are not right, a stack trace of those that it cannot serve. */
@InTheServer
class SoapLogIT {

    private static final String CALLBACK = "/soap/activation-callback/v1";
    private static final String ORDER_ENTRY = "/soap/order-entry/v1";

    private static final String REPORT = """
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">
              <soapenv:Body>
                <reportOutcome xmlns="urn:dialtone:activation-callback:v1">
                  <requestId>soap-log-1</requestId><outcome>SUCCEEDED</outcome><code>0</code><message>done</message>
                </reportOutcome>
              </soapenv:Body>
            </soapenv:Envelope>
            """;

    private static final List<String> NOT_RIGHT = List.of(
            "",
            "no XML",
            "<nothing/>",
            REPORT.substring(0, REPORT.length() / 2),
            REPORT.replace("SUCCEEDED", "&secret;"),
            "<!DOCTYPE x [<!ENTITY secret SYSTEM \"file:///etc/passwd\">]>" + REPORT.replace("SUCCEEDED", "&secret;"),
            REPORT.replace("SUCCEEDED", "PERHAPS"),
            REPORT.replace("<code>0</code>", ""),
            REPORT.replace("reportOutcome", "reportWeather"),
            REPORT.replace("urn:dialtone:activation-callback:v1", "urn:dialtone:activation-callback:v9"),
            REPORT.replace("http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"));

    private final HttpClient http = HttpClient.newHttpClient();

    @Inject
    private Tables tables;

    @Test
    void whatACallerDidWrongLeavesNoTrace() throws Exception {
        long before = Files.size(log());

        for (String path : List.of(CALLBACK, ORDER_ENTRY)) {
            for (String body : NOT_RIGHT) {
                assertThat(post(path, body).statusCode()).as(body).isBetween(400, 500);
            }
        }

        assertThat(since(before)).doesNotContain("\tat ", " WARN ", " ERROR ");
    }

    @Test
    void whatTheServerCannotDoLeavesAStackTrace() throws Exception {
        long before = Files.size(log());

        tables.without(
                "NETWORK_ACTION",
                () -> assertThat(post(CALLBACK, REPORT).statusCode()).isEqualTo(500));

        assertThat(since(before))
                .contains("PhaseInterceptorChain", "NETWORK_ACTION", "NetworkReports.take(NetworkReports.java");
    }

    private HttpResponse<String> post(String path, String body) {
        String login = Base64.getEncoder().encodeToString("partner:partner-demo".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(System.getProperty("dialtone.public.uri")).resolve(path))
                .header("Content-Type", "text/xml; charset=UTF-8")
                .header("Authorization", "Basic " + login)
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException noAnswer) {
            throw new UncheckedIOException(noAnswer);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static Path log() {
        return Path.of(System.getProperty("jboss.server.log.dir"), "server.log");
    }

    private static String since(long size) throws IOException {
        byte[] log = Files.readAllBytes(log());
        return new String(log, (int) size, (int) (log.length - size), StandardCharsets.UTF_8);
    }
}
