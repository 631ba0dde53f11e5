package dialtone.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.UnitPrice;
import dialtone.catalog.DiscountCondition;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms.Discount;
import dialtone.catalog.UsageCycle;
import dialtone.catalog.UsageType;
import dialtone.rating.Rerating.NumberState;
import dialtone.usage.UsageEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A price of use that was wrong, and the cycle by the right one. */
class PriceCorrectionTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Cell CALLS = Cell.of(UsageType.VOICE);
    private static final Price.Allowance SECONDS =
            new Price.Allowance("seconds", "100 seconds", List.of(UsageType.VOICE), 100);
    private static final Price.Usage WRONG = calls("0.90", 60, 60);
    private static final Price.Usage RIGHT = calls("0.09", 60, 60);
    private static final Tariff SOLD = new Tariff(List.of(SECONDS, WRONG));

    /** The example of {@link PriceCorrection}. */
    @Test
    void the_same_sums_come_to_what_the_right_price_makes_of_them() {
        CycleUsage before = CycleUsage.of(SOLD, Map.of(CALLS, new CellUse(160, 1)));
        Tariff corrected = corrected(RIGHT, SOLD);
        CycleUsage after = before.repriced(corrected);
        assertThat(PriceCorrection.amounts(before)).containsExactly(Map.entry("calls", eur("0.90")));
        assertThat(PriceCorrection.amounts(after)).containsExactly(Map.entry("calls", eur("0.09")));
        assertThat(after.use()).isEqualTo(before.use());
        assertThat(corrected(RIGHT, corrected))
                .as("corrected again it is the same")
                .isEqualTo(corrected);
    }

    /** The plan's at 0.90, an add-on's at 0.50 and another one's at 0.40, all by one id. */
    @Test
    void of_several_by_one_id_that_of_the_offering_is_corrected() {
        Price.Usage first = calls("0.50", 60, 60);
        Price.Usage second = calls("0.40", 60, 60);
        Tariff line = new Tariff(List.of(SECONDS, WRONG, first, second));
        PriceCorrection correction = new PriceCorrection(RIGHT, Set.of());
        assertThat(correction.places(line, List.of())).containsExactly(1, 2, 3);
        assertThat(correction.places(line, List.of(SECONDS))).containsExactly(1, 2, 3);
        assertThat(correction.places(line, List.of(calls("0.10", 60, 60)))).isEmpty();
        Set<Integer> places = correction.places(line, List.of(SECONDS, first));
        assertThat(places).containsExactly(2);
        Tariff corrected = ((Outcome.Accepted<Tariff>) correction.of(line, places)).value();
        assertThat(corrected.prices()).containsExactly(SECONDS, WRONG, RIGHT, second);
        assertThat(correction.of(line, Set.of())).isInstanceOf(Outcome.Rejected.class);
    }

    /** By the week it is the same price: an add-on is counted in the cycles of its line. */
    @Test
    void that_of_an_add_on_is_known_in_whichever_cycles_the_line_counts() {
        Price.Usage weekly = WRONG.with(WRONG.terms().in(UsageCycle.parse("1 week, anniversary")));
        assertThat(new PriceCorrection(RIGHT, Set.of()).places(new Tariff(List.of(weekly)), List.of(WRONG)))
                .containsExactly(0);
    }

    /** Three minutes: at 0.90, 20 % less, are 2.16; corrected to 0.09 they are 0.22. At 0.05 by agreement they are 0.15 whatever the price is. */
    @Test
    void what_is_agreed_holds_upon_the_right_price() {
        assertThat(agreed(new AgreedUse.Percentage(BigDecimal.valueOf(20)))).containsExactly(eur("2.16"), eur("0.22"));
        assertThat(agreed(new AgreedUse.PerUnits(new UnitPrice(new BigDecimal("0.05"), EUR), 60)))
                .containsExactly(eur("0.15"), eur("0.15"));
    }

    /** What the wrong price comes to, and what the right one does. */
    private static List<Money> agreed(AgreedUse.Rate rate) {
        LocalDate november = LocalDate.parse("2026-11-01");
        Tariff sold = SOLD.agreeing(
                List.of(new AgreedUse("calls", november, Optional.empty(), Optional.of(rate), "Framework")));
        CycleUsage before = CycleUsage.of(sold.in(november), Map.of(CALLS, new CellUse(280, 1)));
        Tariff right = corrected(RIGHT, sold);
        return List.of(
                PriceCorrection.amounts(before).getOrDefault("calls", eur("0.00")),
                PriceCorrection.amounts(before.repriced(right.in(november))).getOrDefault("calls", eur("0.00")));
    }

    /** The example of what comes off; the right price's own discount takes the place of one of that name, and of one without. */
    @Test
    void what_comes_off_by_a_name_of_its_own_stays() {
        assertThat(discounted(WRONG.with(List.of(off(50, "Welcome"))), WRONG)).isEqualTo(eur("4.50"));
        assertThat(discounted(WRONG.with(List.of(off(50, "Welcome"))), RIGHT)).isEqualTo(eur("0.45"));
        assertThat(discounted(WRONG.with(List.of(off(50, "Welcome"))), RIGHT.with(List.of(off(20, "Welcome")))))
                .isEqualTo(eur("0.72"));
        assertThat(discounted(WRONG.with(List.of(off(50, ""))), RIGHT)).isEqualTo(eur("0.90"));
        assertThat(discounted(WRONG, RIGHT.with(List.of(off(50, ""))))).isEqualTo(eur("0.45"));
        assertThat(discounted(WRONG.with(List.of(off(50, "Launch"))), RIGHT))
                .as("the catalogue's own, which the right price lacks")
                .isEqualTo(eur("0.90"));
        assertThat(discounted(WRONG.with(List.of(off(50, "Launch"))), RIGHT.with(List.of(off(50, "Launch")))))
                .isEqualTo(eur("0.45"));
    }

    /** Ten minutes beyond what is included, in the first cycle of a line. */
    private static Money discounted(Price.Usage sold, Price.Usage right) {
        LocalDate november = LocalDate.parse("2026-11-01");
        Tariff own = new Tariff(List.of(SECONDS, sold)).begun(new LineStart(november, UsageCycles.MONTHS));
        CycleUsage cycle = CycleUsage.of(own.in(november), Map.of(CALLS, new CellUse(700, 1)));
        return PriceCorrection.amounts(cycle.repriced(corrected(right, own).in(november)))
                .getOrDefault("calls", eur("0.00"));
    }

    /** Of the first two cycles. */
    private static Discount off(int percent, String name) {
        return new Discount(Optional.of(BigDecimal.valueOf(percent)), Optional.empty(), 0, Optional.of(2))
                .where(name.isEmpty() ? DiscountCondition.ALWAYS : DiscountCondition.named(name));
    }

    @Test
    void what_counts_otherwise_is_no_correction_of_it() {
        assertThat(code(calls("0.09", 60, 1))).isEqualTo("COUNTS_OTHERWISE");
        // tiers and a cap of a week are not held against what a month comes to
        assertThat(code(RIGHT.with(RIGHT.terms().in(UsageCycle.parse("1 week, anniversary")))))
                .isEqualTo("COUNTS_OTHERWISE");
        assertThat(code(new Price.Usage(
                        "calls", "calls", UsageType.SMS, new UnitPrice(new BigDecimal("0.09"), EUR), 60, 60, 1)))
                .isEqualTo("COUNTS_OTHERWISE");
        assertThat(code(new Price.Usage(
                        "calls", "calls", UsageType.VOICE, new UnitPrice(new BigDecimal("0.09"), EUR), 60, 60, 30)))
                .isEqualTo("COUNTS_OTHERWISE");
        assertThat(code(new Price.Usage(
                        "calls",
                        "calls",
                        UsageType.VOICE,
                        new UnitPrice(new BigDecimal("0.09"), Currency.getInstance("USD")),
                        60,
                        60,
                        1)))
                .isEqualTo("COUNTS_OTHERWISE");
        assertThat(code(new Price.Usage(
                        "other", "other", UsageType.VOICE, new UnitPrice(new BigDecimal("0.09"), EUR), 60, 60, 1)))
                .isEqualTo("UNKNOWN_PRICE");
    }

    @Test
    void records_one_after_another_come_to_what_all_of_them_do() {
        for (int seed = 1; seed <= 50; seed++) {
            Random random = new Random(seed);
            Tariff corrected = corrected(RIGHT, SOLD);
            List<Long> units = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(10); i++) {
                units.add(60L + random.nextInt(300));
            }
            CycleUsage all = CycleUsage.of(
                            SOLD,
                            Map.of(
                                    CALLS,
                                    new CellUse(
                                            units.stream()
                                                    .mapToLong(Long::longValue)
                                                    .sum(),
                                            units.size())))
                    .repriced(corrected);
            CycleUsage each = all.begun();
            Money sum = eur("0.00");
            for (int i = 0; i < units.size(); i++) {
                UsageEvent event = new UsageEvent(
                        "msc", i, UsageType.VOICE, "491510000001", Instant.EPOCH, units.get(i), "4930123456", "");
                RatedUsage rated = each.rateAgain(event, List.of(new Segment(CALLS, units.get(i))));
                each = rated.after();
                sum = rated.charges().stream().map(UsageCharge::amount).reduce(sum, Money::plus);
                assertThat(rated.billable()).isEqualTo(units.get(i));
            }
            assertThat(PriceCorrection.amounts(each)).isEqualTo(PriceCorrection.amounts(all));
            assertThat(sum).isEqualTo(PriceCorrection.amounts(all).get("calls"));
        }
    }

    @Test
    void progress_says_the_difference_once_something_is_calculated() {
        Rerating.Progress none =
                new Rerating.Progress(Map.of(NumberState.WAITING, 3L), Optional.empty(), Optional.empty());
        assertThat(none.difference()).isEmpty();
        assertThat(none.total()).isEqualTo(3);
        assertThat(none.of(NumberState.POSTED)).isZero();
        assertThat(new Rerating.Progress(
                                Map.of(NumberState.CALCULATED, 2L, NumberState.REFUSED, 1L),
                                Optional.of(eur("3.14")),
                                Optional.of(eur("0.58")))
                        .difference())
                .contains(eur("-2.56"));
    }

    private static String code(Price.Usage right) {
        return new PriceCorrection(right, Set.of("Launch"))
                .of(SOLD)
                .fold(tariff -> "", reasons -> reasons.getFirst().code());
    }

    private static Tariff corrected(Price.Usage right, Tariff tariff) {
        Outcome<Tariff> outcome = new PriceCorrection(right, Set.of("Launch")).of(tariff);
        return outcome.fold(corrected -> corrected, reasons -> {
            throw new IllegalStateException(reasons.toString());
        });
    }

    private static Price.Usage calls(String price, long perUnitCount, long minimum) {
        return new Price.Usage(
                "calls", "calls", UsageType.VOICE, new UnitPrice(new BigDecimal(price), EUR), perUnitCount, minimum, 1);
    }

    private static Money eur(String amount) {
        return Money.of(amount, EUR);
    }
}
