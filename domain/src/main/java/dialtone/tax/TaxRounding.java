package dialtone.tax;

import java.util.Locale;
import java.util.Optional;

/**
 * Where a tax is rounded to the minor unit, half up, once. Union law leaves it to the member states (CJEU C-484/06 Ahold); in Australia it is
 * the seller's choice (GST Act 1999 section 9-90), and in Canada (Excise Tax Act section 165.2) an invoice may be rounded as a whole.
 */
public enum TaxRounding {
    /** Each line's tax: 19 % of three lines of 0.03 are three times 0.01. */
    PER_LINE,
    /** The sum of each tax and rate; the lines get shares that add up to it: 19 % of three lines of 0.03 are 0.02, on two of them 0.01. */
    PER_INVOICE;

    /** @return empty if there is none of this code, such as {@code per-invoice} */
    static Optional<TaxRounding> of(String code) {
        for (TaxRounding rounding : values()) {
            if (rounding.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(code)) {
                return Optional.of(rounding);
            }
        }
        return Optional.empty();
    }
}
