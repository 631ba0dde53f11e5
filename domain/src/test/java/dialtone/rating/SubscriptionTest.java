package dialtone.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.base.UnitPrice;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms;
import dialtone.catalog.UsageType;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.PricedItem;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.usage.UsageEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubscriptionTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    private final Price.OneOff activation =
            new Price.OneOff("activation", "Activation Mobile M", Money.of("9.99", EUR));
    private final Price.Recurring plan = new Price.Recurring("plan", "Monthly fee", Money.of("15.00", EUR));
    private final Price.Allowance minutes =
            new Price.Allowance("minutes", "100 minutes", List.of(UsageType.VOICE), 6000);
    private final Price.Usage voice =
            new Price.Usage("voice", "Calls", UsageType.VOICE, new UnitPrice(new BigDecimal("0.09"), EUR), 60, 60, 1);
    private final Subscription subscription = new Subscription(
            new OrderId("ORD-100001"),
            "1",
            new CustomerId("CUS-100001"),
            new BillingAccountId("BAC-100001"),
            new OfferingId("mobile-sim-only-m"),
            "Mobile M",
            ZoneId.of("Europe/Berlin"),
            LocalDate.parse("2026-11-25"),
            new Tariff(List.of(activation, plan, minutes, voice)));

    @Test
    void there_are_no_fewer_than_no_seats_and_no_more_than_the_most() {
        LocalDate day = LocalDate.parse("2026-11-25");
        assertThat(new Subscription.Seats(day, 0).count()).isZero();
        assertThat(new Subscription.Seats(day, Subscription.MAX_SEATS).count()).isEqualTo(Subscription.MAX_SEATS);
        for (long beyond : new long[] {-1, Subscription.MAX_SEATS + 1}) {
            assertThatThrownBy(() -> new Subscription.Seats(day, beyond)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void seats_from_a_day_on_are_those_of_that_day_and_all_that_are_said_of_later_ones() {
        LocalDate day = LocalDate.parse("2026-11-25");
        Subscription.Course course = Subscription.Course.from(day)
                .seating(List.of(
                        new Subscription.Seats(day, 2),
                        new Subscription.Seats(day.plusDays(10), 5),
                        new Subscription.Seats(day.plusDays(20), 3)));
        assertThat(course.seatsFrom(day.plusDays(10)))
                .containsExactly(
                        new Subscription.Seats(day.plusDays(10), 5), new Subscription.Seats(day.plusDays(20), 3));
        assertThat(Subscription.Course.from(day).seatsFrom(day)).isEmpty();
    }

    @Test
    void what_is_activated_on_the_25th_of_november_pays_the_one_off_and_six_of_thirty_days() {
        List<RatedCharge> charges = subscription.startCharges();
        assertThat(charges).extracting(RatedCharge::kind).containsExactly(ChargeKind.ONE_OFF, ChargeKind.RECURRING);
        assertThat(charges)
                .extracting(RatedCharge::amount)
                .containsExactly(Money.of("9.99", EUR), Money.of("3.00", EUR));
        assertThat(charges.get(1).explanation()).isEqualTo("6 of 30 days of 15.00 EUR");
        assertThat(charges.get(1).period()).hasToString("[2026-11-25, 2026-12-01)");
        assertThat(charges)
                .extracting(RatedCharge::description)
                .containsExactly("Activation Mobile M", "Mobile M: Monthly fee");
    }

    @Test
    void a_later_month_is_charged_whole_and_an_earlier_one_not_at_all() {
        assertThat(subscription.chargesIn(YearMonth.of(2026, 12)))
                .singleElement()
                .satisfies(charge -> {
                    assertThat(charge.amount()).isEqualTo(Money.of("15.00", EUR));
                    assertThat(charge.explanation()).isEqualTo("31 of 31 days of 15.00 EUR");
                });
        assertThat(subscription.chargesIn(YearMonth.of(2026, 10))).isEmpty();
    }

    @Test
    void what_is_due_by_a_day_has_each_month_until_then_and_no_charge_twice() {
        List<RatedCharge> november = subscription.chargesDueBy(LocalDate.parse("2026-11-30"));
        List<RatedCharge> january = subscription.chargesDueBy(LocalDate.parse("2027-01-01"));
        assertThat(november).isEqualTo(subscription.startCharges());
        assertThat(subscription.reconcile(LocalDate.parse("2027-01-01"), november))
                .extracting(charge -> charge.period() + " " + charge.amount())
                .containsExactly("[2026-12-01, 2027-01-01) 15.00 EUR", "[2027-01-01, 2027-02-01) 15.00 EUR");
        assertThat(subscription.reconcile(LocalDate.parse("2027-01-01"), january))
                .isEmpty();
    }

    @Test
    void what_ended_in_the_middle_of_a_month_is_due_until_then() {
        Subscription ended = subscription.endedOn(LocalDate.parse("2026-12-10"), Optional.empty());
        assertThat(ended.chargesDue(LocalDate.parse("2026-12-01"), LocalDate.parse("2027-03-01")))
                .extracting(charge -> charge.kind() + " " + charge.amount())
                .containsExactly("RECURRING 15.00 EUR", "CREDIT -10.65 EUR");
    }

    private static final Price.EarlyTermination FEE = new Price.EarlyTermination(
            "early-termination",
            "Early termination",
            Money.of("96.00", EUR),
            "24 months of 24 remain, 4.00 EUR for each");

    @Test
    void what_ends_on_the_27th_gives_back_four_days_and_costs_what_ending_early_costs() {
        Subscription ended = subscription.endedOn(LocalDate.parse("2026-11-27"), Optional.of(FEE));
        assertThat(ended.endCharges(subscription.startCharges()))
                .extracting(charge ->
                        charge.kind() + " " + charge.amount() + " " + charge.period() + " " + charge.explanation())
                .containsExactly(
                        "CREDIT -2.00 EUR [2026-11-27, 2026-12-01) 4 of 30 days of 15.00 EUR not used",
                        "EARLY_TERMINATION 96.00 EUR [2026-11-27, 2026-11-28) 24 months of 24 remain, 4.00 EUR for each");
        assertThat(ended.chargesIn(YearMonth.of(2026, 11)))
                .extracting(RatedCharge::amount)
                .containsExactly(
                        Money.of("9.99", EUR), Money.of("3.00", EUR), Money.of("-2.00", EUR), Money.of("96.00", EUR));
        assertThat(ended.chargesIn(YearMonth.of(2026, 12))).isEmpty();
    }

    @Test
    void what_ends_on_the_day_it_began_gives_back_all_of_its_days() {
        Subscription ended = subscription.endedOn(subscription.activatedOn(), Optional.empty());
        assertThat(ended.endCharges(subscription.startCharges()))
                .singleElement()
                .extracting(RatedCharge::amount)
                .isEqualTo(Money.of("-3.00", EUR));
    }

    @Test
    void what_ends_in_a_month_that_was_not_charged_is_charged_until_then() {
        Subscription ended = subscription.endedOn(LocalDate.parse("2026-12-10"), Optional.of(FEE));
        List<RatedCharge> atTheEnd = ended.endCharges(subscription.startCharges());
        assertThat(atTheEnd)
                .extracting(charge -> charge.kind() + " " + charge.amount())
                .as("of December's thirty-one days nine are used: 4.35")
                .containsExactly("RECURRING 15.00 EUR", "CREDIT -10.65 EUR", "EARLY_TERMINATION 96.00 EUR");
        assertThat(subscription.endCharges(subscription.startCharges())).isEmpty();
    }

    @Test
    void used_days_and_those_given_back_are_the_whole_on_every_day_of_a_month() {
        Price.Recurring odd = new Price.Recurring("plan", "Monthly fee", Money.of("19.99", EUR));
        for (int day = 1; day <= 31; day++) {
            LocalDate endedOn = LocalDate.of(2026, 12, day);
            Subscription ended = new Subscription(
                            subscription.order(),
                            "1",
                            subscription.customer(),
                            subscription.account(),
                            subscription.offering(),
                            "Mobile M",
                            subscription.zone(),
                            LocalDate.of(2026, 12, 1),
                            new Tariff(List.of(odd)))
                    .endedOn(endedOn, Optional.empty());
            Money due = ended.chargesIn(YearMonth.of(2026, 12)).stream()
                    .map(RatedCharge::amount)
                    .reduce(Money.zero(EUR), Money::plus);
            ChargePeriod december = ChargePeriod.month(YearMonth.of(2026, 12));
            Money used = day == 1
                    ? Money.zero(EUR)
                    : Proration.charge(odd.amount(), december, new ChargePeriod(december.from(), endedOn));
            assertThat(due).as("ended on the %d.", day).isEqualTo(used);
        }
    }

    @Test
    void what_a_subscription_changes_into_is_charged_at_the_same_account_from_that_day_on() {
        Instant day = Instant.parse("2026-11-27T08:00:00Z");
        Price.Recurring dearer = new Price.Recurring("plan", "Monthly fee", Money.of("30.00", EUR));
        Subscription next = subscription.changedInto(
                new OrderId("ORD-9"),
                new PricedItem("7", subscription.offering(), "Mobile L", List.of(dearer, voice)),
                day);
        assertThat(next.account()).isEqualTo(subscription.account());
        assertThat(next.zone()).isEqualTo(subscription.zone());
        assertThat(next.startCharges()).singleElement().satisfies(charge -> {
            assertThat(charge.order()).isEqualTo(new OrderId("ORD-9"));
            assertThat(charge.itemId()).isEqualTo("7");
            assertThat(charge.amount()).as("4 of 30 days").isEqualTo(Money.of("4.00", EUR));
        });
    }

    /** Eight seats at 3.00 EUR for 4 of 30 days are 3.20 EUR; where there were five, five stay: 2.00 EUR. */
    @Test
    void a_plan_by_the_seat_has_those_it_was_ordered_with_and_those_the_former_one_had_where_there_were_some() {
        Instant day = Instant.parse("2026-11-27T08:00:00Z");
        Price seat =
                new Price.Recurring("seat", "Seat", Money.of("3.00", EUR), RecurringTerms.parse("basis=seats", EUR));
        PricedItem team = new PricedItem("7", subscription.offering(), "Team", List.of(seat), 8);
        assertThat(subscription.changedInto(new OrderId("ORD-9"), team, day).startCharges())
                .singleElement()
                .satisfies(charge -> assertThat(charge.amount()).isEqualTo(Money.of("3.20", EUR)));
        Subscription five = subscription.on(
                subscription.course().seating(List.of(new Subscription.Seats(subscription.activatedOn(), 5))));
        assertThat(five.changedInto(new OrderId("ORD-9"), team, day).startCharges())
                .singleElement()
                .satisfies(charge -> assertThat(charge.amount()).isEqualTo(Money.of("2.00", EUR)));
    }

    @Test
    void another_handset_is_paid_for_once_on_its_day_and_by_the_month_from_then_on() {
        Subscription next = subscription.changedInto(
                new OrderId("ORD-9"),
                new PricedItem(
                        "1",
                        subscription.offering(),
                        "Handset",
                        List.of(
                                new Price.OneOff("first", "First payment", Money.of("1.00", EUR)),
                                new Price.Recurring("instalment", "Instalment", Money.of("18.90", EUR)))),
                Instant.parse("2026-11-26T23:00:00Z"));
        assertThat(next.startCharges())
                .extracting(charge -> charge.kind() + " " + charge.amount())
                .containsExactly("ONE_OFF 1.00 EUR", "RECURRING 2.52 EUR");
    }

    @Test
    void a_tariff_has_no_price_for_ending() {
        assertThatThrownBy(() -> new Tariff(List.of(FEE)).id()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_same_prices_are_the_same_tariff_and_others_are_another() {
        String id = subscription.prices().id();
        assertThat(new Tariff(List.of(activation, plan, minutes, voice)).id())
                .isEqualTo(id)
                .hasSize(64);
        assertThat(new Tariff(List.of(activation, plan, minutes)).id()).isNotEqualTo(id);
        Price.Recurring dearer = new Price.Recurring("plan", "Monthly fee", Money.of("15.01", EUR));
        assertThat(new Tariff(List.of(activation, dearer, minutes, voice)).id()).isNotEqualTo(id);
    }

    @Test
    void tariffs_are_equal_by_their_prices() {
        Tariff same = new Tariff(List.of(activation, plan, minutes, voice));
        assertThat(same).isEqualTo(subscription.prices()).hasSameHashCodeAs(subscription.prices());
        assertThat(same).isNotEqualTo(new Tariff(List.of(plan))).isNotEqualTo("a tariff");
        assertThat(same.toString()).contains("Monthly fee");
        assertThat(same.hashCode()).isNotEqualTo(new Tariff(List.of(plan)).hashCode());
    }

    @Test
    void a_tariff_rates_what_it_prices_or_includes_by_the_last_price() {
        Price.Usage addOn = new Price.Usage(
                "voice-2", "Calls", UsageType.VOICE, new UnitPrice(new BigDecimal("0.05"), EUR), 60, 60, 1);
        Price.Allowance messages = new Price.Allowance("messages", "Messages", List.of(UsageType.SMS), 10);
        Tariff tariff = new Tariff(List.of(plan, minutes, voice, addOn, messages));
        assertThat(tariff.priceOf(Cell.of(UsageType.VOICE))).contains("voice-2");
        assertThat(tariff.priceOf(Cell.of(UsageType.SMS))).isEmpty();
        assertThat(tariff.allowances()).containsExactly(minutes, messages);
        assertThat(rates(tariff, UsageType.VOICE)).isTrue();
        assertThat(rates(tariff, UsageType.SMS)).isTrue();
        assertThat(rates(tariff, UsageType.DATA)).isFalse();
        assertThat(rates(new Tariff(List.of(voice)), UsageType.VOICE)).isTrue();
    }

    private static boolean rates(Tariff tariff, UsageType type) {
        UsageEvent event =
                new UsageEvent("msc1", 1, type, "491510000001", Instant.parse("2026-11-25T12:00:00Z"), 1, "4930");
        return CycleUsage.none(tariff)
                .rate(event, new RatingContext(ZoneId.of("Europe/Berlin"), ReferenceData.NONE))
                .isPresent();
    }

    @Test
    void a_tariff_has_a_limit() {
        assertThat(new Tariff(Collections.nCopies(Tariff.MAX_PRICES, plan)).prices())
                .hasSize(Tariff.MAX_PRICES);
        assertThatThrownBy(() -> new Tariff(Collections.nCopies(Tariff.MAX_PRICES + 1, plan)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_subscription_is_made_of_what_was_ordered() {
        OrderFacts.Charges charges = new OrderFacts.Charges(
                subscription.order(),
                subscription.customer(),
                subscription.account(),
                subscription.zone(),
                List.of(new PricedItem(
                        "1", subscription.offering(), "Mobile M", List.of(activation, plan, minutes, voice))),
                List.of(new OrderFacts.Line("1", "491510000001")));
        Instant at = Instant.parse("2026-11-24T23:00:00Z");
        assertThat(Subscription.of(charges, charges.items().get(0), at))
                .isEqualTo(subscription.on(
                        new Subscription.Course(subscription.activatedOn(), Optional.of(at), List.of())));
    }

    @Test
    void a_description_longer_than_its_column_is_cut() {
        Subscription wordy = new Subscription(
                subscription.order(),
                "1",
                subscription.customer(),
                subscription.account(),
                subscription.offering(),
                "x".repeat(RatedCharge.MAX_TEXT),
                subscription.zone(),
                subscription.activatedOn(),
                subscription.prices());
        assertThat(wordy.startCharges())
                .allSatisfy(charge -> assertThat(charge.description()).hasSize(RatedCharge.MAX_TEXT));
    }
}
