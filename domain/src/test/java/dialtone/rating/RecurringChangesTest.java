package dialtone.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms;
import dialtone.order.OrderId;
import dialtone.order.PricedItem;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.rating.Subscription.Course;
import dialtone.rating.Subscription.End;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What recurring prices charge a line over all its plans, and where what is included was given whole. */
class RecurringChangesTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Price.Recurring price(String amount, String terms) {
        return new Price.Recurring("fee", "fee", Money.of(amount, EUR), RecurringTerms.parse(terms, EUR));
    }

    private static Instant instant(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    private static Subscription line(String began, Price.Recurring price) {
        LocalDate day = LocalDateTime.parse(began).toLocalDate();
        return new Subscription(
                        new OrderId("ORD-1"),
                        "1",
                        new CustomerId("CUS-1"),
                        new BillingAccountId("BAC-1"),
                        new OfferingId("plan"),
                        "Plan",
                        BERLIN,
                        day,
                        new Tariff(List.of(price)))
                .on(new Course(day, Optional.of(instant(began)), List.of()));
    }

    private static Subscription ended(Subscription subscription, String at, boolean kept, boolean succeeded) {
        return subscription.ended(new End(
                LocalDateTime.parse(at).toLocalDate(), Optional.empty(), kept, Optional.of(instant(at)), succeeded));
    }

    private static Money charged(List<Subscription> plans, String until) {
        return plans.stream()
                .flatMap(plan -> plan.chargesDueBy(LocalDate.parse(until)).stream())
                .map(RatedCharge::amount)
                .reduce(Money.zero(EUR), Money::plus);
    }

    /** The line by one plan after another, each of the same price. */
    private static List<Subscription> changing(Subscription first, Price.Recurring price, List<String> moments) {
        List<Subscription> plans = new ArrayList<>();
        Subscription plan = first;
        for (String at : moments) {
            plans.add(ended(plan, at, false, true));
            plan = plan.changedInto(
                    new OrderId("ORD-" + (plans.size() + 1)),
                    new PricedItem("1", new OfferingId("plan"), "Plan", List.of(price)),
                    instant(at));
        }
        plans.add(plan);
        return plans;
    }

    private static List<String> tenDays(String month) {
        List<String> found = new ArrayList<>();
        for (int day = 11; day <= 29; day += 2) {
            found.add(month + "-" + day + "T12:34:56");
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    proration=none                                    | 31.07
                    proration=none;timing=in-arrears                  | 31.07
                    proration=none;refund=none                        | 31.07
                    proration=full-first                              | 31.07
                    proration=full-first;timing=in-arrears            | 31.07
                    proration=full-first;refund=none                  | 31.07
                    refund=none                                       | 22.05
                    timing=in-arrears                                 | 22.05
                    proration=by-second                               | 21.25
                    proration=by-second;alignment=anniversary         | 31.07
                    proration=by-second;timing=in-arrears             | 21.25
                    proration=none;alignment=anniversary              | 31.07
                    """)
    void ten_changes_of_plan_cost_what_none_does(String terms, String december) {
        Price.Recurring price = price("31.07", terms);
        // the 10th at a quarter past seven in the evening: 22 of 31 days
        Subscription line = line("2026-12-10T19:15:00", price);
        assertThat(charged(List.of(line), "2026-12-31")).as("not changed").isEqualTo(Money.of(december, EUR));
        List<Subscription> plans = changing(line, price, tenDays("2026-12"));
        for (String until : List.of("2026-12-31", "2027-01-09", "2027-01-31", "2027-06-30")) {
            assertThat(charged(plans, until)).as("by " + until).isEqualTo(charged(List.of(line), until));
        }
    }

    @Test
    void a_change_on_the_day_the_line_began_costs_no_second_day() {
        for (String terms : List.of(
                "proration=none",
                "proration=full-first",
                "refund=none",
                "proration=by-second",
                "proration=by-second;alignment=anniversary")) {
            Price.Recurring price = price("31.07", terms);
            Subscription line = line("2026-12-10T08:00:00", price);
            List<Subscription> plans = changing(line, price, List.of("2026-12-10T12:00:00", "2026-12-10T18:00:00"));
            assertThat(charged(plans, "2027-03-31")).as(terms).isEqualTo(charged(List.of(line), "2027-03-31"));
        }
    }

    @Test
    void a_whole_period_is_divided_by_days_between_the_plans_that_share_it() {
        Subscription line = line("2026-11-01T00:00:00", price("15.00", "proration=none"));
        List<Subscription> plans = changing(line, price("30.00", "proration=none"), List.of("2026-11-25T10:00:00"));
        assertThat(plans.getFirst().chargesDueBy(LocalDate.parse("2026-11-30")))
                .extracting(charge -> charge.amount() + ": " + charge.explanation())
                .containsExactly("15.00 EUR: the whole of 15.00 EUR", "-3.00 EUR: 6 of 30 days of 15.00 EUR not used");
        assertThat(plans.getLast().chargesDueBy(LocalDate.parse("2026-11-30")))
                .extracting(charge -> charge.amount() + ": " + charge.explanation())
                .containsExactly("6.00 EUR: 6 of 30 days of 30.00 EUR");
    }

    @Test
    void who_goes_after_a_change_gets_nothing_back_of_a_whole_period() {
        Price.Recurring price = price("30.00", "proration=none");
        List<Subscription> plans =
                new ArrayList<>(changing(line("2026-11-01T00:00:00", price), price, List.of("2026-11-11T10:00:00")));
        plans.set(1, ended(plans.get(1), "2026-11-21T10:00:00", false, false));
        assertThat(charged(plans, "2026-12-31")).isEqualTo(Money.of("30.00", EUR));
    }

    @Test
    void a_part_of_the_day_the_trial_is_over_is_paid_for_by_the_second() {
        Subscription line = line("2026-11-10T09:00:00", price("720.00", "proration=by-second;trial=5 day"));
        assertThat(charged(List.of(ended(line, "2026-11-15T12:00:00", false, false)), "2026-12-31"))
                .as("12 of 720 hours")
                .isEqualTo(Money.of("12.00", EUR));
        assertThat(charged(List.of(ended(line, "2026-11-14T12:00:00", false, false)), "2026-12-31"))
                .isEqualTo(Money.zero(EUR));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                   | 2026-11-10T12:00:00 | 30.00
                    alignment=day 15                     | 2026-11-20T12:00:00 | 18.55
                    alignment=anniversary                | 2026-11-10T12:00:00 | 9.00
                    period=1 quarter                     | 2026-11-10T12:00:00 | 2.93
                    period=1 year                        | 2026-11-10T12:00:00 | 0.74
                    timing=in-arrears                    | 2026-11-10T12:00:00 | 9.00
                    proration=by-day-inclusive           | 2026-11-30T12:00:00 | 30.00
                    """)
    void a_fee_is_kept_for_the_month_that_was_given_whole_and_for_no_other_period(
            String terms, String at, String expected) {
        Subscription line = line("2026-11-01T00:00:00", price("30.00", terms));
        assertThat(charged(List.of(ended(line, at, true, false)), "2027-12-31")).isEqualTo(Money.of(expected, EUR));
    }

    @Test
    void only_a_month_was_paid_before() {
        assertThat(charged(
                        List.of(line("2026-11-10T00:00:00", price("91.00", "")).paidBefore()), "2026-11-30"))
                .isEqualTo(Money.zero(EUR));
        assertThat(charged(
                        List.of(line("2026-12-02T00:00:00", price("92.00", "period=1 quarter"))
                                .paidBefore()),
                        "2026-12-31"))
                .as("30 of 92 days")
                .isEqualTo(Money.of("30.00", EUR));
    }
}
