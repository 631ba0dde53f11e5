package dialtone.order.tmf;

import dialtone.order.OrderReference;
import dialtone.platform.tmf.RelatedEntity;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an order names of the outside, on the wire: TMF622's RelatedParty and RelatedChannel, and its plain references, which have no role.
 * The party in the role customer is none of them, for the order is for it.
 */
final class References {

    private References() {}

    static RelatedEntity shown(OrderReference reference) {
        return new RelatedEntity(
                reference.id(), reference.href(), reference.name(), reference.role(), reference.referredType());
    }

    /** Null when there are none, so that the attribute is left out. */
    static @Nullable List<RelatedEntity> shown(List<OrderReference> references) {
        return references.isEmpty()
                ? null
                : references.stream().map(References::shown).toList();
    }

    static OrderReference read(OrderReference.Kind kind, RelatedEntity named) {
        return new OrderReference(
                kind,
                Objects.requireNonNullElse(named.id(), ""),
                named.href(),
                named.name(),
                named.role(),
                named.referredType());
    }
}
