package dialtone.invoice.tmf;

import dialtone.billrun.BillRun;
import dialtone.platform.tmf.TmfRefusal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What run is to be started.
 *
 * @param billedTo first day that is not billed, such as {@code 2026-12-01}
 * @param kind     {@code real}, or {@code dry} to see what it would come to; real when it is not said
 */
public record BillRunRequestView(
        @Nullable String billedTo, @Nullable String kind) {

    /** @throws TmfRefusal MISSING, INVALID_DATE */
    LocalDate billedToRead() {
        return Dates.day("billedTo", billedTo);
    }

    /** @throws TmfRefusal UNKNOWN_KIND */
    BillRun.Kind kindRead() {
        if (kind == null || kind.equals("real")) {
            return BillRun.Kind.REAL;
        }
        if (kind.equals("dry")) {
            return BillRun.Kind.DRY;
        }
        throw TmfRefusal.at("kind", "UNKNOWN_KIND", "The kind is one of real, dry.");
    }
}
