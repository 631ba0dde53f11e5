package dialtone.order.tmf;

import jakarta.json.bind.annotation.JsonbProperty;
import org.jspecify.annotations.Nullable;

/** Who takes part in the order; {@code role} customer is the one it is for. */
public record RelatedPartyView(
        @Nullable String id,
        @Nullable String href,
        @Nullable String name,
        @Nullable String role,
        @JsonbProperty("@referredType") @Nullable String referredType) {

    static final String CUSTOMER = "customer";

    boolean isCustomer() {
        return CUSTOMER.equalsIgnoreCase(role);
    }
}
