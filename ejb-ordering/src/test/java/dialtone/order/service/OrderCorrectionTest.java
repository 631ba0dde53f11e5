package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static dialtone.order.service.Desk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.bpmn.Priority;
import dialtone.order.Correction;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutFilter;
import dialtone.order.FalloutFilter.Attribute;
import dialtone.order.FalloutTask;
import dialtone.order.OrderId;
import dialtone.order.OrderRevision;
import dialtone.order.ProductOrder;
import dialtone.order.StepState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A line for an eSIM whose EID was typed wrong; its first step, which tells the network the EID, is refused. */
class OrderCorrectionTest extends OrderStories {

    private static final String TYPED = "89049032000000000000000000000017";
    private static final String MEANT = "89049032000000000000000000000071";

    /** Of the few steps that a line has here it is the first one that takes the EID. */
    OrderCorrectionTest() {
        super(new Desk(text -> text.replace("correctable: [esim-profile]", "correctable: [subscriber-and-sim]")));
    }

    @Test
    void a_corrected_answer_is_the_orders_and_the_step_is_tried_again_with_it() {
        OrderId id = refusedOrder();
        FalloutTask task = fallout(id, 1);
        assertThat(in(() -> desk.corrections.of(task.id())))
                .extracting(asked -> asked.item().itemId() + " "
                        + asked.question().name() + " " + asked.answered().orElse("-"))
                .containsExactly("1 eid " + TYPED);

        FalloutTask decided = accepted(correct(task, Map.of("eid", MEANT), "Two digits were the other way round."));
        assertThat(decided.decision()).contains(FalloutDecision.RESUBMIT);
        assertThat(decided.note()).isEqualTo("Two digits were the other way round.");
        assertThat(decided.log())
                .extracting(FalloutTask.LogLine::what)
                .contains("Corrected eid: " + MEANT + " in place of " + TYPED + ".");
        assertThat(in(() -> desk.steps.work(id + "-S1")).facts()).containsEntry("eid", MEANT);
        assertThat(desk.messages())
                .anySatisfy(message -> assertThat(message.messageId()).isEqualTo(task.id()));

        ProductOrder order = in(() -> desk.orders.find(id)).orElseThrow();
        assertThat(order.revision()).isEqualTo(2);
        assertThat(order.items().getFirst().characteristics()).containsEntry("eid", MEANT);
        assertThat(order.items().getFirst().revision())
                .as("its prices are of then")
                .isEqualTo(1);
        assertThat(in(() -> desk.amendments.of(id))).singleElement().satisfies(revision -> {
            assertThat(revision.requestedBy()).isEqualTo("ops");
            assertThat(revision.reason()).contains("Two digits were the other way round.");
            assertThat(revision.settledAt()).isPresent();
            assertThat(revision.changes())
                    .containsExactly(
                            new OrderRevision.Change(Optional.of("1"), "eid", Optional.of(TYPED), Optional.of(MEANT)));
        });
        assertThat(desk.told("ProductOrderAttributeValueChangeEvent"))
                .singleElement()
                .satisfies(event -> assertThat(event.facts()).containsEntry("changedItems", "1"));
        assertThat(in(() -> desk.orders.plan(id)).getFirst().state()).isEqualTo(StepState.RELEASED);
        assertThat(codes(correct(task, Map.of("eid", TYPED), "Once more."))).containsExactly("NOT_IN_VALID_STATE");
        assertThat(in(() -> desk.corrections.of(task.id()))).as("it is decided").isEmpty();
    }

    @Test
    void what_is_corrected_is_checked_as_at_entry_and_changes_nothing_when_it_is_refused() {
        OrderId id = refusedOrder();
        FalloutTask task = fallout(id, 1);
        assertThat(codes(correct(task, Map.of("eid", MEANT), " "))).containsExactly("REASON_REQUIRED");
        assertThat(codes(correct(task, Map.of("eid", MEANT), "x".repeat(501)))).containsExactly("TOO_LONG");
        assertThat(codes(correct(task, Map.of(), "Nothing."))).containsExactly("NOTHING_CORRECTED");
        assertThat(codes(correct(task, Map.of("eid", TYPED), "The same."))).containsExactly("NOTHING_CORRECTED");
        assertThat(codes(correct(task, Map.of("eid", " "), "None."))).containsExactly("NOTHING_CORRECTED");
        assertThat(codes(correct(task, Map.of("eid", "8904"), "Too short.")))
                .containsExactly("CHARACTERISTIC_NOT_ALLOWED");
        assertThat(codes(correct(task, Map.of("simType", "physical"), "Another card.")))
                .as("another plan: an amendment")
                .containsExactly("NOT_CORRECTABLE");
        assertThat(codes(correct(task, Map.of("shoeSize", "44"), "A guess.")))
                .containsExactly("UNKNOWN_CHARACTERISTIC");
        assertThat(in(() -> desk.orders.find(id)).orElseThrow().revision()).isEqualTo(1);
        assertThat(in(() -> desk.fallout.find(task.id())).orElseThrow().isOpen())
                .isTrue();
    }

    @Test
    void an_answer_that_the_network_knows_or_may_know_is_not_corrected() {
        OrderId id = refusedOrder();
        FalloutTask task = fallout(id, 1);
        desk.asked(id + "-S1", "create-subscriber", "INTENDED");
        assertThat(codes(correct(task, Map.of("eid", MEANT), "Typed wrong."))).containsExactly("NOT_IN_VALID_STATE");

        OrderId other = refusedOrder();
        FalloutTask half = fallout(other, 1);
        desk.asked(other + "-S1", "create-subscriber", "SUCCEEDED");
        assertThat(refused(correct(half, Map.of("eid", MEANT), "Typed wrong."))
                        .getFirst()
                        .message())
                .contains("Amend the order");

        OrderId third = refusedOrder();
        desk.database.inTransaction(() -> desk.steps.complete(third + "-S1", Map.of()));
        in(() -> desk.progress.releaseSteps(third));
        FalloutTask next = fallout(third, 2);
        assertThat(in(() -> desk.corrections.of(next.id()))).isEmpty();
        assertThat(codes(correct(next, Map.of("eid", MEANT), "Typed wrong."))).containsExactly("NOT_CORRECTABLE");
    }

    @Test
    void a_task_is_found_by_the_element_that_cannot_do_it() {
        desk.elements.admission("fulfilment.activate-sim", Priority.USUAL, Set.of("hlr", "sim"));
        desk.elements.performs("sim", "activate-sim");
        desk.elements.performs("nobody", "create-subscriber");
        OrderId id = refusedOrder();
        desk.asked(id + "-S1", "create-subscriber", "SUCCEEDED");
        desk.asked(id + "-S1", "activate-sim", "REFUSED");
        FalloutTask task = fallout(id, 1);
        assertThat(task.element()).contains("sim");
        OrderId other = refusedOrder();
        assertThat(fallout(other, 1).element()).as("no action was begun").contains("hlr");

        assertThat(in(() -> desk.queue.choices()).elements()).containsExactly("hlr", "sim");
        assertThat(in(() -> desk.queue.listOpen(FalloutFilter.ALL.with(Attribute.ELEMENT, List.of("sim")), 0, 10))
                        .rows())
                .extracting(FalloutTask::id)
                .containsExactly(task.id());
    }

    private OrderId refusedOrder() {
        OrderId id = accepted(desk.entry.place(order(
                        ADA,
                        Optional.empty(),
                        item("1", "mobile-sim-only-m", Map.of("simType", "esim", "eid", TYPED)))))
                .id();
        in(() -> desk.validate(id, 77));
        accepted(in(() -> desk.progress.reserve(id)));
        in(() -> desk.progress.releaseSteps(id));
        return id;
    }

    private FalloutTask fallout(OrderId id, int step) {
        return in(() -> desk.fallout.open(
                new FalloutTasks.Cause(
                        id, Optional.of(id + "-S" + step), "ELEMENT_REFUSED", "The profile is bound to another eUICC"),
                id.value().hashCode() + step));
    }

    private Outcome<FalloutTask> correct(FalloutTask task, Map<String, String> values, String reason) {
        return in(() -> desk.corrections.correct(task.id(), new Correction(values, reason, "ops")));
    }

    private static List<String> codes(Outcome<FalloutTask> outcome) {
        return refused(outcome).stream().map(Rejection::code).toList();
    }
}
