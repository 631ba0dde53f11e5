package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.billrun.BillRun.AccountState;
import dialtone.billrun.service.BillsOnDemand.Asked;
import dialtone.catalog.AllowanceTerms;
import dialtone.catalog.Price;
import dialtone.catalog.UsageTerms;
import dialtone.catalog.UsageType;
import dialtone.hierarchy.service.Families;
import dialtone.invoice.BilledLine;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoiceTax;
import dialtone.invoice.service.InvoiceDesk;
import dialtone.rating.ChargePeriod;
import dialtone.rating.service.Demo;
import dialtone.rating.service.Sharing;
import dialtone.usage.service.ReratingDesk;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A bill on demand has what calls of the month have cost so far, and the month's invoice has the rest of what they cost in all. Account 2 is the same without bills on demand. */
class DemandedUseTest extends BilledLines {

    private int calls;
    private final RebillDesk desk = new RebillDesk(database, InvoiceTax.NONE, Runs.at("2026-12-03T08:00:00Z"));

    /** 160 seconds on the 26th, of which 100 are included, and 60 on the 30th. */
    @Test
    void the_cycles_invoice_has_what_it_comes_to_less_what_was_billed() {
        sold("0.09");
        calls("2026-11-26", 160);
        BilledLine soFar = callsOf(demanded("2026-11-28T12:00:00Z"));
        assertThat(soFar.amount()).isEqualTo(eur("0.09"));
        assertThat(soFar.explanation())
                .isEqualTo("2:40 min, 1:40 min included, 1 minute charged at 0.09 EUR per minute, so far");
        assertThat(soFar.period())
                .isEqualTo(new ChargePeriod(LocalDate.parse("2026-11-01"), LocalDate.parse("2026-11-29")));
        assertThat(records(soFar)).as("behind the line of the cycle's invoice").isZero();
        calls("2026-11-30", 60);
        bill("2026-12-02", "2026-12-01", 2);
        BilledLine rest = callsOf(invoice("INV-000000002"));
        assertThat(rest.amount()).isEqualTo(eur("0.09"));
        assertThat(rest.explanation())
                .isEqualTo(
                        "3:40 min, 1:40 min included, 2 minutes charged at 0.09 EUR per minute, less 0.09 EUR billed on demand");
        assertThat(records(rest)).isEqualTo(2);
        bothOwe("13.17 EUR");
    }

    /** A minute costs 0.09 to 5 minutes, and all of them 0.01 beyond: 0.09 for the first one, and 0.06 for six. */
    @Test
    void where_the_whole_costs_less_the_rest_is_given_back() {
        sold("mode=volume;tiers=300:0.09/60:units:0,*:0.01/60:units:0", "0.09");
        calls("2026-11-26", 160);
        assertThat(callsOf(demanded("2026-11-28T12:00:00Z")).amount()).isEqualTo(eur("0.09"));
        calls("2026-11-30", 300);
        bill("2026-12-02", "2026-12-01", 2);
        assertThat(callsOf(invoice("INV-000000002")).amount()).isEqualTo(eur("-0.03"));
        bothOwe("13.05 EUR");
    }

    @Test
    void a_second_one_has_what_has_come_since_the_first_and_none_has_what_is_free() {
        sold("0.09");
        calls("2026-11-25", 90);
        assertThat(told(demanded("2026-11-25T20:00:00Z"))).doesNotContain("calls");
        calls("2026-11-26", 70);
        assertThat(told(demanded("2026-11-26T20:00:00Z"))).isEqualTo("calls 0.09");
        calls("2026-11-27", 120);
        assertThat(told(demanded("2026-11-27T20:00:00Z"))).isEqualTo("calls 0.18");
        bill("2026-12-02", "2026-12-01", 2);
        assertThat(told(invoice("INV-000000004"))).isEqualTo("calls 0.00");
        bothOwe("13.26 EUR");
    }

    /** More calls come before the bill is made again: it stays what it was, and so does the cycle's invoice, which has them. */
    @Test
    void made_again_each_is_what_it_was() {
        sold("0.09");
        calls("2026-11-26", 160);
        Invoice first = demanded("2026-11-28T12:00:00Z");
        calls("2026-11-30", 60);
        InvoiceId again = new RebillDesk(database, InvoiceTax.NONE, Runs.at("2026-11-30T20:00:00Z"))
                .issued(first.id().value())
                .issued()
                .orElseThrow();
        assertThat(told(invoice(again.value()))).isEqualTo(told(first));
        bill("2026-12-02", "2026-12-01", 2);
        assertThat(told(invoice("INV-000000003"))).isEqualTo("calls 0.09");
        InvoiceId twice = desk.issued(again.value()).issued().orElseThrow();
        assertThat(told(invoice(twice.value()))).isEqualTo(told(first));
        InvoiceId rest = desk.issued("INV-000000003").issued().orElseThrow();
        assertThat(told(invoice(rest.value()))).isEqualTo("calls 0.09");
        bothOwe("13.17 EUR");
    }

    /** Sold at 0.90, and corrected to 0.09 after 0.90 were billed. */
    @Test
    void what_a_price_is_corrected_by_is_on_the_cycles_invoice() {
        sold("0.90");
        calls("2026-11-26", 160);
        assertThat(callsOf(demanded("2026-11-28T12:00:00Z")).amount()).isEqualTo(eur("0.90"));
        new ReratingDesk(database, Runs.at("2026-11-29T08:00:00Z"))
                .posted(ReratingDesk.calls("0.09"), "2026-11-01", "2026-12-01");
        bill("2026-12-02", "2026-12-01", 2);
        assertThat(told(invoice("INV-000000002"))).isEqualTo("calls -0.81");
        bothOwe("13.08 EUR");
    }

    @Test
    void what_is_credited_is_not_charged_again() {
        sold("0.09");
        calls("2026-11-26", 160);
        Invoice first = demanded("2026-11-28T12:00:00Z");
        assertThat(InvoiceDesk.of(database, Runs.at("2026-11-29T08:00:00Z"))
                        .credit(first.id(), Set.of(callsOf(first).number()), "Goodwill"))
                .isInstanceOf(Outcome.Accepted.class);
        calls("2026-11-30", 60);
        bill("2026-12-02", "2026-12-01", 2);
        assertThat(told(invoice("INV-000000002"))).isEqualTo("calls 0.09");
        assertThat(books.balance(Demo.account(1))).containsExactly(eur("13.08"));
        assertThat(books.balance(Demo.account(2))).containsExactly(eur("13.17"));
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    /** BAC-2 has a bill of its own on the 28th, and BAC-1 pays for it from the 29th on and asks on the 28th as well: what has come in between is on the invoice of the cycle. */
    @Test
    void who_pays_from_tomorrow_on_has_a_bill_of_the_same_day() {
        sold("0.09");
        calls("2026-11-26", 160);
        assertThat(callsOf(invoice(billed("2026-11-28T12:00:00Z", 2)
                                .account()
                                .invoice()
                                .orElseThrow()
                                .value()))
                        .amount())
                .isEqualTo(eur("0.09"));
        new Families(database).paidFor(2, 1, "2026-11-29");
        calls("2026-11-27", 60);
        Asked asked = billed("2026-11-28T20:00:00Z", 1);
        assertThat(asked.account().state()).as("%s", asked.account().reason()).isEqualTo(AccountState.BILLED);
        assertThat(told(invoice(asked.account().invoice().orElseThrow().value())))
                .endsWith("Monthly fee 3.00, calls 0.18");
        bill("2026-12-02", "2026-12-01", 1);
        assertThat(told(invoice("INV-000000003"))).isEqualTo("calls 0.00, calls 0.09");
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    /** 100 bytes for both lines, of which those of the first are consumed first: the second has 20 of 120 charged, and 70 when the first has used 50. */
    @Test
    void what_another_line_leaves_of_what_they_share_is_on_the_cycles_invoice() {
        runs.account(1);
        Price.Usage data = Demo.usage("data", UsageType.DATA, "0.01", 1, 1);
        Price.Allowance shared = new Price.Allowance(
                "shared", "Shared", List.of(UsageType.DATA), 100, AllowanceTerms.parse("shared=yes"));
        Demo.start(
                database,
                Demo.line(1, Demo.NUMBER, Demo.item("1", List.of(data)), Demo.item("2", List.of(shared))),
                Demo.NOON);
        Demo.start(database, Demo.line(2, "491510000002", Demo.item("1", List.of(data))), Demo.NOON);
        assertThat(new Sharing(database).join("491510000002", Runs.at("2026-11-25T13:00:00Z")))
                .isInstanceOf(Outcome.Accepted.class);
        take("1,DATA,491510000002,2026-11-26T18:00:00Z,120,");
        assertThat(told(demanded("2026-11-27T12:00:00Z"))).isEqualTo("data 0.20");
        take("2,DATA,491510000001,2026-11-27T18:00:00Z,50,");
        bill("2026-12-02", "2026-12-01", 1);
        assertThat(told(invoice("INV-000000002"))).isEqualTo("data 0.00, data 0.50");
        assertThat(books.balance(Demo.account(1))).containsExactly(eur("0.70"));
    }

    private void sold(String perMinute) {
        sold("", perMinute);
    }

    private void sold(String terms, String perMinute) {
        for (int account = 1; account <= 2; account++) {
            sold(account, ReratingDesk.calls(perMinute).with(UsageTerms.parse(terms, Demo.EUR)));
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
        return invoice(billed(at, 1).account().invoice().orElseThrow().value());
    }

    private static BilledLine callsOf(Invoice invoice) {
        return invoice.lines().stream()
                .filter(line -> line.kind() == BilledLine.Kind.USAGE)
                .findFirst()
                .orElseThrow();
    }

    private long records(BilledLine line) {
        return InvoiceDesk.of(database, Demo.NOON).records(line, 0, 10).total();
    }

    private void bothOwe(String amount) {
        assertThat(books.balance(Demo.account(1)).getFirst().toString()).isEqualTo(amount);
        assertThat(books.balance(Demo.account(2))).isEqualTo(books.balance(Demo.account(1)));
        assertThat(books.trialBalance().balanced()).isTrue();
    }
}
