package dialtone.order.tmf;

import dialtone.order.OrderReference;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something outside that an order names, with the part it plays: TMF622's RelatedParty and RelatedChannel, and its plain references,
 * which have no role. The party in the role customer is the one the order is for.
 */
public record RelatedView(
        @Nullable String id,
        @Nullable String href,
        @Nullable String name,
        @Nullable String role,
        @JsonbProperty("@referredType") @Nullable String referredType) {

    static final String CUSTOMER = "customer";

    static RelatedView of(OrderReference reference) {
        return new RelatedView(
                reference.id(), reference.href(), reference.name(), reference.role(), reference.referredType());
    }

    /** Null when there are none, so that the attribute is left out. */
    static @Nullable List<RelatedView> of(List<OrderReference> references) {
        return references.isEmpty()
                ? null
                : references.stream().map(RelatedView::of).toList();
    }

    OrderReference toReference(OrderReference.Kind kind) {
        return new OrderReference(kind, Objects.requireNonNullElse(id, ""), href, name, role, referredType);
    }

    boolean isCustomer() {
        return CUSTOMER.equalsIgnoreCase(role);
    }
}
