package dialtone.order;

import static dialtone.order.Catalogs.item;
import static dialtone.order.Catalogs.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.catalog.Catalog;
import dialtone.catalog.Decomposition;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.Kind;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.pool.ResourceNeed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FulfilmentPlanTest {

    private static final Map<String, String> BLACK = Map.of("deviceColour", "black");

    static Stream<Arguments> orders() {
        return Stream.of(
                Arguments.of(
                        "a plan with a physical SIM",
                        order(item("1", "plan", Map.of("simType", "physical"))),
                        List.of("1 sim []", "1 profile [1]")),
                Arguments.of(
                        "a rule that holds for eSIM only brings a step more",
                        order(item("1", "plan", Map.of())),
                        List.of("1 sim []", "1 profile [1]", "1 download [1]")),
                Arguments.of(
                        "handset and booster wait for the plan they belong to",
                        order(
                                item("1", "plan", Map.of("simType", "physical")),
                                item("2", "handset", BLACK),
                                item("3", "boost", Map.of())),
                        List.of("1 sim []", "1 profile [1]", "2 device-on [1]", "3 faster [2]")),
                Arguments.of(
                        "a handset before its plan waits for it all the same",
                        order(item("1", "handset", BLACK), item("2", "plan", Map.of("simType", "physical"))),
                        List.of("2 sim []", "1 device-on [1]", "2 profile [1]")),
                Arguments.of(
                        "with two plans an item belongs to the one before it",
                        order(
                                item("1", "plan", Map.of("simType", "physical")),
                                item("2", "boost", Map.of()),
                                item("3", "plan", Map.of("simType", "physical")),
                                item("4", "boost", Map.of())),
                        List.of(
                                "1 sim []",
                                "1 profile [1]",
                                "2 faster [2]",
                                "3 sim []",
                                "3 profile [4]",
                                "4 faster [5]")),
                Arguments.of(
                        "a booster for a line that works waits for nothing",
                        order(item("1", "boost", Map.of())),
                        List.of("1 faster []")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("orders")
    void a_plan_holds_each_step_after_those_it_depends_on(String story, PlaceOrder command, List<String> expected) {
        assertThat(plan(Catalogs.small(), command).steps().stream()
                        .map(step -> step.itemId() + " " + step.service() + " "
                                + step.dependsOn().stream().sorted().toList()))
                .as(story)
                .containsExactlyInAnyOrderElementsOf(expected)
                .hasSameSizeAs(expected);
    }

    @Test
    void positions_count_from_one_and_dependencies_point_backwards() {
        List<FulfilmentPlan.Planned> steps = plan(
                        Catalogs.small(),
                        order(item("1", "handset", BLACK), item("2", "plan", Map.of()), item("3", "boost", Map.of())))
                .steps();
        for (int i = 0; i < steps.size(); i++) {
            int position = i + 1;
            assertThat(steps.get(i).position()).isEqualTo(position);
            assertThat(steps.get(i).dependsOn()).allMatch(before -> before < position);
        }
    }

    @Test
    void what_is_needed_names_the_variant() {
        assertThat(plan(Catalogs.small(), order(item("1", "plan", Map.of()), item("2", "handset", BLACK)))
                        .needs())
                .extracting(ResourceNeed::itemId, ResourceNeed::variant)
                .containsExactlyInAnyOrder(
                        org.assertj.core.api.Assertions.tuple("1", "mobile"),
                        org.assertj.core.api.Assertions.tuple("1", "esim"),
                        org.assertj.core.api.Assertions.tuple("2", "f5/black"));
    }

    @Test
    void steps_that_wait_for_each_other_make_no_plan() {
        Catalog small = Catalogs.small();
        List<ServiceSpecification> services = new ArrayList<>(small.services());
        services.replaceAll(service -> service.name().equals("sim")
                ? new ServiceSpecification(
                        "sim",
                        Kind.RESOURCE_FACING,
                        service.resources(),
                        Optional.of(new StepTemplate(
                                "x",
                                "x",
                                List.of("profile"),
                                Duration.ZERO,
                                Map.of(),
                                ServiceSpecification.PointOfNoReturn.HARD,
                                Optional.empty())))
                : service);
        Catalog circular = new Catalog("2", small.offerings(), services, small.rules(), small.devices());
        assertThatThrownBy(() -> plan(circular, order(item("1", "plan", Map.of()))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wait for each other");
    }

    @Test
    void a_product_decomposes_to_services_and_their_resources() {
        Catalog catalog = Catalogs.small();
        Decomposition decomposition = Decomposition.of(
                catalog, catalog.offering(new OfferingId("plan")).orElseThrow(), Map.of("simType", "esim"));
        assertThat(decomposition.services())
                .extracting(
                        decomposed -> decomposed.service().name(),
                        decomposed -> decomposed.parent().orElse("-"))
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("voice", "-"),
                        org.assertj.core.api.Assertions.tuple("profile", "voice"),
                        org.assertj.core.api.Assertions.tuple("sim", "voice"),
                        org.assertj.core.api.Assertions.tuple("download", "voice"));
        assertThat(decomposition.profile()).contains("p1");
    }

    private static FulfilmentPlan plan(Catalog catalog, PlaceOrder command) {
        OrderChecks.Checked checked =
                OrderChecks.check(command, catalog, CustomerProducts.active(Set.of(new OfferingId("plan"))));
        assertThat(checked.refusals()).isEmpty();
        return FulfilmentPlan.of(catalog, checked.items());
    }
}
