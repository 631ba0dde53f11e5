package dialtone.rating;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms.Discount;
import dialtone.catalog.UsageCycle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A price of use that was wrong, and what it should have been. What is corrected is what the price makes of the units: amount, tiers, set-up fee, cap, rounding. How
 * units are counted stays, so that the sums of a cycle stay, and by the corrected tariff the cycle costs what the same sums come to:
 *
 * <pre>
 * 160 seconds, 100 of them included; calls at 0.90 EUR a minute begun, corrected to 0.09 EUR
 * 60 seconds charged: 0.90 EUR before, 0.09 EUR by the corrected price; the difference is -0.81 EUR
 * </pre>
 *
 * <p>Source: TM Forum SID, ProductOfferingPrice and AppliedCustomerBillingRate; GSM/telecom practice calls it rerating.
 *
 * @param right  the price as it should have been
 * @param listed names of what has ever come off the price by the catalogue itself
 */
public record PriceCorrection(Price.Usage right, Set<String> listed) {

    public PriceCorrection {
        listed = Set.copyOf(listed);
    }

    /** {@link #of(Tariff, Set)} of all prices with the id. */
    public Outcome<Tariff> of(Tariff tariff) {
        return of(tariff, places(tariff, List.of()));
    }

    /**
     * Which prices of a tariff are to be corrected. A plan and two add-ons of a line may each bring a price of one id: it is that of the offering that is corrected, as it was bought.
     *
     * @param bought what the offering has brought to the line
     * @return places among the tariff's prices, which a corrected tariff has in the same order; of all that have the id where the offering is not known to have brought one
     */
    public Set<Integer> places(Tariff tariff, Collection<Price> bought) {
        Set<Price> own = bought.stream()
                .filter(this::isNamed)
                .map(PriceCorrection::inAnyCycle)
                .collect(Collectors.toSet());
        List<Price> prices = tariff.prices();
        return IntStream.range(0, prices.size())
                .filter(place -> isNamed(prices.get(place)))
                .filter(place -> own.isEmpty() || own.contains(inAnyCycle(prices.get(place))))
                .boxed()
                .collect(Collectors.toSet());
    }

    private boolean isNamed(Price price) {
        return price instanceof Price.Usage && price.id().equals(right.id());
    }

    /** An add-on's prices are counted in the cycles of the line that it comes to. */
    private static Price inAnyCycle(Price price) {
        return price instanceof Price.Usage usage ? usage.with(usage.terms().in(UsageCycle.MONTH)) : price;
    }

    /**
     * The tariff with the right price in it, and with what is agreed of it as before: the same one where it has that already.
     *
     * <p>Rejections: {@code UNKNOWN_PRICE} the tariff has no such price; {@code COUNTS_OTHERWISE} the right one counts other units, by minimum, increment, destinations,
     * times, cycle or currency.
     *
     * @param places of the prices that are corrected
     */
    public Outcome<Tariff> of(Tariff tariff, Set<Integer> places) {
        if (places.isEmpty()) {
            return Outcome.rejected(Rejection.of("UNKNOWN_PRICE", "The number has no price " + right.id() + "."));
        }
        List<Price> prices = new ArrayList<>(tariff.prices());
        for (int place : places) {
            Price.Usage wrong = (Price.Usage) prices.get(place);
            if (!countsAlike(wrong)) {
                return Outcome.rejected(
                        Rejection.of(
                                "COUNTS_OTHERWISE",
                                "The corrected price counts units otherwise: by type, minimum, increment, scope, cycle or currency."));
            }
            prices.set(place, rightFor(wrong));
        }
        return Outcome.accepted(new Tariff(prices).agreeingAs(tariff));
    }

    /**
     * What comes off is corrected as well, but for what the bought price has by a name that the catalogue has never given it: so a coupon's discount stays.
     *
     * <p>Sold at 0.90 less 50 % (Welcome), corrected to 0.09: ten minutes are 4.50 EUR before and 0.45 EUR after; 0.90 EUR where Welcome was the catalogue's, and the right price lacks it.
     */
    private Price.Usage rightFor(Price.Usage bought) {
        List<Discount> discounts = new ArrayList<>(right.terms().discounts());
        Set<Optional<String>> named =
                discounts.stream().map(each -> each.condition().name()).collect(Collectors.toSet());
        bought.terms().discounts().stream()
                .filter(each -> each.condition()
                        .name()
                        .filter(name -> !listed.contains(name))
                        .isPresent())
                .filter(each -> !named.contains(each.condition().name()))
                .forEach(discounts::add);
        return right.with(discounts);
    }

    private boolean countsAlike(Price.Usage wrong) {
        return wrong.type() == right.type()
                && wrong.minimum() == right.minimum()
                && wrong.increment() == right.increment()
                && wrong.terms().scope().equals(right.terms().scope())
                && wrong.terms().cycle().equals(right.terms().cycle())
                && wrong.price().currency().equals(right.price().currency());
    }

    /** What each price of a cycle comes to. */
    public static Map<String, Money> amounts(CycleUsage usage) {
        Map<String, Money> amounts = new HashMap<>();
        usage.prices().forEach(price -> amounts.merge(price.price().id(), price.amount(), Money::plus));
        return amounts;
    }
}
