package dialtone.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.base.UnitPrice;
import dialtone.billrun.BillPolicy;
import dialtone.billrun.PriceEstimate;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.UsageTerms;
import dialtone.catalog.UsageType;
import dialtone.invoice.BilledLine;
import dialtone.invoice.InvoiceTax;
import dialtone.order.PricedItem;
import dialtone.usage.UsageEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes off prices of use in a line's first bill cycles, or later ones. Calls are 0.09 EUR a minute. */
class DiscountedUseTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final RatingContext PLAIN = new RatingContext(ZoneId.of("UTC"), ReferenceData.NONE);
    private static final LocalDate THE_20TH = LocalDate.parse("2026-11-20");

    /** By hand: 10 min are 0.90; 80 % of it 0.72; less 0.50 0.22. 5 min are 0.45, 0.36, nothing. 1 min is 0.09, half of it 0.045, 0.05. 7 min are 0.63, 33.33 % off 0.42. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            percent:20:0:3                  | 2026-11 | 10 | 0.72 | 10 minutes, charged at 0.09 EUR per minute, less 20 % for periods 1 to 3
            percent:20:0:3                  | 2027-01 | 10 | 0.72 | 10 minutes, charged at 0.09 EUR per minute, less 20 % for periods 1 to 3
            percent:20:0:3                  | 2027-02 | 10 | 0.90 | 10 minutes, charged at 0.09 EUR per minute
            percent:20:0:3                  | 2026-10 | 10 | 0.90 | 10 minutes, charged at 0.09 EUR per minute
            percent:20:1:1:n/Welcome        | 2026-11 | 10 | 0.90 | 10 minutes, charged at 0.09 EUR per minute
            percent:20:1:1:n/Welcome        | 2026-12 | 10 | 0.72 | 10 minutes, charged at 0.09 EUR per minute, less 20 % in period 2 (Welcome)
            percent:20:0:*,amount:0.50:0:*  | 2030-11 | 10 | 0.22 | 10 minutes, charged at 0.09 EUR per minute, less 20 %, less 0.50 EUR
            percent:20:0:*,amount:0.50:0:*  | 2030-11 | 5  | 0.00 | 5 minutes, charged at 0.09 EUR per minute, less 20 %, less 0.50 EUR
            percent:50:0:*                  | 2026-11 | 1  | 0.05 | 1 minute, charged at 0.09 EUR per minute, less 50 %
            percent:33.33:0:*               | 2026-11 | 7  | 0.42 | 7 minutes, charged at 0.09 EUR per minute, less 33.33 %
            percent:100:0:2                 | 2026-12 | 10 | 0.00 | 10 minutes, charged at 0.09 EUR per minute, less 100 % for periods 1 to 2
            """)
    void a_discount_comes_off_what_a_cycle_costs(
            String discounts, String month, long minutes, String amount, String explanation) {
        Tariff tariff = tariff("discounts=" + discounts).begun(new LineStart(THE_20TH, UsageCycles.MONTHS));
        PriceUse calls = cycle(tariff, LocalDate.parse(month + "-01"), 60 * minutes)
                .prices()
                .getFirst();
        assertThat(calls.amount()).isEqualTo(Money.of(amount, EUR));
        assertThat(calls.explanation()).isEqualTo(explanation);
    }

    @Test
    void of_a_line_of_which_nobody_knows_when_it_began_nothing_comes_off() {
        Tariff tariff = tariff("discounts=percent:20:0:*");
        assertThat(tariff.isDiscounted()).isTrue();
        assertThat(cycle(tariff, LocalDate.parse("2026-11-01"), 600)
                        .prices()
                        .getFirst()
                        .amount())
                .isEqualTo(Money.of("0.90", EUR));
        Tariff plain = tariff("");
        assertThat(plain.begun(new LineStart(THE_20TH, UsageCycles.MONTHS))
                        .in(THE_20TH.withDayOfMonth(1))
                        .plan())
                .as("nothing comes off, and nothing is worked out anew")
                .isSameAs(plain.plan());
    }

    /** After the cap; and what is agreed in place of the price is less the same. */
    @Test
    void it_comes_off_the_cap_and_off_what_is_agreed() {
        Tariff capped = tariff("cap=0.50;discounts=percent:20:0:*").begun(new LineStart(THE_20TH, UsageCycles.MONTHS));
        assertThat(cycle(capped, LocalDate.parse("2026-12-01"), 600)
                        .prices()
                        .getFirst()
                        .amount())
                .isEqualTo(Money.of("0.40", EUR));
        Tariff agreed = tariff("discounts=percent:20:0:*")
                .begun(new LineStart(THE_20TH, UsageCycles.MONTHS))
                .agreeing(List.of(new AgreedUse(
                        "calls",
                        LocalDate.parse("2026-12-01"),
                        Optional.empty(),
                        Optional.of(new AgreedUse.PerUnits(new UnitPrice(new BigDecimal("0.05"), EUR), 60)),
                        "Framework")));
        PriceUse calls =
                cycle(agreed, LocalDate.parse("2026-12-01"), 600).prices().getFirst();
        assertThat(calls.amount()).isEqualTo(Money.of("0.40", EUR));
        assertThat(calls.explanation())
                .isEqualTo(
                        "10 minutes, charged at 0.05 EUR per minute, agreed in place of 0.09 EUR per minute (Framework), less 20 %");
    }

    /** The records' amounts add up to what the cycle costs, in whatever order and parts they are rated. */
    @Test
    void what_records_cost_adds_up_to_the_cycle() {
        Random random = new Random(53);
        for (int round = 0; round < 200; round++) {
            Tariff tariff = tariff("discounts=percent:" + (1 + random.nextInt(100)) + ":0:*,amount:0."
                            + (10 + random.nextInt(90)) + ":0:*")
                    .begun(new LineStart(THE_20TH, UsageCycles.MONTHS));
            LocalDate cycle = LocalDate.parse("2026-12-01");
            CycleUsage usage = CycleUsage.none(tariff.in(cycle));
            Money sum = Money.zero(EUR);
            long seconds = 0;
            for (int i = 0; i < 30; i++) {
                long quantity = 1L + random.nextInt(300);
                seconds += quantity;
                RatedUsage rated = usage.rate(event(cycle, quantity), PLAIN).orElseThrow();
                for (UsageCharge charge : rated.charges()) {
                    sum = sum.plus(charge.amount());
                }
                usage = random.nextBoolean()
                        ? rated.after()
                        : CycleUsage.of(tariff.in(cycle), rated.after().use());
            }
            assertThat(sum).isEqualTo(usage.prices().getFirst().amount());
            assertThat(sum)
                    .isEqualTo(cycle(tariff, cycle, seconds).prices().getFirst().amount());
        }
    }

    @Test
    void terms_say_the_same_in_text_and_ask_for_no_days() {
        UsageTerms terms = UsageTerms.parse("cap=50.00;discounts=percent:20:0:3:n/Welcome,amount:5.00:12:*", EUR);
        assertThat(terms.text()).isEqualTo("cap=50.00;discounts=percent:20:0:3:n/Welcome,amount:5.00:12:*");
        assertThat(terms.description())
                .isEqualTo("at most 50.00 EUR; less 20 % for periods 1 to 3 (Welcome); less 5.00 EUR after 12 periods");
        assertThatThrownBy(() -> UsageTerms.parse("discounts=percent:20:0:*:n/Tenure:m/24", EUR))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UsageTerms.parse("discounts=" + "percent:20:0:*,".repeat(20) + "percent:1:0:*", EUR))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Of the first two months: 0.72, 0.72, 0.90; a bill of cycles from the first has the use of the month that is over. */
    @Test
    void an_estimate_has_it_in_the_months_in_which_it_is_given() {
        PriceEstimate estimate = new PriceEstimate(
                List.of(new PricedItem(
                        "1", new OfferingId("mobile"), "Mobile", List.of(calls("discounts=percent:20:0:2")))),
                LocalDate.parse("2026-11-20"),
                ZoneId.of("Europe/Berlin"),
                EUR,
                1,
                3,
                List.of(new AssumedUse(UsageType.VOICE, "", "", 600, 1)));
        assertThat(estimate
                        .bills(new BillPolicy(14, BigDecimal.ZERO, List.of()), InvoiceTax.NONE)
                        .fold(bills -> bills, reasons -> List.<PriceEstimate.Bill>of())
                        .stream()
                        .flatMap(bill -> bill.draft().lines().stream())
                        .map(BilledLine::amount)
                        .map(Money::toString))
                .containsExactly("0.72 EUR", "0.72 EUR", "0.90 EUR");
    }

    private static CycleUsage cycle(Tariff tariff, LocalDate cycle, long seconds) {
        return CycleUsage.none(tariff.in(cycle))
                .rate(event(cycle, seconds), PLAIN)
                .orElseThrow()
                .after();
    }

    private static UsageEvent event(LocalDate cycle, long seconds) {
        Instant at = cycle.atTime(12, 0).atZone(ZoneId.of("UTC")).toInstant();
        return new UsageEvent("msc1", 1, UsageType.VOICE, "491510000001", at, seconds, "4930123456");
    }

    private static Tariff tariff(String terms) {
        return new Tariff(List.of(calls(terms)));
    }

    private static Price.Usage calls(String terms) {
        return new Price.Usage(
                "calls",
                "Calls",
                UsageType.VOICE,
                new UnitPrice(new BigDecimal("0.09"), EUR),
                60,
                0,
                1,
                UsageTerms.parse(terms, EUR));
    }
}
