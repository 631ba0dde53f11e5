package dialtone.invoice.tmf;

import dialtone.platform.tmf.TmfRefusal;
import dialtone.usage.UsageCorrection;
import dialtone.usage.UsageCorrection.Field;
import jakarta.json.JsonNumber;
import jakarta.json.JsonValue;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to be corrected of a suspended record; what is absent stays. */
public record SuspenseCorrectionView(
        @Nullable String type,
        @Nullable String msisdn,
        @Nullable String startedAt,
        @Nullable JsonValue quantity,
        @Nullable String peer,
        @Nullable String visitedNetwork) {

    /** @throws TmfRefusal if the quantity is no number */
    UsageCorrection read() {
        Map<Field, String> fields = new EnumMap<>(Field.class);
        put(fields, Field.TYPE, type);
        put(fields, Field.MSISDN, msisdn);
        put(fields, Field.STARTED_AT, startedAt);
        put(fields, Field.PEER, peer);
        put(fields, Field.VISITED_NETWORK, visitedNetwork);
        if (quantity != null) {
            if (!(quantity instanceof JsonNumber number)) {
                throw TmfRefusal.at("quantity", "INVALID_FIELD", "A quantity is a number.");
            }
            fields.put(Field.QUANTITY, number.toString());
        }
        return new UsageCorrection(fields);
    }

    private static void put(Map<Field, String> fields, Field field, @Nullable String value) {
        if (value != null) {
            fields.put(field, value);
        }
    }
}
