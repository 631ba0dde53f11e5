package dialtone.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.catalog.RecurringTerms.Alignment;
import dialtone.catalog.RecurringTerms.Basis;
import dialtone.catalog.RecurringTerms.Discount;
import dialtone.catalog.RecurringTerms.PartialPeriod;
import dialtone.catalog.RecurringTerms.Trial;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecurringTermsTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "period=2 week;timing=in-arrears;alignment=anniversary;proration=full-first;refund=none;trial=10 day",
                "alignment=day 15;proration=by-second;trial=1 period;basis=seats",
                "proration=by-day-inclusive;basis=percent:2.5:fee:extra",
                "proration=none;basis=minimum:fee:extra",
                "discounts=percent:20:0:3",
                "discounts=percent:20:0:3:n/Welcome:m/12,amount:5.00:12:*:t/2/*/plan"
            })
    void the_same_terms_have_the_same_text(String text) {
        assertThat(parsed(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\" | \"\"",
                "timing=in-arrears | in arrears",
                "alignment=anniversary;trial=1 day | from the day it began; 1 day free",
                "alignment=day 15;trial=2 period | from day 15; 2 periods free",
                "proration=by-day-inclusive | the last day counts",
                "proration=by-second | by the second",
                "proration=none;refund=none | whole periods; nothing given back",
                "proration=full-first | the first period whole, the last one free",
                "discounts=percent:20.0:0:3,amount:5.00:0:*:n/Two lines | less 20 % for periods 1 to 3 and 5.00 EUR (Two lines)",
                "discounts=percent:50:2:1 | less 50 % in period 3",
                "discounts=amount:1.00:12:* | less 1.00 EUR after 12 periods",
                "discounts=amount:1.00:12:12 | less 1.00 EUR for periods 13 to 24"
            })
    void it_is_said_in_words_where_it_is_not_the_usual(String text, String words) {
        assertThat(parsed(text).description()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\" | 15.00 EUR a month",
                "period=1 half-year;basis=seats | 15.00 EUR a half-year for each seat",
                "basis=percent:5.00:fee:extra | 5 % of fee, extra",
                "basis=minimum:fee | at least 15.00 EUR a month of fee"
            })
    void a_rate_says_what_the_amount_is_of(String text, String rate) {
        assertThat(new Price.Recurring("fee", "Fee", eur("15.00"), parsed(text)).rate())
                .isEqualTo(rate);
    }

    @ParameterizedTest
    @CsvSource({
        "'', true, true",
        "discounts=percent:20:0:3, false, true",
        "period=1 quarter, false, false",
        "alignment=anniversary, false, false",
        "alignment=day 15, false, false",
        "timing=in-arrears, false, false"
    })
    void calendar_months_in_advance_are_those_of_the_bill_cycle(String text, boolean monthly, boolean ofTheBillCycle) {
        assertThat(parsed(text).isMonthly()).isEqualTo(monthly);
        assertThat(parsed(text).isOfTheBillCycle()).isEqualTo(ofTheBillCycle);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 3, 1, false",
        "2, 3, 2, true",
        "2, 3, 4, true",
        "2, 3, 5, false",
        "12, , 11, false",
        "12, , 999, true"
    })
    void a_discount_is_given_from_one_period_to_another(
            int after, @Nullable Integer periods, long period, boolean given) {
        assertThat(new Discount(Optional.empty(), Optional.of(eur("1.00")), after, Optional.ofNullable(periods))
                        .isGivenIn(period))
                .isEqualTo(given);
    }

    @ParameterizedTest
    @CsvSource({"-1, ", "1201, ", "0, 0", "0, 1201"})
    void a_discount_is_given_within_a_hundred_years(int after, @Nullable Integer periods) {
        assertThatThrownBy(() -> new Discount(
                        Optional.of(BigDecimal.TEN), Optional.empty(), after, Optional.ofNullable(periods)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A discount is given for 1 to 1200 periods");
    }

    @Test
    void a_discount_may_take_a_hundred_years_to_begin_and_as_many_to_end() {
        Discount discount = new Discount(Optional.of(BigDecimal.TEN), Optional.empty(), 1_200, Optional.of(1_200));

        assertThat(discount.isGivenIn(1_199)).isFalse();
        assertThat(discount.isGivenIn(2_399)).isTrue();
        assertThat(discount.isGivenIn(2_400)).isFalse();
    }

    @Test
    void a_discount_is_a_percentage_or_an_amount_and_not_both() {
        Optional<BigDecimal> percent = Optional.of(BigDecimal.TEN);
        Optional<Money> amount = Optional.of(eur("1.00"));

        assertThatThrownBy(() -> new Discount(percent, amount, 0, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A discount is a percentage or an amount");
        assertThatThrownBy(() -> new Discount(Optional.empty(), Optional.empty(), 0, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A discount is a percentage or an amount");
    }

    @ParameterizedTest
    @CsvSource({
        "percent:20:0:*, 15.00, 12.00",
        "percent:100:0:*, 15.00, 0.00",
        "percent:50:0:*, 0.01, 0.01",
        "percent:33.3333:0:*, 10.00, 6.67",
        "amount:5.00:0:*, 15.00, 10.00",
        "amount:15.00:0:*, 15.00, 0.00",
        "amount:15.01:0:*, 15.00, 0.00"
    })
    void what_is_left_is_rounded_half_up_and_never_below_nothing(String discount, String before, String left) {
        assertThat(Discount.parse(discount, EUR).off(eur(before))).isEqualTo(eur(left));
    }

    @ParameterizedTest
    @CsvSource({"100, 100", "1E+1, 10", "5.0, 5", "0.0001, 0.0001"})
    void the_same_percentage_is_written_in_one_way(BigDecimal percent, String text) {
        assertThat(new Basis.Percentage(percent, List.of("fee")).percent()).isEqualTo(new BigDecimal(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "100.0001", "0.00001"})
    void a_percentage_is_above_nothing_and_at_most_all(String percent) {
        assertThatThrownBy(() -> new Basis.Percentage(new BigDecimal(percent), List.of("fee")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("A percentage is above 0, at most 100");
    }

    @Test
    void another_discount_comes_after_those_that_there_are_up_to_ten() {
        Discount first = Discount.parse("percent:20:0:3", EUR);
        Discount second = Discount.parse("amount:5.00:0:*", EUR);
        RecurringTerms terms = RecurringTerms.MONTHLY.with(first).with(second);

        assertThat(terms.discounts()).containsExactly(first, second);
        RecurringTerms full = parsed("discounts=" + String.join(",", Collections.nCopies(10, "percent:1:0:*")));
        assertThat(full.discounts()).hasSize(RecurringTerms.MAX_DISCOUNTS);
        assertThatThrownBy(() -> full.with(second))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A price has at most 10 discounts");
    }

    @Test
    void the_same_on_another_basis_or_by_the_day_keeps_all_else() {
        RecurringTerms terms = parsed("timing=in-arrears;proration=none;trial=2 day;discounts=percent:20:0:3");

        assertThat(terms.with(Basis.SEATS).text())
                .isEqualTo("timing=in-arrears;proration=none;trial=2 day;basis=seats;discounts=percent:20:0:3");
        assertThat(terms.byDay().proration()).isEqualTo(PartialPeriod.BY_DAY);
        assertThat(terms.byDay().text()).isEqualTo("timing=in-arrears;trial=2 day;discounts=percent:20:0:3");
        assertThat(Basis.FLAT.of()).isEmpty();
        assertThat(Basis.SEATS.of()).isEmpty();
    }

    @Test
    void periods_that_the_calendar_does_not_have_begin_with_the_customer() {
        assertThat(parsed("period=5 month;alignment=anniversary").period().months())
                .isEqualTo(5);
        assertThatThrownBy(() -> parsed("period=5 month"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The calendar has no periods of 5 months");
    }

    @Test
    void days_and_trials_have_limits() {
        assertThat(new Alignment(false, 31).day()).isEqualTo(31);
        assertThatThrownBy(() -> new Alignment(false, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Alignment(false, 32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A month has the days 1 to 31, not 32");
        assertThat(new Trial(730, false).words()).isEqualTo("730 days");
        assertThatThrownBy(() -> new Trial(0, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Trial(731, false)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "colour=red",
                "basis=weight",
                "timing=never",
                "discounts=percent:5:0:*:",
                "discounts=percent:5:0:*:x/1"
            })
    void a_text_that_it_has_not_made_is_refused(String text) {
        assertThatThrownBy(() -> parsed(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static RecurringTerms parsed(String text) {
        return RecurringTerms.parse(text, EUR);
    }

    private static Money eur(String amount) {
        return Money.of(amount, EUR);
    }
}
