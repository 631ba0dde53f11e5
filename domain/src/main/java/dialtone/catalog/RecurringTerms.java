package dialtone.catalog;

import dialtone.base.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a recurring price says beyond its amount (SID ProductOfferingPrice: recurringChargePeriodType and -Length, priceAlteration).
 *
 * @param period    that the amount is for
 * @param timing    whether a period is charged when it begins or when it is over
 * @param alignment where periods begin
 * @param proration what a part of a period costs
 * @param refund    what becomes of the rest of a period that was charged in advance
 * @param trial     how much is free in the beginning; empty when nothing
 * @param basis     what the amount is an amount of
 * @param discounts off the amount of a period, one after the other
 */
public record RecurringTerms(
        BillingPeriod period,
        Timing timing,
        Alignment alignment,
        PartialPeriod proration,
        Refund refund,
        Optional<Trial> trial,
        Basis basis,
        List<Discount> discounts) {

    /** Of {@link #text}: as long as its column. */
    public static final int MAX_TEXT = 4_000;

    /** Beyond that nobody knows what he pays. */
    public static final int MAX_DISCOUNTS = 10;

    /** Calendar months in advance, by days, with the rest given back. */
    public static final RecurringTerms MONTHLY = new RecurringTerms(
            BillingPeriod.MONTH,
            Timing.IN_ADVANCE,
            Alignment.CALENDAR,
            PartialPeriod.BY_DAY,
            Refund.UNUSED,
            Optional.empty(),
            Basis.FLAT,
            List.of());

    private static final List<String> FIELDS =
            List.of("period", "timing", "alignment", "proration", "refund", "trial", "basis", "discounts");

    public enum Timing {
        IN_ADVANCE,
        IN_ARREARS;

        public String wire() {
            return lower(this);
        }
    }

    /** Whether the rest of a period is given back that was charged in advance. */
    public enum Refund {
        UNUSED,
        NONE;

        public String wire() {
            return lower(this);
        }
    }

    /** What a part of a period costs. All but the last two make the parts of a period add up to the whole. */
    public enum PartialPeriod {
        /** Its days out of the period's: the first one counts, the one it ends on does not. 6 of November's 30 days of 15.00: 3.00. */
        BY_DAY,
        /** The same, and the day of a cancellation counts too. 20 May to 20 June of a quarter of 91 days at 910.00: 32 days, 320.00. */
        BY_DAY_INCLUSIVE,
        /** Its seconds out of the period's, on the clock of the account: a day of daylight saving has 23 or 25 hours. */
        BY_SECOND,
        /** A period that has begun costs all of it. */
        NONE,
        /** The first one costs all of it, and the last one, where it is not whole, nothing. One that is both is the first. */
        FULL_FIRST;

        public String wire() {
            return lower(this);
        }
    }

    /**
     * Where periods begin.
     *
     * @param anniversary whether on the day the customer began, else on those of the calendar
     * @param day         of the month, 1 to 31, on which months of the calendar begin; in a shorter month on its last
     */
    public record Alignment(boolean anniversary, int day) {

        public static final Alignment CALENDAR = new Alignment(false, 1);

        /** 31 January, 28 February, 31 March: the day it began on, or the last of a month that does not have it. */
        public static final Alignment ANNIVERSARY = new Alignment(true, 1);

        public Alignment {
            if (day < 1 || day > 31) {
                throw new IllegalArgumentException("A month has the days 1 to 31, not " + day);
            }
        }

        String text() {
            return anniversary ? "anniversary" : "day " + day;
        }

        static Alignment parse(String text) {
            return text.equals("anniversary")
                    ? ANNIVERSARY
                    : new Alignment(false, Integer.parseInt(text.substring("day ".length())));
        }
    }

    /**
     * What is free in the beginning.
     *
     * @param ofPeriods whether it is whole billing periods, the first one of which may be short, else days
     */
    public record Trial(int count, boolean ofPeriods) {

        /** Two years, if in days. */
        public static final int MAX_COUNT = 730;

        public Trial {
            if (count < 1 || count > MAX_COUNT) {
                throw new IllegalArgumentException("A trial has 1 to " + MAX_COUNT + " days or periods, not " + count);
            }
        }

        String text() {
            return count + (ofPeriods ? " period" : " day");
        }

        /** {@code 10 days}. */
        public String words() {
            return count == 1 ? text() : text() + "s";
        }

        static Trial parse(String text) {
            String[] parts = text.split(" ", 2);
            return new Trial(Integer.parseInt(parts[0]), parts[1].equals("period"));
        }
    }

    /** What the amount is an amount of. */
    public sealed interface Basis {

        Basis FLAT = new Flat();
        Basis SEATS = new Seats();

        /** Ids of the prices of the offering that it goes by. */
        List<String> of();

        /** Of the product, however many use it. */
        record Flat() implements Basis {
            @Override
            public List<String> of() {
                return List.of();
            }
        }

        /** Of each seat. */
        record Seats() implements Basis {
            @Override
            public List<String> of() {
                return List.of();
            }
        }

        /** A percentage of what other recurring prices charge and give back, at the same times. 5 % of 15.00: 0.75. */
        record Percentage(BigDecimal percent, List<String> of) implements Basis {
            public Percentage {
                percent = exact(percent);
                of = List.copyOf(of);
            }
        }

        /** What other recurring prices come to in a period at the least; what is missing is charged when it is over. 100.00, of which 75.00: 25.00. */
        record Minimum(List<String> of) implements Basis {
            public Minimum {
                of = List.copyOf(of);
            }
        }
    }

    /**
     * Off the amount of a period.
     *
     * @param percent of it; empty when an amount is taken off
     * @param amount  taken off, at the most what there is; empty when a percentage is
     * @param after   how many periods have to be over before it begins: 12, for who has stayed for a year
     * @param periods how many it is given for; empty when from then on
     * @param condition on which days, and why
     */
    public record Discount(
            Optional<BigDecimal> percent,
            Optional<Money> amount,
            int after,
            Optional<Integer> periods,
            DiscountCondition condition) {

        /** A hundred years of months. */
        public static final int MAX_PERIODS = 1_200;

        /** One that is given on any day. */
        public Discount(Optional<BigDecimal> percent, Optional<Money> amount, int after, Optional<Integer> periods) {
            this(percent, amount, after, periods, DiscountCondition.ALWAYS);
        }

        /** The same, where that holds. */
        public Discount where(DiscountCondition other) {
            return new Discount(percent, amount, after, periods, other);
        }

        public Discount {
            percent = percent.map(RecurringTerms::exact);
            if (percent.isPresent() == amount.isPresent()) {
                throw new IllegalArgumentException("A discount is a percentage or an amount");
            }
            if (after < 0
                    || after > MAX_PERIODS
                    || periods.filter(count -> count < 1 || count > MAX_PERIODS).isPresent()) {
                throw new IllegalArgumentException("A discount is given for 1 to " + MAX_PERIODS + " periods");
            }
        }

        /** @param period counted from 0, the first one that is paid for */
        public boolean isGivenIn(long period) {
            return period >= after
                    && periods.map(count -> period < after + count).orElse(true);
        }

        /** What is left of it, rounded half up: 15.00 less 20 % is 12.00. */
        public Money off(Money before) {
            BigDecimal left = percent.map(share -> before.amount()
                            .multiply(BigDecimal.valueOf(100).subtract(share))
                            .movePointLeft(2))
                    .orElseGet(() -> before.amount()
                            .subtract(amount.orElseThrow().amount())
                            .max(BigDecimal.ZERO));
            return Money.rounded(left, before.currency(), RoundingMode.HALF_UP);
        }

        /** {@code 20 % for periods 1 to 3}; {@code 5.00 EUR (Two lines)}. */
        public String words() {
            return given() + condition.name().map(name -> " (" + name + ")").orElse("");
        }

        private String given() {
            String what = percent.map(share -> share.toPlainString() + " %")
                    .orElseGet(() -> amount.orElseThrow().toString());
            if (after == 0 && periods.isEmpty()) {
                return what;
            }
            return periods.map(count -> count == 1
                            ? what + " in period " + (after + 1)
                            : what + " for periods " + (after + 1) + " to " + (after + count))
                    .orElseGet(() -> what + " after " + after + " periods");
        }

        String text() {
            return percent.map(share -> "percent:" + share.toPlainString())
                            .orElseGet(() ->
                                    "amount:" + amount.orElseThrow().amount().toPlainString())
                    + ":" + after + ":" + periods.map(String::valueOf).orElse("*") + condition.text();
        }

        static Discount parse(String text, Currency currency) {
            String[] parts = text.split(":", -1);
            boolean share = parts[0].equals("percent");
            return new Discount(
                    share ? Optional.of(new BigDecimal(parts[1])) : Optional.empty(),
                    share ? Optional.empty() : Optional.of(Money.of(parts[1], currency)),
                    Integer.parseInt(parts[2]),
                    parts[3].equals("*") ? Optional.empty() : Optional.of(Integer.valueOf(parts[3])),
                    DiscountCondition.parse(Arrays.asList(parts).subList(4, parts.length)));
        }
    }

    public RecurringTerms {
        discounts = List.copyOf(discounts);
        if (!alignment.anniversary() && !period.isOfTheCalendar()) {
            throw new IllegalArgumentException("The calendar has no periods of " + period.words());
        }
        if (discounts.size() > MAX_DISCOUNTS) {
            throw new IllegalArgumentException("A price has at most " + MAX_DISCOUNTS + " discounts");
        }
    }

    public RecurringTerms with(Basis other) {
        return new RecurringTerms(period, timing, alignment, proration, refund, trial, other, discounts);
    }

    /** The same, with another discount, after those that there are. */
    public RecurringTerms with(Discount further) {
        List<Discount> all = new ArrayList<>(discounts);
        all.add(further);
        return new RecurringTerms(period, timing, alignment, proration, refund, trial, basis, all);
    }

    /** The same, with parts of periods by their days. */
    public RecurringTerms byDay() {
        return new RecurringTerms(period, timing, alignment, PartialPeriod.BY_DAY, refund, trial, basis, discounts);
    }

    /** Whether it is for calendar months in advance, and says no more. */
    public boolean isMonthly() {
        return equals(MONTHLY);
    }

    /** Whether it is paid in advance for what a bill cycle includes: for each calendar month. */
    public boolean isOfTheBillCycle() {
        return period.months() == 1 && alignment.equals(Alignment.CALENDAR) && timing == Timing.IN_ADVANCE;
    }

    /** {@code 15.00 EUR a month}; {@code 5.00 EUR a month for each seat}; {@code 5 % of fee}. */
    String rate(Money amount) {
        String each = " a " + period.words();
        return switch (basis) {
            case Basis.Flat flat -> amount + each;
            case Basis.Seats seats -> amount + each + " for each seat";
            case Basis.Percentage share -> share.percent().toPlainString() + " % of " + String.join(", ", share.of());
            case Basis.Minimum minimum -> "at least " + amount + each + " of " + String.join(", ", minimum.of());
        };
    }

    /** What differs from {@link #MONTHLY} apart from the period, as a person reads it; empty when nothing. */
    public String description() {
        List<String> parts = new ArrayList<>();
        if (timing == Timing.IN_ARREARS) {
            parts.add("in arrears");
        }
        if (alignment.anniversary()) {
            parts.add("from the day it began");
        } else if (alignment.day() != 1) {
            parts.add("from day " + alignment.day());
        }
        switch (proration) {
            case BY_DAY -> {}
            case BY_DAY_INCLUSIVE -> parts.add("the last day counts");
            case BY_SECOND -> parts.add("by the second");
            case NONE -> parts.add("whole periods");
            case FULL_FIRST -> parts.add("the first period whole, the last one free");
        }
        if (refund == Refund.NONE) {
            parts.add("nothing given back");
        }
        trial.ifPresent(free -> parts.add(free.words() + " free"));
        if (!discounts.isEmpty()) {
            parts.add("less " + discounts.stream().map(Discount::words).collect(Collectors.joining(" and ")));
        }
        return String.join("; ", parts);
    }

    /** The same terms have the same text; empty for {@link #MONTHLY}, as prices of before had none. */
    public String text() {
        List<String> fields = new ArrayList<>();
        add(fields, "period", period.text(), MONTHLY.period.text());
        add(fields, "timing", timing.wire(), MONTHLY.timing.wire());
        add(fields, "alignment", alignment.text(), MONTHLY.alignment.text());
        add(fields, "proration", proration.wire(), MONTHLY.proration.wire());
        add(fields, "refund", refund.wire(), MONTHLY.refund.wire());
        trial.ifPresent(free -> fields.add("trial=" + free.text()));
        add(fields, "basis", basisText(), "flat");
        if (!discounts.isEmpty()) {
            fields.add("discounts=" + discounts.stream().map(Discount::text).collect(Collectors.joining(",")));
        }
        return String.join(";", fields);
    }

    private String basisText() {
        return switch (basis) {
            case Basis.Flat flat -> "flat";
            case Basis.Seats seats -> "seats";
            case Basis.Percentage share ->
                "percent:" + share.percent().toPlainString() + ":" + String.join(":", share.of());
            case Basis.Minimum minimum -> "minimum:" + String.join(":", minimum.of());
        };
    }

    /** @throws IllegalArgumentException if {@link #text} has not made it */
    public static RecurringTerms parse(String text, Currency currency) {
        if (text.isEmpty()) {
            return MONTHLY;
        }
        Map<String, String> fields = UsageScope.fields(text, FIELDS);
        return new RecurringTerms(
                BillingPeriod.parse(fields.getOrDefault("period", MONTHLY.period.text())),
                known(Timing.class, fields.getOrDefault("timing", MONTHLY.timing.wire())),
                Alignment.parse(fields.getOrDefault("alignment", MONTHLY.alignment.text())),
                known(PartialPeriod.class, fields.getOrDefault("proration", MONTHLY.proration.wire())),
                known(Refund.class, fields.getOrDefault("refund", MONTHLY.refund.wire())),
                Optional.ofNullable(fields.get("trial")).map(Trial::parse),
                basis(fields.getOrDefault("basis", "flat")),
                UsageScope.items(fields, "discounts")
                        .map(each -> Discount.parse(each, currency))
                        .toList());
    }

    private static Basis basis(String text) {
        List<String> parts = Arrays.asList(text.split(":", -1));
        return switch (parts.getFirst()) {
            case "flat" -> Basis.FLAT;
            case "seats" -> Basis.SEATS;
            case "percent" -> new Basis.Percentage(new BigDecimal(parts.get(1)), parts.subList(2, parts.size()));
            case "minimum" -> new Basis.Minimum(parts.subList(1, parts.size()));
            default -> throw new IllegalArgumentException("Unknown basis of a price: " + text);
        };
    }

    private static void add(List<String> fields, String name, String value, String usual) {
        if (!value.equals(usual)) {
            fields.add(name + "=" + value);
        }
    }

    /** {@code by-day} is BY_DAY. */
    public static <E extends Enum<E>> E known(Class<E> kind, String wire) {
        return Enum.valueOf(kind, wire.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** 5 and 5.0 are the same percentage. */
    private static BigDecimal exact(BigDecimal percent) {
        BigDecimal plain = percent.stripTrailingZeros();
        if (percent.signum() <= 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0 || plain.scale() > 4) {
            throw new IllegalArgumentException(
                    "A percentage is above 0, at most 100, with at most 4 decimals, not " + percent);
        }
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}
