package dialtone.catalog.service;

import dialtone.catalog.AllowanceTerms;
import dialtone.catalog.AllowanceTerms.Rollover;
import dialtone.catalog.UsageCycle;
import dialtone.catalog.UsageScope;
import dialtone.catalog.UsageType;
import dialtone.platform.yaml.YamlMap;
import java.util.Optional;
import java.util.Set;

/** What allowances say of their turn, of what is left of them, and of who shares them. */
final class CatalogAllowances {

    static final Set<String> KEYS = Set.of("priority", "rollover", "fairUse", "shared");

    private static final Set<String> ROLLOVER_KEYS = Set.of("periods", "most");

    private CatalogAllowances() {}

    /** @return empty when something is a fault */
    static Optional<AllowanceTerms> terms(YamlMap map, UsageType unit, UsageScope scope) {
        boolean fits = true;
        Optional<Integer> priority = Optional.empty();
        if (map.has("priority")) {
            priority = number(map, "priority", 1, AllowanceTerms.LAST);
            fits = priority.isPresent();
        }
        Optional<Rollover> rollover = Optional.empty();
        Optional<YamlMap> left = map.map("rollover", ROLLOVER_KEYS);
        if (left.isPresent()) {
            rollover = rollover(left.get(), unit);
            fits &= rollover.isPresent();
        }
        boolean shared = map.flag("shared");
        if (shared && left.isPresent()) {
            map.fault("rollover", "what lines share is not carried over");
            fits = false;
        }
        if (shared && !scope.equals(UsageScope.ANY)) {
            map.fault(
                    "shared",
                    "what lines share is for any destination at any time, at home: zones, bands, roaming and favourites are left out");
            fits = false;
        }
        Optional<Long> fairUse =
                map.has("fairUse") ? Optional.of(CatalogPrices.quantity(map, "fairUse", unit)) : Optional.empty();
        if (fairUse.isPresent()
                && (fairUse.get() < 1
                        || left.isPresent()
                        || scope.roaming().stream().allMatch(UsageScope.HOME::equals))) {
            map.fault(
                    "fairUse",
                    "fairUse is above 0, limits what is used in the zones that roaming names, and goes with no rollover");
            fits = false;
        }
        return fits
                ? Optional.of(new AllowanceTerms(
                        scope, priority.orElse(AllowanceTerms.USUAL), rollover, fairUse, shared, UsageCycle.MONTH))
                : Optional.empty();
    }

    private static Optional<Rollover> rollover(YamlMap left, UsageType unit) {
        Optional<Integer> periods = number(left, "periods", 1, Rollover.MAX_CYCLES);
        Optional<Long> most =
                left.has("most") ? Optional.of(CatalogPrices.quantity(left, "most", unit)) : Optional.empty();
        if (most.filter(units -> units < 1).isPresent()) {
            left.fault("most", "most is above 0; without it any amount is carried over");
            return Optional.empty();
        }
        return periods.map(count -> new Rollover(count, most));
    }

    static Optional<Integer> number(YamlMap map, String key, int least, int most) {
        String text = map.text(key, 8);
        boolean fits = text.matches("[0-9]{1,3}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most;
        if (!fits && !text.isEmpty()) {
            map.fault(key, key + " is a number from " + least + " to " + most + ", not " + text);
        }
        return fits ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }
}
