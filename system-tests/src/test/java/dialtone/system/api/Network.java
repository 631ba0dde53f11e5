package dialtone.system.api;

import dialtone.system.Api;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The simulated network: told how to behave, and asked what was done to it. */
final class Network {

    private static final List<String> ELEMENTS =
            List.of("hlr", "sim", "policy", "device", "credit", "coverage", "mail");

    /** Those that keep an entity for what an order asked of them. */
    private static final List<String> KEEPERS = List.of("hlr", "sim", "policy", "device", "coverage");

    private static final String NORMAL = "{\"mode\": \"NORMAL\"}";

    private final Api control;

    Network(URI simulator) {
        control = Api.anonymous(simulator);
    }

    /** What an element keeps for an order. */
    record Entity(String element, String key, JsonObject document) {}

    /** @param behaviour as the simulator's control takes it */
    void behave(String element, String behaviour) {
        control.put(behaviour(element), "application/json", behaviour).expect(200);
    }

    void behaveWell() {
        ELEMENTS.forEach(element -> behave(element, NORMAL));
    }

    /** Whether what was ordered of it, a number of times, has happened as often. */
    boolean isNormal(String element) {
        return control.get(behaviour(element))
                .expect(200)
                .json()
                .asJsonObject()
                .getString("mode")
                .equals("NORMAL");
    }

    private static String behaviour(String element) {
        return "/control/" + element + "/behaviour";
    }

    /** The numbers that the register of subscribers holds. */
    List<String> numbers() {
        return entities("hlr").stream()
                .map(entity -> entity.getJsonObject("document").getString("msisdn"))
                .toList();
    }

    private List<JsonObject> entities(String element) {
        return control.get("/control/" + element + "/entities?limit=100000")
                .expect(200)
                .json()
                .asJsonArray()
                .getValuesAs(JsonObject.class);
    }

    List<Entity> entitiesOf(String order) {
        return KEEPERS.stream()
                .flatMap(element -> entities(element).stream()
                        .filter(entity -> isOf(order, entity.getString("requestId")))
                        .map(entity -> new Entity(element, entity.getString("key"), entity.getJsonObject("document"))))
                .toList();
    }

    /** Request ids begin with the order they are for; ORD-1000011 is not ORD-100001. */
    private static boolean isOf(String order, String requestId) {
        return requestId.startsWith(order)
                && (requestId.length() == order.length() || !Character.isDigit(requestId.charAt(order.length())));
    }

    /** How often the state of what an order asked for has changed, by element. An element that it asked twice adds up. */
    SortedMap<String, Integer> effectsOf(String order) {
        Map<String, Integer> audit = new LinkedHashMap<>();
        for (JsonObject line :
                control.get("/control/audit").expect(200).json().asJsonArray().getValuesAs(JsonObject.class)) {
            audit.put(line.getString("element") + " " + line.getString("key"), line.getInt("effects"));
        }
        SortedMap<String, Integer> effects = new TreeMap<>();
        entitiesOf(order)
                .forEach(entity -> effects.merge(
                        entity.element(), audit.getOrDefault(entity.element() + " " + entity.key(), 0), Integer::sum));
        return effects;
    }

    /** Texts of the mails to the address that tell of the order's completion. */
    List<String> mails(String to, String order) {
        return control
                .get("/control/mails?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8))
                .expect(200)
                .json()
                .asJsonArray()
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(mail -> mail.getString("subject").equals("Your order " + order + " is complete"))
                .map(mail -> mail.getString("text"))
                .toList();
    }
}
