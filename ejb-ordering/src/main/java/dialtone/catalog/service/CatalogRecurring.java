package dialtone.catalog.service;

import dialtone.base.Money;
import dialtone.catalog.BillingPeriod;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms;
import dialtone.catalog.RecurringTerms.Alignment;
import dialtone.catalog.RecurringTerms.Basis;
import dialtone.catalog.RecurringTerms.Discount;
import dialtone.catalog.RecurringTerms.PartialPeriod;
import dialtone.catalog.RecurringTerms.Refund;
import dialtone.catalog.RecurringTerms.Timing;
import dialtone.catalog.RecurringTerms.Trial;
import dialtone.platform.yaml.YamlMap;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What recurring prices say of periods, parts of them, trials, seats, percentages, minimums and discounts. */
final class CatalogRecurring {

    static final Set<String> KEYS = Set.of(
            "period", "timing", "alignment", "proration", "refund", "trial", "each", "discounts", "percent", "of");

    /** All but discounts, which prices of use have as well. */
    static final Set<String> KEYS_NOT_OF_USE =
            Set.of("period", "timing", "alignment", "proration", "refund", "trial", "each", "percent", "of");

    private static final Set<String> PERCENTAGE_KEYS = Set.of("percent", "of");
    private static final Set<String> MINIMUM_KEYS = Set.of("period", "alignment", "proration", "trial", "of");
    private static final Set<String> DISCOUNT_KEYS =
            Set.of("percent", "amount", "after", "periods", "name", "afterMonths", "together", "atLeast", "atMost");
    private static final Set<String> USE_DISCOUNT_KEYS = Set.of("percent", "amount", "after", "periods", "name");
    private static final Pattern TRIAL = Pattern.compile("([1-9][0-9]{0,2}) (day|period)s?");
    private static final Pattern DAY = Pattern.compile("day ([1-9][0-9]?)");

    private final Currency currency;

    CatalogRecurring(Currency currency) {
        this.currency = currency;
    }

    /** @param amount of a whole period, or of a seat for it */
    Price recurring(YamlMap map, String id, String name, Money amount) {
        refuse(map, Set.of("percent", "of"), "is said of percentages and minimums");
        return new Price.Recurring(id, name, amount, terms(map, Timing.IN_ADVANCE, basis(map)));
    }

    /** Charged and given back with the prices that it is of. */
    Optional<Price> percentage(YamlMap map, String id, String name) {
        refuse(map, others(PERCENTAGE_KEYS), "is not said of a percentage: it goes by the prices that it is of");
        List<String> of = of(map);
        return percent(map)
                .map(share -> new Price.Recurring(
                        id, name, Money.zero(currency), RecurringTerms.MONTHLY.with(new Basis.Percentage(share, of))));
    }

    /** Charged when the period is over. */
    Price minimum(YamlMap map, String id, String name, Money amount) {
        refuse(map, others(MINIMUM_KEYS), "is not said of a minimum, which is charged when its period is over");
        return new Price.Recurring(id, name, amount, terms(map, Timing.IN_ARREARS, new Basis.Minimum(of(map))));
    }

    private static Set<String> others(Set<String> known) {
        Set<String> others = new HashSet<>(KEYS);
        others.removeAll(known);
        return others;
    }

    static void refuse(YamlMap map, Set<String> keys, String why) {
        keys.stream().filter(map::has).sorted().forEach(key -> map.fault(key, key + " " + why));
    }

    private static Basis basis(YamlMap map) {
        String each = map.optionalText("each", 16).orElse("product");
        if (!each.equals("seat") && !each.equals("product")) {
            map.fault("each", "each is seat or product, not " + each);
        }
        return each.equals("seat") ? Basis.SEATS : Basis.FLAT;
    }

    private List<String> of(YamlMap map) {
        List<String> ids = map.texts("of", 64);
        if (ids.isEmpty()) {
            map.fault("of", "of names the recurring prices of the offering that it goes by");
        }
        if (new HashSet<>(ids).size() < ids.size()) {
            map.fault("of", "of names each price once");
        }
        return ids;
    }

    private RecurringTerms terms(YamlMap map, Timing usual, Basis basis) {
        BillingPeriod period = read(map, "period", BillingPeriod.MONTH, BillingPeriod::parse);
        Alignment alignment = alignment(map, period);
        RecurringTerms terms = new RecurringTerms(
                alignment.anniversary() || period.isOfTheCalendar() ? period : BillingPeriod.MONTH,
                oneOf(map, "timing", Timing.class, usual),
                alignment,
                oneOf(map, "proration", PartialPeriod.class, PartialPeriod.BY_DAY),
                oneOf(map, "refund", Refund.class, Refund.UNUSED),
                trial(map),
                basis,
                discounts(map, DISCOUNT_KEYS));
        if (terms.timing() == Timing.IN_ARREARS && map.has("refund")) {
            map.fault("refund", "refund is not said of what is charged in arrears: nothing is left to give back");
        }
        return terms;
    }

    static Alignment alignment(YamlMap map, BillingPeriod period) {
        String text = map.optionalText("alignment", 16).orElse("calendar");
        if (text.equals("anniversary")) {
            return Alignment.ANNIVERSARY;
        }
        if (!period.isOfTheCalendar()) {
            map.fault(
                    "period",
                    "the calendar has no periods of " + period.words() + ": they are aligned to the anniversary");
            return Alignment.CALENDAR;
        }
        Matcher day = DAY.matcher(text);
        if (day.matches() && Integer.parseInt(day.group(1)) <= 31 && period.months() > 0) {
            return new Alignment(false, Integer.parseInt(day.group(1)));
        }
        if (!text.equals("calendar")) {
            map.fault(
                    "alignment",
                    "alignment is calendar, anniversary, or the day of the month that months begin on, such as \"day 15\", not "
                            + text);
        }
        return Alignment.CALENDAR;
    }

    private static Optional<Trial> trial(YamlMap map) {
        return map.optionalText("trial", 16).flatMap(text -> {
            Matcher matcher = TRIAL.matcher(text);
            if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > Trial.MAX_COUNT) {
                map.fault(
                        "trial",
                        "trial is up to " + Trial.MAX_COUNT + " days or periods, such as 10 days, not " + text);
                return Optional.empty();
            }
            return Optional.of(new Trial(
                    Integer.parseInt(matcher.group(1)), matcher.group(2).equals("period")));
        });
    }

    private List<Discount> discounts(YamlMap map, Set<String> keys) {
        List<Discount> found = new ArrayList<>();
        List<YamlMap> said = map.maps("discounts", keys);
        if (said.size() > RecurringTerms.MAX_DISCOUNTS) {
            map.fault("discounts", "a price has at most " + RecurringTerms.MAX_DISCOUNTS + " discounts");
            return found;
        }
        for (YamlMap each : said) {
            discount(each)
                    .map(discount -> discount.where(CatalogConditions.of(each)))
                    .ifPresent(found::add);
        }
        return found;
    }

    /** What comes off a price of use: by its bill cycles alone. One that asks for more has a key too many, and is left out. */
    List<Discount> discountsOfUse(YamlMap map) {
        return discounts(map, USE_DISCOUNT_KEYS).stream()
                .filter(each -> !each.condition().isOfDays())
                .toList();
    }

    /** By {@code percent} or {@code amount}, {@code after} and {@code periods}. */
    Optional<Discount> discount(YamlMap map) {
        if (map.has("percent") == map.has("amount")) {
            map.fault("percent", "a discount is either percent or amount");
            return Optional.empty();
        }
        int after = count(map, "after", 0).orElse(0);
        Optional<Integer> periods = map.has("periods") ? count(map, "periods", 1) : Optional.empty();
        if (map.has("percent")) {
            return percent(map).map(share -> new Discount(Optional.of(share), Optional.empty(), after, periods));
        }
        return decimal(map, "amount").flatMap(amount -> {
            try {
                return Optional.of(
                        new Discount(Optional.empty(), Optional.of(new Money(amount, currency)), after, periods));
            } catch (ArithmeticException tooFine) {
                map.fault("amount", "amount is exact in " + currency.getCurrencyCode() + ": " + amount + " is not");
                return Optional.empty();
            }
        });
    }

    private static Optional<Integer> count(YamlMap map, String key, int least) {
        Optional<String> text = map.optionalText(key, 8);
        Optional<Integer> count = text.filter(said -> said.matches("[0-9]{1,4}"))
                .map(Integer::valueOf)
                .filter(said -> said >= least && said <= Discount.MAX_PERIODS);
        if (text.isPresent() && count.isEmpty()) {
            map.fault(
                    key,
                    key + " is a number of periods from " + least + " to " + Discount.MAX_PERIODS + ", not "
                            + text.get());
        }
        return count;
    }

    private static Optional<BigDecimal> percent(YamlMap map) {
        return decimal(map, "percent").flatMap(share -> {
            if (share.signum() <= 0
                    || share.compareTo(BigDecimal.valueOf(100)) > 0
                    || share.stripTrailingZeros().scale() > 4) {
                map.fault(
                        "percent",
                        "percent is above 0 and at most 100, with at most 4 decimals, not " + share.toPlainString());
                return Optional.empty();
            }
            return Optional.of(share);
        });
    }

    private static Optional<BigDecimal> decimal(YamlMap map, String key) {
        Optional<BigDecimal> read = CatalogPrices.decimal(map, key);
        if (read.filter(amount -> amount.signum() < 0).isPresent()) {
            map.fault(key, key + " is not negative");
            return Optional.empty();
        }
        return read;
    }

    static <T> T read(YamlMap map, String key, T usual, Function<String, T> parse) {
        Optional<String> text = map.optionalText(key, 16);
        try {
            return text.map(parse).orElse(usual);
        } catch (IllegalArgumentException unknown) {
            map.fault(key, key + ": " + unknown.getMessage());
            return usual;
        }
    }

    private static <E extends Enum<E>> E oneOf(YamlMap map, String key, Class<E> kind, E usual) {
        Optional<String> text = map.optionalText(key, 24);
        Map<String, E> known = new LinkedHashMap<>();
        for (E value : kind.getEnumConstants()) {
            known.put(value.name().toLowerCase(Locale.ROOT).replace('_', '-'), value);
        }
        if (text.isPresent() && !known.containsKey(text.get())) {
            map.fault(key, key + " is one of " + String.join(", ", known.keySet()) + ", not " + text.get());
        }
        return text.map(known::get).orElse(usual);
    }

    /**
     * What prices of an offering say of each other: that those they go by are there, are recurring, are charged at the same times where a
     * percentage is of several and in the periods of a minimum, and go by none that goes by them.
     *
     * @param maps where each price is said
     */
    static void check(Map<String, Price.Recurring> prices, Map<String, YamlMap> maps) {
        prices.forEach((id, price) -> {
            YamlMap map = maps.get(id);
            if (map == null) {
                return;
            }
            List<String> of = price.terms().basis().of();
            if (price.terms().text().length() > RecurringTerms.MAX_TEXT) {
                map.fault("of", "all that is said of a price has at most " + RecurringTerms.MAX_TEXT + " characters");
            }
            of.stream()
                    .filter(other -> !prices.containsKey(other))
                    .forEach(other -> map.fault("of", other + " is no recurring price of the offering"));
            path(id, prices).ifPresent(path -> map.fault("of", "a cycle: " + String.join(" goes by ", path)));
            if (price.terms().basis() instanceof Basis.Percentage) {
                long times = charged(price, prices)
                        .map(other -> Arrays.asList(
                                other.terms().period(),
                                other.terms().timing(),
                                other.terms().alignment()))
                        .distinct()
                        .count();
                if (times > 1) {
                    map.fault("of", "a percentage is of prices with one period, timing and alignment");
                }
            }
            if (price.terms().basis() instanceof Basis.Minimum) {
                charged(price, prices)
                        .filter(other -> !fits(other.terms(), price.terms()))
                        .forEach(other -> map.fault(
                                "of",
                                "a minimum's period is some of those of its prices, and they begin on the same days: "
                                        + other.id() + " is by the "
                                        + other.terms().period().words()
                                        + alignment(other.terms())));
            }
        });
    }

    /** What a price goes by and is charged by itself: of a percentage, what that is of. */
    private static Stream<Price.Recurring> charged(Price.Recurring price, Map<String, Price.Recurring> prices) {
        Set<Price.Recurring> found = new LinkedHashSet<>();
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(price.terms().basis().of());
        while (!open.isEmpty()) {
            String id = open.removeFirst();
            Price.Recurring other = prices.get(id);
            if (other == null || !seen.add(id)) {
                continue;
            }
            if (other.terms().basis() instanceof Basis.Percentage share) {
                open.addAll(share.of());
            } else {
                found.add(other);
            }
        }
        return found.stream();
    }

    /** Whether whole periods of the one fall due in each of the other: each day by itself does in any. */
    private static boolean fits(RecurringTerms part, RecurringTerms whole) {
        BillingPeriod small = part.period();
        BillingPeriod large = whole.period();
        if (small.days() == 1) {
            return true;
        }
        boolean divides = small.months() > 0
                ? large.months() > 0 && large.months() % small.months() == 0
                : large.days() > 0 && large.days() % small.days() == 0;
        return divides && part.alignment().equals(whole.alignment());
    }

    private static String alignment(RecurringTerms terms) {
        return terms.alignment().anniversary()
                ? " from the day it began"
                : terms.alignment().day() == 1
                        ? ""
                        : " from day " + terms.alignment().day();
    }

    /** From a price along what it goes by back to it; empty when there is no such way. */
    private static Optional<List<String>> path(String id, Map<String, Price.Recurring> prices) {
        List<List<String>> ways = new ArrayList<>(List.of(List.of(id)));
        Set<String> seen = new HashSet<>();
        while (!ways.isEmpty()) {
            List<String> way = ways.removeFirst();
            Price.Recurring last = prices.get(way.getLast());
            for (String next :
                    last == null ? List.<String>of() : last.terms().basis().of()) {
                List<String> longer = new ArrayList<>(way);
                longer.add(next);
                if (next.equals(id)) {
                    return Optional.of(longer);
                }
                if (seen.add(next)) {
                    ways.add(longer);
                }
            }
        }
        return Optional.empty();
    }
}
