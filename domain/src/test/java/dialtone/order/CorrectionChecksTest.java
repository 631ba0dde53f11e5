package dialtone.order;

import static dialtone.order.Catalogs.item;
import static dialtone.order.Catalogs.order;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.party.BillingAccountId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A plan with an eSIM and a handset; the plan's EID is told to the network by the steps download and device-on, that of a handset of the
 * plan, and by no other.
 */
class CorrectionChecksTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

    private final Catalog catalog = Catalogs.small();
    private final PlaceOrder command =
            order(item("1", "plan", Map.of("eid", "1111")), item("2", "handset", Map.of("deviceColour", "sage")));
    private final OrderChecks.Checked checked = OrderChecks.check(command, catalog, CustomerProducts.active(Set.of()));
    private final ProductOrder order = new ProductOrder(
            new OrderId("ORD-7"), command, new BillingAccountId("BAC-1"), "1", checked.items(), Optional.empty(), NOW);
    private final List<PlanStep> steps = FulfilmentPlan.of(catalog, checked.items()).steps().stream()
            .map(planned -> new PlanStep(order.id(), planned))
            .toList();
    private final Map<String, NetworkTrace> traces = new HashMap<>();

    @Test
    void a_step_takes_answers_of_its_item_and_of_its_line() {
        assertThat(checks().of(step("download")))
                .extracting(asked -> asked.item().itemId() + " "
                        + asked.question().name() + " " + asked.answered().orElse("-"))
                .containsExactly("1 eid 1111");
        assertThat(checks().of(step("device-on"))).hasSize(1);
        assertThat(checks().of(step("sim"))).isEmpty();
        step("download").supersede(2, Map.of());
        assertThat(checks().of(step("download"))).as("nobody wants it").isEmpty();
    }

    @Test
    void an_answer_of_the_right_form_is_corrected() {
        fallenOut("download");
        assertThat(objections("download", "eid", "2222")).isEmpty();
        order.correct(Map.of("1", Map.of("eid", "2222")));
        assertThat(order.revision()).isEqualTo(2);
        assertThat(order.item("1").orElseThrow().characteristics()).containsEntry("eid", "2222");
        assertThat(order.item("1").orElseThrow().revision()).isEqualTo(1);
    }

    @Test
    void what_does_not_fit_is_refused_with_its_field() {
        fallenOut("download");
        assertThat(checks().objections(step("download"), Map.of("eid", "22", "simType", "physical", "size", "9")))
                .extracting(reason -> reason.field() + " " + reason.code())
                .containsExactly(
                        "values[eid] CHARACTERISTIC_NOT_ALLOWED",
                        "values[simType] NOT_CORRECTABLE",
                        "values[size] UNKNOWN_CHARACTERISTIC");
        assertThat(checks().objections(step("download"), Map.of("eid", "22")))
                .as("in words, and without the expression")
                .extracting(Rejection::message)
                .containsExactly("EID: 22 does not have the right form. It has four digits.");
        assertThat(objections("download", "eid", "1111")).containsExactly("NOTHING_CORRECTED");
        assertThat(objections("download", "eid", " ")).containsExactly("NOTHING_CORRECTED");
        assertThat(objections("download", "eid", "2".repeat(256))).containsExactly("CHARACTERISTIC_TOO_LONG");
        assertThat(objections("sim", "eid", "2222")).as("another step's").containsExactly("NOT_CORRECTABLE");
    }

    @Test
    void what_another_step_has_told_the_network_is_not_corrected() {
        fallenOut("download");
        step("device-on").release(NOW);
        assertThat(objections("download", "eid", "2222")).as("is told just now").containsExactly("NOT_IN_VALID_STATE");
        step("device-on").fallOut();
        assertThat(objections("download", "eid", "2222")).isEmpty();
        traces.put("device-on", NetworkTrace.UNKNOWN);
        assertThat(objections("download", "eid", "2222")).containsExactly("NOT_IN_VALID_STATE");
        traces.put("device-on", NetworkTrace.DONE);
        assertThat(objections("download", "eid", "2222")).containsExactly("NOT_IN_VALID_STATE");
        traces.clear();
        step("device-on").complete(Map.of(), NOW);
        assertThat(objections("download", "eid", "2222")).containsExactly("NOT_IN_VALID_STATE");
    }

    @Test
    void a_correction_says_why_and_what() {
        assertThat(codes(new Correction(Map.of(), "", "ops").objections()))
                .containsExactly("REASON_REQUIRED", "NOTHING_CORRECTED");
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i <= Correction.MAX_VALUES; i++) {
            many.put("a" + i, "b");
        }
        assertThat(codes(new Correction(many, "x".repeat(FalloutTask.MAX_NOTE + 1), "ops").objections()))
                .containsExactly("TOO_LONG", "TOO_MANY_VALUES");
        assertThat(new Correction(Map.of("eid", "2222"), "typed wrong", "ops").objections())
                .isEmpty();
    }

    private void fallenOut(String service) {
        step(service).release(NOW);
        step(service).fallOut();
    }

    private CorrectionChecks checks() {
        return new CorrectionChecks(
                order, catalog, steps, step -> traces.getOrDefault(step.service(), NetworkTrace.NONE));
    }

    private List<String> objections(String service, String name, String value) {
        return codes(checks().objections(step(service), Map.of(name, value)));
    }

    private static List<String> codes(List<Rejection> reasons) {
        return reasons.stream().map(Rejection::code).toList();
    }

    private PlanStep step(String service) {
        return steps.stream()
                .filter(step -> step.service().equals(service))
                .findFirst()
                .orElseThrow();
    }
}
