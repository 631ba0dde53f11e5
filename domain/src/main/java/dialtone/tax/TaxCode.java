package dialtone.tax;

import java.util.Optional;

/**
 * Names a tax in the books and on stored invoices: {@code DE/VAT/S}, {@code US-IL Chicago/Municipal telecom tax/S}.
 *
 * @param jurisdiction whose tax it is
 * @param tax          its name
 */
public record TaxCode(String jurisdiction, String tax, TaxTreatment treatment) {

    /** Column width; the tables of rates hold places and names to what fits. */
    public static final int MAX_LENGTH = 64;

    static TaxCode of(AppliedTax applied) {
        return new TaxCode(applied.jurisdiction(), applied.tax(), applied.treatment());
    }

    /** The tax that a stored invoice names so; empty when a table of ours has not named it. */
    public static Optional<TaxCode> parse(String code) {
        String[] parts = code.split("/", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        for (TaxTreatment treatment : TaxTreatment.values()) {
            if (treatment.code().equals(parts[2])) {
                return Optional.of(new TaxCode(parts[0], parts[1], treatment));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return jurisdiction + "/" + tax + "/" + treatment.code();
    }
}
