package dialtone.esim;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.catalog.DownloadRules;
import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.order.FulfilmentPlan;
import dialtone.order.OrderId;
import dialtone.order.OrderState;
import dialtone.order.PlanStep;
import dialtone.party.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivationCodeTest {

    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final OrderId ORDER = new OrderId("ORD-7");
    private static final String CODE = "LPA:1$smdp.example$K7-ADA";
    private static final StepTemplate.Undo CANCEL = new StepTemplate.Undo("fulfilment.x", "Cancel", Duration.ZERO);

    private final PlanStep step = new PlanStep(
            ORDER,
            new FulfilmentPlan.Planned(
                    1,
                    "1",
                    "esim",
                    new StepTemplate(
                            "fulfilment.x",
                            "Order eSIM profile",
                            List.of(),
                            Duration.ZERO,
                            Map.of(),
                            PointOfNoReturn.NONE,
                            Optional.of(CANCEL)),
                    Set.of()));

    ActivationCodeTest() {
        step.release(NOW);
    }

    /** Of one that was told, and of an order from before profiles were followed. */
    @ParameterizedTest
    @CsvSource({
        "IN_PROGRESS, true",
        "HELD, true",
        "CANCELLED, false",
        "FAILED, false",
        "PENDING_CANCELLATION, false",
        "COMPLETED,",
        "PARTIAL,"
    })
    void before_there_is_a_profile_it_is_usable_as_far_as_its_order_is_known_to_go_on(
            OrderState state, Boolean usable) {
        assertThat(codes(state)).as("no code yet").isEmpty();
        step.complete(Map.of("activationCode", CODE), NOW);
        assertThat(codes(state)).singleElement().satisfies(code -> {
            assertThat(code.code()).isEqualTo(CODE);
            assertThat(code.usable()).isEqualTo(Optional.ofNullable(usable));
        });
    }

    @Test
    void what_is_taken_back_or_not_wanted_any_more_is_not_usable() {
        step.complete(Map.of("activationCode", CODE), NOW);
        PlanStep undo = new PlanStep(step, CANCEL, 2, Set.of());
        assertThat(ActivationCode.of(OrderState.COMPLETED, List.of(step, undo), List.of()))
                .singleElement()
                .satisfies(code -> assertThat(code.usable()).contains(false));
        step.supersede(2, Map.of());
        assertThat(codes(OrderState.IN_PROGRESS))
                .singleElement()
                .satisfies(code -> assertThat(code.usable()).contains(false));
    }

    @Test
    void what_its_profile_says_counts() {
        step.complete(Map.of("activationCode", CODE), NOW);
        EsimProfile profile = new EsimProfile(
                "8949000000000000001",
                new EsimProfile.Owner(ORDER, "1", step.id(), new CustomerId("CUS-1"), "4915100000001"),
                DownloadRules.USUAL,
                NOW);
        assertThat(codes(OrderState.COMPLETED, profile))
                .allSatisfy(code -> assertThat(code.usable()).contains(true));
        profile.end(NOW);
        assertThat(codes(OrderState.COMPLETED, profile)).singleElement().satisfies(code -> {
            assertThat(code.usable()).contains(false);
            assertThat(code.profile()).contains(profile);
        });
    }

    private List<ActivationCode> codes(OrderState state, EsimProfile... profiles) {
        return ActivationCode.of(state, List.of(step), List.of(profiles));
    }
}
