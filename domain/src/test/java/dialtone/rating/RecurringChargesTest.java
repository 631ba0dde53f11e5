package dialtone.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.rating.Subscription.Course;
import dialtone.rating.Subscription.End;
import dialtone.rating.Subscription.Seats;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** What recurring prices charge, by worked cases and by what holds of all of them. */
class RecurringChargesTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final long SEED = 20261201;

    @ParameterizedTest
    @CsvFileSource(
            resources = "recurring-cases.csv",
            delimiter = '|',
            useHeadersInDisplayName = true,
            numLinesToSkip = 3)
    void a_worked_case_comes_out_as_by_hand(
            String arithmetic,
            @Nullable String terms,
            String amount,
            String began,
            @Nullable String events,
            LocalDate until,
            @Nullable String expected) {
        Subscription subscription = subscription(began, price("fee", amount, text(terms)));
        for (String event : text(events).split(", ")) {
            subscription = after(subscription, event);
        }
        assertThat(subscription.chargesDueBy(until))
                .extracting(charge -> charge.dueOn() + " " + charge.amount().amount())
                .as(arithmetic)
                .containsExactlyElementsOf(
                        text(expected).isEmpty()
                                ? List.of()
                                : Arrays.asList(text(expected).split(", ")));
        assertThat(subscription.chargesDueBy(until))
                .allSatisfy(charge ->
                        assertThat(charge.amount().isNegative()).isEqualTo(charge.kind() == ChargeKind.CREDIT));
    }

    private static String text(@Nullable String column) {
        return column == null ? "" : column;
    }

    private static Price.Recurring price(String id, String amount, String terms) {
        return new Price.Recurring(id, id, Money.of(amount, EUR), RecurringTerms.parse(terms, EUR));
    }

    private static Subscription subscription(String began, Price... prices) {
        boolean moment = began.contains("T");
        LocalDate day = moment ? LocalDateTime.parse(began).toLocalDate() : LocalDate.parse(began);
        Subscription subscription = new Subscription(
                new OrderId("ORD-1"),
                "1",
                new CustomerId("CUS-1"),
                new BillingAccountId("BAC-1"),
                new OfferingId("plan"),
                "Plan",
                BERLIN,
                day,
                new Tariff(List.of(prices)));
        return subscription.on(new Course(day, moment ? Optional.of(instant(began)) : Optional.empty(), List.of()));
    }

    private static Instant instant(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    private static Subscription after(Subscription subscription, String event) {
        Course course = subscription.course();
        if (event.isEmpty()) {
            return subscription;
        }
        if (event.equals("prepaid")) {
            return subscription.paidBefore();
        }
        if (event.startsWith("anchor=")) {
            LocalDate day = LocalDate.parse(event.substring("anchor=".length()));
            return subscription.on(new Course(day, course.activatedAt(), course.seats()));
        }
        if (event.startsWith("end=")) {
            String[] how = event.substring("end=".length()).split(" ");
            boolean moment = how[0].contains("T");
            return subscription.ended(new End(
                    LocalDate.parse(how[0].substring(0, 10)),
                    Optional.empty(),
                    event.endsWith(" kept"),
                    moment ? Optional.of(instant(how[0])) : Optional.empty(),
                    event.endsWith(" succeeded")));
        }
        String[] seats = event.split(" seats ");
        List<Seats> all = new ArrayList<>(course.seats());
        all.add(new Seats(LocalDate.parse(seats[0]), Long.parseLong(seats[1])));
        return subscription.on(new Course(course.anchoredOn(), course.activatedAt(), all));
    }

    private static List<String> shown(List<RatedCharge> charges) {
        return charges.stream()
                .map(charge -> charge.dueOn() + " " + charge.priceId() + " " + charge.kind() + " " + charge.period()
                        + " " + charge.amount() + ": " + charge.explanation())
                .toList();
    }

    @Test
    void a_charge_says_how_its_amount_came_about() {
        Subscription subscription = after(
                after(
                        after(
                                subscription(
                                        "2026-11-25", price("fee", "5.00", "basis=seats;discounts=percent:20:0:3")),
                                "2026-11-25 seats 3"),
                        "2026-11-27 seats 5"),
                "end=2026-11-29");
        assertThat(shown(subscription.chargesDueBy(LocalDate.parse("2026-12-31"))))
                .containsExactly(
                        "2026-11-25 fee RECURRING [2026-11-25, 2026-12-01) 2.40 EUR: 6 of 30 days of 3 × 5.00 EUR less 20 % for periods 1 to 3",
                        "2026-11-27 fee RECURRING [2026-11-27, 2026-12-01) 1.07 EUR: 4 of 30 days of 5 × 5.00 EUR less 20 % for periods 1 to 3"
                                + " in place of 3 × 5.00 EUR less 20 % for periods 1 to 3",
                        "2026-11-29 fee CREDIT [2026-11-29, 2026-12-01) -1.33 EUR: 2 of 30 days of 5 × 5.00 EUR less 20 % for periods 1 to 3 not used");
        assertThat(shown(subscription("2026-11-25T12:00", price("fee", "30.00", "proration=by-second"))
                        .startCharges()))
                .containsExactly(
                        "2026-11-25 fee RECURRING [2026-11-25, 2026-12-01) 5.50 EUR: 475200 of 2592000 seconds of 30.00 EUR");
        assertThat(shown(subscription("2026-11-25", price("fee", "30.00", "proration=none"))
                        .startCharges()))
                .containsExactly("2026-11-25 fee RECURRING [2026-11-25, 2026-12-01) 30.00 EUR: the whole of 30.00 EUR");
    }

    /** Cycles by a price of 1.00, as Kill Bill counts them: killbill/killbill@cb60779c, TestProRation, see billing-vectors V03. */
    @ParameterizedTest
    @CsvSource({
        // began, until, day, phase changed on, before, after
        "2011-02-10, 2011-03-06, 10, 2011-02-24, 0.50, 0.50",
        "2011-02-03, 2011-03-03, 3, 2011-02-17, 0.50, 1.50",
        "2010-12-15, 2011-01-16, 15, , 2.00, 0.00",
        "2012-01-30, 2012-03-01, 30, , 2.00, 0.00"
    })
    void the_numbers_of_cycles_of_kill_bill(
            String began, LocalDate until, int day, @Nullable String changedOn, String before, String after) {
        Price.Recurring price = price("fee", "1.00", "alignment=day " + day);
        Subscription first = subscription(began, price);
        Money next = Money.zero(EUR);
        if (changedOn != null) {
            first = after(first, "end=" + changedOn + " succeeded");
            next = sum(after(subscription(changedOn, price), "anchor=" + began).chargesDueBy(until));
        }
        assertThat(sum(first.chargesDueBy(until))).isEqualTo(Money.of(before, EUR));
        assertThat(next).isEqualTo(Money.of(after, EUR));
    }

    /** Amounts of other systems, by terms and not by cycles given: V03 and V08 of the billing vectors, whose sources proration-vectors.csv names. */
    @ParameterizedTest
    @CsvSource({
        // source, terms, amount, began, event, due on, expected
        "killbill trial of 30 days to day 31, alignment=day 31;trial=30 day, 599.95, 2012-02-01, , 2012-03-02, 561.24",
        "killbill the changed plan, alignment=day 31, 29.95, 2012-03-31, anchor=2012-02-01, 2012-03-31, 29.95",
        "killbill to the first day 15, alignment=day 15, 30.00, 2027-01-01, , 2027-01-01, 13.55",
        "killbill after it, alignment=day 15, 30.00, 2027-01-01, , 2027-01-15, 30.00",
        "killbill day 31 in February, alignment=day 31, 30.00, 2027-01-31, , 2027-02-28, 30.00",
        "lago quarter both days, period=1 quarter;timing=in-arrears;proration=by-day-inclusive, 910.00, 2024-05-20, end=2024-06-20, 2024-06-20, 320.00",
        "lago credit of an upgrade, alignment=anniversary, 10.00, 2023-06-29, end=2023-09-28 succeeded, 2023-09-28, -0.32",
        "lago year of an upgrade, period=1 year;alignment=anniversary, 120.00, 2023-09-28, anchor=2023-06-29, 2023-09-28, 90.16",
        "lago end of a trial, trial=10 day, 50000.00, 2024-03-05, , 2024-03-15, 27419.35"
    })
    void the_amounts_of_other_systems(
            String source,
            String terms,
            String amount,
            String began,
            @Nullable String event,
            LocalDate dueOn,
            String expected) {
        Subscription subscription = after(subscription(began, price("fee", amount, terms)), text(event));
        assertThat(subscription.chargesDue(dueOn, dueOn.plusDays(1)))
                .as(source)
                .singleElement()
                .extracting(RatedCharge::amount)
                .isEqualTo(Money.of(expected, EUR));
    }

    @Test
    void a_percentage_follows_what_it_is_of() {
        Subscription subscription = after(
                subscription(
                        "2026-11-25",
                        price("fee", "15.00", ""),
                        price("lines", "5.00", "basis=seats"),
                        price("care", "0.00", "basis=percent:10:fee:lines")),
                "end=2026-12-10");
        assertThat(shown(subscription.chargesDueBy(LocalDate.parse("2026-12-31"))))
                .filteredOn(charge -> charge.contains(" care "))
                .containsExactly(
                        "2026-11-25 care RECURRING [2026-11-25, 2026-12-01) 0.40 EUR: 10 % of 4.00 EUR",
                        "2026-12-01 care RECURRING [2026-12-01, 2027-01-01) 2.00 EUR: 10 % of 20.00 EUR",
                        "2026-12-10 care CREDIT [2026-12-10, 2027-01-01) -1.42 EUR: 10 % of -14.20 EUR");
    }

    @Test
    void a_percentage_of_a_percentage_is_one_of_its_amounts() {
        Subscription subscription = subscription(
                "2026-12-01",
                price("care", "0.00", "basis=percent:10:fee"),
                price("more", "0.00", "basis=percent:50:care"),
                price("fee", "15.00", ""));
        assertThat(subscription.chargesIn(YearMonth.of(2026, 12)))
                .extracting(charge -> charge.priceId() + " " + charge.amount())
                .containsExactly("care 1.50 EUR", "more 0.75 EUR", "fee 15.00 EUR");
    }

    @ParameterizedTest
    @CsvSource({
        "100.00, 25.00", // 3 × 25.00 fell due in the quarter
        "75.00, ",
        "70.00, "
    })
    void a_minimum_is_made_up_when_its_period_is_over(String least, @Nullable String missing) {
        Subscription subscription = subscription(
                "2027-01-01",
                price("fee", "25.00", ""),
                price("least", least, "period=1 quarter;timing=in-arrears;basis=minimum:fee"));
        assertThat(shown(subscription.chargesDue(LocalDate.parse("2027-03-31"), LocalDate.parse("2027-04-01"))))
                .isEqualTo(
                        missing == null
                                ? List.of()
                                : List.of("2027-03-31 least RECURRING [2027-01-01, 2027-04-01) " + missing
                                        + " EUR: at least 100.00 EUR, of which 75.00 EUR"));
    }

    @Test
    void a_minimum_is_for_the_days_until_the_end_and_counts_what_comes_back_then() {
        Subscription subscription = after(
                subscription(
                        "2027-01-01",
                        price("fee", "31.00", ""),
                        price("least", "180.00", "period=1 quarter;timing=in-arrears;basis=minimum:fee")),
                "end=2027-02-15");
        // 45 of 90 days of 180.00; 31.00 for January and 31.00 less 14/28 of it for February
        assertThat(shown(subscription.chargesDueBy(LocalDate.parse("2027-12-31"))))
                .filteredOn(charge -> charge.contains(" least "))
                .containsExactly(
                        "2027-02-14 least RECURRING [2027-01-01, 2027-02-15) 43.50 EUR: at least 90.00 EUR, of which 46.50 EUR");
    }

    private static Money sum(List<RatedCharge> charges) {
        return charges.stream().map(RatedCharge::amount).reduce(Money.zero(EUR), Money::plus);
    }

    private static final List<String> PERIODS = List.of(
            "",
            "period=1 day;",
            "period=1 week;",
            "period=2 week;alignment=anniversary;",
            "alignment=anniversary;",
            "alignment=day 31;",
            "alignment=day 15;",
            "period=1 quarter;",
            "period=1 half-year;alignment=day 29;",
            "period=1 year;alignment=anniversary;",
            "period=5 month;alignment=anniversary;");
    private static final List<String> RULES = List.of(
            "", "proration=by-day-inclusive;", "proration=by-second;", "proration=none;", "proration=full-first;");

    private static String anyTerms(Random random) {
        return PERIODS.get(random.nextInt(PERIODS.size()))
                + RULES.get(random.nextInt(RULES.size()))
                + (random.nextBoolean() ? "timing=in-arrears;" : "")
                + (random.nextInt(4) == 0 ? "refund=none;" : "")
                + (random.nextInt(3) == 0 ? "trial=" + (1 + random.nextInt(40)) + " day;" : "")
                + (random.nextInt(3) == 0 ? "discounts=percent:33.3:0:2,amount:0.37:1:*;" : "")
                + "basis=seats";
    }

    private static Subscription any(Random random) {
        LocalDate began = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(800));
        String terms = anyTerms(random);
        Subscription subscription = subscription(
                began + "T" + (10 + random.nextInt(10)) + ":30",
                price("fee", random.nextInt(300) + "." + (10 + random.nextInt(90)), terms),
                price("care", "0.00", "basis=percent:7.5:fee"));
        for (int i = random.nextInt(6); i > 0; i--) {
            subscription = after(subscription, began.plusDays(random.nextInt(200)) + " seats " + random.nextInt(9));
        }
        if (random.nextBoolean()) {
            subscription = after(subscription, "anchor=" + began.minusDays(random.nextInt(400)));
        }
        if (random.nextInt(3) > 0) {
            LocalDate ended = began.plusDays(random.nextInt(250));
            String at = ended.equals(began) ? "T20:00" : random.nextBoolean() ? "T09:00" : "";
            subscription = after(subscription, "end=" + ended + at + (random.nextInt(5) == 0 ? " kept" : ""));
        }
        return subscription;
    }

    @Test
    void the_charges_of_days_divided_in_any_way_are_those_of_all_of_them() {
        Random random = new Random(SEED);
        for (int round = 0; round < 400; round++) {
            Subscription subscription = any(random);
            LocalDate from = subscription.activatedOn();
            LocalDate to = from.plusDays(400);
            List<RatedCharge> parts = new ArrayList<>();
            for (LocalDate day = from; day.isBefore(to); ) {
                LocalDate next = day.plusDays(1 + random.nextInt(60));
                next = next.isAfter(to) ? to : next;
                parts.addAll(subscription.chargesDue(day, next));
                day = next;
            }
            assertThat(parts)
                    .as("round %d: %s", round, subscription)
                    .containsExactlyInAnyOrderElementsOf(subscription.chargesDue(from, to));
            assertThat(parts.stream()
                            .map(charge -> charge.priceId()
                                    + charge.kind()
                                    + charge.period().from())
                            .distinct())
                    .as("each charge once by its key, round %d: %s", round, subscription)
                    .hasSameSizeAs(parts);
        }
    }

    /** Whatever is in advance, the days that were used cost what they cost in arrears, where parts of a period are prorated and given back. */
    @Test
    void in_advance_and_in_arrears_come_to_the_same() {
        Random random = new Random(SEED + 1);
        for (int round = 0; round < 400; round++) {
            String terms = PERIODS.get(random.nextInt(PERIODS.size())) + RULES.get(random.nextInt(3)) + "basis=seats";
            LocalDate began = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(800));
            String amount = random.nextInt(300) + "." + (10 + random.nextInt(90));
            List<String> events = Stream.concat(
                            Stream.generate(() -> began.plusDays(random.nextInt(200)) + " seats " + random.nextInt(9))
                                    .limit(random.nextInt(5)),
                            Stream.of("end=" + began.plusDays(1 + random.nextInt(200))))
                    .toList();
            Subscription ahead = subscription(began.toString(), price("fee", amount, terms));
            Subscription behind = subscription(began.toString(), price("fee", amount, "timing=in-arrears;" + terms));
            for (String event : events) {
                ahead = after(ahead, event);
                behind = after(behind, event);
            }
            LocalDate late = began.plusDays(1_000);
            assertThat(sum(ahead.chargesDueBy(late)))
                    .as("round %d: %s %s %s", round, terms, began, events)
                    .isEqualTo(sum(behind.chargesDueBy(late)));
        }
    }

    @Test
    void ten_changes_in_one_cycle_add_up_and_recompute_changes_nothing() {
        Random random = new Random(SEED + 2);
        for (int round = 0; round < 200; round++) {
            Subscription subscription = subscription("2026-12-01", price("fee", "6.99", "basis=seats"));
            List<RatedCharge> posted = new ArrayList<>(subscription.startCharges());
            LocalDate today = subscription.activatedOn();
            for (int change = 0; change < 10; change++) {
                today = today.plusDays(random.nextInt(4));
                // some of them back-dated
                LocalDate from = today.minusDays(random.nextInt(3));
                from = from.isBefore(subscription.activatedOn()) ? subscription.activatedOn() : from;
                subscription = replaced(subscription, new Seats(from, random.nextInt(20)));
                posted.addAll(subscription.reconcile(today, posted));
                assertThat(sum(posted)).isEqualTo(sum(subscription.chargesDueBy(today)));
                assertThat(subscription.reconcile(today, posted)).isEmpty();
            }
            assertThat(posted.stream()
                            .map(charge -> charge.kind() + " " + charge.period().from() + " " + charge.revision())
                            .collect(Collectors.toSet()))
                    .as("each revision once")
                    .hasSize(posted.size());
        }
    }

    private static Subscription replaced(Subscription subscription, Seats seats) {
        List<Seats> all = new ArrayList<>(subscription.course().seats());
        all.removeIf(each -> each.from().equals(seats.from()));
        all.add(seats);
        return subscription.on(new Course(subscription.activatedOn(), Optional.empty(), all));
    }

    @Test
    void a_back_dated_end_takes_back_what_was_charged_after_it_and_charges_it_again_when_it_was_a_mistake() {
        Subscription running = subscription("2026-11-25", price("fee", "15.00", ""));
        LocalDate january = LocalDate.parse("2027-01-05");
        List<RatedCharge> posted = new ArrayList<>(running.reconcile(january, List.of()));
        assertThat(sum(posted)).isEqualTo(Money.of("33.00", EUR));
        Subscription ended = after(running, "end=2026-12-10");
        List<RatedCharge> back = ended.reconcile(january, posted);
        assertThat(shown(back))
                .containsExactly(
                        "2026-12-10 fee CREDIT [2026-12-10, 2027-01-01) -10.65 EUR: 22 of 31 days of 15.00 EUR not used",
                        "2027-01-01 fee RECURRING [2027-01-01, 2027-02-01) -15.00 EUR: no longer due: 31 of 31 days of 15.00 EUR");
        posted.addAll(back);
        assertThat(ended.reconcile(january, posted)).isEmpty();
        List<RatedCharge> again = running.reconcile(january, posted);
        assertThat(again)
                .extracting(charge -> charge.kind() + " " + charge.amount() + " " + charge.revision())
                .containsExactly("RECURRING 15.00 EUR 2", "CREDIT 10.65 EUR 1");
        posted.addAll(again);
        assertThat(running.reconcile(january, posted)).isEmpty();
        assertThat(sum(posted)).isEqualTo(Money.of("33.00", EUR));
    }

    @Test
    void charges_of_several_prices_stand_in_the_order_in_which_they_are_due() {
        Subscription both = subscription(
                "2026-11-25", price("own", "10.00", "alignment=anniversary"), price("calendar", "15.00", ""));
        assertThat(both.chargesDueBy(LocalDate.parse("2027-01-31")))
                .extracting(charge -> charge.dueOn() + " " + charge.priceId())
                .containsExactly(
                        "2026-11-25 own",
                        "2026-11-25 calendar",
                        "2026-12-01 calendar",
                        "2026-12-25 own",
                        "2027-01-01 calendar",
                        "2027-01-25 own");
    }

    @Test
    void a_month_long_ago_has_nothing_and_one_far_away_one_charge() {
        Subscription running = subscription("2026-11-25", price("fee", "15.00", "alignment=anniversary"));
        assertThat(running.chargesIn(YearMonth.of(-999_999_999, 1))).isEmpty();
        assertThat(running.chargesIn(YearMonth.of(9_999, 12))).hasSize(1);
    }

    @Test
    void what_is_due_later_is_not_asked_for_nor_taken_back() {
        Subscription running = subscription("2026-11-25", price("fee", "15.00", ""));
        List<RatedCharge> posted = running.chargesDueBy(LocalDate.parse("2027-01-01"));
        assertThat(running.reconcile(LocalDate.parse("2026-12-31"), posted)).isEmpty();
        assertThat(running.reconcile(LocalDate.parse("2026-12-01"), LocalDate.parse("2026-12-02"), List.of()))
                .extracting(RatedCharge::amount)
                .containsExactly(Money.of("15.00", EUR));
        assertThat(running.chargesDue(LocalDate.parse("2026-12-01"), LocalDate.parse("2026-12-01")))
                .isEmpty();
    }
}
