package dialtone.catalog;

import dialtone.base.Money;
import dialtone.base.UnitPrice;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** A price of an offering, as catalogue data. Its id is unique within the offering. */
public sealed interface Price {

    /** Kebab-case, at most 64 characters. */
    String id();

    /** As the customer reads it on the invoice. */
    String name();

    /** Charged once, when the product becomes active. */
    record OneOff(String id, String name, Money amount) implements Price {}

    /**
     * Charged again and again, as its terms say.
     *
     * @param amount of a whole period: of a seat, where the terms count seats; what is to be reached, of a minimum; zero of a percentage
     */
    record Recurring(String id, String name, Money amount, RecurringTerms terms) implements Price {

        /** For each calendar month in advance; the first and the last month in proportion to their days. */
        public Recurring(String id, String name, Money amount) {
            this(id, name, amount, RecurringTerms.MONTHLY);
        }

        /** Whether the amount is that of a month: of the product, or of one seat. */
        public boolean isByTheMonth() {
            return terms.period().months() == 1 && terms.basis().of().isEmpty();
        }

        /** Whether its amount is that of a seat. */
        public boolean isBySeat() {
            return terms.basis() instanceof RecurringTerms.Basis.Seats;
        }

        /** What so many seats cost for a whole period; the amount itself where it is of no seat. */
        public Money of(long seats) {
            return isBySeat()
                    ? new Money(amount.amount().multiply(BigDecimal.valueOf(seats)), amount.currency())
                    : amount;
        }

        /**
         * What it comes to in a month, for comparing prices: a year's 120.00 are 10.00, a day's 1.00 is 365/12. Percentages and minimums, which
         * go by other prices, come to nothing.
         */
        public BigDecimal monthly() {
            if (!terms.basis().of().isEmpty()) {
                return BigDecimal.ZERO;
            }
            BillingPeriod period = terms.period();
            return period.months() > 0
                    ? amount.amount().divide(BigDecimal.valueOf(period.months()), MathContext.DECIMAL64)
                    : amount.amount()
                            .multiply(BigDecimal.valueOf(365))
                            .divide(BigDecimal.valueOf(12L * period.days()), MathContext.DECIMAL64);
        }

        /** What a whole period costs as a person reads it: {@code 15.00 EUR a month}. */
        public String rate() {
            return terms.rate(amount);
        }
    }

    /**
     * Charged once, when a product ends before its minimum term is over. A price of an order that ends the product, not one of the
     * offering: it depends on the day.
     *
     * @param explanation how the amount came about: {@code 23 months of 24 remain, 4.00 EUR for each}; at most 255 characters
     */
    record EarlyTermination(String id, String name, Money amount, String explanation) implements Price {}

    /**
     * Charged for use that no allowance covers.
     *
     * @param price        of {@code perUnitCount} units; where the terms have tiers, of the first of them
     * @param perUnitCount base units that {@code price} pays for: 60 with VOICE is a price per minute
     * @param minimum      base units charged at the least, such as 60
     * @param increment    base units a longer use is rounded up to, such as 1
     * @param terms        destinations, times, tiers and what else decides the price
     */
    record Usage(
            String id,
            String name,
            UsageType type,
            UnitPrice price,
            long perUnitCount,
            long minimum,
            long increment,
            UsageTerms terms)
            implements Price {
        public Usage {
            if (perUnitCount < 1 || minimum < 0 || increment < 1) {
                throw new IllegalArgumentException(
                        "perUnitCount and increment are at least 1, minimum at least 0: " + id);
            }
        }

        /** One price for any number of units, to any destination at any time. */
        public Usage(
                String id,
                String name,
                UsageType type,
                UnitPrice price,
                long perUnitCount,
                long minimum,
                long increment) {
            this(id, name, type, price, perUnitCount, minimum, increment, UsageTerms.PLAIN);
        }

        /** The same with other discounts. */
        public Usage with(List<RecurringTerms.Discount> discounts) {
            return discounts.equals(terms.discounts()) ? this : with(terms.with(discounts));
        }

        /** The same with other terms. */
        public Usage with(UsageTerms other) {
            return new Usage(id, name, type, price, perUnitCount, minimum, increment, other);
        }

        /** One tier without an end, where the terms have none. */
        public Tiers tiers() {
            return terms.tiers().orElseGet(() -> Tiers.flat(price, perUnitCount));
        }
    }

    /**
     * Use that each bill cycle includes.
     *
     * @param quantity base units a cycle
     * @param types    what it covers, in the order it is consumed
     * @param terms    destinations and times that it is for, its turn, what becomes of what is left, who shares it
     */
    record Allowance(String id, String name, List<UsageType> types, long quantity, AllowanceTerms terms)
            implements Price {
        public Allowance {
            types = List.copyOf(types);
            if (quantity < 1 || types.isEmpty()) {
                throw new IllegalArgumentException("An allowance includes something: " + id);
            }
        }

        /** For any destination at any time. */
        public Allowance(String id, String name, List<UsageType> types, long quantity) {
            this(id, name, types, quantity, AllowanceTerms.PLAIN);
        }

        /** For some destinations or times. */
        public Allowance(String id, String name, List<UsageType> types, long quantity, UsageScope scope) {
            this(id, name, types, quantity, AllowanceTerms.of(scope));
        }

        /** The same with other terms. */
        public Allowance with(AllowanceTerms other) {
            return new Allowance(id, name, types, quantity, other);
        }

        /** The destinations and times that it is for. */
        public UsageScope scope() {
            return terms.scope();
        }

        /** In how many later cycles what is left over may be used. */
        public int carriedFor() {
            return terms.rollover().map(AllowanceTerms.Rollover::cycles).orElse(0);
        }
    }
}
