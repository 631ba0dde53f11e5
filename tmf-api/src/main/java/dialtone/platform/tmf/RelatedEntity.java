package dialtone.platform.tmf;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * A reference with the part it plays, as all TMF APIs write it: RelatedParty, RelatedChannel. Its id counts in a request, and its role.
 *
 * @param role customer, payer, or whatever part it plays
 */
@JsonbPropertyOrder({"id", "href", "name", "role", "referredType"})
public record RelatedEntity(
        @Nullable String id,
        @Nullable String href,
        @Nullable String name,
        @Nullable String role,
        @JsonbProperty("@referredType") @Nullable String referredType) {

    private static final String CUSTOMER = "customer";

    public static RelatedEntity customer(String id) {
        return new RelatedEntity(id, null, null, CUSTOMER, "Customer");
    }

    public static RelatedEntity customer(String id, String name) {
        return new RelatedEntity(id, null, name, CUSTOMER, "Customer");
    }

    /** Not isCustomer, which JSON-B would write. */
    public boolean namesCustomer() {
        return CUSTOMER.equalsIgnoreCase(role);
    }

    /** Where nobody else is meant: it is the customer, or says no role. */
    public boolean mayBeCustomer() {
        return role == null || namesCustomer();
    }
}
