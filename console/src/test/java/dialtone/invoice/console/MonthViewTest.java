package dialtone.invoice.console;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import dialtone.invoice.AllowanceLine;
import dialtone.invoice.InvoiceLine;
import dialtone.invoice.InvoicePreview;
import dialtone.party.BillingAccountId;
import dialtone.rating.AllowanceUse;
import dialtone.rating.ChargeKind;
import dialtone.rating.ChargePeriod;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MonthViewTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

    @Test
    void a_charge_names_its_order_and_its_days_and_what_is_not_posted_as_it_is_due() {
        MonthView month = view(
                List.of(
                        line(ChargeKind.RECURRING, "ORD-100001/1", "2026-11-25", "2026-12-01", "3.98", "3.98"),
                        line(ChargeKind.ONE_OFF, "ORD-100001/1", "2026-11-25", "2026-11-26", "9.90", "0.00")),
                List.of());

        assertThat(month.due()).isEqualTo("€13.88");
        assertThat(month.posted()).isEqualTo("€3.98");
        assertThat(month.reconciles()).isFalse();
        assertThat(month.lines()).extracting(MonthView.Line::kind).containsExactly("Recurring", "One off");
        assertThat(month.lines())
                .extracting(MonthView.Line::period)
                .containsExactly("25 Nov 2026 to 30 Nov 2026", "25 Nov 2026");
        assertThat(month.lines()).extracting(MonthView.Line::posted).containsExactly("", "€0.00");
        assertThat(month.lines()).allSatisfy(line -> {
            assertThat(line.order()).isEqualTo("ORD-100001");
            assertThat(line.subject()).isEmpty();
        });
    }

    @Test
    void use_names_its_number_and_how_many_records_are_behind_it() {
        MonthView month = view(
                List.of(line(ChargeKind.USAGE, "491510000001", "2026-11-01", "2026-12-01", "0.09", "0.09")),
                List.of(calls("491510000001", 4500)));

        assertThat(month.lines()).singleElement().satisfies(line -> {
            assertThat(line.order()).isEmpty();
            assertThat(line.subject()).isEqualTo("+491510000001");
            assertThat(line.counted()).isEqualTo("312 records");
            assertThat(line.more()).as("none is listed here").isEqualTo(312);
        });
        assertThat(month.allowances()).singleElement().satisfies(allowance -> {
            assertThat(allowance.name()).isEqualTo("Calls, 24 Nov 2026 to 30 Nov 2026");
            assertThat(allowance.used()).isEqualTo("75 minutes");
            assertThat(allowance.included()).isEqualTo("100 minutes");
            assertThat(allowance.percent()).isEqualTo(75);
        });
    }

    @Test
    void of_many_allowances_those_that_nobody_has_used_are_folded_away() {
        List<AllowanceLine> few = List.of(calls("491510000001", 0), calls("491510000002", 60));
        assertThat(view(List.of(), few).shownAllowances()).hasSize(2);
        assertThat(view(List.of(), few).foldedAllowances()).isEmpty();

        MonthView many = view(
                List.of(),
                IntStream.range(0, MonthView.FEW_ALLOWANCES + 1)
                        .mapToObj(number -> calls("49151000000" + number, number == 3 ? 1 : 0))
                        .toList());
        assertThat(many.shownAllowances())
                .as("a second of 100 minutes is no per cent, and is used")
                .extracting(MonthView.Allowance::number)
                .containsExactly("+491510000003");
        assertThat(many.foldedAllowances()).hasSize(MonthView.FEW_ALLOWANCES);
    }

    private static AllowanceLine calls(String msisdn, long used) {
        return new AllowanceLine(
                msisdn,
                new AllowanceUse(new Price.Allowance("calls", "Calls", List.of(UsageType.VOICE), 6000), used),
                new ChargePeriod(LocalDate.parse("2026-11-24"), LocalDate.parse("2026-12-01")),
                AllowanceLine.Validity.OPEN);
    }

    @Test
    void a_month_without_charges_comes_to_nothing() {
        MonthView month = view(List.of(), List.of());

        assertThat(month.due()).isEqualTo("Nothing");
        assertThat(month.reconciles()).isTrue();
    }

    private static MonthView view(List<InvoiceLine> lines, List<AllowanceLine> allowances) {
        return MonthView.of(new InvoicePreview(
                new BillingAccountId("BAC-100001"),
                NOVEMBER,
                lines,
                allowances,
                sum(lines.stream().map(InvoiceLine::amount).toList()),
                sum(lines.stream().map(InvoiceLine::posted).toList())));
    }

    private static List<Money> sum(List<Money> amounts) {
        return amounts.stream().reduce(Money::plus).stream().toList();
    }

    private static InvoiceLine line(
            ChargeKind kind, String subject, String from, String to, String amount, String posted) {
        return new InvoiceLine(
                kind,
                subject,
                "Mobile M",
                "as it is",
                new ChargePeriod(LocalDate.parse(from), LocalDate.parse(to)),
                Money.of(amount, EUR),
                Money.of(posted, EUR),
                List.of(),
                kind == ChargeKind.USAGE ? 312 : 0);
    }
}
