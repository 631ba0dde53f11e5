package dialtone.invoice.tmf;

import dialtone.invoice.BilledLine;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoiceSection;
import dialtone.invoice.InvoiceSummary;
import dialtone.invoice.InvoiceTaxLine;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An invoice or a credit note.
 *
 * @param kind     {@code invoice} or {@code credit-note}
 * @param from     first day of its cycle
 * @param to       first day after it
 * @param credited invoice that a credit note takes back
 * @param reason   of a credit note
 * @param replaces invoice that was credited whole and that this one takes the place of
 * @param lines    net of tax; not in a list
 * @param taxes    not in a list
 * @param sections whose the lines are; absent where all are the account's own, and in a list
 */
public record InvoiceView(
        String id,
        String kind,
        String billingAccount,
        String from,
        String to,
        String issuedOn,
        String dueOn,
        AmountView net,
        AmountView tax,
        AmountView total,
        @Nullable String credited,
        @Nullable String reason,
        @Nullable String replaces,
        @Nullable List<LineView> lines,
        @Nullable List<TaxView> taxes,
        @Nullable List<SectionView> sections) {

    /** The lines of one account on a consolidated invoice. */
    public record SectionView(String billingAccount, int firstLine, int lastLine, AmountView net, AmountView tax) {

        private static SectionView of(Invoice invoice, InvoiceSection section) {
            return new SectionView(
                    section.account().value(),
                    section.firstLine(),
                    section.lastLine(),
                    AmountView.of(invoice.content().netOf(section)),
                    AmountView.of(invoice.taxOf(section)));
        }

        private static @Nullable List<SectionView> of(Invoice invoice) {
            List<InvoiceSection> sections = invoice.content().sections();
            return sections.isEmpty()
                    ? null
                    : sections.stream().map(each -> of(invoice, each)).toList();
        }
    }

    /**
     * @param catalogVersion that its price is of; absent where there is no price, or it is not known
     * @param records how many usage records are behind it; {@code GET /billing/v1/invoices/{id}/lines/{number}/records} has them
     */
    public record LineView(
            int number,
            String kind,
            String subject,
            String price,
            @Nullable String catalogVersion,
            String description,
            String explanation,
            String from,
            String to,
            AmountView amount,
            long records) {

        static LineView of(BilledLine line, Map<Integer, String> versions) {
            return new LineView(
                    line.number(),
                    line.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    line.subject(),
                    line.priceId(),
                    versions.get(line.number()),
                    line.description(),
                    line.explanation(),
                    line.period().from().toString(),
                    line.period().to().toString(),
                    AmountView.of(line.amount()),
                    line.records());
        }
    }

    /** @param rate fraction: 0.19 for 19 % */
    public record TaxView(
            String code,
            String description,
            @Nullable Integer line,
            AmountView base,
            BigDecimal rate,
            AmountView amount,
            String note) {

        static TaxView of(InvoiceTaxLine tax) {
            return new TaxView(
                    tax.code(),
                    tax.description(),
                    tax.line().isPresent() ? tax.line().getAsInt() : null,
                    AmountView.of(tax.base()),
                    tax.rate(),
                    AmountView.of(tax.amount()),
                    tax.note());
        }
    }

    static InvoiceView of(InvoiceSummary summary) {
        return new InvoiceView(
                summary.id().value(),
                kind(summary.credited().isPresent()),
                summary.account().value(),
                summary.cycle().from().toString(),
                summary.cycle().to().toString(),
                summary.issuedOn().toString(),
                summary.dueOn().toString(),
                AmountView.of(summary.net()),
                AmountView.of(summary.tax()),
                AmountView.of(summary.total()),
                summary.credited().map(InvoiceId::value).orElse(null),
                null,
                null,
                null,
                null,
                null);
    }

    /** @param versions of the catalogue that the lines' prices are of, by number of the line */
    static InvoiceView of(Invoice invoice, Map<Integer, String> versions) {
        Optional<Invoice.Credit> credit = invoice.credit();
        return new InvoiceView(
                invoice.id().value(),
                kind(invoice.isCreditNote()),
                invoice.account().value(),
                invoice.cycle().from().toString(),
                invoice.cycle().to().toString(),
                invoice.issuedOn().toString(),
                invoice.dueOn().toString(),
                AmountView.of(invoice.net()),
                AmountView.of(invoice.tax()),
                AmountView.of(invoice.total()),
                credit.map(of -> of.credited().value()).orElse(null),
                credit.map(Invoice.Credit::reason).orElse(null),
                invoice.replaced().map(InvoiceId::value).orElse(null),
                invoice.lines().stream()
                        .map(line -> LineView.of(line, versions))
                        .toList(),
                invoice.taxes().stream().map(TaxView::of).toList(),
                SectionView.of(invoice));
    }

    private static String kind(boolean isCreditNote) {
        return isCreditNote ? "credit-note" : "invoice";
    }
}
