package dialtone.order;

import static dialtone.order.Catalogs.order;
import static dialtone.order.Catalogs.owned;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.catalog.Catalog;
import dialtone.catalog.OfferingId;
import dialtone.party.BillingAccountId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The end of a line with a handset and a booster: what of it may be given up, and when. */
class GivingUpTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

    private final Catalog catalog = Catalogs.small();
    private final PlaceOrder command = order(PlaceOrder.Item.end("1", "P1", "item[1]"));
    private final OrderChecks.Checked checked = OrderChecks.check(
            command,
            catalog,
            new CustomerProducts(
                    Set.of(new OfferingId("plan")),
                    List.of(
                            owned("P1", "plan", Map.of("simType", "physical"), Optional.empty()),
                            owned("P2", "handset", Map.of("deviceColour", "black"), Optional.of("P1")),
                            owned("P3", "boost", Map.of(), Optional.of("P1"))),
                    Map.of()));
    private final ProductOrder order = new ProductOrder(
            new OrderId("ORD-7"), command, new BillingAccountId("BAC-1"), "1", checked.items(), Optional.empty(), NOW);
    private final List<PlanStep> steps = FulfilmentPlan.of(catalog, checked.items()).steps().stream()
            .map(planned -> new PlanStep(order.id(), planned))
            .toList();
    private final Map<String, NetworkTrace> traces = new HashMap<>();

    GivingUpTest() {
        order.begin(NOW);
    }

    @Test
    void an_end_that_was_refused_at_once_may_be_given_up() {
        fallenOut("profile");
        assertThat(objection("profile")).isEmpty();
    }

    @Test
    void an_end_may_not_be_given_up_when_another_of_its_steps_is_done() {
        step("profile").release(NOW);
        step("profile").complete(Map.of(), NOW);
        fallenOut("sim");
        assertThat(objection("sim"))
                .hasValueSatisfying(words -> assertThat(words)
                        .startsWith("Item 1 of order ORD-7 cannot be given up any more")
                        .contains("\"" + step("profile").label() + "\""));
    }

    @Test
    void an_end_may_not_be_given_up_when_part_of_the_step_itself_is_done() {
        fallenOut("sim");
        traces.put("sim", NetworkTrace.DONE);
        assertThat(objection("sim"))
                .hasValueSatisfying(words -> assertThat(words)
                        .contains("any more")
                        .contains(step("sim").label()));
    }

    @Test
    void an_end_may_not_be_given_up_while_another_of_its_steps_is_performed() {
        step("profile").release(NOW);
        fallenOut("sim");
        assertThat(objection("sim"))
                .hasValueSatisfying(words -> assertThat(words)
                        .contains("just now")
                        .contains(step("profile").label()));
        step("profile").fallOut();
        assertThat(objection("sim")).as("both were refused").isEmpty();
    }

    @Test
    void an_end_may_not_be_given_up_before_it_is_known_what_the_network_did() {
        fallenOut("profile");
        traces.put("profile", NetworkTrace.UNKNOWN);
        assertThat(objection("profile"))
                .hasValueSatisfying(words -> assertThat(words).contains("before it is known"));
    }

    @Test
    void what_works_with_a_line_alone_is_not_kept_when_the_line_ends() {
        fallenOut("faster");
        fallenOut("device-on");
        assertThat(objection("faster"))
                .hasValueSatisfying(
                        words -> assertThat(words).startsWith("boost cannot be kept: its line ends with item 1"));
        assertThat(objection("device-on"))
                .as("a handset works without the line")
                .isEmpty();
        order.giveUp("1");
        assertThat(objection("faster")).as("the line stays, too").isEmpty();
    }

    @Test
    void a_line_is_not_kept_without_what_its_order_takes_away_with_it() {
        fallenOut("faster");
        fallenOut("profile");
        assertThat(objection("profile")).as("both were refused").isEmpty();
        traces.put("faster", NetworkTrace.UNKNOWN);
        assertThat(objection("profile"))
                .hasValueSatisfying(words -> assertThat(words).startsWith("plan cannot be kept: boost, item "));
        step("faster").complete(Map.of(), NOW);
        assertThat(objection("profile"))
                .hasValueSatisfying(words -> assertThat(words).startsWith("plan cannot be kept: boost, item "));
        step("device-on").release(NOW);
        step("device-on").complete(Map.of(), NOW);
        assertThat(objection("device-on")).as("of itself").isPresent();
    }

    @Test
    void what_can_be_taken_back_and_what_takes_back_may_always_be_given_up() {
        PlaceOrder adds = order(Catalogs.item("1", "plan", Map.of()));
        OrderChecks.Checked items = OrderChecks.check(adds, catalog, CustomerProducts.active(Set.of()));
        ProductOrder adding = new ProductOrder(
                new OrderId("ORD-8"), adds, new BillingAccountId("BAC-1"), "1", items.items(), Optional.empty(), NOW);
        List<PlanStep> plan = FulfilmentPlan.of(catalog, items.items()).steps().stream()
                .map(planned -> new PlanStep(adding.id(), planned))
                .toList();
        plan.getFirst().release(NOW);
        plan.getFirst().complete(Map.of(), NOW);
        plan.get(1).release(NOW);
        plan.get(1).fallOut();
        GivingUp givingUp = new GivingUp(adding, plan, step -> NetworkTrace.DONE, item -> true);
        assertThat(givingUp.objection(plan.get(1))).isEmpty();

        fallenOut("profile");
        traces.put("profile", NetworkTrace.DONE);
        step("profile").supersede(2, Map.of());
        assertThat(objection("profile")).as("nobody wants it any more").isEmpty();
    }

    private void fallenOut(String service) {
        step(service).release(NOW);
        step(service).fallOut();
    }

    private Optional<String> objection(String service) {
        return new GivingUp(
                        order,
                        steps,
                        step -> traces.getOrDefault(step.service(), NetworkTrace.NONE),
                        item -> item.offeringName().equals("boost"))
                .objection(step(service));
    }

    private PlanStep step(String service) {
        return steps.stream()
                .filter(step -> step.service().equals(service))
                .findFirst()
                .orElseThrow();
    }
}
