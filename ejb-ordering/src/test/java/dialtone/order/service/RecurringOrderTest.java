package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms;
import dialtone.order.OrderId;
import dialtone.order.OrderPreview;
import dialtone.order.PricedItem;
import dialtone.order.ProductOrder;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A plan by the quarter in arrears with something by the month and a percentage, from the catalogue into the order's snapshot. */
class RecurringOrderTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    private final Desk desk = new Desk(text -> text.replace(
            "- {id: monthly-fee, type: monthly, name: Mobile S, amount: 9.90}",
            String.join(
                    System.lineSeparator() + "      ",
                    "- {id: fee, type: recurring, name: Mobile S, amount: 29.70, period: quarter, timing: in-arrears}",
                    "- {id: monthly-fee, type: monthly, name: Line, amount: 9.90}",
                    "- {id: care, type: percentage, name: Care, percent: 5, of: [monthly-fee]}")));

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void an_order_keeps_the_terms_of_its_recurring_prices() {
        OrderId id = accepted(desk.entry.place(order(ADA, Optional.empty(), item("1", "mobile-sim-only-s", Map.of()))))
                .id();
        PricedItem stored = desk.database
                .<Optional<ProductOrder>>inTransaction(() -> desk.orders.find(id))
                .orElseThrow()
                .items()
                .getFirst()
                .priced();
        assertThat(stored.prices().stream().filter(Price.Recurring.class::isInstance))
                .containsExactly(
                        new Price.Recurring(
                                "fee",
                                "Mobile S",
                                Money.of("29.70", EUR),
                                RecurringTerms.parse("period=1 quarter;timing=in-arrears", EUR)),
                        new Price.Recurring("monthly-fee", "Line", Money.of("9.90", EUR)),
                        new Price.Recurring(
                                "care",
                                "Care",
                                Money.zero(EUR),
                                RecurringTerms.parse("basis=percent:5:monthly-fee", EUR)));
        assertThat(OrderPreview.of(List.of(stored), EUR).monthly())
                .as("what is by the quarter is in no sum of a month")
                .isEqualTo(Money.of("9.90", EUR));
    }
}
