package dialtone.fulfilment.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dialtone.base.Money;
import dialtone.bpmn.Variable;
import dialtone.catalog.MinimumTerm;
import dialtone.catalog.MinimumTerm.Fee;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.fulfilment.Alternative;
import dialtone.fulfilment.CheckResult;
import dialtone.fulfilment.CheckResult.Verdict;
import dialtone.fulfilment.LeftProduct;
import dialtone.fulfilment.LeftProduct.Term;
import dialtone.fulfilment.LeftProduct.Way;
import dialtone.ledger.AccountStanding;
import dialtone.platform.job.JobOutcome;
import dialtone.pool.FreeCount;
import dialtone.pool.ResourceNeed;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The checks of an order, and the same for somebody who asks before he orders: there, who cannot be asked keeps nobody waiting, and is no refusal.
 */
class DependencyChecksTest extends RouteStory {

    @Test
    void anOrderWithEverythingInPlacePassesEveryCheck() throws Exception {
        assertThat(perform("fulfilment.check-dependencies", 1))
                .isEqualTo(JobOutcome.completed(Variable.CHECKS_PASSED, true));
        assertThat(paper.checked)
                .extracting(CheckResult::check)
                .containsExactly(
                        "coverage",
                        "credit-standing",
                        "debts",
                        "device-compatibility",
                        "element-charging",
                        "element-device",
                        "element-hlr",
                        "element-policy",
                        "element-sim",
                        "element-voicemail",
                        "exclusive-products",
                        "identity",
                        "prerequisite-products",
                        "sim-and-number",
                        "wanted-number");
    }

    @Test
    void anOrderThatOnlyEndsSomethingDependsOnTheElementsAlone() throws Exception {
        paper.addsNothing = true;
        paper.steps = Map.of("fulfilment.remove-mailbox", 1);
        paper.postalCode = "00815";
        assertThat(perform("fulfilment.check-dependencies", 1))
                .isEqualTo(JobOutcome.completed(Variable.CHECKS_PASSED, true));
        assertThat(paper.checked)
                .extracting(CheckResult::check)
                .containsExactly("element-charging", "element-device", "element-hlr", "element-policy", "element-sim");
        assertThat(network.count("credit", "requests")).isZero();
        assertThat(network.count("coverage", "requests")).isZero();
    }

    @Test
    void poorCreditIsRefusedWithItsCode() throws Exception {
        paper.customerName = "Paul Defaulter";
        assertRefused("CREDIT_POOR");
    }

    @Test
    void aBureauThatGivesNoReportIsARefusalWithItsOwnCode() throws Exception {
        network.order("credit", "{\"mode\":\"REFUSE\"}");
        assertRefused("CREDIT_CHECK_REFUSED");
    }

    @Test
    void anAddressWithoutCoverageIsRefusedWithItsCode() throws Exception {
        paper.postalCode = "00999";
        assertRefused("NO_COVERAGE");
    }

    @Test
    void anEmptySimPoolIsRefusedWithItsCode() throws Exception {
        paper.pools = List.of(new FreeCount(ResourceKind.MSISDN, ResourceNeed.MOBILE, 1));
        assertRefused("SIM_UNAVAILABLE");
    }

    @Test
    void aRefusalStandsAlthoughAnotherElementIsDown() throws Exception {
        paper.postalCode = "00999";
        network.order("sim", "{\"mode\":\"DOWN\"}");
        assertRefused("NO_COVERAGE");
    }

    @Test
    void aCheckThatIsRefusedStandsAlthoughAnotherElementIsInMaintenance() throws Exception {
        paper.postalCode = "00999";
        limit("sim", maintenance(now().plus(Duration.ofHours(1))));
        assertRefused("NO_COVERAGE");
    }

    @Test
    void checkingAnOrderTwiceIsOneEnquiryAtTheBureau() throws Exception {
        perform("fulfilment.check-dependencies", 1);
        perform("fulfilment.check-dependencies", 1);
        assertThat(network.effects("credit")).isEqualTo(1);
    }

    @Test
    void whatAnOrderWouldPassQualifies() {
        assertThat(qualified()).hasSizeGreaterThan(10).allMatch(CheckResult::isPassed);
    }

    @Test
    void allThatSpeaksAgainstItIsSaidAtOnceEachWithWhatWouldMakeItPass() throws Exception {
        paper.postalCode = "00999";
        paper.customerName = "Paul Defaulter";
        paper.pools = List.<FreeCount>of();

        assertThat(qualified())
                .filteredOn(CheckResult::isObjection)
                .allMatch(finding -> finding.remedy().isPresent())
                .extracting(CheckResult::code)
                .containsExactlyInAnyOrder("NO_COVERAGE", "CREDIT_POOR", "NUMBER_UNAVAILABLE", "SIM_UNAVAILABLE");

        perform("fulfilment.check-dependencies", 1);
        assertThat(paper.checked)
                .as("and the order is refused for the same")
                .filteredOn(CheckResult::isObjection)
                .extracting(CheckResult::code)
                .containsExactlyInAnyOrder("NO_COVERAGE", "CREDIT_POOR", "NUMBER_UNAVAILABLE", "SIM_UNAVAILABLE");
    }

    @Test
    void whoOwesForLongAndWhoseCellHasNo5GIsToldBoth() throws Exception {
        paper.postalCode = "05001";
        paper.standing = new AccountStanding(Money.of("34.90", OrderOnPaper.EUR), Money.zero(OrderOnPaper.EUR));
        assertThat(qualified())
                .filteredOn(CheckResult::isObjection)
                .extracting(CheckResult::code)
                .containsExactlyInAnyOrder("DEBTS_OVERDUE", "TECHNOLOGY_NOT_AVAILABLE");

        paper = new OrderOnPaper(4713);
        paper.postalCode = "43001";
        assertThat(qualified())
                .filteredOn(CheckResult::isObjection)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("CELL_AT_CAPACITY");
                    assertThat(finding.alternatives())
                            .extracting(Alternative::kind)
                            .containsExactly(Alternative.Kind.START);
                });
    }

    @Test
    void whatTheNetworkDoesNotAnswerIsNotCoveredAndATimeThatCannotBeReadIsNoProposal() throws Exception {
        assertThat(covered("{\"serviceQualificationItem\": [{\"id\": \"1\", \"qualificationResult\": \"qualified\"}]}"))
                .allMatch(CheckResult::isPassed);
        for (String silent : List.of(
                "{}",
                "{\"qualificationResult\": \"qualified\"}",
                "{\"serviceQualificationItem\": [{\"id\": \"1\", \"state\": \"terminatedWithError\"}]}",
                "{\"serviceQualificationItem\": [{\"id\": \"2\", \"qualificationResult\": \"qualified\"}]}")) {
            assertThatThrownBy(() -> covered(silent))
                    .satisfies(
                            failure -> assertThat(ElementFaults.outage(failure)).isPresent());
        }
        assertThat(covered("{\"qualificationResult\": \"unqualified\"}"))
                .extracting(CheckResult::code)
                .containsExactly("NO_COVERAGE");
        assertThat(covered("{\"serviceQualificationItem\": [{\"id\": \"1\", \"qualificationResult\": \"unqualified\","
                        + " \"eligibilityUnavailabilityReason\": [{\"code\": \"CELL_AT_CAPACITY\", \"label\": \"Full\"}],"
                        + " \"alternateServiceProposal\": [{\"alternateServiceAvailabilityDate\": \"2026-12-24\"}]}]}"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("CELL_AT_CAPACITY");
                    assertThat(finding.alternatives()).isEmpty();
                });
    }

    private static List<CheckResult> covered(String answer) throws IOException {
        return CustomerCheckRoutes.covered(paper.toCheck(paper.order).request(), new ObjectMapper().readTree(answer));
    }

    @Test
    void aScoreThatIsMeagreIsMadeUpByADeposit() throws Exception {
        paper.customerName = "Mia Meagre";
        network.score("Mia Meagre", 450);
        assertThat(qualified())
                .filteredOn(CheckResult::isObjection)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.verdict()).isEqualTo(Verdict.CONDITIONAL);
                    assertThat(finding.alternatives())
                            .extracting(Alternative::content)
                            .containsExactly("59.70 EUR");
                });

        paper.standing = new AccountStanding(Money.zero(OrderOnPaper.EUR), Money.of("59.70", OrderOnPaper.EUR));
        assertThat(qualified()).allMatch(CheckResult::isPassed);
    }

    @Test
    void anElementThatIsAwayHasNotAnsweredAndTheOthersHave() throws Exception {
        network.order("coverage", "{\"mode\":\"DOWN\"}");

        List<CheckResult> found = qualified();

        assertThat(found)
                .filteredOn(finding -> !finding.isPassed())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.check()).isEqualTo("coverage");
                    assertThat(finding.verdict()).isEqualTo(Verdict.UNANSWERED);
                    assertThat(finding.message()).isEqualTo("Network element coverage does not answer at present.");
                });
    }

    @Test
    void anElementInMaintenanceIsNotAskedAndItIsSaidUntilWhen() throws Exception {
        Instant until = now().plus(Duration.ofHours(1));
        limit("credit", maintenance(until));

        List<CheckResult> found = qualified();

        assertThat(found)
                .filteredOn(finding -> !finding.isPassed())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.check()).isEqualTo("credit-standing");
                    assertThat(finding.message()).contains("in maintenance until", "new boards");
                    assertThat(finding.alternatives())
                            .extracting(Alternative::kind)
                            .containsExactly(Alternative.Kind.START);
                });
        assertThat(network.count("credit", "requests")).isZero();
    }

    @Test
    void ofAnElementInMaintenanceThatNoOrderWaitsForItIsSaidUntilWhenAndTheOrderMayCome() {
        Instant until = now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
        limit("voicemail", maintenance(until));
        assertThat(qualified())
                .allMatch(CheckResult::isPassed)
                .filteredOn(finding -> finding.check().equals("element-voicemail"))
                .extracting(CheckResult::message)
                .containsExactly(
                        "It is in maintenance until " + until
                                + ". It has not told whether there is room; the order is taken, and its step there waits for it.");
    }

    @Test
    void whatIsLeftBeforeItsTermIsOverIsAFindingAlsoOfAnOrderThatAddsNothing() throws Exception {
        assertThat(qualified()).extracting(CheckResult::check).doesNotContain("contract-term");

        paper.addsNothing = true;
        paper.steps = Map.of("fulfilment.remove-charging", 1);
        paper.left = List.of(left(new MinimumTerm(24, new Fee.Fixed(Money.of("99.00", OrderOnPaper.EUR)))));
        assertThat(qualified())
                .allMatch(CheckResult::isPassed)
                .filteredOn(finding -> finding.check().equals("contract-term"))
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.message()).contains("which costs 99.00 EUR", "From 2028-11-25"));

        paper.left = List.of(left(new MinimumTerm(24, Optional.empty())));
        assertThat(qualified())
                .filteredOn(CheckResult::isObjection)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("MINIMUM_TERM_RUNS");
                    assertThat(finding.alternatives())
                            .containsExactly(Alternative.startingOn(LocalDate.parse("2028-11-25"), ZoneOffset.UTC));
                });
        perform("fulfilment.check-dependencies", 1);
        assertThat(paper.checked)
                .as("and the order is refused for the same")
                .filteredOn(CheckResult::isObjection)
                .extracting(CheckResult::code)
                .containsExactly("MINIMUM_TERM_RUNS");
    }

    private static LeftProduct left(MinimumTerm term) {
        Instant asked = Instant.parse("2026-12-01T10:00:00Z");
        return new LeftProduct(
                "1",
                "PRD-1-1",
                "Mobile M",
                Way.LEFT,
                asked,
                asked,
                ZoneOffset.UTC,
                List.of(new Term(term, LocalDate.parse("2026-11-25"))));
    }

    @Test
    void anElementThatIsSlowIsNotWaitedForLongerThanAPersonWaits() throws Exception {
        network.order("policy", "{\"mode\":\"SLOW\",\"delayMillis\":20000}");
        long begun = System.nanoTime();

        List<CheckResult> found = qualified();

        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isLessThan(DependencyCheckRoutes.OF_QUALIFICATION_TIME.plusSeconds(2));
        assertThat(found)
                .filteredOn(finding -> finding.verdict() == Verdict.UNANSWERED)
                .extracting(CheckResult::check)
                .containsExactly("element-policy");
    }
}
