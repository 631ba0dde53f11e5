package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.UnitPrice;
import dialtone.billrun.BillRun;
import dialtone.billrun.BillRun.AccountState;
import dialtone.catalog.AllowanceTerms;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.Tiers;
import dialtone.catalog.UsageTerms;
import dialtone.catalog.UsageType;
import dialtone.invoice.InvoicePreview;
import dialtone.invoice.service.Previews;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.PricedItem;
import dialtone.party.CustomerId;
import dialtone.rating.AgreedUse;
import dialtone.rating.service.ContractUsePrices.Posted;
import dialtone.rating.service.Contracts;
import dialtone.rating.service.Demo;
import dialtone.rating.service.Sharing;
import dialtone.usage.service.Intake;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prices of use that are agreed with an account, from the agreement to the invoice. */
class ContractUseBillTest {

    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
    private static final String SECOND = "491510000002";
    private static final List<Price> PLAN = List.of(
            new Price.Allowance("seconds", "100 seconds", List.of(UsageType.VOICE), 100),
            Demo.usage("calls", UsageType.VOICE, "0.09", 60, 60),
            Demo.usage("sms", UsageType.SMS, "0.0735", 1, 1));

    @TempDir
    Path folder;

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final Books books = new Books(database);
    private Intake intake;

    @BeforeEach
    void inbox() {
        intake = new Intake(database, folder);
        new Runs(database).account(1);
    }

    @Test
    void what_is_agreed_for_an_open_cycle_is_posted_and_on_the_line_of_its_invoice_and_later_records_go_by_it() {
        line(1, Demo.NUMBER, PLAN);
        intake.take(call(1, Demo.NUMBER, "2026-11-25T13:00:00Z", 160)); // 60 s at 0.09 a minute
        assertThat(owed()).isEqualTo("0.09 EUR");
        assertThat(posted(agree("calls", "2026-11-01", "", "0.05/60")))
                .containsExactly("491510000001 2026-11-01 calls -0.04 EUR");
        assertThat(posted(agree("calls", "2026-11-01", "", "0.05/60")))
                .as("the same again")
                .isEmpty();
        assertThat(owed()).isEqualTo("0.05 EUR");
        intake.take(call(2, Demo.NUMBER, "2026-11-26T13:00:00Z", 120)); // 180 s in all: 0.15
        assertThat(owed()).isEqualTo("0.15 EUR");
        String line = "4:40 min, 1:40 min included, 3 minutes charged at 0.05 EUR per minute,"
                + " agreed in place of 0.09 EUR per minute (Framework 4711): 0.15 EUR";
        assertThat(lines(NOVEMBER)).containsExactly(line);
        assertThat(preview(NOVEMBER).reconciles()).isTrue();
        assertThat(Contracts.ofUse(database, Demo.account(1))).singleElement().satisfies(each -> {
            assertThat(each.by()).isEqualTo("finance");
            assertThat(each.agreed().reason()).isEqualTo("Framework 4711");
        });

        assertThat(billed("2026-12-02T08:00:00Z", "2026-12-01")).isEqualTo(1);
        assertThat(database.text("SELECT EXPLANATION || ': ' || AMOUNT FROM INVOICE_LINE"))
                .startsWith(line.substring(0, line.length() - "0.15 EUR".length()) + "0.15");
        assertThat(owed()).isEqualTo("0.15 EUR");
        assertThat(refused(agree("calls", "2026-11-01", "", "0.04/60"))).isEqualTo("ALREADY_INVOICED");
        intake.take(call(3, Demo.NUMBER, "2026-11-27T13:00:00Z", 60)); // late: 240 s in all, 0.20
        assertThat(owed()).isEqualTo("0.20 EUR");
        assertThat(billed("2027-01-02T08:00:00Z", "2027-01-01")).isEqualTo(1);
        assertThat(database.text("SELECT SUM(AMOUNT) FROM INVOICE_LINE")).startsWith("0.2");
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    /** However late in the month it is agreed, its invoice is the same: 340 s are 4 minutes at 0.05, 6 messages are each 20 % less than 0.0735. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void whenever_it_is_agreed_the_month_costs_the_same(int before) {
        line(1, Demo.NUMBER, PLAN);
        List<String> records = List.of(
                call(1, Demo.NUMBER, "2026-11-25T13:00:00Z", 100),
                call(2, Demo.NUMBER, "2026-11-25T14:00:00Z", 130),
                call(3, Demo.NUMBER, "2026-11-26T13:00:00Z", 110));
        for (int i = 0; i <= records.size(); i++) {
            if (i == before) {
                agree("calls", "2026-11-01", "", "0.05/60");
                agree("sms", "2026-11-01", "", "20");
            }
            if (i < records.size()) {
                intake.take(records.get(i));
                intake.take(sms(10 + 2 * i, "2026-11-26T13:00:00Z"), sms(11 + 2 * i, "2026-11-26T13:00:01Z"));
            }
        }
        // 4 minutes at 0.05; 6 messages at 0.0588 are 0.3528
        assertThat(preview(NOVEMBER).lines())
                .extracting(each -> each.amount().toString())
                .containsExactly("0.20 EUR", "0.35 EUR");
        assertThat(owed()).isEqualTo("0.55 EUR");
        assertThat(billed("2026-12-02T08:00:00Z", "2026-12-01")).isEqualTo(1);
        assertThat(database.text("SELECT SUM(AMOUNT) FROM INVOICE_LINE")).startsWith("0.55");
    }

    @Test
    void it_ends_with_its_cycle_and_is_taken_back_like_it_was_agreed() {
        line(1, Demo.NUMBER, PLAN);
        agree("calls", "2026-11-01", "2026-12-01", "0.05/60");
        intake.take(
                call(1, Demo.NUMBER, "2026-11-25T13:00:00Z", 160), call(2, Demo.NUMBER, "2026-12-05T13:00:00Z", 160));
        assertThat(owed()).as("0.05 and 0.09").isEqualTo("0.14 EUR");
        assertThat(posted(agree("calls", "2026-11-01", "", "")))
                .containsExactly("491510000001 2026-11-01 calls 0.04 EUR");
        assertThat(lines(NOVEMBER))
                .containsExactly("2:40 min, 1:40 min included, 1 minute charged at 0.09 EUR per minute: 0.09 EUR");
        assertThat(owed()).isEqualTo("0.18 EUR");
        assertThat(billed("2027-01-02T08:00:00Z", "2027-01-01")).isEqualTo(1);
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    @Test
    void it_is_of_the_lines_of_its_offering_those_that_come_later_too_and_of_no_other_account() {
        line(1, Demo.NUMBER, PLAN);
        agree("calls", "2026-11-01", "", "0.05/60");
        line(2, SECOND, PLAN);
        Demo.start(database, Demo.order(3, "491510000003"), Demo.NOON);
        new Runs(database).account(3);
        Demo.start(
                database,
                Demo.line(4, "491510000004", new PricedItem("1", new OfferingId("mobile-9"), "Mobile 9", PLAN)),
                Demo.NOON);
        intake.take(call(1, SECOND, "2026-11-25T13:00:00Z", 160), call(2, "491510000004", "2026-11-25T13:00:00Z", 160));
        assertThat(owed()).as("0.05, and 0.09 of another offering").isEqualTo("0.14 EUR");
        Money before = books.balance(Demo.account(3)).getFirst();
        intake.take(call(3, "491510000003", "2026-11-25T13:00:00Z", 160));
        assertThat(books.balance(Demo.account(3)).getFirst().minus(before)).isEqualTo(Money.of("0.09", Demo.EUR));
    }

    /** The first has used 60 of 100 that they share, the second 70: 30 of its are charged, at 0.01 and then at 0.005. */
    @Test
    void lines_that_share_are_charged_what_is_agreed_for_what_is_beyond() {
        Price.Usage data = Demo.usage("data", UsageType.DATA, "0.01", 1, 0);
        Price.Allowance family = new Price.Allowance(
                "family", "Family", List.of(UsageType.DATA), 100, AllowanceTerms.parse("shared=yes"));
        Demo.start(
                database,
                new OrderFacts.Charges(
                        new OrderId("ORD-1"),
                        new CustomerId("CUS-1"),
                        Demo.account(1),
                        ZoneId.of("Europe/Berlin"),
                        List.of(Demo.item("1", List.of(data)), Demo.item("2", List.of(family))),
                        List.of(new OrderFacts.Line("1", Demo.NUMBER))),
                Demo.NOON);
        line(2, SECOND, List.of(data));
        new Sharing(database).join(SECOND, Clock.offset(Demo.NOON, Duration.ofHours(1)));
        intake.take(
                "1,DATA," + Demo.NUMBER + ",2026-11-25T14:00:00Z,60,internet",
                "2,DATA," + SECOND + ",2026-11-25T14:00:00Z,70,internet");
        assertThat(owed()).isEqualTo("0.30 EUR");
        assertThat(posted(agree("data", "2026-11-01", "", "0.005/1")))
                .containsExactly("491510000002 2026-11-01 data -0.15 EUR");
        intake.take(
                "3,DATA," + Demo.NUMBER + ",2026-11-25T15:00:00Z,10,internet"); // takes 10 from the second: 40 at 0.005
        assertThat(owed()).isEqualTo("0.20 EUR");
        assertThat(preview(NOVEMBER).reconciles()).isTrue();
        assertThat(billed("2026-12-02T08:00:00Z", "2026-12-01")).isEqualTo(1);
    }

    @Test
    void tiers_are_kept_as_they_were_agreed() {
        line(1, Demo.NUMBER, PLAN);
        Tiers tiers = UsageTerms.parse("mode=volume;tiers=120:0.06/60:units:0,*:0.03/60:blocks:0.25", Demo.EUR)
                .tiers()
                .orElseThrow();
        AgreedUse agreed = new AgreedUse(
                "calls",
                LocalDate.parse("2026-11-01"),
                Optional.empty(),
                Optional.of(new AgreedUse.Tiered(tiers)),
                "Framework 4711");
        assertThat(posted(Contracts.agreeUse(database, Demo.account(1), agreed, "mobile-1", List.of())))
                .isEmpty();
        assertThat(Contracts.ofUse(database, Demo.account(1)))
                .singleElement()
                .satisfies(each -> assertThat(each.agreed()).isEqualTo(agreed));
        intake.take(call(1, Demo.NUMBER, "2026-11-25T13:00:00Z", 250)); // 150 s are 3 minutes begun: 0.09 and 0.25
        assertThat(owed()).isEqualTo("0.34 EUR");
    }

    @Test
    void what_cannot_be_agreed_is_refused_at_its_field() {
        line(1, Demo.NUMBER, PLAN);
        assertThat(refused(agree("seconds", "2026-11-01", "", "20"))).isEqualTo("UNKNOWN_PRICE");
        assertThat(refused(agree("calls", "2026-11-02", "", "20"))).isEqualTo("INVALID_DATES");
        assertThat(refused(agree("calls", "2026-11-01", "2026-12-15", "20"))).isEqualTo("INVALID_DATES");
        assertThat(refused(agree("calls", "2026-12-01", "2026-12-01", "20"))).isEqualTo("INVALID_DATES");
        assertThat(refused(agree("calls", "2037-01-01", "", "20"))).isEqualTo("TOO_FAR_AHEAD");
        AgreedUse dollars = new AgreedUse(
                "calls",
                LocalDate.parse("2026-11-01"),
                Optional.empty(),
                Optional.of(
                        new AgreedUse.PerUnits(new UnitPrice(new BigDecimal("0.05"), Currency.getInstance("USD")), 60)),
                "Framework 4711");
        assertThat(refused(Contracts.agreeUse(database, Demo.account(1), dollars, "mobile-1", List.of())))
                .isEqualTo("FOREIGN_CURRENCY");
        AgreedUse later = new AgreedUse(
                "calls", LocalDate.parse("2026-11-01"), Optional.empty(), Optional.empty(), "Framework 4711");
        assertThat(posted(Contracts.agreeUse(database, Demo.account(1), later, "mobile-2", PLAN)))
                .as("by the catalogue, before it is bought")
                .isEmpty();
        assertThat(database.count("SELECT COUNT(*) FROM USAGE_DIFFERENCE")).isZero();
    }

    private void line(int order, String msisdn, List<Price> prices) {
        Demo.start(database, Demo.line(order, msisdn, Demo.item("1", prices)), Demo.NOON);
    }

    private static String call(long sequence, String msisdn, String at, long seconds) {
        return sequence + ",VOICE," + msisdn + "," + at + "," + seconds + ",4930123456";
    }

    private static String sms(long sequence, String at) {
        return sequence + ",SMS," + Demo.NUMBER + "," + at + ",1,4930123456";
    }

    private Outcome<List<Posted>> agree(String price, String from, String to, String rate) {
        return Contracts.agreeUse(database, Demo.account(1), price, from, to, rate);
    }

    private static List<String> posted(Outcome<List<Posted>> outcome) {
        return outcome.fold(
                posted -> posted.stream()
                        .map(each -> each.msisdn() + " " + each.cycle() + " "
                                + each.charge().priceId() + " " + each.charge().amount())
                        .toList(),
                reasons -> List.of(reasons.toString()));
    }

    private static String refused(Outcome<List<Posted>> outcome) {
        return outcome.fold(posted -> "nothing", reasons -> reasons.getFirst().code());
    }

    private int billed(String on, String billedTo) {
        Runs runs = new Runs(database).on(on);
        BillRun run = runs.run(billedTo);
        return (int) runs.accounts(run, AccountState.BILLED);
    }

    private String owed() {
        return books.balance(Demo.account(1)).getFirst().toString();
    }

    private InvoicePreview preview(YearMonth month) {
        return Previews.of(database, Demo.account(1), month);
    }

    private List<String> lines(YearMonth month) {
        return preview(month).lines().stream()
                .map(line -> line.explanation() + ": " + line.amount())
                .toList();
    }
}
