package dialtone.rating.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms;
import dialtone.invoice.InvoicePreview;
import dialtone.invoice.service.Previews;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.order.PricedItem;
import dialtone.rating.AgreedAmount;
import dialtone.rating.RatedCharge;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Amounts that are agreed with an account; a line of the 25th of November at 15.00 EUR a month. */
class ContractPricesTest {

    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
    private static final OfferingId OFFERING = new OfferingId("mobile-1");
    private static final Clock DECEMBER_10 = Clock.offset(Demo.NOON, Duration.ofDays(15));

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final Books books = new Books(database);

    @BeforeEach
    void a_line() {
        Demo.start(
                database,
                Demo.order(
                        1,
                        Demo.NUMBER,
                        List.of(Demo.item(
                                "1",
                                List.of(
                                        new Price.Recurring("fee", "Monthly fee", Money.of("15.00", Demo.EUR)),
                                        new Price.Recurring(
                                                "share",
                                                "Share",
                                                Money.zero(Demo.EUR),
                                                RecurringTerms.parse("basis=percent:10:fee", Demo.EUR)))))),
                Demo.NOON);
        assertThat(owed()).isEqualTo("3.30 EUR");
    }

    @Test
    void an_agreed_amount_holds_from_its_day_to_its_day_and_the_line_says_so() {
        assertThat(posted(agree("2026-12-01", "2027-02-01", "12.00", Demo.NOON)))
                .isEmpty();
        assertThat(lines(NOVEMBER))
                .containsExactly("3.00 EUR: 6 of 30 days of 15.00 EUR", "0.30 EUR: 10 % of 3.00 EUR");
        assertThat(lines(NOVEMBER.plusMonths(1)))
                .containsExactly(
                        "12.00 EUR: 31 of 31 days of 12.00 EUR agreed in place of 15.00 EUR (Framework contract)",
                        "1.20 EUR: 10 % of 12.00 EUR");
        assertThat(lines(NOVEMBER.plusMonths(2))).hasSize(2).first().asString().startsWith("12.00 EUR");
        assertThat(lines(NOVEMBER.plusMonths(3))).hasSize(2).first().asString().startsWith("15.00 EUR");
    }

    @Test
    void one_of_a_day_that_is_over_gives_back_the_difference_once_and_is_taken_back_the_same_way() {
        assertThat(posted(agree("2026-11-01", "", "10.00", Demo.NOON))).containsExactly("-1.00 EUR", "-0.10 EUR");
        assertThat(posted(agree("2026-11-01", "", "10.00", Demo.NOON)))
                .as("the same again")
                .isEmpty();
        assertThat(owed()).isEqualTo("2.20 EUR");
        assertThat(Previews.of(database, Demo.account(1), NOVEMBER).reconciles())
                .isTrue();
        assertThat(posted(agree("2026-11-01", "", "", Clock.offset(Demo.NOON, Duration.ofSeconds(1)))))
                .containsExactly("1.00 EUR", "0.10 EUR");
        assertThat(owed()).isEqualTo("3.30 EUR");
        assertThat(new ContractPrices(database.dataSource(), new Tariffs(), Demo.NOON).of(Demo.account(1)))
                .as("the same again is not noted")
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.by()).isEqualTo("finance"));
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    @Test
    void a_line_that_comes_later_begins_with_what_was_agreed() {
        agree("2026-11-01", "", "10.00", Demo.NOON);
        Demo.start(
                database,
                Demo.line(
                        2,
                        "491510000009",
                        Demo.item(
                                "1", List.of(new Price.Recurring("fee", "Monthly fee", Money.of("15.00", Demo.EUR))))),
                DECEMBER_10);
        assertThat(lines(NOVEMBER.plusMonths(1)))
                .contains("7.10 EUR: 22 of 31 days of 10.00 EUR agreed in place of 15.00 EUR (Framework contract)");
        assertThat(posted(agree("2026-12-05", "", "9.00", DECEMBER_10)))
                .as(
                        "a period costs what was agreed for its first day: December of the first line began before, and is none of its business")
                .containsExactly("-0.71 EUR");
    }

    @Test
    void what_the_account_has_not_bought_is_agreed_by_the_catalogue() {
        AgreedAmount agreed = new AgreedAmount(
                "fee",
                LocalDate.parse("2026-11-01"),
                Optional.empty(),
                Optional.of(Money.of("10.00", Demo.EUR)),
                "Framework contract");
        List<Price> sold = List.of(new Price.Recurring("fee", "Monthly fee", Money.of("30.00", Demo.EUR)));
        assertThat(posted(database.inTransaction(source -> new ContractPrices(source, new Tariffs(), Demo.NOON)
                        .agree(Demo.account(1), new OfferingId("mobile-2"), sold, agreed, "finance"))))
                .isEmpty();
        Demo.start(
                database,
                Demo.line(2, "491510000009", new PricedItem("1", new OfferingId("mobile-2"), "Mobile 2", sold)),
                Demo.NOON);
        assertThat(owed()).as("six days of 10.00").isEqualTo("5.30 EUR");
    }

    @ParameterizedTest
    @CsvSource({
        "fees, 2026-12-01, , 1.00, EUR, Why, UNKNOWN_PRICE",
        "share, 2026-12-01, , 1.00, EUR, Why, NOT_AN_AMOUNT",
        "fee, 2026-12-01, , -1.00, EUR, Why, INVALID_AMOUNT",
        "fee, 2026-12-01, , 1.00, USD, Why, FOREIGN_CURRENCY",
        "fee, 2026-12-01, 2026-12-01, 1.00, EUR, Why, INVALID_DATES",
        "fee, 2037-12-01, , 1.00, EUR, Why, TOO_FAR_AHEAD",
        "fee, 2026-12-01, , 1.00, EUR, ' ', INVALID_REASON"
    })
    void what_cannot_be_agreed_is_refused_in_words(
            String price, LocalDate from, LocalDate to, String amount, String currency, String reason, String code) {
        AgreedAmount agreed = new AgreedAmount(
                price,
                from,
                Optional.ofNullable(to),
                Optional.of(Money.of(amount, java.util.Currency.getInstance(currency))),
                reason);
        String refused = agree(agreed, Demo.NOON)
                .fold(accepted -> "", reasons -> reasons.getFirst().code());
        assertThat(refused).isEqualTo(code);
    }

    private Outcome<List<RatedCharge>> agree(String from, String to, String amount, Clock when) {
        return agree(
                new AgreedAmount(
                        "fee",
                        LocalDate.parse(from),
                        to.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(to)),
                        amount.isEmpty() ? Optional.empty() : Optional.of(Money.of(amount, Demo.EUR)),
                        "Framework contract"),
                when);
    }

    private Outcome<List<RatedCharge>> agree(AgreedAmount agreed, Clock when) {
        return database.inTransaction(source -> new ContractPrices(source, new Tariffs(), when)
                .agree(Demo.account(1), OFFERING, List.of(), agreed, "finance"));
    }

    private static List<String> posted(Outcome<List<RatedCharge>> outcome) {
        return outcome.fold(
                charges ->
                        charges.stream().map(each -> each.amount().toString()).toList(),
                reasons -> {
                    throw new AssertionError(reasons.toString());
                });
    }

    private List<String> lines(YearMonth month) {
        InvoicePreview preview = Previews.of(database, Demo.account(1), month);
        return preview.lines().stream()
                .map(line -> line.amount() + ": " + line.explanation())
                .toList();
    }

    private String owed() {
        return books.balance(Demo.account(1)).getFirst().toString();
    }
}
