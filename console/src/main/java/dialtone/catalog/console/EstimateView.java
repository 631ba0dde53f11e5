package dialtone.catalog.console;

import dialtone.base.console.Amounts;
import dialtone.billrun.PriceEstimate;
import dialtone.invoice.BilledLine;
import dialtone.invoice.InvoiceTaxLine;
import dialtone.rating.ChargePeriod;
import dialtone.spending.SpendingLimit;
import dialtone.spending.SpendingLimit.Then;
import dialtone.tax.DraftTax;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * A bill that nobody gets, as the calculator shows it.
 *
 * @param cycle {@code December 2026}; {@code 15 Dec 2026 to 14 Jan 2027} where cycles are no months
 */
public record EstimateView(String cycle, String net, String tax, String total, List<Line> lines, List<TaxRow> taxes) {

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    /**
     * @param how how the amount would come about
     * @param price id of it; empty where there is none
     */
    public record Line(String what, String how, String price, String period, String amount) {
        static Line of(BilledLine line) {
            LocalDate last = line.period().to().minusDays(1);
            return new Line(
                    line.description(),
                    line.explanation(),
                    line.priceId(),
                    DAY.format(line.period().from())
                            + (last.isAfter(line.period().from()) ? " to " + DAY.format(last) : ""),
                    Amounts.text(line.amount()));
        }
    }

    /** @param note why there is none; empty where there is tax */
    public record TaxRow(String what, String base, String amount, String note) {
        static TaxRow of(InvoiceTaxLine tax) {
            return new TaxRow(tax.description(), Amounts.text(tax.base()), Amounts.text(tax.amount()), tax.note());
        }
    }

    private static String cycle(ChargePeriod days) {
        return days.equals(ChargePeriod.month(YearMonth.from(days.from())))
                ? MONTH.format(days.from())
                : DAY.format(days.from()) + " to " + DAY.format(days.to().minusDays(1));
    }

    /** {@code Data abroad: 50.00 EUR a month, net of tax; use beyond it waits until the customer goes on}. */
    static String limit(SpendingLimit limit) {
        return limit.name() + ": " + limit.amount().map(Amounts::text).orElse("no limit") + " a month, net of tax; "
                + (limit.then() == Then.HOLD
                        ? "use beyond it waits until the customer goes on"
                        : "the customer is told, and use beyond it is charged");
    }

    static EstimateView of(PriceEstimate.Bill bill) {
        return new EstimateView(
                cycle(bill.cycle()),
                Amounts.text(bill.net()),
                Amounts.text(bill.tax()),
                Amounts.text(bill.total()),
                bill.draft().lines().stream().map(Line::of).toList(),
                DraftTax.totals(bill.taxes()).stream().map(TaxRow::of).toList());
    }
}
