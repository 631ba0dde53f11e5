package dialtone.invoice.tmf;

import dialtone.catalog.CouponCode;
import org.jspecify.annotations.Nullable;

/** Which coupon is asked for. */
public record CouponLookupView(@Nullable String code) {

    CouponCode codeRead() {
        if (code == null || code.isBlank()) {
            throw ReceiptView.missing("code");
        }
        return new CouponCode(code);
    }
}
