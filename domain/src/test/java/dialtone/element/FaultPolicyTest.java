package dialtone.element;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.element.FaultPolicy.Fault;
import dialtone.element.FaultPolicy.Hold;
import dialtone.element.FaultPolicy.Kind;
import dialtone.element.FaultPolicy.Rule;
import dialtone.element.FaultPolicy.Way;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultPolicyTest {

    private static final Hold FIVE_MINUTES = new Hold(Duration.ofMinutes(5), 12);

    @Test
    void a_fault_is_judged_by_element_and_code_and_else_by_its_kind() {
        FaultPolicy policy = new FaultPolicy(
                List.of(
                        rule("hlr", "MAP 34", Way.RETRY, Optional.empty()),
                        rule("hlr", "MAP 27", Way.HOLD, Optional.of(FIVE_MINUTES))),
                FaultPolicy.ASK_SOMEBODY.defaults());
        assertThat(policy.rule(fault("hlr", "MAP 34")).way()).isEqualTo(Way.RETRY);
        assertThat(policy.rule(fault("hlr", "MAP 27")).hold()).contains(FIVE_MINUTES);
        assertThat(policy.rule(fault("sim", "MAP 34")).code()).isEqualTo("unableToComply");
        assertThat(policy.rule(fault("hlr", "")).way()).isEqualTo(Way.MANUAL);
    }

    @Test
    void a_policy_has_one_row_for_each_kind_of_fault() {
        List<Rule> defaults = FaultPolicy.ASK_SOMEBODY.defaults();
        assertThatThrownBy(() -> new FaultPolicy(List.of(), defaults.subList(1, defaults.size())))
                .isInstanceOf(IllegalArgumentException.class);
        for (Kind kind : Kind.values()) {
            assertThat(FaultPolicy.ASK_SOMEBODY.rule(new Fault("hlr", kind, "")).code())
                    .isEqualTo(kind.wire());
            assertThat(Kind.of(kind.wire())).contains(kind);
        }
        assertThat(Kind.of("strange")).isEmpty();
    }

    @Test
    void what_is_held_says_how_and_nothing_else_does() {
        assertThatThrownBy(() -> rule("hlr", "MAP 27", Way.HOLD, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rule("hlr", "MAP 27", Way.RETRY, Optional.of(FIVE_MINUTES)))
                .isInstanceOf(IllegalArgumentException.class);
        for (Way way : Way.values()) {
            assertThat(Way.of(way.wire())).contains(way);
        }
        assertThat(Way.of("perhaps")).isEmpty();
    }

    @Test
    void a_hold_has_limits() {
        assertThat(new Hold(Hold.SHORTEST, 1).times()).isEqualTo(1);
        assertThat(new Hold(Hold.LONGEST, Hold.MAX_TIMES).pause()).isEqualTo(Duration.ofDays(1));
        for (Duration pause : List.of(Hold.SHORTEST.minusMillis(1), Hold.LONGEST.plusMillis(1))) {
            assertThatThrownBy(() -> new Hold(pause, 1)).isInstanceOf(IllegalArgumentException.class);
        }
        for (int times : List.of(0, Hold.MAX_TIMES + 1)) {
            assertThatThrownBy(() -> new Hold(Hold.SHORTEST, times)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Fault fault(String element, String code) {
        return new Fault(element, Kind.UNABLE_TO_COMPLY, code);
    }

    private static Rule rule(String element, String code, Way way, Optional<Hold> hold) {
        return new Rule(element, code, "a name", "It means something.", way, hold, "a standard");
    }
}
