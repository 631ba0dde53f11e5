package dialtone.invoice.console;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.UnitPrice;
import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is agreed, as the form has it. */
class AgreementsPageTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Price.Usage CALLS = new Price.Usage(
            "voice-overage", "Calls", UsageType.VOICE, new UnitPrice(new BigDecimal("0.09"), EUR), 60, 60, 1);

    @ParameterizedTest
    @CsvSource({
        "0.05, '', 0.05 EUR per minute",
        "'0,0325', '', 0.0325 EUR per minute",
        "'', 20, 20 % off",
        "'', '12,5', 12.5 % off",
        "'', '', its own",
        "0.05, 20, AMBIGUOUS",
        "-1, '', INVALID_AMOUNT",
        "much, '', INVALID_AMOUNT",
        "1000000000, '', INVALID_AMOUNT",
        "1E600000000, '', INVALID_AMOUNT",
        "'', 0, INVALID_PERCENTAGE",
        "'', 101, INVALID_PERCENTAGE",
    })
    void a_rate_is_for_the_units_of_the_price(String amount, String percentOff, String read) {
        assertThat(AgreementsPage.rate(amount, percentOff, CALLS)
                        .<String>fold(
                                rate -> rate.map(each -> each.text(UsageType.VOICE))
                                        .orElse("its own"),
                                reasons -> reasons.getFirst().code()))
                .isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({"15.90, 15.90 EUR", "'', its own", "15.905, INVALID_AMOUNT", "much, INVALID_AMOUNT"})
    void an_amount_is_exact_in_its_currency(String amount, String read) {
        assertThat(AgreementsPage.amount(amount, EUR)
                        .<String>fold(
                                money -> money.map(Money::toString).orElse("its own"),
                                reasons -> reasons.getFirst().code()))
                .isEqualTo(read);
        assertThat(AgreementsPage.amount("", EUR)).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void what_was_posted_is_said_in_one_sum() {
        assertThat(AgreementsPage.words(List.of())).isEqualTo("Nothing was charged before that it changes.");
        assertThat(AgreementsPage.words(List.of(Money.of("-0.04", EUR), Money.of("-1.00", EUR))))
                .isEqualTo("-€1.04 was posted for what was charged before.");
    }
}
