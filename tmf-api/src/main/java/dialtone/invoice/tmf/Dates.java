package dialtone.invoice.tmf;

import dialtone.base.Days;
import dialtone.platform.tmf.TmfRefusal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Days of requests. */
final class Dates {

    private Dates() {}

    /** @throws TmfRefusal MISSING, INVALID_DATE */
    static LocalDate day(String field, @Nullable String text) {
        if (text == null) {
            throw ReceiptView.missing(field);
        }
        return Days.parse(text)
                .orElseThrow(() -> TmfRefusal.at(
                        field, "INVALID_DATE", "A day is written like 2026-12-01, of the years 1970 to 9999."));
    }
}
