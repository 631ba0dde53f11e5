package dialtone.invoice.console;

import dialtone.base.Money;
import dialtone.base.console.Amounts;
import dialtone.base.console.Badge;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoiceSummary;
import dialtone.rating.ChargePeriod;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * An invoice or a credit note in a list.
 *
 * @param credited invoice that a credit note takes back; empty for an invoice
 * @param state    whether some or all of it is taken back; what is paid is the account's, and not of a bill
 */
public record BillView(
        String id, String kind, String credited, String period, String issued, String due, String total, Badge state) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    /** One that is by itself: nothing is known of what was taken back of it. */
    static BillView of(InvoiceSummary summary) {
        return of(summary, Optional.empty());
    }

    /** @param back what credit notes have taken back of it; empty when nothing */
    static BillView of(InvoiceSummary summary, Optional<Money> back) {
        return new BillView(
                summary.id().value(),
                summary.credited().isPresent() ? "Credit note" : "Invoice",
                summary.credited().map(InvoiceId::value).orElse(""),
                days(summary.cycle()),
                DAY.format(summary.issuedOn()),
                summary.credited().isPresent() ? "" : DAY.format(summary.dueOn()),
                Amounts.text(summary.total()),
                state(summary, back));
    }

    private static Badge state(InvoiceSummary summary, Optional<Money> back) {
        if (back.isEmpty()) {
            return new Badge("Issued", "good");
        }
        return back.get().equals(summary.total())
                ? new Badge("Credited", "idle")
                : new Badge("Partly credited", "warn");
    }

    /** {@code 1 Nov 2026 to 30 Nov 2026}, or the one day that it is. */
    static String days(ChargePeriod period) {
        LocalDate last = period.to().minusDays(1);
        return last.isAfter(period.from())
                ? DAY.format(period.from()) + " to " + DAY.format(last)
                : DAY.format(period.from());
    }

    static String day(LocalDate on) {
        return DAY.format(on);
    }
}
