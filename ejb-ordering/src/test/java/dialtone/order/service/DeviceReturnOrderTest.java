package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.catalog.OfferingId;
import dialtone.inventory.Product;
import dialtone.order.ItemAction;
import dialtone.order.OrderId;
import dialtone.order.OrderState;
import dialtone.order.PlaceOrder;
import dialtone.order.PlanStep;
import dialtone.platform.mail.CustomerMail;
import dialtone.pool.DeviceReturn;
import dialtone.pool.DeviceReturn.State;
import dialtone.pool.ReturnConcern;
import dialtone.pool.ReturnNotice;
import dialtone.pool.ReturnNotice.Effect;
import dialtone.pool.ReturnNotice.Event;
import dialtone.pool.ReturnQuery;
import dialtone.pool.service.DeviceReturns;
import dialtone.pool.service.KeptReturnNotice;
import dialtone.pool.service.ReturnCharging;
import dialtone.pool.service.ReturnSweep;
import dialtone.rating.ResidualCharges;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Handsets that are asked back, from the order that does it until they have come or are paid; every job twice. */
class DeviceReturnOrderTest extends LineStories {

    private static final String M = "mobile-sim-only-m";
    private static final String LEASED = "handset-fairline-5-leased";
    private static final String OUTRIGHT = "handset-fairline-5";
    private static final String SECRET = "secret";

    private final List<CustomerMail.Message> mails = new ArrayList<>();
    private final List<ResidualCharges.Device> charged = new ArrayList<>();
    private final CustomerMail mail = new CustomerMail();

    /** As the container does it: each call is a transaction. */
    private final DeviceReturns returns =
            new DeviceReturns(desk.database.entities(), desk.database.dataSource(), desk.catalogs, desk.clock) {
                @Override
                public List<String> due(int most) {
                    return in(() -> super.due(most));
                }

                @Override
                public Optional<Due> attend(String rma, boolean told) {
                    return in(() -> super.attend(rma, told));
                }

                @Override
                public void mailed(String rma) {
                    desk.database.inTransaction(() -> super.mailed(rma));
                }

                @Override
                public void refused(String rma) {
                    desk.database.inTransaction(() -> super.refused(rma));
                }

                @Override
                public void unaddressed(String rma) {
                    desk.database.inTransaction(() -> super.unaddressed(rma));
                }
            };

    private final ReturnCharging charging =
            new ReturnCharging(desk.database.entities(), returns, charged::add, desk.clock) {
                @Override
                public void charge(String rma) {
                    desk.database.inTransaction(() -> super.charge(rma));
                }
            };

    private final ReturnSweep sweep = new ReturnSweep(returns, charging, mail);

    DeviceReturnOrderTest() {
        mail.sendBy(mails::add);
    }

    @Test
    void a_leased_handset_is_asked_back_with_its_line_and_is_refurbished_when_it_has_come() {
        OrderId first = line(LEASED);
        String imei = imei(first);
        OrderId end = delivered(end(first));
        assertThat(labels(end))
                .as("the former handset's label is ordered before anything of it is taken away")
                .containsSubsequence("Ask device back", "Deactivate device");
        DeviceReturn asked = asked(end);
        assertThat(asked.imei()).isEqualTo(imei);
        assertThat(asked.itemId()).isEqualTo("1-1");
        assertThat(asked.deviceName()).isEqualTo("Fairline 5 on lease");
        assertThat(asked.residualCharge().orElseThrow().amount()).isEqualByComparingTo("240.00");
        assertThat(desk.pooled("AWAITED")).isEqualTo(1);

        assertThat(sweep.look(SECRET)).isEqualTo(1);
        assertThat(mails).singleElement().satisfies(label -> {
            assertThat(label.subject()).isEqualTo("Please send your Fairline 5 on lease back");
            assertThat(label.text()).contains(imei, "CR000000015DE", asked.rma(), untilIn21Days(), "240.00");
        });
        assertThat(sweep.look(SECRET)).as("once").isZero();

        assertThat(tell(asked, imei, Event.HANDED_IN)).isEqualTo(Effect.APPLIED);
        desk.clock.pass(Duration.ofDays(30));
        assertThat(sweep.look(SECRET)).as("the carrier has it").isZero();
        assertThat(tell(asked, imei, Event.RECEIVED)).isEqualTo(Effect.APPLIED);
        assertThat(tell(asked, imei, Event.RECEIVED)).isEqualTo(Effect.REPEATED);
        desk.clock.pass(Duration.ofSeconds(5));
        assertThat(tell(asked, imei, Event.HANDED_IN)).isEqualTo(Effect.LATE);
        assertThat(asked(end).state()).isEqualTo(State.RECEIVED);
        assertThat(desk.pooled("AWAITED")).isZero();
        assertThat(desk.pooled("REFURBISHING")).isEqualTo(1);
        assertThat(in(() -> desk.returns.notices(asked.rma())))
                .extracting(KeptReturnNotice::effect)
                .containsExactly(Effect.APPLIED, Effect.APPLIED, Effect.REPEATED, Effect.LATE);
        assertThat(charged).isEmpty();
    }

    @Test
    void one_that_does_not_come_is_reminded_of_and_charged_once_also_when_it_comes_in_the_end() {
        OrderId first = line(LEASED);
        String imei = imei(first);
        warehouseTells();
        OrderId end = delivered(end(first));
        for (int day = 0; day < 40; day++) {
            sweep.look(SECRET);
            desk.clock.pass(Duration.ofDays(1));
        }
        assertThat(mails).hasSize(2);
        assertThat(mails.getLast().subject()).isEqualTo("Your Fairline 5 on lease has not come back yet");
        assertThat(charged).singleElement().satisfies(charge -> {
            assertThat(charge.order()).isEqualTo(end);
            assertThat(charge.rma()).isEqualTo(asked(end).rma());
            assertThat(charge.offering().value()).isEqualTo(LEASED);
            assertThat(charge.amount().amount()).isEqualByComparingTo("240.00");
        });
        assertThat(asked(end).state()).isEqualTo(State.OVERDUE);
        assertThat(tell(asked(end), imei, Event.RECEIVED)).isEqualTo(Effect.APPLIED);
        assertThat(asked(end).chargedAt()).isPresent();
        assertThat(desk.pooled("REFURBISHING")).isEqualTo(1);
    }

    @Test
    void nobody_is_reminded_or_charged_while_no_warehouse_could_tell_that_it_has_come() {
        OrderId end = delivered(end(line(LEASED)));
        for (int day = 0; day < 40; day++) {
            sweep.look("");
            desk.clock.pass(Duration.ofDays(1));
        }
        assertThat(mails).as("the label alone").hasSize(1);
        assertThat(charged).isEmpty();
        assertThat(asked(end).state()).isEqualTo(State.AWAITED);
        assertThat(asked(end).concern()).contains(ReturnConcern.NOT_FOLLOWED);
        assertThat(in(() -> desk.returns.list(ReturnQuery.of(Set.of(), 0, 9))).rows())
                .hasSize(1);
    }

    @Test
    void one_that_was_asked_back_before_the_warehouse_told_of_anything_is_a_persons_until_he_has_looked() {
        OrderId end = delivered(end(line(LEASED)));
        for (int day = 0; day < 40; day++) {
            sweep.look(SECRET);
            desk.clock.pass(Duration.ofDays(1));
            if (day == 5) {
                warehouseTells();
            }
        }
        assertThat(mails).as("the label alone").hasSize(1);
        assertThat(charged).isEmpty();
        assertThat(asked(end).concern()).contains(ReturnConcern.NOT_FOLLOWED);
        String rma = asked(end).rma();
        assertThat(in(() -> desk.returns.seenTo("ORD-9-S9", "csr", "Who?"))
                        .<String>fold(known -> "", reasons -> reasons.getFirst().code()))
                .isEqualTo("UNKNOWN_DEVICE_RETURN");
        accepted(in(() -> desk.returns.seenTo(rma, "csr", "It is not in the warehouse.")));
        assertThat(sweep.look(SECRET)).as("the reminder that was held back").isEqualTo(1);
        desk.clock.pass(Duration.ofDays(23));
        sweep.look(SECRET);
        assertThat(charged)
                .as("the whole time once more, and the days of grace")
                .isEmpty();
        desk.clock.pass(Duration.ofDays(1));
        sweep.look(SECRET);
        assertThat(charged).hasSize(1);
        assertThat(asked(end).state()).isEqualTo(State.OVERDUE);
        assertThat(in(() -> desk.returns.list(ReturnQuery.of(Set.of(), 0, 9))).rows())
                .isEmpty();
        assertThat(in(() -> desk.returns.list(ReturnQuery.of(Set.of(State.OVERDUE), 0, 9)))
                        .rows())
                .hasSize(1);
    }

    @Test
    void one_whose_label_the_mail_server_never_takes_is_a_persons_and_not_charged() {
        warehouseTells();
        OrderId end = delivered(end(line(LEASED)));
        mail.sendBy(message -> {
            throw new IllegalStateException("No mailbox");
        });
        for (int day = 0; day < 40; day++) {
            sweep.look(SECRET);
            desk.clock.pass(Duration.ofDays(1));
        }
        assertThat(charged).isEmpty();
        assertThat(asked(end).labelledAt()).isEmpty();
        assertThat(asked(end).concern()).contains(ReturnConcern.NO_LABEL);
    }

    @Test
    void a_notice_that_is_kept_while_the_return_is_opened_counts_when_it_is_seen_to_told_of_again_or_charged() {
        warehouseTells();
        OrderId first = line(LEASED);
        String imei = imei(first);
        OrderId end = delivered(end(first));
        DeviceReturn asked = asked(end);
        sweep.look(SECRET);
        desk.clock.pass(Duration.ofDays(24));
        keptAsUnknown(notice(asked.rma(), imei, Event.HANDED_IN));
        run(() -> charging.charge(asked.rma()));
        assertThat(asked(end).state()).as("found under the lock of the charge").isEqualTo(State.UNDER_WAY);
        desk.clock.pass(Duration.ofSeconds(1));
        keptAsUnknown(notice(asked.rma(), imei, Event.RECEIVED));
        sweep.look(SECRET);
        desk.clock.pass(Duration.ofSeconds(1));
        assertThat(tell(asked, imei, Event.HANDED_IN)).isEqualTo(Effect.LATE);
        assertThat(asked(end).state()).isEqualTo(State.RECEIVED);
        assertThat(desk.pooled("REFURBISHING")).isEqualTo(1);
        assertThat(charged).isEmpty();
    }

    @Test
    void one_that_was_told_of_at_the_moment_it_was_opened_gets_no_label() {
        OrderId first = line(LEASED);
        String imei = imei(first);
        OrderId end = delivered(end(first));
        keptAsUnknown(notice(asked(end).rma(), imei, Event.HANDED_IN));
        sweep.look(SECRET);
        assertThat(mails).isEmpty();
        assertThat(asked(end).state()).isEqualTo(State.UNDER_WAY);
    }

    @Test
    void labels_that_a_customer_has_mixed_up_count_for_the_device_that_has_come_and_a_strange_device_is_a_persons() {
        OrderId one = line(LEASED);
        OrderId other = line(LEASED);
        String ofOne = imei(one);
        String ofOther = imei(other);
        OrderId endOfOne = delivered(end(one));
        OrderId endOfOther = delivered(end(other));
        sweep.look(SECRET);
        assertThat(tell(asked(endOfOne), ofOther, Event.RECEIVED)).isEqualTo(Effect.OTHER_RETURN);
        assertThat(asked(endOfOther).state()).isEqualTo(State.RECEIVED);
        assertThat(asked(endOfOne).state()).isEqualTo(State.AWAITED);
        assertThat(asked(endOfOne).concern()).isEmpty();
        assertThat(desk.pooled("REFURBISHING")).isEqualTo(1);
        desk.clock.pass(Duration.ofDays(1));
        assertThat(tell(asked(endOfOne), "004401050000019", Event.RECEIVED)).isEqualTo(Effect.OTHER_DEVICE);
        for (int day = 0; day < 40; day++) {
            sweep.look(SECRET);
            desk.clock.pass(Duration.ofDays(1));
        }
        assertThat(asked(endOfOne).concern()).contains(ReturnConcern.OTHER_DEVICE);
        assertThat(charged).isEmpty();
        assertThat(mails).as("the labels").hasSize(2);
        assertThat(tell(asked(endOfOne), ofOne, Event.RECEIVED)).isEqualTo(Effect.APPLIED);
        assertThat(asked(endOfOne).concern()).isEmpty();
    }

    @Test
    void an_upgrade_asks_the_former_handset_back_by_the_terms_it_was_leased_under() {
        OrderId first = line(LEASED);
        String imei = imei(first);
        OrderId upgrade = delivered(upgrade(first, OUTRIGHT));
        assertThat(labels(upgrade))
                .containsSubsequence(
                        "Activate device", "Ask device back, former handset", "Deactivate device, former handset");
        DeviceReturn asked = asked(upgrade);
        assertThat(asked.imei()).isEqualTo(imei).isNotEqualTo(imei(first));
        assertThat(asked.deviceName()).isEqualTo("Fairline 5 on lease");
        assertThat(asked.residualCharge().orElseThrow().amount()).isEqualByComparingTo("240.00");
        assertThat(desk.pooled("AWAITED")).isEqualTo(1);
    }

    @Test
    void a_handset_that_was_sold_is_the_customers() {
        OrderId first = line(OUTRIGHT);
        OrderId end = delivered(end(first));
        assertThat(labels(end)).contains("Deactivate device").noneMatch(label -> label.contains("back"));
        assertThat(in(() -> desk.returns.ofOrder(end))).isEmpty();
        assertThat(desk.pooled("AWAITED")).isZero();
    }

    @Test
    void one_that_was_sent_in_vain_is_awaited_when_its_order_has_been_cancelled() {
        OrderId order = placed(item("1", M, Map.of("simType", "esim")), handset(LEASED));
        started(order);
        performUntil(order, "Ship device");
        PlanStep ship = step(order, "Ship device");
        accepted(in(() -> desk.cancel(order, "Changed my mind.", "csr")));
        run(() -> desk.steps.complete(ship.id(), Map.of("trackingNumber", "CX000000015DE")));
        perform(order);
        assertThat(step(order, "Cancel device shipment").facts()).containsKey("rma");
        for (int time = 0; time < 2; time++) {
            run(() -> desk.progress.close(order));
        }
        assertThat(in(() -> desk.orders.find(order)).orElseThrow().state()).isEqualTo(OrderState.CANCELLED);
        assertThat(asked(order).rma())
                .isEqualTo(step(order, "Cancel device shipment").id());
        assertThat(desk.pooled("AWAITED")).isEqualTo(1);
    }

    @Test
    void what_is_told_too_early_of_another_device_or_of_no_return_is_kept_and_explained() {
        OrderId first = line(LEASED);
        String imei = imei(first);
        OrderId end = started(placed(end(first)));
        perform(end);
        String rma = step(end, "Ask device back").id();
        assertThat(in(() -> desk.returns.take(notice(rma, imei, Event.HANDED_IN))))
                .isEqualTo(Effect.UNKNOWN);
        install(end);
        assertThat(asked(end).state()).as("a customer faster than his order").isEqualTo(State.UNDER_WAY);
        assertThat(tell(asked(end), "004401050000019", Event.RECEIVED)).isEqualTo(Effect.OTHER_DEVICE);
        assertThat(asked(end).state()).isEqualTo(State.UNDER_WAY);
        assertThat(in(() -> desk.returns.take(notice("ORD-9-S9", imei, Event.RECEIVED))))
                .isEqualTo(Effect.UNKNOWN);
        assertThat(in(() -> desk.returns.notices("ORD-9-S9"))).hasSize(1);
    }

    /** Of anything; what is asked back from now on is followed. */
    private void warehouseTells() {
        in(() -> desk.returns.take(notice("ORD-9-S9", "004401050000019", Event.RECEIVED)));
        desk.clock.pass(Duration.ofSeconds(1));
    }

    /** As one that is told in the transaction beside the one that opens its return: neither sees the other. */
    private void keptAsUnknown(ReturnNotice notice) {
        try (Connection connection = desk.database.dataSource().getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO DEVICE_RETURN_NOTICE (ID, NOTICE_ID, RMA, IMEI, EVENT, HAPPENED_AT, EFFECT, RECEIVED_AT)"
                                + " VALUES (DEVICE_RETURN_NOTICE_SEQ.NEXTVAL, 'N-0', ?, ?, ?, ?, 'UNKNOWN', ?)")) {
            insert.setString(1, notice.rma());
            insert.setString(2, notice.imei());
            insert.setString(3, notice.event().name());
            insert.setTimestamp(4, Timestamp.from(notice.happenedAt()));
            insert.setTimestamp(5, Timestamp.from(notice.happenedAt()));
            assertThat(insert.executeUpdate()).isEqualTo(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String untilIn21Days() {
        return "by "
                + DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH)
                        .format(LocalDate.ofInstant(
                                desk.clock.instant().plus(Duration.ofDays(21)), ZoneId.of("Europe/Berlin")));
    }

    private ReturnNotice notice(String rma, String imei, Event event) {
        return new ReturnNotice("N-1", rma, imei, event, desk.clock.instant());
    }

    private Effect tell(DeviceReturn asked, String imei, Event event) {
        return in(() -> desk.returns.take(notice(asked.rma(), imei, event)));
    }

    private DeviceReturn asked(OrderId order) {
        List<DeviceReturn> asked = in(() -> desk.returns.ofOrder(order));
        assertThat(asked).hasSize(1);
        return asked.getFirst();
    }

    private List<String> labels(OrderId order) {
        return in(() -> desk.orders.plan(order)).stream().map(PlanStep::label).toList();
    }

    private PlanStep step(OrderId order, String label) {
        return in(() -> desk.orders.plan(order)).stream()
                .filter(step -> step.label().equals(label))
                .peek(PlanStep::facts)
                .findFirst()
                .orElseThrow();
    }

    private String imei(OrderId first) {
        return in(() -> desk.inventory.find(Product.Origin.productId(first, 2))).orElseThrow().delivering().stream()
                .flatMap(service -> service.resources().stream())
                .findFirst()
                .orElseThrow()
                .identifier();
    }

    private static PlaceOrder.Item handset(String offering) {
        return item("2", offering, Map.of("deviceColour", "black"));
    }

    private static PlaceOrder.Item end(OrderId first) {
        return about(first, 1, ItemAction.DELETE, Optional.empty(), Map.of());
    }

    private static PlaceOrder.Item upgrade(OrderId first, String offering) {
        return about(
                first, 2, ItemAction.MODIFY, Optional.of(new OfferingId(offering)), Map.of("deviceColour", "sage"));
    }

    private static PlaceOrder.Item about(
            OrderId first,
            int position,
            ItemAction action,
            Optional<OfferingId> offering,
            Map<String, String> answers) {
        return new PlaceOrder.Item(
                "1",
                action,
                offering,
                Optional.of(Product.Origin.productId(first, position).value()),
                answers,
                "productOrderItem[1]");
    }

    private OrderId line(String offering) {
        return delivered(item("1", M, Map.of("simType", "esim")), handset(offering));
    }

    private OrderId delivered(PlaceOrder.Item... items) {
        OrderId id = started(placed(items));
        perform(id);
        install(id);
        return id;
    }

    private OrderId placed(PlaceOrder.Item... items) {
        return accepted(desk.entry.place(order(ADA, Optional.empty(), items))).id();
    }

    @Override
    Map<String, String> told(PlanStep step) {
        String label = step.label();
        if (label.startsWith("Activate device")) {
            return Map.of("deviceServiceId", step.id());
        }
        return label.startsWith("Ask device back") || label.equals("Cancel device shipment")
                ? Map.of(
                        "rma",
                        step.id(),
                        "imei",
                        in(() -> desk.steps.work(step.id())).facts().getOrDefault("imei", ""),
                        "trackingNumber",
                        "CR000000015DE")
                : Map.of();
    }
}
