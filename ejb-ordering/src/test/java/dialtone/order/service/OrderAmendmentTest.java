package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Rejection;
import dialtone.event.DomainEvent;
import dialtone.order.AmendOrder;
import dialtone.order.AmendmentAssessment;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutTask;
import dialtone.order.OrderDetails;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.OrderItem;
import dialtone.order.OrderNote;
import dialtone.order.OrderRevision;
import dialtone.order.OrderState;
import dialtone.order.PlaceOrder;
import dialtone.order.PlanStep;
import dialtone.order.PricedItem;
import dialtone.order.ProductOrder;
import dialtone.order.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Orders that are amended under way, as the process drives them: a plan (S1, S2) with a handset (S3). */
class OrderAmendmentTest extends AmendmentStories {

    @Test
    void another_sim_takes_the_former_one_back_once_and_the_number_stays() {
        OrderId id = withSimActivated();
        Map<String, String> before = facts(id + "-S1");
        complete(id + "-S2");
        run(() -> desk.steps.awaitOutcome(id + "-S3"));

        accepted(amend(id, 1, ESIM, HANDSET));
        assertThat(found(id).state()).isEqualTo(OrderState.IN_PROGRESS);
        assertThat(found(id).isSettling()).isTrue();
        Map<String, String> after = facts(id + "-S7");
        assertThat(after.get("iccid")).isNotEqualTo(before.get("iccid"));
        assertThat(after).containsEntry("simType", "esim").containsEntry("msisdn", before.get("msisdn"));
        assertThat(facts(id + "-S1-undo"))
                .as("what it was begun with")
                .isEqualTo(with(before, "offering", "mobile-sim-only-m"));
        assertThat(facts(id + "-S3-undo")).containsEntry("iccid", before.get("iccid"));
        assertThat(in(() -> desk.steps.work(id + "-S3")).stopping()).isTrue();
        assertThat(desk.pooled("QUARANTINED")).as("the SIM").isEqualTo(1);
        assertThat(desk.pooled("RESERVED")).isEqualTo(3);

        assertThat(due(id)).as("the device is known first").containsExactlyInAnyOrder(id + "-S2-undo", id + "-S3");
        assertThat(refused(amend(id, 2, PHYSICAL))).extracting(Rejection::code).containsExactly("AMENDMENT_SETTLING");
        complete(id + "-S3");
        complete(id + "-S2-undo");
        assertThat(due(id)).containsExactly(id + "-S3-undo");
        complete(id + "-S3-undo");
        assertThat(due(id)).containsExactly(id + "-S1-undo");
        complete(id + "-S1-undo");
        assertThat(due(id)).containsExactly(id + "-S7");
        assertThat(found(id).isSettling()).isFalse();
        complete(id + "-S7", Map.of("activationCode", "LPA:1$new"));
        assertThat(due(id)).containsExactlyInAnyOrder(id + "-S8", id + "-S9");
        complete(id + "-S8");
        complete(id + "-S9");
        finish(id);

        assertThat(found(id).state()).isEqualTo(OrderState.COMPLETED);
        assertThat(desk.pooled("ASSIGNED")).isEqualTo(3);
        assertThat(desk.pooled("QUARANTINED")).isEqualTo(1);
        assertThat(in(() -> desk.inventory.products(id)).stream()
                        .flatMap(product -> product.delivering().stream())
                        .flatMap(service -> service.facts().values().stream()))
                .containsExactly("LPA:1$new");
        assertThat(in(() -> desk.notices.completion(id)).lines())
                .singleElement()
                .satisfies(line -> assertThat(line.activationCode()).contains("LPA:1$new"));
        List<OrderRevision> revisions = in(() -> desk.amendments.of(id));
        assertThat(revisions).singleElement().satisfies(revision -> {
            assertThat(revision.number()).isEqualTo(2);
            assertThat(revision.settledAt()).isPresent();
            assertThat(revision.changes())
                    .containsExactly(new OrderRevision.Change(
                            Optional.of("1"), "simType", Optional.of("physical"), Optional.of("esim")));
        });
        assertThat(desk.told("ProductOrderAttributeValueChangeEvent"))
                .singleElement()
                .extracting(DomainEvent::facts)
                .satisfies(facts -> assertThat(facts).containsEntry("changedItems", "1"));
    }

    @Test
    void a_handset_is_dropped_and_an_add_on_added_and_the_final_items_are_charged() {
        OrderId id = withSimActivated();
        AmendmentAssessment dryRun = accepted(in(() -> desk.amendments.assess(command(id, 1, PHYSICAL, BOOST))));
        assertThat(dryRun.plan().undone()).extracting(PlanStep::id).containsExactly(id + "-S3");
        assertThat(dryRun.plan().kept()).extracting(PlanStep::id).containsExactly(id + "-S1", id + "-S2");
        assertThat(dryRun.plan().kept())
                .as("who shows a step reads its facts after the transaction")
                .extracting(PlanStep::facts)
                .hasSize(2);
        assertThat(dryRun.before().oneOff()).isEqualTo(euros("458.90"));
        assertThat(dryRun.after().oneOff()).isEqualTo(euros("9.90"));
        assertThat(dryRun.after().monthly()).isEqualTo(euros("29.80"));
        FalloutTask task = fallout(id, id + "-S3");
        FalloutTask stays = fallout(id, id + "-S2");

        ProductOrder amended = accepted(amend(id, 1, PHYSICAL, BOOST));

        assertThat(amended.items()).extracting(OrderItem::itemId).containsExactly("1", "3");
        assertThat(amended.items()).extracting(OrderItem::revision).containsExactly(1, 2);
        assertThat(found(id).items()).extracting(OrderItem::itemId).containsExactly("1", "3");
        assertThat(isOpen(task)).isFalse();
        assertThat(isOpen(stays)).as("its step is still wanted").isTrue();
        assertThat(state(id + "-S3")).isEqualTo(StepState.CANCELLED);
        assertThat(desk.messages().getLast().variables()).containsEntry("falloutDecision", "cancel");
        assertThat(desk.pooled("QUARANTINED")).as("the handset").isEqualTo(1);
        accepted(in(() -> desk.fallout.resolve(stays.id(), FalloutDecision.RESUBMIT, "ops", "mended")));
        complete(id + "-S2");
        assertThat(due(id)).containsExactly(id + "-S3-undo");
        complete(id + "-S3-undo");
        assertThat(due(id)).containsExactly(id + "-S5");
        complete(id + "-S5");
        OrderFacts.Charges charges = in(() -> {
                    assertThat(desk.progress.releaseSteps(id).steps()).isEmpty();
                    return desk.facts.charges(id);
                })
                .orElseThrow();
        assertThat(charges.items()).extracting(PricedItem::itemId).containsExactly("1", "3");
        finish(id);
        assertThat(found(id).state()).as("and not partial").isEqualTo(OrderState.COMPLETED);
        assertThat(in(() -> desk.inventory.products(id))).hasSize(2);
    }

    @Test
    void what_is_withdrawn_before_it_was_begun_is_on_stock_again() {
        OrderId id = placed(PHYSICAL, HANDSET);
        begin(id);
        long free = desk.pooled("FREE");
        accepted(amend(id, 1, PHYSICAL));
        assertThat(desk.pooled("FREE")).isEqualTo(free + 1);
        assertThat(found(id).isSettling()).isFalse();
        assertThat(in(() -> desk.amendments.of(id)).getFirst().settledAt()).isPresent();
        assertThat(state(id + "-S3")).isEqualTo(StepState.CANCELLED);
        assertThat(due(id)).containsExactly(id + "-S1");
        assertThat(refused(amend(id, 2, PHYSICAL, HANDSET)))
                .extracting(Rejection::code)
                .containsExactly("ITEM_ID_USED");
    }

    @Test
    void an_amended_order_that_is_cancelled_leaves_nothing() {
        OrderId id = withSimActivated();
        complete(id + "-S2");
        complete(id + "-S3");
        OrderId other = withSimActivated();
        accepted(amend(other, 1, ESIM));
        accepted(in(() -> desk.cancel(other, "enough", "csr")));
        for (int round = 0; round < 10; round++) {
            for (String step : due(other)) {
                if (step.endsWith("-undo")) {
                    complete(step);
                } else {
                    run(() -> desk.steps.cancel(step));
                }
            }
        }
        assertThat(due(other)).isEmpty();
        run(() -> desk.progress.close(other));
        assertThat(found(other).state()).isEqualTo(OrderState.CANCELLED);
        assertThat(steps(other).stream().filter(PlanStep::isUndo))
                .extracting(PlanStep::id)
                .containsExactlyInAnyOrder(other + "-S1-undo", other + "-S2-undo", other + "-S3-undo");
        assertThat(refused(amend(other, 2, ESIM))).extracting(Rejection::code).containsExactly("NOT_IN_VALID_STATE");
        assertThat(refused(amend(id, 1, ESIM)))
                .extracting(Rejection::message)
                .singleElement()
                .asString()
                .contains("is activated and about to be completed", "action modify or delete");
    }

    @Test
    void the_same_key_has_one_effect_and_another_patch_under_it_is_refused() {
        OrderId id = withSimActivated();
        AmendOrder command = keyed(id, "k", "esim", ESIM, HANDSET);
        accepted(in(() -> desk.amendments.amend(command)));
        assertThat(accepted(in(() -> desk.amendments.amend(command))).revision())
                .isEqualTo(2);
        assertThat(refused(in(() -> desk.amendments.amend(keyed(id, "k", "other", ESIM)))))
                .extracting(Rejection::code)
                .containsExactly("IDEMPOTENCY_KEY_REUSED");
        assertThat(refused(amend(id, 1, ESIM))).extracting(Rejection::code).containsExactly("CHANGED_MEANWHILE");
    }

    @Test
    void what_would_be_refused_at_entry_is_refused_and_nothing_changes() {
        OrderId id = withSimActivated();
        assertThat(refused(amend(id, 1))).extracting(Rejection::code).containsExactly("NO_ITEMS");
        assertThat(refused(amend(id, 1, HANDSET)))
                .extracting(Rejection::code)
                .containsExactly("REQUIRED_OFFERING_MISSING");
        assertThat(refused(amend(id, 1, item("1", "mobile-sim-only-l", Map.of()), BOOST)))
                .extracting(Rejection::code)
                .contains("EXCLUDED_OFFERING");
        assertThat(refused(amend(id, 1, ESIM, item("2", "handset-pebble-2", Map.of()))))
                .extracting(Rejection::code)
                .as("of the handset, and of the line whose SIM it does not take")
                .containsExactly("DEVICE_INCOMPATIBLE", "DEVICE_INCOMPATIBLE");
        PlaceOrder.Item turned = item("2", "mobile-data-boost", Map.of());
        assertThat(refused(amend(id, 1, PHYSICAL, turned)))
                .extracting(Rejection::code)
                .containsExactly("KIND_OF_ITEM_CHANGES");
        assertThat(accepted(amend(id, 1, PHYSICAL, HANDSET)).revision()).isEqualTo(1);
        assertThat(desk.told("ProductOrderAttributeValueChangeEvent")).isEmpty();
    }

    @Test
    void an_order_that_has_not_begun_is_another_one_at_another_time() {
        Instant start = desk.clock.instant().plus(Duration.ofDays(2));
        OrderId id = accepted(desk.entry.place(new PlaceOrder(
                        Optional.empty(),
                        Optional.empty(),
                        ADA,
                        Optional.empty(),
                        "console",
                        "csr",
                        List.of(PHYSICAL, HANDSET),
                        OrderDetails.startingAt(start))))
                .id();
        Instant later = start.plus(Duration.ofDays(1));
        OrderDetails details = new OrderDetails(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(later),
                Optional.empty(),
                Optional.of("+49 151 1"),
                List.of(new OrderNote(null, null, null, "He rang.")),
                List.of());
        ProductOrder amended = accepted(in(() -> desk.amendments.amend(
                new AmendOrder(id, Optional.empty(), "", 1, "console", "bo", Optional.of(List.of(ESIM)), details))));
        assertThat(amended.startsAt()).isEqualTo(later);
        assertThat(amended.details().notes()).singleElement().satisfies(note -> {
            assertThat(note.author()).isEqualTo("bo");
            assertThat(note.id()).isEqualTo("1");
        });
        assertThat(desk.due(id.value())).contains(later);
        assertThat(amended.promisedAt().orElseThrow()).isAfter(later);
        desk.clock.pass(Duration.ofDays(3));
        begin(id);
        assertThat(steps(id))
                .extracting(PlanStep::service)
                .contains("subscriber-and-sim")
                .doesNotContain("device-activation");
        assertThat(refused(in(() -> desk.amendments.amend(new AmendOrder(
                        id, Optional.empty(), "", 2, "console", "bo", Optional.empty(), OrderDetails.NONE)))))
                .extracting(Rejection::code)
                .containsExactlyInAnyOrder("ALREADY_BEGUN", "NOTE_STAYS");
    }

    @Test
    void what_could_not_be_reserved_is_tried_again_for_what_the_order_is_now() {
        OrderId id = placed(PHYSICAL);
        begin(id);
        FalloutTask task = in(() ->
                desk.fallout.open(new FalloutTasks.Cause(id, Optional.empty(), "SIM_POOL_EMPTY", "none free"), 5));
        accepted(amend(id, 1, ESIM));
        assertThat(isOpen(task)).isFalse();
        assertThat(desk.messages().getLast().variables()).containsEntry("falloutDecision", "resubmit");
    }

    private static Map<String, String> with(Map<String, String> facts, String name, String value) {
        Map<String, String> more = new HashMap<>(facts);
        more.put(name, value);
        return more;
    }
}
