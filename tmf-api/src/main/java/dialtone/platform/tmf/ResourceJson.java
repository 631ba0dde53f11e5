package dialtone.platform.tmf;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyOrderStrategy;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.List;

/** Wire records as JSON text, in the order the record says, else by name. What is absent is left out. */
public final class ResourceJson {

    private static final Jsonb JSON =
            JsonbBuilder.create(new JsonbConfig().withPropertyOrderStrategy(PropertyOrderStrategy.LEXICOGRAPHICAL));

    /** Found once: {@code Json.createX} searches the class path each time. */
    private static final JsonProvider VALUES = JsonProvider.provider();

    private ResourceJson() {}

    public static String write(Object resource) {
        return JSON.toJson(resource);
    }

    /** With the first-level attributes that were asked for. */
    public static String write(Record resource, FieldSelection fields) {
        return write(fields.of(resource));
    }

    /** A list, each with the first-level attributes that were asked for. */
    public static String write(List<? extends Record> resources, FieldSelection fields) {
        return write(resources.stream().map(fields::of).toList());
    }

    /** The resource as a part of a larger document. */
    public static JsonObject object(Object resource) {
        return object(write(resource));
    }

    private static JsonObject object(String json) {
        try (var reader = VALUES.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    /** A text as a value, where the type of a field is "any". */
    public static JsonValue text(String value) {
        return VALUES.createValue(value);
    }

    /** A number as a value, where the type of a field is "any". */
    public static JsonValue number(BigDecimal value) {
        return VALUES.createValue(value);
    }
}
