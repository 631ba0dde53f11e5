package dialtone.system.api;

import dialtone.load.Api;
import dialtone.load.Waiting;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Orders over TMF622, and what operations see of them. */
final class OrderClient {

    static final String ORDERS = "/tmf-api/productOrderingManagement/v4/productOrder";
    static final String FALLOUT = "/ops/v1/fallout-tasks";
    static final String JSON = "application/json";

    /** An order takes seconds, one that meets an outage half a minute; a machine that builds at the same time takes longer. */
    private static final Duration DEADLINE = Duration.ofSeconds(90);

    private static final String SAMPLE_NUMBER = "100001";

    private final Api csr;
    private final Api ops;

    OrderClient(URI server) {
        csr = Api.as("csr", server);
        ops = Api.as("ops", server);
    }

    /** A file of the samples. */
    static String sample(String name) {
        try {
            return Files.readString(Path.of(System.getProperty("dialtone.repository", "."), "samples", name));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The sample order, for the demo customer of that number. */
    static String mobileOrder(int customer) {
        return sample("mobile-order.json").replace(SAMPLE_NUMBER, Integer.toString(customer));
    }

    /** A plan and a telephone. */
    static String orderWithHandset(int customer) {
        String device = """
                ,
                    {
                      "id": "2",
                      "action": "add",
                      "productOffering": { "id": "handset-fairline-5" },
                      "product": { "productCharacteristic": [ { "name": "deviceColour", "value": "sage" } ] }
                    }
                  ]
                }
                """;
        return mobileOrder(customer).replaceFirst("\\s*]\\s*}\\s*$", device);
    }

    /** The end of a product of the demo customer of that number. */
    static String end(int customer, String product) {
        return mobileOrder(customer).replaceFirst("(?s)\"productOrderItem\".*", """
                "productOrderItem": [ { "id": "1", "action": "delete", "product": { "id": "PRODUCT" } } ] }
                """.replace("PRODUCT", product));
    }

    /** The end of several products of the demo customer of that number. */
    static String end(int customer, List<String> products) {
        return items(
                customer,
                products,
                "{ \"id\": \"NUMBER\", \"action\": \"delete\", \"product\": { \"id\": \"VALUE\" } }");
    }

    /** What is added to a line of the demo customer of that number. */
    static String add(int customer, String line, List<String> offerings) {
        return items(customer, offerings, """
                { "id": "NUMBER", "action": "add", "productOffering": { "id": "VALUE" }, "product": { "productRelationship": [
                  { "relationshipType": "reliesOn", "product": { "id": "LINE" } } ] } }""".replace("LINE", line));
    }

    private static String items(int customer, List<String> values, String item) {
        StringBuilder items = new StringBuilder();
        for (String value : values) {
            items.append(items.isEmpty() ? "" : ", ")
                    .append(item.replace("NUMBER", String.valueOf(values.indexOf(value) + 1))
                            .replace("VALUE", value));
        }
        return mobileOrder(customer)
                .replaceFirst("(?s)\"productOrderItem\".*", "\"productOrderItem\": [ " + items + " ] }");
    }

    /** Another plan for a line of the demo customer of that number. */
    static String change(int customer, String product, String plan) {
        return mobileOrder(customer).replaceFirst("(?s)\"productOrderItem\".*", """
                "productOrderItem": [ { "id": "1", "action": "modify", "product": { "id": "PRODUCT" },
                  "productOffering": { "id": "PLAN" } } ] }
                """.replace("PRODUCT", product)
                .replace("PLAN", plan));
    }

    /** The suspension of a line of the demo customer of that number. */
    static String suspend(int customer, String line, String reason) {
        return mobileOrder(customer).replaceFirst("(?s)\"productOrderItem\".*", """
                "productOrderItem": [ { "id": "1", "action": "modify", "product": { "id": "PRODUCT", "status": "suspended",
                  "productCharacteristic": [ { "name": "suspensionReason", "value": "REASON" } ] } } ] }
                """.replace("PRODUCT", line)
                .replace("REASON", reason));
    }

    /** The order as a question that is asked before it, by TMF679. */
    static String question(String order) {
        return order.replace("\"productOrderItem\"", "\"productOfferingQualificationItem\"")
                .replace("\"@type\": \"ProductOrder\",", "")
                .replaceFirst("\"billingAccount\": \\{[^}]*},", "")
                .replaceFirst("\\{", "{\"instantSyncQualification\": true,");
    }

    /** Id of the product that an item of a completed order has brought. */
    String product(String order, String itemId) {
        return items(order).stream()
                .filter(item -> item.getString("id").equals(itemId))
                .map(item -> item.getJsonObject("product").getString("id"))
                .findFirst()
                .orElseThrow();
    }

    List<JsonObject> items(String order) {
        return csr.get(ORDERS + "/" + order)
                .expect(200)
                .json()
                .asJsonObject()
                .getJsonArray("productOrderItem")
                .getValuesAs(JsonObject.class);
    }

    /** An order that is not to be taken, as it is answered. */
    Api.Answer tryToPlace(String body) {
        return csr.post(ORDERS, JSON, body);
    }

    /** @return its id */
    String place(String body) {
        return id(csr.post(ORDERS, JSON, body));
    }

    Api.Answer place(String body, String key) {
        return csr.with("Idempotency-Key", key).post(ORDERS, JSON, body);
    }

    static String id(Api.Answer answer) {
        return answer.expect(201).json().asJsonObject().getString("id");
    }

    long count() {
        return Long.parseLong(csr.get(ORDERS + "?limit=1").header("X-Total-Count"));
    }

    String state(String order) {
        return csr.get(ORDERS + "/" + order + "?fields=state")
                .expect(200)
                .json()
                .asJsonObject()
                .getString("state");
    }

    JsonObject plan(String order) {
        return ops.get("/ops/v1/orders/" + order + "/plan").expect(200).json().asJsonObject();
    }

    void awaitState(String state, String... orders) {
        for (String order : orders) {
            Waiting.until(
                    order + " is " + state,
                    DEADLINE,
                    () -> state(order).equals(state),
                    () -> plan(order) + " " + falloutTasks("open"));
        }
    }

    /** Waits until a person is asked about the order. */
    JsonObject awaitFallout(String order) {
        Waiting.until(
                order + " is in fallout",
                DEADLINE,
                () -> falloutOf(order).isPresent(),
                () -> plan(order).toString());
        return falloutOf(order).orElseThrow();
    }

    private Optional<JsonObject> falloutOf(String order) {
        return falloutTasks("open").stream()
                .filter(task -> task.getString("orderId").equals(order))
                .findFirst();
    }

    List<JsonObject> falloutTasks(String state) {
        JsonArray tasks = ops.get(FALLOUT + "?limit=500&state=" + state).json().asJsonArray();
        return tasks.getValuesAs(JsonObject.class);
    }

    /** @return the TMF task: what came of the request */
    JsonObject cancel(String order) {
        return csr.post(
                        "/tmf-api/productOrderingManagement/v4/cancelProductOrder",
                        JSON,
                        "{\"productOrder\": {\"id\": \"" + order + "\"}, \"cancellationReason\": \"Changed my mind.\"}")
                .expect(201)
                .json()
                .asJsonObject();
    }

    /** A request to cancel, as it stands now. */
    JsonObject cancellationRequest(String id) {
        return csr.get("/tmf-api/productOrderingManagement/v4/cancelProductOrder/" + id)
                .expect(200)
                .json()
                .asJsonObject();
    }

    /** What cancelling the order would do just now. */
    JsonObject cancellation(String order) {
        return csr.get("/ops/v1/orders/" + order + "/cancellation")
                .expect(200)
                .json()
                .asJsonObject();
    }

    /** @param patch a merge patch of the order */
    Api.Answer amend(String order, String patch) {
        return csr.patch(ORDERS + "/" + order, "application/merge-patch+json", patch);
    }

    Api.Answer amend(String order, String patch, String key) {
        return csr.with("Idempotency-Key", key).patch(ORDERS + "/" + order, "application/merge-patch+json", patch);
    }

    /** What amending the order would do just now. */
    JsonObject amendment(String order, String patch) {
        return csr.post("/ops/v1/orders/" + order + "/amendment", "application/merge-patch+json", patch)
                .expect(200)
                .json()
                .asJsonObject();
    }

    List<JsonObject> revisions(String order) {
        return ops.get("/ops/v1/orders/" + order + "/revisions")
                .expect(200)
                .json()
                .asJsonArray()
                .getValuesAs(JsonObject.class);
    }

    Api.Answer decide(JsonObject task, String decision) {
        return ops.post(
                FALLOUT + "/" + task.getString("id") + "/resolution",
                JSON,
                "{\"decision\": \"" + decision + "\", \"note\": \"Decided by a test.\"}");
    }
}
