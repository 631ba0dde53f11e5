package dialtone.billrun;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.billrun.MinimumCommitment.TrueUp;
import dialtone.invoice.BilledLine;
import dialtone.invoice.InvoiceDraft;
import dialtone.invoice.RunType;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.rating.ChargePeriod;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an invoice has to come up by. */
class MinimumCommitmentTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final ChargePeriod NOVEMBER = period("2026-11-01", "2026-12-01");

    @ParameterizedTest
    @CsvSource({
        // from, to, days of the invoice, charged, committed, true-up
        "2026-11-01, , 2026-11-01, 2026-12-01, 62.10, 100.00, 37.90",
        "2020-01-01, , 2026-11-01, 2026-12-01, 0.00, 100.00, 100.00",
        // enough, and just enough
        "2026-11-01, , 2026-11-01, 2026-12-01, 100.01, , ",
        "2026-11-01, , 2026-11-01, 2026-12-01, 100.00, , ",
        "2026-11-01, , 2026-11-01, 2026-12-01, 99.99, 100.00, 0.01",
        // the first cycle: 15 of 30 days; the last: 10 of 30 days, 33.333 half up
        "2026-11-16, , 2026-11-01, 2026-12-01, 32.05, 50.00, 17.95",
        "2026-01-01, 2026-11-11, 2026-11-01, 2026-12-01, 3.33, 33.33, 30.00",
        "2026-11-15, 2026-11-16, 2026-11-01, 2026-12-01, 0.00, 3.33, 3.33",
        // over before, and not begun
        "2026-01-01, 2026-11-01, 2026-11-01, 2026-12-01, 0.00, , ",
        "2026-12-01, , 2026-11-01, 2026-12-01, 0.00, , ",
        // 31 days; 28; a leap day: 15 of 29 days are 51.724
        "2026-12-16, , 2026-12-01, 2027-01-01, 0.00, 51.61, 51.61",
        "2027-02-15, , 2027-02-01, 2027-03-01, 0.00, 50.00, 50.00",
        "2028-02-15, , 2028-02-01, 2028-03-01, 0.00, 51.72, 51.72",
        // a cycle from the 15th: 16 of its 30 days
        "2026-11-15, 2026-12-01, 2026-11-15, 2026-12-15, 0.00, 53.33, 53.33",
        // two cycles on one invoice, and the second half of the first of two
        "2026-01-01, , 2026-10-01, 2026-12-01, 150.00, 200.00, 50.00",
        "2026-10-16, , 2026-10-01, 2026-12-01, 150.00, 151.61, 1.61",
    })
    void an_invoice_comes_up_to_what_is_committed_for_its_days(
            String from,
            String to,
            String invoicedFrom,
            String billedTo,
            String charged,
            String committed,
            String due) {
        ChargePeriod cycle = period(invoicedFrom, billedTo);
        Optional<TrueUp> trueUp = due(List.of(minimum(from, to, "100.00")), draft(cycle, usage(charged, cycle)));
        assertThat(trueUp.map(each -> each.amount().toString()))
                .isEqualTo(Optional.ofNullable(due).map(amount -> amount + " EUR"));
        assertThat(trueUp.map(each -> each.committed().toString()))
                .isEqualTo(Optional.ofNullable(committed).map(amount -> amount + " EUR"));
    }

    @Test
    void what_counts_is_charged_for_its_days_and_is_no_adjustment() {
        BilledLine goodwill = new BilledLine(
                1,
                BilledLine.Kind.ADJUSTMENT,
                new BilledLine.OfAdjustment(1),
                "",
                "Goodwill",
                "given back",
                NOVEMBER,
                Money.of("-5.00", EUR),
                0);
        InvoiceDraft draft = draft(
                NOVEMBER,
                usage("19.90", NOVEMBER),
                usage("12.15", NOVEMBER),
                usage("7.00", period("2026-10-01", "2026-11-01")),
                goodwill);
        TrueUp due = due(List.of(minimum("2026-11-16", null, "100.00")), draft).orElseThrow();
        assertThat(due.amount()).isEqualTo(Money.of("17.95", EUR));
        assertThat(due.reason())
                .isEqualTo("Minimum of 100.00 EUR (Framework 4711): 32.05 EUR charged of 50.00 EUR for 15 of 30 days");
    }

    @Test
    void what_is_given_back_beyond_what_is_charged_is_not_taken_again() {
        assertThat(due(List.of(minimum("2026-11-01", null, "100.00")), draft(NOVEMBER, usage("-20.00", NOVEMBER)))
                        .orElseThrow()
                        .amount())
                .isEqualTo(Money.of("100.00", EUR));
    }

    @Test
    void of_two_for_one_day_the_later_one_holds_and_one_of_nothing_ends_it() {
        List<MinimumCommitment> said = new ArrayList<>(
                List.of(minimum("2026-01-01", null, "100.00"), minimum("2026-11-11", "2026-11-21", "30.00")));
        // 20 of 30 days of 100.00 are 66.67, 10 of 30 of 30.00 are 10.00
        assertThat(due(said, draft(NOVEMBER)).orElseThrow().committed()).isEqualTo(Money.of("76.67", EUR));
        said.add(minimum("2026-11-21", null, "0.00"));
        TrueUp due = due(said, draft(NOVEMBER)).orElseThrow();
        assertThat(due.committed()).isEqualTo(Money.of("43.33", EUR));
        assertThat(due.reason()).endsWith("for 20 of 30 days");
        said.add(minimum("2026-01-01", null, "0.00"));
        assertThat(due(said, draft(NOVEMBER))).isEmpty();
        assertThat(due(List.of(), draft(NOVEMBER))).isEmpty();
    }

    /** 100.00 a cycle; the account was paid for by another one from 16 August until 1 October: neither August nor September counts. */
    @Test
    void a_cycle_that_another_account_has_paid_for_has_no_minimum() {
        ChargePeriod since = period("2026-08-01", "2026-12-01");
        TrueUp due = MinimumCommitment.of(
                        List.of(minimum("2026-01-01", null, "100.00")),
                        draft(since, usage("15.00", NOVEMBER)),
                        BilledOnDemand.NONE,
                        day -> day.isBefore(LocalDate.parse("2026-08-16"))
                                || !day.isBefore(LocalDate.parse("2026-10-01")))
                .orElseThrow();
        assertThat(due.committed()).isEqualTo(Money.of("200.00", EUR));
        assertThat(due.amount()).isEqualTo(Money.of("185.00", EUR));
        assertThat(due.reason()).endsWith("15.00 EUR charged of 200.00 EUR for 61 of 61 days");
    }

    /** 19.90 of November and 7.00 of October were billed on the 28th, with goodwill of 5.00 that does not count: 19.90 and 12.15 do. */
    @Test
    void what_was_billed_on_demand_counts_for_the_invoice_of_its_cycle() {
        ChargePeriod rest = period("2026-11-29", "2026-12-01");
        BilledOnDemand onDemand = new BilledOnDemand(
                Optional.of(NOVEMBER.from()),
                List.of(
                        billed(BilledLine.Kind.RECURRING, "2026-12-01", "19.90"),
                        billed(BilledLine.Kind.USAGE, "2026-11-01", "7.00"),
                        billed(BilledLine.Kind.ADJUSTMENT, "2026-11-28", "-5.00")));
        List<MinimumCommitment> said = List.of(minimum("2026-01-01", null, "100.00"));
        InvoiceDraft draft = draft(rest, usage("12.15", NOVEMBER));
        TrueUp due = MinimumCommitment.of(said, draft, onDemand, day -> true).orElseThrow();
        assertThat(due.committed()).isEqualTo(Money.of("100.00", EUR));
        assertThat(due.amount()).isEqualTo(Money.of("67.95", EUR));
        assertThat(due.reason())
                .isEqualTo(
                        "Minimum of 100.00 EUR (Framework 4711): 32.05 EUR charged of 100.00 EUR for 30 of 30 days, 19.90 EUR of it on demand");
        assertThat(due(said, draft.inTurn(RunType.OFF_CYCLE)))
                .as("another bill on demand")
                .isEmpty();
    }

    private static BilledOnDemand.Line billed(BilledLine.Kind kind, String to, String amount) {
        return new BilledOnDemand.Line(kind, LocalDate.parse(to), Money.of(amount, EUR));
    }

    private static Optional<TrueUp> due(List<MinimumCommitment> said, InvoiceDraft draft) {
        return MinimumCommitment.of(said, draft, BilledOnDemand.NONE, day -> true);
    }

    private static MinimumCommitment minimum(String from, String to, String amount) {
        return new MinimumCommitment(
                LocalDate.parse(from),
                Optional.ofNullable(to).map(LocalDate::parse),
                Money.of(amount, EUR),
                "Framework 4711");
    }

    private static InvoiceDraft draft(ChargePeriod cycle, BilledLine... lines) {
        List<BilledLine> numbered = new ArrayList<>();
        for (BilledLine line : lines) {
            numbered.add(line.numbered(numbered.size() + 1));
        }
        return new InvoiceDraft(
                new BillingAccountId("BAC-1"), new CustomerId("CUS-1"), EUR, cycle, cycle.to(), cycle.to(), numbered);
    }

    private static BilledLine usage(String amount, ChargePeriod period) {
        return new BilledLine(
                1,
                BilledLine.Kind.RECURRING,
                new BilledLine.OfCharge(1, new OrderId("ORD-1"), "1", "fee"),
                "",
                "Fee",
                "",
                period,
                Money.of(amount, EUR),
                0);
    }

    private static ChargePeriod period(String from, String to) {
        return new ChargePeriod(LocalDate.parse(from), LocalDate.parse(to));
    }
}
