package dialtone.order;

import static dialtone.order.Catalogs.item;
import static dialtone.order.Catalogs.order;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.catalog.Catalog;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.pool.PooledResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What becomes of a plan whose order is amended: by example, and whatever the order, the amendments and the moments. */
class PlanRevisionTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final Catalog CATALOG = Catalogs.small();

    private static final PlaceOrder.Item ESIM = item("1", "plan", Map.of());
    private static final PlaceOrder.Item PHYSICAL = item("1", "plan", Map.of("simType", "physical"));
    private static final PlaceOrder.Item BIGGER = item("1", "bigger", Map.of());
    private static final PlaceOrder.Item HANDSET = item("2", "handset", Map.of("deviceColour", "sage"));
    private static final PlaceOrder.Item BLACK_HANDSET = item("2", "handset", Map.of("deviceColour", "black"));
    private static final PlaceOrder.Item BOOST = item("3", "boost", Map.of());

    private static List<String> services(List<PlanStep> steps) {
        return steps.stream().map(PlanStep::service).toList();
    }

    @Test
    void another_sim_takes_all_back_that_rests_on_it() {
        AmendedOrder story = new AmendedOrder(PHYSICAL, HANDSET);
        story.done("sim");
        story.done("profile");
        PlanRevision revision = story.revision(ESIM, HANDSET);
        assertThat(revision.kept()).isEmpty();
        assertThat(services(revision.undone())).containsExactlyInAnyOrder("sim", "profile");
        assertThat(services(revision.forgone())).containsExactly("device-on");
        assertThat(revision.added())
                .extracting(FulfilmentPlan.Planned::service)
                .containsExactlyInAnyOrder("sim", "profile", "download", "device-on");
        assertThat(revision.usedUp()).containsExactly("1");
    }

    @Test
    void a_handset_that_is_dropped_leaves_the_line_as_it_is() {
        AmendedOrder story = new AmendedOrder(ESIM, HANDSET);
        story.done("sim");
        story.done("device-on");
        PlanRevision revision = story.revision(ESIM);
        assertThat(services(revision.kept())).containsExactlyInAnyOrder("sim", "profile", "download");
        assertThat(services(revision.undone())).containsExactly("device-on");
        assertThat(revision.added()).isEmpty();
        assertThat(revision.usedUp()).isEmpty();
    }

    @Test
    void another_plan_keeps_the_sim_and_what_rests_on_the_profile_follows_it() {
        AmendedOrder story = new AmendedOrder(ESIM, BOOST);
        story.done("sim");
        story.done("profile");
        story.done("faster");
        PlanRevision revision = story.revision(BIGGER);
        assertThat(services(revision.kept())).containsExactlyInAnyOrder("sim", "download");
        assertThat(services(revision.undone())).containsExactlyInAnyOrder("profile", "faster");
        story.amend(BIGGER);
        PlanStep bigger = story.step("profile-bigger");
        assertThat(bigger.dependsOn()).contains(story.step("sim").id());
        assertThat(services(story.release())).contains("faster").doesNotContain("profile", "profile-bigger");
        story.finish();
        assertThat(story.network).containsExactlyInAnyOrder("1 sim", "1 download", "1 profile-bigger");
    }

    @Test
    void what_stays_the_same_changes_nothing_and_what_is_said_of_another_item_neither() {
        AmendedOrder story = new AmendedOrder(ESIM, HANDSET);
        story.done("sim");
        assertThat(story.revision(ESIM, HANDSET).changesNothing()).isTrue();
        PlanRevision another = story.revision(ESIM, BLACK_HANDSET);
        assertThat(services(another.forgone())).containsExactly("device-on");
        assertThat(another.undone()).isEmpty();
    }

    @Test
    void what_is_held_is_needed_no_more_when_it_is_of_another_kind_or_used_up() {
        PooledResource number = new PooledResource(
                "1", ResourceKind.MSISDN, "mobile", "491510000001", Optional.empty(), Optional.empty());
        PooledResource sim = new PooledResource(
                "1",
                ResourceKind.SIM,
                "physical",
                "8949000000000000001",
                Optional.of("262010000000001"),
                Optional.empty());
        AmendedOrder story = new AmendedOrder(PHYSICAL);
        PlanRevision before = story.revision(ESIM);
        assertThat(before.isUnneeded(sim)).as("another kind").isTrue();
        assertThat(before.isUnneeded(number)).isFalse();
        story.done("sim");
        assertThat(story.revision(PHYSICAL, HANDSET).isUnneeded(sim)).isFalse();
        assertThat(story.revision(ESIM).isUnneeded(number)).isFalse();
    }

    @Test
    void a_step_under_way_is_brought_to_its_outcome_before_it_is_taken_back() {
        AmendedOrder story = new AmendedOrder(PHYSICAL);
        story.release();
        PlanStep former = story.step("sim");
        story.amend(ESIM);
        assertThat(story.release()).containsExactly(former);
        story.perform(former, false);
        assertThat(story.release()).extracting(PlanStep::id).containsExactly(former.id() + PlanStep.UNDO);
        assertThat(former.formerFacts()).isNotEmpty();
        story.finish();
        assertThat(story.network).containsExactlyInAnyOrder("1 sim", "1 profile", "1 download");
    }

    /** The small catalogue with one of its steps another one. */
    private static Catalog with(String service, UnaryOperator<StepTemplate> other) {
        return new Catalog(
                "1",
                CATALOG.offerings(),
                CATALOG.services().stream()
                        .map(known -> known.name().equals(service)
                                ? new ServiceSpecification(
                                        known.name(),
                                        known.kind(),
                                        known.resources(),
                                        known.step().map(other))
                                : known)
                        .toList(),
                CATALOG.rules(),
                CATALOG.devices());
    }

    private static StepTemplate step(StepTemplate of, String jobType, PointOfNoReturn pointOfNoReturn) {
        return new StepTemplate(
                jobType,
                of.label(),
                of.dependsOn(),
                of.expectedDuration(),
                of.parameters(),
                pointOfNoReturn,
                pointOfNoReturn == PointOfNoReturn.HARD ? Optional.empty() : of.undo());
    }

    @Test
    void what_cannot_be_taken_back_is_named_and_stays() {
        Catalog forEver = with("device-on", step -> step(step, step.jobType(), PointOfNoReturn.HARD));
        AmendedOrder story = new AmendedOrder(ESIM);
        List<OrderedItem> both = AmendedOrder.checked(order(ESIM, HANDSET));
        List<PlanStep> steps = FulfilmentPlan.of(forEver, both).steps().stream()
                .map(planned -> new PlanStep(story.order.id(), planned))
                .toList();
        PlanRevision early = PlanRevision.of(forEver, both, story.items, steps);
        assertThat(early.pointOfNoReturn()).as("it is not begun").isEmpty();
        assertThat(services(early.leftOut())).containsExactly("device-on");
        steps.forEach(step -> step.release(NOW));
        PlanRevision late = PlanRevision.of(forEver, both, story.items, steps);
        assertThat(late.pointOfNoReturn().map(PlanStep::service)).hasValue("device-on");
        assertThat(late.additions(forEver, steps, story.items, 2).undos()).isEmpty();
    }

    @Test
    void a_step_that_is_performed_otherwise_now_is_not_the_same_and_what_rests_on_it_goes_with_it() {
        AmendedOrder story = new AmendedOrder(ESIM, BOOST);
        Catalog other = with("profile", step -> step(step, "fulfilment.other", step.pointOfNoReturn()));
        PlanRevision revision = PlanRevision.of(other, story.items, story.items, story.steps);
        assertThat(services(revision.kept())).containsExactlyInAnyOrder("sim", "download");
        assertThat(services(revision.forgone())).containsExactlyInAnyOrder("profile", "faster");
        assertThat(revision.changesNothing()).isFalse();
    }

    @Test
    void a_plan_changes_when_anything_is_taken_back_or_left_out_or_added() {
        AmendedOrder story = new AmendedOrder(ESIM);
        assertThat(story.revision(ESIM, HANDSET).changesNothing()).as("added").isFalse();
        AmendedOrder both = new AmendedOrder(ESIM, HANDSET);
        assertThat(both.revision(ESIM).changesNothing()).as("left out").isFalse();
        both.done("sim");
        both.done("device-on");
        assertThat(both.revision(ESIM).changesNothing()).as("taken back").isFalse();
        assertThat(both.revision(ESIM).leftOut()).isEmpty();
        both.amend(ESIM);
        PlanRevision none = PlanRevision.none(both.steps);
        assertThat(none.changesNothing()).isTrue();
        assertThat(services(none.kept())).containsExactlyInAnyOrder("sim", "profile", "download");
    }

    @Test
    void before_a_plan_is_made_nothing_is_added_to_it() {
        List<OrderedItem> before = AmendedOrder.checked(order(ESIM));
        List<OrderedItem> after = AmendedOrder.checked(order(ESIM, HANDSET));
        PlanRevision revision = PlanRevision.of(CATALOG, before, after, List.of());
        assertThat(revision.changesNothing()).isTrue();
        assertThat(revision.needs())
                .extracting(need -> need.itemId() + " " + need.kind())
                .contains("2 DEVICE");
        assertThat(revision.additions(CATALOG, List.of(), after, 2))
                .isEqualTo(new PlanRevision.Additions(List.of(), List.of()));
    }

    @Test
    void an_item_that_goes_over_to_another_line_is_delivered_anew() {
        OrderedItem boost = AmendedOrder.checked(order(ESIM, BOOST)).getLast();
        OrderedItem alone =
                new OrderedItem(boost.itemId(), boost.offering(), boost.characteristics(), Optional.empty());
        List<OrderedItem> line = AmendedOrder.checked(order(ESIM));
        AmendedOrder story = new AmendedOrder(ESIM, BOOST);
        PlanRevision revision = PlanRevision.of(CATALOG, story.items, List.of(line.getFirst(), alone), story.steps);
        assertThat(services(revision.forgone())).containsExactly("faster");
        assertThat(revision.lines()).containsEntry("1", "1").containsEntry("3", "");
    }

    @Test
    void what_is_held_is_needed_by_its_item_its_kind_and_its_variant() {
        PooledResource sim = new PooledResource(
                "1",
                ResourceKind.SIM,
                "physical",
                "8949000000000000001",
                Optional.of("262010000000001"),
                Optional.empty());
        PooledResource another = new PooledResource(
                "9",
                ResourceKind.SIM,
                "physical",
                "8949000000000000002",
                Optional.of("262010000000002"),
                Optional.empty());
        AmendedOrder story = new AmendedOrder(PHYSICAL);
        PlanRevision same = story.revision(PHYSICAL);
        assertThat(same.isUnneeded(sim)).isFalse();
        assertThat(same.isUnneeded(another)).as("of no item").isTrue();
        PlanRevision usedUp =
                new PlanRevision(List.of(), List.of(), List.of(), List.of(), same.needs(), Set.of("1"), Map.of());
        assertThat(usedUp.isUnneeded(sim)).as("it was activated once").isTrue();
        PooledResource number = new PooledResource(
                "1", ResourceKind.MSISDN, "mobile", "491510000001", Optional.empty(), Optional.empty());
        assertThat(usedUp.isUnneeded(number)).as("a number is not used up").isFalse();
    }

    /** The handset was withdrawn in revision 2 and is still being taken back in revision 3, which does not know it any more. */
    @Test
    void what_is_added_waits_for_what_is_taken_back_of_an_item_withdrawn_long_ago() {
        AmendedOrder story = new AmendedOrder(ESIM, HANDSET);
        story.done("sim");
        story.done("device-on");
        story.amend(ESIM);
        PlanStep back =
                story.steps.stream().filter(PlanStep::isUndo).findFirst().orElseThrow();
        story.amend(ESIM, BOOST);
        assertThat(story.step("faster").dependsOn())
                .contains(back.id(), story.step("profile").id());
        assertThat(story.step("faster").addedIn()).isEqualTo(3);
    }

    @Test
    void what_is_added_to_one_line_does_not_wait_for_what_is_taken_back_of_another() {
        PlaceOrder.Item otherLine = item("5", "plan", Map.of());
        AmendedOrder story = new AmendedOrder(ESIM, HANDSET, otherLine);
        story.steps.stream().filter(step -> step.service().equals("device-on")).forEach(step -> {
            step.release(NOW);
            step.complete(Map.of(), NOW);
        });
        story.amend(ESIM, otherLine, item("6", "boost", Map.of()));
        assertThat(story.steps).filteredOn(PlanStep::isUndo).hasSize(1);
        assertThat(story.step("faster").dependsOn()).noneMatch(id -> id.endsWith(PlanStep.UNDO));
    }

    @Test
    void what_was_given_up_is_no_concern_of_an_amendment() {
        AmendedOrder story = new AmendedOrder(ESIM, HANDSET);
        story.done("sim");
        story.done("device-on");
        List<OrderedItem> rest = AmendedOrder.checked(order(ESIM));
        PlanRevision revision = PlanRevision.of(CATALOG, rest, rest, story.steps);
        assertThat(revision.changesNothing()).isTrue();
        assertThat(services(revision.kept())).doesNotContain("device-on");
    }

    /** The booster's answers stay, and so do the line's, but not the profile that it rests on. */
    @Test
    void what_rests_on_a_step_that_goes_is_delivered_anew_even_where_the_amended_plan_has_no_such_step() {
        AmendedOrder story = new AmendedOrder(PHYSICAL, BOOST);
        OrderedItem basic = AmendedOrder.checked(order(item("1", "basic", Map.of("simType", "physical"))))
                .getFirst();
        PlanRevision revision =
                PlanRevision.of(CATALOG, story.items, List.of(basic, story.items.getLast()), story.steps);
        assertThat(services(revision.kept())).containsExactly("sim");
        assertThat(services(revision.forgone())).containsExactlyInAnyOrder("profile", "faster");
        assertThat(revision.added()).extracting(FulfilmentPlan.Planned::service).containsExactly("faster");
    }

    @Test
    void what_belongs_to_a_line_that_is_not_delivered_before_or_after_does_not_stay() {
        AmendedOrder story = new AmendedOrder(ESIM, BOOST);
        List<OrderedItem> alone = List.of(story.items.getLast());
        assertThat(services(PlanRevision.of(CATALOG, story.items, alone, story.steps)
                        .forgone()))
                .contains("faster");
        PlanRevision without = PlanRevision.of(CATALOG, alone, story.items, story.steps);
        assertThat(without.kept()).isEmpty();
        assertThat(services(without.forgone())).containsExactly("faster");
    }

    /** Two thousand orders, each amended up to four times at random moments, and some of their steps skipped or done by hand. */
    @Test
    void whatever_is_amended_and_when_the_network_has_in_the_end_what_the_order_says_and_has_had_nothing_twice() {
        List<List<PlaceOrder.Item>> lines =
                List.of(List.of(ESIM), List.of(PHYSICAL), List.of(BIGGER), List.of(item("1", "basic", Map.of())));
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            Function<Random, PlaceOrder.Item[]> some = source -> some(lines, source);
            AmendedOrder story = new AmendedOrder(some.apply(random));
            int amendments = random.nextInt(5);
            for (int i = 0; i < amendments; i++) {
                int turns = random.nextInt(8);
                for (int turn = 0; turn < turns; turn++) {
                    List<PlanStep> due = random.nextInt(3) == 0 ? story.underWay() : story.release();
                    if (!due.isEmpty() && random.nextInt(4) > 0) {
                        story.go(due.get(random.nextInt(due.size())), random);
                    }
                }
                Set<PlanStep> kept = Set.copyOf(story.amend(some.apply(random)).kept());
                assertThat(kept).allMatch(PlanStep::isCurrent);
            }
            story.finish(random);
            assertWhole(story, seed);
        }
    }

    private static PlaceOrder.Item[] some(List<List<PlaceOrder.Item>> lines, Random random) {
        List<PlaceOrder.Item> items = new ArrayList<>(lines.get(random.nextInt(lines.size())));
        boolean small = items.getFirst().offering().orElseThrow().value().equals("plan");
        if (small && random.nextBoolean()) {
            items.add(random.nextBoolean() ? HANDSET : BLACK_HANDSET);
        }
        if (small && random.nextBoolean()) {
            items.add(BOOST);
        }
        items.sort(Comparator.comparing(PlaceOrder.Item::id));
        return items.toArray(PlaceOrder.Item[]::new);
    }

    private static void assertWhole(AmendedOrder story, int seed) {
        Set<String> target = FulfilmentPlan.of(CATALOG, story.items).steps().stream()
                .map(planned -> planned.itemId() + " " + planned.service())
                .collect(Collectors.toSet());
        assertThat(story.steps)
                .as("seed %s: all have ended, so that none waits for another in a circle", seed)
                .allMatch(step -> step.state().isFinal());
        Set<String> skipped = story.steps.stream()
                .filter(step -> step.isCurrent() && step.state() == StepState.SKIPPED)
                .map(step -> step.itemId() + " " + step.service())
                .collect(Collectors.toSet());
        Set<String> known = new HashSet<>(story.network);
        known.addAll(skipped); // of which nobody knows whether it is there
        assertThat(known).as("seed %s: the network", seed).isEqualTo(target);
        assertThat(story.steps.stream()
                        .filter(PlanStep::isCurrent)
                        .filter(step -> step.state().isPassed())
                        .map(step -> step.itemId() + " " + step.service())
                        .toList())
                .as("seed %s: the plan", seed)
                .containsExactlyInAnyOrderElementsOf(target);
        Map<String, Long> undos = story.steps.stream()
                .flatMap(step -> step.undoes().stream())
                .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
        for (PlanStep step : story.steps) {
            boolean takenBack = step.isSuperseded() && step.mayHaveTouchedTheNetwork();
            assertThat(undos.getOrDefault(step.id(), 0L))
                    .as("seed %s: undo steps of %s", seed, step.id())
                    .isEqualTo(takenBack ? 1 : 0);
        }
        assertThat(story.steps).extracting(PlanStep::position).doesNotHaveDuplicates();
    }
}
