package dialtone.ledger.console;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.ledger.Adjustment;
import dialtone.ledger.ClosedPeriod;
import dialtone.ledger.LedgerAccount;
import dialtone.ledger.TrialBalance;
import dialtone.party.BillingAccountId;
import dialtone.rating.ChargeKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The books as finance reads them. */
class LedgerPageTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Instant AT = Instant.parse("2026-12-02T08:00:00Z");

    private static TrialBalance.Row row(LedgerAccount account, String debit, String credit) {
        return new TrialBalance.Row(account, Money.of(debit, EUR), Money.of(credit, EUR));
    }

    @Test
    void receivablesOfAllCustomersAreOneRow() {
        assertThat(LedgerPage.rows(new TrialBalance(List.of(
                        row(LedgerAccount.cash(), "5.00", "0.00"),
                        row(LedgerAccount.receivable(new BillingAccountId("BAC-1")), "10.00", "5.00"),
                        row(LedgerAccount.receivable(new BillingAccountId("BAC-2")), "2.50", "0.00"),
                        row(LedgerAccount.taxPayable(), "0.00", "12.50")))))
                .containsExactly(
                        new LedgerPage.BalanceRow("Cash", 1, "€5.00", "€0.00", "€5.00"),
                        new LedgerPage.BalanceRow("Receivables", 2, "€12.50", "€5.00", "€7.50"),
                        new LedgerPage.BalanceRow("Tax payable", 1, "€0.00", "€12.50", "-€12.50"));
    }

    @Test
    void eachAccountOfTheChartIsCalledInWords() {
        Stream<LedgerAccount> chart = Stream.concat(
                Stream.of(
                        LedgerAccount.cash(),
                        LedgerAccount.taxPayable(),
                        LedgerAccount.writeOff(),
                        LedgerAccount.adjustment(),
                        LedgerAccount.deposit(new BillingAccountId("BAC-1"))),
                Stream.of(ChargeKind.values()).map(LedgerAccount::revenue));
        assertThat(chart.flatMap(account ->
                                LedgerPage.rows(new TrialBalance(List.of(row(account, "1.00", "0.00")))).stream())
                        .map(LedgerPage.BalanceRow::account))
                .allSatisfy(name -> assertThat(name).matches("[A-Z][a-z-]+.*").doesNotContain(":"));
    }

    @Test
    void aPeriodBeginsWhereTheOneBeforeItEnds() {
        List<LedgerPage.PeriodRow> rows =
                LedgerPage.rows(List.of(closed("2026-12-01", true), closed("2026-11-01", false)));

        assertThat(rows)
                .extracting(each ->
                        each.days() + " | " + each.from() + " | " + each.state().label())
                .containsExactly(
                        "1 Nov 2026 to 30 Nov 2026 | 2026-11-01 | As it was closed",
                        "Until 31 Oct 2026 |  | Changed since");
    }

    @Test
    void whoClosesIsToldTheLastDayAndHowMuchItIs() {
        assertThat(LedgerPage.words(LocalDate.parse("2026-12-01"), 42)).isEqualTo("until 30 Nov 2026, with 42 entries");
        assertThat(LedgerPage.words(LocalDate.parse("2026-12-01"), 1)).isEqualTo("until 30 Nov 2026, with 1 entry");
    }

    private static ClosedPeriod closed(String until, boolean intact) {
        return new ClosedPeriod(LocalDate.parse(until), "billing", AT, 7, BigDecimal.TEN, intact);
    }

    @Test
    void whoAskedForAnAdjustmentMayNotApproveIt() {
        AdjustmentRow asked = AdjustmentRow.of(adjustment(Adjustment.State.ASKED));

        assertThat(asked.mayApprove("billing")).isFalse();
        assertThat(asked.mayApprove("admin")).isTrue();
        assertThat(asked.posted()).isFalse();
        assertThat(AdjustmentRow.of(adjustment(Adjustment.State.POSTED)).mayApprove("admin"))
                .isFalse();
        assertThat(AdjustmentRow.state("POSTED")).contains(Adjustment.State.POSTED);
        assertThat(AdjustmentRow.state("anything")).isEmpty();
    }

    private static Adjustment adjustment(Adjustment.State state) {
        return new Adjustment(
                7,
                Adjustment.Kind.ADJUSTMENT,
                new BillingAccountId("BAC-1"),
                Money.of("-5.00", EUR),
                "Goodwill",
                Optional.empty(),
                state,
                "billing",
                AT,
                Optional.empty(),
                Optional.empty());
    }
}
