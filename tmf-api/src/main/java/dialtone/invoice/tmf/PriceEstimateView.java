package dialtone.invoice.tmf;

import dialtone.billrun.PriceEstimate;
import dialtone.invoice.BilledLine;
import dialtone.invoice.tmf.InvoiceView.TaxView;
import dialtone.spending.SpendingLimit;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What offerings would cost.
 *
 * @param catalogVersion whose prices these are
 * @param bills          the first ones, one a cycle
 * @param spendingLimits that hold for its use without being asked for
 */
@JsonbPropertyOrder({"catalogVersion", "bills", "spendingLimits"})
public record PriceEstimateView(String catalogVersion, List<BillView> bills, List<LimitView> spendingLimits) {

    /**
     * @param amount what use may cost in a month, net of tax
     * @param beyond hold, or notify: whether use beyond it waits, or is charged
     */
    @JsonbPropertyOrder({"limit", "name", "amount", "beyond"})
    public record LimitView(String limit, String name, AmountView amount, String beyond) {}

    /**
     * @param month that its cycle begins in, such as 2026-12
     * @param from  first day of its cycle
     * @param to    first day after it
     */
    @JsonbPropertyOrder({"month", "from", "to", "net", "tax", "total", "lines", "taxes"})
    public record BillView(
            String month,
            String from,
            String to,
            AmountView net,
            AmountView tax,
            AmountView total,
            List<LineView> lines,
            List<TaxView> taxes) {}

    /**
     * @param offering id of what it is charged for; absent of use
     * @param from     first day it is for
     * @param to       first day after it
     */
    @JsonbPropertyOrder({"number", "kind", "offering", "price", "description", "explanation", "from", "to", "amount"})
    public record LineView(
            int number,
            String kind,
            @Nullable String offering,
            String price,
            String description,
            String explanation,
            String from,
            String to,
            AmountView amount) {}

    static PriceEstimateView of(
            String catalogVersion, PriceEstimate asked, List<PriceEstimate.Bill> bills, List<SpendingLimit> limits) {
        return new PriceEstimateView(
                catalogVersion,
                bills.stream().map(bill -> bill(asked, bill)).toList(),
                limits.stream().flatMap(PriceEstimateView::limit).toList());
    }

    private static Stream<LimitView> limit(SpendingLimit limit) {
        return limit.amount().stream()
                .map(most -> new LimitView(
                        limit.id(),
                        limit.name(),
                        AmountView.of(most),
                        limit.then().name().toLowerCase(Locale.ROOT)));
    }

    private static BillView bill(PriceEstimate asked, PriceEstimate.Bill bill) {
        return new BillView(
                YearMonth.from(bill.cycle().from()).toString(),
                bill.cycle().from().toString(),
                bill.cycle().to().toString(),
                AmountView.of(bill.net()),
                AmountView.of(bill.tax()),
                AmountView.of(bill.total()),
                bill.draft().lines().stream().map(line -> line(asked, line)).toList(),
                bill.taxes().stream().map(TaxView::of).toList());
    }

    private static LineView line(PriceEstimate asked, BilledLine line) {
        return new LineView(
                line.number(),
                line.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                asked.offeringOf(line).map(item -> item.offering().value()).orElse(null),
                line.priceId(),
                line.description(),
                line.explanation(),
                line.period().from().toString(),
                line.period().to().toString(),
                AmountView.of(line.amount()));
    }
}
