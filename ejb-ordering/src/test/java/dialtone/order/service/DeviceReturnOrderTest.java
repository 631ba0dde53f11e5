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
import dialtone.pool.ReturnNotice;
import dialtone.pool.ReturnNotice.Effect;
import dialtone.pool.ReturnNotice.Event;
import dialtone.pool.service.DeviceReturns;
import dialtone.pool.service.KeptReturnNotice;
import dialtone.pool.service.ReturnCharging;
import dialtone.pool.service.ReturnSweep;
import dialtone.rating.ResidualCharges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Handsets that are asked back, from the order that does it until they have come or are paid; every job twice. */
class DeviceReturnOrderTest {

    private static final String M = "mobile-sim-only-m";
    private static final String LEASED = "handset-fairline-5-leased";
    private static final String OUTRIGHT = "handset-fairline-5";
    private static final String SECRET = "secret";

    private final Desk desk = new Desk();
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
            };

    private final ReturnCharging charging = new ReturnCharging(desk.database.entities(), charged::add, desk.clock) {
        @Override
        public void charge(String rma) {
            desk.database.inTransaction(() -> super.charge(rma));
        }
    };

    private final ReturnSweep sweep = new ReturnSweep(returns, charging, mail);

    DeviceReturnOrderTest() {
        mail.sendBy(mails::add);
    }

    @AfterEach
    void close() {
        desk.close();
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
            assertThat(label.text()).contains(imei, "CR000000015DE", asked.rma(), "within 21 days", "240.00");
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

    private OrderId started(OrderId id) {
        for (int time = 0; time < 2; time++) {
            assertThat(in(() -> desk.validate(id, 77))).isTrue();
            accepted(in(() -> desk.progress.reserve(id)));
        }
        return id;
    }

    private void perform(OrderId id) {
        performUntil(id, "");
    }

    /** All steps that are due, until one with this label is; the elements tell what they would. */
    private void performUntil(OrderId id, String label) {
        for (List<PlanStep> due = due(id); !due.isEmpty(); due = due(id)) {
            if (due.stream().anyMatch(step -> step.label().equals(label))) {
                return;
            }
            for (PlanStep step : new ArrayList<>(due)) {
                Map<String, String> told = told(step);
                for (int time = 0; time < 2; time++) {
                    run(() -> desk.steps.complete(step.id(), told));
                }
            }
        }
    }

    private Map<String, String> told(PlanStep step) {
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

    private List<PlanStep> due(OrderId id) {
        return in(() -> desk.progress.releaseSteps(id)).steps();
    }

    private void install(OrderId id) {
        for (int time = 0; time < 2; time++) {
            run(() -> desk.progress.install(id));
            run(() -> desk.progress.complete(id));
        }
    }

    private <T> T in(Supplier<T> work) {
        return desk.database.inTransaction(work);
    }

    private void run(Runnable work) {
        desk.database.inTransaction(work);
    }
}
