package dialtone.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.ledger.Adjustment;
import dialtone.ledger.JournalEntry;
import dialtone.ledger.LedgerAccount;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.rating.ChargePeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Lines that are taken back, their tax, and what the books get of invoices, notes and adjustments. */
class CreditNoteTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final BillingAccountId ACCOUNT = new BillingAccountId("BAC-1");
    private static final LocalDate NOVEMBER = LocalDate.parse("2026-11-01");
    private static final LocalDate TODAY = LocalDate.parse("2026-12-05");
    private static final Instant NOW = Instant.parse("2026-12-05T08:00:00Z");
    private static final InvoiceId NUMBER = InvoiceId.of(InvoiceId.Series.INV, 42);

    private static final InvoiceTaxLine VAT = tax("VAT", OptionalInt.empty(), "15.01", "2.85");

    @Test
    void the_tax_of_a_line_is_its_share_and_of_the_last_one_what_is_left() {
        Invoice invoice = invoice(List.of(VAT), "10.00", "5.01");
        CreditNote.Prepared first = prepared(new CreditNote(invoice, Set.of(), Set.of(), Map.of()), Set.of(1));
        assertThat(first.content().net()).isEqualTo(eur("-10.00"));
        assertThat(first.taxes()).extracting(InvoiceTaxLine::amount).containsExactly(eur("-1.90"));
        assertThat(first.taxes()).extracting(InvoiceTaxLine::base).containsExactly(eur("-10.00"));
        CreditNote.Prepared second =
                prepared(new CreditNote(invoice, Set.of(1), Set.of(), Map.of("VAT", eur("1.90"))), Set.of());
        assertThat(second.content().net()).isEqualTo(eur("-5.01"));
        assertThat(second.taxes()).extracting(InvoiceTaxLine::amount).containsExactly(eur("-0.95"));
        assertThat(second.content().lines()).singleElement().satisfies(line -> {
            assertThat(line.number()).isEqualTo(1);
            assertThat(line.cause()).isEqualTo(new BilledLine.OfCreditedLine(NUMBER, 2));
            assertThat(((BilledLine.OfCreditedLine) line.cause()).key()).isEqualTo("INV-000000042:2");
            assertThat(line.explanation()).isEqualTo("line 2 of INV-000000042 taken back");
        });
        assertThat(second.content().issuedOn()).isEqualTo(TODAY);
        assertThat(second.credit()).isEqualTo(new Invoice.Credit(NUMBER, "Not ordered"));
    }

    @Test
    void however_an_invoice_is_taken_back_the_notes_are_the_whole_of_it() {
        Invoice invoice = invoice(List.of(tax("VAT", OptionalInt.empty(), "10.00", "1.90")), "3.33", "3.33", "3.34");
        Money tax = Money.zero(EUR);
        Money net = Money.zero(EUR);
        Set<Integer> back = Set.of();
        for (List<Integer> step : List.of(List.of(1), List.of(1, 2), List.of(1, 2, 3))) {
            Map<String, Money> before = Map.of("VAT", tax.negated());
            CreditNote.Prepared note =
                    prepared(new CreditNote(invoice, back, Set.of(), before), Set.of(step.getLast()));
            tax = tax.plus(note.taxes().getFirst().amount());
            net = net.plus(note.content().net());
            back = Set.copyOf(step);
        }
        assertThat(tax).isEqualTo(eur("-1.90"));
        assertThat(net).isEqualTo(eur("-10.00"));
    }

    @Test
    void a_tax_of_one_line_goes_with_it_and_one_of_some_lines_not_with_one() {
        Invoice byLine = invoice(
                List.of(tax("VAT", OptionalInt.of(1), "10.00", "1.90"), tax("VAT", OptionalInt.of(2), "5.01", "0.35")),
                "10.00",
                "5.01");
        assertThat(prepared(new CreditNote(byLine, Set.of(), Set.of(), Map.of()), Set.of(2))
                        .taxes())
                .singleElement()
                .satisfies(tax -> {
                    assertThat(tax.amount()).isEqualTo(eur("-0.35"));
                    assertThat(tax.line()).as("its line in the note").hasValue(1);
                });
        Invoice ofSome = invoice(List.of(tax("VAT", OptionalInt.empty(), "10.00", "1.90")), "10.00", "5.01");
        assertThat(code(new CreditNote(ofSome, Set.of(), Set.of(), Map.of()), Set.of(1)))
                .isEqualTo("TAX_OF_SEVERAL_LINES");
        assertThat(prepared(new CreditNote(ofSome, Set.of(), Set.of(), Map.of()), Set.of(1, 2))
                        .taxes())
                .extracting(InvoiceTaxLine::amount)
                .containsExactly(eur("-1.90"));
    }

    @Test
    void a_line_that_is_taken_back_otherwise_is_left_out_with_its_tax() {
        Invoice invoice = invoice(List.of(VAT), "10.00", "5.01");
        assertThat(code(new CreditNote(invoice, Set.of(), Set.of(1), Map.of()), Set.of(1)))
                .isEqualTo("UNDONE_ALREADY");
        CreditNote.Prepared other = prepared(new CreditNote(invoice, Set.of(), Set.of(1), Map.of()), Set.of());
        assertThat(other.content().lines())
                .as("all that are left, with their share of the tax")
                .singleElement()
                .satisfies(line -> assertThat(line.amount()).isEqualTo(eur("-5.01")));
        assertThat(other.taxes())
                .singleElement()
                .satisfies(tax -> assertThat(tax.amount()).isEqualTo(eur("-0.95")));
        assertThat(code(new CreditNote(invoice, Set.of(2), Set.of(1), Map.of()), Set.of()))
                .isEqualTo("CREDITED_ALREADY");
    }

    @Test
    void what_is_not_there_is_taken_back_or_is_a_note_itself_is_refused() {
        Invoice invoice = invoice(List.of(), "10.00", "5.01");
        assertThat(code(new CreditNote(invoice, Set.of(1), Set.of(), Map.of()), Set.of(1)))
                .isEqualTo("CREDITED_ALREADY");
        assertThat(code(new CreditNote(invoice, Set.of(1, 2), Set.of(), Map.of()), Set.of()))
                .isEqualTo("CREDITED_ALREADY");
        assertThat(code(new CreditNote(invoice, Set.of(), Set.of(), Map.of()), Set.of(3)))
                .isEqualTo("NO_SUCH_LINE");
        Invoice note = prepared(new CreditNote(invoice, Set.of(), Set.of(), Map.of()), Set.of())
                .issued(InvoiceId.of(InvoiceId.Series.CRN, 1));
        assertThat(note.isCreditNote()).isTrue();
        assertThat(code(new CreditNote(note, Set.of(), Set.of(), Map.of()), Set.of()))
                .isEqualTo("NOT_AN_INVOICE");
    }

    @Test
    void the_books_get_the_opposite_of_what_was_posted() {
        Invoice invoice = invoice(List.of(VAT), "10.00", "5.01");
        Invoice note = prepared(new CreditNote(invoice, Set.of(), Set.of(), Map.of()), Set.of())
                .issued(InvoiceId.of(InvoiceId.Series.CRN, 1));
        JournalEntry entry = CreditNote.entry(note, NOW).orElseThrow();
        assertThat(entry.key()).isEqualTo("credit-note:CRN-000000001");
        assertThat(postings(entry))
                .containsExactly(
                        "revenue:recurring 10.00 EUR",
                        "revenue:adjustment 5.01 EUR",
                        "tax-payable 2.85 EUR",
                        "receivable:BAC-1 -17.86 EUR");
        Invoice nothing = invoice(List.of(), "0.00", "0.00");
        assertThat(CreditNote.entry(
                        prepared(new CreditNote(nothing, Set.of(), Set.of(), Map.of()), Set.of())
                                .issued(InvoiceId.of(InvoiceId.Series.CRN, 2)),
                        NOW))
                .isEmpty();
    }

    @Test
    void an_invoice_posts_its_tax_alone() {
        Invoice invoice = invoice(List.of(VAT), "10.00", "5.01");
        assertThat(invoice.total()).isEqualTo(eur("17.86"));
        assertThat(invoice.isCreditNote()).isFalse();
        JournalEntry entry = InvoiceBooking.of(invoice, NOW).orElseThrow();
        assertThat(entry.key()).isEqualTo("invoice:INV-000000042");
        assertThat(postings(entry)).containsExactly("receivable:BAC-1 2.85 EUR", "tax-payable -2.85 EUR");
        assertThat(InvoiceBooking.of(invoice(List.of(), "10.00"), NOW)).isEmpty();
        List<InvoiceTaxLine> none = InvoiceTax.NONE.of(invoice.content()).fold(taxes -> taxes, reasons -> {
            throw new IllegalStateException(reasons.toString());
        });
        assertThat(none).isEmpty();
    }

    @Test
    void adjustments_and_write_offs_have_their_accounts() {
        assertThat(postings(adjustment(Adjustment.Kind.ADJUSTMENT, "-5.00", "Goodwill")
                        .entry(NOW)))
                .containsExactly("receivable:BAC-1 -5.00 EUR", "revenue:adjustment 5.00 EUR");
        JournalEntry writeOff = adjustment(Adjustment.Kind.WRITE_OFF, "-7.50", "r".repeat(Adjustment.MAX_REASON))
                .entry(NOW);
        assertThat(postings(writeOff)).containsExactly("receivable:BAC-1 -7.50 EUR", "write-off 7.50 EUR");
        assertThat(writeOff.description()).hasSize(255).startsWith("Write-off 7: rrr");
        assertThat(writeOff.key()).isEqualTo("adjustment:7");
        for (LedgerAccount account :
                List.of(LedgerAccount.taxPayable(), LedgerAccount.writeOff(), LedgerAccount.adjustment())) {
            assertThat(LedgerAccount.of(account.code())).isEqualTo(account);
        }
    }

    @Test
    void a_draft_has_lines_of_one_currency_numbered_in_turn() {
        InvoiceDraft draft = invoice(List.of(), "1.00").content();
        BilledLine line = draft.lines().getFirst();
        assertThatThrownBy(() -> with(draft, List.of(line, line))).isInstanceOf(IllegalArgumentException.class);
        BilledLine dollars = new BilledLine(
                1,
                line.kind(),
                line.cause(),
                "",
                "",
                "x".repeat(2_000),
                line.period(),
                Money.of("1.00", Currency.getInstance("USD")),
                0);
        assertThat(dollars.explanation()).hasSize(BilledLine.MAX_EXPLANATION);
        assertThatThrownBy(() -> with(draft, List.of(dollars))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> new BilledLine(0, line.kind(), line.cause(), "", "", "", line.period(), line.amount(), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(dollars.priceId()).isEqualTo("fee");
    }

    private static InvoiceDraft with(InvoiceDraft draft, List<BilledLine> lines) {
        return new InvoiceDraft(
                draft.account(),
                draft.customer(),
                draft.currency(),
                draft.cycle(),
                draft.issuedOn(),
                draft.dueOn(),
                lines);
    }

    private static Adjustment adjustment(Adjustment.Kind kind, String amount, String reason) {
        return new Adjustment(
                7,
                kind,
                ACCOUNT,
                eur(amount),
                reason,
                Optional.empty(),
                Adjustment.State.POSTED,
                "ann",
                NOW,
                Optional.of("bob"),
                Optional.of(NOW));
    }

    private static List<String> postings(JournalEntry entry) {
        return entry.postings().stream()
                .map(posting -> posting.account().code() + " " + posting.amount())
                .toList();
    }

    private static CreditNote.Prepared prepared(CreditNote note, Set<Integer> lines) {
        return note.of(lines, "Not ordered", TODAY).fold(prepared -> prepared, reasons -> {
            throw new IllegalStateException(reasons.toString());
        });
    }

    private static String code(CreditNote note, Set<Integer> lines) {
        return note.of(lines, "Not ordered", TODAY)
                .fold(prepared -> "", reasons -> reasons.getFirst().code());
    }

    /** Recurring charges, the last line of several an adjustment. */
    private static Invoice invoice(List<InvoiceTaxLine> taxes, String... amounts) {
        List<BilledLine> lines = new ArrayList<>();
        for (String amount : amounts) {
            boolean last = lines.size() == 1 && amounts.length == 2;
            lines.add(new BilledLine(
                    lines.size() + 1,
                    last ? BilledLine.Kind.ADJUSTMENT : BilledLine.Kind.RECURRING,
                    last
                            ? new BilledLine.OfAdjustment(5)
                            : new BilledLine.OfCharge(lines.size(), new OrderId("ORD-1"), "1", "fee"),
                    "ORD-1/1",
                    "Fee",
                    "because",
                    new ChargePeriod(NOVEMBER, NOVEMBER.plusMonths(1)),
                    eur(amount),
                    0));
        }
        return new InvoiceDraft(
                        ACCOUNT,
                        new CustomerId("CUS-1"),
                        EUR,
                        new ChargePeriod(NOVEMBER, NOVEMBER.plusMonths(1)),
                        LocalDate.parse("2026-12-02"),
                        LocalDate.parse("2026-12-16"),
                        lines)
                .issued(NUMBER, taxes);
    }

    private static InvoiceTaxLine tax(String code, OptionalInt line, String base, String amount) {
        return new InvoiceTaxLine(code, code, line, eur(base), new BigDecimal("0.19"), eur(amount), "");
    }

    private static Money eur(String amount) {
        return Money.of(amount, EUR);
    }
}
