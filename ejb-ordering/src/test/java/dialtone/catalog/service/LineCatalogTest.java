package dialtone.catalog.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.catalog.Catalog;
import dialtone.catalog.Decomposition;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.catalog.UsageType;
import dialtone.inventory.InventoryState;
import dialtone.order.FulfilmentPlan;
import dialtone.order.FulfilmentPlan.Planned;
import dialtone.order.OrderedItem;
import dialtone.order.OwnedProduct;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the catalogue of the house makes of a line: its steps, what each waits for, and how they are taken back. */
class LineCatalogTest {

    private static final Map<String, String> ESIM = Map.of("simType", "esim");
    private static final Map<String, String> CARD = Map.of("simType", "physical");

    private final Catalog catalog = catalog();

    private static Catalog catalog() {
        try {
            return CatalogLoader.load(CatalogSource.in(Path.of("..", "catalog")))
                    .fold(read -> read, reasons -> {
                        throw new AssertionError(reasons.toString());
                    });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void the_subscriber_comes_first_then_all_else_at_the_same_time_and_the_esim_profile_when_that_is_there() {
        assertThat(steps(new OrderedItem("1", offering("m"), ESIM, Optional.empty())))
                .containsExactly(
                        "1 Activate SIM after []",
                        "2 Create mailbox after [1]",
                        "3 Apply network profile after [1]",
                        "4 Update SIM files after [1]",
                        "5 Provision charging after [1]",
                        "6 Order eSIM profile after [2, 3, 4, 5]",
                        "7 Read elements back after [1, 2, 3, 4, 5, 6]");
    }

    @Test
    void a_card_is_sent_when_all_else_is_there_and_can_be_called_back_at_a_cost() {
        FulfilmentPlan plan =
                FulfilmentPlan.of(catalog, List.of(new OrderedItem("1", offering("s"), CARD, Optional.empty())));
        Planned last = plan.steps().get(5);
        assertThat(words(last)).isEqualTo("6 Ship SIM after [2, 3, 4, 5]");
        assertThat(last.template().pointOfNoReturn()).isEqualTo(PointOfNoReturn.SOFT);
        assertThat(words(plan.steps().getLast())).isEqualTo("7 Read elements back after [1, 2, 3, 4, 5, 6]");
    }

    @Test
    void a_line_that_changes_its_plan_changes_profile_and_charging_and_nothing_else() {
        OwnedProduct line = owned("s", CARD);
        assertThat(steps(OrderedItem.change("1", line, offering("l"), CARD)))
                .containsExactly("1 Change network profile after []", "2 Change charging after []");
    }

    @Test
    void from_a_card_to_an_esim_all_is_there_twice_until_the_register_has_the_new_sim_and_the_mailbox_stays() {
        assertThat(steps(OrderedItem.swap("1", owned("m", CARD), "esim")))
                .containsExactly(
                        "1 Activate new SIM after []",
                        "2 Apply network profile, new SIM after [1]",
                        "3 Update SIM files, new SIM after [1]",
                        "4 Provision charging, new SIM after [1]",
                        "5 Change SIM of subscriber after [1, 2, 3, 4]",
                        "6 Order eSIM profile, new SIM after [5]",
                        "7 Cancel shipment, former SIM after [6]",
                        "8 Remove network profile, former SIM after [6, 7]",
                        "9 Withdraw SIM files, former SIM after [6, 7]",
                        "10 Remove charging, former SIM after [6, 7]",
                        "11 Deactivate former SIM after [6, 8, 9, 10]");
    }

    @Test
    void a_line_ends_from_its_last_step_to_its_first() {
        assertThat(steps(OrderedItem.end("1", owned("m", CARD), Optional.empty())))
                .containsExactly(
                        "1 Cancel shipment after []",
                        "2 Remove mailbox after [1]",
                        "3 Remove network profile after [1]",
                        "4 Withdraw SIM files after [1]",
                        "5 Remove charging after [1]",
                        "6 Deactivate SIM after [2, 3, 4, 5]");
    }

    @Test
    void a_boost_goes_on_a_line_that_charging_knows() {
        OrderedItem boost = new OrderedItem(
                "1", catalog.offering(new OfferingId("mobile-data-boost")).orElseThrow(), Map.of(), Optional.empty());
        assertThat(boost.withoutBasis(catalog, Set.of("subscriber-and-sim", "network-profile-m", "charging-m")))
                .isEmpty();
        assertThat(boost.withoutBasis(catalog, Set.of("subscriber-and-sim", "network-profile-m")))
                .map(StepTemplate::label)
                .contains("Provision charging of data boost");
    }

    /** Charging counts while it is used what the prices say billing counts afterwards. */
    @ParameterizedTest
    @ValueSource(strings = {"s", "m", "l"})
    void charging_grants_what_the_plan_includes(String plan) {
        StepTemplate step = catalog.service("charging-" + plan)
                .flatMap(ServiceSpecification::step)
                .orElseThrow();
        Map<UsageType, String> parameters =
                Map.of(UsageType.VOICE, "voiceSeconds", UsageType.SMS, "messages", UsageType.DATA, "dataBytes");
        List<Price.Allowance> included = offering(plan).prices().stream()
                .filter(Price.Allowance.class::isInstance)
                .map(Price.Allowance.class::cast)
                .toList();
        assertThat(included)
                .hasSize(3)
                .allSatisfy(allowance -> assertThat(step.parameters()
                                .get(parameters.get(allowance.types().getFirst())))
                        .isEqualTo(Long.toString(allowance.quantity())));
    }

    private List<String> steps(OrderedItem item) {
        return FulfilmentPlan.of(catalog, List.of(item)).steps().stream()
                .map(LineCatalogTest::words)
                .toList();
    }

    private static String words(Planned step) {
        return step.position() + " " + step.template().label() + " after "
                + step.dependsOn().stream().sorted().toList();
    }

    private ProductOffering offering(String plan) {
        return catalog.offering(new OfferingId("mobile-sim-only-" + plan)).orElseThrow();
    }

    private OwnedProduct owned(String plan, Map<String, String> characteristics) {
        return new OwnedProduct(
                "PRD-1",
                Optional.empty(),
                offering(plan),
                characteristics,
                Decomposition.of(catalog, offering(plan), characteristics).resourceFacing(),
                Optional.of("4915100000001"),
                InventoryState.ACTIVE,
                Optional.empty(),
                Optional.empty());
    }
}
