package dialtone.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.element.ElementCapacity;
import dialtone.fulfilment.ElementRules.Status;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElementRulesTest {

    private static final Instant TEN = Instant.parse("2026-11-25T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "100, 99, 1, true",
        "100, 99, 2, false",
        "100, 100, 1, false",
        "100, 100, 0, true",
        "10, 37, 1, false",
        "0, 0, 1, false"
    })
    void there_is_room_when_all_that_the_order_brings_finds_a_place(int places, int used, int needed, boolean room) {
        CheckResult found = ElementRules.judge("hlr", told(places, used), needed);
        assertThat(found.isPassed()).isEqualTo(room);
        assertThat(found.code()).isEqualTo(room ? "OK" : "ELEMENT_AT_CAPACITY");
        assertThat(found.remedy().isPresent()).isEqualTo(!room);
    }

    @Test
    void a_full_element_says_how_full_it_is_and_outside_the_house_nothing_of_that() {
        CheckResult full = ElementRules.judge("hlr", told(100, 99), 2);
        assertThat(full.message())
                .isEqualTo(
                        "Network element hlr has no room for it: 99 of 100 places are taken, and the order needs 2.");
        assertThat(full.forOutside().message()).isEqualTo("The network has no room for it at present.");
        assertThat(full.forOutside().code()).isEqualTo("ELEMENT_AT_CAPACITY");
        assertThat(full.forOutside().remedy()).isEqualTo(full.remedy());
    }

    @Test
    void an_element_that_tells_nothing_of_its_room_is_taken_at_its_word() {
        assertThat(ElementRules.judge("hlr", Status.UP, 5))
                .isEqualTo(CheckResult.passed("element-hlr", "It is up and ready."));
        assertThat(ElementRules.judge("hlr", new Status(Optional.of("hlr answers slowly"), Optional.empty()), 1)
                        .message())
                .isEqualTo("It serves late or in part: hlr answers slowly");
    }

    @Test
    void what_no_order_waits_for_is_no_objection_while_it_is_away() {
        assertThat(ElementRules.later("smdp", Optional.empty()))
                .isEqualTo(CheckResult.passed(
                        "element-smdp",
                        "It has not told whether there is room; the order is taken, and its step there waits for it."));
        assertThat(ElementRules.later("voicemail", Optional.of(TEN)).message())
                .startsWith("It is in maintenance until 2026-11-25T10:00:00Z. It has not told");
    }

    @Test
    void less_than_nothing_is_no_capacity() {
        assertThatThrownBy(() -> new ElementCapacity(-1, 0, TEN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ElementCapacity(0, -1, TEN)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new ElementCapacity(10, 37, TEN).free()).isZero();
    }

    private static Status told(int places, int used) {
        return new Status(Optional.empty(), Optional.of(new ElementCapacity(places, used, TEN)));
    }
}
