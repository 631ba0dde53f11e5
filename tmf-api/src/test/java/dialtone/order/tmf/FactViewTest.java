package dialtone.order.tmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.platform.tmf.TmfRefusal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a caller says by name and value, and what is said to him when it cannot be read so. */
class FactViewTest {

    private static final FactView EID = new FactView("eid", "8904");

    @Test
    void each_has_a_name_and_a_value_and_is_said_once() {
        assertThat(FactView.facts(List.of(EID), "values")).isEqualTo(Map.of("eid", "8904"));
        refused("MISSING", EID, null);
        refused("MISSING", new FactView(null, "8904"));
        refused("MISSING", new FactView("eid", null));
        refused("DUPLICATE", EID, EID);
    }

    private static void refused(String code, @Nullable FactView... views) {
        assertThatThrownBy(() -> FactView.facts(Arrays.asList(views), "values"))
                .isInstanceOfSatisfying(
                        TmfRefusal.class,
                        refusal -> assertThat(refusal.reasons()).singleElement().satisfies(reason -> {
                            assertThat(reason.code()).isEqualTo(code);
                            assertThat(reason.field()).isEqualTo("values");
                        }));
    }
}
