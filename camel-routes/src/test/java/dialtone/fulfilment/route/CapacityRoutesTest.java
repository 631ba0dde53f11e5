package dialtone.fulfilment.route;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.bpmn.Variable;
import dialtone.catalog.service.FaultPolicyLoader;
import dialtone.element.ElementCapacity;
import dialtone.element.ElementStanding;
import dialtone.element.FaultPolicy;
import dialtone.fulfilment.CheckResult;
import dialtone.platform.job.JobOutcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An element that is full: the checks refuse what it has no room for, and its activation has the last word. By the fault policy of the house. */
class CapacityRoutesTest extends RouteStory {

    private static final JobOutcome HELD =
            new JobOutcome.Completed(Map.of(Variable.OUTCOME_KNOWN, false, Variable.READ_BACK_AFTER, "PT5M"));

    @BeforeEach
    void thePolicyOfTheHouse() {
        policies.follow(FaultPolicyLoader.load(Path.of("..", "catalog")));
    }

    @AfterEach
    void nobodysPolicy() {
        policies.follow(FaultPolicy.ASK_SOMEBODY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hlr", "policy", "charging", "voicemail", "smdp"})
    void whatAnElementHasNoRoomForIsRefusedByTheOneCallThatAsksItsStatus(String element) throws Exception {
        paper.steps = Stream.concat(
                        paper.steps.entrySet().stream(), Stream.of(Map.entry("fulfilment.order-profile", 1)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        network.limit(element, 0);

        assertThat(qualified())
                .filteredOn(finding -> !finding.isPassed())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.check()).isEqualTo("element-" + element);
                    assertThat(finding.code()).isEqualTo("ELEMENT_AT_CAPACITY");
                    assertThat(finding.message()).contains("0 of 0 places are taken, and the order needs one.");
                    assertThat(finding.remedy()).isPresent();
                });
        assertThat(network.count(element, "requests")).isEqualTo(1);
        assertThat(capacity(element))
                .hasValueSatisfying(told -> assertThat(told.places()).isZero());

        perform("fulfilment.check-dependencies", 1);
        assertThat(paper.checked)
                .as("and the order is refused for the same")
                .filteredOn(CheckResult::isObjection)
                .extracting(CheckResult::code)
                .containsExactly("ELEMENT_AT_CAPACITY");
    }

    /** No order waits for them: nothing speaks against it, and their steps wait. */
    @ParameterizedTest
    @CsvSource({"voicemail, fulfilment.create-mailbox", "smdp, fulfilment.order-profile"})
    void oneWhoseStepComesLateIsAskedByWhoTakesAPlaceThereAndNoObjectionWhenItIsAwayOrTellsNothing(
            String element, String jobType) throws Exception {
        String check = "element-" + element;
        paper.steps = Map.of("fulfilment.activate-sim", 1);
        network.limit(element, 0);
        assertThat(qualified()).extracting(CheckResult::check).doesNotContain(check);
        assertThat(network.count(element, "requests")).isZero();

        paper.steps = Map.of(jobType, 2);
        network.limit(element, 1);
        assertThat(finding(check).message()).contains("0 of 1 places are taken, and the order needs 2.");
        network.limit(element, 2);
        assertThat(finding(check).message()).isEqualTo("It is up and ready.");
        network.order(element, "{\"mode\":\"DOWN\"}");
        assertThat(finding(check).isPassed()).isTrue();
        assertThat(finding(check).message()).startsWith("It has not told whether there is room");
        perform("fulfilment.check-dependencies", 1);
        assertThat(paper.checked).isNotEmpty().allMatch(CheckResult::isPassed);
    }

    @Test
    void anSmDpPlusWithoutAStatusOfItsOwnIsAskedByItsOrderAlone() throws Exception {
        network.loseProfileStatus();
        network.limit("smdp", 0);
        paper.steps = Map.of("fulfilment.order-profile", 1);
        assertThat(finding("element-smdp").isPassed()).isTrue();
    }

    private static CheckResult finding(String check) {
        return qualified().stream()
                .filter(finding -> finding.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void allThatTheOrderBringsHasToFindAPlaceAndAnOrderThatBringsNothingNeedsNone() throws Exception {
        network.limit("policy", 1);
        assertThat(qualified()).allMatch(CheckResult::isPassed);
        paper.steps = Map.of("fulfilment.activate-sim", 1, "fulfilment.apply-network-profile", 2);
        assertThat(qualified())
                .filteredOn(CheckResult::isObjection)
                .extracting(CheckResult::message)
                .containsExactly(
                        "Network element policy has no room for it: 0 of 1 places are taken, and the order needs 2.");
        network.limit("policy", 0);
        paper.steps = Map.of("fulfilment.replace-network-profile", 1, "fulfilment.remove-network-profile", 1);
        assertThat(qualified()).allMatch(CheckResult::isPassed);
    }

    @Test
    void anElementThatTellsNothingIsFreeAndWhatItToldBeforeIsForgotten() throws Exception {
        network.limit("hlr", 7);
        assertThat(qualified()).allMatch(CheckResult::isPassed);
        assertThat(capacity("hlr")).map(ElementCapacity::free).contains(7);
        network.reset();
        assertThat(qualified()).allMatch(CheckResult::isPassed);
        assertThat(capacity("hlr")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "hlr, fulfilment.activate-sim, MAP 51", "policy, fulfilment.apply-network-profile, Diameter 4002",
        "charging, fulfilment.provision-charging, Diameter 4002", "voicemail, fulfilment.create-mailbox, HTTP 507"
    })
    void whatIsFullWhenItIsActivatedIsHeldByTheFaultPolicyAndDoneWhenThereIsRoom(
            String element, String jobType, String code) throws Exception {
        network.limit(element, 0);
        assertThat(perform(jobType, 1)).isEqualTo(HELD);
        assertThat(paper.held.get(paper.step())).contains(code, element + " is full: 0 of 0 places are taken");
        assertThat(network.effects(element)).isZero();

        network.limit(element, 1);
        assertThat(perform(jobType, 2)).isEqualTo(DONE);
        assertThat(network.effects(element)).isEqualTo(1);
    }

    @Test
    void aProfileThatTheSmDpPlusHasNoRoomForIsHeldToo() throws Exception {
        network.limit("smdp", 0);
        assertThat(perform("fulfilment.order-profile", 1))
                .isEqualTo(new JobOutcome.Completed(
                        Map.of(Variable.OUTCOME_KNOWN, false, Variable.READ_BACK_AFTER, "PT15M")));
        assertThat(paper.held.get(paper.step())).contains("8.2.5 3.7");
    }

    @Test
    void ofTwoOrdersForTheLastPlaceBothPassTheChecksAndTheActivationSaysWhoHasIt() throws Exception {
        network.limit("hlr", 1);
        OrderOnPaper first = paper;
        OrderOnPaper second = new OrderOnPaper(NUMBERS.incrementAndGet());
        for (OrderOnPaper order : List.of(first, second)) {
            paper = order;
            assertThat(perform("fulfilment.check-dependencies", 1))
                    .isEqualTo(JobOutcome.completed(Variable.CHECKS_PASSED, true));
        }

        paper = second;
        assertThat(perform("fulfilment.activate-sim", 2)).isEqualTo(DONE);
        paper = first;
        assertThat(perform("fulfilment.activate-sim", 3)).isEqualTo(HELD);
        assertThat(first.held.get(first.step())).contains("hlr is full: 1 of 1 places are taken");
        assertThat(network.effects("hlr")).isEqualTo(1);

        network.limit("hlr", 2);
        assertThat(perform("fulfilment.activate-sim", 4)).isEqualTo(DONE);
        assertThat(network.effects("hlr")).isEqualTo(2);
    }

    private static Optional<ElementCapacity> capacity(String element) {
        return elements.standingsOfThisNode().stream()
                .filter(standing -> standing.element().equals(element))
                .findFirst()
                .flatMap(ElementStanding::capacity);
    }
}
