package dialtone.invoice.tmf;

import dialtone.base.Money;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.RebillChange;
import dialtone.invoice.RebillRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * That an invoice be credited whole and made again.
 *
 * @param invoice    that is credited
 * @param total      of the new invoice, as it was when it was asked for
 * @param state      asked, issued, declined
 * @param creditNote once it is issued
 * @param newInvoice once it is issued
 */
public record RebillView(
        String id,
        String invoice,
        String reason,
        AmountView total,
        String state,
        String askedBy,
        Instant askedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String creditNote,
        @Nullable String newInvoice) {

    static RebillView of(RebillRequest request) {
        return new RebillView(
                Long.toString(request.id()),
                request.invoice().value(),
                request.reason(),
                AmountView.of(request.total()),
                request.state().name().toLowerCase(Locale.ROOT),
                request.askedBy(),
                request.askedAt(),
                request.decidedBy().orElse(null),
                request.decidedAt().orElse(null),
                request.note().map(InvoiceId::value).orElse(null),
                request.issued().map(InvoiceId::value).orElse(null));
    }

    /** What is asked for. */
    public record AskedView(
            @Nullable String invoice, @Nullable String reason) {}

    /**
     * What it would be now.
     *
     * @param credited  total of the invoice, which is taken back
     * @param total     of the new invoice, with {@code net} and {@code tax}
     * @param more      what the customer owes more, tax included; negative: less
     * @param lines     of the new invoice, each beside the one whose place it takes
     */
    public record PreviewView(
            String invoice,
            AmountView credited,
            AmountView net,
            AmountView tax,
            AmountView total,
            AmountView more,
            List<ChangeView> lines) {

        static PreviewView of(Invoice original, Invoice anew, Money more) {
            return new PreviewView(
                    original.id().value(),
                    AmountView.of(original.total()),
                    AmountView.of(anew.net()),
                    AmountView.of(anew.tax()),
                    AmountView.of(anew.total()),
                    AmountView.of(more),
                    RebillChange.of(original, anew).stream().map(ChangeView::of).toList());
        }
    }

    /** @param before absent for what has come since the invoice */
    public record ChangeView(
            int number,
            String subject,
            String description,
            String explanation,
            @Nullable AmountView before,
            AmountView amount,
            AmountView difference) {

        static ChangeView of(RebillChange change) {
            return new ChangeView(
                    change.after().number(),
                    change.after().subject(),
                    change.after().description(),
                    change.after().explanation(),
                    change.before().map(line -> AmountView.of(line.amount())).orElse(null),
                    AmountView.of(change.after().amount()),
                    AmountView.of(change.difference()));
        }
    }
}
