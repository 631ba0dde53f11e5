package dialtone.spending.console;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.catalog.OfferingNames;
import dialtone.catalog.UsageType;
import dialtone.spending.SpendingChoice;
import dialtone.spending.SpendingChoice.Wish;
import dialtone.spending.SpendingLimit;
import dialtone.spending.SpendingLimit.Per;
import dialtone.spending.SpendingLimit.Then;
import dialtone.spending.SpendingLimit.Where;
import dialtone.spending.SpendingStanding;
import dialtone.spending.SpendingStanding.Told;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the page says of limits, and what it reads of its form. */
class SpendingPageTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    @Test
    void a_row_says_what_is_spent_held_and_told() {
        SpendingStanding standing = new SpendingStanding(
                new SpendingLimit(
                        "roaming-data",
                        "Data abroad",
                        Per.LINE,
                        Set.of(UsageType.DATA),
                        Where.ABROAD,
                        EUR,
                        Optional.of(eur("50.00")),
                        List.of(80, 100),
                        Then.HOLD,
                        LocalDate.parse("2022-07-01"),
                        Optional.empty(),
                        OfferingNames.ANY),
                Optional.of("491510000001"),
                LocalDate.parse("2026-11-01"),
                Optional.of(eur("50.00")),
                eur("48.00"),
                1,
                List.of(new Told(80, eur("50.00"), eur("41.00"), Instant.parse("2026-11-25T12:00:00Z"), true)));
        SpendingRow row = SpendingRow.of(standing);
        assertThat(row.whose()).isEqualTo("+491510000001");
        assertThat(List.of(row.spent(), row.most(), row.left())).containsExactly("€48.00", "€50.00", "€2.00");
        assertThat(row.held()).isEqualTo("1 record waits");
        assertThat(row.told()).startsWith("80 % of €50.00 on ").endsWith(" by mail");
        assertThat(row.beyond()).isEqualTo("Use beyond it is held");
        SpendingStanding without = new SpendingStanding(
                standing.limit(), standing.msisdn(), standing.cycle(), Optional.empty(), eur("48.00"), 0, List.of());
        assertThat(SpendingRow.of(without).left()).as("a cell is never empty").isEqualTo("—");
    }

    @Test
    void a_wish_is_an_amount_or_none_or_the_usual() {
        assertThat(wish("off", "")).contains(new SpendingChoice.Off());
        assertThat(wish("usual", "5")).contains(new SpendingChoice.Usual());
        assertThat(wish("most", "12,50")).contains(new SpendingChoice.Most(eur("12.50")));
        assertThat(wish("", "40")).contains(new SpendingChoice.Most(eur("40.00")));
        assertThat(wish("most", "1.005")).isEmpty();
        assertThat(wish("most", "")).isEmpty();
        assertThat(wish("most", "1e99999999")).isEmpty();
    }

    private static Optional<Wish> wish(String wish, String amount) {
        return SpendingPage.wish(wish, amount, EUR).fold(Optional::of, reasons -> Optional.<Wish>empty());
    }

    private static Money eur(String amount) {
        return Money.of(amount, EUR);
    }
}
