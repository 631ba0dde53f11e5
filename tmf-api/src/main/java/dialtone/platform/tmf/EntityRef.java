package dialtone.platform.tmf;

import jakarta.json.bind.annotation.JsonbProperty;
import org.jspecify.annotations.Nullable;

/** A reference to another resource, as all TMF APIs write it. Only its id counts in a request. */
public record EntityRef(
        @Nullable String id,
        @Nullable String href,
        @Nullable String name,
        @JsonbProperty("@referredType") @Nullable String referredType) {

    public static EntityRef to(String id, String referredType) {
        return new EntityRef(id, null, null, referredType);
    }

    public static EntityRef to(String id, String name, String referredType) {
        return new EntityRef(id, null, name, referredType);
    }
}
