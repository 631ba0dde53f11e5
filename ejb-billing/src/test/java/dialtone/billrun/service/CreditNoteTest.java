package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms;
import dialtone.invoice.BilledLine;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoiceTaxLine;
import dialtone.invoice.NumberUsage.RatedRecord;
import dialtone.invoice.service.InvoiceDesk;
import dialtone.invoice.service.Invoices;
import dialtone.ledger.service.AdjustmentDesk;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.PricedItem;
import dialtone.rating.SeatQuote;
import dialtone.rating.service.Contracts;
import dialtone.rating.service.Demo;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An invoice as it is stored, the records behind it, and how it is taken back. */
class CreditNoteTest extends BilledLines {

    private static final InvoiceId FIRST = InvoiceId.of(InvoiceId.Series.INV, 1);

    private final Invoices invoices = InvoiceDesk.of(database, Runs.at("2026-12-03T08:00:00Z"));

    @Test
    void an_invoice_is_read_as_it_was_stored_with_the_records_behind_its_lines() {
        billed();
        Invoice invoice = invoices.find(FIRST).orElseThrow();
        assertThat(invoice.lines())
                .extracting(line -> line.number() + " " + line.kind() + " " + line.subject() + " " + line.amount())
                .containsExactly(
                        "1 ONE_OFF ORD-1/1 9.99 EUR",
                        "2 RECURRING ORD-1/1 3.00 EUR",
                        "3 USAGE 491510000001 0.09 EUR",
                        "4 USAGE 491510000001 0.00 EUR");
        assertThat(invoice.total()).isEqualTo(Money.of("15.57", Demo.EUR));
        assertThat(invoice.taxes())
                .singleElement()
                .satisfies(tax -> assertThat(tax.rate()).isEqualByComparingTo("0.19"));
        assertThat(invoices.records(invoice.lines().get(2), 0, 10).rows())
                .extracting(record -> record.event().sequence() + " "
                        + record.charges().getFirst().amount())
                .containsExactly("1 0.09 EUR");
        assertThat(invoices.records(invoice.lines().getFirst(), 0, 10).rows()).isEmpty();
        assertThat(invoices.ofAccount(Demo.account(1), 0, 10).rows())
                .singleElement()
                .satisfies(summary -> assertThat(summary.total()).isEqualTo(invoice.total()));
    }

    @Test
    void lines_are_taken_back_one_after_another_and_all_of_them_are_the_invoice() {
        billed();
        Invoice first = done(invoices.credit(FIRST, Set.of(1), "Not ordered"));
        assertThat(first.id().value()).isEqualTo("CRN-000000001");
        assertThat(first.total()).as("9.99 and 1.90 of 2.49 tax").isEqualTo(Money.of("-11.89", Demo.EUR));
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("3.68", Demo.EUR));
        assertThat(codes(invoices.credit(FIRST, Set.of(1), "Twice"))).containsExactly("CREDITED_ALREADY");
        assertThat(codes(invoices.credit(FIRST, Set.of(9), "None"))).containsExactly("NO_SUCH_LINE");
        assertThat(codes(invoices.credit(first.id(), Set.of(), "Note"))).containsExactly("NOT_AN_INVOICE");
        assertThat(codes(invoices.credit(FIRST, Set.of(), ""))).containsExactly("INVALID_REASON");
        Invoice rest = done(invoices.credit(FIRST, Set.of(), "The rest"));
        assertThat(rest.lines()).extracting(BilledLine::number).containsExactly(1, 2, 3);
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("0.00", Demo.EUR));
        assertThat(books.trialBalance().rows())
                .as("nothing is left of any of it")
                .allSatisfy(row -> assertThat(row.balance().isZero()).isTrue());
        assertThat(codes(invoices.credit(FIRST, Set.of(), "More"))).containsExactly("CREDITED_ALREADY");
        assertThat(invoices.creditNotesOf(FIRST)).hasSize(2);
        assertThat(invoices.find(rest.id())).contains(rest);
    }

    @Test
    void what_was_invoiced_and_taken_back_is_not_invoiced_again() {
        billed();
        done(invoices.credit(FIRST, Set.of(), "All of it"));
        runs.on("2027-01-02T08:00:00Z").run("2027-01-01");
        assertThat(invoices.find(InvoiceId.of(InvoiceId.Series.INV, 2))
                        .orElseThrow()
                        .lines())
                .extracting(BilledLine::amount)
                .containsExactly(Money.of("15.00", Demo.EUR));
    }

    @Test
    void an_adjustment_on_an_invoice_is_taken_back_by_an_adjustment_or_by_a_credit_note_and_not_by_both() {
        runs.account(1);
        AdjustmentDesk desk = new AdjustmentDesk(database);
        long first = desk.posted(Demo.account(1), "20.00");
        long second = desk.posted(Demo.account(1), "30.00");
        runs.run("2026-12-01");
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("50.00", Demo.EUR));
        done(invoices.credit(FIRST, Set.of(1), "Not agreed"));
        assertThat(desk.undo(first)).containsExactly("CREDITED_ALREADY");
        assertThat(desk.undo(second)).isEmpty();
        assertThat(codes(invoices.credit(FIRST, Set.of(2), "Not agreed"))).containsExactly("UNDONE_ALREADY");
        assertThat(codes(invoices.credit(FIRST, Set.of(), "The rest"))).containsExactly("CREDITED_ALREADY");
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("30.00", Demo.EUR));
    }

    @Test
    void what_was_credited_is_not_given_back_again_when_its_line_ends() {
        for (int number = 1; number <= 2; number++) {
            runs.account(number);
            Demo.start(database, Demo.order(number, "49151000000" + number), Demo.NOON);
        }
        runs.run("2026-12-01");
        done(invoices.credit(FIRST, Set.of(2), "Not as agreed"));
        Clock dayAfter = Clock.offset(Demo.NOON, Duration.ofDays(1));
        for (int number = 1; number <= 2; number++) {
            Demo.start(database, ending(number), dayAfter);
        }
        assertThat(books.balance(Demo.account(1)))
                .as("9.99 for the activation; all of the fee was credited")
                .containsExactly(Money.of("9.99", Demo.EUR));
        assertThat(books.balance(Demo.account(2)).getFirst().amount())
                .as("the other one has the fee of its days")
                .isBetween(new BigDecimal("10.00"), new BigDecimal("12.00"));
        runs.on("2027-01-02T08:00:00Z").run("2027-01-01");
        assertThat(books.balance(Demo.account(1)).getFirst().amount()).isEqualByComparingTo("9.99");
    }

    @Test
    void what_was_credited_is_not_given_back_again_when_less_is_agreed() {
        for (int number = 1; number <= 2; number++) {
            runs.account(number);
            Demo.start(database, Demo.order(number, "49151000000" + number), Demo.NOON);
        }
        runs.run("2026-12-01");
        done(invoices.credit(FIRST, Set.of(2), "Not as agreed"));
        for (int number = 1; number <= 2; number++) {
            Contracts.agree(database, Demo.account(number), "2026-11-01", "10.00", Demo.NOON);
        }
        assertThat(books.balance(Demo.account(1)))
                .as("9.99 for the activation; all of the fee was credited")
                .containsExactly(Money.of("9.99", Demo.EUR));
        assertThat(books.balance(Demo.account(2)))
                .as("six days of 10.00 for the other one")
                .containsExactly(Money.of("11.99", Demo.EUR));
    }

    /** Five seats for 6 of 30 days are 6.00, which a note has taken back: there is nothing to give back of two of them. */
    @Test
    void of_seats_that_are_credited_fewer_give_nothing_back_and_the_quote_says_so() {
        runs.account(1);
        Price seat = new Price.Recurring(
                "fee", "Seat", Money.of("6.00", Demo.EUR), RecurringTerms.parse("basis=seats", Demo.EUR));
        PricedItem talk = new PricedItem("1", new OfferingId("talk"), "Talk", List.of(seat), 5);
        OrderFacts.Charges first = Demo.order(1, Demo.NUMBER, List.of(talk));
        Demo.start(database, first, Demo.NOON);
        runs.run("2026-12-01");
        assertThat(Demo.seatQuote(database, new OrderId("ORD-1"), 3, "2026-11-28T12:00:00Z")
                        .orElseThrow()
                        .now())
                .as("two for 3 of 30 days")
                .isEqualTo(Money.of("-1.20", Demo.EUR));
        invoices.credit(FIRST, Set.of(), "Goodwill");
        SeatQuote quote = Demo.seatQuote(database, new OrderId("ORD-1"), 3, "2026-11-28T12:00:00Z")
                .orElseThrow();
        assertThat(quote.now()).isEqualTo(Money.of("0.00", Demo.EUR));
        assertThat(quote.nextMonth()).isEqualTo(Money.of("18.00", Demo.EUR));
        Demo.start(
                database,
                new OrderFacts.Charges(
                                new OrderId("ORD-2"),
                                first.customer(),
                                first.billingAccount(),
                                first.zone(),
                                List.of(),
                                List.of())
                        .seating(List.of(new OrderFacts.Seating(
                                new OrderFacts.Ending(first.order(), "1", Optional.empty(), Optional.empty()), 3))),
                Clock.offset(Demo.NOON, Duration.ofDays(3)));
        assertThat(books.balance(Demo.account(1)))
                .as("and that is what is posted")
                .containsExactly(Money.of("0.00", Demo.EUR));
    }

    /** Ends the line of an order of the demo. */
    static OrderFacts.Charges ending(int number) {
        OrderFacts.Charges order = Demo.order(number, "49151000000" + number);
        return new OrderFacts.Charges(
                new OrderId("ORD-1" + number),
                order.customer(),
                order.billingAccount(),
                order.zone(),
                List.of(),
                List.of(),
                List.of(new OrderFacts.Ending(
                        order.order(), "1", Optional.of("49151000000" + number), Optional.empty())),
                List.of());
    }

    @Test
    void the_records_of_a_line_are_those_of_its_price_however_many_others_there_are() {
        runs.account(1);
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        List<String> records = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            records.add((i + 1) + ",SMS,491510000001,2026-11-25T18:00:" + (10 + i) + "Z,1,4930123456");
        }
        records.add("21,VOICE,491510000001,2026-11-26T18:00:00Z,160,4930123456");
        take(records.toArray(String[]::new));
        runs.run("2026-12-01");
        Invoice invoice = invoices.find(FIRST).orElseThrow();
        BilledLine calls = lineOf(invoice, "calls");
        assertThat(invoices.records(calls, 0, 5).rows())
                .extracting(record -> record.event().sequence())
                .containsExactly(21L);
        Page<RatedRecord> messages = invoices.records(lineOf(invoice, "sms"), 5, 5);
        assertThat(messages.total()).isEqualTo(20);
        assertThat(messages.rows())
                .extracting(record -> record.event().sequence())
                .containsExactly(6L, 7L, 8L, 9L, 10L);
        runs.execute(
                "INSERT INTO USAGE_SEGMENT (SOURCE_NAME, RECORD_SEQUENCE, USAGE_TYPE, CELL, FIRST_CELL, NUMBER_ACCOUNT_ID,"
                        + " CYCLE_ON, BILLABLE_UNITS) SELECT SOURCE_NAME, RECORD_SEQUENCE, 'VOICE', '-', '-', NUMBER_ACCOUNT_ID, CYCLE_ON, 1"
                        + " FROM USAGE_EVENT WHERE RECORD_SEQUENCE = 3");
        assertThat(invoices.records(calls, 0, 5).rows())
                .as("what only spills into the price as well")
                .extracting(record -> record.event().sequence())
                .containsExactly(3L, 21L);
    }

    private static BilledLine lineOf(Invoice invoice, String description) {
        return invoice.lines().stream()
                .filter(line -> line.description().equals(description))
                .findFirst()
                .orElseThrow();
    }

    private void billed() {
        runs.account(1);
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        take(
                "1,VOICE,491510000001,2026-11-25T18:00:00Z,160,4930123456",
                "2,SMS,491510000001,2026-11-26T18:00:00Z,1,4930123456");
        runs.taxedBy(draft -> Outcome.accepted(List.of(new InvoiceTaxLine(
                        "DE-VAT-19",
                        "VAT 19 %",
                        OptionalInt.empty(),
                        draft.net(),
                        new BigDecimal("0.19"),
                        Money.rounded(
                                draft.net().amount().multiply(new BigDecimal("0.19")),
                                draft.currency(),
                                RoundingMode.HALF_UP),
                        ""))))
                .run("2026-12-01");
    }

    private static Invoice done(Outcome<Invoice> outcome) {
        return outcome.fold(invoice -> invoice, reasons -> {
            throw new IllegalStateException(reasons.toString());
        });
    }

    private static List<String> codes(Outcome<Invoice> outcome) {
        return outcome.fold(
                done -> List.of(),
                reasons -> reasons.stream().map(Rejection::code).toList());
    }
}
