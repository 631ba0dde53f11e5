package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Page;
import dialtone.bpmn.Variable;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.fulfilment.CheckRequest;
import dialtone.fulfilment.CheckResult;
import dialtone.fulfilment.CustomerNotice;
import dialtone.fulfilment.StepWork;
import dialtone.inventory.Product;
import dialtone.inventory.ProductPart;
import dialtone.inventory.ProductQuery;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.OrderQuery;
import dialtone.order.OrderState;
import dialtone.order.PlaceOrder;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.order.StepState;
import dialtone.pool.PooledResource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The order path as the process drives it, every job twice: at least once must be exactly once. */
class OrderPathTest {

    private final Desk desk = new Desk();

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void an_order_for_a_plan_with_a_handset_and_a_booster_goes_from_the_desk_to_the_inventory() {
        ProductOrder placed = accepted(desk.entry.place(order(
                ADA,
                Optional.of("key-1"),
                item("1", "mobile-sim-only-m", Map.of("simType", "esim")),
                item("2", "handset-fairline-5", Map.of("deviceColour", "sage")),
                item("3", "mobile-data-boost", Map.of()))));
        OrderId id = placed.id();
        assertThat(placed.state()).isEqualTo(OrderState.ACKNOWLEDGED);
        assertThat(desk.messages()).hasSize(1);
        assertThat(desk.messages().getFirst().messageId()).isEqualTo(id.value());
        assertThat(desk.events()).containsExactly("ProductOrderCreateEvent acknowledged");

        for (int time = 0; time < 2; time++) {
            assertThat(desk.database.<Boolean>inTransaction(() -> desk.validate(id, 77)))
                    .isTrue();
        }
        assertThat(desk.database.<Boolean>inTransaction(() -> desk.validate(id, 78)))
                .as("another instance for the same order ends quietly")
                .isFalse();
        List<PlanStep> plan = desk.database.inTransaction(() -> desk.orders.plan(id));
        assertThat(plan)
                .extracting(PlanStep::service)
                .containsExactly("subscriber-and-sim", "network-profile-m", "device-activation", "data-boost");

        checks(id);
        reserve(id);
        steps(id);
        install(id);
        notice(id);

        assertThat(desk.events())
                .containsExactly(
                        "ProductOrderCreateEvent acknowledged",
                        "ProductOrderStateChangeEvent inProgress",
                        "ProductOrderStateChangeEvent completed");
        ProductOrder completed =
                desk.database.inTransaction(() -> desk.orders.find(id)).orElseThrow();
        assertThat(completed.state()).isEqualTo(OrderState.COMPLETED);
        assertThat(completed.items()).allMatch(item -> item.state() == OrderState.COMPLETED);
        assertThat(completed.item("1").orElseThrow().prices())
                .isEqualTo(desk.catalogs
                        .current()
                        .offering(new OfferingId("mobile-sim-only-m"))
                        .orElseThrow()
                        .prices());
        Page<ProductOrder> listed = desk.database.inTransaction(() -> desk.orders.list(OrderQuery.all(0, 10)));
        assertThat(listed.total()).isEqualTo(1);
        readOfTheInventory();
    }

    /** Three products, with services and their resources. */
    private void readOfTheInventory() {
        ProductQuery every = new ProductQuery(Set.of(), Set.of(), Set.of(), Set.of(), 0, 10);
        assertThat(desk.database.statementsOf(() -> desk.inventory.list(every, Set.of())))
                .isEqualTo(1);
        assertThat(desk.database.statementsOf(
                        () -> desk.inventory.list(every, EnumSet.of(ProductPart.CHANGES, ProductPart.SERVICES))))
                .isEqualTo(5);
        assertThat(desk.database.statementsOf(
                        () -> assertThat(desk.inventory.products(ADA)).hasSize(3)))
                .as("all of all")
                .isEqualTo(6);
    }

    /** Twelve lines have twelve first steps that nothing holds back, more than the process performs at once. */
    @Test
    void the_steps_of_many_lines_are_released_in_turns() {
        ProductOrder placed = accepted(desk.entry.place(order(
                ADA,
                Optional.empty(),
                IntStream.rangeClosed(1, 12)
                        .mapToObj(line -> item("" + line, "mobile-sim-only-m", Map.of("simType", "esim")))
                        .toArray(PlaceOrder.Item[]::new))));
        OrderId id = placed.id();
        desk.database.inTransaction(() -> desk.validate(id, 77));
        desk.database.inTransaction(
                () -> desk.checks.record(id, 1, List.of(CheckResult.passed("coverage", "There is coverage."))));
        accepted(desk.database.inTransaction(() -> desk.progress.reserve(id)));

        List<String> performed = new ArrayList<>();
        for (List<String> wave = released(id); !wave.isEmpty(); wave = released(id)) {
            assertThat(wave).hasSizeLessThanOrEqualTo(Variable.STEPS_AT_ONCE).noneMatch(performed::contains);
            assertThat(released(id)).as("again the same").isEqualTo(wave);
            wave.forEach(step -> complete(step, Map.of()));
            performed.addAll(wave);
        }
        assertThat(performed)
                .hasSize(desk.database.inTransaction(() -> desk.orders.plan(id)).size())
                .hasSizeGreaterThan(Variable.STEPS_AT_ONCE);
    }

    private void checks(OrderId id) {
        CheckRequest request =
                desk.database.inTransaction(() -> desk.checks.request(id).request());
        assertThat(request.name()).isEqualTo("Ada Lindqvist");
        assertThat(request.needs()).hasSize(3);
        assertThat(request.items()).extracting(CheckRequest.Item::profile).containsOnly(Optional.of("mobile-data-m"));
        assertThat(request.items().get(1).device().orElseThrow().simTypes()).contains("esim");
        List<CheckResult> found = List.of(CheckResult.passed("coverage", "There is coverage."));
        for (int time = 0; time < 2; time++) {
            assertThat(desk.database.inTransaction(() -> desk.checks.record(id, 1, found)))
                    .contains(true);
        }
        assertThat(desk.database.inTransaction(() -> desk.orders.checks(id))).isEqualTo(found);
    }

    private void reserve(OrderId id) {
        List<PooledResource> first = accepted(desk.database.inTransaction(() -> desk.progress.reserve(id)));
        List<PooledResource> again = accepted(desk.database.inTransaction(() -> desk.progress.reserve(id)));
        assertThat(first)
                .extracting(PooledResource::kind)
                .containsExactlyInAnyOrder(ResourceKind.MSISDN, ResourceKind.SIM, ResourceKind.DEVICE);
        assertThat(again).containsExactlyInAnyOrderElementsOf(first);
        assertThatThrownBy(() -> desk.database.inTransaction(() -> desk.facts.charges(id)))
                .as("nothing is billed that is not active")
                .hasMessageContaining("is not activated and cannot be charged for");
    }

    private void steps(OrderId id) {
        assertThat(released(id)).containsExactly(id + "-S1");
        assertThat(released(id)).as("again the same").containsExactly(id + "-S1");
        StepWork work = desk.database.inTransaction(() -> desk.steps.work(id + "-S1"));
        assertThat(work.facts()).containsKeys("msisdn", "iccid", "imsi").containsEntry("simType", "esim");
        desk.database.inTransaction(() -> desk.steps.awaitOutcome(id + "-S1"));
        complete(id + "-S1", Map.of("activationCode", "LPA:1$smdp.example.org$K2"));
        assertThat(released(id)).containsExactly(id + "-S2", id + "-S3");
        StepWork device = desk.database.inTransaction(() -> desk.steps.work(id + "-S3"));
        assertThat(device.facts())
                .containsKeys("imei", "msisdn", "imsi")
                .containsEntry("deviceModel", "fairline-5")
                .containsEntry("deviceColour", "sage");
        StepWork profile = desk.database.inTransaction(() -> desk.steps.work(id + "-S2"));
        assertThat(profile.parameters()).containsEntry("profile", "mobile-data-m");
        complete(id + "-S2", Map.of());
        assertThat(released(id)).containsExactly(id + "-S3", id + "-S4");
        complete(id + "-S3", Map.of());
        complete(id + "-S4", Map.of());
        assertThat(released(id)).isEmpty();
        OrderFacts.Charges charges =
                desk.database.inTransaction(() -> desk.facts.charges(id)).orElseThrow();
        assertThat(charges.lines()).hasSize(1);
        assertThat(charges.items()).hasSize(3);
    }

    private void install(OrderId id) {
        for (int time = 0; time < 2; time++) {
            desk.database.inTransaction(() -> desk.progress.install(id));
            desk.database.inTransaction(() -> desk.progress.complete(id));
        }
        List<Product> products = desk.database.inTransaction(() -> desk.inventory.products(ADA));
        assertThat(products).hasSize(3);
        Product plan = products.stream()
                .filter(product -> product.role() == ProductOffering.Role.PLAN)
                .findFirst()
                .orElseThrow();
        assertThat(plan.resources()).hasSize(2);
        assertThat(plan.services()).anyMatch(service -> service.facts().containsKey("activationCode"));
        assertThat(products)
                .filteredOn(product -> product.role() != ProductOffering.Role.PLAN)
                .allMatch(product -> product.lineProduct().equals(Optional.of(plan.id())));
        assertThat(desk.pooled("ASSIGNED")).as("number, SIM and handset").isEqualTo(3);
        String number = plan.resources().stream()
                .filter(resource -> resource.kind() == ResourceKind.MSISDN)
                .findFirst()
                .orElseThrow()
                .identifier();
        assertThat(desk.database
                        .inTransaction(() -> desk.parties.search("+" + number, 0, 10))
                        .rows())
                .hasSize(1);
    }

    /** The number is that of three steps and named once; the code is of one of them. */
    private void notice(OrderId id) {
        CustomerNotice notice = desk.database.inTransaction(() -> desk.notices.completion(id));
        assertThat(notice.customerName()).isEqualTo("Ada Lindqvist");
        assertThat(notice.email()).contains("ada.lindqvist@example.org");
        assertThat(notice.offeringNames()).hasSize(3);
        String number = desk.database
                .inTransaction(() -> desk.steps.work(id + "-S1"))
                .facts()
                .get("msisdn");
        assertThat(notice.lines())
                .containsExactly(new CustomerNotice.Line(number, Optional.of("LPA:1$smdp.example.org$K2")));
    }

    private List<String> released(OrderId id) {
        return desk.database.inTransaction(() -> desk.progress.releaseSteps(id).steps().stream()
                .map(PlanStep::id)
                .toList());
    }

    private void complete(String stepId, Map<String, String> facts) {
        for (int time = 0; time < 2; time++) {
            desk.database.inTransaction(() -> desk.steps.complete(stepId, facts));
        }
        assertThat(desk.database.inTransaction(() ->
                        desk.database.entities().find(PlanStep.class, stepId).state()))
                .isEqualTo(StepState.COMPLETED);
    }
}
