package dialtone.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.catalog.OfferingId;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ServiceSpecification.Kind;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.catalog.SuspensionReason;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.pool.PooledResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProductTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final OrderId ORDER = new OrderId("ORD-100001");
    private static final ProductOffering PLAN = new ProductOffering(
            new OfferingId("mobile-m"),
            "Mobile M",
            "A plan",
            ProductOffering.Role.PLAN,
            "mobile",
            List.of(),
            List.of(),
            ProductOffering.Relations.NONE,
            ProductOffering.Terms.NONE);

    @Test
    void a_product_ends_once_with_all_that_delivers_it() {
        Product plan = new Product(origin(1, Optional.empty()), PLAN, Map.of(), NOON);
        plan.install(service(
                "sim",
                Kind.RESOURCE_FACING,
                Optional.empty(),
                List.of(pooled(ResourceKind.MSISDN, "491510000001", Optional.empty(), Optional.empty())),
                Map.of()));
        assertThat(plan.terminatedAt()).isEmpty();

        plan.terminate(NOON.plusSeconds(60));
        plan.terminate(NOON.plusSeconds(120));

        assertThat(plan.state().tmf()).isEqualTo("terminated");
        assertThat(plan.terminatedAt()).hasValue(NOON.plusSeconds(60));
        assertThat(plan.services()).allSatisfy(service -> {
            assertThat(service.state()).isEqualTo(InventoryState.TERMINATED);
            assertThat(service.terminatedAt()).hasValue(NOON.plusSeconds(60));
        });
        assertThat(plan.resources()).singleElement().satisfies(number -> {
            assertThat(number.state()).isEqualTo(InventoryState.TERMINATED);
            assertThat(number.terminatedAt()).hasValue(NOON.plusSeconds(60));
        });
    }

    private static final ProductOffering NEXT = new ProductOffering(
            new OfferingId("mobile-l"),
            "Mobile L",
            "A plan",
            ProductOffering.Role.PLAN,
            "mobile",
            List.of(),
            List.of(),
            ProductOffering.Relations.NONE,
            ProductOffering.Terms.NONE);

    /** On sim and profile-m, and a minute later, by item 7 of ORD-2, on sim and profile-l. */
    private static Product changed() {
        Product plan = new Product(origin(1, Optional.empty()), PLAN, Map.of("simType", "esim"), NOON);
        plan.install(service(
                "sim",
                Kind.RESOURCE_FACING,
                Optional.empty(),
                List.of(pooled(ResourceKind.MSISDN, "491510000001", Optional.empty(), Optional.empty())),
                Map.of()));
        plan.install(bare("profile-m"));
        plan.change(
                by(plan, "ORD-2", "7"), NEXT, Map.of(), List.of(bare("sim"), bare("profile-l")), NOON.plusSeconds(60));
        return plan;
    }

    private static Product.Origin by(Product plan, String order, String item) {
        return new Product.Origin(
                new OrderId(order), item, 1, plan.customer(), plan.billingAccount(), "2026.11.2", Optional.empty());
    }

    @Test
    void a_product_changes_once_and_keeps_what_both_offerings_rest_on() {
        Product plan = changed();
        plan.change(by(plan, "ORD-2", "7"), PLAN, Map.of("simType", "esim"), List.of(), NOON.plusSeconds(120));

        assertThat(plan.offeringName()).isEqualTo("Mobile L");
        assertThat(plan.catalogVersion()).isEqualTo("2026.11.2");
        assertThat(plan.characteristics()).isEmpty();
        assertThat(plan.order()).isEqualTo(ORDER);
        assertThat(plan.chargedOrder()).isEqualTo(new OrderId("ORD-2"));
        assertThat(plan.chargedItem()).isEqualTo("7");
        assertThat(plan.changes())
                .containsExactly(
                        new ProductChange("ORD-2", "7", "mobile-m", "Mobile M", "2026.11.1", NOON.plusSeconds(60)));
        assertThat(plan.services()).hasSize(3);
        assertThat(plan.delivering()).extracting(Service::name).containsExactly("sim", "profile-l");
        assertThat(plan.services().get(1).terminatedAt()).hasValue(NOON.plusSeconds(60));
        assertThat(plan.resources()).extracting(Resource::identifier).containsExactly("491510000001");
    }

    @Test
    void a_service_that_was_skipped_comes_anew_with_a_change_that_has_it_and_ends_with_one_that_has_not() {
        Product plan = new Product(origin(1, Optional.empty()), PLAN, Map.of(), NOON);
        plan.install(bare("sim"));
        plan.install(skipped("mailbox"));
        plan.install(skipped("directory"));
        plan.change(
                by(plan, "ORD-2", "7"), NEXT, Map.of(), List.of(bare("sim"), bare("mailbox")), NOON.plusSeconds(60));
        assertThat(plan.services())
                .extracting(service -> service.name() + " " + service.state())
                .containsExactly("sim ACTIVE", "mailbox TERMINATED", "directory TERMINATED", "mailbox ACTIVE");
        assertThat(plan.delivering()).extracting(Service::name).containsExactly("sim", "mailbox");
    }

    @Test
    void a_line_that_gets_another_sim_keeps_its_number_and_what_comes_with_a_sim_comes_anew() {
        Product plan = new Product(origin(1, Optional.empty()), PLAN, Map.of("simType", "esim"), NOON);
        plan.install(service(
                "sim",
                Kind.RESOURCE_FACING,
                Optional.empty(),
                List.of(
                        pooled(ResourceKind.MSISDN, "491510000001", Optional.empty(), Optional.empty()),
                        pooled(ResourceKind.SIM, "8949-1", Optional.of("262-1"), Optional.empty())),
                Map.of()));
        plan.install(service(
                "profile", Kind.RESOURCE_FACING, Optional.empty(), List.of(), Map.of("activationCode", "LPA:1$a$1")));
        for (int time = 0; time < 2; time++) {
            plan.swapSim(
                    by(plan, "ORD-2", "1"),
                    Map.of("simType", "physical"),
                    pooled(ResourceKind.SIM, "8949-2", Optional.of("262-2"), Optional.empty()),
                    Set.of("profile"),
                    List.of(bare("shipment")),
                    NOON.plusSeconds(60));
        }
        assertThat(plan.resources()).extracting(Resource::identifier).containsExactly("491510000001", "8949-2");
        assertThat(plan.delivering()).extracting(Service::name).containsExactly("sim", "shipment");
        assertThat(plan.characteristics()).containsEntry("simType", "physical");
        assertThat(plan.simSwappedAt()).contains(NOON.plusSeconds(60));
        assertThat(plan.chargedOrder()).isEqualTo(ORDER);
        assertThat(plan.changes()).singleElement().satisfies(change -> {
            assertThat(change.isSwap()).isTrue();
            assertThat(change.isOffering()).isFalse();
            assertThat(change.suspension()).isEmpty();
        });
        assertThat(plan.services().getFirst().resources())
                .extracting(resource -> resource.id() + " " + resource.state())
                .endsWith("PRD-100001-1-1-SIM TERMINATED", "PRD-100001-1-1-SIM3 ACTIVE");
        plan.terminate(NOON.plusSeconds(120));
        assertThat(plan.resources()).extracting(Resource::identifier).containsExactly("491510000001", "8949-2");
        assertThatThrownBy(() -> plan.swapSim(
                        by(plan, "ORD-3", "1"),
                        Map.of(),
                        pooled(ResourceKind.SIM, "8949-3", Optional.empty(), Optional.empty()),
                        Set.of(),
                        List.of(),
                        NOON))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Service.Installed skipped(String name) {
        return new Service.Installed(name, Kind.RESOURCE_FACING, Optional.empty(), List.of(), Map.of(), false);
    }

    @Test
    void what_has_changed_ends_as_what_it_is_and_changes_no_more() {
        Product plan = changed();
        plan.terminate(NOON.plusSeconds(180));
        assertThat(plan.delivering()).extracting(Service::name).containsExactly("sim", "profile-l");
        assertThat(plan.services().get(1).terminatedAt())
                .as("what went with the change")
                .hasValue(NOON.plusSeconds(60));
        assertThatThrownBy(() -> plan.change(by(plan, "ORD-3", "1"), PLAN, Map.of(), List.of(), NOON))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Service.Installed bare(String name) {
        return service(name, Kind.RESOURCE_FACING, Optional.empty(), List.of(), Map.of());
    }

    @Test
    void a_plan_is_installed_with_its_services_and_what_they_run_on() {
        Product plan = new Product(origin(1, Optional.empty()), PLAN, Map.of("simType", "esim"), NOON);
        Service voice = plan.install(service("voice", Kind.CUSTOMER_FACING, Optional.empty(), List.of(), Map.of()));
        Service sim = plan.install(service(
                "sim",
                Kind.RESOURCE_FACING,
                Optional.of("voice"),
                List.of(
                        pooled(ResourceKind.MSISDN, "491510000001", Optional.empty(), Optional.empty()),
                        pooled(ResourceKind.SIM, "8949", Optional.of("26201"), Optional.of("8904"))),
                Map.of("activationCode", "LPA:1$x$y")));

        assertThat(plan.id()).isEqualTo(new ProductId("PRD-100001-1"));
        assertThat(plan.state()).isEqualTo(InventoryState.ACTIVE);
        assertThat(plan.state().tmf()).isEqualTo("active");
        assertThat(plan.lineProduct()).isEmpty();
        assertThat(plan.characteristics()).containsOnly(Map.entry("simType", "esim"));
        assertThat(plan.services()).containsExactly(voice, sim);
        assertThat(voice.parent()).isEmpty();
        assertThat(sim.parent()).contains("voice");
        assertThat(sim.facts()).containsOnly(Map.entry("activationCode", "LPA:1$x$y"));
        assertThat(plan.resources()).extracting(Resource::kind).containsExactly(ResourceKind.MSISDN, ResourceKind.SIM);
        assertThat(plan.resources().get(1).facts())
                .containsOnly(Map.entry("iccid", "8949"), Map.entry("imsi", "26201"), Map.entry("eid", "8904"));
    }

    @Test
    void a_product_its_services_and_resources_know_each_other_and_the_order_they_are_of() {
        Product plan = new Product(origin(1, Optional.empty()), PLAN, Map.of(), NOON);
        Service sim = plan.install(service(
                "sim",
                Kind.RESOURCE_FACING,
                Optional.empty(),
                List.of(pooled(ResourceKind.MSISDN, "491510000001", Optional.empty(), Optional.empty())),
                Map.of()));
        Resource number = sim.resources().get(0);

        assertThat(plan.order()).isEqualTo(ORDER);
        assertThat(plan.itemId()).isEqualTo("item-1");
        assertThat(plan.customer()).isEqualTo(new CustomerId("CUS-1"));
        assertThat(plan.billingAccount()).isEqualTo(new BillingAccountId("BAC-1"));
        assertThat(plan.offering()).isEqualTo(PLAN.id());
        assertThat(plan.offeringName()).isEqualTo("Mobile M");
        assertThat(plan.role()).isEqualTo(ProductOffering.Role.PLAN);
        assertThat(plan.catalogVersion()).isEqualTo("2026.11.1");
        assertThat(plan.activatedAt()).isEqualTo(NOON);
        assertThat(sim.product()).isSameAs(plan);
        assertThat(sim.id()).isEqualTo("PRD-100001-1-1");
        assertThat(sim.name()).isEqualTo("sim");
        assertThat(sim.kind()).isEqualTo(Kind.RESOURCE_FACING);
        assertThat(sim.state()).isEqualTo(InventoryState.ACTIVE);
        assertThat(number.service()).isSameAs(sim);
        assertThat(number.id()).isEqualTo("PRD-100001-1-1-MSISDN");
        assertThat(number.identifier()).isEqualTo("491510000001");
        assertThat(number.variant()).isEqualTo("variant");
        assertThat(number.imsi()).isEmpty();
        assertThat(number.eid()).isEmpty();
        assertThat(number.state()).isEqualTo(InventoryState.ACTIVE);
    }

    @Test
    void an_add_on_belongs_to_the_plan_it_was_ordered_for() {
        ProductId plan = origin(1, Optional.empty()).productId();
        Product addOn = new Product(origin(2, Optional.of(plan)), PLAN, Map.of(), NOON);
        assertThat(addOn.lineProduct()).contains(plan);
        assertThat(addOn.id()).isEqualTo(Product.Origin.productId(ORDER, 2));
    }

    @Test
    void a_line_is_suspended_and_comes_back_once_each_and_keeps_its_number_and_what_it_is() {
        Product plan = changed();
        LineSuspension away = new LineSuspension(SuspensionReason.VOLUNTARY, Barring.OUTGOING);
        plan.suspend(by(plan, "ORD-3", "1"), away, true, NOON.plusSeconds(120));
        plan.suspend(by(plan, "ORD-3", "1"), away, true, NOON.plusSeconds(180));
        assertThat(plan.state().tmf()).isEqualTo("suspended");
        assertThat(plan.suspension()).contains(away);
        assertThat(plan.delivering())
                .extracting(service -> service.name() + " " + service.state())
                .containsExactly("sim SUSPENDED", "profile-l SUSPENDED");
        assertThat(plan.resources()).extracting(Resource::state).containsExactly(InventoryState.ACTIVE);
        assertThat(plan.chargedOrder()).isEqualTo(new OrderId("ORD-3"));
        assertThatThrownBy(() -> plan.suspend(by(plan, "ORD-4", "1"), away, true, NOON))
                .hasMessageContaining("cannot be suspended");
        assertThatThrownBy(() -> plan.change(by(plan, "ORD-4", "1"), PLAN, Map.of(), List.of(), NOON))
                .hasMessageContaining("cannot change");

        plan.resume(by(plan, "ORD-5", "1"), false, NOON.plusSeconds(240));
        plan.resume(by(plan, "ORD-5", "1"), false, NOON.plusSeconds(300));
        assertThat(plan.state()).isEqualTo(InventoryState.ACTIVE);
        assertThat(plan.suspension()).isEmpty();
        assertThat(plan.delivering()).extracting(Service::state).containsOnly(InventoryState.ACTIVE);
        assertThat(plan.chargedOrder()).as("whose prices went on").isEqualTo(new OrderId("ORD-3"));
        assertThat(plan.changes())
                .extracting(change ->
                        change.order() + " " + change.state() + " " + change.suspension() + " " + change.changedAt())
                .containsExactly(
                        "ORD-2 ACTIVE Optional.empty " + NOON.plusSeconds(60),
                        "ORD-3 SUSPENDED " + Optional.of(away) + " " + NOON.plusSeconds(120),
                        "ORD-5 ACTIVE " + Optional.of(away) + " " + NOON.plusSeconds(240));
        assertThatThrownBy(() -> plan.resume(by(plan, "ORD-6", "1"), false, NOON))
                .hasMessageContaining("not suspended");
    }

    @Test
    void a_service_that_was_skipped_is_not_active_and_no_suspension_makes_it_so() {
        Product plan = changed();
        plan.install(
                new Service.Installed("device", Kind.RESOURCE_FACING, Optional.empty(), List.of(), Map.of(), false));
        plan.suspend(
                by(plan, "ORD-3", "1"),
                new LineSuspension(SuspensionReason.VOLUNTARY, Barring.OUTGOING),
                false,
                NOON.plusSeconds(120));
        plan.resume(by(plan, "ORD-5", "1"), false, NOON.plusSeconds(240));
        assertThat(plan.delivering())
                .extracting(service -> service.name() + " " + service.state().tmf())
                .containsExactly("sim active", "profile-l active", "device inactive");
    }

    @Test
    void a_suspended_line_ends_with_all_that_delivers_it() {
        Product plan = changed();
        plan.suspend(
                by(plan, "ORD-3", "1"), new LineSuspension(SuspensionReason.LOST_OR_STOLEN, Barring.ALL), false, NOON);
        plan.terminate(NOON.plusSeconds(60));
        assertThat(plan.services()).extracting(Service::state).containsOnly(InventoryState.TERMINATED);
        assertThat(plan.suspension()).isEmpty();
    }

    @Test
    void another_handset_is_the_same_product_with_nothing_of_the_former_one_and_comes_once() {
        Product handset = new Product(
                origin(2, Optional.of(new ProductId("PRD-1-1"))), PLAN, Map.of("deviceColour", "black"), NOON);
        handset.install(service(
                "device",
                Kind.RESOURCE_FACING,
                Optional.empty(),
                List.of(pooled(ResourceKind.DEVICE, "3500", Optional.empty(), Optional.empty())),
                Map.of("deviceServiceId", "1")));
        Instant later = NOON.plusSeconds(60);
        for (int time = 0; time < 2; time++) {
            handset.upgrade(
                    by(handset, "ORD-9", "1"),
                    PLAN,
                    Map.of("deviceColour", "sage"),
                    List.of(service(
                            "device",
                            Kind.RESOURCE_FACING,
                            Optional.empty(),
                            List.of(pooled(ResourceKind.DEVICE, "3600", Optional.empty(), Optional.empty())),
                            Map.of("deviceServiceId", "2"))),
                    later);
        }
        assertThat(handset.services())
                .extracting(service -> service.name() + " " + service.state() + " " + service.facts())
                .containsExactly("device TERMINATED {deviceServiceId=1}", "device ACTIVE {deviceServiceId=2}");
        assertThat(handset.resources()).extracting(Resource::identifier).containsExactly("3600");
        assertThat(handset.characteristics()).containsEntry("deviceColour", "sage");
        assertThat(handset.lineProduct()).contains(new ProductId("PRD-1-1"));
        assertThat(handset.chargedOrder()).isEqualTo(new OrderId("ORD-9"));
        assertThat(handset.changes())
                .singleElement()
                .satisfies(change -> assertThat(change.isOffering()).isTrue());
    }

    @Test
    void a_route_knows_a_resource_by_what_the_network_calls_it() {
        assertThat(pooled(ResourceKind.DEVICE, "3500", Optional.empty(), Optional.empty())
                        .facts())
                .containsOnly(Map.entry("imei", "3500"));
        assertThat(pooled(ResourceKind.SIM, "8949", Optional.of("26201"), Optional.empty())
                        .facts())
                .containsOnlyKeys("iccid", "imsi");
    }

    private static Product.Origin origin(int position, Optional<ProductId> lineProduct) {
        return new Product.Origin(
                ORDER,
                "item-" + position,
                position,
                new CustomerId("CUS-1"),
                new BillingAccountId("BAC-1"),
                "2026.11.1",
                lineProduct);
    }

    private static Service.Installed service(
            String name,
            Kind kind,
            Optional<String> parent,
            List<PooledResource> resources,
            Map<String, String> facts) {
        return new Service.Installed(name, kind, parent, resources, facts);
    }

    private static PooledResource pooled(
            ResourceKind kind, String identifier, Optional<String> imsi, Optional<String> eid) {
        return new PooledResource("item-1", kind, "variant", identifier, imsi, eid);
    }
}
