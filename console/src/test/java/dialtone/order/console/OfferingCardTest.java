package dialtone.order.console;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.catalog.BillingPeriod;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.RecurringTerms;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

class OfferingCardTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Price ONCE = new Price.OneOff("activation", "Activation", Money.of("4.90", EUR));
    private static final Price MONTHLY = new Price.Recurring("fee", "Fee", Money.of("9.90", EUR));
    private static final Price WEEKLY = new Price.Recurring("week", "Week", Money.of("3.90", EUR), weekly());

    @Test
    void whatRecursIsSaidByItsPeriod() {
        assertThat(card(ONCE, WEEKLY).recurs()).isEqualTo("€3.90 a week");
        assertThat(card(ONCE, MONTHLY).recurs()).isEqualTo("€9.90 a month");
        assertThat(card(MONTHLY, WEEKLY).recurs()).isEqualTo("€9.90 a month, €3.90 a week");
        assertThat(card(ONCE).recurs()).isEmpty();
    }

    @Test
    void theAmountIsLargeAndWhatItIsForIsNot() {
        assertThat(card(ONCE, WEEKLY))
                .extracting(OfferingCard::headline, OfferingCard::headlinePer)
                .containsExactly("€3.90", "a week");
        assertThat(card(MONTHLY, WEEKLY))
                .extracting(OfferingCard::headline, OfferingCard::headlinePer)
                .containsExactly("€9.90", "a month, €3.90 a week");
        assertThat(card(ONCE))
                .extracting(OfferingCard::headline, OfferingCard::headlinePer)
                .containsExactly("€4.90", "once");
    }

    private static OfferingCard card(Price... prices) {
        return OfferingCard.of(new ProductOffering(
                new OfferingId("plan"),
                "Plan",
                "A plan.",
                ProductOffering.Role.PLAN,
                "plan",
                List.of(),
                List.of(prices),
                ProductOffering.Relations.NONE,
                ProductOffering.Terms.NONE));
    }

    private static RecurringTerms weekly() {
        RecurringTerms monthly = RecurringTerms.MONTHLY;
        return new RecurringTerms(
                BillingPeriod.parse("week"),
                monthly.timing(),
                RecurringTerms.Alignment.ANNIVERSARY,
                monthly.proration(),
                monthly.refund(),
                monthly.trial(),
                monthly.basis(),
                monthly.discounts());
    }
}
