package dialtone.order.console;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.console.When;
import dialtone.order.FalloutFilter;
import dialtone.order.FalloutFilter.Attribute;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a batch says it meant. */
class BatchViewTest {

    @Test
    void valuesAreReadAsTheyWereWrittenWhateverIsInThem() {
        FalloutFilter filter = FalloutFilter.ALL
                .with(Attribute.ORDER, List.of("ORD-1", "a&b=c,d"))
                .with(Attribute.JOB_TYPE, List.of("fulfilment.activate-sim"))
                .openedFrom(Instant.parse("2026-11-25T12:00:00Z"));

        assertThat(Arrays.stream(filter.text().split("&")).map(BatchView::term))
                .containsExactly(
                        new BatchView.Term("Step", "Activate SIM", new When(Optional.empty())),
                        new BatchView.Term(
                                "Opened from", "", new When(Optional.of(Instant.parse("2026-11-25T12:00:00Z")))),
                        new BatchView.Term("Order", "ORD-1, a&b=c,d", new When(Optional.empty())));
    }
}
