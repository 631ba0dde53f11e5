package dialtone.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dialtone.simulator.SimulatorOptions.Operator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Telephones that load profiles, and an operator who is told. */
class DownloadTest {

    private static final String ICCID = "8949000000000000042";

    @TempDir
    static Path data;

    private static final List<JsonNode> told = new CopyOnWriteArrayList<>();
    private static final List<String> secrets = new CopyOnWriteArrayList<>();
    private static volatile int answer;
    private static HttpServer operator;
    private static RunningSimulator network;

    @BeforeAll
    static void start() throws IOException {
        operator = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        operator.createContext("/gsma/rsp2/es2plus/handleDownloadProgressInfo", DownloadTest::take);
        operator.start();
        URI uri = URI.create("http://127.0.0.1:" + operator.getAddress().getPort() + "/gsma/rsp2/es2plus");
        network = new RunningSimulator(data, Optional.of(new Operator(uri, "of-the-tests")));
    }

    @AfterAll
    static void stop() {
        network.close();
        operator.stop(0);
    }

    @BeforeEach
    void forget() throws Exception {
        network.send("POST", "/control/reset", "");
        told.clear();
        secrets.clear();
        answer = 204;
    }

    private static void take(HttpExchange exchange) throws IOException {
        JsonNode body = RunningSimulator.JSON.readTree(exchange.getRequestBody());
        secrets.add(exchange.getRequestHeaders().getFirst("Authorization"));
        if (answer == 204) {
            told.add(body);
        }
        exchange.sendResponseHeaders(answer, -1);
        exchange.close();
    }

    @Test
    void aTelephoneLoadsAProfileAndTheOperatorIsToldOfEachPoint() throws Exception {
        release();
        assertThat(download("").statusCode()).isEqualTo(200);
        RunningSimulator.await("both points", () -> told.size() == 2);
        assertThat(told)
                .extracting(notice -> notice.path("notificationPointId").asInt())
                .containsExactly(3, 4);
        assertThat(told).allSatisfy(notice -> {
            assertThat(notice.path("iccid").asText()).isEqualTo(ICCID);
            assertThat(notice.path("eid").asText()).isEqualTo("89049032000000000000000000000017");
            assertThat(notice.path("profileType").asText()).isEqualTo("consumer");
            assertThat(notice.path("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
            assertThat(notice.at("/notificationPointStatus/status").asText()).isEqualTo("Executed-Success");
        });
        assertThat(secrets).containsOnly("Bearer of-the-tests");
        assertThat(network.get("/control/smdp/entities").get(0).path("state").asText())
                .isEqualTo("INSTALLED");
        assertThat(download("").statusCode()).as("it is on a telephone").isEqualTo(409);
    }

    @Test
    void whatFailsIsToldWithItsReasonAndMayBeTriedAgain() throws Exception {
        release();
        download(", \"failsAt\": 2, \"subjectCode\": \"8.2.7\", \"reasonCode\": \"3.8\", \"message\": \"wrong code\"");
        RunningSimulator.await("the failure", () -> told.size() == 1);
        assertThat(told.getFirst().at("/notificationPointStatus").toString())
                .isEqualTo(
                        "{\"status\":\"Failed\",\"statusCodeData\":{\"subjectCode\":\"8.2.7\",\"reasonCode\":\"3.8\","
                                + "\"message\":\"wrong code\"}}");
        assertThat(download("").statusCode()).isEqualTo(200);
        RunningSimulator.await("both points", () -> told.size() == 3);
    }

    @Test
    void whatTheOperatorHasNotTakenIsToldAgainAlsoAfterARestartAndInItsOrder() throws Exception {
        release();
        answer = 503;
        download("");
        RunningSimulator.await("a try", () -> !secrets.isEmpty());
        network.restart();
        assertThat(network.get("/control/smdp/notices")).hasSize(2);
        answer = 204;
        RunningSimulator.await("both points", () -> told.size() == 2);
        assertThat(told)
                .extracting(notice -> notice.path("notificationPointId").asInt())
                .containsExactly(3, 4);
        RunningSimulator.await("nothing more to tell", () -> owed() == 0);
    }

    @Test
    void whatTheOperatorRefusesForGoodIsNotToldAgain() throws Exception {
        release();
        answer = 400;
        download("");
        RunningSimulator.await("nothing more to tell", () -> owed() == 0);
        assertThat(secrets).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ", \"failsAt\": 5",
                ", \"failsAt\": 0",
                ", \"eid\": \"12\"",
                ", \"failsAt\": 1, \"status\": \"Done\"",
                ", \"failsAt\": 1, \"subjectCode\": \"8.2.7\"",
                ", \"failsAt\": 1, \"subjectCode\": \"x\", \"reasonCode\": \"y\""
            })
    void whatNoTelephoneDoesIsRefused(String more) throws Exception {
        release();
        assertThat(download(more).statusCode()).isEqualTo(400);
        assertThat(owed()).isZero();
    }

    @Test
    void aProfileThatNobodyHasOrderedIsNotLoaded() throws Exception {
        assertThat(download("").statusCode()).isEqualTo(404);
    }

    private int owed() {
        try {
            return network.get("/control/smdp/notices").size();
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private java.net.http.HttpResponse<String> download(String more) throws Exception {
        return network.send("PUT", "/control/smdp/download", "{\"iccid\": \"" + ICCID + "\"" + more + "}");
    }

    private void release() throws Exception {
        call("downloadOrder", "\"eid\": \"89049032000000000000000000000017\", \"profileType\": \"consumer\"");
        call("confirmOrder", "\"matchingId\": \"A-1\", \"releaseFlag\": true");
    }

    private void call(String function, String more) throws Exception {
        String header = "\"header\": {\"functionRequesterIdentifier\": \"2.999.10\", \"functionCallIdentifier\": \""
                + function + "-1\"}";
        assertThat(network.send(
                                "POST",
                                "/gsma/rsp2/es2plus/" + function,
                                "{" + header + ", \"iccid\": \"" + ICCID + "\", " + more + "}")
                        .body())
                .contains("Executed-Success");
    }
}
