package dialtone.tax;

import java.util.List;

/**
 * What tax has to know of a billing account.
 *
 * @param place       where the customer is established or lives; of a mobile line the place of primary use (4 U.S.C. 124(8))
 * @param taxNumber   of a business, with the country's letters where it has them; empty when it has told none
 * @param exemptions  that it has shown certificates for
 */
public record TaxProfile(TaxPlace place, CustomerType type, String taxNumber, List<TaxExemption> exemptions) {

    /** Longest number that any country gives, and some air. */
    public static final int MAX_NUMBER = 32;

    public enum CustomerType {
        CONSUMER,
        BUSINESS
    }

    public TaxProfile {
        exemptions = List.copyOf(exemptions);
    }

    /** Somebody of whom nothing but his place is known. */
    public static TaxProfile consumer(TaxPlace place) {
        return new TaxProfile(place, CustomerType.CONSUMER, "", List.of());
    }

    /** The same with other exemptions. */
    public TaxProfile withExemptions(List<TaxExemption> others) {
        return new TaxProfile(place, type, taxNumber, others);
    }

    /**
     * A business that says so by its number. One without is treated as a consumer, as the seller may (Implementing Regulation (EU) 282/2011
     * Article 18(2)).
     */
    boolean isProvenBusiness() {
        return type == CustomerType.BUSINESS && !taxNumber.isEmpty();
    }
}
