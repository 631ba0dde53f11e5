package dialtone.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * What an allowance says beyond what it includes.
 *
 * @param scope    the destinations and times it is for
 * @param priority allowances of a lower number are consumed first, 1 to {@value #LAST}; {@value #USUAL} where nothing is said
 * @param rollover what becomes of what a cycle leaves over; empty when it is lost
 * @param fairUse  base units of it that may be used in other zones than at home, within a cycle (fair use policy, Commission Implementing
 *                 Regulation (EU) 2016/2286); empty for all of it
 * @param cycle    in which it is renewed: that of its line's plan
 * @param shared   whether the lines of an account use it together, see {@code SharedUse}, and not the one line it was bought for
 */
public record AllowanceTerms(
        UsageScope scope,
        int priority,
        Optional<Rollover> rollover,
        Optional<Long> fairUse,
        boolean shared,
        UsageCycle cycle) {

    public static final int LAST = 99;
    public static final int USUAL = 50;

    /** Any use, at its turn, lost at the end of the cycle, for one line. */
    public static final AllowanceTerms PLAIN = new AllowanceTerms(UsageScope.ANY, USUAL, Optional.empty(), false);

    private static final List<String> FIELDS = Stream.concat(
                    UsageScope.FIELDS.stream(), Stream.of("priority", "rollover", "fair", "shared", "cycle"))
            .toList();

    /**
     * What is left over of a cycle may be used in the next ones.
     *
     * @param cycles for how many, 1 to {@value #MAX_CYCLES}; what is left of it then is lost
     * @param most   that is carried from one cycle to the next, of all former cycles together; empty when any
     */
    public record Rollover(int cycles, Optional<Long> most) {

        /** A year of months. */
        public static final int MAX_CYCLES = 12;

        public Rollover {
            if (cycles < 1
                    || cycles > MAX_CYCLES
                    || most.filter(units -> units < 1).isPresent()) {
                throw new IllegalArgumentException("What is left goes to the next 1 to " + MAX_CYCLES + " cycles");
            }
        }

        private String text() {
            return cycles + most.map(units -> ":" + units).orElse("");
        }

        private static Rollover parse(String text) {
            int colon = text.indexOf(':');
            return new Rollover(
                    Integer.parseInt(colon < 0 ? text : text.substring(0, colon)),
                    colon < 0 ? Optional.empty() : Optional.of(Long.valueOf(text.substring(colon + 1))));
        }
    }

    public AllowanceTerms {
        if (priority < 1 || priority > LAST) {
            throw new IllegalArgumentException("A priority is 1 to " + LAST + ", not " + priority);
        }
        if (fairUse.isPresent()
                && (fairUse.get() < 1
                        || rollover.isPresent()
                        || scope.roaming().stream().allMatch(UsageScope.HOME::equals))) {
            throw new IllegalArgumentException("Fair use limits what is used abroad of what is not carried over");
        }
        if (shared && (rollover.isPresent() || !scope.equals(UsageScope.ANY))) {
            throw new IllegalArgumentException(
                    "What is shared is for any destination and time, and is not carried over");
        }
    }

    /** Used anywhere it is for, all of it. */
    public AllowanceTerms(UsageScope scope, int priority, Optional<Rollover> rollover, boolean shared) {
        this(scope, priority, rollover, Optional.empty(), shared, UsageCycle.MONTH);
    }

    /** The same, of which so many base units may be used abroad. */
    public AllowanceTerms withFairUse(long units) {
        return new AllowanceTerms(scope, priority, rollover, Optional.of(units), shared, cycle);
    }

    /** The same, renewed in other cycles. */
    public AllowanceTerms in(UsageCycle other) {
        return new AllowanceTerms(scope, priority, rollover, fairUse, shared, other);
    }

    /** For one line, at its turn, and lost at the end of the cycle. */
    public static AllowanceTerms of(UsageScope scope) {
        return new AllowanceTerms(scope, USUAL, Optional.empty(), false);
    }

    /**
     * As a person reads it: {@code to europe, evening; what is left is carried over for 2 months, at most 25 GB}; empty for {@link #PLAIN}.
     *
     * @param quantity says so many units
     */
    public String description(LongFunction<String> quantity) {
        List<String> parts = new ArrayList<>();
        if (!scope.description().isEmpty()) {
            parts.add(scope.description());
        }
        fairUse.ifPresent(units -> parts.add("at most " + quantity.apply(units) + " of it abroad"));
        if (shared) {
            parts.add("shared with lines of the account that billing adds");
        }
        if (!cycle.description().isEmpty()) {
            parts.add("renewed " + cycle.description());
        }
        rollover.ifPresent(left -> parts.add("what is left is carried over for "
                + (left.cycles() == 1
                        ? "a " + cycle.period().words()
                        : left.cycles()
                                + (cycle.period().count() == 1
                                        ? " " + cycle.period().words() + "s"
                                        : " times " + cycle.period().words()))
                + left.most().map(units -> ", at most " + quantity.apply(units)).orElse("")));
        return String.join("; ", parts);
    }

    /** The same terms have the same text: that of the scope alone where nothing else is said, as allowances of before had it. */
    public String text() {
        List<String> fields = new ArrayList<>();
        if (!scope.text().isEmpty()) {
            fields.add(scope.text());
        }
        if (priority != USUAL) {
            fields.add("priority=" + priority);
        }
        rollover.ifPresent(left -> fields.add("rollover=" + left.text()));
        fairUse.ifPresent(units -> fields.add("fair=" + units));
        if (shared) {
            fields.add("shared=yes");
        }
        if (!cycle.equals(UsageCycle.MONTH)) {
            fields.add("cycle=" + cycle.text());
        }
        return String.join(";", fields);
    }

    /** @throws IllegalArgumentException if {@link #text} has not made it */
    public static AllowanceTerms parse(String text) {
        Map<String, String> fields = UsageScope.fields(text, FIELDS);
        return new AllowanceTerms(
                UsageScope.of(fields),
                Optional.ofNullable(fields.get("priority"))
                        .map(Integer::valueOf)
                        .orElse(USUAL),
                Optional.ofNullable(fields.get("rollover")).map(Rollover::parse),
                Optional.ofNullable(fields.get("fair")).map(Long::valueOf),
                fields.containsKey("shared"),
                Optional.ofNullable(fields.get("cycle")).map(UsageCycle::parse).orElse(UsageCycle.MONTH));
    }
}
