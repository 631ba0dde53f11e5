package dialtone.invoice.console;

import dialtone.base.Page;
import dialtone.base.console.Amounts;
import dialtone.base.console.FormPage;
import dialtone.billrun.service.Rebills;
import dialtone.invoice.BilledLine;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoiceTaxLine;
import dialtone.invoice.NumberUsage.RatedRecord;
import dialtone.invoice.RebillRequest;
import dialtone.invoice.console.MonthView.UsageRow;
import dialtone.invoice.service.Invoices;
import dialtone.rating.service.PriceVersions;
import dialtone.tax.DraftTax;
import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One invoice or credit note, each line with how it came about. Parameter of its address: id. */
@Named
@ViewScoped
public class InvoicePage extends FormPage {
    private static final long serialVersionUID = 1;

    /** Lines whose records are shown; the API lists those of all. */
    private static final int MAX_WITH_RECORDS = 50;

    @EJB
    private Invoices invoices;

    @EJB
    private PriceVersions versions;

    @EJB
    private Rebills rebills;

    private String id = "";
    private Optional<View> view = Optional.empty();

    @SuppressWarnings("NullAway") // the container injects
    public InvoicePage() {}

    /**
     * What is shown.
     *
     * @param credited invoice that a credit note takes back; empty for an invoice
     * @param replaced invoice that this one takes the place of; empty for none
     * @param request  that it be made again, asked for or done
     * @param notes    credit notes of an invoice
     * @param open     whether a line of it is not taken back
     */
    public record View(
            String id,
            String kind,
            String account,
            String period,
            String issued,
            String due,
            String net,
            String tax,
            String total,
            String credited,
            String reason,
            String replaced,
            Optional<RebillRequest> request,
            List<Line> lines,
            List<Tax> taxes,
            List<BillView> notes,
            boolean open) {

        /** Invoice that takes its place; empty for none. */
        public String replacedBy() {
            return request.flatMap(RebillRequest::issued).map(InvoiceId::value).orElse("");
        }

        /** Who has asked that it be made again, while that waits; empty for nobody. */
        public String askedBy() {
            return request.filter(asked -> asked.state() == RebillRequest.State.ASKED)
                    .map(RebillRequest::askedBy)
                    .orElse("");
        }
    }

    /**
     * A line.
     *
     * @param order   that it is for; empty for others
     * @param subject the number that was used, or another thing it is about; empty for a charge of an order
     * @param price   id of the price that it is by; empty where there is none
     * @param version of the catalogue that it is of; empty where it is not known
     * @param tax     {@code VAT 19 %}; empty where tax is of several lines
     * @param section account whose first line it is on a consolidated invoice; empty for others
     * @param more    records beyond those that are shown
     * @param back    whether it is taken back
     */
    public record Line(
            int number,
            String section,
            String kind,
            String description,
            String order,
            String subject,
            String explanation,
            String price,
            String version,
            String tax,
            String period,
            String amount,
            List<UsageRow> records,
            long count,
            long more,
            boolean back) {

        /** {@code 1 record}, {@code 312 records}. */
        public String counted() {
            return count == 1 ? "1 record" : count + " records";
        }
    }

    /** @param rate {@code 19 %} */
    public record Tax(String description, String base, String rate, String amount, String note) {}

    /** Reads the invoice of the address; answers 404 when there is none. */
    public void open() throws IOException {
        id = id("id").orElse("");
        refresh();
        if (view.isEmpty()) {
            notFound("No such invoice");
        }
    }

    private void refresh() {
        view = id.isEmpty()
                ? Optional.empty()
                : invoices.find(new InvoiceId(id)).map(this::view);
    }

    private View view(Invoice invoice) {
        Map<Integer, String> ofPrices = versions.of(invoice);
        Set<Integer> back = new HashSet<>();
        List<BillView> notes = invoices.creditNotesOf(invoice.id()).stream()
                .map(summary -> {
                    invoices.find(summary.id())
                            .ifPresent(note -> note.lines().forEach(line -> {
                                if (line.cause() instanceof BilledLine.OfCreditedLine credited) {
                                    back.add(credited.line());
                                }
                            }));
                    return BillView.of(summary);
                })
                .toList();
        return new View(
                invoice.id().value(),
                invoice.isCreditNote() ? "Credit note" : "Invoice",
                invoice.account().value(),
                BillView.days(invoice.cycle()),
                BillView.day(invoice.issuedOn()),
                invoice.isCreditNote() ? "" : BillView.day(invoice.dueOn()),
                Amounts.text(invoice.net()),
                Amounts.text(invoice.tax()),
                Amounts.text(invoice.total()),
                invoice.credit().map(credit -> credit.credited().value()).orElse(""),
                invoice.credit().map(Invoice.Credit::reason).orElse(""),
                invoice.replaced().map(InvoiceId::value).orElse(""),
                rebills.of(invoice.id()),
                invoice.lines().stream()
                        .map(line -> line(
                                line,
                                section(invoice, line.number()),
                                ofPrices.getOrDefault(line.number(), ""),
                                taxOf(invoice, line),
                                back.contains(line.number())))
                        .toList(),
                DraftTax.totals(invoice.taxes()).stream().map(InvoicePage::tax).toList(),
                notes,
                !invoice.isCreditNote() && back.size() < invoice.lines().size());
    }

    private static String taxOf(Invoice invoice, BilledLine line) {
        return invoice.taxes().stream()
                .filter(tax -> tax.line().isPresent() && tax.line().getAsInt() == line.number())
                .map(InvoiceTaxLine::description)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String section(Invoice invoice, int line) {
        return invoice.content().sections().stream()
                .filter(section -> section.firstLine() == line)
                .map(section -> section.account() + ", "
                        + Amounts.text(invoice.content().netOf(section)) + " net")
                .findFirst()
                .orElse("");
    }

    private Line line(BilledLine line, String section, String version, String tax, boolean back) {
        Page<RatedRecord> behind = line.number() > MAX_WITH_RECORDS
                ? new Page<>(List.of(), 0, 0)
                : invoices.records(line, 0, MonthView.MAX_RECORDS);
        List<UsageRow> records = behind.rows().stream().map(UsageRow::of).toList();
        boolean use = line.kind() == BilledLine.Kind.USAGE;
        int slash = use ? -1 : line.subject().indexOf('/');
        long count = behind.total();
        return new Line(
                line.number(),
                section,
                words(line.kind()),
                line.description(),
                slash < 0 ? "" : line.subject().substring(0, slash),
                slash >= 0 ? "" : (use ? "+" : "") + line.subject(),
                line.explanation(),
                line.priceId(),
                version,
                tax,
                BillView.days(line.period()),
                Amounts.text(line.amount()),
                records,
                count,
                count - records.size(),
                back);
    }

    private static Tax tax(InvoiceTaxLine tax) {
        return new Tax(
                tax.description(),
                Amounts.text(tax.base()),
                tax.rate().movePointRight(2).stripTrailingZeros().toPlainString() + " %",
                Amounts.text(tax.amount()),
                tax.note());
    }

    private static String words(BilledLine.Kind kind) {
        String words = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** Takes all that is left back. */
    public void credit() {
        note(invoices.credit(new InvoiceId(id), Set.of(), text("reason")));
        refresh();
    }

    /** Takes one line back, for the reason that stands in the form. */
    public void creditLine(Line line) {
        note(invoices.credit(new InvoiceId(id), Set.of(line.number()), text("reason")));
        refresh();
    }

    /** @throws java.util.NoSuchElementException before {@link #open} */
    public View invoice() {
        return view.orElseThrow();
    }
}
