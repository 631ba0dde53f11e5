package dialtone.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderStateTest {

    /** TMF622 v4, state diagram of a product order. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ACKNOWLEDGED           | REJECTED IN_PROGRESS PENDING ASSESSING_CANCELLATION
            IN_PROGRESS            | PENDING HELD COMPLETED FAILED PARTIAL ASSESSING_CANCELLATION
            PENDING                | IN_PROGRESS FAILED CANCELLED ASSESSING_CANCELLATION
            HELD                   | IN_PROGRESS FAILED CANCELLED ASSESSING_CANCELLATION
            ASSESSING_CANCELLATION | PENDING_CANCELLATION ACKNOWLEDGED IN_PROGRESS PENDING HELD
            PENDING_CANCELLATION   | CANCELLED
            """)
    void an_order_in_progress_becomes_what_tmf_lets_it_become(OrderState state, String next) {
        assertThat(nextOf(state))
                .isEqualTo(
                        Arrays.stream(next.split(" ")).map(OrderState::valueOf).collect(Collectors.toSet()));
    }

    @Test
    void an_order_that_has_ended_becomes_nothing_else() {
        assertThat(EnumSet.allOf(OrderState.class).stream().filter(OrderState::isFinal))
                .containsExactly(
                        OrderState.REJECTED,
                        OrderState.CANCELLED,
                        OrderState.COMPLETED,
                        OrderState.FAILED,
                        OrderState.PARTIAL)
                .allSatisfy(state -> assertThat(nextOf(state)).isEmpty());
    }

    private static Set<OrderState> nextOf(OrderState state) {
        return Arrays.stream(OrderState.values()).filter(state::mayBecome).collect(Collectors.toSet());
    }
}
