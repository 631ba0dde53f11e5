package dialtone.catalog.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.catalog.DeliveryExpectation;
import dialtone.catalog.DownloadRules;
import dialtone.catalog.MinimumTerm;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.catalog.SimSwapRules;
import dialtone.catalog.SuspensionReason;
import dialtone.catalog.UsageType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogLoaderTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    private static final String GOOD = CatalogText.ofPlan("""
            - {id: fee, type: monthly, name: Fee, amount: 9.90}
            - {id: calls, type: usage, name: Calls, usage: voice, price: 0.09, per: 1 min, minimum: 60 s, increment: 1 s}
            - {id: data, type: allowance, name: Data, usage: [data], quantity: 5 GB}
            """);

    @Test
    void the_catalogue_of_the_house_is_as_it_should_be() throws IOException {
        CatalogSource source = CatalogSource.in(Path.of("..", "catalog"));
        Catalog catalog = accepted(source);
        assertThat(catalog.offerings()).hasSizeGreaterThanOrEqualTo(6);
        assertThat(CatalogSource.of(source.text())).isEqualTo(source);
    }

    @Test
    void quantities_are_read_in_base_units() {
        Catalog catalog = accepted(CatalogText.source(GOOD));
        List<Price> prices =
                catalog.offering(new OfferingId("plan")).orElseThrow().prices();
        assertThat(prices.get(1)).isInstanceOfSatisfying(Price.Usage.class, calls -> {
            assertThat(calls.perUnitCount()).isEqualTo(60);
            assertThat(calls.minimum()).isEqualTo(60);
            assertThat(calls.increment()).isEqualTo(1);
        });
        assertThat(prices.get(2))
                .isEqualTo(new Price.Allowance("data", "Data", List.of(UsageType.DATA), 5_000_000_000L));
    }

    @Test
    void a_plan_says_what_a_month_of_a_suspension_costs_and_a_step_what_begins_and_ends_it() {
        String barred = GOOD.replace(
                        "expected: PT5S}",
                        "expected: PT5S, suspension: {"
                                + "begins: {jobType: fulfilment.bar-subscriber, label: Bar, expected: PT5S},"
                                + " ends: {jobType: fulfilment.unbar-subscriber, label: Unbar, expected: PT6S}}}")
                .replace("    prices:\n", "    suspensionFees: {voluntary: 2.00, non-payment: 0.00}\n    prices:\n");
        Catalog catalog = accepted(CatalogText.source(barred));
        ProductOffering plan = catalog.offering(new OfferingId("plan")).orElseThrow();
        assertThat(plan.suspensionFee(SuspensionReason.VOLUNTARY))
                .contains(new Price.Recurring("suspension-fee", "Plan, suspended", Money.of("2.00", EUR)));
        assertThat(plan.suspensionFee(SuspensionReason.NON_PAYMENT))
                .map(Price.Recurring::amount)
                .contains(Money.zero(EUR));
        assertThat(plan.suspensionFee(SuspensionReason.LOST_OR_STOLEN)).isEmpty();
        StepTemplate step = catalog.service("sim").orElseThrow().step().orElseThrow();
        assertThat(step.suspending().orElseThrow().jobType()).isEqualTo("fulfilment.bar-subscriber");
        assertThat(step.resuming().orElseThrow().expectedDuration()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void a_minimum_term_says_what_ending_sooner_costs() {
        Catalog catalog = load(CatalogText.source(GOOD.replace(
                        "role: plan",
                        "role: plan\n    minimumTerm: {months: 24, earlyTermination: {perRemainingMonth: 4.00}}")))
                .fold(read -> read, reasons -> {
                    throw new AssertionError(reasons.toString());
                });
        assertThat(catalog.offering(new OfferingId("plan")).orElseThrow().minimumTerm())
                .hasValue(new MinimumTerm(
                        24, new MinimumTerm.Fee.PerRemainingMonth(Money.of("4.00", Currency.getInstance("EUR")))));
    }

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

    private static final String DELIVERY = """
            delivery:
              checks: PT5S
              reservation: PT2S
              completion: PT5S
              jeopardy: {amber: PT1M, red: PT15M}
              milestones:
                - {name: reserved, label: Reserved, after: [reservation]}
                - {name: activated, label: Active, after: [sim]}
            """;

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

    @Test
    void how_long_orders_take_is_said_once_and_else_as_usual() {
        Catalog silent = accepted(CatalogText.source(GOOD));
        assertThat(silent.delivery()).isEqualTo(DeliveryExpectation.USUAL);

        Catalog said = accepted(CatalogText.source(GOOD + DELIVERY));
        assertThat(said.delivery().red()).isEqualTo(Duration.ofMinutes(15));
        assertThat(said.delivery().milestones())
                .extracting(DeliveryExpectation.MilestoneRule::name)
                .containsExactly("reserved", "activated");

        CatalogSource twice = new CatalogSource(List.of(
                new CatalogSource.Document("mobile.yaml", GOOD + DELIVERY),
                new CatalogSource.Document("more.yaml", DELIVERY)));
        assertThat(load(twice)
                        .<String>fold(
                                catalog -> "", reasons -> reasons.getFirst().toString()))
                .contains("more.yaml:2", "delivery is said a second time");
    }

    @Test
    void how_long_a_profile_may_lie_is_said_or_as_usual() {
        assertThat(accepted(CatalogText.source(GOOD)).download()).isEqualTo(DownloadRules.USUAL);
        String rules = "download:\n  remind: [P1D, P2D]\n  overdue: P10D\n  afterFailure: PT2H\n";
        assertThat(accepted(CatalogText.source(GOOD + rules)).download())
                .isEqualTo(new DownloadRules(
                        List.of(Duration.ofDays(1), Duration.ofDays(2)), Duration.ofDays(10), Duration.ofHours(2)));
        assertThat(load(CatalogText.source(GOOD + rules.replace("P2D", "P11D"))).toString())
                .contains("before PT240H");
        assertThat(load(CatalogText.source(GOOD + rules.replace("P2D", "soon"))).toString())
                .contains("a duration of ISO 8601");
    }

    private static final String SWAP_RULES = """
            simSwap:
              code: {valid: PT5M, tries: 2, pause: PT2M}
              confirmation: PT15M
              coolOff: PT24H
              blocks: [device, add-on]
            """;

    private static String swapping(String way) {
        return GOOD.replace("expected: PT5S}", "expected: PT5S, simSwap: " + way + "}");
    }

    private static final String WAYS = "{prepares: {jobType: fulfilment.activate-sim, label: New, expected: PT5S, undo:"
            + " {jobType: fulfilment.deactivate-sim, label: Back, expected: PT5S}}, ends: {jobType: fulfilment.bar-subscriber,"
            + " label: End, expected: PT5S}}";

    @Test
    void what_stands_before_a_sim_swap_and_how_a_service_follows_are_said_or_as_usual() {
        assertThat(accepted(CatalogText.source(GOOD)).simSwap()).isEqualTo(SimSwapRules.USUAL);
        String fees = swapping(WAYS).replace("    prices:\n", "    simFees: {physical: 5.00}\n    prices:\n");
        Catalog said = accepted(CatalogText.source(fees + SWAP_RULES));
        assertThat(said.simSwap())
                .isEqualTo(new SimSwapRules(
                        Duration.ofMinutes(5),
                        2,
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(15),
                        Duration.ofDays(1),
                        Set.of(ProductOffering.Role.DEVICE, ProductOffering.Role.ADD_ON)));
        ProductOffering plan = said.offering(new OfferingId("plan")).orElseThrow();
        assertThat(plan.simFee("physical")).contains(new Price.OneOff("sim-fee", "Another SIM", Money.of("5.00", EUR)));
        assertThat(plan.simFee("esim")).isEmpty();
        StepTemplate step = said.service("sim").orElseThrow().step().orElseThrow();
        assertThat(step.swappingBy("fulfilment.bar-subscriber"))
                .map(StepTemplate::label)
                .contains("End");
        String brought = swapping("{brought: after}")
                .replace(
                        ", simSwap",
                        ", undo: {jobType: fulfilment.deactivate-sim, label: Off, expected: PT5S}, simSwap");
        StepTemplate again = accepted(CatalogText.source(brought))
                .service("sim")
                .orElseThrow()
                .step()
                .orElseThrow();
        assertThat(again.swappingBy("fulfilment.activate-sim"))
                .map(StepTemplate::label)
                .contains("Activate, new SIM");
        assertThat(again.swappingBy("fulfilment.deactivate-sim"))
                .map(StepTemplate::label)
                .contains("Off, former SIM");
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

    private static Catalog accepted(CatalogSource source) {
        return CatalogText.accepted(load(source));
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

    @Test
    void an_answer_may_have_a_form_and_be_corrected_until_a_step_has_told_it() {
        Catalog catalog = accepted(CatalogText.source(GOOD.replace(
                "default: esim}",
                "default: esim}\n      - {name: eid, label: EID, form: '[0-9]{32}', formInWords: It has 32 digits.,"
                        + " correctable: [sim]}")));
        assertThat(catalog.offering(new OfferingId("plan"))
                        .orElseThrow()
                        .characteristics()
                        .getLast())
                .satisfies(eid -> {
                    assertThat(eid.form().orElseThrow().pattern().pattern()).isEqualTo("[0-9]{32}");
                    assertThat(eid.correctable()).containsExactly("sim");
                });
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

    private static Outcome<Catalog> load(CatalogSource source) {
        return CatalogLoader.load(source);
    }
}
