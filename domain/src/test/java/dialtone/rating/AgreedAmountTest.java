package dialtone.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** 15.00 EUR a month from the 1st of November 2026, of which something else is agreed. */
class AgreedAmountTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    private static final Subscription LINE = new Subscription(
            new OrderId("ORD-1"),
            "1",
            new CustomerId("CUS-1"),
            new BillingAccountId("BAC-1"),
            new OfferingId("plan"),
            "Plan",
            ZoneId.of("Europe/Berlin"),
            LocalDate.parse("2026-11-01"),
            new Tariff(List.of(new Price.Recurring("fee", "Monthly fee", Money.of("15.00", EUR)))));

    private static AgreedAmount agreed(String price, String from, String to, String amount) {
        return new AgreedAmount(
                price,
                LocalDate.parse(from),
                to.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(to)),
                amount.isEmpty() ? Optional.empty() : Optional.of(Money.of(amount, EUR)),
                "Framework contract");
    }

    private static Subscription agreeing(AgreedAmount... said) {
        return LINE.on(LINE.course().agreeing(List.of(said)));
    }

    private static List<String> due(Subscription subscription, String day) {
        return subscription.chargesDueBy(LocalDate.parse(day)).stream()
                .map(charge -> charge.amount().toString())
                .toList();
    }

    @Test
    void it_holds_from_its_first_day_until_the_first_day_that_it_does_not() {
        assertThat(due(agreeing(agreed("fee", "2026-12-01", "2027-02-01", "10.00")), "2027-02-28"))
                .containsExactly("15.00 EUR", "10.00 EUR", "10.00 EUR", "15.00 EUR");
        assertThat(due(agreeing(agreed("fee", "2026-12-02", "2027-02-02", "10.00")), "2027-02-28"))
                .as("of a month its first day counts")
                .containsExactly("15.00 EUR", "15.00 EUR", "10.00 EUR", "10.00 EUR");
    }

    @Test
    void of_two_for_a_day_the_later_one_holds_and_one_without_an_amount_brings_the_price_s_own_back() {
        Subscription line = agreeing(
                agreed("fee", "2026-12-01", "", "10.00"),
                agreed("fee", "2027-01-01", "", "12.00"),
                agreed("fee", "2027-02-01", "", ""));
        assertThat(due(line, "2027-02-28")).containsExactly("15.00 EUR", "10.00 EUR", "12.00 EUR", "15.00 EUR");
    }

    @Test
    void another_price_is_not_meant() {
        assertThat(due(agreeing(agreed("other", "2026-11-01", "", "10.00")), "2026-11-30"))
                .containsExactly("15.00 EUR");
    }

    /** November is wrong in the books, by whomever: an agreement for December does not mend that. */
    @Test
    void what_it_changes_is_posted_and_what_has_nothing_to_do_with_it_stays_as_it_is() {
        LocalDate day = LocalDate.parse("2026-12-31");
        Subscription other = agreeing(agreed("fee", "2026-12-01", "", "10.00"));
        List<RatedCharge> posted = new ArrayList<>();
        for (RatedCharge charge : LINE.chargesDueBy(LocalDate.parse("2027-01-31"))) {
            boolean november = charge.dueOn().equals(LocalDate.parse("2026-11-01"));
            posted.add(november ? charge.withAmount(Money.of("14.00", EUR)) : charge);
        }
        assertThat(other.reconcileChanged(LINE, day, posted)).singleElement().satisfies(charge -> {
            assertThat(charge.amount()).isEqualTo(Money.of("-5.00", EUR));
            assertThat(charge.period().from()).isEqualTo(LocalDate.parse("2026-12-01"));
            assertThat(charge.revision()).isEqualTo(1);
        });
        assertThat(LINE.reconcileChanged(LINE, day, posted)).isEmpty();
    }
}
