package dialtone.invoice.tmf;

import dialtone.catalog.CouponCode;
import dialtone.catalog.service.Promotions;
import dialtone.platform.tmf.ReadOnly;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A series of codes: asked for with {@code count} alone, answered with all. */
@JsonbPropertyOrder({"promotion", "series", "count", "codes"})
public record CouponSeriesView(
        @ReadOnly @Nullable String promotion,
        @ReadOnly @Nullable Integer series,
        @Nullable Integer count,
        @ReadOnly @Nullable List<String> codes) {

    int countRead() {
        if (count == null) {
            throw ReceiptView.missing("count");
        }
        return count;
    }

    static CouponSeriesView of(String promotion, Promotions.Series made) {
        return new CouponSeriesView(
                promotion,
                made.number(),
                made.codes().size(),
                made.codes().stream().map(CouponCode::text).toList());
    }
}
