package dialtone.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.UnitPrice;
import dialtone.billrun.BillPolicy;
import dialtone.billrun.PriceEstimate;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import dialtone.invoice.InvoiceTax;
import dialtone.order.PricedItem;
import dialtone.spending.SpendingLimits;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurchargeTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final String FEE = "network-fee,Network fee,3.00,use recurring,2026-12-01,2027-12-01,";

    private static final List<Price> PRICES = List.of(
            new Price.Recurring("fee", "Fee", Money.of("20.00", EUR)),
            new Price.Usage("calls", "Calls", UsageType.VOICE, new UnitPrice(new BigDecimal("0.09"), EUR), 60, 0, 1));

    /** By hand: 3 % of 16.20 are 0.486; of 16.50 0.495; of 16.16 0.4848; 0.01 % of 49.99 are 0.004999. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            3.00,  16.20,  0.49
            3.00,  16.50,  0.50
            3.00,  16.16,  0.48
            0.01,  49.99,  0.00
            0.01,  50.00,  0.01
            100,   12.34,  12.34
            2.5,   0.00,   0.00
            2.5,   -10.00, 0.00
            """)
    void it_is_rounded_half_up_and_of_nothing_less_than_nothing(String percent, String charged, String amount) {
        Surcharge surcharge = read("fee,Fee," + percent + ",use,2026-01-01,,").fold(List::getFirst, reasons -> {
            throw new AssertionError(reasons.toString());
        });
        assertThat(surcharge.of(Money.of(charged, EUR))).isEqualTo(Money.of(amount, EUR));
    }

    @Test
    void it_is_charged_on_its_days_and_says_of_what() {
        Surcharge fee = read(FEE).fold(List::getFirst, reasons -> {
            throw new AssertionError(reasons.toString());
        });
        assertThat(fee.isChargedOn(LocalDate.parse("2026-11-30"))).isFalse();
        assertThat(fee.isChargedOn(LocalDate.parse("2026-12-01"))).isTrue();
        assertThat(fee.isChargedOn(LocalDate.parse("2027-12-01"))).isFalse();
        assertThat(fee.words(Money.of("16.20", EUR))).isEqualTo("Network fee: 3 % of 16.20 EUR");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Fee,Fee,3.00,use,2026-01-01,,                           | an id is kebab-case of at most 32 characters, not 'Fee'
            fee,,3.00,use,2026-01-01,,                              | a name has 1 to 64 characters, not ''
            fee,Fee,0,use,2026-01-01,,                              | a percentage is more than 0, at most 100, with at most two decimals, not '0'
            fee,Fee,100.01,use,2026-01-01,,                         | a percentage is more than 0, at most 100, with at most two decimals, not '100.01'
            fee,Fee,3.001,use,2026-01-01,,                          | a percentage is more than 0, at most 100, with at most two decimals, not '3.001'
            fee,Fee,3.00,tax,2026-01-01,,                           | it is of some of use recurring one-off, not 'tax'
            fee,Fee,3.00,,2026-01-01,,                              | it is of some of use recurring one-off, not ''
            fee,Fee,3.00,use,2026-01-01,2026-01-01,                 | until, the first day behind the period, is later than from
            network-fee,Fee,3.00,use,2027-11-30,,                   | its days overlap with those of line 2
            """)
    void a_bad_line_is_refused_with_file_line_and_reason(String line, String reason) {
        assertThat(faults(read(FEE, line))).containsExactly("surcharges.csv:3 " + reason);
    }

    /** Fee 20.00, use 10 minutes of 0.09: 3 % of use are 0.027, 0.03, and 5 % of recurring 1.00; from December on. */
    @Test
    void an_estimate_has_it_as_the_bill_will() {
        List<Surcharge> surcharges = read(
                        "network-fee,Network fee,3.00,use,2026-12-01,,",
                        "service-fee,Service fee,5,recurring,2026-12-01,,")
                .fold(read -> read, reasons -> List.of());
        List<PriceEstimate.Bill> bills =
                bills(surcharges, 2, new PricedItem("1", new OfferingId("mobile"), "Mobile", PRICES));
        assertThat(bills.getFirst().net()).isEqualTo(Money.of("20.90", EUR));
        assertThat(bills.getLast().draft().lines())
                .extracting(line -> line.description() + " " + line.amount())
                .containsExactly(
                        "Mobile: Fee 20.00 EUR",
                        "Calls 0.90 EUR",
                        "Network fee: 3 % of 0.90 EUR 0.03 EUR",
                        "Service fee: 5 % of 20.00 EUR 1.00 EUR");
    }

    /** The plan's fee is 20.00 and its calls 0.90, the add-on's fee 5.00: 1 % of 20.90 are 0.209, and 3 % of 5.00 0.15. */
    @Test
    void one_that_names_an_offering_takes_what_is_charged_for_it_from_that_of_all() {
        List<Surcharge> surcharges = read(
                        "service-fee,Service fee,3,use recurring,2026-11-01,,",
                        "service-fee,Service fee,1,use recurring,2026-11-01,,mobile-*",
                        "call-fee,Call fee,10,use,2026-11-01,,boost")
                .fold(read -> read, reasons -> List.of());
        PricedItem boost = new PricedItem(
                "2",
                new OfferingId("boost"),
                "Boost",
                List.of(new Price.Recurring("fee", "Fee", Money.of("5.00", EUR))));
        List<PriceEstimate.Bill> bills =
                bills(surcharges, 1, new PricedItem("1", new OfferingId("mobile-s"), "Mobile", PRICES), boost);
        assertThat(bills.getFirst().draft().lines())
                .extracting(line -> line.description() + " " + line.amount())
                .containsExactly(
                        "Mobile: Fee 20.00 EUR",
                        "Boost: Fee 5.00 EUR",
                        "Calls 0.90 EUR",
                        "Service fee: 3 % of 5.00 EUR 0.15 EUR",
                        "Service fee: 1 % of 20.90 EUR 0.21 EUR");
    }

    /** The plan prices calls at home, which one of the limits counts; that of its own goes before. */
    @Test
    void an_estimate_says_what_use_may_cost() {
        SpendingLimits limits = SpendingLimits.read(
                        "limits.csv",
                        List.of(
                                SpendingLimits.HEADER,
                                "calls,Calls,line,voice,any,EUR,20.00,100,hold,2026-01-01,,",
                                "calls,Calls,line,voice,any,EUR,90.00,100,notify,2026-01-01,,mobile*",
                                "abroad,Abroad,line,voice,abroad,EUR,50.00,100,hold,2026-01-01,,",
                                "all,All,account,voice,any,EUR,,100,notify,2026-01-01,,"))
                .fold(read -> read, reasons -> SpendingLimits.NONE);
        PriceEstimate estimate = new PriceEstimate(
                List.of(new PricedItem("1", new OfferingId("mobile"), "Mobile", PRICES)),
                LocalDate.parse("2026-11-20"),
                ZoneId.of("Europe/Berlin"),
                EUR,
                1,
                1,
                List.of());
        assertThat(estimate.limits(limits))
                .extracting(limit -> limit.amount().orElseThrow())
                .containsExactly(Money.of("90.00", EUR));
    }

    @Test
    void two_that_name_one_offering_are_refused_and_the_table_of_before_is_read() {
        List<String> faults = faults(read(
                "service-fee,Service fee,1,use,2026-11-01,,mobile-*",
                "service-fee,Service fee,2,use,2026-12-01,,mobile-s"));
        assertThat(faults).containsExactly("surcharges.csv:3 its days overlap with those of line 2");
        List<Surcharge> before = Surcharge.read(
                        "surcharges.csv", List.of("id,name,percent,of,from,until", FEE.substring(0, FEE.length() - 1)))
                .fold(read -> read, reasons -> List.of());
        assertThat(before)
                .singleElement()
                .satisfies(each -> assertThat(each.offerings().isAny()).isTrue());
    }

    /** Of some months from November on, with ten minutes of calls in each. */
    private static List<PriceEstimate.Bill> bills(List<Surcharge> surcharges, int months, PricedItem... items) {
        return new PriceEstimate(
                        List.of(items),
                        LocalDate.parse("2026-11-01"),
                        ZoneId.of("Europe/Berlin"),
                        EUR,
                        1,
                        months,
                        List.of(new AssumedUse(UsageType.VOICE, "", "", 600, 1)))
                .bills(new BillPolicy(14, BigDecimal.ZERO, surcharges), InvoiceTax.NONE)
                .fold(made -> made, reasons -> List.of());
    }

    private static List<String> faults(Outcome<List<Surcharge>> read) {
        return read.fold(
                fine -> List.of(),
                reasons -> reasons.stream()
                        .map(each -> each.field() + " " + each.message())
                        .toList());
    }

    private static Outcome<List<Surcharge>> read(String... lines) {
        List<String> all = new ArrayList<>(List.of(Surcharge.HEADER));
        all.addAll(List.of(lines));
        return Surcharge.read("surcharges.csv", all);
    }
}
