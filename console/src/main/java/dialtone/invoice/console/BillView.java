package dialtone.invoice.console;

import dialtone.base.console.Amounts;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoiceSummary;
import dialtone.rating.ChargePeriod;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * An invoice or a credit note in a list.
 *
 * @param credited invoice that a credit note takes back; empty for an invoice
 */
public record BillView(
        String id, String kind, String credited, String period, String issued, String due, String total) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    static BillView of(InvoiceSummary summary) {
        return new BillView(
                summary.id().value(),
                summary.credited().isPresent() ? "Credit note" : "Invoice",
                summary.credited().map(InvoiceId::value).orElse(""),
                days(summary.cycle()),
                DAY.format(summary.issuedOn()),
                summary.credited().isPresent() ? "" : DAY.format(summary.dueOn()),
                Amounts.text(summary.total()));
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
