package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms;
import dialtone.invoice.service.Previews;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.PricedItem;
import dialtone.party.CustomerId;
import dialtone.rating.service.Demo;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A plan of 30.00 EUR a month, 20 % less with a pack and 10 % less where there are two lines; from order to invoice. */
class DiscountBillTest {

    private static final String TERMS =
            "discounts=percent:20:0:*:n/With pack:t/1/*/pack,percent:10:0:*:n/Two lines:t/2/*/plan";

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final Runs runs = new Runs(database);
    private final Books books = new Books(database);

    @BeforeEach
    void a_line_of_the_first_of_november() {
        runs.account(1);
        order(1, "plan", List.of(plan()), "2026-11-01T08:00:00Z", List.of());
    }

    private static Price plan() {
        return new Price.Recurring(
                "fee", "Monthly fee", Money.of("30.00", Demo.EUR), RecurringTerms.parse(TERMS, Demo.EUR));
    }

    private static Price pack() {
        return new Price.Recurring("fee", "Monthly fee", Money.of("5.00", Demo.EUR));
    }

    private void order(int number, String offering, List<Price> prices, String at, List<OrderFacts.Ending> ends) {
        Demo.start(
                database,
                new OrderFacts.Charges(
                        new OrderId("ORD-" + number),
                        new CustomerId("CUS-1"),
                        Demo.account(1),
                        ZoneId.of("Europe/Berlin"),
                        prices.isEmpty()
                                ? List.of()
                                : List.of(new PricedItem("1", new OfferingId(offering), offering, prices)),
                        List.of(),
                        ends,
                        List.of()),
                Runs.at(at));
    }

    private void end(int order, int by, String at) {
        order(
                by,
                "",
                List.of(),
                at,
                List.of(new OrderFacts.Ending(new OrderId("ORD-" + order), "1", Optional.empty(), Optional.empty())));
    }

    @Test
    void what_comes_and_goes_beside_a_line_is_on_its_invoices_and_billed_again_nothing_is() {
        order(2, "pack", List.of(pack()), "2026-11-16T08:00:00Z", List.of());
        runs.run("2026-12-01");
        assertThat(lines("INV-000000001"))
                .isEqualTo("plan: Monthly fee 30.00 (30 of 30 days of 30.00 EUR);"
                        + " plan: Monthly fee -3.00 (15 of 30 days of 30.00 EUR less 20 % (With pack) in place of 30.00 EUR);"
                        + " pack: Monthly fee 2.50 (15 of 30 days of 5.00 EUR)");
        end(2, 3, "2026-12-11T08:00:00Z");
        runs.on("2027-01-02T08:00:00Z").run("2027-01-01");
        assertThat(lines("INV-000000002"))
                .contains("plan: Monthly fee 24.00 (31 of 31 days of 30.00 EUR less 20 % (With pack))")
                .contains(
                        "plan: Monthly fee 4.06 (21 of 31 days of 30.00 EUR in place of 30.00 EUR less 20 % (With pack))");
        runs.on("2027-02-02T08:00:00Z").run("2027-02-01");
        assertThat(lines("INV-000000003")).isEqualTo("plan: Monthly fee 30.00 (31 of 31 days of 30.00 EUR)");
        // 30.00 − 3.00 + 24.00 + 4.06 + 30.00, and of the pack 2.50 + 5.00 − 3.39
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("89.17", Demo.EUR));
        assertThat(database.count("SELECT SUM(TOTAL_AMOUNT * 100) FROM INVOICE"))
                .isEqualTo(89_17);
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    @Test
    void a_second_line_makes_both_cheaper_and_a_line_that_is_new_begins_so() {
        order(2, "plan", List.of(plan()), "2026-11-16T08:00:00Z", List.of());
        assertThat(books.balance(Demo.account(1)))
                .as("30.00, and 15 of 30 days of 27.00")
                .containsExactly(Money.of("43.50", Demo.EUR));
        runs.run("2026-12-01");
        assertThat(lines("INV-000000001"))
                .isEqualTo("plan: Monthly fee 30.00 (30 of 30 days of 30.00 EUR);"
                        + " plan: Monthly fee -1.50 (15 of 30 days of 30.00 EUR less 10 % (Two lines) in place of 30.00 EUR);"
                        + " plan: Monthly fee 13.50 (15 of 30 days of 30.00 EUR less 10 % (Two lines))");
    }

    /** The pack is told of when the last day of November, on which it came, has been billed. */
    @Test
    void what_is_told_after_the_invoice_of_its_day_is_on_the_next_one() {
        runs.on("2026-12-01T08:00:00Z").run("2026-12-01");
        order(2, "pack", List.of(pack()), "2026-11-30T22:30:00Z", List.of());
        runs.on("2027-01-02T08:00:00Z").run("2027-01-01");
        assertThat(lines("INV-000000002"))
                .contains(
                        "plan: Monthly fee -0.20 (1 of 30 days of 30.00 EUR less 20 % (With pack) in place of 30.00 EUR)")
                .contains("plan: Monthly fee 24.00 (31 of 31 days of 30.00 EUR less 20 % (With pack))");
    }

    /** The line was ended on the last day of November, and the pack of the day before is told of when that has been billed. */
    @Test
    void a_line_that_has_ended_since_is_looked_at_too() {
        end(1, 2, "2026-11-30T11:00:00Z");
        runs.on("2026-12-01T08:00:00Z").run("2026-12-01");
        Money before = books.balance(Demo.account(1)).getFirst();
        order(3, "pack", List.of(pack()), "2026-11-29T08:00:00Z", List.of());
        runs.on("2027-01-02T08:00:00Z").run("2027-01-01");
        // of the pack 2 of 30 days and December; 20 % of the line's one day
        assertThat(books.balance(Demo.account(1)).getFirst())
                .isEqualTo(before.plus(Money.of("5.33", Demo.EUR)).plus(Money.of("-0.20", Demo.EUR)));
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    @Test
    void the_preview_of_the_month_has_what_the_run_will_post() {
        order(2, "pack", List.of(pack()), "2026-11-16T08:00:00Z", List.of());
        assertThat(Previews.of(database, Demo.account(1), YearMonth.of(2026, 11), Runs.at("2026-11-20T08:00:00Z"))
                        .lines())
                .extracting(line -> line.description() + " " + line.amount())
                .contains("plan: Monthly fee 30.00 EUR", "plan: Monthly fee -3.00 EUR", "pack: Monthly fee 2.50 EUR");
    }

    private String lines(String id) {
        return database.text("SELECT LISTAGG(DESCRIPTION || ' ' || CAST(AMOUNT AS NUMBER(19,2)) || ' ('"
                + " || EXPLANATION || ')', '; ') WITHIN GROUP (ORDER BY LINE_NUMBER) FROM INVOICE_LINE WHERE INVOICE_ID = '"
                + id + "'");
    }
}
