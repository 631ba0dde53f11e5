package dialtone.usage.service;

import dialtone.usage.UsageReject.Reason;
import dialtone.usage.layout.RecordFormat;
import dialtone.usage.layout.RecordSplitter;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes values out of JSON objects by pointers. */
final class JsonSplitter implements RecordSplitter {

    /** More digits than any field of ours has: 1e999999999 is not written out. */
    private static final int MAX_DIGITS = 40;

    private final JsonReaderFactory readers = Json.createReaderFactory(Map.of());
    /** The names on the way to each value. */
    private final List<List<String>> pointers;

    JsonSplitter(RecordFormat.Json format) {
        this.pointers = format.pointers().stream().map(JsonSplitter::names).toList();
    }

    @Override
    public Optional<Malformed> split(String text, String[] values) {
        try (JsonReader reader = readers.createReader(new StringReader(text))) {
            JsonObject object = reader.readObject();
            for (int i = 0; i < values.length; i++) {
                values[i] = textAt(object, pointers.get(i)).strip();
            }
            return Optional.empty();
        } catch (
                RuntimeException
                        noObject) { // what is nested too deeply or has too many digits is not of JSON-P's own kind
            return Optional.of(new Malformed(Reason.NOT_AN_OBJECT, "No JSON object: " + noObject.getMessage()));
        }
    }

    /** Of RFC 6901. */
    private static List<String> names(String pointer) {
        return Arrays.stream(pointer.substring(1).split("/", -1))
                .map(name -> name.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    /** Empty where the object, or one on the way, does not have the name. */
    private static String textAt(JsonObject object, List<String> names) {
        @Nullable JsonValue value = object;
        for (String name : names) {
            value = switch (value) {
                case JsonObject of -> of.get(name);
                case JsonArray of -> isIndex(name, of.size()) ? of.get(Integer.parseInt(name)) : null;
                case null, default -> null;
            };
        }
        return value == null ? "" : textOf(value);
    }

    private static boolean isIndex(String name, int size) {
        return name.matches("0|[1-9][0-9]{0,4}") && Integer.parseInt(name) < size;
    }

    private static String textOf(JsonValue value) {
        return switch (value) {
            case JsonString string -> string.getString();
            case JsonNumber number -> plain(number.bigDecimalValue());
            default -> value.getValueType() == JsonValue.ValueType.NULL ? "" : value.toString();
        };
    }

    private static String plain(BigDecimal number) {
        return Math.abs((long) number.scale()) + number.precision() > MAX_DIGITS
                ? number.toString()
                : number.toPlainString();
    }
}
