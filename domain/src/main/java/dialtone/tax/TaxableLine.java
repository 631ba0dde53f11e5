package dialtone.tax;

import dialtone.base.Money;
import java.time.LocalDate;

/**
 * A line before its tax.
 *
 * @param id         names it within its invoice
 * @param amount     of any sign; one currency for all lines of an invoice
 * @param suppliedOn the day whose rates hold: the last day of the period that it is for (Directive 2006/112/EC Articles 63 and 64)
 */
public record TaxableLine(String id, TaxCategory category, Money amount, PriceBasis basis, LocalDate suppliedOn) {

    /** Whether tax is in a price. */
    public enum PriceBasis {
        /** Tax comes on top. */
        NET,
        /** Tax is in it, whatever it is; where none is due the customer pays the same. */
        GROSS
    }
}
