package dialtone.tax;

import dialtone.base.Money;
import java.math.BigDecimal;

/**
 * One tax on one line.
 *
 * @param jurisdiction whose tax it is: {@code DE}, {@code US-NY}, {@code US-IL Chicago}
 * @param tax          its name: {@code VAT}, {@code City sales tax}
 * @param percent      19 for 19 %; zero without trailing decimals
 * @param base         that it is a percentage of, the line without tax and with those taxes that this one is charged on
 * @param note         why none is due: the law, or the reason and the certificate; empty for one that is due
 */
public record AppliedTax(
        String jurisdiction,
        String tax,
        BigDecimal percent,
        TaxTreatment treatment,
        Money base,
        Money amount,
        String note) {

    /** Longest note. */
    public static final int MAX_NOTE = 255;

    /** What an invoice adds up: the same tax of the same jurisdiction at the same rate for the same reason. */
    record Kind(String jurisdiction, String tax, BigDecimal percent, TaxTreatment treatment, String note) {}

    Kind kind() {
        return new Kind(jurisdiction, tax, percent, treatment, note);
    }
}
