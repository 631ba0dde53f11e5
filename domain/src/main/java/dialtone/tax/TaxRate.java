package dialtone.tax;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A row of the table of rates: one tax, of one place, for some days.
 *
 * @param category what it is for; empty for anything
 * @param percent  19 for 19 %; zero where the levy is not {@link Levy#RATE}
 * @param on       taxes that are in the base of this one, by their names: tax on tax
 * @param source   the law that says so
 * @param line     of the file
 */
record TaxRate(
        TaxPlace place,
        String tax,
        Optional<TaxCategory> category,
        Levy levy,
        BigDecimal percent,
        List<String> on,
        Reach reach,
        TaxPeriod period,
        String source,
        int line) {

    /** What a row says in place of a rate, or with one. */
    enum Levy {
        /** A percentage, also one of zero. */
        RATE,
        /** In the scope of the tax and exempt from it. */
        EXEMPT,
        /** The place does not charge this tax, though the larger one around it does. */
        NONE,
        /** Depends on where within the place: who is nowhere that the table has a line for cannot be charged. */
        LOCAL
    }

    /** Of a tax that depends on where in the country the seller is (India: CGST and SGST within a state, IGST between states). */
    enum Reach {
        ANY,
        /** Seller and customer in the same region. */
        WITHIN,
        /** In different ones. */
        BETWEEN;

        static Optional<Reach> of(String code) {
            for (Reach reach : values()) {
                if (reach.name().toLowerCase(Locale.ROOT).equals(code)) {
                    return Optional.of(reach);
                }
            }
            return Optional.empty();
        }
    }

    TaxRate {
        on = List.copyOf(on);
    }

    /** What two rows must not both say for the same day. */
    record Key(TaxPlace place, String tax, Optional<TaxCategory> category, Reach reach) {}

    Key key() {
        return new Key(place, tax, category, reach);
    }

    /** Of the rows of one tax that apply, the one of the narrowest place holds; of those the one for the category, then the one by reach. */
    int precedence() {
        return place.narrowness() * 4 + (category.isPresent() ? 2 : 0) + (reach == Reach.ANY ? 0 : 1);
    }

    TaxTreatment treatment() {
        if (levy == Levy.EXEMPT) {
            return TaxTreatment.EXEMPT;
        }
        return percent.signum() == 0 ? TaxTreatment.ZERO_RATED : TaxTreatment.STANDARD;
    }
}
