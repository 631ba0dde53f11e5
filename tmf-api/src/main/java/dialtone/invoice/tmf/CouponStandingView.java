package dialtone.invoice.tmf;

import dialtone.catalog.service.CouponSeries;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a series of codes.
 *
 * @param state    notYet, open, expired or stopped
 * @param left     codes that orders can still use
 * @param expired  codes that were not used in time, or not before the series was stopped
 */
@JsonbPropertyOrder({
    "promotion",
    "promotionName",
    "series",
    "state",
    "issued",
    "redeemed",
    "left",
    "expired",
    "madeBy",
    "madeAt",
    "stoppedBy",
    "stoppedAt"
})
public record CouponStandingView(
        String promotion,
        String promotionName,
        int series,
        String state,
        long issued,
        long redeemed,
        long left,
        long expired,
        String madeBy,
        Instant madeAt,
        @Nullable String stoppedBy,
        @Nullable Instant stoppedAt) {

    static CouponStandingView of(CouponSeries.Standing series) {
        return new CouponStandingView(
                series.promotionId(),
                series.promotion(),
                series.number(),
                word(series.state()),
                series.issued(),
                series.redeemed(),
                series.left(),
                series.expired(),
                series.madeBy(),
                series.madeAt(),
                series.stopped().map(CouponSeries.Stop::by).orElse(null),
                series.stopped().map(CouponSeries.Stop::at).orElse(null));
    }

    static String word(CouponSeries.State state) {
        return state == CouponSeries.State.NOT_YET ? "notYet" : state.name().toLowerCase(Locale.ROOT);
    }
}
