package dialtone.catalog.service;

import static dialtone.catalog.service.CatalogText.DELIVERY;
import static dialtone.catalog.service.CatalogText.GOOD;
import static dialtone.catalog.service.CatalogText.SWAP_RULES;
import static dialtone.catalog.service.CatalogText.WAYS;
import static dialtone.catalog.service.CatalogText.swapping;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a catalogue is told with its file, its line and the reason, all of it at once. */
class CatalogFaultsTest {

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("role: plan", "rolle: plan", "mobile.yaml:7", "unknown key rolle"),
                fault("role: plan", "role: bundle", "mobile.yaml:7", "role is one of plan, add-on, device"),
                fault("name: Plan", "name: [a, b]", "mobile.yaml:5", "name is a single value"),
                fault("amount: 9.90", "amount: 9.905", "mobile.yaml:12", "exact in EUR"),
                fault("amount: 9.90", "amount: lots", "mobile.yaml:12", "decimal number"),
                fault("5 GB", "5 min", "mobile.yaml:14", "quantity is a number and a unit"),
                fault("default: esim", "default: nano", "mobile.yaml:10", "none of the values"),
                fault("to: [sim]", "to: [simm]", "mobile.yaml:23", "unknown service simm"),
                fault("to: [sim]", "to: [voice]", "mobile.yaml:23", "rule no-circle"),
                fault("fulfilment.activate-sim", "fulfilment.activate-sin", "mobile.yaml:17", "rule known-job-type"),
                fault("expected: PT5S", "expected: 5", "mobile.yaml:20", "duration of ISO 8601"),
                fault("label: Activate,", "label: Activate, dependsOn: [sim],", "mobile.yaml:17", "rule no-circle"),
                fault("resources: [msisdn, sim]", "resources: [antenna]", "mobile.yaml:19", "resource antenna"),
                fault("{name: simType,", "{name: simKind,", "mobile.yaml:4", "simType chooses"),
                fault("version: \"1\"", "", "mobile.yaml:1", "version is missing"),
                fault("currency: EUR", "currency: XQX", "mobile.yaml:2", "not a currency"),
                fault("role: plan", "role: plan\n    requires: [other]", "mobile.yaml:4", "unknown offering other"),
                fault("  - {id: a", "  - {id: b", "mobile.yaml:23", "rule b occurs more than once"),
                fault(
                        "role: plan",
                        "role: plan\n    minimumTerm: {months: 0, earlyTermination: {fixed: 1.00}}",
                        "mobile.yaml:8",
                        "months is a number from 1 to 120, not 0"),
                fault(
                        "role: plan",
                        "role: plan\n    minimumTerm: {months: 12}",
                        "mobile.yaml:8",
                        "earlyTermination is missing"),
                fault(
                        "role: plan",
                        "role: plan\n    minimumTerm: {months: 12, earlyTermination: {}}",
                        "mobile.yaml:8",
                        "either perRemainingMonth or fixed"),
                fault(
                        "role: plan",
                        "role: plan\n    minimumTerm: {months: 12, earlyTermination: {fixed: 1.00, perRemainingMonth: 1.00}}",
                        "mobile.yaml:8",
                        "either perRemainingMonth or fixed"),
                fault(
                        "role: plan",
                        "role: plan\n    minimumTerm: {months: 12, earlyTermination: {fixed: -1.00}}",
                        "mobile.yaml:8",
                        "fixed is not negative"),
                fault(
                        "role: plan",
                        "role: plan\n    minimumTerm: {months: 12, earlyTermination: {perRemainingMonth: 1.005}}",
                        "mobile.yaml:8",
                        "perRemainingMonth is exact in EUR"),
                fault(
                        "role: plan",
                        "role: plan\n    minimumTerm: {month: 12, earlyTermination: {fixed: 1.00}}",
                        "mobile.yaml:8",
                        "unknown key month"),
                fault("rules:", "rules: [", "mobile.yaml:2", "not YAML"));
    }

    @Test
    void a_label_leaves_room_for_which_of_two_handsets_or_sims_the_step_is_about() {
        String longest = "x".repeat(112);
        Catalog catalog = accepted(CatalogText.source(GOOD.replace("expected: PT5S}", undoneBy(longest))));
        assertThat(catalog.service("sim")
                        .orElseThrow()
                        .step()
                        .orElseThrow()
                        .endingFormer()
                        .orElseThrow()
                        .label())
                .hasSize(128);
        for (String tooLong : List.of(
                GOOD.replace("expected: PT5S}", undoneBy(longest + "x")),
                GOOD.replace("label: Activate,", "label: " + longest + "x,")
                        .replace("expected: PT5S}", undoneBy("Off").replace("}}", "}, simSwap: {brought: after}}")))) {
            assertThat(load(CatalogText.source(tooLong)).<List<Rejection>>fold(good -> List.of(), reasons -> reasons))
                    .as(tooLong)
                    .anySatisfy(fault -> assertThat(fault.message()).contains("label", "112"));
        }
    }

    private static String undoneBy(String label) {
        return "expected: PT5S, undo: {jobType: fulfilment.deactivate-sim, label: " + label + ", expected: PT5S}}";
    }

    static Stream<Arguments> faultsOfNumbers() {
        return Stream.of(
                fault(
                        "role: plan",
                        "role: plan\n    mostPerLine: 1",
                        "mobile.yaml:4",
                        "plan has mostPerLine and is a plan"),
                fault("role: plan", "role: add-on\n    mostPerLine: none", "mobile.yaml:8", "a number from 1 to 99"));
    }

    static Stream<Arguments> faultsOfSuspensions() {
        return Stream.of(
                fault(
                        "role: plan",
                        "role: device\n    suspensionFees: {voluntary: 2.00}",
                        "mobile.yaml:4",
                        "plan has suspensionFees and is no plan"),
                fault(
                        "    prices:\n      - {id: fee, type: monthly",
                        "    suspensionFees: {voluntary: 2.00}\n    prices:\n      - {id: fee, type: one-off",
                        "mobile.yaml:4",
                        "plan has suspensionFees and no monthly price"));
    }

    static Stream<Arguments> faultsOfReplacements() {
        return Stream.of(
                fault(
                        "expected: PT5S}",
                        "expected: PT5S, replacement: {jobType: fulfilment.activate-sim, label: Change, expected: PT5S}}",
                        "mobile.yaml:20",
                        "a replacement names the services whose place is taken"),
                fault(
                        "expected: PT5S}",
                        "expected: PT5S, replacement: {of: [sim], jobType: fulfilment.activate-sim, label: Change, expected: PT5S}}",
                        "mobile.yaml:20",
                        "a replacement has an undo"),
                fault("expected: PT5S}", replacement("[sim]", "activate-sim"), "mobile.yaml:17", "takes its own place"),
                fault(
                        "expected: PT5S}",
                        replacement("[voice]", "activate-sim"),
                        "mobile.yaml:17",
                        "voice, which is no service with a step"),
                fault(
                        "expected: PT5S}",
                        replacement("[voice]", "activate-sin"),
                        "mobile.yaml:17",
                        "the replacement of sim has the unknown job type"));
    }

    static Stream<Arguments> faultsOfDelivery() {
        return Stream.of(
                fault("checks: PT5S", "checks: soon", "mobile.yaml:25", "checks is a duration of ISO 8601"),
                fault("reservation: PT2S", "reservation: P40D", "mobile.yaml:26", "from nothing to 30 days"),
                fault("  completion: PT5S\n", "", "mobile.yaml:25", "completion is missing"),
                fault("red: PT15M", "red: PT1M", "mobile.yaml:28", "amber before it is red"),
                fault("  jeopardy: {amber: PT1M, red: PT15M}\n", "", "mobile.yaml:25", "jeopardy is missing"),
                fault("after: [sim]", "after: [simm]", "mobile.yaml:31", "comes after simm"),
                fault("after: [sim]", "after: [voice]", "mobile.yaml:31", "comes after voice"),
                fault("after: [sim]", "after: []", "mobile.yaml:31", "says under after"),
                fault(
                        "name: activated",
                        "name: reserved",
                        "mobile.yaml:31",
                        "milestone reserved occurs more than once"),
                fault("delivery:", "deliveries:", "mobile.yaml:25", "unknown key deliveries"));
    }

    @ParameterizedTest
    @MethodSource("faultsOfDelivery")
    void a_fault_of_what_is_expected_is_told_with_its_line_and_reason(
            String good, String bad, String place, String reason) {
        assertThat(DELIVERY).contains(good);
        List<Rejection> found = load(CatalogText.source(GOOD + DELIVERY.replace(good, bad)))
                .fold(catalog -> List.of(), reasons -> reasons);
        assertThat(found).anySatisfy(rejection -> {
            assertThat(rejection.field()).startsWith(place);
            assertThat(rejection.message()).contains(reason);
        });
    }

    static Stream<Arguments> faultsOfSwaps() {
        return Stream.of(
                Arguments.of(GOOD + SWAP_RULES.replace("tries: 2", "tries: 11"), "tries is a number from 1 to 10"),
                Arguments.of(GOOD + SWAP_RULES.replace("PT5M", "soon"), "valid is a duration"),
                Arguments.of(GOOD + SWAP_RULES.replace("add-on]", "plan]"), "blocks add-on or device"),
                Arguments.of(
                        GOOD + SWAP_RULES.replaceFirst("(?m)^  code.*\\n", ""),
                        "code is missing: how long it is valid"),
                Arguments.of(swapping("{brought: after}"), "its step has an undo"),
                Arguments.of(swapping("{brought: later}"), "brought before or after"),
                Arguments.of(swapping("{brought: after, " + WAYS.substring(1)), "says either when"),
                Arguments.of(swapping("{}"), "says when the service is brought"),
                Arguments.of(swapping(WAYS.replace("bar-subscriber", "activate-sim")), "job types of their own"),
                Arguments.of(
                        swapping(WAYS.replace("bar-subscriber", "bar-all")), "unknown job type fulfilment.bar-all"),
                Arguments.of(
                        swapping("{moves: {jobType: fulfilment.activate-sim, label: Go, expected: PT5S}}"),
                        "what moves a service has an undo"),
                Arguments.of(
                        GOOD.replace("role: plan", "role: device\n    simFees: {esim: 2.00}"),
                        "plan has simFees and is no plan"));
    }

    @ParameterizedTest
    @MethodSource("faultsOfSwaps")
    void a_fault_of_what_is_said_of_sim_swaps_is_told_with_its_reason(String text, String reason) {
        List<Rejection> found = load(CatalogText.source(text)).fold(catalog -> List.of(), reasons -> reasons);
        assertThat(found)
                .extracting(Rejection::message)
                .anySatisfy(message -> assertThat(message).contains(reason));
    }

    @Test
    void a_step_whose_job_another_feature_works_has_no_owner() {
        String foreign = GOOD.replace("fulfilment.activate-sim", "billing.activate-sim")
                .replace("currency: EUR", "currency: EUR\njobTypes: [billing.activate-sim]");
        List<Rejection> found = load(CatalogText.source(foreign)).fold(catalog -> List.of(), reasons -> reasons);
        assertThat(found).singleElement().satisfies(rejection -> {
            assertThat(rejection.field()).startsWith("mobile.yaml:18");
            assertThat(rejection.message()).contains("has no owner", "rule owned-step");
        });
    }

    private static String replacement(String of, String job) {
        return "expected: PT5S, replacement: {of: " + of + ", jobType: fulfilment." + job
                + ", label: Change, expected: PT5S, undo: {jobType: fulfilment.activate-sim, label: Back, expected: PT5S}}}";
    }

    private static Arguments fault(String good, String bad, String place, String reason) {
        return Arguments.of(good, bad, place, reason);
    }

    static List<Arguments> faultsOfCorrections() {
        return List.of(
                fault(
                        "default: esim}",
                        "default: esim, correctable: [sim]}",
                        "mobile.yaml:4",
                        "rule correctable-answer"),
                fault(
                        "default: esim}",
                        "default: esim}\n      - {name: eid, label: EID, correctable: [voice]}",
                        "mobile.yaml:4",
                        "until the step of voice, and there is none"),
                fault(
                        "default: esim}",
                        "default: esim}\n      - {name: eid, label: EID, form: '[0-9', formInWords: A digit.}",
                        "mobile.yaml:11",
                        "form is a regular expression"));
    }

    @ParameterizedTest
    @MethodSource({
        "faults",
        "faultsOfNumbers",
        "faultsOfSuspensions",
        "faultsOfReplacements",
        "faultsOfCorrections",
        "faultsOfAsking"
    })
    void a_fault_is_told_with_its_line_and_reason(String good, String bad, String place, String reason) {
        assertThat(GOOD).contains(good);
        List<Rejection> found =
                load(CatalogText.source(GOOD.replace(good, bad))).fold(catalog -> List.of(), reasons -> reasons);
        assertThat(found).anySatisfy(rejection -> {
            assertThat(rejection.field()).startsWith(place);
            assertThat(rejection.message()).contains(reason);
        });
    }

    private static Stream<Arguments> faultsOfAsking() {
        String step = "step: {jobType: fulfilment.activate-sim, label: Activate, expected: PT5S}";
        return Stream.of(
                Arguments.of(
                        step,
                        step.replace("PT5S}", "PT5S, pointOfNoReturn: asks}"),
                        "mobile.yaml",
                        "the step of sim only asks: it has no resources"),
                Arguments.of(
                        step,
                        step.replace(
                                "PT5S}",
                                "PT5S, pointOfNoReturn: asks, undo: {jobType: fulfilment.deactivate-sim, label: Back,"
                                        + " expected: PT5S}}"),
                        "mobile.yaml",
                        "only asks has nothing for an undo to take back"),
                Arguments.of(
                        step,
                        step.replace("PT5S}", "PT5S, pointOfNoReturn: soft}"),
                        "mobile.yaml",
                        "is a hard point of no return, or only asks"));
    }

    @Test
    void all_faults_are_told_at_once() {
        String bad = GOOD.replace("role: plan", "role: bundle").replace("to: [sim]", "to: [simm]");
        assertThat(load(CatalogText.source(bad)).<Integer>fold(catalog -> 0, List::size))
                .isGreaterThanOrEqualTo(2);
    }

    private static Catalog accepted(CatalogSource source) {
        return CatalogText.accepted(load(source));
    }

    private static Outcome<Catalog> load(CatalogSource source) {
        return CatalogLoader.load(source);
    }
}
