package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.catalog.AllowanceTerms;
import dialtone.catalog.DiscountCondition;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms.Discount;
import dialtone.catalog.UsageType;
import dialtone.invoice.BilledLine;
import dialtone.invoice.InvoiceTax;
import dialtone.invoice.service.InvoiceDesk;
import dialtone.invoice.service.Invoices;
import dialtone.invoice.service.Previews;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.PricedItem;
import dialtone.rating.Rerating;
import dialtone.rating.Rerating.NumberState;
import dialtone.rating.Rerating.State;
import dialtone.rating.service.Contracts;
import dialtone.rating.service.Demo;
import dialtone.usage.service.ReratingDesk;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Use that is rated again by a corrected price. Account 1 was sold calls at 0.90 EUR a minute by mistake, account 2 at 0.09 EUR: afterwards they have been charged the
 * same.
 */
class ReratingTest extends BilledLines {

    /** Half off in a line's first two bill cycles. */
    private static final Discount HALF = new Discount(
            Optional.of(BigDecimal.valueOf(50)),
            Optional.empty(),
            0,
            Optional.of(2),
            DiscountCondition.named("Welcome"));

    private final Invoices invoices = InvoiceDesk.of(database, Runs.at("2026-12-03T08:00:00Z"));
    private final ReratingDesk desk = new ReratingDesk(database, Runs.at("2026-12-03T08:00:00Z"));

    @Test
    void it_is_calculated_first_approved_by_another_one_and_posts_the_difference_once() {
        sold(1, "0.90");
        sold(2, "0.09");
        both("VOICE|2026-11-25T18:00:00Z,160", "VOICE|2026-11-26T18:00:00Z,130");
        long id = desk.calculated(ReratingDesk.calls("0.09"), "2026-11-01", "2027-01-01");
        Rerating.Standing standing = desk.find(id);
        assertThat(standing.rerating().state()).isEqualTo(State.CALCULATED);
        assertThat(standing.progress().of(NumberState.CALCULATED)).isEqualTo(2);
        assertThat(standing.progress().before()).contains(eur("3.14"));
        assertThat(standing.progress().difference()).contains(eur("-2.56"));
        assertThat(database.count("SELECT COUNT(*) FROM USAGE_CHARGE"))
                .as("nothing is posted yet")
                .isZero();
        assertThat(ReratingDesk.code(desk.in(all -> all.approve(id, "ann")))).isEqualTo("SECOND_PERSON_REQUIRED");
        ReratingDesk.done(desk.in(all -> all.approve(id, "bob")));
        assertThat(ReratingDesk.code(desk.in(all -> all.decline(id, "bob")))).isEqualTo("DECIDED_ALREADY");
        desk.round();
        assertThat(desk.find(id).rerating().state()).isEqualTo(State.COMPLETED);
        assertThat(database.text(
                        "SELECT LISTAGG(RECORD_SEQUENCE || ' ' || CAST(OLD_AMOUNT AS NUMBER(19,2)) || ' ' || CAST(AMOUNT AS NUMBER(19,2)) || ' ' || RERATING_ID, ', ')"
                                + " WITHIN GROUP (ORDER BY RECORD_SEQUENCE) FROM USAGE_CHARGE"))
                .isEqualTo("1 0.90 -0.81 " + id + ", 2 1.95 -1.75 " + id);
        assertThat(books.balance(Demo.account(1))).isEqualTo(books.balance(Demo.account(2)));
        assertThat(desk.in(all -> all.numbers(id, Optional.of(NumberState.POSTED), 0, 10))
                        .rows())
                .extracting(each -> each.msisdn() + " " + each.before().orElseThrow() + " "
                        + each.after().orElseThrow())
                .containsExactly("491510000001 2.85 EUR 0.29 EUR", "491510000002 0.29 EUR 0.29 EUR");
        long entries = database.count("SELECT COUNT(*) FROM JOURNAL_ENTRY");
        Rerating.Standing again = desk.posted(ReratingDesk.calls("0.09"), "2026-11-01", "2027-01-01");
        assertThat(again.progress().difference()).contains(eur("0.00"));
        assertThat(database.count("SELECT COUNT(*) FROM JOURNAL_ENTRY"))
                .as("a second one writes nothing")
                .isEqualTo(entries);
        assertThat(database.count("SELECT COUNT(*) FROM USAGE_CHARGE")).isEqualTo(2);
        both("VOICE|2026-11-27T18:00:00Z,70", "VOICE|2026-12-02T18:00:00Z,300");
        assertThat(books.balance(Demo.account(1)))
                .as("what comes late is by the corrected price")
                .isEqualTo(books.balance(Demo.account(2)));
        runs.run("2026-12-01");
        assertThat(told(invoice("INV-000000001"))).isEqualTo(told(invoice("INV-000000002")));
        assertThat(
                        database.text(
                                "SELECT CATALOG_VERSION FROM INVOICE_LINE WHERE LINE_KIND = 'USAGE' AND INVOICE_ID = 'INV-000000001' FETCH FIRST 1 ROWS ONLY"))
                .isEqualTo("2026-12");
    }

    @Test
    void of_a_month_that_is_invoiced_the_difference_is_on_the_next_invoice_with_its_records() {
        sold(1, "0.90");
        both("VOICE|2026-11-25T18:00:00Z,160");
        runs.run("2026-12-01");
        desk.posted(ReratingDesk.calls("0.09"), "2026-11-01", "2026-12-01");
        runs.on("2027-01-02T08:00:00Z").run("2027-01-01");
        BilledLine line = invoice("INV-000000002").lines().getLast();
        assertThat(line.amount()).isEqualTo(eur("-0.81"));
        assertThat(line.explanation()).isEqualTo("calls of November 2026 by a corrected price");
        assertThat(invoices.records(line, 0, 10).rows())
                .singleElement()
                .satisfies(record -> assertThat(record.charges())
                        .extracting(charge -> charge.amount())
                        .containsExactly(eur("-0.81")));
        List<Money> owed = books.balance(Demo.account(1));
        new RebillDesk(database, InvoiceTax.NONE, Runs.at("2027-01-03T08:00:00Z")).issued("INV-000000001");
        assertThat(told(invoice("INV-000000003")))
                .as("what is on a later invoice stays there, and the rest is made again as it was")
                .isEqualTo(told(invoice("INV-000000001")));
        assertThat(invoice("INV-000000003").lines().getLast().explanation()).startsWith("as it was charged before");
        assertThat(books.balance(Demo.account(1))).isEqualTo(owed);
        runs.on("2027-02-02T08:00:00Z").run("2027-02-01");
        assertThat(told(invoice("INV-000000004"))).isEqualTo("Mobile 1: Monthly fee 15.00");
    }

    @Test
    void or_the_invoice_is_credited_and_made_again_by_the_corrected_price() {
        sold(1, "0.90");
        sold(2, "0.09");
        both("VOICE|2026-11-25T18:00:00Z,160", "VOICE|2026-11-26T18:00:00Z,130");
        runs.run("2026-12-01");
        desk.posted(ReratingDesk.calls("0.09"), "2026-11-01", "2026-12-01");
        new RebillDesk(database, InvoiceTax.NONE, Runs.at("2026-12-03T08:00:00Z")).issued("INV-000000001");
        assertThat(told(invoice("INV-000000003"))).isEqualTo(told(invoice("INV-000000002")));
        assertThat(invoice("INV-000000003").lines().getLast().explanation())
                .isEqualTo(invoice("INV-000000002").lines().getLast().explanation());
        assertThat(books.balance(Demo.account(1))).isEqualTo(books.balance(Demo.account(2)));
        runs.on("2027-01-02T08:00:00Z").run("2027-01-01");
        assertThat(told(invoice("INV-000000004"))).isEqualTo(told(invoice("INV-000000005")));
    }

    @Test
    void what_would_count_otherwise_is_refused_and_said() {
        sold(1, "0.90");
        both("VOICE|2026-11-25T18:00:00Z,160");
        assertThat(ReratingDesk.code(desk.ask(ReratingDesk.calls("0.09"), "2026-11-01", "2026-11-15")))
                .isEqualTo("INVALID_DATES");
        assertThat(ReratingDesk.code(
                        desk.ask(ReratingDesk.calls("0.09"), "2026-11-01", "2026-12-01", Optional.of(Demo.account(9)))))
                .isEqualTo("UNKNOWN_ACCOUNT");
        Price.Usage bySecond = Demo.usage("calls", UsageType.VOICE, "0.09", 60, 1);
        long id = desk.calculated(bySecond, "2026-11-01", "2026-12-01");
        assertThat(desk.in(all -> all.numbers(id, Optional.empty(), 0, 10)).rows())
                .singleElement()
                .satisfies(number -> {
                    assertThat(number.state()).isEqualTo(NumberState.REFUSED);
                    assertThat(number.reason()).contains("counts units otherwise");
                });
        ReratingDesk.done(desk.in(all -> all.decline(id, "ann")));
        assertThat(desk.in(all -> all.list(0, 10)).rows().getFirst().rerating().state())
                .isEqualTo(State.DECLINED);
    }

    @Test
    void a_number_that_breaks_is_named_and_holds_up_no_other() {
        sold(1, "0.90");
        sold(2, "0.90");
        both("VOICE|2026-11-25T18:00:00Z,160");
        long id = desk.calculated(ReratingDesk.calls("0.09"), "2026-11-01", "2026-12-01");
        runs.execute(
                "INSERT INTO JOURNAL_ENTRY (ID, ENTRY_KEY, DESCRIPTION, BOOKED_AT, POSTING_COUNT)"
                        + " SELECT -1, 'rerating:" + id
                        + ":' || MIN(NUMBER_ACCOUNT_ID), 'Taken', TIMESTAMP WITH TIME ZONE '2026-12-01 00:00:00+00:00', 0 FROM RERATING_NUMBER");
        ReratingDesk.done(desk.in(all -> all.approve(id, "bob")));
        desk.round();
        Rerating.Standing standing = desk.find(id);
        assertThat(standing.rerating().state()).isEqualTo(State.COMPLETED);
        assertThat(standing.progress().of(NumberState.REFUSED)).isEqualTo(1);
        assertThat(standing.progress().of(NumberState.POSTED)).isEqualTo(1);
        assertThat(database.count("SELECT COUNT(*) FROM USAGE_CHARGE"))
                .as("of the one that broke nothing is written")
                .isEqualTo(1);
        assertThat(desk.posted(ReratingDesk.calls("0.09"), "2026-11-01", "2026-12-01")
                        .progress()
                        .difference())
                .contains(eur("-0.81"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void whenever_it_comes_both_have_been_charged_the_same(int seed) {
        Random random = new Random(seed);
        sold(1, "0.90");
        sold(2, "0.09");
        boolean billedBefore = random.nextBoolean();
        use(random, "2026-11-2", 6, 4);
        if (billedBefore) {
            runs.run("2026-12-01");
            use(random, "2026-11-2", 6, 4);
        }
        desk.posted(ReratingDesk.calls("0.09"), "2026-11-01", "2027-02-01");
        use(random, "2026-11-2", 6, 4);
        use(random, "2026-12-0", 1, 8);
        assertThat(books.balance(Demo.account(1))).isEqualTo(books.balance(Demo.account(2)));
        if (!billedBefore) {
            runs.run("2026-12-01");
        }
        runs.on("2027-01-02T08:00:00Z").run("2027-01-01");
        assertThat(net(1)).isEqualTo(net(2));
        assertThat(database.count("SELECT COUNT(*) FROM BILL_RUN_ACCOUNT WHERE STATE = 'FAILED'"))
                .isZero();
    }

    /** What use costs is the price as it should have been, and what is agreed upon that: in whatever order records, agreement and correction come. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void what_is_agreed_holds_upon_the_corrected_price_whatever_comes_first(int seed) {
        Random random = new Random(seed);
        sold(1, "0.90");
        sold(2, "0.09");
        String rate = random.nextInt(3) == 0 ? "0.05/60" : "20";
        List<Runnable> steps = new ArrayList<>(List.of(
                () -> use(random, "2026-11-2", 6, 4),
                () -> use(random, "2026-11-2", 6, 4),
                () -> agreed(rate),
                () -> desk.posted(ReratingDesk.calls("0.09"), "2026-11-01", "2027-01-01")));
        Collections.shuffle(steps, random);
        steps.forEach(Runnable::run);
        assertThat(books.balance(Demo.account(1))).isEqualTo(books.balance(Demo.account(2)));
        assertThat(Previews.of(database, Demo.account(1), YearMonth.of(2026, 11))
                        .reconciles())
                .isTrue();
        runs.run("2026-12-01");
        assertThat(told(invoice("INV-000000001"))).isEqualTo(told(invoice("INV-000000002")));
        use(random, "2026-11-2", 6, 4);
        use(random, "2026-12-0", 1, 8);
        assertThat(books.balance(Demo.account(1))).as("what comes late, too").isEqualTo(books.balance(Demo.account(2)));
        RebillDesk rebills = new RebillDesk(database, InvoiceTax.NONE, Runs.at("2026-12-03T08:00:00Z"));
        rebills.issued("INV-000000001");
        rebills.issued("INV-000000002");
        assertThat(told(invoice("INV-000000003"))).isEqualTo(told(invoice("INV-000000004")));
        runs.on("2027-01-02T08:00:00Z").run("2027-01-01");
        assertThat(net(1)).isEqualTo(net(2));
        assertThat(database.count("SELECT COUNT(*) FROM BILL_RUN_ACCOUNT WHERE STATE = 'FAILED'"))
                .isZero();
    }

    /** Two calls of a minute, rated at 0.90; half of that by what is agreed since, and 0.40 each by a price of 0.80. */
    @Test
    void a_record_that_was_rated_before_something_was_agreed_differs_by_what_the_correction_makes_of_it() {
        sold(1, "0.90");
        both("VOICE|2026-11-25T18:00:00Z,160", "VOICE|2026-11-26T18:00:00Z,60");
        agreed("50");
        desk.posted(ReratingDesk.calls("0.80"), "2026-11-01", "2026-12-01");
        assertThat(database.text(
                        "SELECT LISTAGG(RECORD_SEQUENCE || ' ' || CAST(AMOUNT AS NUMBER(19,2)), ', ') WITHIN GROUP (ORDER BY RECORD_SEQUENCE)"
                                + " FROM USAGE_CHARGE"))
                .isEqualTo("1 -0.05, 2 -0.05");
        assertThat(books.balance(Demo.account(1))).containsExactly(eur("13.79"));
    }

    /** November of a line that carries over has no use when its price is corrected: what comes late for it is rated by the right one. */
    @Test
    void a_cycle_without_use_of_a_line_that_carries_over_has_the_corrected_price_too() {
        runs.account(1);
        Demo.start(
                database,
                Demo.order(
                        1,
                        Demo.NUMBER,
                        List.of(Demo.item(
                                "1",
                                List.of(
                                        new Price.Allowance(
                                                "seconds",
                                                "100 seconds",
                                                List.of(UsageType.VOICE),
                                                100,
                                                AllowanceTerms.parse("rollover=1")),
                                        ReratingDesk.calls("0.90"))))),
                Demo.NOON);
        desk.posted(ReratingDesk.calls("0.09"), "2026-11-01", "2027-01-01");
        take("1,VOICE," + Demo.NUMBER + ",2026-11-26T18:00:00Z,160,4930123456");
        assertThat(books.balance(Demo.account(1))).containsExactly(eur("0.09"));
        runs.run("2026-12-01");
        assertThat(told(invoice("INV-000000001"))).isEqualTo("calls 0.09");
    }

    /** Five minutes at 0.90 are 4.50, half of it 2.25; at 0.09 they are 0.45, half of it 0.23. The right price of the catalogue knows of no coupon. */
    @Test
    void what_a_coupon_brought_comes_off_the_corrected_price_as_well() {
        sold(1, ReratingDesk.calls("0.90").with(List.of(HALF)));
        both("VOICE|2026-11-25T18:00:00Z,400");
        assertThat(books.balance(Demo.account(1))).containsExactly(eur("15.24"));
        desk.posted(ReratingDesk.calls("0.09"), "2026-11-01", "2026-12-01");
        assertThat(books.balance(Demo.account(1))).containsExactly(eur("13.22"));
        runs.run("2026-12-01");
        assertThat(told(invoice("INV-000000001"))).endsWith("calls 0.23");
    }

    /** Half off 0.90 by the catalogue, which should have been 0.09 without. */
    @Test
    void what_came_off_by_the_catalogue_is_corrected_with_the_price() {
        sold(1, ReratingDesk.calls("0.90").with(List.of(HALF)));
        sold(2, "0.09");
        both("VOICE|2026-11-25T18:00:00Z,160", "VOICE|2026-11-26T18:00:00Z,130");
        desk.listing("Welcome").posted(ReratingDesk.calls("0.09"), "2026-11-01", "2026-12-01");
        assertThat(books.balance(Demo.account(1))).isEqualTo(books.balance(Demo.account(2)));
        runs.run("2026-12-01");
        assertThat(told(invoice("INV-000000001"))).isEqualTo(told(invoice("INV-000000002")));
    }

    /** Sold without, and half off by the right price: 4.50 and 2.25, and of a minute that comes late 0.45. */
    @Test
    void a_discount_that_only_the_right_price_has_is_given() {
        sold(1, "0.90");
        both("VOICE|2026-11-25T18:00:00Z,400");
        desk.posted(ReratingDesk.calls("0.90").with(List.of(HALF)), "2026-11-01", "2026-12-01");
        assertThat(books.balance(Demo.account(1))).containsExactly(eur("15.24"));
        both("VOICE|2026-11-26T18:00:00Z,60");
        assertThat(books.balance(Demo.account(1))).containsExactly(eur("15.69"));
        runs.run("2026-12-01");
        assertThat(told(invoice("INV-000000001"))).endsWith("calls 2.70");
    }

    /** Two lines of an account; data comes to the first one at noon, 0.50 for 1,000 bytes, and should have cost 0.20. */
    @Test
    void a_price_of_an_add_on_is_corrected_for_the_lines_that_have_it() {
        sold(1, "0.09");
        Demo.start(database, Demo.secondLine(), Demo.NOON);
        addOn(3, "night", Demo.usage("night-data", UsageType.DATA, "0.50", 1_000, 1), Demo.NUMBER);
        take("1,DATA,491510000001,2026-11-26T18:00:00Z,3000,", "2,VOICE,491510000002,2026-11-26T18:00:00Z,160,");
        Price.Usage right = Demo.usage("night-data", UsageType.DATA, "0.20", 1_000, 1);
        Rerating.Standing standing = desk.of("night").posted(right, "2026-11-01", "2026-12-01");
        assertThat(standing.progress().of(NumberState.POSTED)).isEqualTo(1);
        assertThat(standing.progress().total()).isEqualTo(1);
        assertThat(standing.progress().difference()).contains(eur("-0.90"));
        assertThat(desk.of("other")
                        .posted(right, "2026-11-01", "2026-12-01")
                        .progress()
                        .total())
                .as("nobody was sold that")
                .isZero();
        runs.run("2026-12-01");
        assertThat(told(invoice("INV-000000001"))).contains("night-data 0.60");
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    /** The second line's data costs the same, by a price of the same id, and is another product's. */
    @Test
    void a_price_of_an_add_on_is_corrected_for_no_line_that_has_it_by_another_one() {
        sold(1, "0.09");
        Demo.start(database, Demo.secondLine(), Demo.NOON);
        Price.Usage data = Demo.usage("data", UsageType.DATA, "0.50", 1_000, 1);
        addOn(3, "night", data, Demo.NUMBER);
        addOn(4, "day", data, "491510000002");
        take("1,DATA,491510000001,2026-11-26T18:00:00Z,3000,", "2,DATA,491510000002,2026-11-26T18:00:00Z,3000,");
        Price.Usage right = Demo.usage("data", UsageType.DATA, "0.20", 1_000, 1);
        long id = desk.of("night").calculated(right, "2026-11-01", "2026-12-01");
        assertThat(desk.in(all -> all.numbers(id, Optional.empty(), 0, 10)).rows())
                .extracting(each -> each.msisdn() + " " + each.after().orElseThrow())
                .containsExactly("491510000001 0.60 EUR");
        assertThat(desk.of("day")
                        .posted(right, "2026-11-01", "2026-12-01")
                        .progress()
                        .difference())
                .contains(eur("-0.90"));
    }

    /** Night data costs 0.50 and day data 0.40, by prices of one id; day data came later and holds, whatever night data should have cost. */
    @Test
    void of_two_add_ons_of_a_line_the_one_that_is_meant_is_corrected() {
        sold(1, "0.09");
        addOn(3, "night", Demo.usage("data", UsageType.DATA, "0.50", 1_000, 1), Demo.NUMBER);
        addOn(4, "day", Demo.usage("data", UsageType.DATA, "0.40", 1_000, 1), Demo.NUMBER);
        take("1,DATA,491510000001,2026-11-26T18:00:00Z,3000,");
        Price.Usage night = Demo.usage("data", UsageType.DATA, "0.10", 1_000, 1);
        Price.Usage day = Demo.usage("data", UsageType.DATA, "0.20", 1_000, 1);
        assertThat(corrected("night", night)).contains(eur("0.00"));
        assertThat(corrected("day", day)).contains(eur("-0.60"));
        assertThat(corrected("night", night)).as("again, behind the other one").contains(eur("0.00"));
        take("2,DATA,491510000001,2026-11-27T18:00:00Z,1000,");
        runs.run("2026-12-01");
        assertThat(told(invoice("INV-000000001"))).contains("data 0.80");
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    /** Calls cost 0.90 by the plan and 0.50 by an add-on, which holds: 60 of 160 seconds are 0.50, and should have been 0.05. */
    @Test
    void a_price_of_an_add_on_is_told_from_that_of_the_plan_by_the_same_id() {
        sold(1, "0.90");
        addOn(3, "talk", ReratingDesk.calls("0.50"), Demo.NUMBER);
        take("1,VOICE,491510000001,2026-11-26T18:00:00Z,160,4930123456");
        assertThat(desk.posted(ReratingDesk.calls("0.10"), "2026-11-01", "2026-12-01")
                        .progress()
                        .difference())
                .as("the plan's")
                .contains(eur("0.00"));
        assertThat(corrected("talk", ReratingDesk.calls("0.05"))).contains(eur("-0.45"));
        runs.run("2026-12-01");
        assertThat(told(invoice("INV-000000001"))).endsWith("calls 0.05");
    }

    private Optional<Money> corrected(String offering, Price.Usage right) {
        return desk.of(offering)
                .posted(right, "2026-11-01", "2026-12-01")
                .progress()
                .difference();
    }

    /** The second line ended before December, in which the first one had calls of the same id by an add-on: the plan's price is none of that. */
    @Test
    void a_price_of_a_plan_that_nobody_had_is_corrected_for_no_add_on() {
        runs.account(1);
        List<Price> messages = List.of(Demo.usage("sms", UsageType.SMS, "0.07", 1, 1));
        Demo.start(
                database,
                Demo.line(1, Demo.NUMBER, new PricedItem("1", new OfferingId("mobile-2"), "Mobile 2", messages)),
                Demo.NOON);
        Demo.start(database, Demo.secondLine(), Demo.NOON);
        addOn(3, "talk", ReratingDesk.calls("0.90"), Demo.NUMBER);
        OrderFacts.Ending ending =
                new OrderFacts.Ending(new OrderId("ORD-2"), "1", Optional.of("491510000002"), Optional.empty());
        Demo.start(database, Demo.order(4, List.of(), List.of(ending), List.of()), Runs.at("2026-11-28T12:00:00Z"));
        take("1,VOICE,491510000001,2026-12-01T18:00:00Z,160,");
        Rerating.Standing standing = desk.posted(ReratingDesk.calls("0.09"), "2026-12-01", "2027-01-01");
        assertThat(standing.progress().total()).as("nobody had the plan").isZero();
    }

    private void addOn(int order, String offering, Price.Usage price, String line) {
        PricedItem item = new PricedItem("1", new OfferingId(offering), offering, List.of(price));
        Demo.start(
                database,
                Demo.order(order, List.of(item), List.of(), List.of(new OrderFacts.Extension("1", line))),
                Demo.NOON);
    }

    private void agreed(String rate) {
        for (int account = 1; account <= 2; account++) {
            Contracts.agreeUse(database, Demo.account(account), "calls", "2026-11-01", "", rate);
        }
    }

    private void use(Random random, String day, int first, int days) {
        List<String> records = new ArrayList<>();
        for (int i = 0; i < 3 + random.nextInt(6); i++) {
            records.add("VOICE|" + day + (first + random.nextInt(days)) + "T1" + random.nextInt(10) + ":0"
                    + random.nextInt(10) + ":00Z," + (1 + random.nextInt(400)));
        }
        both(records.toArray(String[]::new));
    }

    private int sequence;

    /** Each record for both numbers: 1, 2, ... of the first, 1001, 1002, ... of the second. */
    private void both(String... records) {
        List<String> lines = new ArrayList<>();
        for (String record : records) {
            sequence++;
            int bar = record.indexOf('|');
            for (int account = 1; account <= 2; account++) {
                lines.add((sequence + 1000 * (account - 1)) + "," + record.substring(0, bar) + ",49151000000" + account
                        + "," + record.substring(bar + 1) + ",4930123456");
            }
        }
        take(lines.toArray(String[]::new));
    }
}
