package dialtone.tax;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import java.time.LocalDate;

/**
 * Where a supply is taxed, and by whom. Within the European Union by Directive 2006/112/EC:
 * <ul>
 *   <li>a business in another member state that has told its number gets services with reverse charge (Articles 44 and 196), goods as an
 *       intra-Community supply (Article 138);
 *   <li>a consumer pays the tax of his own member state for telecommunications (Article 58) and for goods that are sent (Article 33), when the
 *       seller declares it there or in the one-stop shop; a seller who does neither is below the threshold of Article 59c and charges his own;
 *   <li>any other service to a consumer is where the seller is (Article 45);
 *   <li>what leaves the union is an export (Article 146) or out of scope (Articles 44 and 58).
 * </ul>
 * Everywhere else tax is charged where the customer is, if the seller is registered there, and else not.
 *
 * <p>A German seller in the one-stop shop: telephone service for a consumer in Austria is taxed at 20 % there; for a business in Austria it is
 * not taxed, and the invoice says reverse charge.
 */
final class PlaceOfSupply {

    private final TaxTerritories territories;
    private final Seller seller;

    PlaceOfSupply(TaxTerritories territories, Seller seller) {
        this.territories = territories;
        this.seller = seller;
    }

    sealed interface Supply {
        /** @param seller his own place within the country that taxes */
        record Taxed(TaxPlace place, TaxPlace seller) implements Supply {}

        /** @param note the law, or what is missing */
        record Untaxed(TaxPlace place, TaxTreatment treatment, String note) implements Supply {}
    }

    /** Rejections: {@code TAX_PLACE_UNKNOWN}. */
    Outcome<Supply> of(TaxProfile customer, TaxCategory category, LocalDate day) {
        TaxPlace there = TaxTerritories.taxedAs(customer.place());
        if (there.country().isEmpty()) {
            return refused("It is not known in which country the customer is.");
        }
        if (there.region().isEmpty() && seller.isRegisteredByRegion(there.country(), day)) {
            return refused("The seller is registered by region in " + there.country()
                    + ", and it is not known in which one the customer is.");
        }
        return seller.establishment(day)
                .map(TaxRegistration::place)
                .map(home -> Outcome.accepted(of(customer, there, home, category, day)))
                .orElseGet(() -> refused("The seller is not established anywhere on " + day + "."));
    }

    private Supply of(TaxProfile customer, TaxPlace there, TaxPlace home, TaxCategory category, LocalDate day) {
        if (home.country().equals(there.country())) {
            return whereRegistered(there, home, day);
        }
        boolean business = customer.isProvenBusiness();
        boolean fromUnion = territories.isInUnion(home.country(), day);
        boolean toUnion = territories.isInUnion(there.country(), day);
        if (toUnion && business) {
            return toBusinessInUnion(home, fromUnion, category);
        }
        if (fromUnion && !business && category == TaxCategory.SERVICES) {
            return new Supply.Taxed(home, home);
        }
        if (fromUnion && toUnion) {
            boolean declaredThere = seller.hasOneStopShop(day) || seller.collectsIn(there, day);
            return new Supply.Taxed(declaredThere ? there : home, home);
        }
        if (fromUnion && !seller.collectsIn(there, day)) {
            return category == TaxCategory.GOODS
                    ? new Supply.Untaxed(home, TaxTreatment.EXPORT, "Directive 2006/112/EC Article 146(1)(a)")
                    : new Supply.Untaxed(
                            home,
                            TaxTreatment.OUT_OF_SCOPE,
                            "Supplied in " + there.country() + ", Directive 2006/112/EC Article "
                                    + (business ? "44" : "58"));
        }
        return whereRegistered(there, home, day);
    }

    private static Supply toBusinessInUnion(TaxPlace home, boolean fromUnion, TaxCategory category) {
        return fromUnion && category == TaxCategory.GOODS
                ? new Supply.Untaxed(home, TaxTreatment.INTRA_COMMUNITY, "Directive 2006/112/EC Article 138(1)")
                : new Supply.Untaxed(home, TaxTreatment.REVERSE_CHARGE, "Directive 2006/112/EC Articles 44 and 196");
    }

    private Supply whereRegistered(TaxPlace there, TaxPlace home, LocalDate day) {
        return seller.registration(there, day)
                .map(registration -> (Supply) new Supply.Taxed(there, from(registration, home)))
                .orElseGet(() -> new Supply.Untaxed(
                        home, TaxTreatment.OUT_OF_SCOPE, "The seller is not registered in " + there.code()));
    }

    /** Who is registered for a whole country sells from where he is established in it. */
    private static TaxPlace from(TaxRegistration registration, TaxPlace home) {
        return registration.place().contains(home) ? home : registration.place();
    }

    private static <T> Outcome<T> refused(String why) {
        return Outcome.rejected(Rejection.of("TAX_PLACE_UNKNOWN", why));
    }
}
