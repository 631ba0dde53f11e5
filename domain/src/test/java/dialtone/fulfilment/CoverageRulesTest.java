package dialtone.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.catalog.Catalog;
import dialtone.catalog.DecompositionRule;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ProductOffering.Role;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.Kind;
import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.fulfilment.CheckRequest.Item;
import dialtone.fulfilment.CoverageRules.Answer;
import dialtone.party.Address;
import dialtone.party.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CoverageRulesTest {

    private static final Instant LATER = Instant.parse("2026-12-26T10:00:00Z");

    private static final Catalog CATALOG = new Catalog(
            "1",
            List.of(plan("fast", "fast-line"), plan("slow", "slow-line"), plan("landline", "wire")),
            List.of(service("fast-radio", "5G"), service("slow-radio", "4G")),
            List.of(
                    new DecompositionRule("r1", "fast-line", List.of("fast-radio"), Map.of()),
                    new DecompositionRule("r2", "slow-line", List.of("slow-radio"), Map.of())),
            List.of());

    @Test
    void eachLineIsAskedForWithTheTechnologyThatItNeedsAndWithoutALineThePlaceAlone() {
        assertThat(CoverageRules.technologies(
                        request(line("1", Optional.of("5G")), line("2", Optional.empty()), addOn("3"))))
                .isEqualTo(Map.of("1", "5G", "2", ""));
        assertThat(CoverageRules.technologies(request(addOn("3")))).isEqualTo(Map.of("place", ""));
    }

    @Test
    void whatIsCoveredPasses() {
        assertThat(CoverageRules.judge(request(line("1", Optional.of("5G"))), List.of(covered("1"))))
                .containsExactly(CheckResult.passed("coverage", "The network covers the address."));
    }

    @Test
    void whereItIsSlowerThePlansThatDoWithThatAreNamedAtTheLineThatNeedsMore() {
        Answer slower = new Answer(
                "1",
                false,
                "TECHNOLOGY_NOT_AVAILABLE",
                "The cell has 4G and no 5G",
                Optional.of("4G"),
                Optional.empty());
        assertThat(CoverageRules.judge(
                        request(line("1", Optional.of("5G")), line("2", Optional.of("4G"))),
                        List.of(slower, covered("2"))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("TECHNOLOGY_NOT_AVAILABLE");
                    assertThat(finding.item()).contains("1");
                    assertThat(finding.message()).isEqualTo("The cell has 4G and no 5G.");
                    assertThat(finding.alternatives())
                            .extracting(Alternative::content)
                            .containsExactly("slow");
                });
    }

    @Test
    void aFullCellSaysWhenItHasRoomAndNoCellSaysNothing() {
        List<CheckResult> found = CoverageRules.judge(
                request(line("1", Optional.of("5G")), line("2", Optional.of("5G"))),
                List.of(
                        new Answer("1", false, "CELL_AT_CAPACITY", "Full", Optional.empty(), Optional.of(LATER)),
                        new Answer("2", false, "SOMETHING_ELSE", "None", Optional.empty(), Optional.empty())));
        assertThat(found).extracting(CheckResult::code).containsExactly("CELL_AT_CAPACITY", "NO_COVERAGE");
        assertThat(found.getFirst().alternatives()).containsExactly(Alternative.startingAt(LATER));
        assertThat(found.getLast().alternatives()).isEmpty();
    }

    @Test
    void anAnswerAboutThePlaceIsAboutTheWholeOrder() {
        assertThat(CoverageRules.judge(
                                request(addOn("3")),
                                List.of(new Answer(
                                        "place", false, "NO_COVERAGE", "None", Optional.empty(), Optional.empty())))
                        .getFirst()
                        .item())
                .isEmpty();
    }

    @Test
    void whatWasAskedAboutAndNotAnsweredIsNamed() {
        CheckRequest two = request(line("1", Optional.of("5G")), line("2", Optional.of("5G")));
        assertThat(CoverageRules.unanswered(two, List.of(covered("1")))).containsExactly("2");
        assertThat(CoverageRules.unanswered(two, List.of(covered("2"), covered("1"))))
                .isEmpty();
        assertThat(CoverageRules.unanswered(request(addOn("3")), List.of())).containsExactly("place");
    }

    @Test
    void aLineThatChangesItsPlanIsAskedForWhatItNeedsAndHasItsPlaceInAFullCell() {
        CheckRequest change = changing(line("1", Optional.of("5G")));
        assertThat(change.asksForCoverage()).isTrue();
        assertThat(CoverageRules.technologies(change)).isEqualTo(Map.of("1", "5G"));
        assertThat(CoverageRules.judge(
                                change,
                                List.of(new Answer(
                                        "1",
                                        false,
                                        "TECHNOLOGY_NOT_AVAILABLE",
                                        "4G",
                                        Optional.of("4G"),
                                        Optional.empty())))
                        .getFirst()
                        .alternatives())
                .extracting(Alternative::content)
                .containsExactly("slow");
        assertThat(CoverageRules.judge(
                        change,
                        List.of(new Answer(
                                "1", false, "CELL_AT_CAPACITY", "Full", Optional.empty(), Optional.of(LATER)))))
                .allMatch(CheckResult::isPassed);
        assertThat(changing().asksForCoverage()).isFalse();
    }

    private static Answer covered(String item) {
        return new Answer(item, true, "NO_COVERAGE", "", Optional.empty(), Optional.empty());
    }

    private static ProductOffering plan(String id, String specification) {
        return new ProductOffering(
                new OfferingId(id),
                id,
                id,
                Role.PLAN,
                specification,
                List.of(),
                List.of(),
                ProductOffering.Relations.NONE,
                ProductOffering.Terms.NONE);
    }

    private static ServiceSpecification service(String name, String technology) {
        return new ServiceSpecification(
                name,
                Kind.RESOURCE_FACING,
                List.of(),
                Optional.of(new StepTemplate(
                        "fulfilment.apply-network-profile",
                        name,
                        List.of(),
                        Duration.ofSeconds(5),
                        Map.of("technology", technology),
                        PointOfNoReturn.HARD,
                        Optional.empty())));
    }

    private static Item line(String id, Optional<String> technology) {
        return item(id, Role.PLAN, technology);
    }

    private static Item addOn(String id) {
        return item(id, Role.ADD_ON, Optional.empty());
    }

    private static Item item(String id, Role role, Optional<String> technology) {
        return new Item(
                id,
                new OfferingId("fast"),
                "Fast",
                role,
                Optional.empty(),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                technology,
                List.of());
    }

    private static CheckRequest request(Item... items) {
        return request(List.of(items), List.of());
    }

    private static CheckRequest changing(Item... items) {
        return request(List.of(), List.of(items));
    }

    private static CheckRequest request(List<Item> items, List<Item> changed) {
        return new CheckRequest(
                "ORD-1",
                new CustomerId("CUS-1"),
                Optional.empty(),
                "Ada Lovelace",
                LocalDate.of(1985, 12, 10),
                new Address("Invalidenstr. 1", "10115", "Berlin", "DE"),
                items,
                changed,
                List.of(),
                List.of(),
                Map.of(),
                Set.of(),
                CATALOG);
    }
}
