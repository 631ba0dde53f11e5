package dialtone.invoice.document;

import static dialtone.platform.mail.MailPage.escaped;

import dialtone.base.Money;
import dialtone.invoice.BilledLine;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceSection;
import dialtone.invoice.InvoiceTaxLine;
import dialtone.party.Address;
import dialtone.party.BillingAccountId;
import dialtone.rating.ChargePeriod;
import dialtone.tax.DraftTax;
import dialtone.tax.TaxCode;
import dialtone.tax.TaxRegistration;
import dialtone.tax.TaxTreatment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * The page of an invoice or a credit note, as XHTML that a browser shows and the PDF is made of. It has what Directive 2006/112/EC Article 226 asks for: date,
 * number, both tax numbers, both names and addresses, what was supplied and when, the base and the amount of each rate, and why there is no
 * tax where there is none. The same invoice, recipient, issuer and language always give the same page.
 */
public final class InvoicePage {

    private static final String STYLE = resource("invoice.css");

    /** Boxes in the margin do not inherit the font of the page. */
    private static final String PAGE_FONT = "font-family:'Liberation Sans';font-size:8pt;color:#555;";

    private final Invoice invoice;
    private final Map<Integer, String> versions;
    private final Recipient recipient;
    private final Map<BillingAccountId, SectionRecipient> sections;
    private final Issuer issuer;
    private final List<TaxRegistration> registrations;
    private final DocumentLanguage language;
    private final NumberFormat number;
    private final DateTimeFormatter date;

    /** One of which it is not known of which versions its prices are. */
    public InvoicePage(
            Invoice invoice,
            Recipient recipient,
            Issuer issuer,
            List<TaxRegistration> registrations,
            DocumentLanguage language) {
        this(invoice, Map.of(), recipient, issuer, registrations, language);
    }

    /**
     * @param versions      of the catalogue that the lines' prices are of, by number of the line
     * @param registrations of the seller on the day of the invoice
     */
    public InvoicePage(
            Invoice invoice,
            Map<Integer, String> versions,
            Recipient recipient,
            Issuer issuer,
            List<TaxRegistration> registrations,
            DocumentLanguage language) {
        this(invoice, versions, recipient, Map.of(), issuer, registrations, language);
    }

    private InvoicePage(
            Invoice invoice,
            Map<Integer, String> versions,
            Recipient recipient,
            Map<BillingAccountId, SectionRecipient> sections,
            Issuer issuer,
            List<TaxRegistration> registrations,
            DocumentLanguage language) {
        this.invoice = invoice;
        this.versions = Map.copyOf(versions);
        this.recipient = recipient;
        this.sections = Map.copyOf(sections);
        this.issuer = issuer;
        this.registrations = List.copyOf(registrations);
        this.language = language;
        int digits = invoice.currency().getDefaultFractionDigits();
        this.number = NumberFormat.getNumberInstance(language.locale());
        number.setMinimumFractionDigits(digits);
        number.setMaximumFractionDigits(digits);
        this.date = new DateTimeFormatterBuilder()
                .appendLocalized(FormatStyle.MEDIUM, null)
                .toFormatter(language.locale());
    }

    /** The same, whose sections have names and tax numbers. */
    public InvoicePage naming(Map<BillingAccountId, SectionRecipient> others) {
        return new InvoicePage(invoice, versions, recipient, others, issuer, registrations, language);
    }

    public LocalDate issuedOn() {
        return invoice.issuedOn();
    }

    private static String resource(String name) {
        try (InputStream in = InvoicePage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("There is no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For a browser: with links to the usage records as the API has them. */
    public String xhtml() {
        return xhtml(line -> "/billing/v1/invoices/" + invoice.id() + "/lines/" + line + "/records");
    }

    /**
     * For a browser.
     *
     * @param records address of the usage records of a line, by its number
     */
    public String xhtml(IntFunction<String> records) {
        return document(Optional.of(records));
    }

    /** For paper, and for a file that lies anywhere: without links, which would go nowhere. */
    public String paper() {
        return document(Optional.empty());
    }

    private String document(Optional<IntFunction<String>> linked) {
        String title = text(invoice.isCreditNote() ? "creditNote" : "invoice") + " " + invoice.id();
        return "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"" + language.code() + "\"><head>"
                + "<meta charset=\"utf-8\"/><meta name=\"viewport\" content=\"width=device-width\"/><title>"
                + safe(title)
                + "</title><style>" + STYLE.replace("#0b5d5e", issuer.colour()) + pageFooter() + "</style></head><body>"
                + head(title) + lines(linked) + totals() + notes() + payment() + foot() + "</body></html>";
    }

    /** Page numbers are the PDF's alone; quotes cannot come in, for the texts are ours and the number is of our form. */
    private String pageFooter() {
        return "@page{@bottom-left{" + PAGE_FONT + "content:\""
                + safe(invoice.id().value()) + "\"}@bottom-right{" + PAGE_FONT + "content:\"" + text("page")
                + " \" counter(page) \" " + text("of") + " \" counter(pages)}}";
    }

    private String head(String title) {
        StringBuilder html = new StringBuilder("<div class=\"bar\">" + safe(issuer.name())
                + "</div><table class=\"head\"><tr><td class=\"to\"><p class=\"from\">" + safe(issuer.name()) + " · "
                + oneLine(issuer.address()) + "</p><p>" + safe(recipient.name()) + "<br/>"
                + safe(recipient.address().street()) + "<br/>"
                + safe(recipient.address().postalCode()) + " "
                + safe(recipient.address().city()) + "<br/>"
                + country(recipient.address().country())
                + "</p></td><td><table class=\"facts\">");
        fact(
                html,
                invoice.isCreditNote() ? "creditNoteNumber" : "invoiceNumber",
                invoice.id().value());
        invoice.credit()
                .ifPresent(credit -> fact(html, "ofInvoice", credit.credited().value()));
        invoice.replaced().ifPresent(other -> fact(html, "inPlaceOf", other.value()));
        fact(html, "date", day(invoice.issuedOn()));
        fact(html, "period", period(invoice.cycle()));
        fact(html, "customer", invoice.content().customer().value());
        fact(html, "account", invoice.account().value());
        if (!recipient.taxNumber().isEmpty()) {
            fact(html, "customerTaxNumber", recipient.taxNumber());
        }
        if (!invoice.isCreditNote()) {
            fact(html, "due", day(invoice.dueOn()));
        }
        html.append("</table></td></tr></table><h1>").append(safe(title)).append("</h1>");
        invoice.credit()
                .ifPresent(credit -> html.append("<p>")
                        .append(text("reason"))
                        .append(": ")
                        .append(safe(credit.reason()))
                        .append("</p>"));
        return html.toString();
    }

    private void fact(StringBuilder html, String label, String value) {
        html.append("<tr><th>")
                .append(text(label))
                .append("</th><td>")
                .append(safe(value))
                .append("</td></tr>");
    }

    private String lines(Optional<IntFunction<String>> linked) {
        StringBuilder html =
                new StringBuilder("<table class=\"lines\"><thead><tr><th class=\"number\">" + text("position")
                        + "</th><th>" + text("description") + "</th><th class=\"tax\">" + text("tax")
                        + "</th><th class=\"amount\">" + text("net") + " "
                        + invoice.currency().getCurrencyCode()
                        + "</th></tr></thead><tbody>");
        for (InvoiceSection section : invoice.content().parts()) {
            if (!invoice.content().sections().isEmpty()) {
                section(html, section);
            }
            invoice.content().linesOf(section).forEach(line -> line(html, line, linked));
        }
        return html.append("</tbody></table>").toString();
    }

    /** Whose it is, with the number that its tax goes by (Directive 2006/112/EC Article 226(4)), and what it comes to with its tax. */
    private void section(StringBuilder html, InvoiceSection section) {
        SectionRecipient of = sections.getOrDefault(section.account(), new SectionRecipient("", ""));
        Money net = invoice.content().netOf(section);
        html.append("<tr class=\"section\"><th colspan=\"3\">")
                .append(text("account"))
                .append(" ")
                .append(safe(section.account().value()))
                .append(of.name().isEmpty() ? "" : " · " + safe(of.name()))
                .append(of.taxNumber().isEmpty() ? "" : " · " + text("customerTaxNumber") + " " + safe(of.taxNumber()))
                .append("</th><th class=\"amount\">")
                .append(amount(net))
                .append("<br/><span class=\"how\">")
                .append(text("withTax"))
                .append(" ")
                .append(amount(net.plus(invoice.taxOf(section))))
                .append("</span></th></tr>");
    }

    private void line(StringBuilder html, BilledLine line, Optional<IntFunction<String>> linked) {
        html.append("<tr><td class=\"number\">")
                .append(line.number())
                .append("</td><td><span class=\"what\">")
                .append(safe(line.description()))
                .append("</span><br/><span class=\"how\">")
                .append(how(line, linked))
                .append("</span></td><td class=\"tax\">")
                .append(rates(line.number()))
                .append("</td><td class=\"amount\">")
                .append(amount(line.amount()))
                .append("</td></tr>");
    }

    /** Period, subject, how the amount came about, the price it is by, and where its records are. */
    private String how(BilledLine line, Optional<IntFunction<String>> linked) {
        StringBuilder html = new StringBuilder(period(line.period()));
        html.append(" · ").append(safe(line.subject()));
        if (!line.explanation().isBlank()) {
            html.append("<br/>").append(safe(Explanations.in(language, line.explanation())));
        }
        if (!line.priceId().isEmpty()) {
            html.append(" · ").append(text("price")).append(" ").append(safe(line.priceId()));
            String version = versions.getOrDefault(line.number(), "");
            html.append(version.isEmpty() ? "" : " " + text("version") + " " + safe(version));
        }
        if (line.records() > 0) {
            String records = NumberFormat.getIntegerInstance(language.locale()).format(line.records()) + " "
                    + text(line.records() == 1 ? "record" : "records");
            html.append("<br/>")
                    .append(linked.map(address ->
                                    "<a href=\"" + safe(address.apply(line.number())) + "\">" + records + "</a>")
                            .orElse(records));
        }
        return html.toString();
    }

    private String rates(int line) {
        return invoice.taxes().stream()
                .filter(tax -> tax.line().isPresent() && tax.line().getAsInt() == line)
                .map(tax -> treatment(tax)
                        .filter(how -> how != TaxTreatment.STANDARD && how != TaxTreatment.ZERO_RATED)
                        .map(TaxTreatment::code)
                        .orElseGet(() -> percent(tax)))
                .distinct()
                .collect(Collectors.joining("<br/>"));
    }

    private String totals() {
        StringBuilder html = new StringBuilder("<div class=\"totals\"><table>");
        total(html, text("netTotal"), amount(invoice.net()), "");
        for (InvoiceTaxLine tax : DraftTax.totals(invoice.taxes())) {
            total(html, taxName(tax) + " " + text("on") + " " + amount(tax.base()), amount(tax.amount()), "");
        }
        total(
                html,
                text(invoice.isCreditNote() ? "totalCredit" : "total"),
                amount(invoice.total()) + " " + invoice.currency().getCurrencyCode(),
                " class=\"due\"");
        return html.append("</table></div>").toString();
    }

    private static void total(StringBuilder html, String label, String amount, String style) {
        html.append("<tr")
                .append(style)
                .append("><th>")
                .append(label)
                .append("</th><td class=\"amount\">")
                .append(amount)
                .append("</td></tr>");
    }

    private String taxName(InvoiceTaxLine tax) {
        Optional<TaxCode> code = TaxCode.parse(tax.code());
        if (code.isEmpty()) {
            return safe(tax.description());
        }
        String name = language == DocumentLanguage.GERMAN && code.get().tax().equals("VAT")
                ? "USt."
                : code.get().tax();
        String whose = code.get().jurisdiction();
        return safe(name) + " (" + safe(whose) + ") "
                + switch (code.get().treatment()) {
                    case STANDARD, ZERO_RATED -> percent(tax);
                    case EXEMPT, REVERSE_CHARGE, INTRA_COMMUNITY, EXPORT, OUT_OF_SCOPE ->
                        "0 % " + code.get().treatment().code();
                };
    }

    private static Optional<TaxTreatment> treatment(InvoiceTaxLine tax) {
        return TaxCode.parse(tax.code()).map(TaxCode::treatment);
    }

    /** Why there is no tax, each reason once. */
    private String notes() {
        String notes = DraftTax.totals(invoice.taxes()).stream()
                .filter(tax -> treatment(tax).isPresent() && !tax.note().isEmpty())
                .map(tax -> "<p>" + treatment(tax).orElseThrow().code() + ": "
                        + text("treatment." + treatment(tax).orElseThrow().code()) + " (" + safe(tax.note()) + ")</p>")
                .distinct()
                .collect(Collectors.joining());
        return notes.isEmpty() ? "" : "<div class=\"notes\">" + notes + "</div>";
    }

    private String payment() {
        if (invoice.isCreditNote()
                || invoice.total().isNegative()
                || invoice.total().isZero()) {
            return "<p class=\"payment\">" + text("nothingToPay") + "</p>";
        }
        return "<p class=\"payment\">"
                + String.format(
                        language.locale(),
                        text("pay"),
                        amount(invoice.total()) + " " + invoice.currency().getCurrencyCode(),
                        day(invoice.dueOn()),
                        safe(invoice.id().value()))
                + (issuer.iban().isEmpty() ? "" : "<br/>" + safe(issuer.bank()) + " · IBAN " + safe(issuer.iban()))
                + "</p>";
    }

    private String foot() {
        String numbers = registrations.stream()
                .map(TaxRegistration::number)
                .distinct()
                .map(InvoicePage::safe)
                .collect(Collectors.joining(", "));
        return "<div class=\"foot\">" + safe(issuer.name()) + " · " + oneLine(issuer.address()) + "<br/>"
                + safe(issuer.register()) + (numbers.isEmpty() ? "" : " · " + text("sellerTaxNumber") + " " + numbers)
                + "<br/>" + safe(issuer.email()) + " · " + safe(issuer.web()) + "</div>";
    }

    private String oneLine(Address address) {
        return safe(address.street()) + ", " + safe(address.postalCode()) + " " + safe(address.city());
    }

    private String country(String code) {
        return code.isEmpty() ? "" : safe(Locale.of("", code).getDisplayCountry(language.locale()));
    }

    private String percent(InvoiceTaxLine tax) {
        NumberFormat format = NumberFormat.getNumberInstance(language.locale());
        format.setMaximumFractionDigits(6);
        return format.format(DraftTax.percent(tax)) + "\u00a0%";
    }

    private String amount(Money money) {
        return number.format(money.amount());
    }

    private String day(LocalDate day) {
        return date.format(day);
    }

    /** Both days belong to it, as people write it. */
    private String period(ChargePeriod period) {
        LocalDate last = period.to().minusDays(1);
        return period.from().equals(last) ? day(last) : day(period.from()) + " – " + day(last);
    }

    private String text(String key) {
        return language.text(key);
    }

    /** A text of somebody else's as it may stand in XHTML: also without characters that XML does not have. */
    private static String safe(String text) {
        return escaped(text.replaceAll("[\\p{Cc}\\p{Cs}\\p{Cn}]", " "));
    }
}
