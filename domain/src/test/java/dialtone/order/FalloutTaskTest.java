package dialtone.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FalloutTaskTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final OrderId ORDER = new OrderId("ORD-100001");

    @Test
    void a_task_is_open_until_somebody_decides_and_keeps_who_and_why() {
        FalloutTask task = task(Optional.of("ORD-100001-S2"), "No such IMSI");
        assertThat(task.isOpen()).isTrue();
        assertThat(task.decision()).isEmpty();
        assertThat(task.resolvedAt()).isEmpty();
        assertThat(task.resolvedBy()).isEmpty();
        assertThat(task.note()).isEmpty();

        task.resolve(FalloutResolution.of(FalloutDecision.RESUBMIT, "ops", "mended"), NOON.plusSeconds(60));

        assertThat(task.isOpen()).isFalse();
        assertThat(task.decision()).contains(FalloutDecision.RESUBMIT);
        assertThat(task.resolvedBy()).contains("ops");
        assertThat(task.resolvedAt()).contains(NOON.plusSeconds(60));
        assertThat(task.note()).isEqualTo("mended");
    }

    @Test
    void a_task_is_decided_once() {
        FalloutTask task = task(Optional.empty(), "");
        task.resolve(FalloutResolution.of(FalloutDecision.FAIL, "ops", " "), NOON);
        assertThatThrownBy(() -> task.resolve(FalloutResolution.of(FalloutDecision.RESUBMIT, "csr", ""), NOON))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("FT-1");
        assertThat(task.decision()).contains(FalloutDecision.FAIL);
        assertThat(task.note()).as("blanks are no note").isEmpty();
    }

    @Test
    void a_task_says_what_went_wrong_where() {
        FalloutTask task = task(Optional.of("ORD-100001-S2"), "No such IMSI");
        assertThat(task.id()).isEqualTo("FT-1");
        assertThat(task.order()).isEqualTo(ORDER);
        assertThat(task.stepId()).contains("ORD-100001-S2");
        assertThat(task.instanceKey()).isEqualTo(42);
        assertThat(task.errorCode()).isEqualTo("ELEMENT_REFUSED");
        assertThat(task.errorMessage()).isEqualTo("No such IMSI");
        assertThat(task.openedAt()).isEqualTo(NOON);
        assertThat(task(Optional.empty(), "").errorMessage()).isEmpty();
        assertThat(task(Optional.empty(), "").stepId()).isEmpty();
    }

    @Test
    void words_longer_than_their_column_are_cut() {
        FalloutTask task = task(Optional.empty(), "x".repeat(FalloutTask.MAX_MESSAGE + 1));
        task.resolve(FalloutResolution.of(FalloutDecision.FAIL, "ops", "y".repeat(FalloutTask.MAX_NOTE + 1)), NOON);
        assertThat(task.errorMessage()).hasSize(FalloutTask.MAX_MESSAGE);
        assertThat(task.note()).hasSize(FalloutTask.MAX_NOTE);
        assertThat(task(Optional.empty(), "x".repeat(FalloutTask.MAX_MESSAGE)).errorMessage())
                .hasSize(FalloutTask.MAX_MESSAGE);
    }

    @Test
    void a_decision_has_a_word_on_the_wire_and_other_words_are_none() {
        for (FalloutDecision decision : FalloutDecision.values()) {
            assertThat(FalloutDecision.of(decision.wire())).contains(decision);
        }
        assertThat(FalloutDecision.of("perhaps")).isEmpty();
    }

    private static FalloutTask task(Optional<String> stepId, String message) {
        return new FalloutTask("FT-1", ORDER, stepId, 42, "ELEMENT_REFUSED", message, NOON);
    }
}
