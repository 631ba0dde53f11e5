package dialtone.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
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
    void a_task_keeps_what_was_corrected_before_its_step_was_tried_again() {
        FalloutTask task = task(Optional.of("ORD-100001-S2"), "No such EID");
        assertThat(task.element()).isEmpty();
        task.concern("smdp");
        assertThat(task.element()).contains("smdp");
        task.correct("ops", "Corrected eid: " + "8".repeat(2_000), NOON);
        assertThat(task.log()).singleElement().satisfies(line -> {
            assertThat(line.by()).isEqualTo("ops");
            assertThat(line.what()).startsWith("Corrected eid: 8").hasSize(1_000);
        });
        task.resolve(FalloutResolution.of(FalloutDecision.RESUBMIT, "ops", "typed wrong"), NOON);
        assertThatThrownBy(() -> task.correct("ops", "Corrected once more.", NOON))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("FT-1");
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

    @Test
    void a_task_that_nobody_has_routed_is_the_desks() {
        FalloutTask task = task(Optional.empty(), "");
        assertThat(task.team()).isEqualTo("operations");
        assertThat(task.dueAt()).contains(NOON.plus(Duration.ofHours(4)));
        task.escalate(NOON.plus(Duration.ofDays(1)));
        assertThat(task.team()).as("nobody is asked after the desk").isEqualTo("operations");
        assertThat(task.log()).isEmpty();
    }

    @Test
    void at_its_deadline_it_goes_to_the_next_team_once_and_whoever_had_taken_it_has_it_no_more() {
        FalloutTask task = task(Optional.of("ORD-100001-S2"), "");
        task.assign(new FalloutRouting.Rule(Set.of(), Set.of(), "sims", Duration.ofHours(1), Optional.of("boss")));
        task.take("ops", NOON);
        task.escalate(NOON.plus(Duration.ofMinutes(59)));
        assertThat(task.team()).isEqualTo("sims");
        Instant due = NOON.plus(Duration.ofHours(1));
        task.escalate(due);
        task.escalate(due.plusSeconds(1));
        assertThat(task.team()).isEqualTo("boss");
        assertThat(task.escalatedAt()).contains(due);
        assertThat(task.assignee()).isEmpty();
        assertThat(task.isOverdue(due)).isTrue();
        assertThat(task.log())
                .extracting(FalloutTask.LogLine::what)
                .containsExactly("Taken.", "Escalated from sims to boss.");
    }

    @Test
    void a_task_is_one_persons_until_it_is_given_back() {
        FalloutTask task = task(Optional.empty(), "");
        task.giveBack("ops", NOON);
        assertThat(task.log()).as("it was nobody's").isEmpty();
        task.take("ops", NOON);
        task.take("ops", NOON);
        assertThat(task.isTakenByAnotherThan("admin")).isTrue();
        assertThat(task.isTakenByAnotherThan("ops")).isFalse();
        assertThatThrownBy(() -> task.take("admin", NOON)).isInstanceOf(IllegalStateException.class);
        task.giveBack("ops", NOON);
        task.take("admin", NOON);
        task.resolve(FalloutResolution.of(FalloutDecision.FAIL, "admin", "so"), NOON);
        assertThat(task.log()).extracting(FalloutTask.LogLine::what).containsExactly("Taken.", "Given back.", "Taken.");
        assertThatThrownBy(() -> task.take("ops", NOON)).isInstanceOf(IllegalStateException.class);
        task.giveBack("ops", NOON);
        assertThat(task.assignee()).contains("admin");
    }

    private static FalloutTask task(Optional<String> stepId, String message) {
        return new FalloutTask("FT-1", ORDER, stepId, 42, "ELEMENT_REFUSED", message, NOON);
    }
}
