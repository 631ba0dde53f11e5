package dialtone.order.console;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.order.OrderPreview.Open;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartialDaysTest {

    private static final Money THREE = Money.of("3.00", Currency.getInstance("EUR"));
    private static final Money NOTHING = Money.zero(Currency.getInstance("EUR"));

    @Test
    void what_is_not_known_is_named_in_place_of_an_amount() {
        Open seats = new Open(List.of("Seats", "Care", "Seats"), true);
        assertThat(PartialDays.amount(THREE, seats)).isEqualTo("€3.00, and for Seats, Care what is known on that day");
        assertThat(PartialDays.amount(NOTHING, seats)).isEqualTo("For Seats, Care what is known on that day");
        assertThat(PartialDays.amount(THREE, new Open(List.of(), true))).isEqualTo("€3.00");
        assertThat(PartialDays.amount(NOTHING, new Open(List.of(), true))).isEmpty();
    }

    @Test
    void days_of_the_month_are_said_of_months_alone() {
        LocalDate day = LocalDate.parse("2026-11-25");
        assertThat(PartialDays.of(new Open(List.of(), true), day)).isEqualTo("6 of 30 days");
        assertThat(PartialDays.of(new Open(List.of(), false), day)).doesNotContain("30");
    }
}
