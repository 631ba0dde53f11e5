package dialtone.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        assertThat(attended(asked, 21)).contains(Attention.CHARGE);
        assertThat(asked.state()).isEqualTo(State.OVERDUE);
        assertThat(asked.chargedAt()).contains(day(21));
        assertThat(asked.words()).contains("residual charge posted");
        assertThat(attended(asked, 99)).isEmpty();
        assertThatThrownBy(() -> asked.charge(day(99))).hasMessageContaining("is OVERDUE");
    }

    @Test
    void one_that_costs_nothing_is_overdue_and_not_charged() {
        DeviceReturn free = asked(Optional.empty());
        assertThat(attended(free, 0)).contains(Attention.MAIL);
        assertThat(attended(free, 21)).contains(Attention.CHARGE);
        assertThat(free.chargedAt()).isEmpty();
        assertThat(free.residualCharge()).isEmpty();
        assertThat(free.words()).isEqualTo("Not sent back in time");
    }

    @Test
    void after_a_long_outage_one_mail_stands_for_all_whose_time_has_passed() {
        assertThat(attended(asked, 12)).contains(Attention.MAIL);
        assertThat(asked.mails()).isEqualTo(3);
        assertThat(asked.dueAt()).contains(day(21));
    }

    @Test
    void a_label_goes_out_though_the_time_is_over_and_no_reminder_does() {
        assertThat(asked.isNew()).isTrue();
        assertThat(attended(asked, 30)).contains(Attention.MAIL);
        assertThat(asked.isNew()).isFalse();
        assertThat(attended(asked, 30)).contains(Attention.CHARGE);
    }

    @Test
    void what_the_carrier_has_is_neither_reminded_of_nor_charged() {
        attended(asked, 0);
        assertThat(asked.take(notice(Event.HANDED_IN, 2), RULES)).isEqualTo(Effect.APPLIED);
        assertThat(asked.state()).isEqualTo(State.UNDER_WAY);
        assertThat(asked.words()).isEqualTo("Handed in, with the carrier");
        assertThat(asked.dueAt()).isEmpty();
        assertThat(attended(asked, 99)).isEmpty();
        assertThat(asked.take(notice(Event.RECEIVED, 4), RULES)).isEqualTo(Effect.APPLIED);
        assertThat(asked.toldAt()).contains(day(4));
        assertThat(asked.words()).isEqualTo("Received");
    }

    @Test
    void what_is_told_late_in_another_order_or_of_another_device_changes_nothing() {
        attended(asked, 0);
        ReturnNotice other = new ReturnNotice("N-1", "ORD-1-S3", "004401050000019", Event.RECEIVED, day(1));
        assertThat(asked.take(other, RULES)).isEqualTo(Effect.OTHER_DEVICE);
        assertThat(asked.state()).isEqualTo(State.AWAITED);
        assertThat(asked.take(notice(Event.RECEIVED, 4), RULES)).isEqualTo(Effect.APPLIED);
        assertThat(asked.take(notice(Event.HANDED_IN, 2), RULES)).isEqualTo(Effect.LATE);
        assertThat(asked.take(notice(Event.RECEIVED, 5), RULES)).isEqualTo(Effect.LATE);
        assertThat(asked.state()).isEqualTo(State.RECEIVED);
        for (Effect effect : Effect.values()) {
            assertThat(effect.explanation()).endsWith(".");
        }
    }

    @Test
    void one_that_comes_after_its_charge_is_received_and_the_charge_stands() {
        attended(asked, 0);
        attended(asked, 21);
        attended(asked, 21);
        assertThat(asked.take(notice(Event.RECEIVED, 22), RULES)).isEqualTo(Effect.APPLIED);
        assertThat(asked.words()).isEqualTo("Received after its residual charge was posted, which stands");
        assertThat(asked.chargedAt()).isPresent();
    }

    @Test
    void a_mail_that_is_not_taken_is_tried_again_ever_later_and_given_up() {
        for (Duration pause : DeviceReturn.TRIES) {
            assertThat(asked.attend(RULES, day(1))).contains(Attention.MAIL);
            asked.refused(RULES, ASKED);
            assertThat(asked.dueAt()).contains(ASKED.plus(pause));
        }
        asked.refused(RULES, ASKED);
        assertThat(asked.mails()).isEqualTo(1);
        assertThat(asked.dueAt()).contains(day(3));
    }

    @Test
    void it_waits_when_it_is_told_to_and_is_what_it_was_asked_for() {
        asked.waitUntil(day(1));
        assertThat(asked.attend(RULES, ASKED)).isEmpty();
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
