package dialtone.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Rejection;
import dialtone.order.DecisionRequest.Asked;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What one person asks for, and another approves or not. */
class SecondPersonTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    private final FalloutTask task =
            new FalloutTask("FAL-1", new OrderId("ORD-1"), Optional.of("ORD-1-S2"), 42, "ELEMENT_REFUSED", "no", NOON);

    @Test
    void what_one_asks_for_another_approves_and_the_task_keeps_both() {
        DecisionRequest request = task.ask(skip("ops"), NOON);
        assertThat(request.id()).isEqualTo("FAL-1-1");
        assertThat(task.isOpen()).isTrue();
        assertThat(task.request()).contains(request);

        task.approve("admin", "fine with me", NOON.plusSeconds(60));

        assertThat(task.decision()).contains(FalloutDecision.SKIP);
        assertThat(task.askedBy()).contains("ops");
        assertThat(task.resolvedBy()).contains("admin");
        assertThat(task.note()).isEqualTo("it works without");
        assertThat(task.request()).isEmpty();
        assertThat(log())
                .containsExactly(
                        "ops: Asks to skip it: it works without",
                        "admin: Approved: ops asked to skip it. fine with me");
    }

    @Test
    void nobody_approves_his_own_request_however_he_writes_his_login() {
        task.ask(skip("ops"), NOON);
        for (String same : List.of("ops", "OPS", " Ops ")) {
            assertThatThrownBy(() -> task.approve(same, "", NOON)).isInstanceOf(IllegalStateException.class);
        }
        assertThat(task.isOpen()).isTrue();
        assertThatThrownBy(() ->
                        new FalloutResolution(FalloutDecision.SKIP, "OPS", "", Optional.empty(), Optional.of("ops")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FalloutResolution.of(FalloutDecision.COMPLETE_BY_HAND, "ops", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_request_that_is_declined_or_taken_back_leaves_the_task_open_for_another() {
        task.ask(skip("ops"), NOON);
        task.decline("admin", "the customer needs it", NOON);
        assertThat(task.request()).isEmpty();
        assertThat(task.isOpen()).isTrue();
        DecisionRequest second = task.ask(
                new Asked(FalloutDecision.COMPLETE_BY_HAND, "ops", "created it", Map.of("b", "x=y", "a", "1")), NOON);
        assertThat(second.id()).isEqualTo("FAL-1-2");
        assertThat(second.facts()).isEqualTo(Map.of("a", "1", "b", "x=y"));
        task.decline("ops", "", NOON);
        assertThat(log())
                .containsExactly(
                        "ops: Asks to skip it: it works without",
                        "admin: Declined: ops asked to skip it. the customer needs it",
                        "ops: Asks to count it as done by hand: created it",
                        "ops: Takes back the request to count it as done by hand.");
    }

    @Test
    void a_request_lapses_when_somebody_decides_otherwise_and_the_log_says_so() {
        task.ask(skip("ops"), NOON);
        task.resolve(FalloutResolution.of(FalloutDecision.RESUBMIT, "admin", "mended"), NOON);
        assertThat(task.request()).isEmpty();
        assertThat(task.askedBy()).isEmpty();
        assertThat(log()).last().isEqualTo("admin: The request of ops to skip it has lapsed: decided otherwise.");
        assertThatThrownBy(() -> task.approve("admin", "", NOON)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void one_request_waits_at_a_time_and_none_for_what_is_decided() {
        task.ask(skip("ops"), NOON);
        assertThatThrownBy(() -> task.ask(skip("admin"), NOON)).isInstanceOf(IllegalStateException.class);
        task.approve("admin", "", NOON);
        assertThatThrownBy(() -> task.ask(skip("ops"), NOON)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_request_needs_a_reason_and_is_about_what_needs_two() {
        assertThat(codes(new Asked(FalloutDecision.RESUBMIT, "ops", "so", Map.of())))
                .containsExactly("INVALID_DECISION");
        assertThat(codes(new Asked(FalloutDecision.SKIP, "ops", " ", Map.of("a", "1"))))
                .containsExactly("REASON_REQUIRED", "UNKNOWN_FACT");
        assertThat(codes(
                        new Asked(FalloutDecision.COMPLETE_BY_HAND, "ops", "x".repeat(501), Map.of("a", "two\nlines"))))
                .containsExactly("TOO_LONG", "INVALID_FACT");
        assertThatThrownBy(() -> task.ask(new Asked(FalloutDecision.SKIP, "ops", "", Map.of()), NOON))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Asked skip(String by) {
        return new Asked(FalloutDecision.SKIP, by, "it works without", Map.of());
    }

    private static List<String> codes(Asked asked) {
        return asked.objections().stream().map(Rejection::code).toList();
    }

    private List<String> log() {
        return task.log().stream().map(line -> line.by() + ": " + line.what()).toList();
    }
}
