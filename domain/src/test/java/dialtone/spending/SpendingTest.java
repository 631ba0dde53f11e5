package dialtone.spending;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.catalog.OfferingNames;
import dialtone.catalog.UsageType;
import dialtone.spending.SpendingChoice.Most;
import dialtone.spending.SpendingChoice.Off;
import dialtone.spending.SpendingChoice.Usual;
import dialtone.spending.SpendingLimit.Per;
import dialtone.spending.SpendingLimit.Then;
import dialtone.spending.SpendingLimit.Where;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpendingTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final LocalDate NOVEMBER = LocalDate.parse("2026-11-01");
    private static final LocalDate DECEMBER = LocalDate.parse("2026-12-01");
    private static final Optional<String> FIRST = Optional.of("491510000001");
    private static final Optional<String> SECOND = Optional.of("491510000002");

    @Test
    void a_record_that_goes_beyond_is_held_and_one_that_fits_is_charged() {
        Spending at48 = of("50.00", "48.00", Then.HOLD);
        assertThat(at48.reached()).containsExactly(80);
        assertThat(at48.takes(eur("3.00"))).isFalse();
        assertThat(at48.takes(eur("2.00"))).isTrue();
        Spending held = at48.holding();
        assertThat(held.reached()).containsExactly(80, 100);
        assertThat(held.plus(eur("1.50")).spent()).isEqualTo(eur("49.50"));
        assertThat(of("100.00", "49.50", Then.HOLD).plus(eur("3.00")).reached()).isEmpty();
        assertThat(of("50.00", "51.00", Then.HOLD).takes(eur("-0.50"))).isTrue();
        assertThat(of("50.00", "51.00", Then.HOLD).takes(eur("0.00"))).isTrue();
        assertThat(of("50.00", "48.00", Then.NOTIFY).takes(eur("3.00"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            50.00, 39.99, ''
            50.00, 40.00, 80
            50.00, 49.99, 80
            50.00, 50.00, 80 100
            50.00, 70.00, 80 100
            0.01,  0.01,  80 100
            0.00,  0.00,  ''
            0.00,  0.01,  80 100
            50.00, -1.00, ''
            """)
    void percentages_are_reached_to_the_cent(String most, String spent, String reached) {
        assertThat(String.join(
                        " ",
                        of(most, spent, Then.HOLD).reached().stream()
                                .map(String::valueOf)
                                .toList()))
                .isEqualTo(reached);
    }

    @Test
    void what_was_said_last_of_a_line_holds_then_of_all_lines_then_what_the_table_says() {
        SpendingLimit limit = limit(Then.HOLD);
        List<SpendingChoice> said = List.of(
                new SpendingChoice(limit.id(), Optional.empty(), NOVEMBER, new Off()),
                new SpendingChoice(limit.id(), FIRST, DECEMBER, new Most(eur("20.00"))),
                new SpendingChoice("another", FIRST, NOVEMBER, new Most(eur("1.00"))));
        assertThat(SpendingChoice.mostIn(limit, said, FIRST, NOVEMBER.minusMonths(1)))
                .contains(eur("50.00"));
        assertThat(SpendingChoice.mostIn(limit, said, FIRST, NOVEMBER)).isEmpty();
        assertThat(SpendingChoice.mostIn(limit, said, FIRST, DECEMBER)).contains(eur("20.00"));
        assertThat(SpendingChoice.mostIn(limit, said, SECOND, DECEMBER)).isEmpty();
        List<SpendingChoice> again = new ArrayList<>(said);
        again.add(new SpendingChoice(limit.id(), FIRST, DECEMBER, new Usual()));
        again.add(new SpendingChoice(limit.id(), Optional.empty(), DECEMBER, new Usual()));
        assertThat(SpendingChoice.mostIn(limit, again, FIRST, DECEMBER)).contains(eur("50.00"));
    }

    /** Whatever the order: what is charged is never above the limit, and without one all of it is. */
    @Test
    void
            what_is_charged_never_exceeds_a_limit_that_holds_and_its_sum_does_not_depend_on_the_order_where_nothing_is_held() {
        Random random = new Random(53);
        for (int round = 0; round < 500; round++) {
            List<Money> records = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                records.add(new Money(BigDecimal.valueOf(random.nextInt(800) - 50, 2), EUR));
            }
            Money all = records.stream().reduce(Money.zero(EUR), Money::plus);
            Collections.shuffle(records, random);
            Spending held = of("50.00", "0.00", Then.HOLD);
            Spending told = of("50.00", "0.00", Then.NOTIFY);
            for (Money record : records) {
                held = held.takes(record) ? held.plus(record) : held.holding();
                told = told.plus(record);
                assertThat(held.spent()).isLessThanOrEqualTo(eur("50.00"));
            }
            assertThat(told.spent()).isEqualTo(all);
            assertThat(held.held() || held.spent().equals(all)).isTrue();
        }
    }

    @Test
    void what_is_left_is_not_less_than_nothing() {
        assertThat(standing(Optional.of("50.00"), "48.00").left()).contains(eur("2.00"));
        assertThat(standing(Optional.of("50.00"), "51.00").left()).contains(eur("0.00"));
        assertThat(standing(Optional.empty(), "51.00").left()).isEmpty();
    }

    private static SpendingStanding standing(Optional<String> most, String spent) {
        return new SpendingStanding(
                limit(Then.HOLD), FIRST, NOVEMBER, most.map(SpendingTest::eur), eur(spent), 0, List.of());
    }

    private static Spending of(String most, String spent, Then then) {
        return new Spending(limit(then), eur(most), eur(spent), false);
    }

    private static SpendingLimit limit(Then then) {
        return new SpendingLimit(
                "roaming-data",
                "Data abroad",
                Per.LINE,
                Set.of(UsageType.DATA),
                Where.ABROAD,
                EUR,
                Optional.of(eur("50.00")),
                List.of(80, 100),
                then,
                LocalDate.parse("2022-07-01"),
                Optional.empty(),
                OfferingNames.ANY);
    }

    private static Money eur(String amount) {
        return Money.of(amount, EUR);
    }
}
