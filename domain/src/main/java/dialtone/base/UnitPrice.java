package dialtone.base;

import jakarta.persistence.Embeddable;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Objects;

/**
 * A price per unit, finer than the minor unit where the tariff is: 0.0035 EUR per message.
 *
 * @param amount   at least zero, at most {@value #MAX_SCALE} decimals
 * @param currency ISO 4217
 */
@Embeddable
public record UnitPrice(BigDecimal amount, Currency currency) {

    /** NUMBER(24,10) in the tables. */
    public static final int MAX_SCALE = 10;

    /** @throws IllegalArgumentException if the amount is negative or finer than ten decimals */
    public UnitPrice {
        Objects.requireNonNull(currency, "currency");
        amount = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
        if (amount.signum() < 0 || amount.scale() > MAX_SCALE) {
            throw new IllegalArgumentException(
                    "A unit price is not negative and has at most " + MAX_SCALE + " decimals: " + amount);
        }
    }

    /** The exact price of a quantity, not yet rounded: 0.0035 for 100 messages is 0.35. */
    public BigDecimal times(BigDecimal quantity) {
        return amount.multiply(quantity);
    }

    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency.getCurrencyCode();
    }
}
