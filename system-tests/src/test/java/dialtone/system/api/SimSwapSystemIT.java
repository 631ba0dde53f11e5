package dialtone.system.api;

import static dialtone.system.api.OrderClient.mobileOrder;
import static dialtone.system.api.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import dialtone.load.Waiting;
import dialtone.system.Installation;
import dialtone.system.Network;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lines that get another SIM, over the real broker, server and network simulator. */
class SimSwapSystemIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int BRUNO = 100002;
    private static final int DMITRI = 100004;
    private static final String BRUNOS = "bruno.castellani@example.org";
    private static final String DMITRIS = "dmitri.orlov@example.org";
    private static final String PRODUCT = "productOrderItem[0].product.id";
    private static final Pattern CODE = Pattern.compile("this code: ([0-9]{6})");

    private static final Installation INSTALLATION = Installation.shared();
    private static final OrderClient orders = new OrderClient(INSTALLATION.server());
    private static final Network network = new Network(INSTALLATION.simulator());
    private static final BillingClient billing = new BillingClient(INSTALLATION.server());
    private static final Api csr = Api.as("csr", INSTALLATION.server());

    @AfterEach
    void theNetworkIsWellAgain() {
        network.behaveWell();
    }

    @Test
    void fromACardToAnEsimTheNumberStaysAndTheCardIsDeactivatedLastOfAll() {
        String order = line(DMITRI, "physical");
        String product = orders.product(order, "1");
        JsonObject before = subscriber(order);
        refused(orders.tryToPlace(swap(DMITRI, product, "esim")), 400, "SIM_SWAP_CODE_MISSING", PRODUCT);
        confirm(product, sendCode(product, DMITRIS)).expect(200);

        String swapped = orders.place(swap(DMITRI, product, "esim"));
        orders.awaitState("completed", swapped);

        assertThat(steps(swapped))
                .startsWith("Activate new SIM COMPLETED")
                .contains("Change SIM of subscriber COMPLETED", "Order eSIM profile, new SIM COMPLETED")
                .endsWith("Deactivate former SIM COMPLETED")
                .hasSize(11);
        JsonObject after = subscriber(order);
        assertThat(after.getString("msisdn")).isEqualTo(before.getString("msisdn"));
        assertThat(after.getString("imsi")).isNotEqualTo(before.getString("imsi"));
        assertThat(network.activeOf(order)).as("what is the number's").containsExactly("hlr", "voicemail");
        assertThat(network.activeOf(swapped)).containsExactly("charging", "ota", "policy", "sim", "smdp");
        assertThat(network.effectsOf(swapped))
                .isEqualTo(Map.of("charging", 1, "ota", 1, "policy", 1, "sim", 1, "smdp", 2));
        told(DMITRIS, swapped, "Mobile M has another SIM", "activation code is LPA:1$");
        assertThat(lines(DMITRI, swapped)).as("an eSIM costs nothing").isEmpty();
        assertThat(billing.preview(DMITRI).getBoolean("reconciles")).isTrue();

        refused(send(product), 400, "SIM_SWAP_COOL_OFF", "");
        refused(orders.tryToPlace(swap(DMITRI, product, "physical")), 400, "SIM_SWAP_COOL_OFF", PRODUCT);
        String end = orders.place(OrderClient.end(DMITRI, product));
        orders.awaitState("completed", end);
        assertThat(Stream.of(order, swapped).flatMap(each -> network.activeOf(each).stream()))
                .isEmpty();
    }

    @Test
    void aRegisterThatRefusesTheNewSimLeavesTheOldOneAndAWrongCodeThreeTimesIsVoid() {
        String order = line(BRUNO, "physical");
        String product = orders.product(order, "1");
        String code = sendCode(product, BRUNOS);
        String wrong = code.equals("123456") ? "123457" : "123456";
        for (int time = 0; time < 3; time++) {
            refused(confirm(product, wrong), 400, "CODE_WRONG", "code");
        }
        refused(confirm(product, code), 400, "CODE_VOID", "code");
        refused(send(product), 409, "CODE_TOO_SOON", "product");
        refused(orders.tryToPlace(swap(BRUNO, product, "physical")), 400, "SIM_SWAP_CODE_MISSING", PRODUCT);

        String other = line(BRUNO, "physical");
        String line = orders.product(other, "1");
        JsonObject before = subscriber(other);
        JsonObject statement = billing.statement(BRUNO);
        confirm(line, sendCode(line, BRUNOS)).expect(200);
        network.behave("hlr", "{\"mode\": \"REFUSE\", \"remaining\": 1}");
        String failing = orders.place(swap(BRUNO, line, "physical"));
        JsonObject task = orders.awaitFallout(failing);
        assertThat(steps(failing)).contains("Change SIM of subscriber IN_FALLOUT");
        assertThat(network.activeOf(other)).as("the old SIM works on").contains("hlr", "sim", "policy", "charging");
        orders.decide(task, "fail").expect(200);
        orders.awaitState("failed", failing);
        assertThat(subscriber(other)).isEqualTo(before);
        assertThat(network.activeOf(failing))
                .as("nothing is left of the new one")
                .isEmpty();
        assertThat(network.activeOf(other)).contains("charging", "hlr", "ota", "policy", "sim", "voicemail");
        assertThat(billing.statement(BRUNO)).as("it costs nothing").isEqualTo(statement);

        confirm(line, sendCode(line, BRUNOS)).expect(200);
        String swapped = orders.place(swap(BRUNO, line, "physical"));
        orders.awaitState("completed", swapped);
        assertThat(network.activeOf(swapped)).containsExactly("charging", "ota", "policy", "sim");
        assertThat(lines(BRUNO, swapped)).containsExactly(swapped + "/1 one-off");
        assertThat(billing.preview(BRUNO).getBoolean("reconciles")).isTrue();
        assertThat(billing.trialBalance().getBoolean("balanced")).isTrue();
    }

    private static Api.Answer send(String product) {
        return csr.post("/ops/v1/lines/" + product + "/sim-swap-code", OrderClient.JSON, "");
    }

    private static Api.Answer confirm(String product, String code) {
        return csr.post(
                "/ops/v1/lines/" + product + "/sim-swap-code/confirmation",
                OrderClient.JSON,
                "{\"code\": \"" + code + "\"}");
    }

    private static String swap(int customer, String product, String simType) {
        return mobileOrder(customer).replaceFirst("(?s)\"productOrderItem\".*", """
                "productOrderItem": [ { "id": "1", "action": "modify", "product": { "id": "PRODUCT",
                  "productCharacteristic": [ {"name": "simType", "value": "KIND"} ] } } ] }
                """.replace("PRODUCT", product)
                .replace("KIND", simType));
    }

    private static String line(int customer, String simType) {
        String order = orders.place(mobileOrder(customer).replace("esim", simType));
        orders.awaitState("completed", order);
        return order;
    }

    /** What the customer gets. */
    private static String sendCode(String product, String address) {
        List<String> before = codes(address);
        JsonObject sent = send(product).expect(201).json().asJsonObject();
        assertThat(sent.getString("sentTo")).isEqualTo(address.replaceFirst("^(.)[^@]*", "$1***"));
        Waiting.until("the code", SOON, () -> codes(address).size() > before.size(), () -> "it did not come");
        List<String> after = new ArrayList<>(codes(address));
        before.forEach(after::remove);
        return after.getFirst();
    }

    private static List<String> codes(String address) {
        return network.mailsAbout(address, "Your code for another SIM").stream()
                .map(CODE::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .toList();
    }

    private static List<String> steps(String order) {
        return orders.plan(order).getJsonArray("steps").getValuesAs(JsonObject.class).stream()
                .map(step -> step.getString("name") + " " + step.getString("state"))
                .toList();
    }

    /** Of the order that has brought the line. */
    private static JsonObject subscriber(String order) {
        return network.entitiesOf(order).stream()
                .filter(entity -> entity.element().equals("hlr"))
                .map(Network.Entity::document)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> lines(int customer, String order) {
        return billing.preview(customer).getJsonArray("lines").getValuesAs(JsonObject.class).stream()
                .filter(line -> line.getString("subject").startsWith(order + "/"))
                .map(line -> line.getString("subject") + " " + line.getString("kind"))
                .toList();
    }

    private static void told(String address, String order, String... words) {
        Waiting.until(
                "the mail",
                SOON,
                () -> network.mails(address, order).stream()
                        .anyMatch(mail -> Stream.of(words).allMatch(mail::contains)),
                () -> network.mails(address, order).toString());
    }
}
