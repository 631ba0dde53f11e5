package dialtone.invoice.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceSection;
import dialtone.party.BillingAccountId;
import dialtone.tax.TaxPlace;
import dialtone.tax.TaxProfile;
import dialtone.tax.TaxProfile.CustomerType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands on an invoice. The documents that are made lie in target/documents, to be looked at. */
class InvoicePageTest {

    private static final TaxProfile GERMAN = TaxProfile.consumer(TaxPlace.country("DE"));
    private static final Path FOLDER = Path.of("target/documents");

    private static Issuer issuer() {
        try {
            return Issuer.of(
                            Issuer.read("seller.csv", Files.readAllLines(Path.of("../catalog/documents/seller.csv"))),
                            LocalDate.parse("2026-12-01"))
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InvoicePage made(Invoice invoice, Recipient recipient, DocumentLanguage language) {
        return new InvoicePage(
                invoice, recipient, issuer(), Papers.TABLES.seller().registrations(invoice.issuedOn()), language);
    }

    @Test
    void a_consolidated_invoice_has_a_section_of_each_account_with_what_it_comes_to() throws IOException {
        Invoice alone = Papers.invoice(9, Papers.few(), GERMAN);
        Invoice consolidated = new Invoice(
                alone.id(),
                alone.content()
                        .withSections(List.of(
                                new InvoiceSection(Papers.ACCOUNT, 1, 2),
                                new InvoiceSection(new BillingAccountId("BAC-2"), 3, 4))),
                alone.taxes(),
                alone.credit());
        String page = made(consolidated, Papers.recipient("DE", ""), DocumentLanguage.ENGLISH)
                .naming(Map.of(new BillingAccountId("BAC-2"), new SectionRecipient("Acme <GmbH>", "DE123456789")))
                .xhtml();
        assertThat(page)
                .contains(
                        "BAC-1</th><th class=\"amount\">11.88<br/><span class=\"how\">with tax 14.14</span></th>",
                        "BAC-2 · Acme &lt;GmbH&gt; · ",
                        " DE123456789</th><th class=\"amount\">1.74<br/><span class=\"how\">with tax 2.07</span></th>")
                .containsSubsequence("Activation Mobile S", "DE123456789</th>", "22 minutes", "not used");
        assertThat(page(alone, Papers.recipient("DE", ""), DocumentLanguage.ENGLISH))
                .doesNotContain("class=\"section\"");
        assertThat(printed("sections", consolidated, Papers.recipient("DE", ""), DocumentLanguage.GERMAN))
                .contains("BAC-2", "1,74");
    }

    private static String page(Invoice invoice, Recipient recipient, DocumentLanguage language) {
        return made(invoice, recipient, language).xhtml();
    }

    /** The text of the PDF, which is kept with the page it is made of. */
    private static String printed(String name, Invoice invoice, Recipient recipient, DocumentLanguage language)
            throws IOException {
        String page = made(invoice, recipient, language).paper();
        assertThat(page).as("links go nowhere in a file").doesNotContain("<a ");
        byte[] pdf = InvoicePdf.of(page, invoice.issuedOn());
        assertThat(InvoicePdf.of(page, invoice.issuedOn()))
                .as("the same bytes again")
                .isEqualTo(pdf);
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve(name + ".html"), page(invoice, recipient, language));
        Files.write(FOLDER.resolve(name + ".pdf"), pdf);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replace('\u00a0', ' ');
        }
    }

    @Test
    void aShortOneExplainsEachLine() throws IOException {
        assertThat(printed(
                        "short",
                        Papers.invoice(1, Papers.few(), GERMAN),
                        Papers.recipient("DE", ""),
                        DocumentLanguage.ENGLISH))
                .contains(
                        "Dialtone Mobil GmbH",
                        "Invoice INV-000000001",
                        "Jörg <Müller> & Söhne",
                        "Lange Straße 7",
                        "Germany",
                        "1 Nov 2026 – 30 Nov 2026",
                        "6 of 30 days of 9.90 EUR · price monthly-fee",
                        "14 usage records",
                        "-0.66",
                        "Net total 13.62",
                        "VAT (DE) 19 % on 13.62 2.59",
                        "Total due 16.21 EUR",
                        "Please pay 16.21 EUR by 15 Dec 2026, and name invoice INV-000000001.",
                        "Tax number DE123456789",
                        "Page 1 of 1");
    }

    @Test
    void aGermanOneIsGermanDownToItsExplanations() throws IOException {
        assertThat(printed(
                        "german",
                        Papers.invoice(2, Papers.few(), GERMAN),
                        Papers.recipient("DE", ""),
                        DocumentLanguage.GERMAN))
                .contains(
                        "Rechnung INV-000000002",
                        "01.11.2026 – 30.11.2026",
                        "6 von 30 Tagen von 9,90 EUR · Preis monthly-fee",
                        "22 Minuten, 2 Minuten inklusive, 20 Minuten berechnet zu 0,12 EUR je Minute",
                        "2 von 30 Tagen von 9,90 EUR nicht genutzt",
                        "14 Einzelverbindungen",
                        "USt. (DE) 19 % auf 13,62 2,59",
                        "Zu zahlen 16,21 EUR",
                        "Seite 1 von 1");
    }

    @Test
    void aPriceSaysOfWhichVersionOfTheCatalogueItIs() {
        Invoice invoice = Papers.invoice(2, Papers.few(), GERMAN);
        String page = new InvoicePage(
                        invoice,
                        Map.of(1, "2026.11.23"),
                        Papers.recipient("DE", ""),
                        issuer(),
                        Papers.TABLES.seller().registrations(invoice.issuedOn()),
                        DocumentLanguage.ENGLISH)
                .xhtml();

        assertThat(page.split("version 2026\\.11\\.23", -1)).hasSize(2);
    }

    @Test
    void aLongOneHasPagesWithNumbersAndTheHeadOfItsTable() throws IOException {
        String text = printed(
                "long",
                Papers.invoice(3, Papers.many(140), GERMAN),
                Papers.recipient("DE", ""),
                DocumentLanguage.ENGLISH);

        int pages = Integer.parseInt(text.replaceAll("(?s).*Page 1 of (\\d+).*", "$1"));
        assertThat(pages).isBetween(5, 12);
        assertThat(text).contains("Page " + pages + " of " + pages);
        assertThat(text.split("Description", -1)).hasSizeBetween(pages, pages + 1);
    }

    @Test
    void whereThereIsNoTaxTheInvoiceSaysWhy() throws IOException {
        TaxProfile austrian = new TaxProfile(TaxPlace.country("AT"), CustomerType.BUSINESS, "ATU12345678", List.of());
        String text = printed(
                "reverse-charge",
                Papers.invoice(4, Papers.few(), austrian),
                Papers.recipient("AT", "ATU12345678"),
                DocumentLanguage.GERMAN);

        assertThat(text)
                .contains(
                        "Ihre USt-IdNr. ATU12345678",
                        "USt. (DE) 0 % AE auf 13,62 0,00",
                        "AE: Steuerschuldnerschaft des Leistungsempfängers (Directive 2006/112/EC Articles 44 and 196)",
                        "Zu zahlen 13,62 EUR");
    }

    @Test
    void aCreditNoteNamesItsInvoiceAndItsReason() throws IOException {
        Invoice invoice = Papers.invoice(5, Papers.few(), GERMAN);
        String text = printed(
                "credit-note",
                Papers.creditNote(invoice, "Not ordered"),
                Papers.recipient("DE", ""),
                DocumentLanguage.GERMAN);

        assertThat(text)
                .contains(
                        "Rechnungskorrektur CRN-000000001",
                        "Zu Rechnung INV-000000005",
                        "Grund: Not ordered",
                        "Position 2 aus INV-000000005 gutgeschrieben",
                        "Gutschrift gesamt -1,98 EUR",
                        "Es ist nichts zu zahlen.")
                .doesNotContain("Fällig");
    }

    @Test
    void whatCustomersAreCalledIsTextAndNoMarkup() {
        String page = page(
                Papers.invoice(6, Papers.few(), GERMAN),
                new Recipient("<script>\u0007&", Papers.recipient("DE", "").address(), ""),
                DocumentLanguage.ENGLISH);

        assertThat(page).contains("&lt;script&gt; &amp;").doesNotContain("<script>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "23 months of 24 remain, 4.00 EUR for each|23 Monate von 24 verbleiben, 4,00 EUR je Monat",
                "1200 charged: 1000 at 1234.5678 EUR|1200 berechnet: 1000 zu 1.234,5678 EUR",
                "3 set up at 0.10 EUR, at most 5.00 EUR|3 Verbindungsentgelte zu 0,10 EUR, höchstens 5,00 EUR",
                "1.235 GB, 1 GB included, 0.235 GB charged at 0.01 EUR per MB|1,235 GB, 1 GB inklusive, 0,235 GB berechnet zu 0,01 EUR je MB",
                "1 message, all included|1 Nachricht, alles inklusive",
                "2:40 min, charged at 0.09 EUR per 10 minutes begun|2:40 min, berechnet zu 0,09 EUR je 10 Minuten angefangen",
                "once, on activation|einmalig, bei Aktivierung",
                "150 bytes, all included (70 bytes of them carried over, 10 bytes of them shared)|150 Byte, alles inklusive (70 Byte davon übertragen, 10 Byte davon gemeinsam genutzt)",
                "6 of 30 days of 15.00 EUR less 50 % for periods 1 to 3 (Welcome)|6 von 30 Tagen von 15,00 EUR abzüglich 50 % für die Perioden 1 bis 3 (Welcome)",
                "31 of 31 days of 12.00 EUR agreed in place of 15.00 EUR (Framework)|31 von 31 Tagen von 12,00 EUR vereinbart statt 15,00 EUR (Framework)",
                "3 records of 2026-12-02 to 2026-12-08 that came after its invoice|3 Datensätze von 2026-12-02 bis 2026-12-08, die nach der Rechnung eingegangen sind",
                "1 record of 2026-11 that came after its invoice|1 Datensatz von 2026-11, der nach der Rechnung eingegangen ist",
                "calls of March 2026 by a corrected price|calls von März 2026 zu einem berichtigten Preis",
                "2 minutes charged at 0.09 EUR per minute, less 0.09 EUR billed on demand, so far|2 Minuten berechnet zu 0,09 EUR je Minute, abzüglich 0,09 EUR auf Anforderung abgerechnet, bisher",
                "charged in addition|zusätzlich berechnet",
                "something else|something else",
            })
    void anExplanationInGerman(String english, String german) {
        assertThat(Explanations.in(DocumentLanguage.GERMAN, english)).isEqualTo(german);
        assertThat(Explanations.in(DocumentLanguage.ENGLISH, english)).isEqualTo(english);
    }

    @Test
    void anIssuerIsOfHisDays() {
        String address = ",Street,1,City,DE,Register,Bank,IBAN,mail,web,#123456";
        List<Issuer> issuers = Issuer.read(
                "seller.csv",
                List.of(
                        Issuer.HEADER,
                        "# old and new",
                        "2020-01-01,2026-01-01,Old" + address,
                        "2026-01-01,,New" + address));

        assertThat(Issuer.of(issuers, LocalDate.parse("2025-12-31"))
                        .orElseThrow()
                        .name())
                .isEqualTo("Old");
        assertThat(Issuer.of(issuers, LocalDate.parse("2026-01-01"))
                        .orElseThrow()
                        .name())
                .isEqualTo("New");
        assertThat(Issuer.of(issuers, LocalDate.parse("2019-12-31"))).isEmpty();
        assertThat(Issuer.read("seller.csv", List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2020-01-01,,Old|a line has the fields",
                "yesterday,,Old,Street,1,City,DE,R,B,I,m,w,#123456|yesterday",
                "2020-01-01,,Old,Street,1,City,DE,R,B,I,m,w,green|a colour is written",
                "2025-01-01,,Old,Street,1,City,DE,R,B,I,m,w,#123456|another line is of these days",
            })
    void anIssuerThatIsNotRight(String line, String reason) {
        String before = "2024-01-01,,Now,Street,1,City,DE,R,B,I,m,w,#123456";

        assertThatThrownBy(() -> Issuer.read("seller.csv", List.of(Issuer.HEADER, before, line)))
                .hasMessageStartingWith("seller.csv:3: ")
                .hasMessageContaining(reason);
        String gap = "2022-01-01,2023-12-31,Old,Street,1,City,DE,R,B,I,m,w,#123456";
        assertThatThrownBy(() -> Issuer.read("seller.csv", List.of(Issuer.HEADER, before, gap)))
                .hasMessage("seller.csv:2: of the days before 2024-01-01 there is no line");
        assertThatThrownBy(() -> Issuer.read("seller.csv", List.of(line))).hasMessageStartingWith("seller.csv:1: ");
    }
}
