package dialtone.system.storm;

import dialtone.load.Api;
import dialtone.system.Installation;
import dialtone.system.Network;
import dialtone.system.Network.Entity;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What there is after a storm, of the orders of the storm: what the inventory says that works, and what works on the elements, each
 * as {@code element key}, so that both can be held against each other.
 */
final class Aftermath {

    private static final String PRODUCTS = "/tmf-api/productInventory/v4/product";
    private static final int PAGE = 500;

    /** What the policy element calls a profile, by the service that wants it. */
    private static final Map<String, String> PROFILES = Map.of(
            "network-profile-s", "mobile-data-s",
            "network-profile-m", "mobile-data-m",
            "network-profile-l", "mobile-data-l",
            "data-boost", "data-boost");

    /** What online charging calls what a line may use, by the service that wants it. */
    private static final Map<String, String> CHARGING = Map.of(
            "charging-s", "mobile-s",
            "charging-m", "mobile-m",
            "charging-l", "mobile-l",
            "charging-boost", "data-boost",
            "charging-calls", "call-pack",
            "charging-family", "family-data");

    private final Api ops;
    private final Network network;
    private final Set<String> orders;

    Aftermath(Installation installation, Set<String> orders) {
        this.ops = Api.as("ops", installation.server());
        this.network = new Network(installation.simulator());
        this.orders = orders;
    }

    /** Controls that found something, with what they found. */
    List<String> brokenControls() {
        return ops
                .get("/ops/v1/assurance")
                .expect(200)
                .json()
                .asJsonObject()
                .getJsonArray("controls")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(control -> !control.getBoolean("holds"))
                .map(JsonObject::toString)
                .toList();
    }

    /** By the inventory: what is to work on the elements. */
    SortedSet<String> expected() {
        List<JsonObject> products = products();
        Map<String, JsonObject> byId = new HashMap<>();
        products.forEach(product -> byId.put(product.getString("id"), product));
        SortedSet<String> expected = new TreeSet<>();
        for (JsonObject product : products) {
            if (!product.getString("status").equals("terminated") && broughtByTheStorm(product)) {
                JsonObject line = byId.get(line(product));
                expected.addAll(works(product, resources(line)));
            }
        }
        return expected;
    }

    private boolean broughtByTheStorm(JsonObject product) {
        return orders.contains(
                product.getJsonArray("productOrderItem").getJsonObject(0).getString("productOrderId"));
    }

    private static String line(JsonObject product) {
        return product.containsKey("productRelationship")
                ? product.getJsonArray("productRelationship")
                        .getJsonObject(0)
                        .getJsonObject("product")
                        .getString("id")
                : product.getString("id");
    }

    private static Map<String, String> resources(JsonObject product) {
        return product.getJsonArray("realizingResource").getValuesAs(JsonObject.class).stream()
                .collect(Collectors.toMap(
                        resource -> resource.getString("name"),
                        resource -> resource.getString("value"),
                        (one, other) -> one));
    }

    private static List<String> works(JsonObject product, Map<String, String> ofLine) {
        List<String> works = new ArrayList<>();
        String imsi = ofLine.getOrDefault("IMSI", "none");
        for (JsonObject service : product.getJsonArray("realizingService").getValuesAs(JsonObject.class)) {
            String name = service.getString("name");
            switch (name) {
                case "subscriber-and-sim" -> {
                    String subscriber = imsi + " " + ofLine.get("MSISDN") + " " + ofLine.get("SIM");
                    works.add("hlr " + subscriber + " " + barring(product));
                    works.add("sim " + ofLine.get("SIM") + " " + imsi);
                }
                case "sim-files" -> works.add("ota " + ofLine.get("SIM"));
                case "mailbox" -> works.add("voicemail " + ofLine.get("MSISDN"));
                case "esim-profile" -> works.add("smdp " + ofLine.get("SIM"));
                case "device-activation" ->
                    works.add("device " + resources(product).get("DEVICE"));
                default -> {
                    if (PROFILES.containsKey(name)) {
                        works.add("policy " + imsi + "/" + PROFILES.get(name));
                    } else if (CHARGING.containsKey(name)) {
                        works.add("charging imsi-" + imsi + "/" + CHARGING.get(name));
                    }
                }
            }
        }
        return works;
    }

    private static String barring(JsonObject product) {
        return product.getJsonArray("productCharacteristic").getValuesAs(JsonObject.class).stream()
                .filter(characteristic -> characteristic.getString("name").equals("barring"))
                .map(characteristic -> characteristic.getString("value"))
                .findFirst()
                .orElse("none");
    }

    private List<JsonObject> products() {
        List<JsonObject> products = new ArrayList<>();
        long total = 1;
        for (int offset = 0; offset < total; offset += PAGE) {
            Api.Answer page =
                    ops.get(PRODUCTS + "?limit=" + PAGE + "&offset=" + offset).expectOneOf(200, 206);
            total = page.total();
            products.addAll(page.json().asJsonArray().getValuesAs(JsonObject.class));
        }
        return products;
    }

    /** By the elements themselves: what works there. */
    SortedSet<String> working() {
        return network.entities().stream()
                .filter(entity -> entity.active() && entity.servesALine() && orders.contains(entity.order()))
                .map(Aftermath::work)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String work(Entity entity) {
        JsonObject document = entity.document();
        return switch (entity.element()) {
            case "hlr" ->
                "hlr " + entity.key() + " " + document.getString("msisdn") + " " + document.getString("iccid") + " "
                        + barringOf(document);
            case "sim" -> "sim " + entity.key() + " " + document.getString("imsi");
            default -> entity.element() + " " + entity.key();
        };
    }

    /** A subscriber that is not barred has no direction of it. */
    private static String barringOf(JsonObject subscriber) {
        JsonValue direction = subscriber.getOrDefault("barring", JsonValue.NULL) instanceof JsonObject barring
                ? barring.getOrDefault("direction", JsonValue.NULL)
                : JsonValue.NULL;
        return direction instanceof JsonString text ? text.getString().toLowerCase(Locale.ROOT) : "none";
    }

    /** Devices that were asked back, by our book: {@code ORD-100001-S9 004401050000001 received}, or not received. */
    SortedSet<String> askedBack() {
        SortedSet<String> asked = new TreeSet<>();
        for (JsonObject parcel : network.parcels()) {
            JsonObject document = parcel.getJsonObject("document");
            if (document.containsKey("rma") && orders.contains(Network.orderOf(parcel.getString("requestId")))) {
                Api.Answer known = ops.get("/ops/v1/device-returns/" + parcel.getString("key"));
                if (known.status() == 200) {
                    JsonObject row = known.json().asJsonObject();
                    asked.add(row.getString("rma") + " " + row.getString("imei") + " "
                            + (row.getString("state").equals("received") ? "received" : "awaited"));
                }
            }
        }
        return asked;
    }

    /** The same by the warehouse. */
    SortedSet<String> awaited() {
        return network.parcels().stream()
                .filter(parcel -> parcel.getJsonObject("document").containsKey("rma")
                        && orders.contains(Network.orderOf(parcel.getString("requestId"))))
                .map(parcel -> parcel.getString("key") + " "
                        + parcel.getJsonObject("document").getString("imei") + " "
                        + parcel.getString("state").toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Handsets of customers that the warehouse knows nothing of: each has been sent. */
    SortedSet<String> neverSent() {
        Set<String> sent = network.parcels().stream()
                .filter(parcel -> parcel.getJsonObject("document").containsKey("deviceModel"))
                .map(parcel -> parcel.getString("key"))
                .collect(Collectors.toSet());
        return products().stream()
                .filter(product -> !product.getString("status").equals("terminated") && broughtByTheStorm(product))
                .filter(product -> product.getJsonArray("realizingService").getValuesAs(JsonObject.class).stream()
                        .anyMatch(service -> service.getString("name").endsWith("device-shipment")))
                .map(product -> resources(product).getOrDefault("DEVICE", "none"))
                .filter(imei -> !sent.contains(imei))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Fallout tasks that are open still, of these orders. */
    List<String> openTasks() {
        return ops
                .get("/ops/v1/fallout-tasks?limit=500&state=open")
                .expectOneOf(200, 206)
                .json()
                .asJsonArray()
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(task -> orders.contains(task.getString("orderId")))
                .map(JsonObject::toString)
                .toList();
    }
}
