package dialtone.catalog;

import dialtone.catalog.RecurringTerms.Alignment;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * In which cycles the use of a line is counted: for how long an allowance lasts, what tiers and caps are counted over. It is the plan's, and all prices of use and
 * allowances of the line go by it.
 *
 * <p>Source: TM Forum TMF620, recurringChargePeriodType and -Length, for what is included in place of what is charged; SID ProductOfferingPrice.
 *
 * @param alignment where its periods begin; empty where they are months that begin on the bill cycle day of the account
 */
public record UsageCycle(BillingPeriod period, Optional<Alignment> alignment) {

    /** The months of the calendar, where nothing is said. */
    public static final UsageCycle MONTH = new UsageCycle(BillingPeriod.MONTH, Optional.of(Alignment.CALENDAR));

    private static final String OF_ACCOUNT = "account";

    public UsageCycle {
        if (alignment.isEmpty() && period.months() != 1) {
            throw new IllegalArgumentException("From the account's bill cycle day on there are months, not " + period);
        }
        if (alignment.filter(each -> !each.anniversary()).isPresent() && !period.isOfTheCalendar()) {
            throw new IllegalArgumentException("The calendar has no periods of " + period.words());
        }
    }

    /** That of some prices, of which those of use and the allowances have one; empty where none is of use. */
    public static Optional<UsageCycle> of(List<Price> prices) {
        return prices.stream()
                .flatMap(price -> switch (price) {
                    case Price.Usage usage -> Stream.of(usage.terms().cycle());
                    case Price.Allowance allowance ->
                        Stream.of(allowance.terms().cycle());
                    default -> Stream.<UsageCycle>empty();
                })
                .findFirst();
    }

    /** {@code 1 week, anniversary}; {@code 1 month, day 15}; {@code 1 month, account}. */
    public String text() {
        return period.text() + ", " + alignment.map(Alignment::text).orElse(OF_ACCOUNT);
    }

    /** @throws IllegalArgumentException if {@link #text} has not made it */
    public static UsageCycle parse(String text) {
        int comma = text.indexOf(", ");
        if (comma < 0) {
            throw new IllegalArgumentException("No cycle of use: " + text);
        }
        String alignment = text.substring(comma + 2);
        return new UsageCycle(
                BillingPeriod.parse(text.substring(0, comma)),
                alignment.equals(OF_ACCOUNT) ? Optional.empty() : Optional.of(Alignment.parse(alignment)));
    }

    /** As a person reads it: {@code by the week, from the day the line began}; empty for {@link #MONTH}. */
    public String description() {
        if (equals(MONTH)) {
            return "";
        }
        String by = "by the " + period.words();
        return alignment.isEmpty()
                ? by + ", from the account's bill cycle day"
                : alignment.get().anniversary()
                        ? by + ", from the day the line began"
                        : by
                                + (alignment.get().day() == 1
                                        ? ""
                                        : ", from day " + alignment.get().day());
    }
}
