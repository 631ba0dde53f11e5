package dialtone.order.console;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms;
import dialtone.order.PricedItem;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderPriceTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final List<PricedItem> PLAN_AND_ADD_ON = List.of(
            new PricedItem(
                    "1",
                    new OfferingId("mobile-sim-only-m"),
                    "Mobile M",
                    List.of(
                            new Price.Recurring("fee", "Monthly fee", Money.of("19.99", EUR)),
                            new Price.OneOff("activation", "Activation", Money.of("9.99", EUR)))),
            new PricedItem(
                    "2",
                    new OfferingId("data-plus"),
                    "Data Plus",
                    List.of(new Price.Recurring("fee", "Monthly fee", Money.of("5.00", EUR)))));

    @Test
    void theFirstMonthIsChargedForTheDaysThatAreLeft() {
        OrderPrice price = OrderPrice.of(PLAN_AND_ADD_ON, LocalDate.of(2026, 11, 25));
        assertThat(price.lines().monthlyTotal()).isEqualTo("€24.99");
        assertThat(price.lines().onceTotal()).isEqualTo("€9.99");
        // 19.99 × 6/30 = 3.998, 4.00; 5.00 × 6/30 = 1.00: each price is rounded, as it is charged
        assertThat(price.firstMonth()).isEqualTo("€5.00");
        assertThat(price.firstDays()).isEqualTo("6 of 30 days");
        assertThat(price.partOfMonth()).isTrue();
    }

    @Test
    void onTheFirstOfAMonthTheFirstMonthIsAWholeOne() {
        OrderPrice price = OrderPrice.of(PLAN_AND_ADD_ON, LocalDate.of(2026, 12, 1));
        assertThat(price.firstMonth()).isEqualTo("€24.99");
        assertThat(price.partOfMonth()).isFalse();
    }

    @Test
    void whatIsNotByTheMonthSaysSoAndIsInNoSumOfAMonth() {
        PricedItem item = new PricedItem(
                "1",
                new OfferingId("office"),
                "Office",
                List.of(
                        new Price.Recurring("fee", "Fee", Money.of("9.90", EUR)),
                        recurring("year", "120.00", "period=1 year"),
                        recurring("late", "31.00", "timing=in-arrears"),
                        recurring("seats", "5.00", "basis=seats;trial=10 day"),
                        recurring("care", "0.00", "basis=percent:5:fee")));
        OrderPrice price = OrderPrice.of(List.of(item), LocalDate.of(2026, 12, 1));
        assertThat(price.lines().monthlyTotal())
                .as("9.90, 31.00 and a seat's 5.00")
                .isEqualTo("€45.90");
        assertThat(price.lines().monthly())
                .extracting(PriceLines.Line::why)
                .containsExactly(
                        "", "€120.00 a year", "in arrears", "€5.00 a month for each seat; 10 days free", "5 % of fee");
        assertThat(price.lines().monthly().getLast().amount()).isEqualTo("5 %");
        assertThat(price.firstMonth()).as("31 of 365 days of 120.00, and 9.90").isEqualTo("€20.09");
        assertThat(price.partOfMonth()).isFalse();
        assertThat(price.firstParts()).isEqualTo("Fee 31 days, year 31 days");
    }

    @Test
    void whatIsByTheWeekAloneHasNoSumOfAMonth() {
        PricedItem item = new PricedItem(
                "1", new OfferingId("week"), "Week", List.of(recurring("week", "3.90", "period=1 week")));
        assertThat(OrderPrice.of(List.of(item), LocalDate.of(2026, 12, 1))
                        .lines()
                        .monthlyTotal())
                .isEmpty();
    }

    private static Price.Recurring recurring(String id, String amount, String terms) {
        return new Price.Recurring(id, id, Money.of(amount, EUR), RecurringTerms.parse(terms, EUR));
    }

    @Test
    void anOrderWithoutItemsCostsNothing() {
        assertThat(OrderPrice.NONE.lines().monthlyTotal()).isEqualTo("€0.00");
        assertThat(OrderPrice.NONE.lines().once()).isEmpty();
    }
}
