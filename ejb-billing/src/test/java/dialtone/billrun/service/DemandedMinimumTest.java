package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.billrun.BillPolicy;
import dialtone.billrun.BillRun;
import dialtone.billrun.BillRun.AccountState;
import dialtone.billrun.service.BillsOnDemand.Asked;
import dialtone.catalog.Price;
import dialtone.catalog.UsageCycle;
import dialtone.catalog.UsageType;
import dialtone.hierarchy.service.Families;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoiceTax;
import dialtone.rating.service.Commitments;
import dialtone.rating.service.Demo;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who has a minimum has bills on demand as anybody has: what they charge counts, and what is lacking comes with the invoice of the cycle. Account 2 is the same without them. */
class DemandedMinimumTest extends BilledLines {

    private int calls;
    private final RebillDesk desk = new RebillDesk(database, InvoiceTax.NONE, Runs.at("2026-12-03T08:00:00Z"));

    /** 12.99 and calls of 0.09 on the 28th, calls of 0.09 more with the cycle: of 50.00 there are 36.83 lacking. In December 15.00 of 50.00 are charged. */
    @Test
    void what_is_lacking_comes_with_the_invoice_of_the_cycle() {
        sold("0.09");
        agree("2026-11-01", "", "50.00");
        calls("2026-11-26", 160);
        Invoice now = demanded("2026-11-28T12:00:00Z");
        assertThat(told(now)).isEqualTo("Mobile 1: Activation 9.99, Mobile 1: Monthly fee 3.00, calls 0.09");
        calls("2026-11-30", 60);
        bill("2026-12-02", "2026-12-01", 2);
        assertThat(told(invoice("INV-000000002")))
                .isEqualTo(
                        "calls 0.09, Minimum of 50.00 EUR (Framework 4711): 13.17 EUR charged of 50.00 EUR for 30 of 30 days,"
                                + " 13.08 EUR of it on demand 36.83");
        assertThat(told(invoice("INV-000000003")))
                .endsWith(
                        "Minimum of 50.00 EUR (Framework 4711): 13.17 EUR charged of 50.00 EUR for 30 of 30 days 36.83");
        bill("2027-01-02", "2027-01-01", 2);
        assertThat(told(invoice("INV-000000004")))
                .isEqualTo(
                        "Mobile 1: Monthly fee 15.00, Minimum of 50.00 EUR (Framework 4711): 15.00 EUR charged of 50.00 EUR"
                                + " for 31 of 31 days 35.00");
        bothOwe("100.00 EUR");
    }

    /** 12.99 of 10.00, and nothing more in November: December is held against its own 20.00, of which there are 15.00, and the 2.99 stay November's. */
    @Test
    void a_cycle_that_has_enough_on_demand_and_nothing_else_is_over() {
        sold("0.09");
        agree("2026-11-01", "2026-12-01", "10.00");
        agree("2026-12-01", "", "20.00");
        demanded("2026-11-28T12:00:00Z");
        BillRun run = runs.on("2026-12-02T08:00:00Z").run("2026-12-01");
        assertThat(runs.accounts(run, AccountState.NOTHING)).isEqualTo(1);
        Outcome<?> afterwards = Commitments.agree(database, 1, "2026-11-30", "", eur("500.00"));
        assertThat(RebillDesk.code(afterwards)).isEqualTo("ALREADY_INVOICED");
        bill("2027-01-02", "2027-01-01", 2);
        bothOwe("32.99 EUR");
    }

    @Test
    void another_run_of_the_same_cycle_finds_the_same() {
        sold("0.09");
        agree("2026-11-01", "", "10.00");
        demanded("2026-11-28T12:00:00Z");
        runs.on("2026-12-02T08:00:00Z").inBatchesOf(1);
        BillRun first = runs.run("2026-12-01");
        runs.execute("UPDATE BILL_RUN SET STATE = 'CANCELLED', RUN_KEY = NULL WHERE ID = " + first.id());
        BillRun again = runs.run("2026-12-01");
        assertThat(runs.accounts(again, AccountState.NOTHING)).isEqualTo(1);
        assertThat(database.count("SELECT COUNT(*) FROM COMMITMENT_MET")).isEqualTo(1);
        bill("2027-01-02", "2027-01-01", 2);
        bothOwe("27.99 EUR");
    }

    /** Less than 5.00 goes to the next invoice, but for 0.09 behind a bill on demand: the next one is held against December's minimum alone. */
    @Test
    void what_is_left_of_the_cycle_is_not_carried_over() {
        runs.by(new BillPolicy(14, BigDecimal.valueOf(5), List.of()));
        sold("0.09");
        agree("2026-11-01", "2026-12-01", "10.00");
        agree("2026-12-01", "", "20.00");
        demanded("2026-11-28T12:00:00Z");
        calls("2026-11-30", 160);
        bill("2026-12-02", "2026-12-01", 2);
        assertThat(told(invoice("INV-000000002"))).isEqualTo("calls 0.09");
        bill("2027-01-02", "2027-01-01", 2);
        bothOwe("33.08 EUR");
    }

    /** The bill on demand is made again, and counts once; then the invoice of the cycle is, when a call of 0.90 has come late. */
    @Test
    void made_again_each_comes_to_what_the_whole_cycle_is_held_against() {
        sold("0.90");
        agree("2026-11-01", "", "50.00");
        Invoice first = demanded("2026-11-28T12:00:00Z");
        Invoice again =
                invoice(desk.issued(first.id().value()).issued().orElseThrow().value());
        assertThat(told(again)).isEqualTo(told(first));
        bill("2026-12-02", "2026-12-01", 2);
        assertThat(told(invoice("INV-000000003"))).endsWith("12.99 EUR of it on demand 37.01");
        calls("2026-11-26", 160);
        InvoiceId rest = desk.issued("INV-000000003").issued().orElseThrow();
        assertThat(told(invoice(rest.value())))
                .isEqualTo(
                        "calls 0.90, Minimum of 50.00 EUR (Framework 4711): 13.89 EUR charged of 50.00 EUR for 30 of 30 days,"
                                + " 12.99 EUR of it on demand 36.11");
        desk.issued("INV-000000004");
        bothOwe("50.00 EUR");
    }

    /** BAC-1 pays for BAC-3, and both have 12.99; of 30.00 there are 4.02 lacking. */
    @Test
    void what_is_paid_for_others_on_demand_counts() {
        sold("0.09");
        sold(3, "0.09");
        new Families(database).paidFor(3, 1, "2026-11-01");
        agree("2026-11-01", "", "30.00");
        assertThat(demanded("2026-11-28T12:00:00Z").net()).isEqualTo(eur("25.98"));
        bill("2026-12-02", "2026-12-01", 2);
        assertThat(told(invoice("INV-000000002"))).endsWith("25.98 EUR of it on demand 4.02");
        assertThat(books.balance(Demo.account(1))).containsExactly(eur("30.00"));
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    /** Agreed for 26 days of November, 86.67 of 100.00, of which the calls of the 26th are 90.00: more than enough with the whole cycle. */
    @Test
    void one_that_is_over_within_the_cycle_is_held_against_the_whole_of_that() {
        sold("0.09");
        agree("2026-11-01", "2026-11-27", "100.00");
        calls("2026-11-26", 60_100);
        demanded("2026-11-28T12:00:00Z");
        bill("2026-12-02", "2026-12-01", 2);
        assertThat(told(invoice("INV-000000002"))).isEqualTo("calls 0.00");
        bothOwe("102.99 EUR");
    }

    /** Asked for on the 28th and on 10 December; the run of November comes after both, and has nothing: the days of two cycles are on one invoice, and measured by both. */
    @Test
    void bills_on_demand_of_two_cycles_are_measured_by_both() {
        sold("0.09");
        agree("2026-11-01", "", "20.00");
        demanded("2026-11-28T12:00:00Z");
        demanded("2026-12-10T12:00:00Z");
        runs.on("2026-12-11T08:00:00Z").run("2026-12-01");
        bill("2027-01-02", "2027-01-01", 2);
        bothOwe("40.00 EUR");
    }

    /** The week from 25 November to 1 December is on December's invoice, and with it counts what was billed of it in November: of 9.10 there are 0.01 lacking, and with that none. */
    @Test
    void use_of_a_week_that_goes_on_counts_with_the_invoice_that_has_the_rest_of_it() {
        for (int account = 1; account <= 2; account++) {
            runs.account(account);
            Price.Usage calls = Demo.usage("calls", UsageType.VOICE, "0.09", 60, 60);
            List<Price> plan = List.of(
                    new Price.Recurring("fee", "Fee", eur("9.00")),
                    calls.with(calls.terms().in(UsageCycle.parse("1 week, anniversary"))));
            Demo.start(
                    database, Demo.order(account, "49151000000" + account, List.of(Demo.item("1", plan))), Demo.NOON);
        }
        agree("2026-12-01", "", "9.10");
        calls("2026-11-26", 60);
        assertThat(told(demanded("2026-11-27T12:00:00Z"))).isEqualTo("Mobile 1: Fee 1.80, calls 0.09");
        bill("2026-12-02", "2026-12-01", 1);
        bill("2027-01-02", "2027-01-01", 2);
        assertThat(told(invoice("INV-000000003")))
                .isEqualTo(
                        "Mobile 1: Fee 9.00, calls 0.00, Minimum of 9.10 EUR (Framework 4711): 9.09 EUR charged of 9.10 EUR"
                                + " for 31 of 31 days, 0.09 EUR of it on demand 0.01");
        bothOwe("10.90 EUR");
    }

    private void sold(String perMinute) {
        sold(1, perMinute);
        sold(2, perMinute);
    }

    private void agree(String from, String to, String amount) {
        for (int account = 1; account <= 2; account++) {
            Outcome<?> agreed = Commitments.agree(database, account, from, to, eur(amount));
            assertThat(RebillDesk.code(agreed)).isEmpty();
        }
    }

    /** Of both accounts. */
    private void calls(String day, int seconds) {
        calls++;
        take(
                calls + ",VOICE,491510000001," + day + "T18:00:00Z," + seconds + ",",
                (100 + calls) + ",VOICE,491510000002," + day + "T18:00:00Z," + seconds + ",");
    }

    private Invoice demanded(String at) {
        Asked asked = billed(at, 1);
        assertThat(asked.account().state()).as("%s", asked.account().reason()).isEqualTo(AccountState.BILLED);
        return invoice(asked.account().invoice().orElseThrow().value());
    }

    private void bothOwe(String amount) {
        assertThat(books.balance(Demo.account(1)).getFirst().toString()).isEqualTo(amount);
        assertThat(books.balance(Demo.account(2))).isEqualTo(books.balance(Demo.account(1)));
        assertThat(books.trialBalance().balanced()).isTrue();
    }
}
