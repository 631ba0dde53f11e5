package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.hierarchy.service.Families;
import dialtone.invoice.BilledLine;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoiceTax;
import dialtone.invoice.InvoiceTaxLine;
import dialtone.invoice.RebillRequest;
import dialtone.invoice.service.InvoiceDesk;
import dialtone.invoice.service.Invoices;
import dialtone.ledger.service.AdjustmentDesk;
import dialtone.rating.service.Demo;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An invoice that is credited whole and made again: with the credit note it is what it would have been if nothing had been wrong. */
class RebillTest extends BilledLines {

    /** A fifth of each line, to the cent. */
    private static final InvoiceTax FIFTH = draft -> Outcome.accepted(draft.lines().stream()
            .map(line -> new InvoiceTaxLine(
                    "DE/VAT/S",
                    "VAT 20 %",
                    OptionalInt.of(line.number()),
                    line.amount(),
                    new BigDecimal("0.2"),
                    Money.rounded(
                            line.amount().amount().multiply(new BigDecimal("0.2")),
                            draft.currency(),
                            RoundingMode.HALF_UP),
                    ""))
            .toList());

    private final Invoices invoices = InvoiceDesk.of(database, Runs.at("2026-12-03T08:00:00Z"));
    private final RebillDesk desk = new RebillDesk(database, FIFTH, Runs.at("2026-12-03T08:00:00Z"));

    @BeforeEach
    void taxes() {
        runs.taxedBy(FIFTH);
    }

    @Test
    void use_that_came_late_is_on_the_invoice_in_the_others_place_as_if_it_had_come_in_time() {
        lineOf(1);
        lineOf(2);
        take(
                "1,VOICE,491510000001,2026-11-25T18:00:00Z,160,4930123456",
                "2,VOICE,491510000002,2026-11-25T18:00:00Z,160,4930123456",
                "3,VOICE,491510000002,2026-11-26T18:00:00Z,130,4930123456",
                "4,SMS,491510000002,2026-11-26T18:00:00Z,1,4930123456");
        runs.run("2026-12-01");
        take(
                "5,VOICE,491510000001,2026-11-26T18:00:00Z,130,4930123456",
                "6,SMS,491510000001,2026-11-26T18:00:00Z,1,4930123456");
        Rebills.Preview preview = RebillDesk.done(desk.in(all -> all.preview(id("INV-000000001"))));
        assertThat(preview.anew().total()).isEqualTo(invoice("INV-000000002").total());

        RebillRequest done = desk.issued("INV-000000001");

        assertThat(done.note().orElseThrow()).isEqualTo(id("CRN-000000001"));
        Invoice anew = invoice(done.issued().orElseThrow().value());
        assertThat(anew.id()).isEqualTo(id("INV-000000003"));
        assertThat(anew.replaced()).contains(id("INV-000000001"));
        assertThat(anew.cycle()).isEqualTo(invoice("INV-000000001").cycle());
        assertThat(anew.issuedOn()).isEqualTo("2026-12-03");
        assertThat(anew.dueOn()).isEqualTo("2026-12-17");
        assertThat(told(anew))
                .isEqualTo(told(invoice("INV-000000002"))
                        .replace("491510000002", "491510000001")
                        .replace("ORD-2", "ORD-1"));
        assertThat(anew.lines())
                .extracting(BilledLine::cause)
                .filteredOn(BilledLine.OfRebilledLine.class::isInstance)
                .hasSize(3);
        assertThat(invoice("CRN-000000001").total())
                .isEqualTo(invoice("INV-000000001").total().negated());
        assertThat(books.balance(Demo.account(1))).isEqualTo(books.balance(Demo.account(2)));
        BilledLine calls = line(anew, "calls");
        assertThat(invoices.records(calls, 0, 10).rows())
                .extracting(record -> record.event().sequence())
                .containsExactly(1L, 5L);
        allIsWell();
        runs.on("2027-01-02T08:00:00Z").run("2027-01-01");
        assertThat(told(invoice("INV-000000004")))
                .as("nothing of it is left for the next one")
                .isEqualTo(told(invoice("INV-000000005")).replace("ORD-2", "ORD-1"));
        allIsWell();
    }

    @Test
    void a_second_person_approves_what_was_asked_for_and_nothing_else() {
        lineOf(1);
        runs.run("2026-12-01");
        assertThat(RebillDesk.code(desk.ask("INV-000000001", " ", "ann"))).isEqualTo("INVALID_REASON");
        assertThat(RebillDesk.code(desk.ask("INV-000000009", "None", "ann"))).isEqualTo("NO_SUCH_INVOICE");
        long first = desk.asked("INV-000000001").id();
        assertThat(RebillDesk.code(desk.ask("INV-000000001", "Again", "bob"))).isEqualTo("ASKED_ALREADY");
        assertThat(RebillDesk.code(desk.in(all -> all.approve(first, "ann")))).isEqualTo("SECOND_PERSON_REQUIRED");
        take("1,VOICE,491510000001,2026-11-25T18:00:00Z,160,4930123456");
        assertThat(RebillDesk.code(desk.in(all -> all.approve(first, "bob")))).isEqualTo("CHANGED_MEANWHILE");
        assertThat(database.count("SELECT COUNT(*) FROM INVOICE"))
                .as("nothing is issued")
                .isEqualTo(1);
        RebillDesk.done(desk.in(all -> all.decline(first, "bob")));
        assertThat(RebillDesk.code(desk.in(all -> all.approve(first, "bob")))).isEqualTo("DECIDED_ALREADY");
        long samePrice = desk.asked("INV-000000001").id();
        take("2,SMS,491510000001,2026-11-26T18:00:00Z,1,4930123456");
        assertThat(RebillDesk.code(desk.in(all -> all.approve(samePrice, "bob"))))
                .as("a message more, which is included")
                .isEqualTo("CHANGED_MEANWHILE");
        RebillDesk.done(desk.in(all -> all.decline(samePrice, "bob")));
        RebillRequest second = desk.issued("INV-000000001");
        assertThat(second.decidedBy()).contains("bob");
        assertThat(RebillDesk.code(desk.in(all -> all.approve(second.id(), "bob"))))
                .isEqualTo("DECIDED_ALREADY");
        assertThat(RebillDesk.code(desk.ask("INV-000000001", "Again", "ann"))).isEqualTo("CREDITED_ALREADY");
        assertThat(RebillDesk.code(desk.ask("CRN-000000001", "Note", "ann"))).isEqualTo("NOT_AN_INVOICE");
        assertThat(desk.in(all -> all.list(Optional.of(RebillRequest.State.ISSUED), 0, 10))
                        .rows())
                .containsExactly(second);
        Optional<RebillRequest> open = desk.in(all -> all.of(id("INV-000000001")));
        assertThat(open).contains(second);
        assertThat(desk.in(all -> all.find(first)).orElseThrow().state()).isEqualTo(RebillRequest.State.DECLINED);
    }

    @Test
    void one_of_which_a_line_is_credited_is_not_made_again() {
        lineOf(1);
        runs.run("2026-12-01");
        RebillDesk.done(invoices.credit(id("INV-000000001"), Set.of(1), "Goodwill"));
        assertThat(RebillDesk.code(desk.ask("INV-000000001", "Again", "ann"))).isEqualTo("PARTLY_CREDITED");
    }

    @Test
    void it_can_be_credited_made_again_and_ended_like_any_other() {
        lineOf(1);
        lineOf(2);
        runs.run("2026-12-01");
        desk.issued("INV-000000001");
        RebillRequest second = desk.issued("INV-000000003");
        assertThat(invoice(second.issued().orElseThrow().value()).replaced()).contains(id("INV-000000003"));
        assertThat(books.balance(Demo.account(1))).isEqualTo(books.balance(Demo.account(2)));
        Clock dayAfter = Clock.offset(Demo.NOON, Duration.ofDays(1));
        Demo.start(database, CreditNoteTest.ending(1), dayAfter);
        Demo.start(database, CreditNoteTest.ending(2), dayAfter);
        assertThat(books.balance(Demo.account(1)))
                .as("its fee is charged, so days of it are given back")
                .isEqualTo(books.balance(Demo.account(2)));
        runs.on("2027-01-02T08:00:00Z").run("2027-01-01");
        assertThat(books.balance(Demo.account(1))).isEqualTo(books.balance(Demo.account(2)));
        allIsWell();
    }

    @Test
    void what_is_credited_of_the_new_one_is_not_given_back_again() {
        lineOf(1);
        runs.run("2026-12-01");
        desk.issued("INV-000000001");
        RebillDesk.done(invoices.credit(id("INV-000000002"), Set.of(2), "Not as agreed"));
        Demo.start(database, CreditNoteTest.ending(1), Clock.offset(Demo.NOON, Duration.ofDays(1)));
        assertThat(books.balance(Demo.account(1))).as("9.99 and its tax").containsExactly(Money.of("11.99", Demo.EUR));
        allIsWell();
    }

    @Test
    void an_adjustment_is_made_again_unless_it_is_taken_back_and_is_taken_back_once() {
        runs.account(1);
        AdjustmentDesk adjustments = new AdjustmentDesk(database);
        long first = adjustments.posted(Demo.account(1), "20.00");
        long second = adjustments.posted(Demo.account(1), "30.00");
        runs.run("2026-12-01");
        adjustments.takenBack(second);
        desk.issued("INV-000000001");
        assertThat(told(invoice("INV-000000002"))).isEqualTo("Agreed 20.00");
        assertThat(adjustments.undo(first)).as("it is on the new one").isEmpty();
        assertThat(RebillDesk.code(invoices.credit(id("INV-000000002"), Set.of(1), "Twice")))
                .isEqualTo("UNDONE_ALREADY");
        allIsWell();
    }

    @Test
    void sections_of_others_stay_theirs_and_the_payer_owes_what_has_come_since() {
        Families families = new Families(database);
        lineOf(1);
        lineOf(2);
        families.paidFor(2, 1, "2026-11-01");
        runs.run("2026-12-01");
        take("1,VOICE,491510000002,2026-11-25T18:00:00Z,160,4930123456");
        assertThat(books.balance(Demo.account(2)))
                .as("posted as the child's")
                .containsExactly(Money.of("0.09", Demo.EUR));
        desk.issued("INV-000000001");
        assertThat(invoice("INV-000000002").content().sections())
                .extracting(section -> section.account() + " " + section.firstLine() + "-" + section.lastLine())
                .containsExactly("BAC-1 1-2", "BAC-2 3-5");
        assertThat(books.balance(Demo.account(2))).containsExactly(Money.of("0.00", Demo.EUR));
        assertThat(books.balance(Demo.account(1)))
                .containsExactly(invoice("INV-000000002").total());
        allIsWell();
    }

    @Test
    void what_is_on_a_later_invoice_stays_there() {
        lineOf(1);
        take("1,VOICE,491510000001,2026-11-25T18:00:00Z,160,4930123456");
        runs.run("2026-12-01");
        take("2,VOICE,491510000001,2026-11-26T18:00:00Z,130,4930123456");
        runs.on("2027-01-02T08:00:00Z").run("2027-01-01");
        take("3,VOICE,491510000001,2026-11-27T18:00:00Z,190,4930123456");
        String first = told(invoice("INV-000000001"));
        desk.issued("INV-000000001");
        assertThat(told(invoice("INV-000000003"))).isEqualTo(first);
        runs.on("2027-02-02T08:00:00Z").run("2027-02-01");
        assertThat(told(invoice("INV-000000004"))).contains("calls 0.28");
        allIsWell();
    }

    /** Records of two accounts that use the same: one is billed in time, the other one again and again. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void original_credit_and_rebill_are_what_an_undisturbed_bill_is(int seed) {
        Random random = new Random(seed);
        lineOf(1);
        lineOf(2);
        List<String> records = new ArrayList<>();
        int count = 4 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            records.add((random.nextBoolean() ? "VOICE" : "SMS") + "|2026-11-" + (26 + random.nextInt(4)) + "T1"
                    + random.nextInt(10) + ":00:0" + random.nextInt(10) + "Z," + (1 + random.nextInt(200)));
        }
        int inTime = random.nextInt(count);
        take(Stream.concat(
                        IntStream.range(0, count).mapToObj(i -> record(100 + i, 2, records.get(i))),
                        IntStream.range(0, inTime).mapToObj(i -> record(200 + i, 1, records.get(i))))
                .toArray(String[]::new));
        runs.run("2026-12-01");
        int second = inTime + random.nextInt(count - inTime);
        late(records, inTime, second);
        String last = desk.issued("INV-000000001").issued().orElseThrow().value();
        late(records, second, count);
        if (random.nextBoolean()) {
            last = desk.issued(last).issued().orElseThrow().value();
            assertThat(invoice(last).total()).isEqualTo(invoice("INV-000000002").total());
            assertThat(told(invoice(last)).replace("ORD-1", "ORD-2")).isEqualTo(told(invoice("INV-000000002")));
        }
        allIsWell();
        runs.on("2027-01-02T08:00:00Z").run("2027-01-01");
        assertThat(net(1)).isEqualTo(net(2));
        assertThat(database.count(
                        "SELECT COUNT(*) FROM LATE_USAGE L JOIN NUMBER_ACCOUNT N ON N.ID = L.NUMBER_ACCOUNT_ID"
                                + " WHERE L.BILL_CYCLE_ON >= N.BILLED_TO_ON"))
                .as("nothing waits")
                .isZero();
        allIsWell();
    }

    private void late(List<String> records, int from, int to) {
        if (from < to) {
            take(IntStream.range(from, to)
                    .mapToObj(i -> record(200 + i, 1, records.get(i)))
                    .toArray(String[]::new));
        }
    }

    private static String record(int sequence, int account, String record) {
        int bar = record.indexOf('|');
        return sequence + "," + record.substring(0, bar) + ",49151000000" + account + "," + record.substring(bar + 1)
                + ",4930123456";
    }

    private static BilledLine line(Invoice invoice, String description) {
        return invoice.lines().stream()
                .filter(line -> line.description().equals(description))
                .findFirst()
                .orElseThrow();
    }

    private static InvoiceId id(String id) {
        return new InvoiceId(id);
    }

    private void allIsWell() {
        assertThat(
                        database.count(
                                "SELECT COUNT(*) FROM (SELECT CURRENCY FROM POSTING GROUP BY CURRENCY HAVING SUM(AMOUNT) <> 0) P"))
                .isZero();
        assertThat(
                        database.text(
                                "SELECT CAST(COALESCE(SUM(P.AMOUNT), 0) AS NUMBER(19,2)) FROM POSTING P WHERE P.LEDGER_ACCOUNT LIKE 'receivable:%'"))
                .as("all that is owed is charged: every charge, and the tax of all invoices and notes")
                .isEqualTo(
                        database.text(
                                "SELECT CAST((SELECT COALESCE(SUM(AMOUNT), 0) FROM RATED_CHARGE) + (SELECT COALESCE(SUM(AMOUNT), 0) FROM USAGE_EVENT)"
                                        + " + (SELECT COALESCE(SUM(AMOUNT), 0) FROM USAGE_CHARGE) + (SELECT COALESCE(SUM(AMOUNT), 0) FROM ADJUSTMENT WHERE STATE = 'POSTED')"
                                        + " + (SELECT COALESCE(SUM(TAX_AMOUNT), 0) FROM INVOICE)"
                                        + " + (SELECT COALESCE(SUM(C.NET_AMOUNT), 0) FROM INVOICE C WHERE C.KIND = 'CREDIT_NOTE' AND NOT EXISTS"
                                        + " (SELECT 1 FROM INVOICE R WHERE R.REPLACED_ID = C.CREDITED_ID)) AS NUMBER(19,2)) FROM DUAL"));
    }
}
