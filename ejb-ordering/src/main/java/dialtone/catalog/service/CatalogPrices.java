package dialtone.catalog.service;

import dialtone.base.Money;
import dialtone.base.UnitPrice;
import dialtone.catalog.MinimumTerm;
import dialtone.catalog.Price;
import dialtone.catalog.SuspensionReason;
import dialtone.catalog.Tiers;
import dialtone.catalog.UsageTerms;
import dialtone.catalog.UsageType;
import dialtone.platform.yaml.CatalogFaults;
import dialtone.platform.yaml.YamlMap;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The prices of an offering, with quantities in the units people use: {@code 300 min}, {@code 5 GB}, {@code 100 messages}. */
final class CatalogPrices {

    private static final Set<String> KEYS = Set.of(
            "id",
            "type",
            "name",
            "amount",
            "usage",
            "price",
            "per",
            "minimum",
            "increment",
            "quantity",
            "zones",
            "bands",
            "roaming",
            "favourites",
            "setup",
            "tiers",
            "cap",
            "rounding",
            "period",
            "timing",
            "alignment",
            "proration",
            "refund",
            "trial",
            "each",
            "discounts",
            "percent",
            "of",
            "priority",
            "rollover",
            "fairUse",
            "shared");

    private static final Set<String> TERM_KEYS = Set.of("months", "leaving", "earlyTermination");
    private static final String AT_A_FEE = "at-a-fee";
    private static final String AT_THE_END = "at-the-end";
    private static final String PER_MONTH = "perRemainingMonth";
    private static final String FIXED = "fixed";

    private static final Set<String> SIM_TYPES = Set.of("physical", "esim");

    private static final Pattern QUANTITY = Pattern.compile("(\\d{1,12})\\s*([A-Za-z]+)?");

    /** Base units in each unit; data by decimal prefixes (ISO 80000-13 keeps Ki, Mi, Gi for powers of 1024). */
    private static final Map<UsageType, Map<String, Long>> UNITS = Map.of(
            UsageType.VOICE, Map.of("s", 1L, "min", 60L, "h", 3_600L),
            UsageType.SMS, Map.of("", 1L, "message", 1L, "messages", 1L),
            UsageType.DATA,
                    Map.of(
                            "B",
                            1L,
                            "kB",
                            1_000L,
                            "MB",
                            1_000_000L,
                            "GB",
                            1_000_000_000L,
                            "KiB",
                            1L << 10,
                            "MiB",
                            1L << 20,
                            "GiB",
                            1L << 30));

    private final Currency currency;
    private final CatalogFaults faults;

    private final CatalogTerms terms;

    private final CatalogRecurring recurring;

    CatalogPrices(Currency currency, CatalogTerms terms, CatalogFaults faults) {
        this.currency = currency;
        this.recurring = new CatalogRecurring(currency);
        this.terms = terms;
        this.faults = faults;
    }

    List<Price> read(YamlMap offering, String key) {
        List<Price> prices = new ArrayList<>();
        Map<String, YamlMap> maps = new HashMap<>();
        for (YamlMap map : offering.maps(key, KEYS)) {
            price(map).ifPresent(prices::add);
            String id = map.name("id");
            if (maps.put(id, map) != null) {
                map.fault("id", "price " + id + " occurs more than once in the offering");
            }
        }
        Map<String, Price.Recurring> again = new LinkedHashMap<>();
        prices.stream()
                .filter(Price.Recurring.class::isInstance)
                .map(Price.Recurring.class::cast)
                .forEach(price -> again.put(price.id(), price));
        CatalogRecurring.check(again, maps);
        if (prices.isEmpty()) {
            offering.fault(key, "an offering has at least one price");
        }
        return CatalogUsageCycle.in(offering, prices);
    }

    private Optional<Price> price(YamlMap map) {
        String id = map.optionalText("id", 64).orElse("");
        String name = map.text("name", 128);
        String type = map.text("type", 64);
        Set<String> unfit = switch (type) {
            case "usage" -> Set.of();
            case "allowance" -> Set.of("setup", "tiers", "cap", "rounding");
            default -> CatalogTerms.KEYS;
        };
        unfit.stream()
                .filter(map::has)
                .sorted()
                .forEach(key -> map.fault(
                        key, key + " is said of usage prices, zones, bands, roaming and favourites of allowances too"));
        if (!type.equals("allowance")) {
            CatalogAllowances.KEYS.stream()
                    .filter(map::has)
                    .sorted()
                    .forEach(key -> map.fault(key, key + " is said of allowances"));
        }
        if (!Set.of("recurring", "percentage", "minimum").contains(type)) {
            CatalogRecurring.refuse(
                    map,
                    type.equals("usage") ? CatalogRecurring.KEYS_NOT_OF_USE : CatalogRecurring.KEYS,
                    "is said of recurring prices, of which type monthly is one without terms");
        }
        return switch (type) {
            case "one-off" -> money(map).map(amount -> new Price.OneOff(id, name, amount));
            case "monthly" -> money(map).map(amount -> new Price.Recurring(id, name, amount));
            case "recurring" -> money(map).map(amount -> recurring.recurring(map, id, name, amount));
            case "percentage" -> recurring.percentage(map, id, name);
            case "minimum" -> money(map).map(amount -> recurring.minimum(map, id, name, amount));
            case "usage" -> usage(map, id, name);
            case "allowance" -> allowance(map, id, name);
            default -> {
                map.fault(
                        "type",
                        "type is one of one-off, monthly, recurring, percentage, minimum, usage, allowance, not "
                                + type);
                yield Optional.empty();
            }
        };
    }

    /**
     * {@code {months: 24, earlyTermination: {perRemainingMonth: 4.00}}}, or {@code {months: 6, leaving: at-the-end}} for one that may not be
     * left before it is over; empty when the key is missing, and when it is a fault.
     */
    Optional<MinimumTerm> minimumTerm(YamlMap offering, String key) {
        return offering.map(key, TERM_KEYS).flatMap(term -> {
            Optional<Integer> months = months(term);
            String leaving = term.optionalText("leaving", 16).orElse(AT_A_FEE);
            if (leaving.equals(AT_THE_END)) {
                if (term.has("earlyTermination")) {
                    term.fault("earlyTermination", "what is left " + AT_THE_END + " has no earlyTermination");
                }
                return months.map(count -> new MinimumTerm(count, Optional.empty()));
            }
            if (!leaving.equals(AT_A_FEE)) {
                term.fault("leaving", "leaving is " + AT_A_FEE + " or " + AT_THE_END + ", not " + leaving);
            }
            if (!term.has("earlyTermination")) {
                faults.add(term.place(), "earlyTermination is missing: what it costs to end sooner");
            }
            Optional<MinimumTerm.Fee> fee =
                    term.map("earlyTermination", Set.of(PER_MONTH, FIXED)).flatMap(this::fee);
            return months.flatMap(count -> fee.map(charged -> new MinimumTerm(count, charged)));
        });
    }

    /** {@code {voluntary: 2.00}}; empty when the key is missing. */
    Map<SuspensionReason, Money> suspensionFees(YamlMap offering, String key) {
        Map<SuspensionReason, Money> fees = new EnumMap<>(SuspensionReason.class);
        Set<String> reasons = Arrays.stream(SuspensionReason.values())
                .map(SuspensionReason::wire)
                .collect(Collectors.toSet());
        offering.map(key, reasons).ifPresent(map -> {
            for (SuspensionReason reason : SuspensionReason.values()) {
                if (map.has(reason.wire())) {
                    money(map, reason.wire()).ifPresent(amount -> fees.put(reason, amount));
                }
            }
        });
        return fees;
    }

    /** By the kind of the new SIM. */
    Map<String, Money> simFees(YamlMap offering, String key) {
        Map<String, Money> fees = new TreeMap<>();
        offering.map(key, SIM_TYPES)
                .ifPresent(map -> SIM_TYPES.stream()
                        .filter(map::has)
                        .forEach(kind -> money(map, kind).ifPresent(amount -> fees.put(kind, amount))));
        return fees;
    }

    /** An amount that is not said of every offering; empty when it is not. */
    Optional<Money> optionalMoney(YamlMap offering, String key) {
        return offering.has(key) ? money(offering, key) : Optional.empty();
    }

    private static Optional<Integer> months(YamlMap term) {
        String text = term.text("months", 8);
        boolean fits = text.matches("[0-9]{1,3}")
                && Integer.parseInt(text) >= 1
                && Integer.parseInt(text) <= MinimumTerm.MAX_MONTHS;
        if (!fits && !text.isEmpty()) {
            term.fault("months", "months is a number from 1 to " + MinimumTerm.MAX_MONTHS + ", not " + text);
        }
        return fits ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private Optional<MinimumTerm.Fee> fee(YamlMap map) {
        if (map.has(PER_MONTH) == map.has(FIXED)) {
            faults.add(map.place(), "early termination costs either " + PER_MONTH + " or " + FIXED);
            return Optional.empty();
        }
        return map.has(FIXED)
                ? money(map, FIXED).map(MinimumTerm.Fee.Fixed::new)
                : money(map, PER_MONTH).map(MinimumTerm.Fee.PerRemainingMonth::new);
    }

    private Optional<Money> money(YamlMap map) {
        return money(map, "amount");
    }

    private Optional<Money> money(YamlMap map, String key) {
        return decimal(map, key).flatMap(amount -> {
            if (amount.signum() < 0) {
                map.fault(key, key + " is not negative");
                return Optional.empty();
            }
            try {
                return Optional.of(new Money(amount, currency));
            } catch (ArithmeticException tooFine) {
                map.fault(key, key + " is exact in " + currency.getCurrencyCode() + ": " + amount + " is not");
                return Optional.empty();
            }
        });
    }

    private Optional<Price> usage(YamlMap map, String id, String name) {
        Optional<UsageType> type = usageType(map, map.text("usage", 16));
        if (type.isEmpty()) {
            return Optional.empty();
        }
        long per = quantity(map, "per", type.get());
        UsageTerms said = terms.terms(map, type.get(), Math.max(1, per));
        Optional<BigDecimal> price = price(map, said.tiers());
        if (price.isEmpty()) {
            return Optional.empty();
        }
        long minimum = map.has("minimum") ? quantity(map, "minimum", type.get()) : 0;
        long increment = quantity(map, "increment", type.get());
        try {
            return Optional.of(new Price.Usage(
                    id, name, type.get(), new UnitPrice(price.get(), currency), per, minimum, increment, said));
        } catch (IllegalArgumentException unfit) {
            faults.add(
                    map.place(),
                    "a unit price is not negative and has at most ten decimals; increment is at least 1 unit");
            return Optional.empty();
        }
    }

    /** Of the first tier where there are tiers, which say it themselves. */
    private static Optional<BigDecimal> price(YamlMap map, Optional<Tiers> tiers) {
        if (!map.has("tiers")) {
            return decimal(map, "price");
        }
        if (map.has("price")) {
            map.fault("price", "a price has either tiers or one price");
        }
        return tiers.map(table -> table.tiers().getFirst().price().amount());
    }

    private Optional<Price> allowance(YamlMap map, String id, String name) {
        List<UsageType> types = new ArrayList<>();
        map.texts("usage", 16).forEach(text -> usageType(map, text).ifPresent(types::add));
        if (types.isEmpty()) {
            map.fault("usage", "an allowance says what use it covers");
            return Optional.empty();
        }
        if (new HashSet<>(types).size() < types.size()) {
            map.fault("usage", "an allowance names each use once");
        }
        long quantity = quantity(map, "quantity", types.getFirst());
        if (map.has("fairUse") && quantity > 0 && quantity(map, "fairUse", types.getFirst()) >= quantity) {
            map.fault("fairUse", "fairUse is below quantity: all of it abroad is what is said without fairUse");
        }
        if (quantity < 1) {
            map.fault("quantity", "an allowance includes something");
            return Optional.empty();
        }
        return CatalogAllowances.terms(map, types.getFirst(), terms.scope(map, types))
                .map(said -> new Price.Allowance(id, name, types, quantity, said));
    }

    private Optional<UsageType> usageType(YamlMap map, String text) {
        Optional<UsageType> type = Arrays.stream(UsageType.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
        if (type.isEmpty()) {
            map.fault("usage", "usage is one of voice, sms, data, not " + text);
        }
        return type;
    }

    static Optional<BigDecimal> decimal(YamlMap map, String key) {
        String text = map.text(key, 32);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(text));
        } catch (NumberFormatException unreadable) {
            map.fault(key, key + " is a decimal number, not " + text);
            return Optional.empty();
        }
    }

    /** In base units; 1 when it cannot be read, which is a fault. */
    static long quantity(YamlMap map, String key, UsageType type) {
        String text = map.text(key, 32);
        Matcher matcher = QUANTITY.matcher(text);
        Map<String, Long> units = UNITS.getOrDefault(type, Map.of());
        String unit = matcher.matches() && matcher.group(2) != null ? matcher.group(2) : "";
        if (!matcher.matches() || !units.containsKey(unit)) {
            if (!text.isEmpty()) {
                map.fault(
                        key,
                        key + " is a number and a unit of "
                                + String.join(
                                        ", ",
                                        units.keySet().stream()
                                                .filter(known -> !known.isEmpty())
                                                .sorted()
                                                .toList())
                                + ", not " + text);
            }
            return 1;
        }
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), units.getOrDefault(unit, 1L));
    }
}
