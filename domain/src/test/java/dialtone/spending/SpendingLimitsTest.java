package dialtone.spending;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.UnitPrice;
import dialtone.catalog.Price;
import dialtone.catalog.UsageTerms;
import dialtone.catalog.UsageType;
import dialtone.spending.SpendingLimit.Then;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpendingLimitsTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final String ROAMING =
            "roaming-data,Data abroad,line,data,abroad,EUR,50.00,80 100,hold,2022-07-01,,";

    @Test
    void a_limit_holds_in_whole_months_and_another_line_follows_it() {
        SpendingLimits limits = read(
                        "# a comment",
                        "roaming-data,Data abroad,line,data,abroad,EUR,50.00,80 100,hold,2022-07-01,2027-01-01,",
                        "roaming-data,Data abroad,line,data,abroad,EUR,60.00,100,notify,2027-01-01,,",
                        "all,All,account,voice sms data,any,EUR,,50,notify,2026-01-01,,")
                .fold(read -> read, reasons -> SpendingLimits.NONE);
        assertThat(limits.in(LocalDate.parse("2022-06-01"))).isEmpty();
        assertThat(limits.of("roaming-data", LocalDate.parse("2026-12-01"))
                        .orElseThrow()
                        .amount())
                .contains(Money.of("50.00", EUR));
        SpendingLimit later =
                limits.of("roaming-data", LocalDate.parse("2027-01-01")).orElseThrow();
        assertThat(later.amount()).contains(Money.of("60.00", EUR));
        assertThat(later.then()).isEqualTo(Then.NOTIFY);
        assertThat(limits.of("all", LocalDate.parse("2026-12-01")).orElseThrow().amount())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Roaming,Data,line,data,any,EUR,50.00,80,hold,2026-01-01,,              | an id is kebab-case of at most 32 characters, not 'Roaming'
            roaming,,line,data,any,EUR,50.00,80,hold,2026-01-01,,                  | a name has 1 to 64 characters, not ''
            roaming,Data,number,data,any,EUR,50.00,80,hold,2026-01-01,,            | per is line or account, not 'number'
            roaming,Data,line,fax,any,EUR,50.00,80,hold,2026-01-01,,               | usage is some of voice sms data, not 'fax'
            roaming,Data,line,data,here,EUR,50.00,80,hold,2026-01-01,,             | where is any or abroad, not 'here'
            roaming,Data,line,data,any,EUX,50.00,80,hold,2026-01-01,,              | a currency is a code of ISO 4217, not 'EUX'
            roaming,Data,line,data,any,EUR,-1,80,hold,2026-01-01,,                 | an amount is written like 50.00 and is not negative, not '-1'
            roaming,Data,line,data,any,EUR,0.001,80,hold,2026-01-01,,              | an amount is written like 50.00 and is not negative, not '0.001'
            roaming,Data,line,data,any,EUR,50.00,100 80,hold,2026-01-01,,          | notices are 1 to 10 percentages of 1 to 100, ascending, with blanks between, not '100 80'
            roaming,Data,line,data,any,EUR,50.00,101,hold,2026-01-01,,             | notices are 1 to 10 percentages of 1 to 100, ascending, with blanks between, not '101'
            roaming,Data,line,data,any,EUR,50.00,0,hold,2026-01-01,,               | notices are 1 to 10 percentages of 1 to 100, ascending, with blanks between, not '0'
            roaming,Data,line,data,any,EUR,50.00,80,stop,2026-01-01,,              | then is notify or hold, not 'stop'
            roaming,Data,line,data,any,EUR,50.00,80,hold,2026-01-02,,              | use is counted by the calendar month: its days are the first of one, not 2026-01-02
            roaming,Data,line,data,any,EUR,50.00,80,hold,2026-01-01,2026-01-01,    | until, the first day behind the period, is later than from
            roaming,Data,line,data,any,EUR,50.00,80,hold,soon,,                    | a day is written 2026-11-25, not 'soon'
            roaming,Data,line                                                      | a line has the 12 fields id,name,per,usage,where,currency,amount,notices,then,from,until,offerings, not 3
            roaming-data,Data,line,data,abroad,EUR,50.00,80,hold,2026-01-01,,      | its days overlap with those of line 2
            roaming-data,Data,line,data,any,EUR,50.00,80,hold,2026-01-01,,team     | it counts other use than in line 2: a line that changes its plan has one sum
            roaming-data,Data,line,data sms,abroad,EUR,50.00,80,hold,2026-01-01,,team | it counts other use than in line 2: a line that changes its plan has one sum
            """)
    void a_bad_line_is_refused_with_file_line_and_reason(String line, String reason) {
        assertThat(faults(read(ROAMING, line))).containsExactly("limits.csv:3 " + reason);
    }

    @Test
    void a_limit_that_names_a_plan_goes_before_that_of_all() {
        SpendingLimits limits = read(
                        ROAMING,
                        "roaming-data,Data abroad,line,data,abroad,EUR,200.00,100,hold,2026-01-01,2027-01-01,mobile-business-* team",
                        "roaming-data,Data abroad,line,data,abroad,EUR,,100,hold,2027-01-01,,mobile-business-*",
                        "all,All,account,voice sms data,any,EUR,,50,notify,2026-01-01,,")
                .fold(read -> read, reasons -> SpendingLimits.NONE);
        assertThat(limits.askForPlans()).isTrue();
        assertThat(most(limits, "2026-12-01", "mobile-business-m")).containsExactly("all none", "roaming-data 200.00");
        assertThat(most(limits, "2026-12-01", "team")).containsExactly("all none", "roaming-data 200.00");
        assertThat(most(limits, "2026-12-01", "teams")).containsExactly("all none", "roaming-data 50.00");
        assertThat(most(limits, "2026-12-01", "")).containsExactly("all none", "roaming-data 50.00");
        assertThat(most(limits, "2027-01-01", "mobile-business-m")).containsExactly("all none", "roaming-data none");
        assertThat(most(limits, "2027-01-01", "team")).containsExactly("all none", "roaming-data 50.00");
        assertThat(limits.in(LocalDate.parse("2026-12-01"))).hasSize(3);
    }

    private static List<String> most(SpendingLimits limits, String cycle, String plan) {
        return limits.in(LocalDate.parse(cycle), plan).stream()
                .map(limit -> limit.id() + " "
                        + limit.amount().map(money -> money.amount().toString()).orElse("none"))
                .sorted()
                .toList();
    }

    @Test
    void plans_are_named_once_and_by_limits_of_lines() {
        assertThat(faults(read(
                        ROAMING,
                        "roaming-data,Data abroad,line,data,abroad,EUR,200.00,100,hold,2026-01-01,,mobile-business-*",
                        "roaming-data,Data abroad,line,data,abroad,EUR,90.00,100,hold,2027-01-01,,mobile-sim-only mobile-business-m",
                        "all,All,account,voice,any,EUR,,50,notify,2026-01-01,,mobile-business-*",
                        "other,Other,line,voice,any,EUR,,50,notify,2026-01-01,,Mobile")))
                .containsExactly(
                        "limits.csv:5 a limit of an account is of all its lines and names no offerings",
                        "limits.csv:6 offerings are kebab-case, each perhaps with a star at its end, with blanks between; none for all, not 'Mobile'",
                        "limits.csv:4 its days overlap with those of line 3");
    }

    @Test
    void the_table_of_before_limits_named_plans_is_read_as_it_was() {
        SpendingLimits limits = SpendingLimits.read(
                        "limits.csv",
                        List.of(
                                "id,name,per,usage,where,currency,amount,notices,then,from,until",
                                ROAMING.substring(0, ROAMING.length() - 1)))
                .fold(read -> read, reasons -> SpendingLimits.NONE);
        assertThat(limits.all())
                .singleElement()
                .satisfies(limit -> assertThat(limit.offerings().isAny()).isTrue());
    }

    @Test
    void a_limit_stays_of_its_kind() {
        assertThat(faults(read(
                        "roaming-data,Data abroad,line,data,abroad,EUR,50.00,80,hold,2022-07-01,2026-01-01,",
                        "roaming-data,Data abroad,account,data,abroad,EUR,50.00,80,hold,2026-01-01,,")))
                .containsExactly("limits.csv:3 it is of another kind or currency than in line 2");
        assertThat(faults(SpendingLimits.read("limits.csv", List.of("id,name"))))
                .containsExactly(
                        "limits.csv:1 the first line is " + SpendingLimits.HEADER + ", and there are at most 200000");
        assertThat(faults(read("a".repeat(33) + ROAMING.substring(12)))).hasSize(1);
    }

    @Test
    void abroad_is_a_price_that_does_not_hold_at_home() {
        SpendingLimit limit = read(ROAMING).fold(limits -> limits.all().getFirst(), reasons -> {
            throw new AssertionError(reasons.toString());
        });
        assertThat(limit.counts(price(UsageType.DATA, "roaming=usa", EUR))).isTrue();
        assertThat(limit.counts(price(UsageType.DATA, "roaming=home,eu", EUR))).isFalse();
        assertThat(limit.counts(price(UsageType.DATA, "", EUR))).isFalse();
        assertThat(limit.counts(price(UsageType.VOICE, "roaming=usa", EUR))).isFalse();
        assertThat(limit.counts(price(UsageType.DATA, "roaming=usa", Currency.getInstance("USD"))))
                .isFalse();
    }

    private static Price.Usage price(UsageType type, String terms, Currency currency) {
        return new Price.Usage(
                "p", "p", type, new UnitPrice(BigDecimal.ONE, currency), 1, 0, 1, UsageTerms.parse(terms, currency));
    }

    private static Outcome<SpendingLimits> read(String... lines) {
        List<String> all = new ArrayList<>(List.of(SpendingLimits.HEADER));
        all.addAll(List.of(lines));
        return SpendingLimits.read("limits.csv", all);
    }

    private static List<String> faults(Outcome<SpendingLimits> outcome) {
        return outcome.fold(
                read -> List.of(),
                reasons -> reasons.stream()
                        .map(reason -> reason.field() + " " + reason.message())
                        .toList());
    }
}
