package dialtone.pool.tmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.platform.tmf.TmfRefusal;
import dialtone.pool.DeviceReturn.State;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a list of returns is asked for. */
class DeviceReturnResourceTest {

    @Test
    void statesAreNamedAsTheyAreAnswered() {
        assertThat(DeviceReturnResource.states(List.of("overdue", "under_way")))
                .containsExactlyInAnyOrder(State.OVERDUE, State.UNDER_WAY);
        assertThat(DeviceReturnResource.states(List.of()))
                .as("those on their way or to be looked at")
                .isEmpty();
    }

    @Test
    void aStateThatThereIsNotIsRefused() {
        for (String state : List.of("lost", "OVERDUE", "")) {
            assertThatThrownBy(() -> DeviceReturnResource.states(List.of(state)))
                    .isInstanceOf(TmfRefusal.class);
        }
    }
}
