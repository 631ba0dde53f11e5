package dialtone.tax;

import dialtone.base.Outcome;
import dialtone.base.ReferenceTable;
import dialtone.base.ReferenceTable.Refused;
import dialtone.base.Rejection;
import dialtone.tax.TaxRate.Levy;
import dialtone.tax.TaxRate.Reach;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The table of rates. All taxes that a place is in apply together, each by its narrowest row: in New York City those of the state, the city and
 * the commuter district; in Ontario the HST, and of the GST the row of Ontario, which says that there is none.
 */
public final class TaxRates {

    public static final String HEADER = "country,region,county,city,tax,category,rate,on,supply,from,until,source";

    public static final TaxRates NONE = new TaxRates(List.of());

    /** Percentages are held to this many decimals. */
    static final int MAX_SCALE = 6;

    private static final String NAME = "[^,/]{0,24}";
    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    private final Map<String, List<TaxRate>> rates;

    private TaxRates(List<TaxRate> rates) {
        this.rates = rates.stream()
                .collect(Collectors.groupingBy(rate -> rate.place().country()));
    }

    /**
     * Reads lines such as {@code DE,,,,VAT,all,19,,,2021-01-01,,UStG section 12(1)}. The rate is a percentage, {@code exempt}, {@code none} or
     * {@code local}, as {@link Levy} has them; {@code on} names taxes with a plus between them; {@code supply} is {@code within} or {@code between}
     * regions, or empty. A tax that changes has a line for each rate, each beginning on the day on which the one before ends.
     *
     * <p>Rejections: {@code REFERENCE_DATA_INVALID} with file and line: an unreadable line, two rates for the same day, days without a rate between
     * two of them, a tax on one that the country does not have, or taxes on each other.
     */
    public static Outcome<TaxRates> read(String file, List<String> lines) {
        ReferenceTable read = new ReferenceTable(file);
        List<TaxRate> rates = read.rows(lines, HEADER, TaxRates::rate);
        rates.stream().collect(Collectors.groupingBy(TaxRate::key)).values().forEach(history -> {
            List<TaxRate> sorted = history.stream()
                    .sorted(Comparator.comparing(rate -> rate.period().from()))
                    .toList();
            ReferenceTable.pairs(sorted, (before, after) -> {
                if (before.period().overlaps(after.period())) {
                    read.refuse(after.line(), "there is a rate for these days already, by line " + before.line());
                } else if (!before.period().isFollowedBy(after.period())) {
                    read.refuse(
                            after.line(),
                            "there is no rate between the end of line " + before.line()
                                    + " and this one; where there was none, a line says so");
                }
            });
        });
        bases(read, rates);
        return read.outcome(() -> new TaxRates(rates));
    }

    private static TaxRate rate(ReferenceTable.Row row) {
        TaxPlace place = new TaxPlace(
                row.text(0, "[A-Z]{2}", "a country is two letters of ISO 3166-1"),
                row.text(1, "[A-Z0-9]{0,3}", "a region is the end of its code in ISO 3166-2"),
                row.text(2, NAME, "a county is named by up to 24 characters"),
                row.text(3, NAME, "a city is named by up to 24 characters"));
        if (place.region().isEmpty() && place.narrowness() > 0) {
            throw new Refused("a county or city is in a region");
        }
        Optional<Levy> levy = levy(row.text(6));
        return new TaxRate(
                place,
                row.text(4, "[^,+/]{1,24}", "a tax is named by up to 24 characters without a plus"),
                row.text(5).equals("all")
                        ? Optional.empty()
                        : Optional.of(row.coded(5, TaxCategory::of, "a category is all or one of the catalogue's")),
                levy.orElse(Levy.RATE),
                levy.isPresent() ? BigDecimal.ZERO : percent(row.text(6)),
                row.text(7).isEmpty() ? List.of() : Arrays.asList(row.text(7).split("\\+", -1)),
                row.text(8).isEmpty() ? Reach.ANY : row.coded(8, Reach::of, "a supply is within, between or empty"),
                TaxPeriod.of(row, 9),
                row.text(11, ".{1,200}", "a line names its source"),
                row.line());
    }

    private static Optional<Levy> levy(String rate) {
        return switch (rate) {
            case "exempt" -> Optional.of(Levy.EXEMPT);
            case "none" -> Optional.of(Levy.NONE);
            case "local" -> Optional.of(Levy.LOCAL);
            default -> Optional.empty();
        };
    }

    private static BigDecimal percent(String text) {
        try {
            BigDecimal percent = new BigDecimal(text);
            if (percent.signum() >= 0 && percent.compareTo(ALL) <= 0 && percent.scale() <= MAX_SCALE) {
                return percent.signum() == 0 ? BigDecimal.ZERO : percent;
            }
        } catch (NumberFormatException noNumber) {
            throw new Refused("a rate is a percentage, exempt, none or local, not '" + text + "'");
        }
        throw new Refused("a rate is 0 to 100 with up to " + MAX_SCALE + " decimals, not " + text);
    }

    /** Refuses taxes on what there is not, and on each other. */
    private static void bases(ReferenceTable read, List<TaxRate> rates) {
        Map<String, Map<String, Set<String>>> on = new HashMap<>();
        for (TaxRate rate : rates) {
            on.computeIfAbsent(rate.place().country(), country -> new HashMap<>())
                    .computeIfAbsent(rate.tax(), tax -> new HashSet<>())
                    .addAll(rate.on());
        }
        for (TaxRate rate : rates) {
            Map<String, Set<String>> taxes = on.getOrDefault(rate.place().country(), Map.of());
            for (String base : rate.on()) {
                if (!taxes.containsKey(base)) {
                    read.refuse(rate.line(), rate.place().country() + " has no tax " + base + " to be charged on");
                } else if (reaches(taxes, base, rate.tax(), new HashSet<>())) {
                    read.refuse(rate.line(), rate.tax() + " would be charged on itself, by way of " + base);
                }
            }
        }
    }

    private static boolean reaches(Map<String, Set<String>> on, String from, String to, Set<String> seen) {
        return from.equals(to)
                || (seen.add(from)
                        && on.getOrDefault(from, Set.of()).stream().anyMatch(next -> reaches(on, next, to, seen)));
    }

    /**
     * The taxes of a place: one row each, those that the place does not charge left out, in the order of the file.
     *
     * <p>Rejections: {@code TAX_RATE_UNKNOWN}, {@code TAX_LOCALITY_UNKNOWN}, {@code TAX_PLACE_UNKNOWN} it depends on the regions of seller and
     * customer, and one of them is not known.
     *
     * @param seller where he is within the country
     */
    Outcome<List<TaxRate>> of(TaxPlace place, TaxPlace seller, TaxCategory category, LocalDate day) {
        Reach reach = place.region().equals(seller.region()) ? Reach.WITHIN : Reach.BETWEEN;
        List<TaxRate> rows = rates.getOrDefault(place.country(), List.of()).stream()
                .filter(rate -> rate.period().contains(day) && rate.place().contains(place))
                .filter(rate -> rate.category().map(category::equals).orElse(true))
                .toList();
        if ((place.region().isEmpty() || seller.region().isEmpty())
                && rows.stream().anyMatch(rate -> rate.reach() != Reach.ANY)) {
            return Outcome.rejected(Rejection.of(
                    "TAX_PLACE_UNKNOWN",
                    "In " + place.country() + " tax depends on the regions of seller and customer: "
                            + (place.region().isEmpty() ? "the customer's" : "the seller's") + " is not known."));
        }
        Map<String, TaxRate> narrowest = new TreeMap<>();
        rows.stream()
                .filter(rate -> rate.reach() == Reach.ANY || rate.reach() == reach)
                .forEach(rate -> narrowest.merge(
                        rate.tax(), rate, (one, other) -> other.precedence() > one.precedence() ? other : one));
        if (narrowest.isEmpty()) {
            return Outcome.rejected(Rejection.of(
                    "TAX_RATE_UNKNOWN",
                    "There is no tax rate of " + place.code() + " for " + category.code() + " on " + day + "."));
        }
        List<TaxRate> found = new ArrayList<>(narrowest.values());
        Optional<TaxRate> local =
                found.stream().filter(rate -> rate.levy() == Levy.LOCAL).findFirst();
        if (local.isPresent()) {
            return Outcome.rejected(Rejection.of(
                    "TAX_LOCALITY_UNKNOWN",
                    local.get().tax() + " of " + local.get().place().code()
                            + " depends on where that is, and there is no rate for " + place.described() + " on "
                            + day + "."));
        }
        found.sort(Comparator.comparingInt(TaxRate::line));
        return Outcome.accepted(found);
    }
}
