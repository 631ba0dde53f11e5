package dialtone.order.tmf;

import dialtone.order.OrderRevision;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an amendment changes.
 *
 * @param itemId    of the item; absent for what is said of the whole order
 * @param attribute as TMF622 names it, or the name of a characteristic; productOrderItem for an item that is added or withdrawn
 * @param former    absent when there was nothing
 * @param amended   absent when there is nothing any more
 */
@JsonbPropertyOrder({"itemId", "attribute", "former", "amended"})
public record RevisionChangeView(
        @Nullable String itemId,
        String attribute,
        @Nullable String former,
        @Nullable String amended) {

    static RevisionChangeView of(OrderRevision.Change change) {
        return new RevisionChangeView(
                change.item().orElse(null),
                change.attribute(),
                change.former().orElse(null),
                change.amended().orElse(null));
    }
}
