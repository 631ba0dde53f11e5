package dialtone.order.console;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.console.Badge;
import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.catalog.ServiceSpecification.StepTemplate.Undo;
import dialtone.order.FulfilmentPlan.Planned;
import dialtone.order.OrderId;
import dialtone.order.PlanStep;
import dialtone.order.console.OrderView.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderStepsTest {

    private static final Instant TEN = Instant.parse("2026-11-25T10:00:00Z");
    private static final Undo DEACTIVATE =
            new Undo("fulfilment.deactivate-sim", "Deactivate SIM", Duration.ofSeconds(10));
    private static final StepTemplate ACTIVATE = new StepTemplate(
            "fulfilment.activate-sim",
            "Activate SIM",
            List.of(),
            Duration.ofSeconds(10),
            Map.of(),
            PointOfNoReturn.SOFT,
            Optional.of(DEACTIVATE));

    @Test
    void aStepIsTakenBackOnceItsUndoStepIsDone() {
        PlanStep activate =
                new PlanStep(new OrderId("ORD-1"), new Planned(1, "1", "subscriber-and-sim", ACTIVATE, Set.of()));
        activate.release(TEN);
        activate.complete(Map.of(), TEN);
        PlanStep deactivate = new PlanStep(activate, DEACTIVATE, 2, Set.of());
        deactivate.release(TEN);

        assertThat(states(activate, deactivate)).extracting(Badge::label).containsExactly("Done", "Working");

        deactivate.complete(Map.of(), TEN);

        assertThat(states(activate, deactivate)).extracting(Badge::label).containsExactly("Taken back", "Done");
    }

    private static List<Badge> states(PlanStep activate, PlanStep deactivate) {
        return OrderView.steps(
                        List.of(deactivate, activate),
                        Map.of(activate.id(), activate, deactivate.id(), deactivate),
                        List.of())
                .stream()
                .map(StepView::state)
                .toList();
    }
}
