package dialtone.fulfilment.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.catalog.MinimumTerm;
import dialtone.catalog.MinimumTerm.Fee;
import dialtone.element.ElementLimits.MaintenanceProposal;
import dialtone.element.ElementLimits.Proposal;
import dialtone.fulfilment.Alternative;
import dialtone.fulfilment.CheckResult;
import dialtone.fulfilment.CheckResult.Verdict;
import dialtone.fulfilment.LeftProduct;
import dialtone.fulfilment.LeftProduct.Term;
import dialtone.fulfilment.LeftProduct.Way;
import dialtone.ledger.AccountStanding;
import dialtone.pool.FreeCount;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The same checks for somebody who asks before he orders: who cannot be asked keeps nobody waiting, and is no refusal. */
class QualificationChecksTest extends RouteStory {

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
        return CustomerCheckRoutes.covered(paper.checkRequest(paper.order), new ObjectMapper().readTree(answer));
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
        assertThat(elements.limit(
                        "credit",
                        new Proposal(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(new MaintenanceProposal(
                                        Optional.empty(), Optional.of(until), Optional.of("new boards")))),
                        "ops"))
                .isInstanceOf(Outcome.Accepted.class);

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
