package dialtone.billrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.base.UnitPrice;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms;
import dialtone.catalog.UsageType;
import dialtone.invoice.BilledLine;
import dialtone.invoice.InvoiceTax;
import dialtone.invoice.InvoiceTaxLine;
import dialtone.order.PricedItem;
import dialtone.rating.AssumedUse;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What offerings would cost. */
class PriceEstimateTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final BillPolicy POLICY = new BillPolicy(14, BigDecimal.ZERO, List.of());

    private static final List<Price> PLAN = List.of(
            new Price.OneOff("activation", "Activation", Money.of("9.99", EUR)),
            new Price.Recurring("fee", "Monthly fee", Money.of("24.99", EUR)),
            new Price.Allowance("seconds", "100 seconds", List.of(UsageType.VOICE), 100),
            new Price.Usage("calls", "Calls", UsageType.VOICE, new UnitPrice(new BigDecimal("0.09"), EUR), 60, 60, 60));

    private static PriceEstimate estimate(int months, AssumedUse... use) {
        return estimate("2026-11-16", 1, months, use);
    }

    private static PriceEstimate estimate(String from, int cycleDay, int months, AssumedUse... use) {
        return new PriceEstimate(
                List.of(new PricedItem("1", new OfferingId("mobile"), "Mobile", PLAN)),
                LocalDate.parse(from),
                ZoneId.of("Europe/Berlin"),
                EUR,
                cycleDay,
                months,
                List.of(use));
    }

    private static List<PriceEstimate.Bill> bills(PriceEstimate estimate, InvoiceTax tax) {
        return estimate.bills(POLICY, tax).fold(bills -> bills, reasons -> {
            throw new AssertionError(reasons.toString());
        });
    }

    private static List<String> lines(PriceEstimate.Bill bill) {
        return bill.draft().lines().stream()
                .map(line -> line.description() + " " + line.amount() + " (" + line.explanation() + ")")
                .toList();
    }

    /** 20 % off the plan with the pack, which is chosen with it. */
    @Test
    void what_is_chosen_together_has_the_discount_of_that() {
        Price plan = new Price.Recurring(
                "fee",
                "Monthly fee",
                Money.of("30.00", EUR),
                RecurringTerms.parse("discounts=percent:20:0:*:n/With pack:t/1/*/pack", EUR));
        Price pack = new Price.Recurring("fee", "Monthly fee", Money.of("5.00", EUR));
        PriceEstimate both = new PriceEstimate(
                List.of(
                        new PricedItem("1", new OfferingId("mobile"), "Mobile", List.of(plan)),
                        new PricedItem("2", new OfferingId("pack"), "Pack", List.of(pack))),
                LocalDate.parse("2026-11-16"),
                ZoneId.of("Europe/Berlin"),
                EUR,
                1,
                1,
                List.of());

        assertThat(lines(bills(both, InvoiceTax.NONE).getFirst()))
                .containsExactlyInAnyOrder(
                        "Mobile: Monthly fee 12.00 EUR (15 of 30 days of 30.00 EUR less 20 % (With pack))",
                        "Pack: Monthly fee 2.50 EUR (15 of 30 days of 5.00 EUR)");
    }

    /** The example of the javadoc. */
    @Test
    void of_an_activation_on_the_16th_november_has_a_half_and_december_a_whole_month() {
        List<PriceEstimate.Bill> bills = bills(estimate(2), InvoiceTax.NONE);

        assertThat(lines(bills.getFirst()))
                .containsExactly(
                        "Mobile: Activation 9.99 EUR (once, on activation)",
                        "Mobile: Monthly fee 12.50 EUR (15 of 30 days of 24.99 EUR)");
        assertThat(lines(bills.getLast()))
                .containsExactly("Mobile: Monthly fee 24.99 EUR (31 of 31 days of 24.99 EUR)");
        assertThat(bills).extracting(bill -> bill.net().toString()).containsExactly("22.49 EUR", "24.99 EUR");
    }

    /** The example of the javadoc. */
    @Test
    void of_cycles_from_the_15th_a_bill_has_what_is_due_before_it_ends_and_the_use_of_months_that_are_over() {
        AssumedUse calls = new AssumedUse(UsageType.VOICE, "", "", 160, 3);

        assertThat(bills(estimate("2026-11-16", 15, 2, calls), InvoiceTax.NONE))
                .extracting(bill -> bill.cycle().from() + " " + bill.cycle().to() + " " + periods(bill))
                .containsExactly(
                        "2026-11-15 2026-12-15 [Activation 2026-11-16, Monthly fee 2026-11-16, Monthly fee 2026-12-01,"
                                + " Calls 2026-11-01]",
                        "2026-12-15 2027-01-15 [Monthly fee 2027-01-01, Calls 2026-12-01]");
        assertThat(bills(estimate("2026-11-10", 15, 2, calls), InvoiceTax.NONE))
                .as("the month of the first day is not over when the first cycle ends")
                .extracting(bill -> bill.cycle().from() + " " + bill.cycle().to() + " " + periods(bill))
                .containsExactly(
                        "2026-10-15 2026-11-15 [Activation 2026-11-10, Monthly fee 2026-11-10]",
                        "2026-11-15 2026-12-15 [Monthly fee 2026-12-01, Calls 2026-11-01]");
    }

    private static List<String> periods(PriceEstimate.Bill bill) {
        return bill.draft().lines().stream()
                .map(line -> line.description().replace("Mobile: ", "") + " "
                        + line.period().from())
                .toList();
    }

    @Test
    void minimum_and_increment_apply_to_each_record_and_what_is_included_comes_off() {
        // three calls of 53, 53 and 54 s are 60 s each: 180 s, of which 100 are included
        List<PriceEstimate.Bill> bills =
                bills(estimate(1, new AssumedUse(UsageType.VOICE, "", "", 160, 3)), InvoiceTax.NONE);

        assertThat(lines(bills.getFirst()).getLast())
                .isEqualTo("Calls 0.12 EUR (3 minutes, 1:40 min included, 1:20 min charged at 0.09 EUR per minute)");
        assertThat(bills.getFirst().draft().lines().getLast().records()).isEqualTo(3);
    }

    @Test
    void a_line_says_which_offering_it_is_for_and_use_is_for_none() {
        PriceEstimate estimate = estimate(1, new AssumedUse(UsageType.VOICE, "", "", 160, 1));
        List<BilledLine> lines =
                bills(estimate, InvoiceTax.NONE).getFirst().draft().lines();

        assertThat(estimate.offeringOf(lines.getFirst()).map(PricedItem::offeringName))
                .contains("Mobile");
        assertThat(estimate.offeringOf(lines.getLast())).isEmpty();
    }

    @Test
    void tax_comes_on_top() {
        List<PriceEstimate.Bill> bills = bills(
                estimate(1),
                draft -> Outcome.accepted(List.of(new InvoiceTaxLine(
                        "DE/VAT/S",
                        "VAT 19 %",
                        OptionalInt.empty(),
                        draft.net(),
                        new BigDecimal("0.19"),
                        Money.of("4.27", EUR),
                        ""))));

        assertThat(bills.getFirst().tax()).isEqualTo(Money.of("4.27", EUR));
        assertThat(bills.getFirst().total()).isEqualTo(Money.of("26.76", EUR));
    }

    @Test
    void use_that_the_tariff_does_not_know_is_refused_by_its_place() {
        assertThat(refused(estimate(1, new AssumedUse(UsageType.DATA, "", "", 1, 1))))
                .containsExactly("usage[0] NO_PRICE");
        assertThat(refused(estimate(
                        1,
                        new AssumedUse(UsageType.VOICE, "", "", 1, 1),
                        new AssumedUse(UsageType.VOICE, "europe", "", 1, 1),
                        new AssumedUse(UsageType.VOICE, "", "evening", 1, 1))))
                .containsExactly("usage[1] UNKNOWN_ZONE", "usage[2] UNKNOWN_BAND");
    }

    @Test
    void what_tax_cannot_say_is_refused_with_its_words() {
        Outcome<List<PriceEstimate.Bill>> refused =
                estimate(1).bills(POLICY, draft -> Outcome.rejected(Rejection.of("TAX_RATE_UNKNOWN", "No rate.")));

        assertThat(refused).isEqualTo(Outcome.rejected(Rejection.of("TAX_RATE_UNKNOWN", "No rate.")));
    }

    @Test
    void nobody_asks_for_no_month_or_for_years() {
        assertThatThrownBy(() -> estimate(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> estimate(14)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AssumedUse(UsageType.VOICE, "", "", 1, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> refused(PriceEstimate estimate) {
        return estimate.bills(POLICY, InvoiceTax.NONE)
                .fold(
                        bills -> List.of(),
                        reasons -> reasons.stream()
                                .map(reason -> reason.field() + " " + reason.code())
                                .toList());
    }
}
