package dialtone.assurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.order.OrderId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssuranceReportTest {

    private static final Discrepancy FOUND = new Discrepancy("PRD-1", Optional.of(new OrderId("ORD-1")), "Mobile M");
    private static final ControlResult HOLDS = new ControlResult(Control.ACTIVE_NOT_BILLED, 0, List.of());
    private static final ControlResult BROKEN = new ControlResult(Control.BILLED_NOT_ACTIVE, 70, List.of(FOUND));

    private static AssuranceReport report(ControlResult... results) {
        return new AssuranceReport(Instant.EPOCH, List.of(results));
    }

    @Test
    void a_report_holds_when_all_its_controls_do() {
        assertThat(report(HOLDS, HOLDS).holds()).isTrue();
        assertThat(report(HOLDS, BROKEN).holds()).isFalse();
    }

    @Test
    void discrepancies_are_counted_over_all_controls_and_not_over_the_examples() {
        assertThat(report(HOLDS, BROKEN, BROKEN).discrepancies()).isEqualTo(140);
    }

    @Test
    void a_control_has_examples_when_it_found_something_and_never_more_than_it_found() {
        assertThatThrownBy(() -> new ControlResult(Control.TASK_FOR_NOTHING, 1, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ControlResult(Control.TASK_FOR_NOTHING, 0, List.of(FOUND)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ControlResult(Control.TASK_FOR_NOTHING, 1, List.of(FOUND, FOUND)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void every_control_says_what_it_is_about_and_what_must_hold() {
        assertThat(Control.values()).allSatisfy(control -> {
            assertThat(control.title()).isNotBlank();
            assertThat(control.rule()).endsWith(".");
        });
    }
}
