package dialtone.catalog.console;

import dialtone.base.console.Amounts;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.order.console.OfferingCard;
import java.util.List;

/**
 * An offering with its prices, as finance reads them.
 *
 * @param chosen whether the calculator has it
 */
public record OfferingRow(
        String id,
        String name,
        String description,
        ProductOffering.Role role,
        String term,
        List<PriceRow> prices,
        boolean chosen) {

    /** @param what {@code €24.99 a month}, {@code 20 GB data}, {@code Calls €0.09 per minute} */
    public record PriceRow(String id, String name, String what) {
        static PriceRow of(Price price) {
            return new PriceRow(
                    price.id(),
                    price.name(),
                    switch (price) {
                        case Price.OneOff once -> Amounts.text(once.amount()) + " once";
                        case Price.Recurring recurring
                        when recurring.terms().isMonthly() -> Amounts.text(recurring.amount()) + " a month";
                        case Price.Recurring recurring -> terms(recurring);
                        case Price.Usage usage -> OfferingCard.overage(usage);
                        case Price.Allowance allowance ->
                            OfferingCard.includedUse(allowance) + " included a "
                                    + allowance.terms().cycle().period().words()
                                    + OfferingCard.includedTerms(allowance);
                        case Price.EarlyTermination fee -> Amounts.text(fee.amount()) + " at an early end";
                    });
        }

        private static String terms(Price.Recurring price) {
            String terms = price.terms().description();
            return Amounts.rate(price) + (terms.isEmpty() ? "" : ", " + terms);
        }
    }

    static OfferingRow of(ProductOffering offering, boolean chosen) {
        return new OfferingRow(
                offering.id().value(),
                offering.name(),
                offering.description(),
                offering.role(),
                OfferingCard.of(offering).term(),
                offering.prices().stream().map(PriceRow::of).toList(),
                chosen);
    }
}
