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

/** Devices that are sent and come back, and an operator who is told. */
class DeviceParcelTest {

    private static final String CARD = "/logistics/v1/shipments/8949000000000000042";
    private static final String DEVICE = "/logistics/v1/device-shipments/004401050000001";
    private static final String RETURN = "/logistics/v1/returns/ORD-1-S3";
    private static final String AT_HOME =
            "{\"name\":\"Ada\",\"street\":\"Torstrasse 1\",\"postalCode\":\"10115\",\"city\":\"Berlin\",\"country\":\"DE\"}";
    private static final String ASKED = "{\"imei\":\"004401050000001\",\"sender\":" + AT_HOME + "}";

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
        operator.createContext("/logistics/v1/returnNotices", DeviceParcelTest::take);
        operator.start();
        URI uri = URI.create("http://127.0.0.1:" + operator.getAddress().getPort() + "/logistics/v1");
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

    private static int put(String path, String body, String requestId) throws Exception {
        return network.send("PUT", path, body, requestId).statusCode();
    }

    private static String shipped(String recipient, String more) {
        return "{\"recipient\":" + recipient + more + "}";
    }

    private static String tracking(String path) throws Exception {
        return network.get(path).path("trackingNumber").asText();
    }

    private static int control(String what, String body) throws Exception {
        return network.send("PUT", "/control/shipping/" + what, body).statusCode();
    }

    @Test
    void aDeviceIsPackedWithACardOfTheSameAddressAndBothAreHandedOver() throws Exception {
        String withCard = ",\"deviceModel\":\"fairline-5\",\"packWith\":\"8949000000000000042\"";
        assertThat(put(CARD, shipped(AT_HOME, ""), "order-1")).isEqualTo(201);
        String elsewhere = AT_HOME.replace("10115", "20095");
        assertThat(put(DEVICE, shipped(elsewhere, withCard), "order-2")).isEqualTo(201);
        assertThat(tracking(DEVICE)).as("0500 0001 is 3 and 7").startsWith("CX50000001");
        assertThat(network.send("DELETE", DEVICE, "", "order-3").statusCode()).isEqualTo(200);
        assertThat(put(DEVICE, shipped(AT_HOME, withCard), "order-4")).isEqualTo(201);
        assertThat(tracking(DEVICE)).isEqualTo(tracking(CARD)).startsWith("LX");
        assertThat(control("handover", "{\"imei\":\"004401050000001\"}")).isEqualTo(200);
        for (String parcel : List.of(CARD, DEVICE)) {
            assertThat(network.get(parcel).path("state").asText()).isEqualTo("HANDED_OVER");
            assertThat(network.send("DELETE", parcel, "", "order-5").body()).contains("is with the carrier");
        }
        assertThat(control("handover", "{\"imei\":\"1\"}")).isEqualTo(404);
    }

    @Test
    void whatIsMissingOrIsNoDeviceIsRefused() throws Exception {
        assertThat(put(DEVICE, shipped(AT_HOME, ""), "order-1")).isEqualTo(400);
        assertThat(put(DEVICE + "2", shipped(AT_HOME, ",\"deviceModel\":\"x\""), "order-1"))
                .isEqualTo(400);
        assertThat(put(RETURN, ASKED.replace("0044", "IMEI"), "order-1")).isEqualTo(400);
        assertThat(put(RETURN, ASKED.replace("street", "road"), "order-1")).isEqualTo(400);
        assertThat(network.get("/control/shipping/entities")).isEmpty();
    }

    @Test
    void aReturnIsAwaitedAndTheOperatorIsToldOfEachThingAndUntilItIsTaken() throws Exception {
        assertThat(put(RETURN, ASKED, "order-1")).isEqualTo(201);
        assertThat(tracking(RETURN)).startsWith("CR50000001");
        answer = 503;
        assertThat(control("arrival", "{\"rma\":\"ORD-1-S3\",\"event\":\"HANDED_IN\"}"))
                .isEqualTo(200);
        RunningSimulator.await("a try", () -> !secrets.isEmpty());
        assertThat(network.get(RETURN).path("state").asText()).isEqualTo("AWAITED");
        network.restart();
        answer = 204;
        control("arrival", "{\"rma\":\"ORD-1-S3\",\"event\":\"RECEIVED\",\"imei\":\"004401050000019\"}");
        assertThat(network.get(RETURN).path("state").asText())
                .as("another device")
                .isEqualTo("AWAITED");
        control("arrival", "{\"rma\":\"ORD-1-S3\",\"event\":\"RECEIVED\"}");
        RunningSimulator.await("all three", () -> told.size() == 3);
        assertThat(network.get(RETURN).path("state").asText()).isEqualTo("RECEIVED");
        assertThat(told)
                .extracting(notice -> notice.path("event").asText() + " "
                        + notice.path("imei").asText())
                .containsExactly("HANDED_IN 004401050000001", "RECEIVED 004401050000019", "RECEIVED 004401050000001");
        assertThat(secrets).containsOnly("Bearer of-the-tests");
        assertThat(control("arrival", "{\"rma\":\"ORD-2-S3\",\"event\":\"RECEIVED\"}"))
                .isEqualTo(404);
        assertThat(control("arrival", "{\"rma\":\"ORD-1-S3\",\"event\":\"LOST\"}"))
                .isEqualTo(400);
        assertThat(network.send("DELETE", RETURN, "", "order-2").body()).contains("has been received");
    }
}
