package dialtone.platform.json;

import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;

/** Named texts as a JSON object in a column, and back, in their order. */
public final class FactsJson {

    /** Found once: each look-up searches the class path for it. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private FactsJson() {}

    /** {@code {"orderId":"ORD-7"}} */
    public static String write(Map<String, String> facts) {
        JsonObjectBuilder object = JSON.createObjectBuilder();
        facts.forEach(object::add);
        return object.build().toString();
    }

    /** @throws jakarta.json.JsonException when this is no object of texts */
    public static Map<String, String> read(String json) {
        Map<String, String> facts = new LinkedHashMap<>();
        try (JsonReader reader = JSON.createReader(new StringReader(json))) {
            var object = reader.readObject();
            object.keySet().forEach(name -> facts.put(name, object.getString(name)));
        }
        return facts;
    }
}
