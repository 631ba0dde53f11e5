package dialtone.tax;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An exact fraction in lowest terms: 19/119 of a price with 19 % in it has no last decimal.
 *
 * @param denominator above zero
 */
record Fraction(BigInteger numerator, BigInteger denominator) {

    static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);
    static final Fraction ONE = new Fraction(BigInteger.ONE, BigInteger.ONE);

    Fraction {
        BigInteger common = numerator.gcd(denominator);
        numerator = numerator.divide(common);
        denominator = denominator.divide(common);
    }

    static Fraction of(BigInteger whole) {
        return new Fraction(whole, BigInteger.ONE);
    }

    /** 19 % is 19/100. */
    static Fraction ofPercent(BigDecimal percent) {
        BigDecimal plain = percent.setScale(Math.max(0, percent.scale()));
        return new Fraction(plain.unscaledValue(), BigInteger.TEN.pow(plain.scale() + 2));
    }

    Fraction plus(Fraction other) {
        return new Fraction(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    Fraction times(Fraction other) {
        return new Fraction(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** By a fraction above zero. */
    Fraction over(Fraction other) {
        return new Fraction(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    Fraction negated() {
        return new Fraction(numerator.negate(), denominator);
    }

    /** The whole number below or at it: -3/2 is -2. */
    BigInteger floor() {
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    /** The nearest whole number, a half away from zero: 5/2 is 3, -5/2 is -3. */
    BigInteger rounded() {
        if (numerator.signum() < 0) {
            return negated().rounded().negate();
        }
        return plus(new Fraction(BigInteger.ONE, BigInteger.TWO)).floor();
    }

    int compareWith(Fraction other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }
}
