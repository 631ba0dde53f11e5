package dialtone.usage.tmf;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** TMF635 UsageCharacteristic: a name and its value. */
public record UsageCharacteristicView(
        @Nullable String name,
        @Nullable String valueType,
        @Nullable JsonValue value) {

    /** A text, or a number as it is written; empty for anything else. */
    Optional<String> text() {
        return switch (value) {
            case JsonString string -> Optional.of(string.getString());
            case JsonNumber number -> Optional.of(number.toString());
            case null, default -> Optional.empty();
        };
    }
}
