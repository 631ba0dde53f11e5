package dialtone.invoice.tmf;

import dialtone.billrun.service.Rebills;
import dialtone.invoice.BilledLine;
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
     * @param credited  what is taken back of the invoice, tax included
     * @param total     of the new invoice, with {@code net} and {@code tax}
     * @param more      what the customer owes more, tax included; negative: less
     * @param lines     of the new invoice, each beside the one whose place it takes, then those that are not made again
     */
    public record PreviewView(
            String invoice,
            AmountView credited,
            AmountView net,
            AmountView tax,
            AmountView total,
            AmountView more,
            List<ChangeView> lines) {

        static PreviewView of(Rebills.Preview preview) {
            Invoice anew = preview.anew();
            return new PreviewView(
                    preview.original().id().value(),
                    AmountView.of(preview.note().total().negated()),
                    AmountView.of(anew.net()),
                    AmountView.of(anew.tax()),
                    AmountView.of(anew.total()),
                    AmountView.of(preview.more()),
                    RebillChange.of(preview.original(), preview.note(), anew).stream()
                            .map(ChangeView::of)
                            .toList());
        }
    }

    /**
     * @param number of the new line; absent, as {@code amount}, for one that is credited and not made again
     * @param before absent for what has come since the invoice
     */
    public record ChangeView(
            @Nullable Integer number,
            String subject,
            String description,
            String explanation,
            @Nullable AmountView before,
            @Nullable AmountView amount,
            AmountView difference) {

        static ChangeView of(RebillChange change) {
            return new ChangeView(
                    change.after().map(BilledLine::number).orElse(null),
                    change.line().subject(),
                    change.line().description(),
                    change.line().explanation(),
                    change.before().map(line -> AmountView.of(line.amount())).orElse(null),
                    change.after().map(line -> AmountView.of(line.amount())).orElse(null),
                    AmountView.of(change.difference()));
        }
    }
}
