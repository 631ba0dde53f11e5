package dialtone.catalog.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.BillingPeriod;
import dialtone.catalog.Catalog;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms;
import dialtone.catalog.RecurringTerms.Alignment;
import dialtone.catalog.RecurringTerms.Basis;
import dialtone.catalog.RecurringTerms.PartialPeriod;
import dialtone.catalog.RecurringTerms.Refund;
import dialtone.catalog.RecurringTerms.Timing;
import dialtone.rating.ReferenceData;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recurring prices as catalogue files say them. */
class RecurringPricesTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    private static final String GOOD = CatalogText.ofPlan("""
            - {id: fee, type: monthly, name: Fee, amount: 15.00}
            - {id: year, type: recurring, name: Service, amount: 120.00, period: year, alignment: anniversary, refund: none, trial: 2 periods}
            - {id: seats, type: recurring, name: Seats, amount: 5.00, each: seat, proration: by-second, alignment: day 15}
            - {id: late, type: recurring, name: Late, amount: 9.00, period: 2 week, timing: in-arrears, alignment: anniversary}
            - {id: promo, type: recurring, name: Promo, amount: 9.00, discounts: [{percent: 20, periods: 3}, {amount: 1.50, after: 12}]}
            - {id: care, type: percentage, name: Care, percent: 5.5, of: [fee, promo]}
            - {id: least, type: minimum, name: Least, amount: 100.00, period: quarter, of: [fee, promo, care]}
            """);

    @Test
    void a_recurring_price_says_how_long_when_from_where_and_how_much_of_it() {
        List<Price> prices = load(GOOD)
                .fold(read -> read, reasons -> {
                    throw new AssertionError(reasons.toString());
                })
                .offering(new OfferingId("plan"))
                .orElseThrow()
                .prices();
        assertThat(prices.get(0)).isEqualTo(new Price.Recurring("fee", "Fee", money("15.00")));
        RecurringTerms year = terms(prices.get(1));
        assertThat(year.period()).isEqualTo(new BillingPeriod(1, BillingPeriod.Unit.YEAR));
        assertThat(year.alignment()).isEqualTo(Alignment.ANNIVERSARY);
        assertThat(year.refund()).isEqualTo(Refund.NONE);
        assertThat(((Price.Recurring) prices.get(1)).rate()).isEqualTo("120.00 EUR a year");
        assertThat(year.description()).isEqualTo("from the day it began; nothing given back; 2 periods free");
        RecurringTerms seats = terms(prices.get(2));
        assertThat(seats.basis()).isEqualTo(Basis.SEATS);
        assertThat(seats.proration()).isEqualTo(PartialPeriod.BY_SECOND);
        assertThat(seats.alignment()).isEqualTo(new Alignment(false, 15));
        RecurringTerms late = terms(prices.get(3));
        assertThat(late.timing()).isEqualTo(Timing.IN_ARREARS);
        assertThat(late.period()).isEqualTo(new BillingPeriod(2, BillingPeriod.Unit.WEEK));
        assertThat(terms(prices.get(4)).description())
                .isEqualTo("less 20 % for periods 1 to 3 and 1.50 EUR after 12 periods");
        assertThat(((Price.Recurring) prices.get(5)).rate()).isEqualTo("5.5 % of fee, promo");
        assertThat(((Price.Recurring) prices.get(6)).rate())
                .isEqualTo("at least 100.00 EUR a quarter of fee, promo, care");
        assertThat(terms(prices.get(6)).timing()).isEqualTo(Timing.IN_ARREARS);
    }

    @Test
    void terms_are_read_back_from_the_text_that_tables_keep() {
        load(GOOD)
                .fold(read -> read, reasons -> {
                    throw new AssertionError(reasons.toString());
                })
                .offering(new OfferingId("plan"))
                .orElseThrow()
                .prices()
                .forEach(price -> assertThat(RecurringTerms.parse(terms(price).text(), EUR))
                        .isEqualTo(terms(price)));
    }

    private static RecurringTerms terms(Price price) {
        return ((Price.Recurring) price).terms();
    }

    private static Money money(String amount) {
        return Money.of(amount, EUR);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "period: year, alignment: anniversary | period: decade, alignment: anniversary | {id: year | a period is day, week, month, quarter, half-year or year",
                "period: year, alignment: anniversary | period: 0 year, alignment: anniversary | {id: year | a period is day",
                "period: year, alignment: anniversary | period: 101 year, alignment: anniversary | {id: year | 1 to 100 units",
                "period: year, alignment: anniversary | period: 5 month | {id: year | the calendar has no periods of 5 months",
                "alignment: day 15 | alignment: day 32 | {id: seats | alignment is calendar, anniversary, or the day",
                "alignment: day 15 | alignment: day 15, period: week | {id: seats | alignment is calendar",
                "timing: in-arrears | timing: late | {id: late | timing is one of in-advance, in-arrears, not late",
                "timing: in-arrears | timing: in-arrears, refund: unused | {id: late | refund is not said of what is charged in arrears",
                "proration: by-second | proration: by-hour | {id: seats | proration is one of by-day, by-day-inclusive, by-second, none, full-first",
                "each: seat | each: chair | {id: seats | each is seat or product",
                "trial: 2 periods | trial: 2 months | {id: year | trial is up to 730 days or periods",
                "trial: 2 periods | trial: 731 days | {id: year | trial is up to 730",
                "percent: 20, periods: 3 | percent: 20, amount: 1, periods: 3 | {id: promo | either percent or amount",
                "percent: 20, periods: 3 | percent: 101, periods: 3 | {id: promo | percent is above 0 and at most 100",
                "percent: 20, periods: 3 | percent: 20, periods: 0 | {id: promo | periods is a number of periods from 1",
                "amount: 1.50, after: 12 | amount: 1.505, after: 12 | {id: promo | amount is exact in EUR",
                "amount: 1.50, after: 12 | amount: -1, after: 12 | {id: promo | amount is not negative",
                "amount: 1.50, after: 12 | amount: 1.50, after: soon | {id: promo | after is a number of periods from 0",
                "percent: 5.5 | percent: 0 | {id: care | percent is above 0",
                "percent: 5.5 | percent: 5.5, period: year | {id: care | period is not said of a percentage",
                "of: [fee, promo] | of: [fee, fee] | {id: care | of names each price once",
                "of: [fee, promo] | of: [] | {id: care | of names the recurring prices",
                "of: [fee, promo] | of: [fee, phone] | {id: care | phone is no recurring price of the offering",
                "of: [fee, promo] | of: [fee, year] | {id: care | prices with one period, timing and alignment",
                "of: [fee, promo] | of: [least] | {id: care | a cycle: care goes by least goes by care",
                "of: [fee, promo] | of: [care] | {id: care | a cycle: care goes by care",
                "quarter, of: [fee, promo, care] | quarter, timing: in-advance, of: [fee] | {id: least | timing is not said of a minimum",
                "quarter, of: [fee, promo, care] | quarter, of: [fee, seats] | {id: least | seats is by the month from day 15",
                "quarter, of: [fee, promo, care] | quarter, of: [late] | {id: least | late is by the 2 weeks from the day it began",
                "quarter, of: [fee, promo, care] | week, of: [fee] | {id: least | a minimum's period is some of those of its prices",
                "quarter, of: [fee, promo, care] | 2 month, of: [quarterly] | {id: least | quarterly is no recurring price",
                "percent: 5.5, of: [fee, promo] | percent: 5.5, of: [year] | {id: least | year is by the year from the day it began",
                "amount: 15.00} | amount: 15.00, trial: 10 days} | {id: fee | trial is said of recurring prices",
                "each: seat | each: seat, of: [fee] | {id: seats | of is said of percentages and minimums",
                "type: minimum | type: most | {id: least | type is one of one-off, monthly, recurring, percentage, minimum"
            })
    void a_bad_recurring_price_is_refused_with_file_line_and_reason(
            String good, String bad, String where, String reason) {
        assertThat(GOOD).contains(good);
        String text = GOOD.replace(good, bad);
        List<Rejection> found = load(text).fold(catalog -> List.of(), reasons -> reasons);
        long line = text.substring(0, text.indexOf(where)).lines().count();
        assertThat(found).as(found.toString()).anySatisfy(rejection -> {
            assertThat(rejection.message()).contains(reason);
            assertThat(rejection.field()).isEqualTo("mobile.yaml:" + line);
        });
    }

    private static Outcome<Catalog> load(String text) {
        return CatalogLoader.load(CatalogText.source(text), Optional.of(ReferenceData.NONE));
    }
}
