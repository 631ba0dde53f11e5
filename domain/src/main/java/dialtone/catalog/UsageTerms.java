package dialtone.catalog;

import dialtone.base.Money;
import dialtone.base.UnitPrice;
import dialtone.catalog.RecurringTerms.Discount;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a usage price says beyond the price of its units.
 *
 * @param scope    the use it is for
 * @param setup    what each record costs once, by the price of the moment it began in, whether an allowance covers its units or not (a
 *                 call set-up or connection fee)
 * @param tiers    in place of the one price of its units; they begin anew, their flat amounts too, when the tariff changes within a cycle,
 *                 as it does when an add-on comes or goes
 * @param cap      what a cycle costs at the most, or the part of one that has the same tariff
 * @param rounding of the cycle's total to the minor unit; HALF_UP where nothing else is said
 * @param discounts what comes off what a cycle costs, after rounding and cap, each off what the one before has left; their periods are bill cycles, the
 *                 first one that in which the line began, and they ask for nothing
 */
public record UsageTerms(
        UsageScope scope,
        Optional<UnitPrice> setup,
        Optional<Tiers> tiers,
        Optional<Money> cap,
        RoundingMode rounding,
        List<Discount> discounts,
        UsageCycle cycle) {

    /** Of {@link #text}: as long as its column. */
    public static final int MAX_TEXT = 4_000;

    /** The ways of rounding that tariffs know; nothing rounds away from what it is near but these. */
    public static final Set<RoundingMode> ROUNDINGS =
            Set.of(RoundingMode.HALF_UP, RoundingMode.HALF_EVEN, RoundingMode.UP, RoundingMode.DOWN);

    /** Any use, by the unit. */
    public static final UsageTerms PLAIN =
            new UsageTerms(UsageScope.ANY, Optional.empty(), Optional.empty(), Optional.empty(), RoundingMode.HALF_UP);

    /** What nothing comes off. */
    public UsageTerms(
            UsageScope scope,
            Optional<UnitPrice> setup,
            Optional<Tiers> tiers,
            Optional<Money> cap,
            RoundingMode rounding) {
        this(scope, setup, tiers, cap, rounding, List.of(), UsageCycle.MONTH);
    }

    /** The same with other discounts. */
    public UsageTerms with(List<Discount> other) {
        return new UsageTerms(scope, setup, tiers, cap, rounding, other, cycle);
    }

    /** The same with other tiers. */
    public UsageTerms withTiers(Optional<Tiers> other) {
        return new UsageTerms(scope, setup, other, cap, rounding, discounts, cycle);
    }

    /** The same with another fee for each record. */
    public UsageTerms withSetup(Optional<UnitPrice> other) {
        return new UsageTerms(scope, other, tiers, cap, rounding, discounts, cycle);
    }

    /** The same, counted in other cycles. */
    public UsageTerms in(UsageCycle other) {
        return new UsageTerms(scope, setup, tiers, cap, rounding, discounts, other);
    }

    private static final List<String> FIELDS = Stream.concat(
                    UsageScope.FIELDS.stream(),
                    Stream.of("setup", "mode", "tiers", "cap", "rounding", "discounts", "cycle"))
            .toList();

    public UsageTerms {
        if (!ROUNDINGS.contains(rounding)) {
            throw new IllegalArgumentException("Rounding is one of " + ROUNDINGS + ", not " + rounding);
        }
        discounts = List.copyOf(discounts);
        if (discounts.size() > RecurringTerms.MAX_DISCOUNTS) {
            throw new IllegalArgumentException("A price has at most " + RecurringTerms.MAX_DISCOUNTS + " discounts");
        }
        if (discounts.stream().anyMatch(each -> each.condition().isOfDays())) {
            throw new IllegalArgumentException("A discount of use asks for nothing but its cycles");
        }
    }

    /**
     * As a person reads it: {@code to europe, evening; graduated: up to 1000 at 1.5 EUR per 1, beyond at 2 EUR per 1; 0.05 EUR to set up; at
     * most 50.00 EUR}; empty for {@link #PLAIN}.
     */
    public String description() {
        List<String> parts = new ArrayList<>();
        if (!scope.description().isEmpty()) {
            parts.add(scope.description());
        }
        tiers.ifPresent(table -> parts.add(table.mode().wire() + ": " + table.description()));
        setup.ifPresent(fee -> parts.add(fee + " to set up"));
        cap.ifPresent(most -> parts.add("at most " + most));
        discounts.forEach(discount -> parts.add("less " + discount.words()));
        if (!cycle.description().isEmpty()) {
            parts.add("counted " + cycle.description());
        }
        return String.join("; ", parts);
    }

    /** The same terms have the same text; empty for {@link #PLAIN}. */
    public String text() {
        List<String> fields = new ArrayList<>();
        if (!scope.text().isEmpty()) {
            fields.add(scope.text());
        }
        setup.ifPresent(fee -> fields.add("setup=" + fee.amount().toPlainString()));
        tiers.ifPresent(table -> fields.add("mode=" + table.mode().wire() + ";tiers=" + table.text()));
        cap.ifPresent(most -> fields.add("cap=" + most.amount().toPlainString()));
        if (rounding != RoundingMode.HALF_UP) {
            fields.add("rounding=" + rounding.name().toLowerCase(Locale.ROOT));
        }
        if (!discounts.isEmpty()) {
            fields.add("discounts=" + discounts.stream().map(Discount::text).collect(Collectors.joining(",")));
        }
        if (!cycle.equals(UsageCycle.MONTH)) {
            fields.add("cycle=" + cycle.text());
        }
        return String.join(";", fields);
    }

    /** @throws IllegalArgumentException if {@link #text} has not made it */
    public static UsageTerms parse(String text, Currency currency) {
        if (text.isEmpty()) {
            return PLAIN;
        }
        Map<String, String> fields = UsageScope.fields(text, FIELDS);
        return new UsageTerms(
                UsageScope.of(fields),
                Optional.ofNullable(fields.get("setup")).map(fee -> new UnitPrice(new BigDecimal(fee), currency)),
                Optional.ofNullable(fields.get("mode"))
                        .map(mode -> Tiers.parse(
                                Tiers.Mode.valueOf(mode.toUpperCase(Locale.ROOT)),
                                UsageScope.items(fields, "tiers"),
                                currency)),
                Optional.ofNullable(fields.get("cap")).map(most -> Money.of(most, currency)),
                Optional.ofNullable(fields.get("rounding"))
                        .map(mode -> RoundingMode.valueOf(mode.toUpperCase(Locale.ROOT)))
                        .orElse(RoundingMode.HALF_UP),
                UsageScope.items(fields, "discounts")
                        .map(discount -> Discount.parse(discount, currency))
                        .toList(),
                Optional.ofNullable(fields.get("cycle")).map(UsageCycle::parse).orElse(UsageCycle.MONTH));
    }
}
