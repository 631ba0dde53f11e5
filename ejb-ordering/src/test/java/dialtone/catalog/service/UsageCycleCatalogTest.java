package dialtone.catalog.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.UsageCycle;
import dialtone.rating.ReferenceData;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cycles of use as catalogue files say them. */
class UsageCycleCatalogTest {

    private static final String USE = """
            - {id: data, type: allowance, name: 1 GB, usage: [data], quantity: 1 GB, rollover: {periods: 1}}
            - {id: calls, type: usage, name: Calls, usage: voice, price: 0.12, per: 1 min, minimum: 60 s, increment: 1 s}
            - {id: fee, type: recurring, name: Fee, amount: 4.00, period: week}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{period: week} | 1 week, day 1",
                "{period: week, alignment: anniversary} | 1 week, anniversary",
                "{period: 30 day, alignment: anniversary} | 30 day, anniversary",
                "{period: day} | 1 day, day 1",
                "{alignment: day 15} | 1 month, day 15",
                "{alignment: account} | 1 month, account",
                "{period: year} | 1 year, day 1",
                "{period: month} | 1 month, day 1"
            })
    void all_use_of_an_offering_is_counted_in_its_cycles(String said, String cycle) {
        List<Price> prices = CatalogText.accepted(load(plan(said, USE)))
                .offering(new OfferingId("plan"))
                .orElseThrow()
                .prices();
        assertThat(prices.subList(0, 2))
                .allSatisfy(price -> assertThat(UsageCycle.of(List.of(price)).map(UsageCycle::text))
                        .contains(cycle));
        assertThat(UsageCycle.of(prices.subList(2, 3))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{period: 2 year, alignment: anniversary} | a cycle of use is at most a year: it is billed when it is over",
                "{period: week, alignment: account} | from the account's bill cycle day on there are months, not week",
                "{period: 2 week} | the calendar has no periods of 2 weeks: they are aligned to the anniversary",
                "{period: moon} | a period is day, week, month, quarter, half-year or year",
                "{timing: in-arrears} | timing"
            })
    void what_is_no_cycle_is_refused(String said, String reason) {
        assertThat(reasons(plan(said, USE))).anySatisfy(each -> assertThat(each).contains(reason));
    }

    @Test
    void an_offering_without_use_has_no_cycle_of_it() {
        assertThat(reasons(plan("{period: week}", "- {id: fee, type: monthly, name: Fee, amount: 4.00}\n")))
                .anySatisfy(each ->
                        assertThat(each).contains("usageCycle is said of offerings with prices of use or allowances"));
    }

    @Test
    void an_add_on_goes_by_the_cycles_of_the_plans_that_it_is_for() {
        String addOn = """
                  - id: more
                    name: More
                    description: More.
                    role: add-on
                    productSpecification: more
                    CYCLE
                    prices:
                      - {id: more-data, type: allowance, name: 1 GB, usage: [data], quantity: 1 GB}
                    requires: [plan]
                """;
        String weekly = plan("{period: week}", USE);
        int end = weekly.indexOf("services:");
        assertThat(reasons(weekly.substring(0, end) + addOn.replace("    CYCLE\n", "") + weekly.substring(end)))
                .anySatisfy(each -> assertThat(each)
                        .contains(
                                "what more includes or charges of use goes by usageCycle 1 month, day 1, and that of plan,"
                                        + " which it is for, is another one"));
        assertThat(reasons(weekly.substring(0, end)
                        + addOn.replace("CYCLE", "usageCycle: {period: week}")
                        + weekly.substring(end)))
                .noneSatisfy(each -> assertThat(each).contains("usageCycle"));
        String withFee = addOn.replace("CYCLE", "usageCycle: {period: week}")
                .replace(
                        "    requires:",
                        "      - {id: more-fee, type: recurring, name: More, amount: 2.90, period: week REFUND}\n    requires:");
        String kept = "its price more-fee is charged in advance and says refund: none";
        assertThat(reasons(weekly.substring(0, end) + withFee.replace(" REFUND", "") + weekly.substring(end)))
                .as("who ends it when all of it is used")
                .anySatisfy(each -> assertThat(each).contains(kept));
        assertThat(reasons(weekly.substring(0, end)
                        + withFee.replace(" REFUND", ", refund: none")
                        + weekly.substring(end)))
                .noneSatisfy(each -> assertThat(each).contains(kept));
    }

    private static String plan(String cycle, String prices) {
        return CatalogText.ofPlan(prices)
                .replace("    role: plan\n", "    role: plan\n    usageCycle: " + cycle + "\n");
    }

    private static Outcome<Catalog> load(String text) {
        return CatalogLoader.load(CatalogText.source(text), Optional.of(ReferenceData.NONE));
    }

    private static List<String> reasons(String text) {
        return load(text)
                .fold(
                        read -> List.of(),
                        reasons -> reasons.stream().map(Rejection::message).toList());
    }
}
