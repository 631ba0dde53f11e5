package dialtone.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.UnitPrice;
import dialtone.catalog.AllowanceTerms;
import dialtone.catalog.Price;
import dialtone.catalog.UsageTerms;
import dialtone.catalog.UsageType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the order in which allowances are consumed means for a customer: what is covered, and what is charged though something is left. */
class AllowanceOrderTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Cell CALLS = Cell.of(UsageType.VOICE);
    private static final Cell MESSAGES = Cell.of(UsageType.SMS);
    private static final Cell DATA = Cell.of(UsageType.DATA);
    private static final List<UsageType> BOTH = List.of(UsageType.VOICE, UsageType.SMS);

    /** 100 units of either go first, then 50 of messages: they leave messages to those, and calls, which nothing else covers, take 60 of them. */
    @Test
    void what_goes_first_covers_first_what_nothing_behind_it_covers() {
        Price.Allowance units = allowance("units", BOTH, 100, "priority=1");
        Price.Allowance messages = allowance("messages", List.of(UsageType.SMS), 50, "priority=2");
        assertThat(charged(List.of(messages, units), Map.of(CALLS, 60L, MESSAGES, 60L)))
                .isEqualTo("VOICE 0, SMS 0, DATA 0");
        Price.Allowance calls = allowance("calls", List.of(UsageType.VOICE), 50, "priority=2");
        assertThat(charged(List.of(units, calls), Map.of(CALLS, 60L, MESSAGES, 60L)))
                .isEqualTo("VOICE 0, SMS 0, DATA 0");
        assertThat(charged(List.of(units, calls, messages), Map.of(CALLS, 150L, MESSAGES, 51L)))
                .as("one is too many, of what comes last of the two")
                .isEqualTo("VOICE 0, SMS 1, DATA 0");
    }

    /** Where all types are covered behind it, what a priority puts first takes them in turn, although 50 of each would leave more: that is the price of a priority. */
    @Test
    void what_a_priority_puts_first_takes_what_others_cover_as_well_in_turn() {
        Price.Allowance calls = allowance("calls", List.of(UsageType.VOICE), 50, "");
        Price.Allowance messages = allowance("messages", List.of(UsageType.SMS), 50, "");
        Map<Cell, Long> used = Map.of(CALLS, 100L, MESSAGES, 100L);
        assertThat(charged(List.of(calls, messages, allowance("units", BOTH, 100, "priority=1")), used))
                .isEqualTo("VOICE 0, SMS 50, DATA 0");
        assertThat(charged(List.of(calls, messages, allowance("units", BOTH, 100, "")), used))
                .as("the narrowest first")
                .isEqualTo("VOICE 0, SMS 0, DATA 0");
    }

    /** Without priorities the narrowest goes first: 50 messages of the add-on, then the plan's units. */
    @Test
    void the_narrowest_goes_first_and_leaves_the_wider_one_for_the_rest() {
        Price.Allowance units = allowance("units", BOTH, 100, "");
        Price.Allowance messages = allowance("messages", List.of(UsageType.SMS), 50, "");
        for (List<Price.Allowance> order : List.of(List.of(units, messages), List.of(messages, units))) {
            CycleUsage used = use(order, Map.of(CALLS, 90L, MESSAGES, 60L));
            assertThat(used.charged(UsageType.VOICE) + used.charged(UsageType.SMS))
                    .isZero();
            assertThat(used.allowances())
                    .containsExactlyInAnyOrder(new AllowanceUse(units, 100), new AllowanceUse(messages, 50));
        }
    }

    /** 50 units of calls and messages, then 100 of all: 50 calls and 50 of the data; what is beyond is data, which comes last, in whichever order they are sold. */
    @Test
    void what_is_beyond_the_widest_one_is_of_the_type_that_comes_last() {
        Price.Allowance all = allowance("all", List.of(UsageType.VOICE, UsageType.SMS, UsageType.DATA), 100, "");
        Price.Allowance units = allowance("units", BOTH, 50, "");
        assertThat(charged(List.of(all, units), Map.of(CALLS, 100L, DATA, 100L)))
                .isEqualTo("VOICE 0, SMS 0, DATA 50");
        assertThat(charged(List.of(units, all), Map.of(CALLS, 100L, DATA, 100L)))
                .isEqualTo("VOICE 0, SMS 0, DATA 50");
    }

    /** 100 messages at home and in the Union: of 60 and 60 those abroad, which cost more, are covered first. */
    @Test
    void of_what_an_allowance_covers_use_abroad_goes_first() {
        Cell abroad = new Cell(UsageType.SMS, "", "", "eu");
        Price.Allowance messages = allowance("messages", List.of(UsageType.SMS), 100, "roaming=home,eu");
        Tariff tariff = new Tariff(
                List.of(messages, price("sms", UsageType.SMS, ""), price("abroad", UsageType.SMS, "roaming=eu")));
        CycleUsage used = CycleUsage.of(tariff, Map.of(MESSAGES, new CellUse(60, 1), abroad, new CellUse(60, 1)));
        assertThat(used.prices())
                .extracting(each -> each.price().id() + " " + each.amount())
                .containsExactlyInAnyOrder("sms 2.00 EUR", "abroad 0.00 EUR");
    }

    private static String charged(List<Price.Allowance> allowances, Map<Cell, Long> used) {
        CycleUsage cycle = use(allowances, used);
        return "VOICE " + cycle.charged(UsageType.VOICE) + ", SMS " + cycle.charged(UsageType.SMS) + ", DATA "
                + cycle.charged(UsageType.DATA);
    }

    private static CycleUsage use(List<Price.Allowance> allowances, Map<Cell, Long> used) {
        List<Price> prices = new ArrayList<>(allowances);
        for (UsageType type : UsageType.values()) {
            prices.add(price(type.name().toLowerCase(Locale.ROOT), type, ""));
        }
        Map<Cell, CellUse> cells = new HashMap<>();
        used.forEach((cell, units) -> cells.put(cell, new CellUse(units, 1)));
        return CycleUsage.of(new Tariff(prices), cells);
    }

    private static Price.Allowance allowance(String id, List<UsageType> types, long quantity, String terms) {
        return new Price.Allowance(id, id, types, quantity, AllowanceTerms.parse(terms));
    }

    private static Price.Usage price(String id, UsageType type, String terms) {
        return new Price.Usage(
                id, id, type, new UnitPrice(new BigDecimal("0.10"), EUR), 1, 0, 1, UsageTerms.parse(terms, EUR));
    }
}
