package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
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
import dialtone.invoice.RebillRequest;
import dialtone.invoice.RunType;
import dialtone.party.CustomerId;
import dialtone.rating.ChargePeriod;
import dialtone.rating.service.Demo;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Who wants his bill on the day that his line begins has it, and the cycle goes on. */
class BillsOnDemandTest extends BilledLines {

    /** 9.99 and 3.00 for six days of November, on the 25th, and 0.09 for calls so far; what calls cost more is on the invoice of the cycle, which begins on the 26th. */
    @Test
    void it_has_what_is_due_until_today_and_the_next_invoice_begins_where_it_ends() {
        lineOf(1);
        lineOf(2);
        take("1,VOICE,491510000001,2026-11-25T18:00:00Z,160,", "2,VOICE,491510000002,2026-11-25T18:00:00Z,160,");
        Asked asked = billed("2026-11-25T20:00:00Z", 1);
        assertThat(asked.account().state()).isEqualTo(AccountState.BILLED);
        assertThat(asked.run().state()).isEqualTo(BillRun.State.COMPLETED);
        Invoice now = invoice(asked.account().invoice().orElseThrow().value());
        assertThat(now.cycle()).isEqualTo(days("2026-11-01", "2026-11-26"));
        assertThat(now.issuedOn()).isEqualTo("2026-11-25");
        assertThat(now.content().runType()).isEqualTo(RunType.OFF_CYCLE);
        assertThat(now.total()).isEqualTo(Money.of("13.08", Demo.EUR));
        assertThat(code(ask("2026-11-25T21:00:00Z", 1))).isEqualTo("INVOICED_ALREADY");

        take("3,VOICE,491510000001,2026-11-26T18:00:00Z,60,", "4,VOICE,491510000002,2026-11-26T18:00:00Z,60,");
        runs.on("2026-12-02T08:00:00Z").run("2026-12-01");
        Invoice rest = invoice("INV-000000002");
        assertThat(rest.cycle()).isEqualTo(days("2026-11-26", "2026-12-01"));
        assertThat(rest.total()).isEqualTo(Money.of("0.09", Demo.EUR));
        assertThat(rest.content().runType()).isEqualTo(RunType.ON_CYCLE);
        assertThat(invoice("INV-000000003").total())
                .as("both come to what the account without it has")
                .isEqualTo(now.total().plus(rest.total()));
        assertThat(books.balance(Demo.account(1))).isEqualTo(books.balance(Demo.account(2)));
        assertThat(books.trialBalance().balanced()).isTrue();
        assertThat(runs.on("2027-01-02T08:00:00Z").run("2027-01-01")).isNotNull();
        assertThat(invoice("INV-000000004").net())
                .isEqualTo(invoice("INV-000000005").net());
    }

    /** On 30 November use of November goes on: the invoice to the 30th of an account whose cycle ends on the 14th has what it has cost so far, and that of the cycle the rest. */
    @Test
    void use_of_a_cycle_that_goes_on_is_billed_so_far() {
        lineOf(1);
        runs.execute("UPDATE BILLING_ACCOUNT SET CYCLE_DAY = 15");
        take("1,VOICE,491510000001,2026-11-25T18:00:00Z,160,");
        Invoice now = invoice(billed("2026-11-30T12:00:00Z", 1)
                .account()
                .invoice()
                .orElseThrow()
                .value());
        assertThat(now.cycle()).isEqualTo(days("2026-11-15", "2026-12-01"));
        assertThat(now.total()).isEqualTo(Money.of("13.08", Demo.EUR));
        take("2,VOICE,491510000001,2026-11-30T18:00:00Z,60,");
        runs.on("2026-12-16T08:00:00Z").run("2026-12-15");
        assertThat(invoice("INV-000000002").lines())
                .extracting(line -> line.description() + " " + line.explanation())
                .anyMatch(line -> line.startsWith("calls ") && !line.contains("late"));
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    /** The invoice to the last day of November is made again on the next day, when November's use has ended: its cycle's invoice has what it has more. */
    @Test
    void made_again_it_has_no_more_use_than_before() {
        lineOf(1);
        runs.execute("UPDATE BILLING_ACCOUNT SET CYCLE_DAY = 15");
        take("1,VOICE,491510000001,2026-11-25T18:00:00Z,160,");
        InvoiceId first = billed("2026-11-30T12:00:00Z", 1).account().invoice().orElseThrow();
        RebillRequest again =
                new RebillDesk(database, InvoiceTax.NONE, Runs.at("2026-12-01T08:00:00Z")).issued(first.value());
        assertThat(invoice(again.issued().orElseThrow().value()).total()).isEqualTo(Money.of("13.08", Demo.EUR));
        runs.on("2026-12-16T08:00:00Z").run("2026-12-15");
        assertThat(invoice("INV-000000003").lines())
                .extracting(line -> line.description())
                .anyMatch(line -> line.startsWith("calls"));
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    /** That it was made out of turn is kept with it: the cycle of its account ends on its last day by now, and still it has no more use when it is made again. */
    @Test
    void out_of_turn_it_stays_whatever_cycles_its_account_gets() {
        lineOf(1);
        runs.execute("UPDATE BILLING_ACCOUNT SET CYCLE_DAY = 15");
        take("1,VOICE,491510000001,2026-11-25T18:00:00Z,160,");
        InvoiceId first = billed("2026-11-30T12:00:00Z", 1).account().invoice().orElseThrow();
        runs.execute("UPDATE BILLING_ACCOUNT SET CYCLE_DAY = 1");
        RebillRequest again =
                new RebillDesk(database, InvoiceTax.NONE, Runs.at("2026-12-01T08:00:00Z")).issued(first.value());
        Invoice anew = invoice(again.issued().orElseThrow().value());
        assertThat(anew.total()).isEqualTo(Money.of("13.08", Demo.EUR));
        assertThat(anew.content().runType()).isEqualTo(RunType.OFF_CYCLE);
    }

    @Test
    void who_cannot_have_one_is_told_why() {
        assertThat(code(ask("2026-11-25T20:00:00Z", 1))).isEqualTo("UNKNOWN_ACCOUNT");
        lineOf(1);
        assertThat(code(ask("2026-11-30T12:00:00Z", 1))).isEqualTo("CYCLE_ENDS");
        lineOf(2);
        new Families(database).paidFor(2, 1, "2026-11-01");
        Asked paidFor = billed("2026-11-26T12:00:00Z", 2);
        assertThat(paidFor.account().state()).isEqualTo(AccountState.CONSOLIDATED);
        assertThat(paidFor.account().reason().orElseThrow().message()).isEqualTo("BAC-1 pays for it.");
        runs.account(3);
        assertThat(billed("2026-11-26T12:00:00Z", 3).account().state()).isEqualTo(AccountState.NOTHING);
        assertThat(in(bills -> bills.list(0, 10)).rows())
                .extracting(each -> each.account().account().value())
                .containsExactly("BAC-3", "BAC-2");
        BillRun dry = runs.start(BillRun.Kind.DRY, "2026-12-01");
        Optional<Asked> ofCycle = in(bills -> bills.find(dry.id()));
        assertThat(ofCycle).isEmpty();
    }

    @Test
    void it_is_of_the_customer_who_is_said_to_have_the_account() {
        lineOf(1);
        Outcome<Asked> others =
                database.inTransaction(source -> new BillsOnDemand(source, Runs.at("2026-11-28T12:00:00Z"))
                        .ask(Demo.account(1), Optional.of(new CustomerId("CUS-2")), "finance"));
        assertThat(code(others)).isEqualTo("BILLING_ACCOUNT_OF_ANOTHER_CUSTOMER");
        CustomerId own = billed("2026-11-28T12:00:00Z", 1).customer();
        assertThat(own).isEqualTo(new CustomerId("CUS-1"));
    }

    /** BAC-1 pays for BAC-2 from December on, and so for the weeks of December that are over when BAC-2 asks. */
    @Test
    void use_by_the_week_is_on_the_bill_of_who_pays_for_it() {
        runs.account(1);
        lineByTheWeek(2);
        new Families(database).paidFor(2, 1, "2026-12-01");
        runs.on("2026-12-01T08:00:00Z").run("2026-12-01");
        take("1,VOICE,491510000002,2026-12-03T18:00:00Z,160,");
        assertThat(billed("2026-12-10T12:00:00Z", 2).account().state()).isEqualTo(AccountState.CONSOLIDATED);
        String paid = billed("2026-12-10T12:00:00Z", 1)
                .account()
                .invoice()
                .orElseThrow()
                .value();
        assertThat(invoice(paid).lines())
                .extracting(line -> line.subject() + " " + line.amount().amount())
                .contains("491510000002 0.24");
        RebillRequest again = new RebillDesk(database, InvoiceTax.NONE, Runs.at("2026-12-11T08:00:00Z")).issued(paid);
        assertThat(invoice(again.issued().orElseThrow().value()).total())
                .isEqualTo(invoice(paid).total());
    }

    /** The last day of December decided who pays for the week, and was ahead when the bill was made: BAC-2 pays for itself by then. */
    @Test
    void it_is_made_again_with_the_use_of_who_has_left_since() {
        runs.account(1);
        lineByTheWeek(2);
        Families families = new Families(database);
        long paidFor = families.paidFor(2, 1, "2026-12-01");
        runs.on("2026-12-01T08:00:00Z").run("2026-12-01");
        take("1,VOICE,491510000002,2026-12-03T18:00:00Z,160,");
        String paid = billed("2026-12-10T12:00:00Z", 1)
                .account()
                .invoice()
                .orElseThrow()
                .value();
        assertThat(Families.code(families.leave(2, paidFor, "2026-12-12"))).isEmpty();
        RebillRequest again = new RebillDesk(database, InvoiceTax.NONE, Runs.at("2026-12-13T08:00:00Z")).issued(paid);
        assertThat(told(invoice(again.issued().orElseThrow().value()))).isEqualTo(told(invoice(paid)));
        bill("2027-01-02", "2027-01-01", 0);
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    @Test
    void however_little_it_is_it_is_billed() {
        runs.by(new BillPolicy(14, BigDecimal.valueOf(50), List.of())).taxedBy(InvoiceTax.NONE);
        lineOf(1);
        assertThat(billed("2026-11-25T20:00:00Z", 1).account().state()).isEqualTo(AccountState.BILLED);
    }

    private <T> T in(Function<BillsOnDemand, T> call) {
        return database.inTransaction(source -> call.apply(new BillsOnDemand(source, Demo.NOON)));
    }

    private static String code(Outcome<?> outcome) {
        return RebillDesk.code(outcome);
    }

    private static ChargePeriod days(String from, String to) {
        return new ChargePeriod(LocalDate.parse(from), LocalDate.parse(to));
    }

    private void lineByTheWeek(int account) {
        runs.account(account);
        Price.Usage calls = Demo.usage("calls", UsageType.VOICE, "0.09", 60, 60);
        List<Price> plan = List.of(calls.with(calls.terms().in(UsageCycle.parse("1 week, anniversary"))));
        Demo.start(database, Demo.order(account, "49151000000" + account, List.of(Demo.item("1", plan))), Demo.NOON);
    }
}
