package dialtone.usage.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import dialtone.invoice.AllowanceLine;
import dialtone.invoice.InvoicePreview;
import dialtone.invoice.service.Previews;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.PricedItem;
import dialtone.party.CustomerId;
import dialtone.rating.service.Demo;
import dialtone.rating.service.RatingReference;
import dialtone.rating.service.Tariffs;
import dialtone.usage.UsageBatch;
import dialtone.usage.UsageCounts;
import dialtone.usage.UsageFile;
import dialtone.usage.layout.UsageLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A line of the 25th of November with 100 seconds a month, which gets 50 seconds more for 3.00 EUR two days later, at noon, and gives them
 * back the day after.
 */
class AddOnTariffTest {

    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
    private static final Clock TWO_DAYS_LATER = Clock.offset(Demo.NOON, Duration.ofDays(2));
    private static final Clock THREE_DAYS_LATER = Clock.offset(Demo.NOON, Duration.ofDays(3));

    private static final List<Price> SECONDS = List.of(
            new Price.Recurring("fee", "Monthly fee", Money.of("3.00", Demo.EUR)),
            new Price.Allowance("more-seconds", "50 seconds", List.of(UsageType.VOICE), 50));

    @TempDir
    Path folder;

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final Books books = new Books(database);
    private int files;

    private void start() {
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("12.99", Demo.EUR));
    }

    private static OrderFacts.Charges on(int number, List<PricedItem> items) {
        return Demo.order(
                number,
                items,
                List.of(),
                items.stream()
                        .map(item -> new OrderFacts.Extension(item.itemId(), Demo.NUMBER))
                        .toList());
    }

    private static OrderFacts.Charges off(int number, int ended) {
        OrderFacts.Ending ending =
                new OrderFacts.Ending(new OrderId("ORD-" + ended), "1", Optional.of(Demo.NUMBER), Optional.empty());
        return Demo.order(number, List.of(), List.of(ending), List.of());
    }

    @Test
    void what_is_used_from_then_on_is_rated_with_the_add_on_and_what_was_used_before_without() throws IOException {
        start();
        take(Demo.NOON, "1,VOICE,491510000001,2026-11-25T13:00:00Z,120,"); // 100 included, 20 for 0.03
        OrderFacts.Charges on = on(2, List.of(Demo.item("1", SECONDS)));
        assertThat(Demo.start(database, on, TWO_DAYS_LATER)).isTrue();
        assertThat(Demo.start(database, on, TWO_DAYS_LATER))
                .as("the same job again")
                .isFalse();
        assertThat(Demo.start(database, on, THREE_DAYS_LATER)).isFalse();
        assertThat(database.count("SELECT COUNT(*) FROM NUMBER_ACCOUNT")).isEqualTo(2);

        assertThat(take(
                                TWO_DAYS_LATER,
                                "2,VOICE,491510000001,2026-11-27T12:00:00Z,80,", // 50 included, 30 for 0.05
                                "3,VOICE,491510000001,2026-11-27T11:59:59Z,60,") // late: all charged, 0.09
                        .counts())
                .isEqualTo(new UsageCounts(2, 0, 0, 0));

        // 12.99, four days of 3.00, and the calls
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("13.56", Demo.EUR));
        InvoicePreview preview = Previews.of(database, Demo.account(1), NOVEMBER);
        assertThat(preview.reconciles()).isTrue();
        assertThat(preview.lines())
                .filteredOn(line -> line.subject().equals(Demo.NUMBER))
                .extracting(line -> line.amount().toString())
                .containsExactlyInAnyOrder("0.12 EUR", "0.05 EUR");
        assertThat(used(preview))
                .as("once, as it is after both")
                .containsExactlyInAnyOrder("seconds 100", "messages 0", "more-seconds 50");
        assertThat(preview.allowances())
                .as("what counts on is used since the first tariff, which began with its day")
                .extracting(AllowanceLine::validity)
                .containsOnly(new AllowanceLine.Validity(Instant.parse("2026-11-24T23:00:00Z"), Optional.empty()));
        assertThat(used(Previews.of(database, Demo.account(1), NOVEMBER.plusMonths(1))))
                .containsExactlyInAnyOrder("seconds 0", "messages 0", "more-seconds 0");
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    @Test
    void what_it_includes_ends_with_it_and_the_plan_keeps_what_it_had_not_used() throws IOException {
        start();
        Demo.start(database, on(2, List.of(Demo.item("1", SECONDS))), TWO_DAYS_LATER);
        take(TWO_DAYS_LATER, "1,VOICE,491510000001,2026-11-27T13:00:00Z,130,"); // 50 of them by the add-on
        assertThat(Demo.start(database, off(3, 2), THREE_DAYS_LATER)).isTrue();
        assertThat(Demo.start(database, off(3, 2), THREE_DAYS_LATER)).isFalse();
        take(THREE_DAYS_LATER, "2,VOICE,491510000001,2026-11-28T13:00:00Z,60,"); // 20 are the plan's, 40 for 0.06
        // 12.99, four days of 3.00, none of which comes back, and the last call
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("13.45", Demo.EUR));
        InvoicePreview preview = Previews.of(database, Demo.account(1), NOVEMBER);
        assertThat(preview.reconciles()).isTrue();
        assertThat(used(preview)).containsExactlyInAnyOrder("seconds 100", "messages 0");
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    @Test
    void an_add_on_that_comes_and_goes_and_comes_again_includes_what_it_has_once() throws IOException {
        start();
        take(TWO_DAYS_LATER, "1,VOICE,491510000001,2026-11-27T11:00:00Z,100,");
        for (int order = 2; order < 8; order += 2) {
            Demo.start(database, on(order, List.of(Demo.item("1", SECONDS))), TWO_DAYS_LATER);
            Demo.start(database, off(order + 1, order), TWO_DAYS_LATER);
        }
        Demo.start(database, on(8, List.of(Demo.item("1", SECONDS))), TWO_DAYS_LATER);
        assertThat(database.count("SELECT COUNT(*) FROM NUMBER_ACCOUNT"))
                .as("all at one moment")
                .isEqualTo(2);
        take(THREE_DAYS_LATER, "2,VOICE,491510000001,2026-11-28T11:00:00Z,60,"); // 50 included, 10 for 0.02
        Demo.start(database, off(9, 8), THREE_DAYS_LATER);
        Demo.start(
                database,
                on(10, List.of(Demo.item("1", SECONDS))),
                Clock.offset(THREE_DAYS_LATER, Duration.ofHours(1)));
        take(THREE_DAYS_LATER, "3,VOICE,491510000001,2026-11-28T14:00:00Z,60,"); // nothing is left
        InvoicePreview preview = Previews.of(database, Demo.account(1), NOVEMBER);
        assertThat(preview.reconciles()).isTrue();
        assertThat(preview.lines())
                .filteredOn(line -> line.subject().equals(Demo.NUMBER))
                .extracting(line -> line.amount().toString())
                .containsExactlyInAnyOrder("0.00 EUR", "0.02 EUR", "0.09 EUR");
    }

    @Test
    void an_add_on_that_ends_is_paid_for_its_month_and_not_twice_when_it_comes_again_in_it() {
        start();
        Demo.start(database, on(2, List.of(Demo.item("1", SECONDS))), TWO_DAYS_LATER);
        Demo.start(database, off(3, 2), THREE_DAYS_LATER);
        assertThat(Demo.start(database, on(4, List.of(Demo.item("1", SECONDS))), THREE_DAYS_LATER))
                .isTrue();
        assertThat(books.balance(Demo.account(1)))
                .as("12.99 and four days of 3.00")
                .containsExactly(Money.of("13.39", Demo.EUR));
        assertThat(Previews.of(database, Demo.account(1), NOVEMBER).reconciles())
                .isTrue();
        Demo.start(database, on(5, List.of(Demo.item("1", SECONDS))), THREE_DAYS_LATER);
        assertThat(books.balance(Demo.account(1)))
                .as("one more of the same is charged: three days")
                .containsExactly(Money.of("13.69", Demo.EUR));
        Demo.start(database, off(6, 4), THREE_DAYS_LATER);
        Demo.start(database, off(7, 5), THREE_DAYS_LATER);
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("13.69", Demo.EUR));
        assertThat(Previews.of(database, Demo.account(1), NOVEMBER).reconciles())
                .isTrue();
        assertThat(books.trialBalance().balanced()).isTrue();

        Demo.start(database, on(8, List.of(Demo.item("1", SECONDS))), Clock.offset(Demo.NOON, Duration.ofDays(10)));
        assertThat(books.balance(Demo.account(1)))
                .as("27 of 31 days of another month")
                .containsExactly(Money.of("16.30", Demo.EUR));
    }

    @Test
    void an_add_on_that_was_to_end_with_the_month_costs_nothing_of_the_next_one() {
        start();
        Clock begin = Clock.fixed(Instant.parse("2026-11-30T23:00:00Z"), ZoneOffset.UTC);
        Demo.start(database, on(2, List.of(Demo.item("1", SECONDS))), TWO_DAYS_LATER);
        OrderFacts.Ending ending =
                new OrderFacts.Ending(new OrderId("ORD-2"), "1", Optional.of(Demo.NUMBER), Optional.empty());
        OrderFacts.Ending asked = ending.askedFor(begin.instant());
        assertThat(asked.isWithTheMonth(ZoneId.of("Europe/Berlin"))).isTrue();
        assertThat(ending.askedFor(begin.instant().plusSeconds(1)).isWithTheMonth(ZoneId.of("Europe/Berlin")))
                .isFalse();
        assertThat(ending.isWithTheMonth(ZoneId.of("Europe/Berlin"))).isFalse();
        Demo.start(
                database,
                Demo.order(3, List.of(), List.of(asked), List.of()),
                Clock.offset(begin, Duration.ofMinutes(5)));
        assertThat(Previews.of(database, Demo.account(1), NOVEMBER.plusMonths(1))
                        .lines())
                .filteredOn(line -> line.subject().equals("ORD-2/1"))
                .isEmpty();
    }

    @Test
    void two_add_ons_of_one_order_come_at_the_same_moment() {
        start();
        Demo.start(database, on(2, List.of(Demo.item("1", SECONDS), Demo.item("2", Demo.DATA_ADD_ON))), TWO_DAYS_LATER);
        assertThat(database.count("SELECT COUNT(*) FROM NUMBER_ACCOUNT")).isEqualTo(2);
        assertThat(used(Previews.of(database, Demo.account(1), NOVEMBER)))
                .containsExactlyInAnyOrder("seconds 0", "messages 0", "more-seconds 0", "data 0");
    }

    @Test
    void an_add_on_ordered_with_the_second_of_two_lines_is_that_lines() {
        OrderFacts.Charges order = new OrderFacts.Charges(
                new OrderId("ORD-1"),
                new CustomerId("CUS-1"),
                Demo.account(1),
                ZoneId.of("Europe/Berlin"),
                List.of(Demo.item("1", Demo.PLAN), Demo.item("2", Demo.PLAN), Demo.item("3", SECONDS)),
                List.of(new OrderFacts.Line("1", Demo.NUMBER), new OrderFacts.Line("2", "491510000002")),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new OrderFacts.Extension("3", "491510000002")),
                List.of());
        Demo.start(database, order, Demo.NOON);
        assertThat(Previews.of(database, Demo.account(1), NOVEMBER).allowances())
                .filteredOn(line -> line.use().allowance().id().equals("more-seconds"))
                .extracting(line -> line.msisdn())
                .containsExactly("491510000002");
    }

    @Test
    void an_add_on_for_a_number_that_nobody_pays_for_is_not_charged() {
        start();
        OrderFacts.Charges on = Demo.order(
                2, List.of(Demo.item("1", SECONDS)), List.of(), List.of(new OrderFacts.Extension("1", "491519999999")));
        assertThatThrownBy(() -> Demo.start(database, on, TWO_DAYS_LATER)).hasMessageContaining("Nobody pays for");
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("12.99", Demo.EUR));
    }

    /** Allowances of the account's invoice, with what is used of each. */
    private static List<String> used(InvoicePreview preview) {
        return preview.allowances().stream()
                .map(line -> line.use().allowance().id() + " " + line.use().used())
                .toList();
    }

    private UsageFile take(Clock clock, String... lines) throws IOException {
        List<String> all = new ArrayList<>(List.of(UsageLayout.HOUSE_HEADER));
        all.addAll(List.of(lines));
        String name = "msc1_" + ++files + ".csv";
        Path path = Files.write(folder.resolve(name), all);
        NumberAccounts numbers = new NumberAccounts(new ConcurrentHashMap<>());
        UsageIntake intake = new UsageIntake() {
            @Override
            public Taken take(UsageBatch batch) {
                return database.inTransaction(dataSource -> new UsageIntake(
                                dataSource, new UsageRating(numbers, new Tariffs(), new RatingReference()), clock)
                        .take(batch));
            }
        };
        return new UsageFileIntake(new UsageFiles(database.dataSource(), clock), intake, Recycling.of(database))
                .take(path, name, "inbox");
    }
}
