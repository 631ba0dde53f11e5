package dialtone.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Mails;
import dialtone.base.Money;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ReturnRules;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.pool.DeviceReturn.Attention;
import dialtone.pool.DeviceReturn.State;
import dialtone.pool.ReturnNotice.Effect;
import dialtone.pool.ReturnNotice.Event;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A device that was asked back, until it has come or is paid. */
class DeviceReturnTest {

    private static final Instant ASKED = Instant.parse("2026-11-26T10:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final ReturnRules RULES =
            new ReturnRules(List.of(DAY.multipliedBy(3), DAY.multipliedBy(10)), DAY.multipliedBy(21));
    private static final Money CHARGE = new Money(new BigDecimal("240.00"), Currency.getInstance("EUR"));
    private static final String IMEI = "004401050000001";

    private final DeviceReturn asked = asked(Optional.of(CHARGE));

    private static DeviceReturn asked(Optional<Money> charge) {
        return new DeviceReturn(
                new DeviceReturn.Asked(
                        "ORD-1-S3",
                        IMEI,
                        new OrderId("ORD-1"),
                        "1-1",
                        new CustomerId("CUS-1"),
                        new BillingAccountId("BAC-1"),
                        new OfferingId("handset-fairline-5-leased"),
                        "Fairline 5 on lease",
                        "CR000000015DE",
                        charge),
                ASKED);
    }

    private static Instant day(int days) {
        return ASKED.plus(DAY.multipliedBy(days));
    }

    private static ReturnNotice notice(Event event, int day) {
        return new ReturnNotice("N-" + event + day, "ORD-1-S3", IMEI, event, day(day));
    }

    /** What its moment asks for, done at once. */
    private Optional<Attention> attended(DeviceReturn of, int day) {
        Optional<Attention> attention = of.attend(RULES, day(day));
        attention.ifPresent(what -> {
            switch (what) {
                case MAIL -> of.mailed(RULES, day(day));
                case CHARGE -> of.charge(day(day));
            }
        });
        return attention;
    }

    @Test
    void the_label_goes_out_at_once_then_reminders_and_in_the_end_it_is_charged_once() {
        assertThat(attended(asked, 0)).contains(Attention.MAIL);
        assertThat(attended(asked, 2)).isEmpty();
        assertThat(attended(asked, 3)).contains(Attention.MAIL);
        assertThat(attended(asked, 10)).contains(Attention.MAIL);
        assertThat(asked.mails()).isEqualTo(3);
        assertThat(attended(asked, 20)).isEmpty();
        assertThat(asked.words()).isEqualTo("Asked back, with the customer");
        assertThat(attended(asked, 23)).as("days of grace").isEmpty();
        assertThat(asked.isChargeable(day(23))).isFalse();
        assertThatThrownBy(() -> asked.charge(day(23))).hasMessageContaining("is AWAITED");
        assertThat(attended(asked, 24)).contains(Attention.CHARGE);
        assertThat(asked.state()).isEqualTo(State.OVERDUE);
        assertThat(asked.chargedAt()).contains(day(24));
        assertThat(asked.words()).contains("residual charge posted");
        assertThat(attended(asked, 99)).isEmpty();
        assertThatThrownBy(() -> asked.charge(day(99))).hasMessageContaining("is OVERDUE");
    }

    @Test
    void one_that_costs_nothing_is_overdue_and_not_charged() {
        DeviceReturn free = asked(Optional.empty());
        assertThat(attended(free, 0)).contains(Attention.MAIL);
        assertThat(attended(free, 24)).contains(Attention.CHARGE);
        assertThat(free.chargedAt()).isEmpty();
        ReturnNotice late = notice(Event.HANDED_IN, 30);
        assertThat(free.concern()).isEmpty();
        assertThat(free.residualCharge()).isEmpty();
        assertThat(free.words()).isEqualTo("Not sent back in time");
        assertThat(free.take(late)).isEqualTo(Effect.APPLIED);
        assertThat(free.concern()).as("no charge that could be wrong").isEmpty();
    }

    @Test
    void after_a_long_outage_one_mail_stands_for_all_whose_time_has_passed() {
        attended(asked, 0);
        assertThat(attended(asked, 12)).contains(Attention.MAIL);
        assertThat(asked.mails()).isEqualTo(3);
        assertThat(asked.dueAt()).contains(day(24));
    }

    @Test
    void a_label_that_goes_out_late_gives_the_whole_time() {
        assertThat(asked.isNew()).isTrue();
        assertThat(attended(asked, 30)).contains(Attention.MAIL);
        assertThat(asked.isNew()).isFalse();
        assertThat(asked.labelledAt()).contains(day(30));
        assertThat(asked.deadlineAt()).contains(day(51));
        assertThat(attended(asked, 32)).isEmpty();
        assertThat(attended(asked, 33)).contains(Attention.MAIL);
    }

    @Test
    void another_catalogue_does_not_shorten_what_a_label_has_promised() {
        ReturnRules shorter = new ReturnRules(List.of(DAY), DAY.multipliedBy(2));
        attended(asked, 0);
        assertThat(asked.attend(shorter, day(3))).contains(Attention.MAIL);
        asked.mailed(shorter, day(3));
        assertThat(asked.deadlineAt()).contains(day(21));
        assertThat(asked.attend(shorter, day(23))).isEmpty();
        assertThat(asked.attend(shorter, day(24))).contains(Attention.CHARGE);
    }

    @Test
    void without_a_label_nobody_is_charged_until_a_person_has_told_him() {
        DeviceReturn lettered = asked(Optional.of(CHARGE));
        lettered.attend(RULES, ASKED);
        lettered.unaddressed(RULES, ASKED);
        assertThat(lettered.concern()).contains(ReturnConcern.NO_LABEL);
        assertThat(lettered.isNew()).isTrue();
        assertThat(lettered.dueAt()).isEmpty();
        assertThat(lettered.isChargeable(day(99))).isFalse();
        assertThat(lettered.seenTo("csr", " ", RULES, day(5)).orElseThrow().code())
                .isEqualTo("MISSING");
        assertThat(lettered.seenTo("csr", "x".repeat(501), RULES, day(5))
                        .orElseThrow()
                        .code())
                .isEqualTo("TOO_LONG");
        assertThat(lettered.seenTo("csr", "Sent by post.", RULES, day(5))).isEmpty();
        assertThat(lettered.seenTo("csr", "Again.", RULES, day(5)).orElseThrow().code())
                .isEqualTo("NOT_IN_VALID_STATE");
        assertThat(lettered.concern()).isEmpty();
        assertThat(lettered.seenToBy()).contains("csr");
        assertThat(lettered.seenToAt()).contains(day(5));
        assertThat(lettered.note()).contains("Sent by post.");
        assertThat(lettered.deadlineAt()).contains(day(26));
        assertThat(lettered.attend(RULES, day(8))).contains(Attention.MAIL);
        lettered.unaddressed(RULES, day(8));
        assertThat(lettered.concern()).as("a reminder is only left out").isEmpty();
        assertThat(lettered.isChargeable(day(28))).isFalse();
        assertThat(lettered.isChargeable(day(29))).isTrue();
    }

    @Test
    void a_mail_that_fails_after_the_device_was_handed_in_changes_nothing() {
        asked.attend(RULES, ASKED);
        assertThat(asked.take(notice(Event.HANDED_IN, 1))).isEqualTo(Effect.APPLIED);
        asked.refused(RULES, day(1));
        assertThat(asked.dueAt()).isEmpty();
        asked.take(notice(Event.RECEIVED, 2));
        for (int time = 0; time <= Mails.TRIES.size(); time++) {
            asked.refused(RULES, day(2));
        }
        assertThat(asked.dueAt()).isEmpty();
        assertThat(asked.concern()).isEmpty();
    }

    @Test
    void what_is_told_only_after_its_charge_is_taken_and_a_person_looks_at_the_charge() {
        attended(asked, 0);
        attended(asked, 21);
        attended(asked, 24);
        assertThat(asked.take(notice(Event.HANDED_IN, 20))).isEqualTo(Effect.APPLIED);
        assertThat(asked.state()).isEqualTo(State.UNDER_WAY);
        assertThat(asked.concern()).contains(ReturnConcern.CHARGED);
        assertThat(asked.words()).contains("posted before that was told");
        asked.take(notice(Event.RECEIVED, 25));
        assertThat(asked.concern()).as("still to be looked at").contains(ReturnConcern.CHARGED);
        assertThat(asked.seenTo("csr", "Credited.", RULES, day(26))).isEmpty();
        assertThat(asked.dueAt()).isEmpty();
    }

    @Test
    void it_is_followed_when_the_warehouse_has_told_of_returns_since_it_was_asked_for_or_looked_at() {
        assertThat(asked.isFollowedSince(day(0))).isTrue();
        assertThat(asked.isFollowedSince(day(1))).isFalse();
        attended(asked, 0);
        asked.leaveToPerson(ReturnConcern.NOT_FOLLOWED);
        assertThat(asked.attend(RULES, day(99))).isEmpty();
        asked.seenTo("csr", "The warehouse has looked: it is not there.", RULES, day(2));
        assertThat(asked.isFollowedSince(day(1))).isTrue();
        for (ReturnConcern concern : ReturnConcern.values()) {
            assertThat(concern.words()).isNotBlank();
        }
    }

    @Test
    void what_the_carrier_has_is_neither_reminded_of_nor_charged() {
        attended(asked, 0);
        assertThat(asked.take(notice(Event.HANDED_IN, 2))).isEqualTo(Effect.APPLIED);
        assertThat(asked.state()).isEqualTo(State.UNDER_WAY);
        assertThat(asked.words()).isEqualTo("Handed in, with the carrier");
        assertThat(asked.dueAt()).isEmpty();
        assertThat(attended(asked, 99)).isEmpty();
        assertThat(asked.take(notice(Event.RECEIVED, 4))).isEqualTo(Effect.APPLIED);
        assertThat(asked.toldAt()).contains(day(4));
        assertThat(asked.words()).isEqualTo("Received");
    }

    @Test
    void what_is_told_late_in_another_order_or_of_another_device_changes_nothing() {
        attended(asked, 0);
        ReturnNotice other = new ReturnNotice("N-1", "ORD-1-S3", "004401050000019", Event.RECEIVED, day(1));
        assertThat(asked.take(other)).isEqualTo(Effect.OTHER_DEVICE);
        assertThat(asked.state()).isEqualTo(State.AWAITED);
        assertThat(asked.concern()).contains(ReturnConcern.OTHER_DEVICE);
        assertThat(attended(asked, 99)).as("until a person has looked").isEmpty();
        assertThat(asked.take(notice(Event.RECEIVED, 4))).isEqualTo(Effect.APPLIED);
        assertThat(asked.take(notice(Event.HANDED_IN, 2))).isEqualTo(Effect.LATE);
        assertThat(asked.take(notice(Event.RECEIVED, 5))).isEqualTo(Effect.LATE);
        assertThat(asked.state()).isEqualTo(State.RECEIVED);
        assertThat(asked.concern()).isEmpty();
        assertThat(asked.take(other)).isEqualTo(Effect.OTHER_DEVICE);
        assertThat(asked.concern()).isEmpty();
        for (Effect effect : Effect.values()) {
            assertThat(effect.explanation()).endsWith(".");
        }
    }

    @Test
    void one_that_comes_after_its_charge_is_received_and_the_charge_stands() {
        attended(asked, 0);
        attended(asked, 21);
        attended(asked, 24);
        assertThat(asked.take(notice(Event.RECEIVED, 25))).isEqualTo(Effect.APPLIED);
        assertThat(asked.words()).isEqualTo("Received after its residual charge was posted, which stands");
        assertThat(asked.chargedAt()).isPresent();
    }

    @Test
    void a_mail_that_is_not_taken_is_tried_again_ever_later_and_given_up() {
        for (Duration pause : Mails.TRIES) {
            assertThat(asked.attend(RULES, day(2))).contains(Attention.MAIL);
            asked.refused(RULES, ASKED);
            assertThat(asked.dueAt()).contains(ASKED.plus(pause));
        }
        asked.refused(RULES, ASKED);
        assertThat(asked.mails()).isZero();
        assertThat(asked.concern()).contains(ReturnConcern.NO_LABEL);
        assertThat(asked.dueAt()).isEmpty();
    }

    @Test
    void it_is_what_it_was_asked_for() {
        assertThat(asked.rma()).isEqualTo("ORD-1-S3");
        assertThat(asked.imei()).isEqualTo(IMEI);
        assertThat(asked.order()).isEqualTo(new OrderId("ORD-1"));
        assertThat(asked.itemId()).isEqualTo("1-1");
        assertThat(asked.customer()).isEqualTo(new CustomerId("CUS-1"));
        assertThat(asked.account()).isEqualTo(new BillingAccountId("BAC-1"));
        assertThat(asked.offering()).isEqualTo(new OfferingId("handset-fairline-5-leased"));
        assertThat(asked.deviceName()).isEqualTo("Fairline 5 on lease");
        assertThat(asked.trackingNumber()).isEqualTo("CR000000015DE");
        assertThat(asked.residualCharge()).contains(CHARGE);
        assertThat(asked.askedAt()).isEqualTo(ASKED);
        assertThat(asked.toldAt()).isEmpty();
    }

    @Test
    void rules_remind_one_after_the_other_and_before_it_is_overdue() {
        assertThatThrownBy(() -> new ReturnRules(List.of(DAY, DAY), DAY.multipliedBy(9)))
                .hasMessageContaining("one after the other");
        assertThatThrownBy(() -> new ReturnRules(List.of(DAY), DAY)).hasMessageContaining("before");
        assertThatThrownBy(() -> new ReturnRules(Collections.nCopies(6, DAY), DAY.multipliedBy(9)))
                .hasMessageContaining("at most 5 times");
    }
}
