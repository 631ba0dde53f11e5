package dialtone.invoice.document.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.invoice.AppliedRate;
import dialtone.invoice.BillQuery;
import dialtone.invoice.BilledLine;
import dialtone.invoice.CustomerBill;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceDraft;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.RunType;
import dialtone.invoice.document.DocumentLanguage;
import dialtone.invoice.document.Papers;
import dialtone.invoice.service.InvoiceDesk;
import dialtone.invoice.service.InvoiceRows;
import dialtone.ledger.service.BillingDatabase;
import dialtone.rating.ChargePeriod;
import dialtone.rating.service.Demo;
import dialtone.tax.TaxPlace;
import dialtone.tax.TaxProfile;
import dialtone.tax.service.TaxReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bills and their documents, as they are stored. */
class CustomerBillsTest {

    private final BillingDatabase database = new BillingDatabase();
    private final CustomerBills bills = new CustomerBills(database.dataSource());

    private static BilledLine line(int number, int invoice, String amount) {
        LocalDate cycle = LocalDate.parse("2026-11-01");
        return new BilledLine(
                number,
                BilledLine.Kind.USAGE,
                new BilledLine.OfUsage(invoice, cycle, cycle, "calls-" + number),
                Demo.NUMBER,
                "Calls",
                "10 seconds",
                new ChargePeriod(cycle, cycle.plusMonths(1)),
                Money.of(amount, Papers.EUR),
                1);
    }

    @BeforeEach
    void twoBills() throws SQLException {
        execute(
                "INSERT INTO CUSTOMER (CUSTOMER_ID, GIVEN_NAME, FAMILY_NAME, SEARCH_NAME, BORN_ON, EMAIL, STREET, POSTAL_CODE,"
                        + " CITY, COUNTRY, CREATED_AT) VALUES ('CUS-1', 'Ada', 'Lind', 'lind ada', DATE '1990-01-01', 'a@example.org', 'Weg 1',"
                        + " '10115', 'Berlin', 'DE', TIMESTAMP '2026-01-01 00:00:00 UTC')");
        execute(
                "INSERT INTO BILLING_ACCOUNT (BILLING_ACCOUNT_ID, CUSTOMER_ID, NAME, CURRENCY, TIME_ZONE, CYCLE_DAY, OPENED_ON)"
                        + " VALUES ('BAC-1', 'CUS-1', 'Ada Lind', 'EUR', 'Europe/Berlin', 1, DATE '2026-01-01')");
        TaxProfile german = TaxProfile.consumer(TaxPlace.country("DE"));
        Invoice first = Papers.invoice(1, List.of(line(1, 1, "10.00"), line(2, 1, "5.01")), german);
        Invoice second = Papers.invoice(2, List.of(line(1, 2, "1.00")), german);
        Invoice later = new Invoice(second.id(), moved(second), second.taxes(), Optional.empty());
        database.inTransaction(source -> {
            try (Connection connection = source.getConnection()) {
                InvoiceRows.insert(connection, List.of(first, later), Demo.NOON.instant());
                return true;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static InvoiceDraft moved(Invoice invoice) {
        LocalDate january = LocalDate.parse("2027-01-01");
        return new InvoiceDraft(
                        invoice.account(),
                        invoice.content().customer(),
                        invoice.currency(),
                        new ChargePeriod(LocalDate.parse("2026-12-01"), january),
                        january,
                        january.plusDays(14),
                        invoice.lines())
                .inTurn(RunType.OFF_CYCLE);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private List<String> found(
            Set<String> ids, Set<String> accounts, Set<String> customers, String from, String until) {
        return bills.list(new BillQuery(ids, accounts, customers, day(from), day(until), 0, 10)).rows().stream()
                .map(bill -> bill.id().value())
                .toList();
    }

    private static Optional<LocalDate> day(String day) {
        return day.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(day));
    }

    @Test
    void billsAreListedNewestFirstByWhatIsAsked() {
        assertThat(found(Set.of(), Set.of(), Set.of(), "", "")).containsExactly("INV-000000002", "INV-000000001");
        assertThat(found(Set.of("INV-000000001"), Set.of(), Set.of(), "", "")).containsExactly("INV-000000001");
        assertThat(found(Set.of("INV-000000001"), Set.of("BAC-2"), Set.of(), "", ""))
                .isEmpty();
        assertThat(found(Set.of(), Set.of("BAC-1"), Set.of("CUS-1"), "2027-01-01", ""))
                .containsExactly("INV-000000002");
        assertThat(found(Set.of(), Set.of(), Set.of("CUS-1"), "", "2027-01-01")).containsExactly("INV-000000001");
    }

    @Test
    void aBillHasItsTaxesAndAPageItsTotal() {
        Page<CustomerBill> page = bills.list(
                new BillQuery(Set.of(), Set.of("BAC-1"), Set.of(), Optional.empty(), Optional.empty(), 1, 1));

        assertThat(page.total()).isEqualTo(2);
        CustomerBill bill = page.rows().getFirst();
        assertThat(bill.net()).isEqualTo(Money.of("15.01", Papers.EUR));
        assertThat(bill.total()).isEqualTo(Money.of("17.86", Papers.EUR));
        assertThat(bill.taxes())
                .extracting(tax -> tax.code() + " " + tax.line() + " " + tax.amount())
                .as("of all lines together")
                .containsExactly("DE/VAT/S OptionalInt.empty 2.85 EUR");
        assertThat(bill.taxes().getFirst().base()).isEqualTo(Money.of("15.01", Papers.EUR));
    }

    @Test
    void inWhoseTurnABillWasMadeStaysWhateverCyclesItsAccountGets() throws SQLException {
        execute("UPDATE BILLING_ACCOUNT SET CYCLE_DAY = 15");
        BillQuery all = new BillQuery(Set.of(), Set.of(), Set.of(), Optional.empty(), Optional.empty(), 0, 10);

        assertThat(bills.list(all).rows())
                .extracting(CustomerBill::runType)
                .containsExactly(RunType.OFF_CYCLE, RunType.ON_CYCLE);
    }

    @Test
    void aLineHasItsOwnTaxes() {
        BillQuery all = new BillQuery(Set.of(), Set.of(), Set.of(), Optional.empty(), Optional.empty(), 0, 10);
        BillQuery first =
                new BillQuery(Set.of("INV-000000001"), Set.of(), Set.of(), Optional.empty(), Optional.empty(), 0, 1);

        assertThat(bills.rates(all, OptionalInt.empty()).rows())
                .extracting(rate -> rate.id() + " " + rate.amount() + " " + rate.tax())
                .containsExactly(
                        "INV-000000002:1 1.00 EUR 0.19 EUR",
                        "INV-000000001:1 10.00 EUR 1.90 EUR",
                        "INV-000000001:2 5.01 EUR 0.95 EUR");
        Page<AppliedRate> second = bills.rates(first, OptionalInt.of(2));
        assertThat(second.rows()).extracting(AppliedRate::id).containsExactly("INV-000000001:2");
        assertThat(second.total()).isOne();
        assertThat(bills.rates(first, OptionalInt.of(3)).rows()).isEmpty();
        assertThat(bills.rates(all, OptionalInt.empty()).total()).isEqualTo(3);
        assertThat(bills.rates(first, OptionalInt.empty()).total()).isEqualTo(2);
    }

    private <T> T documents(Function<InvoiceDocuments, T> asked) {
        return documents(Path.of("../catalog"), Papers.TABLES, asked);
    }

    private <T> T documents(Path seller, TaxReference.Tables tables, Function<InvoiceDocuments, T> asked) {
        return database.inTransaction(source -> asked.apply(new InvoiceDocuments(
                source,
                InvoiceDesk.of(database, Demo.NOON),
                new IssuerReference(seller),
                new TaxReference(tables),
                Demo.NOON)));
    }

    private static <T> T given(Outcome<T> document) {
        return document.fold(made -> made, reasons -> {
            throw new AssertionError(reasons.toString());
        });
    }

    private byte[] pdf(InvoiceId id, Optional<DocumentLanguage> language) {
        return given(documents(papers -> papers.pdf(id, language)));
    }

    private String html(InvoiceId id) {
        return given(documents(papers -> papers.html(id, Optional.empty())));
    }

    private static String refused(Outcome<?> document) {
        return document.fold(
                made -> {
                    throw new AssertionError(made.toString());
                },
                reasons -> reasons.getFirst().code());
    }

    @Test
    void aCustomerWhoMovesChangesNoInvoice() throws SQLException {
        InvoiceId id = new InvoiceId("INV-000000001");
        execute("UPDATE CUSTOMER SET STREET = 'Elsewhere 2', COUNTRY = 'FR'");

        assertThat(html(id)).contains("Rechnung INV-000000001", "Weg 1").doesNotContain("Elsewhere");
    }

    @Test
    void whatWasGivenOutOnceIsGivenOutAgain() throws SQLException {
        InvoiceId id = new InvoiceId("INV-000000001");
        Optional<DocumentLanguage> english = Optional.of(DocumentLanguage.ENGLISH);
        byte[] first = pdf(id, english);

        execute("UPDATE INVOICE_RECIPIENT SET NAME = 'Template of next year'");

        assertThat(pdf(id, english)).isEqualTo(first);
        assertThat(pdf(id, Optional.empty())).isNotEqualTo(first);
        assertThat(new String(first, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        assertThat(database.count("SELECT COUNT(*) FROM INVOICE_DOCUMENT")).isEqualTo(2);
    }

    @Test
    void thereIsNoDocumentOfWhatIsNoInvoice() {
        InvoiceId none = new InvoiceId("INV-000000404");

        assertThat(refused(documents(papers -> papers.pdf(none, Optional.empty()))))
                .isEqualTo("NO_SUCH_INVOICE");
        assertThat(refused(documents(papers -> papers.html(none, Optional.empty()))))
                .isEqualTo("NO_SUCH_INVOICE");
    }

    @Test
    void withoutASellerADocumentIsNotMadeAndNotKept() {
        InvoiceId id = new InvoiceId("INV-000000001");
        Path nothing = Path.of("target/no-catalogue");
        TaxReference.Tables nowhere = TaxReference.Tables.read(nothing);

        assertThat(refused(documents(nothing, Papers.TABLES, papers -> papers.pdf(id, Optional.empty()))))
                .isEqualTo("SELLER_UNKNOWN");
        assertThat(refused(documents(Path.of("../catalog"), nowhere, papers -> papers.pdf(id, Optional.empty()))))
                .isEqualTo("SELLER_UNKNOWN");
        assertThat(refused(documents(nothing, Papers.TABLES, papers -> papers.html(id, Optional.empty()))))
                .isEqualTo("SELLER_UNKNOWN");
        assertThat(database.count("SELECT COUNT(*) FROM INVOICE_DOCUMENT")).isZero();
        assertThat(pdf(id, Optional.empty())).isNotEmpty();
    }
}
