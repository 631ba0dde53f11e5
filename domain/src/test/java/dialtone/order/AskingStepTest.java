package dialtone.order;

import static dialtone.order.Catalogs.item;
import static dialtone.order.Catalogs.order;
import static dialtone.order.Catalogs.owned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.catalog.Catalog;
import dialtone.catalog.Decomposition;
import dialtone.catalog.DecompositionRule;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.Kind;
import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.catalog.ServiceSpecification.StepTemplate.Undo;
import dialtone.party.BillingAccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A step that reads back what the others of its line have done: it comes last, and there is nothing of it to take back or to end. */
class AskingStepTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final Map<String, String> PHYSICAL = Map.of("simType", "physical");
    private static final Catalog CATALOG = reading(Catalogs.small());

    private static Catalog reading(Catalog catalog) {
        ServiceSpecification reads = new ServiceSpecification(
                "as-ordered", Kind.RESOURCE_FACING, List.of(), Optional.of(asking(Optional.empty())));
        return new Catalog(
                catalog.version(),
                catalog.offerings(),
                Stream.concat(catalog.services().stream(), Stream.of(reads)).toList(),
                Stream.concat(
                                catalog.rules().stream(),
                                Stream.of(
                                        new DecompositionRule("a1", "voice", List.of("as-ordered"), Map.of()),
                                        new DecompositionRule("a2", "voice-bigger", List.of("as-ordered"), Map.of())))
                        .toList(),
                catalog.devices());
    }

    private static StepTemplate asking(Optional<Undo> undo) {
        return new StepTemplate(
                "fulfilment.read-back",
                "Read back",
                List.of("sim", "profile", "profile-bigger", "download"),
                Duration.ofSeconds(5),
                Map.of(),
                PointOfNoReturn.ASKS,
                undo);
    }

    private static ProductOffering offering(String id) {
        return CATALOG.offering(new OfferingId(id)).orElseThrow();
    }

    private static List<String> plan(OrderedItem item) {
        return FulfilmentPlan.of(CATALOG, List.of(item)).steps().stream()
                .map(step -> step.template().label() + " "
                        + step.dependsOn().stream().sorted().toList())
                .toList();
    }

    @Test
    void a_new_line_is_read_back_when_all_of_it_is_there() {
        assertThat(plan(new OrderedItem("1", offering("plan"), PHYSICAL, Optional.empty())))
                .containsExactly("sim []", "profile [1]", "Read back [1, 2]");
    }

    @Test
    void a_line_that_changes_or_ends_has_nothing_of_it() {
        OwnedProduct line = owned("P1", "plan", PHYSICAL, Optional.empty());
        assertThat(plan(OrderedItem.change("1", line, offering("bigger"), PHYSICAL)))
                .noneMatch(step -> step.startsWith("Read back"))
                .isNotEmpty();
        assertThat(plan(OrderedItem.end("1", line, Optional.empty()))).noneMatch(step -> step.startsWith("Read back"));
        assertThat(Decomposition.of(CATALOG, offering("plan"), PHYSICAL).resourceFacing())
                .extracting(ServiceSpecification::name)
                .doesNotContain("as-ordered");
    }

    @Test
    void it_is_not_taken_back_and_an_amendment_reads_back_what_is_there_then() {
        Story story = new Story();
        story.complete(story.step("sim"), story.step("profile"));
        PlanStep reading = story.step("as-ordered");
        reading.release(NOW);
        reading.fallOut();
        assertThat(reading.mayHaveTouchedTheNetwork()).isFalse();
        assertThat(Rollback.ahead(story.steps, step -> true, Story::undo))
                .extracting(PlanStep::label)
                .containsExactly("Undo profile", "Undo sim");
        CancellationAssessment cancellation = CancellationAssessment.of(story.order, story.steps);
        assertThat(cancellation.undone()).extracting(PlanStep::label).containsExactly("profile", "sim");
        assertThat(cancellation.leftOut()).as("it was begun").isEmpty();

        List<OrderedItem> after = story.items("bigger");
        PlanRevision revision = PlanRevision.of(CATALOG, story.items("plan"), after, story.steps);
        assertThat(revision.undone()).extracting(PlanStep::label).containsExactly("profile");
        assertThat(revision.forgone()).containsExactly(reading);
        assertThat(revision.leftOut()).as("it was begun").isEmpty();
        revision.undone().forEach(step -> step.supersede(2, Map.of()));
        revision.forgone().forEach(step -> step.supersede(2, Map.of()));
        assertThat(revision.additions(CATALOG, story.steps, after, 2).steps())
                .extracting(PlanStep::label)
                .containsExactly("profile-bigger", "Read back");
    }

    @Test
    void one_that_has_not_asked_yet_is_not_begun_and_while_it_asks_nothing_is_taken_back() {
        Story story = new Story();
        PlanStep reading = story.step("as-ordered");
        story.complete(story.step("sim"), story.step("profile"));
        assertThat(CancellationAssessment.of(story.order, story.steps).leftOut())
                .containsExactly(reading);
        assertThat(PlanRevision.of(CATALOG, story.items("plan"), story.items("bigger"), story.steps)
                        .leftOut())
                .containsExactly(reading);
        reading.release(NOW);
        assertThat(Rollback.missing(story.steps, step -> true, Story::undo)).isEmpty();
        reading.cancel();
        assertThat(Rollback.missing(story.steps, step -> true, Story::undo))
                .extracting(PlanStep::label)
                .containsExactly("Undo profile", "Undo sim");
    }

    @Test
    void who_only_asks_has_nothing_that_could_be_taken_back() {
        assertThatThrownBy(() -> asking(Optional.of(new Undo("fulfilment.undo", "Undo", Duration.ofSeconds(5)))))
                .hasMessage("A step that only asks has nothing to take back");
    }

    private static final class Story {
        private final ProductOrder order;
        private final List<PlanStep> steps = new ArrayList<>();

        Story() {
            List<OrderedItem> items = items("plan");
            order = new ProductOrder(
                    new OrderId("ORD-7"),
                    order(item("1", "plan", PHYSICAL)),
                    new BillingAccountId("BAC-1"),
                    "1",
                    items,
                    Optional.empty(),
                    NOW);
            order.begin(NOW);
            FulfilmentPlan.of(CATALOG, items).steps().forEach(planned -> steps.add(new PlanStep(order.id(), planned)));
        }

        List<OrderedItem> items(String plan) {
            return List.of(new OrderedItem("1", offering(plan), PHYSICAL, Optional.empty()));
        }

        PlanStep step(String service) {
            return steps.stream()
                    .filter(step -> step.service().equals(service))
                    .findFirst()
                    .orElseThrow();
        }

        void complete(PlanStep... done) {
            for (PlanStep step : done) {
                step.release(NOW);
                step.complete(Map.of(), NOW);
            }
        }

        static Optional<Undo> undo(PlanStep step) {
            return CATALOG.service(step.service())
                    .flatMap(ServiceSpecification::step)
                    .flatMap(StepTemplate::undo);
        }
    }
}
