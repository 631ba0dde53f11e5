package dialtone.catalog.service;

import dialtone.base.Money;
import dialtone.base.UnitPrice;
import dialtone.catalog.FavouriteTerms;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.Tiers;
import dialtone.catalog.Tiers.Tier;
import dialtone.catalog.TimeBand;
import dialtone.catalog.UsageScope;
import dialtone.catalog.UsageTerms;
import dialtone.catalog.UsageType;
import dialtone.platform.yaml.YamlMap;
import dialtone.rating.Cell;
import dialtone.rating.ReferenceData;
import dialtone.rating.Tariff;
import dialtone.rating.ZonePlan;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What usage prices and allowances say of destinations, times and quantities. */
final class CatalogTerms {

    static final Set<String> KEYS =
            Set.of("zones", "bands", "roaming", "favourites", "setup", "tiers", "cap", "rounding");
    private static final Set<String> FAVOURITES_KEYS = Set.of("numbers", "everyDays", "zones");
    private static final Set<String> TIERS_KEYS = Set.of("mode", "steps");
    private static final Set<String> STEP_KEYS = Set.of("from", "upTo", "price", "per", "blocks", "flat");

    /** Its column ends there. */
    private static final String TOO_LONG =
            "all that is said of zones, bands and tiers has at most " + UsageTerms.MAX_TEXT + " characters";

    private final Currency currency;
    private final CatalogTimeBands bands;
    /** Empty when what is read has been in use before, and is not checked against today's files. */
    private final Optional<ReferenceData> reference;

    CatalogTerms(Currency currency, CatalogTimeBands bands, Optional<ReferenceData> reference) {
        this.currency = currency;
        this.bands = bands;
        this.reference = reference;
    }

    /** @param types of use that it is said of */
    UsageScope scope(YamlMap map, List<UsageType> types) {
        List<TimeBand> found = new ArrayList<>();
        for (String name : map.texts("bands", TimeBand.MAX_NAME)) {
            bands.band(name)
                    .ifPresentOrElse(
                            found::add, () -> map.fault("bands", "time band " + name + " is none of " + bands.names()));
        }
        for (TimeBand band : found) {
            if (band.holidays().isPresent()
                    && reference.isPresent()
                    && !reference
                            .get()
                            .holidays()
                            .calendars()
                            .contains(band.holidays().get())) {
                map.fault(
                        "bands",
                        "time band " + band.name() + " goes by the holidays "
                                + band.holidays().get() + ", of which rating/holidays.csv has none");
            }
        }
        List<String> zones = map.texts("zones", UsageScope.MAX_ZONE);
        known(map, "zones", zones, reference.map(ReferenceData::zones), "prefix in rating/zones.csv");
        List<String> roaming = map.texts("roaming", UsageScope.MAX_ZONE);
        known(
                map,
                "roaming",
                roaming.stream().filter(zone -> !zone.equals(UsageScope.HOME)).toList(),
                reference.map(ReferenceData::networks),
                "network in rating/roaming.csv");
        if (roaming.equals(List.of(UsageScope.HOME)) || Set.copyOf(roaming).size() < roaming.size()) {
            map.fault("roaming", "what is for use at home alone has no roaming, and a zone is named once");
        }
        if (Set.copyOf(zones).size() < zones.size() || Set.copyOf(found).size() < found.size()) {
            map.fault("zones", "a zone or time band is named once");
        }
        if (!zones.isEmpty() && types.contains(UsageType.DATA)) {
            map.fault("zones", "data has no zones: its records name an access point and no destination");
        }
        Optional<FavouriteTerms> favourites =
                map.map("favourites", FAVOURITES_KEYS).flatMap(this::favourites);
        if (favourites.isPresent() && (!zones.isEmpty() || types.contains(UsageType.DATA))) {
            map.fault(
                    "favourites",
                    "favourite numbers are called, or written to, wherever they are: zones is left out, and data has none");
            favourites = Optional.empty();
        }
        UsageScope scope = favourites
                .map(terms -> UsageScope.toFavourites(found, terms))
                .orElseGet(() -> new UsageScope(zones, found))
                .in(roaming);
        if (scope.text().length() > UsageTerms.MAX_TEXT) {
            map.fault(zones.isEmpty() ? "bands" : "zones", TOO_LONG);
        }
        return scope;
    }

    private static void known(YamlMap map, String key, List<String> zones, Optional<ZonePlan> plan, String without) {
        for (String zone : zones) {
            if (!YamlMap.KEBAB.matcher(zone).matches()) {
                map.fault(key, "a zone is written in kebab-case, not " + zone);
            } else if (zone.equals(UsageScope.FAVOURITES)) {
                map.fault(key, "favourite numbers have terms: favourites is a key of its own");
            } else if (plan.isPresent() && !plan.get().zones().contains(zone)) {
                map.fault(key, "zone " + zone + " has no " + without);
            }
        }
    }

    /** @return empty when something is a fault */
    private Optional<FavouriteTerms> favourites(YamlMap map) {
        Optional<Integer> numbers = CatalogAllowances.number(map, "numbers", 1, FavouriteTerms.MAX_NUMBERS);
        Optional<Integer> days = map.has("everyDays")
                ? CatalogAllowances.number(map, "everyDays", 0, FavouriteTerms.MAX_DAYS)
                : Optional.of(0);
        List<String> zones = map.has("zones") ? map.texts("zones", UsageScope.MAX_ZONE) : List.of(UsageScope.HOME);
        if (zones.isEmpty()) {
            map.fault("zones", "favourite numbers are in zones, home among them: one at least is named");
            return Optional.empty();
        }
        List<String> others =
                zones.stream().filter(zone -> !zone.equals(UsageScope.HOME)).toList();
        known(map, "zones", others, reference.map(ReferenceData::zones), "prefix in rating/zones.csv");
        return numbers.flatMap(most -> days.map(every -> new FavouriteTerms(most, every, zones)));
    }

    UsageTerms terms(YamlMap map, UsageType type, long per) {
        UsageTerms terms = new UsageTerms(
                        scope(map, List.of(type)),
                        map.has("setup") ? unitPrice(map, "setup") : Optional.empty(),
                        map.map("tiers", TIERS_KEYS).flatMap(tiers -> tiers(tiers, type, per)),
                        map.has("cap") ? unitPrice(map, "cap").flatMap(most -> money(map, most)) : Optional.empty(),
                        rounding(map))
                .with(new CatalogRecurring(currency).discountsOfUse(map));
        if (terms.text().length() > UsageTerms.MAX_TEXT) {
            map.fault("tiers", TOO_LONG);
        }
        return terms;
    }

    private Optional<Money> money(YamlMap map, UnitPrice most) {
        try {
            return Optional.of(new Money(most.amount(), currency));
        } catch (ArithmeticException tooFine) {
            map.fault("cap", "cap is exact in " + currency.getCurrencyCode() + ": " + most.amount() + " is not");
            return Optional.empty();
        }
    }

    private static RoundingMode rounding(YamlMap map) {
        String text = map.optionalText("rounding", 16).orElse("half-up");
        Optional<RoundingMode> mode = UsageTerms.ROUNDINGS.stream()
                .filter(known ->
                        known.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text))
                .findFirst();
        if (mode.isEmpty()) {
            map.fault("rounding", "rounding is one of half-up, half-even, up, down, not " + text);
        }
        return mode.orElse(RoundingMode.HALF_UP);
    }

    private Optional<Tiers> tiers(YamlMap map, UsageType type, long per) {
        String mode = map.text("mode", 16);
        List<YamlMap> steps = map.maps("steps", STEP_KEYS);
        if (!Set.of("graduated", "volume").contains(mode)) {
            map.fault("mode", "mode is graduated or volume, not " + mode);
            return Optional.empty();
        }
        if (steps.isEmpty() || steps.size() > Tiers.MAX_TIERS) {
            map.fault("steps", "tiers have 1 to " + Tiers.MAX_TIERS + " steps");
            return Optional.empty();
        }
        List<Tier> tiers = new ArrayList<>();
        long below = 0;
        boolean fits = true;
        for (YamlMap step : steps) {
            boolean last = step == steps.getLast();
            fits &= follows(step, type, below, last);
            long upTo = step.has("upTo") ? CatalogPrices.quantity(step, "upTo", type) : Tiers.NO_END;
            long own = step.has("per") ? CatalogPrices.quantity(step, "per", type) : per;
            if (!step.has("price") && !step.has("flat")) {
                step.fault("price", "a step says its price, flat, or both; what costs nothing has price: 0");
                fits = false;
            }
            Optional<UnitPrice> price = step.has("price") ? unitPrice(step, "price") : Optional.of(nothing());
            Optional<UnitPrice> flat = step.has("flat") ? unitPrice(step, "flat") : Optional.of(nothing());
            if (price.isEmpty() || flat.isEmpty() || own < 1 || upTo < 1) {
                fits = false;
            } else {
                tiers.add(new Tier(upTo, price.get(), own, step.flag("blocks"), flat.get()));
            }
            below = upTo;
        }
        return fits
                ? Optional.of(new Tiers(Tiers.Mode.valueOf(mode.toUpperCase(Locale.ROOT)), tiers))
                : Optional.empty();
    }

    /** Each step begins where the one before it ends, and the last one has no end. */
    private static boolean follows(YamlMap step, UsageType type, long below, boolean last) {
        if (step.has("upTo") == last) {
            step.fault(
                    "upTo",
                    last ? "the last step has no end: upTo is left out" : "upTo is missing: a gap behind this step");
            return false;
        }
        if (step.has("from") && CatalogPrices.quantity(step, "from", type) != below) {
            boolean gap = CatalogPrices.quantity(step, "from", type) > below;
            step.fault(
                    "from", (gap ? "a gap between" : "an overlap of") + " tiers: the step before it ends at " + below);
            return false;
        }
        if (step.has("upTo") && CatalogPrices.quantity(step, "upTo", type) <= below) {
            step.fault("upTo", "an overlap of tiers: the step before it ends at " + below);
            return false;
        }
        return true;
    }

    private UnitPrice nothing() {
        return new UnitPrice(BigDecimal.ZERO, currency);
    }

    private Optional<UnitPrice> unitPrice(YamlMap map, String key) {
        String text = map.text(key, 32);
        try {
            return Optional.of(new UnitPrice(new BigDecimal(text), currency));
        } catch (IllegalArgumentException unfit) {
            map.fault(key, key + " is a decimal number, not negative, of at most ten decimals, not " + text);
            return Optional.empty();
        }
    }

    /** No use has two prices, and none of a plan is without one where the same type elsewhere has one. */
    static void check(YamlMap offering, String key, ProductOffering.Role role, List<Price> prices) {
        List<Price.Usage> usage = prices.stream()
                .filter(Price.Usage.class::isInstance)
                .map(Price.Usage.class::cast)
                .toList();
        for (int i = 0; i < usage.size(); i++) {
            for (Price.Usage other : usage.subList(i + 1, usage.size())) {
                if (usage.get(i).type() == other.type()
                        && same(usage.get(i).terms().scope(), other.terms().scope())) {
                    offering.fault(
                            key,
                            "prices " + usage.get(i).id() + " and " + other.id()
                                    + " overlap: both are for the same use");
                }
            }
        }
        if (role == ProductOffering.Role.PLAN) {
            for (Cell gap : new Tariff(prices).gaps()) {
                offering.fault(
                        key,
                        "a gap in the prices: " + gap.type().name().toLowerCase(Locale.ROOT) + " "
                                + (gap.zone().isEmpty() ? "to any other zone" : "to " + gap.zone())
                                + (gap.roaming().isEmpty() ? "" : " roaming in " + gap.roaming())
                                + (gap.band().isEmpty() ? " at any other time" : " in " + gap.band()) + " has none");
            }
        }
    }

    private static boolean sharesPlace(UsageScope one, UsageScope other) {
        return (one.holdsIn("") && other.holdsIn(""))
                || one.roaming().stream().anyMatch(zone -> !zone.equals(UsageScope.HOME) && other.holdsIn(zone));
    }

    private static boolean same(UsageScope one, UsageScope other) {
        return one.specificity() == other.specificity()
                && sharesPlace(one, other)
                && (one.zones().isEmpty() || !Collections.disjoint(one.zones(), other.zones()))
                && (one.bands().isEmpty() || !Collections.disjoint(one.bands(), other.bands()));
    }
}
