package dialtone.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Currency;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class ProrationTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final long SEED = 20261125;

    @ParameterizedTest
    @CsvSource({
        "15.00, 2026-11-25, 3.00",
        "19.99, 2026-11-25, 4.00",
        "19.99, 2026-11-01, 19.99",
        "19.99, 2026-11-30, 0.67",
        "0.15, 2026-11-16, 0.08",
        "31.00, 2026-12-31, 1.00",
        "29.00, 2028-02-29, 1.00",
        "0.00, 2026-11-25, 0.00"
    })
    void the_first_month_is_charged_for_its_remaining_days(String monthly, LocalDate activatedOn, String expected) {
        assertThat(first(Money.of(monthly, EUR), activatedOn)).isEqualTo(Money.of(expected, EUR));
    }

    @Test
    void the_days_of_the_first_charge_go_to_the_end_of_the_month_and_what_is_charged_later_has_none() {
        LocalDate day = LocalDate.parse("2026-11-25");
        Money amount = Money.of("15.00", EUR);
        assertThat(Proration.firstPeriod(new Price.Recurring("fee", "Fee", amount), day))
                .contains(new ChargePeriod(day, LocalDate.parse("2026-12-01")));
        assertThat(Proration.firstPeriod(
                        new Price.Recurring("fee", "Fee", amount, RecurringTerms.parse("timing=in-arrears", EUR)), day))
                .isEmpty();
    }

    private static Money first(Money monthly, LocalDate activatedOn) {
        return Proration.firstCharge(new Price.Recurring("fee", "Fee", monthly), activatedOn);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                       | 3.00  | 3.00
                    proration=by-day-inclusive               | 2.50  | 3.00
                    proration=none                           | 0.00  | 3.00
                    proration=full-first                     |       | 3.00
                    refund=none                              | 0.00  | 3.00
                    timing=in-arrears                        | 0.00  | 0.00
                    period=1 quarter;trial=3 day             |       |
                    alignment=anniversary                    |       |
                    proration=by-second                      |       |
                    basis=seats                              |       |
                    basis=percent:5:fee                      |       |
                    discounts=percent:20:0:3                 |       |
                    discounts=percent:20:0:*                 | 2.40  | 2.40
                    """)
    void what_an_order_does_not_know_has_no_amount(String terms, @Nullable String atEnd, @Nullable String atChange) {
        Price.Recurring price =
                new Price.Recurring("fee", "Fee", Money.of("15.00", EUR), RecurringTerms.parse(terms, EUR));
        LocalDate on = LocalDate.parse("2026-11-25");
        assertThat(Proration.creditAtEnd(price, on))
                .isEqualTo(Optional.ofNullable(atEnd).map(amount -> Money.of(amount, EUR)));
        assertThat(Proration.chargeAtChange(price, on))
                .isEqualTo(Optional.ofNullable(atChange).map(amount -> Money.of(amount, EUR)));
    }

    @Test
    void the_day_of_activation_counts_and_the_day_after_the_month_does_not() {
        ChargePeriod period = Proration.firstPeriod(LocalDate.parse("2026-11-25"));
        assertThat(period).hasToString("[2026-11-25, 2026-12-01)");
        assertThat(period.days()).isEqualTo(6);
    }

    @Test
    void a_currency_without_decimals_is_rounded_to_its_own_unit() {
        Currency yen = Currency.getInstance("JPY");
        assertThat(first(Money.of("1000", yen), LocalDate.parse("2026-11-25"))).isEqualTo(Money.of("200", yen));
        assertThat(first(Money.of("1", yen), LocalDate.parse("2026-11-16"))).isEqualTo(Money.of("1", yen));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "proration-vectors.csv", useHeadersInDisplayName = true, numLinesToSkip = 1)
    void other_systems_cases_come_out_the_same(
            String source,
            String amount,
            LocalDate cycleFrom,
            LocalDate cycleTo,
            LocalDate usedFrom,
            LocalDate usedTo,
            String expected) {
        Money charged = Proration.charge(
                Money.of(amount, EUR), new ChargePeriod(cycleFrom, cycleTo), new ChargePeriod(usedFrom, usedTo));
        assertThat(charged).as(source).isEqualTo(Money.of(expected, EUR));
    }

    @Test
    void the_parts_of_a_month_add_up_to_the_whole_wherever_it_is_split() {
        Random random = new Random(SEED);
        for (int round = 0; round < 2_000; round++) {
            Money monthly = Money.of(random.nextInt(10_000) + "." + (10 + random.nextInt(90)), EUR);
            ChargePeriod cycle = ChargePeriod.month(YearMonth.of(2024 + random.nextInt(6), 1 + random.nextInt(12)));
            LocalDate from = cycle.from();
            Money sum = Money.zero(EUR);
            while (from.isBefore(cycle.to())) {
                LocalDate to = from.plusDays(1 + random.nextInt(9));
                to = to.isAfter(cycle.to()) ? cycle.to() : to;
                Money part = Proration.charge(monthly, cycle, new ChargePeriod(from, to));
                assertThat(part.isNegative()).isFalse();
                sum = sum.plus(part);
                from = to;
            }
            assertThat(sum).isEqualTo(monthly);
        }
    }

    @Test
    void days_outside_the_cycle_are_refused() {
        ChargePeriod november = ChargePeriod.month(YearMonth.of(2026, 11));
        ChargePeriod tooLong = new ChargePeriod(LocalDate.parse("2026-11-25"), LocalDate.parse("2026-12-02"));
        assertThatThrownBy(() -> Proration.charge(Money.of("1.00", EUR), november, tooLong))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_period_without_a_day_is_refused() {
        LocalDate day = LocalDate.parse("2026-11-25");
        assertThatThrownBy(() -> new ChargePeriod(day, day)).isInstanceOf(IllegalArgumentException.class);
    }
}
