package dialtone.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.catalog.DiscountCondition;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.rating.Subscription.Course;
import dialtone.rating.Subscription.End;
import dialtone.rating.Subscription.Seats;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class RecurringDiscountsTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDate FIRST = LocalDate.parse("2026-11-01");
    private static final int DAYS = 150;
    private static final String BUNDLE = "discounts=percent:20:0:*:n/Bundle:t/1/*/pack";

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(
            resources = "discount-cases.csv",
            delimiter = '|',
            useHeadersInDisplayName = true,
            numLinesToSkip = 3)
    void a_worked_case_comes_out_as_by_hand(
            String arithmetic,
            String terms,
            String amount,
            LocalDate began,
            @Nullable String events,
            LocalDate until,
            String expected) {
        Subscription subscription = subscription(terms, amount, began);
        List<Companion> others = new ArrayList<>();
        for (String event : events == null ? new String[0] : events.split(", ")) {
            Optional<Companion> other = companion(event);
            if (other.isPresent()) {
                others.add(other.get());
            } else {
                subscription = after(subscription, event);
            }
        }
        subscription = new History(subscription, others).knowing(others);
        assertThat(subscription.chargesDueBy(until))
                .extracting(charge -> charge.dueOn() + " " + charge.amount().amount())
                .as(arithmetic)
                .containsExactlyElementsOf(Arrays.asList(expected.split(", ")));
    }

    @Test
    void a_charge_names_the_discount_and_what_it_takes_the_place_of() {
        Subscription alone = subscription(BUNDLE, "30.00", FIRST);
        List<Companion> pack = List.of(companion("pack 2026-11-16/").orElseThrow());
        assertThat(new History(alone, pack).knowing(pack).chargesDueBy(LocalDate.parse("2026-12-01")))
                .extracting(RatedCharge::explanation)
                .containsExactly(
                        "30 of 30 days of 30.00 EUR",
                        "15 of 30 days of 30.00 EUR less 20 % (Bundle) in place of 30.00 EUR",
                        "31 of 31 days of 30.00 EUR less 20 % (Bundle)");
    }

    @Test
    void terms_with_conditions_are_read_as_they_were_written_and_those_of_before_keep_their_text() {
        String text = "discounts=percent:20:0:3:n/Two lines and more:m/24:t/2/4/plan/other,amount:5.00:12:*";
        RecurringTerms terms = RecurringTerms.parse(text, EUR);
        assertThat(terms.text()).isEqualTo(text);
        assertThat(terms.discounts().getFirst().condition())
                .isEqualTo(new DiscountCondition(
                        Optional.of("Two lines and more"),
                        24,
                        Optional.of(new DiscountCondition.Together(
                                List.of(new OfferingId("plan"), new OfferingId("other")), 2, Optional.of(4)))));
        assertThat(terms.discounts().getLast().condition()).isEqualTo(DiscountCondition.ALWAYS);
    }

    @Test
    void the_charges_of_any_days_are_those_of_all_whichever_way_they_are_divided() {
        Random random = new Random(45);
        for (int i = 0; i < 300; i++) {
            History history = anyHistory(random);
            Subscription subscription = history.knowing(history.others());
            LocalDate end = FIRST.plusDays(DAYS);
            List<String> whole = shown(subscription.chargesDue(FIRST, end));
            List<String> parts = new ArrayList<>();
            LocalDate from = FIRST;
            while (from.isBefore(end)) {
                LocalDate to = from.plusDays(1 + random.nextInt(40));
                parts.addAll(shown(subscription.chargesDue(from, to.isBefore(end) ? to : end)));
                from = to;
            }
            assertThat(parts).as("history %d", i).containsExactlyInAnyOrderElementsOf(whole);
        }
    }

    /** What comes and goes beside a line is told in any order, at any time, and what is posted meanwhile is made right. */
    @Test
    void in_whichever_order_it_is_told_and_posted_the_books_end_up_the_same_and_again_nothing_is_posted() {
        Random random = new Random(451);
        for (int i = 0; i < 300; i++) {
            History history = anyHistory(random);
            Subscription last = history.knowing(history.others());
            List<Companion> told = new ArrayList<>(history.others());
            Collections.shuffle(told, random);
            List<RatedCharge> posted = new ArrayList<>();
            LocalDate end = FIRST.plusDays(DAYS);
            LocalDate day = FIRST;
            for (int known = 0; known <= told.size(); known++) {
                day = day.plusDays(random.nextInt(30));
                Subscription now = history.knowing(told.subList(0, known));
                posted.addAll(now.reconcile(day.isBefore(end) ? day : end, posted));
            }
            posted.addAll(last.reconcile(end, posted));
            assertThat(last.reconcile(end, posted)).as("history %d", i).isEmpty();
            assertThat(sum(posted)).as("history %d", i).isEqualTo(sum(last.chargesDueBy(end)));
        }
    }

    @Test
    void only_a_discount_for_what_else_is_paid_for_asks_for_that() {
        assertThat(subscription(BUNDLE, "30.00", FIRST).asksForCompanions()).isTrue();
        assertThat(subscription("discounts=percent:20:0:*", "30.00", FIRST).asksForCompanions())
                .isFalse();
        assertThat(subscription("", "30.00", FIRST).asksForCompanions()).isFalse();
    }

    @Test
    void companions_are_the_same_where_all_of_them_are() {
        Companions pack = new Companions(List.of(companion("pack 2026-11-16/").orElseThrow()));
        assertThat(pack)
                .isEqualTo(new Companions(List.of(companion("pack 2026-11-16/").orElseThrow())))
                .hasSameHashCodeAs(
                        new Companions(List.of(companion("pack 2026-11-16/").orElseThrow())))
                .isNotEqualTo(Companions.NONE)
                .isNotEqualTo("pack");
        assertThat(pack.toString()).contains("pack", "2026-11-16");
    }

    private static Money sum(List<RatedCharge> charges) {
        return charges.stream().map(RatedCharge::amount).reduce(Money.zero(EUR), Money::plus);
    }

    private static List<String> shown(List<RatedCharge> charges) {
        return charges.stream()
                .map(charge -> charge.dueOn() + " " + charge.kind() + " " + charge.period() + " " + charge.amount())
                .toList();
    }

    private record History(Subscription subscription, List<Companion> others) {
        Subscription knowing(List<Companion> some) {
            List<Companion> all = new ArrayList<>(some);
            all.add(subscription.companion());
            return subscription.on(subscription.course().beside(new Companions(all)));
        }
    }

    private static History anyHistory(Random random) {
        List<String> terms = List.of("", "timing=in-arrears;", "alignment=anniversary;", "proration=by-day-inclusive;");
        String discounts = "discounts=percent:20:0:*:n/Bundle:t/1/*/pack,percent:7.5:0:*:n/Few:t/2/3/plan,"
                + "percent:15:0:*:n/Many:t/4/*/plan,amount:1.11:0:*:n/Loyal:m/2";
        Subscription subscription = subscription(
                terms.get(random.nextInt(terms.size())) + discounts, "29.99", FIRST.plusDays(random.nextInt(30)));
        List<Companion> companions = new ArrayList<>();
        for (int i = random.nextInt(7); i > 0; i--) {
            LocalDate from = FIRST.plusDays(random.nextInt(DAYS) - 20);
            companions.add(new Companion(
                    new OfferingId(random.nextBoolean() ? "pack" : "plan"),
                    from,
                    random.nextBoolean() ? Optional.empty() : Optional.of(from.plusDays(random.nextInt(60)))));
        }
        return new History(
                random.nextInt(3) == 0
                        ? subscription.endedOn(
                                subscription.activatedOn().plusDays(random.nextInt(100)), Optional.empty())
                        : subscription,
                companions);
    }

    private static Subscription subscription(String terms, String amount, LocalDate began) {
        return new Subscription(
                new OrderId("ORD-1"),
                "1",
                new CustomerId("CUS-1"),
                new BillingAccountId("BAC-1"),
                new OfferingId("plan"),
                "Plan",
                BERLIN,
                began,
                new Tariff(List.of(
                        new Price.Recurring("fee", "fee", Money.of(amount, EUR), RecurringTerms.parse(terms, EUR)))));
    }

    private static Subscription after(Subscription subscription, String event) {
        Course course = subscription.course();
        if (event.startsWith("anchor=")) {
            LocalDate day = LocalDate.parse(event.substring("anchor=".length()));
            return subscription.on(new Course(day, course.activatedAt(), course.seats()));
        }
        if (event.startsWith("end=")) {
            return subscription.ended(
                    new End(LocalDate.parse(event.substring("end=".length())), Optional.empty(), false));
        }
        String[] words = event.split(" ");
        return subscription.on(course.seating(List.of(new Seats(LocalDate.parse(words[0]), Long.parseLong(words[2])))));
    }

    private static Optional<Companion> companion(String event) {
        if (!event.startsWith("pack ") && !event.startsWith("plan ")) {
            return Optional.empty();
        }
        String[] words = event.split(" ");
        String[] days = words[1].split("/", -1);
        return Optional.of(new Companion(
                new OfferingId(words[0]),
                LocalDate.parse(days[0]),
                days[1].isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(days[1]))));
    }
}
