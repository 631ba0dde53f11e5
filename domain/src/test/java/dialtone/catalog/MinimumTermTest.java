package dialtone.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MinimumTermTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final MinimumTerm.Fee FOUR_A_MONTH = new MinimumTerm.Fee.PerRemainingMonth(Money.of("4.00", EUR));

    @ParameterizedTest
    @CsvSource({
        "24, 2026-11-25, 2026-11-25, 24",
        "24, 2026-11-25, 2026-12-24, 24",
        "24, 2026-11-25, 2026-12-25, 23",
        "24, 2026-11-25, 2028-11-24,  1",
        "24, 2026-11-25, 2028-11-25,  0",
        "24, 2026-11-25, 2031-01-01,  0",
        // a month from the 31st is over on the last day of a shorter one, and the next is counted from the 31st again
        " 1, 2027-01-31, 2027-02-27,  1",
        " 1, 2027-01-31, 2027-02-28,  0",
        " 2, 2027-01-31, 2027-02-28,  1",
        " 2, 2027-01-31, 2027-03-30,  1",
        " 2, 2027-01-31, 2027-03-31,  0",
        // a leap year's day
        "12, 2028-02-29, 2029-02-27,  1",
        "12, 2028-02-29, 2029-02-28,  0"
    })
    void a_month_that_has_begun_remains_as_a_whole(int months, LocalDate from, LocalDate endsOn, int remaining) {
        assertThat(new MinimumTerm(months, FOUR_A_MONTH).remainingMonths(from, endsOn))
                .isEqualTo(remaining);
    }

    @Test
    void each_remaining_month_costs_its_amount() {
        MinimumTerm term = new MinimumTerm(24, FOUR_A_MONTH);
        assertThat(term.earlyTermination(LocalDate.of(2026, 11, 25), LocalDate.of(2026, 12, 25)))
                .hasValue(new Price.EarlyTermination(
                        "early-termination",
                        "Early termination",
                        Money.of("92.00", EUR),
                        "23 months of 24 remain, 4.00 EUR for each"));
        assertThat(term.earlyTermination(LocalDate.of(2026, 11, 25), LocalDate.of(2028, 11, 1)))
                .map(Price.EarlyTermination::explanation)
                .hasValue("1 month of 24 remain, 4.00 EUR for each");
    }

    @Test
    void a_fixed_fee_is_the_same_until_the_term_is_over() {
        MinimumTerm term = new MinimumTerm(12, new MinimumTerm.Fee.Fixed(Money.of("99.00", EUR)));
        LocalDate activatedOn = LocalDate.of(2026, 11, 25);
        assertThat(term.earlyTermination(activatedOn, LocalDate.of(2027, 11, 24)))
                .map(Price.EarlyTermination::amount)
                .hasValue(Money.of("99.00", EUR));
        assertThat(term.earlyTermination(activatedOn, LocalDate.of(2027, 11, 25)))
                .isEmpty();
    }

    @Test
    void of_several_terms_on_the_same_day_the_dearest_is_paid() {
        Price.EarlyTermination cheap = new Price.EarlyTermination(
                "early-termination", "Early termination", Money.of("92.00", EUR), "23 months");
        Price.EarlyTermination dear =
                new Price.EarlyTermination("early-termination", "Early termination", Money.of("99.00", EUR), "fixed");
        assertThat(MinimumTerm.dearest(List.of(cheap, dear))).hasValue(dear);
        assertThat(MinimumTerm.dearest(List.of())).isEmpty();
    }

    @Test
    void a_fee_of_nothing_is_no_price() {
        assertThat(new MinimumTerm(12, new MinimumTerm.Fee.Fixed(Money.zero(EUR)))
                        .earlyTermination(LocalDate.of(2026, 11, 25), LocalDate.of(2026, 11, 25)))
                .isEmpty();
    }

    @Test
    void a_term_has_its_limits() {
        assertThatThrownBy(() -> new MinimumTerm(0, FOUR_A_MONTH)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MinimumTerm(121, FOUR_A_MONTH)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void one_that_may_not_be_left_costs_nothing_and_says_when_it_is_over() {
        MinimumTerm term = new MinimumTerm(6, Optional.empty());
        assertThat(term.mayBeLeft()).isFalse();
        assertThat(term.overOn(LocalDate.parse("2026-08-31"))).isEqualTo("2027-02-28");
        assertThat(term.remainingMonths(LocalDate.parse("2026-08-31"), LocalDate.parse("2027-02-28")))
                .isZero();
        assertThat(term.earlyTermination(LocalDate.parse("2026-08-31"), LocalDate.parse("2026-09-01")))
                .isEmpty();
    }
}
