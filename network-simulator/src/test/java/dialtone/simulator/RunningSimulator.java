package dialtone.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dialtone.simulator.SimulatorOptions.Operator;
import dialtone.soap.creditcheck.v1.CreditCheck;
import dialtone.soap.creditcheck.v1.CreditCheckService;
import dialtone.soap.networkprofile.v1.NetworkProfile;
import dialtone.soap.networkprofile.v1.NetworkProfileService;
import dialtone.soap.simmanagement.v1.ActivateSim;
import dialtone.soap.simmanagement.v1.SimManagement;
import dialtone.soap.simmanagement.v1.SimManagementService;
import dialtone.soap.simmanagement.v1.SimType;
import dialtone.soap.subscriberprovisioning.v1.CreateSubscriber;
import dialtone.soap.subscriberprovisioning.v1.SubscriberProvisioning;
import dialtone.soap.subscriberprovisioning.v1.SubscriberProvisioningService;
import jakarta.xml.ws.BindingProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A simulator on free ports, and those who call it. */
final class RunningSimulator implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final SimulatorOptions options;
    private NetworkSimulator simulator;

    RunningSimulator(Path data) throws IOException {
        this(data, Optional.empty());
    }

    /** @param operator whom the SM-DP+ tells of profiles, and the warehouse of returns */
    RunningSimulator(Path data, Optional<Operator> operator) throws IOException {
        options = new SimulatorOptions(0, 0, data, "127.0.0.1", operator, operator);
        simulator = NetworkSimulator.start(options, Clock.systemUTC());
    }

    /** Stops it and starts it again with the same state. */
    void restart() throws IOException {
        simulator.close();
        simulator = NetworkSimulator.start(options, Clock.systemUTC());
    }

    URI uri() {
        return simulator.uri();
    }

    int smtpPort() {
        return simulator.smtpPort();
    }

    SubscriberProvisioning hlr() {
        return at(new SubscriberProvisioningService().getSubscriberProvisioningPort(), "subscriber-provisioning");
    }

    SimManagement sim() {
        return at(new SimManagementService().getSimManagementPort(), "sim-management");
    }

    NetworkProfile policy() {
        return at(new NetworkProfileService().getNetworkProfilePort(), "network-profile");
    }

    CreditCheck credit() {
        return at(new CreditCheckService().getCreditCheckPort(), "credit-check");
    }

    private <T> T at(T port, String noun) {
        return at(port, uri(), noun);
    }

    static <T> T at(T port, URI uri, String noun) {
        ((BindingProvider) port)
                .getRequestContext()
                .put(BindingProvider.ENDPOINT_ADDRESS_PROPERTY, uri + "/soap/" + noun + "/v1");
        return port;
    }

    HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        return http.send(request(method, path, body).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Ends a service of the device element under that request id. */
    HttpResponse<String> terminate(String path, String requestId) throws IOException, InterruptedException {
        HttpRequest request = request("PATCH", path, "{\"state\":\"terminated\"}")
                .header("Idempotency-Key", requestId)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** A call that wants an effect of an element which keeps one thing for each key. */
    HttpResponse<String> send(String method, String path, String body, String requestId)
            throws IOException, InterruptedException {
        HttpRequest request =
                request(method, path, body).header("Idempotency-Key", requestId).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create(uri() + path))
                .timeout(DEADLINE)
                .header("Content-Type", path.startsWith("/soap/") ? "text/xml;charset=utf-8" : "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = send("GET", path, "");
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answered " + response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }

    void order(String element, String behaviour) throws IOException, InterruptedException {
        HttpResponse<String> response = send("PUT", "/control/" + element + "/behaviour", behaviour);
        if (response.statusCode() != 200) {
            throw new AssertionError("behaviour refused: " + response.body());
        }
    }

    /** Waits for a condition, with a deadline. */
    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        var pause = new CountDownLatch(1);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for: " + what);
            }
            try {
                if (pause.await(20, TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("nobody counts this down");
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for: " + what, interrupted);
            }
        }
    }

    static CreateSubscriber subscriber(String requestId, int number) {
        var request = new CreateSubscriber();
        request.setRequestId(requestId);
        request.setImsi(imsi(number));
        request.setMsisdn(msisdn(number));
        request.setIccid(iccid(number));
        request.setProfile("mobile-5g");
        return request;
    }

    static ActivateSim activation(String requestId, int number, SimType type) {
        var request = new ActivateSim();
        request.setRequestId(requestId);
        request.setIccid(iccid(number));
        request.setImsi(imsi(number));
        request.setSimType(type);
        return request;
    }

    static String imsi(int number) {
        return String.format(Locale.ROOT, "26201%010d", number);
    }

    static String msisdn(int number) {
        return String.format(Locale.ROOT, "49151%08d", number);
    }

    static String iccid(int number) {
        return String.format(Locale.ROOT, "8949%015d", number);
    }

    @Override
    public void close() {
        simulator.close();
    }
}
