package dialtone.invoice.tmf;

import dialtone.catalog.OfferingId;
import dialtone.catalog.Promotion;
import dialtone.catalog.service.Promotions;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A promotion: {@code limit} of its one code, {@code codes} and {@code used} of all of them. */
@JsonbPropertyOrder({
    "id",
    "name",
    "description",
    "code",
    "limit",
    "offerings",
    "from",
    "until",
    "customers",
    "combinable",
    "codes",
    "used"
})
public record PromotionView(
        String id,
        String name,
        String description,
        @Nullable String code,
        @Nullable Integer limit,
        List<String> offerings,
        @Nullable String from,
        @Nullable String until,
        String customers,
        boolean combinable,
        long codes,
        long used) {

    static PromotionView of(Promotions.Standing standing) {
        Promotion promotion = standing.promotion();
        return new PromotionView(
                promotion.id(),
                promotion.name(),
                promotion.description(),
                promotion.code().orElse(null),
                promotion.limit().orElse(null),
                promotion.offerings().stream().map(OfferingId::value).toList(),
                promotion.from().map(Object::toString).orElse(null),
                promotion.until().map(Object::toString).orElse(null),
                promotion.newOnly() ? "new" : "all",
                promotion.combinable(),
                standing.codes(),
                standing.used());
    }
}
