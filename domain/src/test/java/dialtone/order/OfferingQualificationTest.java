package dialtone.order;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Rejection;
import dialtone.catalog.OfferingId;
import dialtone.fulfilment.Alternative;
import dialtone.fulfilment.CheckResult;
import dialtone.order.OfferingQualification.Result;
import dialtone.order.OfferingQualification.Wishes;
import dialtone.party.CustomerId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OfferingQualificationTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final CheckResult PASSED = CheckResult.passed("coverage", "The network covers the address.");
    private static final CheckResult AWAY = CheckResult.unanswered("credit-standing", "The bureau is away.");
    private static final CheckResult SHORT = CheckResult.refused("sim-and-number", "SIM_UNAVAILABLE", "None is free.")
            .about("1");
    private static final Alternative LATER = Alternative.startingAt(NOW);

    @Test
    void whoIsOutsideLearnsWhatWouldMendItAndNothingOfThePerson() {
        CheckResult deposit = CheckResult.conditional(
                        "credit-standing", "DEPOSIT_REQUIRED", "With a score of 450 a deposit is to cover 69.60 EUR.")
                .mendedBy("A deposit of 69.60 EUR, received before the order.")
                .orRather(List.of(Alternative.deposit(Money.of("69.60", Currency.getInstance("EUR")))));
        CheckResult debts = CheckResult.refused("debts", "DEBTS_OVERDUE", "Account BAC-1 owes 34.90 EUR.")
                .mendedBy("A payment of 34.90 EUR.");
        CheckResult poor = CheckResult.refused("credit-standing", "CREDIT_POOR", "Poor, score 310.")
                .mendedBy("A score of 400 or more.");
        CheckResult identity = CheckResult.passed("identity", "The register knows the person at this address.");
        CheckResult coverage = CheckResult.refused("coverage", "NO_COVERAGE", "There is none.");

        for (CheckResult personal : List.of(deposit, debts, poor, identity)) {
            CheckResult told = personal.forOutside();
            assertThat(told.code()).isEqualTo(personal.code());
            assertThat(told.verdict()).isEqualTo(personal.verdict());
            assertThat(told.remedy().isPresent()).isEqualTo(personal.isObjection());
            assertThat(told.alternatives()).hasSameSizeAs(personal.alternatives());
            assertThat(told.toString()).doesNotContain("450", "310", "400", "69.60", "34.90", "BAC-", "register");
        }
        assertThat(coverage.forOutside()).isEqualTo(coverage);
    }

    @Test
    void aPartnerHasTheResultThatTheDeskHasAndIsToldNoDay() {
        CheckResult bound = CheckResult.refused("contract-term", "MINIMUM_TERM_RUNS", "It is taken until 2027-05-25.")
                .about("1")
                .mendedBy("Order it for 2027-05-25 or later.")
                .orRather(List.of(Alternative.startingOn(LocalDate.parse("2027-05-25"), ZoneOffset.UTC)));
        OfferingQualification told = answered(true, bound).forOutside();
        assertThat(answered(true, bound).result()).isEqualTo(Result.ALTERNATE);
        assertThat(told.result()).isEqualTo(Result.ALTERNATE);
        assertThat(told.alternativesTo("1")).extracting(Alternative::label).containsExactly("A later start");
        assertThat(told.findings().toString()).doesNotContain("2027-05");
    }

    @Test
    void whatSpeaksAgainstALineIsAnAnswerAndNoFaultOfTheQuestion() {
        assertThat(List.of("SEVERAL_LINES", "LINE_AMBIGUOUS", "REQUIRED_BY_ANOTHER", "TOO_MANY_ON_LINE"))
                .allMatch(code -> OfferingQualification.isAnswer(Rejection.of(code, "No.")));
        assertThat(OfferingQualification.isAnswer(Rejection.of("UNKNOWN_OFFERING", "No.")))
                .isFalse();
    }

    @Test
    void anItemIsJudgedByWhatIsFoundOfItAndOfAllAndTheWholeByEverything() {
        OfferingQualification answered = answered(true, PASSED, SHORT);
        assertThat(answered.resultOf("1")).isEqualTo(Result.UNQUALIFIED);
        assertThat(answered.resultOf("2")).isEqualTo(Result.QUALIFIED);
        assertThat(answered.result()).isEqualTo(Result.UNQUALIFIED);
        assertThat(answered.findingsOn("2")).containsExactly(PASSED);
    }

    @Test
    void itIsToBeHadOtherwiseWhenThereIsSomethingInsteadOfEachThingThatSpeaksAgainstIt() {
        CheckResult instead = SHORT.orRather(List.of(LATER));
        assertThat(answered(true, instead).result()).isEqualTo(Result.ALTERNATE);
        assertThat(answered(true, instead).alternativesTo("1")).containsExactly(LATER);
        assertThat(answered(true, instead, SHORT).result()).isEqualTo(Result.UNQUALIFIED);
        assertThat(answered(false, instead).result())
                .as("for who wants no alternatives")
                .isEqualTo(Result.UNQUALIFIED);
    }

    @Test
    void whoCouldNotBeAskedLeavesItOpenUnlessSomethingElseSpeaksAgainstIt() {
        assertThat(answered(true, PASSED, AWAY).result()).isEqualTo(Result.UNKNOWN);
        assertThat(answered(true, AWAY, SHORT).resultOf("1")).isEqualTo(Result.UNQUALIFIED);
        assertThat(answered(true, AWAY, SHORT).resultOf("2")).isEqualTo(Result.UNKNOWN);
    }

    @Test
    void whatTheChecksSayMoreOfIsSaidOnce() {
        CheckResult known = CheckResult.refused("catalogue", "REQUIRED_OFFERING_MISSING", "It needs a plan.")
                .about("1");
        CheckResult more = CheckResult.refused("prerequisite-products", "PREREQUISITE_MISSING", "It needs Mobile S.")
                .about("1");
        assertThat(OfferingQualification.together(List.of(known), List.of(PASSED, more)))
                .containsExactly(PASSED, more);
        assertThat(OfferingQualification.together(List.of(known), List.of(PASSED, more.about("2"))))
                .as("of another item")
                .containsExactly(known, PASSED, more.about("2"));
        CheckResult suspended = CheckResult.refused("catalogue", "LINE_SUSPENDED", "The line is suspended.")
                .about("1");
        assertThat(OfferingQualification.together(List.of(suspended), List.of(more)))
                .containsExactly(suspended, more);
    }

    @Test
    void aRefusalOfWhatIsAskedIsAnAnswerAndOneOfHowItIsAskedIsNot() {
        assertThat(OfferingQualification.isAnswer(Rejection.of("LINE_SUSPENDED", "")))
                .isTrue();
        assertThat(OfferingQualification.isAnswer(Rejection.of("UNKNOWN_CUSTOMER", "")))
                .isFalse();
    }

    @Test
    void noFindingNamesMoreThanAPersonReads() {
        assertThat(SHORT.orRather(Collections.nCopies(30, LATER)).alternatives())
                .hasSize(CheckResult.MAX_ALTERNATIVES);
    }

    private static OfferingQualification answered(boolean alternatives, CheckResult... findings) {
        return new OfferingQualification(
                "POQ-1",
                new CustomerId("CUS-1"),
                "csr",
                new Wishes(Optional.empty(), alternatives, true, false, true),
                List.of(
                        new PlaceOrder.Item("1", ItemAction.ADD, new OfferingId("plan"), Map.of(), "items[0]"),
                        new PlaceOrder.Item("2", ItemAction.ADD, new OfferingId("plan"), Map.of(), "items[1]")),
                List.of(findings),
                NOW,
                NOW);
    }
}
