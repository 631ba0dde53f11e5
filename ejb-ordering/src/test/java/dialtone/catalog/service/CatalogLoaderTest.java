package dialtone.catalog.service;

import static dialtone.catalog.service.CatalogText.DELIVERY;
import static dialtone.catalog.service.CatalogText.GOOD;
import static dialtone.catalog.service.CatalogText.SWAP_RULES;
import static dialtone.catalog.service.CatalogText.WAYS;
import static dialtone.catalog.service.CatalogText.swapping;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Outcome;
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
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a catalogue says is read as it is meant, and as usual where it says nothing. */
class CatalogLoaderTest {

    private static final Currency EUR = Currency.getInstance("EUR");

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

    private static Catalog accepted(CatalogSource source) {
        return CatalogText.accepted(load(source));
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

    private static Outcome<Catalog> load(CatalogSource source) {
        return CatalogLoader.load(source);
    }
}
