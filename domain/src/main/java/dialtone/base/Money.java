package dialtone.base;

import jakarta.persistence.Embeddable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Objects;

/**
 * An amount that is exact in its currency's minor unit: 12.30 EUR, 500 JPY. Arithmetic is exact or throws; rounding
 * happens only in {@link #rounded}, where the caller names the mode.
 *
 * @param amount   scale equals the currency's default fraction digits; at most 15 digits before the point
 * @param currency ISO 4217
 */
@Embeddable
public record Money(BigDecimal amount, Currency currency) implements Comparable<Money> {

    /** NUMBER(19,4) in the tables leaves fifteen digits before the point. */
    public static final int MAX_INTEGER_DIGITS = 15;

    /** Digits before the point, and decimals, of what is looked at at all: to scale 1E600000000 takes minutes and gigabytes. */
    private static final int MAX_SCALED = 18;

    /** @throws ArithmeticException if the amount is finer than the currency's minor unit or too large */
    public Money {
        Objects.requireNonNull(amount, "amount");
        Objects.requireNonNull(currency, "currency");
        if (!isOfDigits(amount, MAX_SCALED)) {
            throw new ArithmeticException("Amount of more than " + MAX_SCALED + " digits: " + amount);
        }
        amount = amount.setScale(currency.getDefaultFractionDigits(), RoundingMode.UNNECESSARY);
        if (amount.precision() - amount.scale() > MAX_INTEGER_DIGITS) {
            throw new ArithmeticException("Amount of more than " + MAX_INTEGER_DIGITS + " digits: " + amount);
        }
    }

    /** Whether a number has at most so many digits before the point and so many decimals, told without writing its digits out. */
    public static boolean isOfDigits(BigDecimal number, int most) {
        // the scale first: of an exponent near 2^31 the difference overflows
        return number.scale() <= most && number.scale() >= -most && number.precision() - number.scale() <= most;
    }

    /** @throws ArithmeticException if the text is finer than the minor unit, such as "1.005" EUR */
    public static Money of(String amount, Currency currency) {
        return new Money(new BigDecimal(amount), currency);
    }

    public static Money zero(Currency currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    /** Brings a finer amount to the minor unit: rounded(9.995, EUR, HALF_UP) is 10.00 EUR. */
    public static Money rounded(BigDecimal amount, Currency currency, RoundingMode mode) {
        return new Money(amount.setScale(currency.getDefaultFractionDigits(), mode), currency);
    }

    /** @throws IllegalArgumentException if the currencies differ */
    public Money plus(Money other) {
        return new Money(amount.add(sameCurrency(other)), currency);
    }

    /** @throws IllegalArgumentException if the currencies differ */
    public Money minus(Money other) {
        return new Money(amount.subtract(sameCurrency(other)), currency);
    }

    public Money negated() {
        return new Money(amount.negate(), currency);
    }

    public boolean isZero() {
        return amount.signum() == 0;
    }

    public boolean isNegative() {
        return amount.signum() < 0;
    }

    /** @throws IllegalArgumentException if the currencies differ */
    @Override
    public int compareTo(Money other) {
        return amount.compareTo(sameCurrency(other));
    }

    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency.getCurrencyCode();
    }

    private BigDecimal sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(
                    "Currencies differ: " + currency.getCurrencyCode() + " and " + other.currency.getCurrencyCode());
        }
        return other.amount;
    }
}
