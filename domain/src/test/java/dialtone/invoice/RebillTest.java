package dialtone.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.ledger.JournalEntry;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.rating.ChargePeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An invoice that is credited whole and made again. */
class RebillTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final BillingAccountId ACCOUNT = new BillingAccountId("BAC-1");
    private static final BillingAccountId CHILD = new BillingAccountId("BAC-2");
    private static final LocalDate NOVEMBER = LocalDate.parse("2026-11-01");
    private static final LocalDate TODAY = LocalDate.parse("2026-12-05");
    private static final Instant NOW = Instant.parse("2026-12-05T08:00:00Z");
    private static final InvoiceId FIRST = InvoiceId.of(InvoiceId.Series.INV, 1);
    private static final InvoiceId SECOND = InvoiceId.of(InvoiceId.Series.INV, 2);
    private static final BilledLine.OfCharge FEE = new BilledLine.OfCharge(7, new OrderId("ORD-1"), "1", "fee");
    private static final BilledLine.OfUsage CALLS = new BilledLine.OfUsage(3, NOVEMBER, NOVEMBER, "calls");
    private static final BilledLine.OfAdjustment GOODWILL = new BilledLine.OfAdjustment(9);

    /** The example of {@link Rebill}. */
    @Test
    void original_credit_and_rebill_are_the_undisturbed_invoice_and_the_books_have_it_once() {
        Invoice original = invoice(draft(line(FEE, "15.00"), line(CALLS, "0.09")), "2.87");
        Rebill rebill = new Rebill(original, note(original), Set.of());
        InvoiceDraft content = content(rebill, draft(line(FEE, "15.00"), line(CALLS, "0.27")));
        Invoice anew = rebill.issued(SECOND, content, List.of(vat("15.27", "2.90")));
        Invoice credit = credited(original);
        assertThat(original.total().plus(credit.total()).plus(anew.total())).isEqualTo(eur("18.17"));
        assertThat(anew.replaced()).contains(FIRST);
        assertThat(anew.lines())
                .extracting(BilledLine::cause)
                .containsExactly(
                        new BilledLine.OfRebilledLine(FIRST, 1, FEE), new BilledLine.OfRebilledLine(FIRST, 2, CALLS));
        assertThat(anew.lines()).extracting(BilledLine::origin).containsExactly(FEE, CALLS);
        assertThat(anew.lines()).extracting(BilledLine::priceId).containsExactly("fee", "calls");
        assertThat(new BilledLine.OfRebilledLine(FIRST, 2, CALLS).key()).isEqualTo("INV-000000001:2");
        assertThat(told(rebill.entry(anew, NOW).orElseThrow()))
                .containsExactly(
                        "receivable:BAC-1 17.99 EUR",
                        "revenue:recurring -15.00 EUR",
                        "revenue:usage -0.09 EUR",
                        "tax-payable -2.90 EUR");
    }

    /** One that was asked for on 30 November has no use of that month, and its place is taken by such a one. */
    @Test
    void it_is_made_in_the_originals_turn_and_the_credit_note_in_none() {
        LocalDate december = LocalDate.parse("2026-12-01");
        for (RunType type : RunType.values()) {
            Invoice original = invoice(draft(line(FEE, "15.00")).inTurn(type), "0.00");
            Rebill rebill = new Rebill(original, note(original), Set.of());
            assertThat(content(rebill, draft(line(FEE, "15.00"))).runType()).isEqualTo(type);
            assertThat(credited(original).content().runType()).isEqualTo(RunType.OFF_CYCLE);
        }
        assertThat(RunType.ON_CYCLE.useBilledTo(december)).isEqualTo(december);
        assertThat(RunType.OFF_CYCLE.useBilledTo(december)).isEqualTo("2026-11-30");
    }

    @Test
    void what_has_come_since_has_its_own_cause_and_is_posted_already() {
        Invoice original = invoice(draft(line(FEE, "15.00")), "0.00");
        Rebill rebill = new Rebill(original, note(original), Set.of());
        Invoice anew =
                rebill.issued(SECOND, content(rebill, draft(line(FEE, "15.00"), line(CALLS, "0.27"))), List.of());
        assertThat(anew.lines().get(1).cause()).isEqualTo(CALLS);
        assertThat(told(rebill.entry(anew, NOW).orElseThrow()))
                .containsExactly("receivable:BAC-1 15.00 EUR", "revenue:recurring -15.00 EUR");
        List<RebillChange> changes = RebillChange.of(original, credited(original), anew);
        assertThat(changes).extracting(RebillChange::isChange).containsExactly(false, true);
        assertThat(changes).extracting(RebillChange::difference).containsExactly(eur("0.00"), eur("0.27"));
        assertThat(changes.getFirst().before()).contains(original.lines().getFirst());
        assertThat(changes.getLast().before()).isEmpty();
    }

    @Test
    void of_another_account_only_what_has_come_since_moves_to_who_pays() {
        Invoice original = invoice(
                draft(line(FEE, "15.00"), line(CALLS, "0.09"))
                        .withSections(List.of(new InvoiceSection(ACCOUNT, 1, 1), new InvoiceSection(CHILD, 2, 2))),
                "0.00");
        Rebill rebill = new Rebill(original, note(original), Set.of());
        InvoiceDraft content = content(
                rebill,
                draft(line(FEE, "15.00"), line(CALLS, "0.27"), line(GOODWILL, "-1.00"))
                        .withSections(List.of(new InvoiceSection(ACCOUNT, 1, 1), new InvoiceSection(CHILD, 2, 3))));
        assertThat(content.sections()).hasSize(2);
        assertThat(told(rebill.entry(rebill.issued(SECOND, content, List.of()), NOW)
                        .orElseThrow()))
                .containsExactly(
                        "receivable:BAC-1 14.27 EUR",
                        "revenue:recurring -15.00 EUR",
                        "revenue:usage -0.09 EUR",
                        "receivable:BAC-2 0.82 EUR");
    }

    @Test
    void a_second_one_takes_the_place_of_the_first_and_one_of_nothing_has_no_entry() {
        Invoice original = invoice(draft(line(GOODWILL, "0.00")), "0.00");
        Rebill first = new Rebill(original, note(original), Set.of());
        Invoice second = first.issued(SECOND, content(first, draft(line(GOODWILL, "0.00"))), List.of());
        assertThat(first.entry(second, NOW)).isEmpty();
        Rebill again = new Rebill(second, note(second), Set.of());
        assertThat(content(again, draft(line(GOODWILL, "0.00")))
                        .lines()
                        .getFirst()
                        .cause())
                .isEqualTo(new BilledLine.OfRebilledLine(SECOND, 1, GOODWILL));
        assertThat(second.lines().getFirst().priceId()).isEmpty();
        BilledLine twice = second.lines()
                .getFirst()
                .causedBy(new BilledLine.OfRebilledLine(
                        SECOND, 1, second.lines().getFirst().cause()));
        assertThatThrownBy(twice::priceId).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_line_that_would_be_lost_is_refused() {
        Invoice original = invoice(draft(line(FEE, "15.00"), line(CALLS, "0.09")), "2.87");
        Outcome<InvoiceDraft> content =
                new Rebill(original, note(original), Set.of()).content(draft(line(FEE, "15.00")));
        assertThat(content.<String>fold(
                        draft -> "", reasons -> reasons.getFirst().toString()))
                .contains("NOT_RECONCILED", "Line 2 of INV-000000001");
    }

    /** The example of {@link Rebill}: the minimum is 50.00 EUR. */
    @Test
    void a_true_up_is_credited_and_another_one_is_worked_out_for_the_new_invoice() {
        BilledLine.OfAdjustment trueUp = new BilledLine.OfAdjustment(10);
        BilledLine.OfAdjustment other = new BilledLine.OfAdjustment(11);
        Invoice original = invoice(draft(line(FEE, "15.00"), line(CALLS, "0.90"), line(trueUp, "34.10")), "0.00");
        Rebill rebill = new Rebill(original, note(original), Set.of(3));
        assertThat(rebill.creditedAdjustments()).containsExactly(10L);
        InvoiceDraft content = content(rebill, draft(line(FEE, "15.00"), line(CALLS, "0.09"), line(other, "34.91")));
        assertThat(content.lines().getLast().cause())
                .as("not in the other's place")
                .isEqualTo(other);
        Invoice anew = rebill.issued(SECOND, content, List.of());
        assertThat(told(rebill.entry(anew, NOW).orElseThrow()))
                .as("the new true-up is posted by itself, the former one not again")
                .containsExactly(
                        "receivable:BAC-1 15.90 EUR", "revenue:recurring -15.00 EUR", "revenue:usage -0.90 EUR");
        List<RebillChange> changes = RebillChange.of(original, credited(original), anew);
        assertThat(changes)
                .extracting(change -> change.line().description() + " " + change.isChange() + " " + change.difference())
                .containsExactly(
                        "description false 0.00 EUR",
                        "description true -0.81 EUR",
                        "description true 34.91 EUR",
                        "description true -34.10 EUR");
        assertThat(changes.getLast().after()).isEmpty();
    }

    @Test
    void a_true_up_that_somebody_has_taken_back_stays_so() {
        Invoice original = invoice(draft(line(FEE, "15.00"), line(GOODWILL, "35.00")), "0.00");
        CreditNote.Prepared note = new CreditNote(original, Set.of(), Set.of(2), Map.of())
                .of(Set.of(), "Wrong price", TODAY)
                .fold(prepared -> prepared, reasons -> {
                    throw new IllegalStateException(reasons.toString());
                });
        Rebill rebill = new Rebill(original, note, Set.of(2));
        assertThat(rebill.creditedAdjustments()).isEmpty();
        Invoice anew = rebill.issued(SECOND, content(rebill, draft(line(FEE, "15.00"))), List.of());
        assertThat(RebillChange.of(original, note.issued(InvoiceId.of(InvoiceId.Series.CRN, 1)), anew))
                .as("the line of what is taken back stays on the original")
                .singleElement()
                .satisfies(change -> assertThat(change.isChange()).isFalse());
    }

    private static Invoice credited(Invoice invoice) {
        return note(invoice).issued(InvoiceId.of(InvoiceId.Series.CRN, 1));
    }

    private static CreditNote.Prepared note(Invoice invoice) {
        return new CreditNote(invoice, Set.of(), Set.of(), Map.of())
                .of(Set.of(), "Wrong price", TODAY)
                .fold(note -> note, reasons -> {
                    throw new IllegalStateException(reasons.toString());
                });
    }

    private static InvoiceDraft content(Rebill rebill, InvoiceDraft anew) {
        return rebill.content(anew).fold(draft -> draft, reasons -> {
            throw new IllegalStateException(reasons.toString());
        });
    }

    private static List<String> told(JournalEntry entry) {
        return entry.postings().stream()
                .map(posting -> posting.account().code() + " " + posting.amount())
                .toList();
    }

    private static Invoice invoice(InvoiceDraft draft, String tax) {
        return draft.issued(FIRST, List.of(vat(draft.net().amount().toString(), tax)));
    }

    private static InvoiceTaxLine vat(String base, String amount) {
        return new InvoiceTaxLine(
                "DE/VAT/S", "VAT 19 %", OptionalInt.empty(), eur(base), new BigDecimal("0.19"), eur(amount), "");
    }

    private static InvoiceDraft draft(BilledLine... lines) {
        List<BilledLine> numbered = new ArrayList<>();
        for (BilledLine line : lines) {
            numbered.add(line.numbered(numbered.size() + 1));
        }
        return new InvoiceDraft(
                ACCOUNT,
                new CustomerId("CUS-1"),
                EUR,
                ChargePeriod.month(YearMonth.from(NOVEMBER)),
                TODAY,
                TODAY.plusDays(14),
                numbered);
    }

    private static BilledLine line(BilledLine.Cause cause, String amount) {
        BilledLine.Kind kind = switch (cause) {
            case BilledLine.OfCharge charge -> BilledLine.Kind.RECURRING;
            case BilledLine.OfUsage usage -> BilledLine.Kind.USAGE;
            default -> BilledLine.Kind.ADJUSTMENT;
        };
        return new BilledLine(
                1,
                kind,
                cause,
                "subject",
                "description",
                "",
                ChargePeriod.month(YearMonth.from(NOVEMBER)),
                eur(amount),
                0);
    }

    private static Money eur(String amount) {
        return Money.of(amount, EUR);
    }
}
