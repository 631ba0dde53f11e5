package dialtone.catalog.service;

import dialtone.catalog.DiscountCondition;
import dialtone.catalog.DiscountCondition.Together;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.service.CatalogRules.Placed;
import dialtone.platform.yaml.CatalogFaults;
import dialtone.platform.yaml.YamlMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** When a discount of a price is given: by tenure, and by what else the account has. */
final class CatalogConditions {

    private CatalogConditions() {}

    static DiscountCondition of(YamlMap map) {
        Optional<String> name = map.optionalText("name", 64);
        if (name.filter(text -> !DiscountCondition.NAME.matcher(text).matches()).isPresent()) {
            map.fault("name", "the name of a discount has none of : ; , = | and no slash");
            name = Optional.empty();
        }
        int months = count(map, "afterMonths", DiscountCondition.MAX_MONTHS).orElse(0);
        Optional<Together> together = together(map);
        if ((months > 0 || together.isPresent()) && !map.has("name")) {
            map.fault("name", "a discount that is given for something has a name, which invoices say");
        }
        return new DiscountCondition(name, months, together);
    }

    private static Optional<Together> together(YamlMap map) {
        List<OfferingId> offerings =
                map.texts("together", 64).stream().map(OfferingId::new).toList();
        int least = count(map, "atLeast", Together.MAX_COUNT).orElse(1);
        Optional<Integer> most = count(map, "atMost", Together.MAX_COUNT);
        if (offerings.isEmpty()) {
            if (map.has("atLeast") || map.has("atMost")) {
                map.fault("together", "together names the offerings that are counted");
            }
            return Optional.empty();
        }
        if (offerings.size() > Together.MAX_OFFERINGS) {
            map.fault("together", "together names at most " + Together.MAX_OFFERINGS + " offerings");
            return Optional.empty();
        }
        if (most.filter(count -> count < least).isPresent()) {
            map.fault("atMost", "atMost is not less than atLeast, " + least);
            return Optional.empty();
        }
        return Optional.of(new Together(offerings, least, most));
    }

    private static Optional<Integer> count(YamlMap map, String key, int most) {
        Optional<String> text = map.optionalText(key, 8);
        Optional<Integer> count = text.filter(said -> said.matches("[1-9][0-9]{0,5}"))
                .map(Integer::valueOf)
                .filter(said -> said <= most);
        if (text.isPresent() && count.isEmpty()) {
            map.fault(key, key + " is a number from 1 to " + most + ", not " + text.get());
        }
        return count;
    }

    /** Discounts go by offerings that there are. */
    static void check(List<Placed<ProductOffering>> offerings, CatalogFaults faults) {
        Set<OfferingId> known =
                offerings.stream().map(each -> each.value().id()).collect(Collectors.toSet());
        for (Placed<ProductOffering> offering : offerings) {
            offering.value().prices().stream()
                    .filter(Price.Recurring.class::isInstance)
                    .map(Price.Recurring.class::cast)
                    .flatMap(price -> price.terms().discounts().stream())
                    .flatMap(discount -> discount.condition().together().stream())
                    .flatMap(together -> together.offerings().stream())
                    .filter(id -> !known.contains(id))
                    .distinct()
                    .forEach(id -> faults.add(
                            offering.place(), "together names " + id + ", which is no offering of the catalogue"));
        }
    }
}
