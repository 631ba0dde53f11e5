package dialtone.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

class MoneyTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Currency JPY = Currency.getInstance("JPY");

    @Test
    void an_amount_is_exact_in_the_minor_unit_or_is_none() {
        assertThat(Money.of("12.3", EUR)).hasToString("12.30 EUR").isEqualTo(Money.of("12.300", EUR));
        assertThat(Money.of("500", JPY)).hasToString("500 JPY");
        assertThatThrownBy(() -> Money.of("1.005", EUR)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.of("1.5", JPY)).isInstanceOf(ArithmeticException.class);
    }

    /** Written out it has half a gigabyte of digits. */
    @Test
    void a_number_that_nobody_means_is_refused_before_it_is_written_out() {
        for (String amount : List.of("1E600000000", "-1E2147483647", "0E600000000", "1E-600000000", "1E19")) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(5),
                    () -> assertThatThrownBy(() -> new Money(new BigDecimal(amount), EUR))
                            .isInstanceOf(ArithmeticException.class));
        }
    }

    @Test
    void an_amount_has_at_most_fifteen_digits_before_the_point() {
        assertThat(Money.of("999999999999999.99", EUR).isZero()).isFalse();
        assertThatThrownBy(() -> Money.of("1000000000000000", EUR))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("15 digits");
    }

    @Test
    void rounding_is_what_the_caller_names() {
        BigDecimal half = new BigDecimal("9.995");
        assertThat(Money.rounded(half, EUR, RoundingMode.HALF_UP)).isEqualTo(Money.of("10.00", EUR));
        assertThat(Money.rounded(half, EUR, RoundingMode.DOWN)).isEqualTo(Money.of("9.99", EUR));
    }

    @Test
    void amounts_are_added_subtracted_and_compared_within_a_currency_only() {
        Money three = Money.of("3.00", EUR);
        Money one = Money.of("1.00", EUR);
        Money yen = Money.of("1", JPY);
        assertThat(three.plus(one)).isEqualTo(Money.of("4.00", EUR));
        assertThat(three.minus(one)).isEqualTo(Money.of("2.00", EUR));
        assertThat(one.minus(three)).isEqualTo(Money.of("2.00", EUR).negated());
        assertThat(three).isGreaterThan(one);
        assertThat(one.isNegative()).isFalse();
        assertThat(one.negated().isNegative()).isTrue();
        assertThat(Money.zero(EUR).isZero()).isTrue();
        assertThat(Money.zero(EUR).isNegative()).isFalse();
        assertThatThrownBy(() -> three.plus(yen)).hasMessage("Currencies differ: EUR and JPY");
        assertThatThrownBy(() -> three.minus(yen)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> three.compareTo(yen)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_unit_price_is_finer_than_the_minor_unit_and_never_negative() {
        UnitPrice price = new UnitPrice(new BigDecimal("0.0035"), EUR);
        assertThat(price.times(BigDecimal.valueOf(100))).isEqualByComparingTo("0.35");
        assertThat(price)
                .isEqualTo(new UnitPrice(new BigDecimal("0.00350"), EUR))
                .hasToString("0.0035 EUR");
        assertThat(new UnitPrice(new BigDecimal("0.00"), EUR).amount()).isEqualTo(BigDecimal.ZERO);
        assertThat(new UnitPrice(new BigDecimal("0.0000000001"), EUR).amount().scale())
                .isEqualTo(UnitPrice.MAX_SCALE);
        for (String wrong : List.of("-0.01", "0.00000000001")) {
            assertThatThrownBy(() -> new UnitPrice(new BigDecimal(wrong), EUR))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void an_outcome_is_the_value_or_the_reasons_why_not() {
        Rejection reason = Rejection.at("item[0].id", "UNKNOWN", "There is no such item.");
        Rejection general = Rejection.of("CLOSED", "We are closed.");
        assertThat(general.field()).isEmpty();
        assertThat(fold(Outcome.accepted("yes"))).isEqualTo("yes");
        assertThat(fold(Outcome.rejected(reason))).isEqualTo("UNKNOWN");
        assertThat(fold(Outcome.rejected(List.of(reason, general)))).isEqualTo("UNKNOWN,CLOSED");
        assertThatThrownBy(() -> Outcome.rejected(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static String fold(Outcome<String> outcome) {
        return outcome.fold(
                value -> value,
                reasons ->
                        String.join(",", reasons.stream().map(Rejection::code).toList()));
    }
}
