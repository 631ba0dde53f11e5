package dialtone.usage.service;

import dialtone.usage.UsageReject.Reason;
import dialtone.usage.layout.RecordFormat;
import dialtone.usage.layout.RecordSplitter;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonPointer;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes values out of JSON objects by pointers. */
final class JsonSplitter implements RecordSplitter {

    /** More digits than any field of ours has: 1e999999999 is not written out. */
    private static final int MAX_DIGITS = 40;

    private final JsonReaderFactory readers = Json.createReaderFactory(Map.of());
    private final List<JsonPointer> pointers;

    JsonSplitter(RecordFormat.Json format) {
        this.pointers = format.pointers().stream().map(Json::createPointer).toList();
    }

    @Override
    public Optional<Malformed> split(String text, String[] values) {
        try (JsonReader reader = readers.createReader(new StringReader(text))) {
            JsonObject object = reader.readObject();
            for (int i = 0; i < values.length; i++) {
                JsonPointer pointer = pointers.get(i);
                values[i] = pointer.containsValue(object)
                        ? textOf(pointer.getValue(object)).strip()
                        : "";
            }
            return Optional.empty();
        } catch (JsonException | IllegalStateException noObject) {
            return Optional.of(new Malformed(Reason.NOT_AN_OBJECT, "No JSON object: " + noObject.getMessage()));
        }
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
