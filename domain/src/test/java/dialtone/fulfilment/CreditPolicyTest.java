package dialtone.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.UnitPrice;
import dialtone.catalog.Catalog;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering.Role;
import dialtone.catalog.UsageType;
import dialtone.fulfilment.CheckRequest.Item;
import dialtone.fulfilment.CreditPolicy.Report;
import dialtone.ledger.AccountStanding;
import dialtone.party.Address;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreditPolicyTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final CreditPolicy POLICY = CreditPolicy.USUAL;
    private static final BillingAccountId BAC_1 = new BillingAccountId("BAC-1");

    @Test
    void atRiskAreAllThatIsPaidOnceAndThreeMonths() {
        assertThat(POLICY.atRisk(order(mobileM(), fairline()))).contains(Money.of("518.60", EUR));
        assertThat(POLICY.atRisk(order(item(List.of(new Price.Allowance("data", "Data", List.of(UsageType.DATA), 1))))))
                .isEmpty();
        assertThat(POLICY.atRisk(order(item(List.of(new Price.Usage(
                        "calls", "Calls", UsageType.VOICE, new UnitPrice(new BigDecimal("0.09"), EUR), 60, 60, 1))))))
                .isEmpty();
        assertThat(POLICY.atRisk(order(item(List.of(
                        new Price.EarlyTermination("fee", "Fee", Money.of("40.00", EUR), "10 months of 4.00 EUR"))))))
                .contains(Money.of("40.00", EUR));
    }

    @ParameterizedTest(name = "score {0}, limit {1}, deposit {2}: {3} {4}")
    @CsvSource({
        "720, 7200, 0.00, OK, ''",
        "520, 520, 0.00, OK, ''",
        "520, 500, 0.00, DEPOSIT_REQUIRED, 18.60 EUR",
        "520, 500, 18.59, DEPOSIT_REQUIRED, 0.01 EUR",
        "520, 500, 18.60, OK, ''",
        "450, 0, 0.00, DEPOSIT_REQUIRED, 518.60 EUR",
        "450, 0, 600.00, OK, ''",
        "399, 0, 600.00, CREDIT_POOR, ''"
    })
    void whatTheLimitDoesNotCoverADepositDoesUnlessTheScoreIsTooLow(
            int score, int limit, String deposit, String code, String missing) {
        Report report = new Report(score >= 500, score, limit);
        CheckRequest order = order(mobileM(), fairline());
        CheckResult found = POLICY.credit(order, report, Optional.of(Money.of(deposit, EUR)));
        assertThat(found.code()).isEqualTo(code);
        assertThat(found.alternatives().stream().map(Alternative::content).toList())
                .isEqualTo(missing.isEmpty() ? List.of() : List.of(missing));
        assertThat(POLICY.asksForDeposit(order, report))
                .as("the account is looked at only when it decides")
                .isEqualTo(score >= POLICY.refusedBelow() && limit < 519);
        assertThat(found.isObjection()).isEqualTo(!code.equals("OK"));
        assertThat(found.remedy().isPresent()).isEqualTo(found.isObjection());
    }

    @Test
    void withoutAnAccountNothingIsDeposited() {
        assertThat(POLICY.credit(order(mobileM()), new Report(false, 450, 0), Optional.empty())
                        .alternatives())
                .containsExactly(Alternative.deposit(Money.of("69.60", EUR)));
    }

    @Test
    void whoPutsNothingAtRiskNeedsNoDeposit() {
        assertThat(POLICY.credit(order(item(List.of())), new Report(false, 450, 0), Optional.empty())
                        .message())
                .isEqualTo("Poor, and nothing is at risk, score 450.");
    }

    @Test
    void whoOwesForLongGetsNothingMoreBeforeHePays() {
        CreditPolicy booking = POLICY.withPaymentsFrom(Optional.of(Instant.EPOCH));
        assertThat(booking.debts(Map.of())).allMatch(CheckResult::isPassed);
        assertThat(booking.debts(Map.of(BAC_1, new AccountStanding(Money.zero(EUR), Money.zero(EUR)))))
                .allMatch(CheckResult::isPassed);
        assertThat(booking.debts(Map.of(
                        BAC_1,
                        new AccountStanding(Money.of("34.90", EUR), Money.of("100.00", EUR)),
                        new BillingAccountId("BAC-2"),
                        new AccountStanding(Money.zero(EUR), Money.zero(EUR)))))
                .as("whichever of his accounts is to pay now")
                .containsExactly(CheckResult.refused(
                                "debts", "DEBTS_OVERDUE", "Account BAC-1 owes 34.90 EUR since more than 60 days.")
                        .mendedBy("A payment of 34.90 EUR."));
    }

    @Test
    void wherePaymentsAreNotBookedNobodysDebtsAreJudged() {
        assertThat(POLICY.debts(Map.of(BAC_1, new AccountStanding(Money.of("34.90", EUR), Money.zero(EUR)))))
                .containsExactly(CheckResult.passed("debts", "Not judged: payments are not booked here."));
    }

    private static Item mobileM() {
        return item(List.of(
                new Price.OneOff("activation", "Activation", Money.of("9.90", EUR)),
                new Price.Recurring("monthly-fee", "Mobile M", Money.of("19.90", EUR))));
    }

    private static Item fairline() {
        return item(List.of(new Price.OneOff("purchase", "Fairline 5", Money.of("449.00", EUR))));
    }

    private static Item item(List<Price> prices) {
        return new Item(
                "1",
                new OfferingId("mobile-sim-only-m"),
                "Mobile M",
                Role.PLAN,
                Optional.empty(),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                prices);
    }

    private static CheckRequest order(Item... items) {
        return new CheckRequest(
                "ORD-1",
                new CustomerId("CUS-1"),
                Optional.of(new BillingAccountId("BAC-1")),
                "Ada Lovelace",
                LocalDate.of(1985, 12, 10),
                new Address("Invalidenstr. 1", "10115", "Berlin", "DE"),
                List.of(items),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Set.of(),
                new Catalog("1", List.of(), List.of(), List.of(), List.of()));
    }
}
