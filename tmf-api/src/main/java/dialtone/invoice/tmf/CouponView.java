package dialtone.invoice.tmf;

import dialtone.catalog.service.CouponSeries;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has become of one coupon.
 *
 * @param series left out of the one code that the catalogue names for all
 * @param used   how often, by orders that were not cancelled
 */
@JsonbPropertyOrder({"promotion", "state", "used", "series", "uses"})
public record CouponView(
        String promotion, String state, long used, @Nullable CouponStandingView series, List<UseView> uses) {

    /** @param givenBackAt when its order had ended with nothing delivered */
    @JsonbPropertyOrder({"order", "item", "at", "givenBackAt"})
    public record UseView(
            String order, String item, Instant at, @Nullable Instant givenBackAt) {}

    static CouponView of(CouponSeries.Coupon coupon) {
        return new CouponView(
                coupon.promotion(),
                CouponStandingView.word(coupon.state()),
                coupon.used(),
                coupon.series().map(CouponStandingView::of).orElse(null),
                coupon.uses().stream()
                        .map(use -> new UseView(
                                use.order().value(),
                                use.item(),
                                use.at(),
                                use.givenBack().orElse(null)))
                        .toList());
    }
}
