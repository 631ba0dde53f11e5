package dialtone.order.console;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.order.OrderPreview;
import dialtone.order.PricedItem;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddOnViewTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    @Test
    void whatComesIsChargedForTheDaysThatAreLeftAndWhatLeavesComesBackForThem() {
        Price.Recurring fee = new Price.Recurring("fee", "Fee", Money.of("9.90", EUR));
        Price.OneOff once = new Price.OneOff("once", "Set-up", Money.of("1.00", EUR));
        OrderPreview preview = new OrderPreview(
                List.of(
                        new PricedItem("1", new OfferingId("boost"), "Data Boost", List.of(fee, once)),
                        new PricedItem("2", new OfferingId("pack"), "Call Pack", List.of()),
                        new PricedItem("3", new OfferingId("gift"), "Gift", List.of())),
                Money.of("1.00", EUR),
                Money.of("9.90", EUR),
                List.of(
                        new OrderPreview.Ending(
                                "2",
                                "Call Pack",
                                Optional.empty(),
                                Money.of("4.90", EUR),
                                Money.of("0.98", EUR),
                                false,
                                OrderPreview.Open.NOTHING),
                        new OrderPreview.Ending(
                                "4",
                                "Extra",
                                Optional.empty(),
                                Money.of("9.90", EUR),
                                Money.zero(EUR),
                                true,
                                OrderPreview.Open.NOTHING)),
                List.of(),
                List.of(),
                List.of());
        AddOnView view = AddOnView.of(preview, LocalDate.of(2026, 11, 25));
        assertThat(view.isSomething()).isTrue();
        assertThat(view.on()).isEqualTo("25 Nov 2026");
        assertThat(view.days()).isEqualTo("6 of 30 days");
        assertThat(view.comes())
                .containsExactly(
                        new AddOnView.Row("Data Boost", "€9.90", "€1.98", false),
                        new AddOnView.Row("Gift", "", "", false));
        assertThat(view.leaves())
                .containsExactly(
                        new AddOnView.Row("Call Pack", "€4.90", "€0.98", false),
                        new AddOnView.Row("Extra", "€9.90", "", true));
        assertThat(view.fees()).extracting(PriceLines.Line::name).containsExactly("Set-up");
        assertThat(AddOnView.NOTHING.isSomething()).isFalse();
    }
}
