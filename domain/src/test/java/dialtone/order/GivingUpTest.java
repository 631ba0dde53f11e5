package dialtone.order;

import static dialtone.order.Catalogs.order;
import static dialtone.order.Catalogs.owned;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.catalog.Catalog;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.catalog.ServiceSpecification.StepTemplate.Undo;
import dialtone.order.FulfilmentPlan.Planned;
import dialtone.party.BillingAccountId;
import java.time.Duration;
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

    private static PlanStep hard(int position, String itemId) {
        return new PlanStep(
                new OrderId("ORD-9"),
                new Planned(
                        position,
                        itemId,
                        "service-" + position,
                        new StepTemplate(
                                "fulfilment.work",
                                "Work " + position,
                                List.of(),
                                Duration.ofSeconds(5),
                                Map.of(),
                                PointOfNoReturn.HARD,
                                Optional.empty()),
                        Set.of()));
    }

    private static ProductOrder begun(OrderedItem... items) {
        ProductOrder begun = new ProductOrder(
                new OrderId("ORD-9"),
                order(PlaceOrder.Item.end("1", "P1", "item[1]")),
                new BillingAccountId("BAC-1"),
                "1",
                List.of(items),
                Optional.of("P1"),
                NOW);
        begun.begin(NOW);
        return begun;
    }

    private OrderedItem change(String offering, OwnedProduct product) {
        return OrderedItem.change(
                "1", product, catalog.offering(new OfferingId(offering)).orElseThrow(), Map.of());
    }

    /** The booster does not go with the bigger plan: it ends as item 2, and a pack comes as item 3. */
    @Test
    void a_line_does_not_change_its_plan_while_it_keeps_what_was_to_make_room() {
        OwnedProduct line = owned("P1", "plan", Map.of(), Optional.empty());
        OwnedProduct boost = owned("P2", "boost", Map.of(), Optional.of("P1"));
        ProductOrder changing = begun(
                change("bigger", line),
                OrderedItem.end("2", boost, Optional.of("1")),
                new OrderedItem(
                        "3", catalog.offering(new OfferingId("pack")).orElseThrow(), Map.of(), Optional.of("1")));
        assertThat(GivingUp.idsWith(changing, "2")).as("the change, too").containsExactlyInAnyOrder("1", "2");
        assertThat(GivingUp.idsWith(changing, "1"))
                .as("the booster ends all the same")
                .containsExactlyInAnyOrder("1", "3");
        assertThat(GivingUp.idsWith(changing, "3")).containsExactlyInAnyOrder("1", "3");
        assertThat(GivingUp.idsWith(changing, "none-such")).isEmpty();
        PlanStep changes = hard(1, "1");
        PlanStep ends = hard(2, "2");
        changes.release(NOW);
        changes.complete(Map.of(), NOW);
        ends.release(NOW);
        ends.fallOut();
        GivingUp givingUp = new GivingUp(changing, List.of(changes, ends), step -> NetworkTrace.NONE, item -> true);
        assertThat(givingUp.objection(ends))
                .hasValue(
                        "Item 1 of order ORD-9 cannot be given up any more: nothing takes back what was done, \"Work 1\"."
                                + " Try it again, or have it done by hand.");
        GivingUp before = new GivingUp(changing, List.of(ends), step -> NetworkTrace.NONE, item -> true);
        assertThat(before.objection(ends))
                .as("its line changes and does not end")
                .isEmpty();
        changing.giveUp("2");
        assertThat(GivingUp.idsWith(changing, "3"))
                .as("what has ended goes no more")
                .containsExactly("3");
    }

    @Test
    void what_is_left_of_the_former_sim_or_handset_is_left_and_the_rest_is_not() {
        OwnedProduct line = owned("P1", "plan", Map.of("simType", "physical"), Optional.empty());
        OwnedProduct handset = owned("P2", "handset", Map.of("deviceColour", "black"), Optional.of("P1"));
        PlanStep hard = hard(1, "1");
        hard.release(NOW);
        hard.fallOut();
        Undo undo = new Undo("fulfilment.undo", "Undo", Duration.ofSeconds(5));
        PlanStep back = new PlanStep(hard, undo, 2, Set.of());
        for (OrderedItem item : List.of(OrderedItem.swap("1", line, "esim"), change("handset", handset))) {
            ProductOrder exchanging = begun(item);
            OrderItem exchanged = exchanging.item("1").orElseThrow();
            assertThat(GivingUp.endsFormer(exchanged, hard)).isTrue();
            assertThat(GivingUp.endsFormer(exchanged, back)).as("takes back").isFalse();
            assertThat(GivingUp.endsFormer(exchanged, steps.getFirst()))
                    .as("an end of a line, which is for ever, too")
                    .isTrue();
            assertThat(new GivingUp(exchanging, List.of(hard), step -> NetworkTrace.DONE, any -> true).objection(hard))
                    .isEmpty();
        }
        ProductOrder changing = begun(change("bigger", line));
        assertThat(GivingUp.endsFormer(changing.item("1").orElseThrow(), hard)).isFalse();
        assertThat(new GivingUp(changing, List.of(hard), step -> NetworkTrace.DONE, any -> true).objection(hard))
                .isPresent();
    }

    @Test
    void what_brings_the_new_sim_ends_no_former_one() {
        OwnedProduct line = owned("P1", "plan", Map.of("simType", "physical"), Optional.empty());
        ProductOrder swapping = begun(OrderedItem.swap("1", line, "esim"));
        PlanStep brings = new PlanStep(
                swapping.id(), FulfilmentPlan.of(catalog, added()).steps().getFirst());
        assertThat(brings.pointOfNoReturn()).isNotEqualTo(PointOfNoReturn.HARD);
        assertThat(GivingUp.endsFormer(swapping.item("1").orElseThrow(), brings))
                .isFalse();
    }

    private List<OrderedItem> added() {
        return OrderChecks.check(
                        order(Catalogs.item("1", "plan", Map.of())), catalog, CustomerProducts.active(Set.of()))
                .items();
    }

    @Test
    void an_end_that_is_known_to_have_touched_nothing_is_given_up() {
        fallenOut("profile");
        fallenOut("sim");
        traces.put("sim", NetworkTrace.UNKNOWN);
        assertThat(objection("profile"))
                .hasValueSatisfying(words -> assertThat(words)
                        .contains("before it is known")
                        .contains("\"" + step("sim").label() + "\"")
                        .doesNotContain(step("profile").label()));
        traces.put("sim", NetworkTrace.NONE);
        assertThat(objection("profile")).isEmpty();
    }

    @Test
    void a_line_is_kept_when_its_add_on_is_kept_and_not_while_that_is_being_taken_away() {
        fallenOut("profile");
        step("faster").release(NOW);
        assertThat(objection("profile"))
                .as("being performed")
                .hasValueSatisfying(words -> assertThat(words).startsWith("plan cannot be kept: boost, item "));
        step("faster").fallOut();
        traces.put("faster", NetworkTrace.DONE);
        assertThat(objection("profile"))
                .as("done before it fell out")
                .hasValueSatisfying(words -> assertThat(words).contains("is taken away already. Try it again"));
        order.giveUp(step("faster").itemId());
        assertThat(objection("profile")).as("the booster is given up").isEmpty();
    }

    @Test
    void an_add_on_that_ends_alone_is_kept_whatever_becomes_of_another_line() {
        OwnedProduct boost = owned("P2", "boost", Map.of(), Optional.of("P1"));
        OwnedProduct other = owned("P9", "plan", Map.of(), Optional.empty());
        ProductOrder ending =
                begun(OrderedItem.end("1", boost, Optional.empty()), OrderedItem.end("2", other, Optional.empty()));
        PlanStep first = hard(1, "1");
        PlanStep second = hard(2, "2");
        first.release(NOW);
        first.fallOut();
        second.release(NOW);
        second.complete(Map.of(), NOW);
        GivingUp givingUp = new GivingUp(ending, List.of(first, second), step -> NetworkTrace.NONE, item -> true);
        assertThat(givingUp.objection(first)).isEmpty();
    }

    @Test
    void what_nobody_wants_any_more_and_what_was_skipped_stand_in_nobodys_way() {
        fallenOut("profile");
        step("profile").skip();
        fallenOut("sim");
        assertThat(objection("sim")).as("the order goes on without the profile").isEmpty();
        step("profile").supersede(2, Map.of());
        assertThat(objection("sim")).isEmpty();
        step("faster").release(NOW);
        step("faster").complete(Map.of(), NOW);
        assertThat(objection("sim")).isPresent();
        step("faster").supersede(2, Map.of());
        assertThat(objection("sim")).as("an add-on that is to stay").isEmpty();
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
