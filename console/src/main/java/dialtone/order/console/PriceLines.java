package dialtone.order.console;

import dialtone.base.Money;
import dialtone.base.console.Amounts;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms;
import dialtone.order.OrderPreview;
import dialtone.order.PricedItem;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/**
 * Prices as they are read out to a customer: what is charged once, what every month, and both sums.
 *
 * @param once    a line for each one-off price that is not zero
 * @param monthly a line for each monthly price that is not zero
 * @param monthlyTotal empty when all that recurs is by another period, which has no sum of a month
 */
public record PriceLines(List<Line> once, List<Line> monthly, String onceTotal, String monthlyTotal) {

    /** @param why how the amount came about; empty when the name says it all */
    public record Line(String item, String name, String amount, String why) implements Serializable {}

    public static PriceLines of(OrderPreview preview) {
        List<Line> once = new ArrayList<>();
        List<Line> monthly = new ArrayList<>();
        for (PricedItem item : preview.items()) {
            for (Price price : item.prices()) {
                switch (price) {
                    case Price.OneOff free when free.amount().isZero() -> {}
                    case Price.Recurring free
                    when free.amount().isZero() && free.terms().basis().of().isEmpty() -> {}
                    case Price.OneOff charge -> once.add(line(item, charge.name(), charge.amount(), ""));
                    case Price.Recurring charge ->
                        monthly.add(new Line(item.offeringName(), charge.name(), amount(charge), why(charge)));
                    case Price.EarlyTermination fee ->
                        once.add(line(item, fee.name(), fee.amount(), fee.explanation()));
                    case Price.Usage usage -> {}
                    case Price.Allowance allowance -> {}
                }
            }
        }
        return new PriceLines(
                List.copyOf(once),
                List.copyOf(monthly),
                Amounts.text(preview.oneOff()),
                preview.monthly().isZero() && !monthly.isEmpty() ? "" : Amounts.text(preview.monthly()));
    }

    /** @param fallback the currency of an order without amounts */
    public static PriceLines of(List<PricedItem> items, Currency fallback) {
        return of(OrderPreview.of(items, currency(items, fallback)));
    }

    static Currency currency(List<PricedItem> items, Currency fallback) {
        for (PricedItem item : items) {
            for (Price price : item.prices()) {
                switch (price) {
                    case Price.OneOff once -> {
                        return once.amount().currency();
                    }
                    case Price.Recurring monthly -> {
                        return monthly.amount().currency();
                    }
                    case Price.EarlyTermination fee -> {
                        return fee.amount().currency();
                    }
                    case Price.Usage usage -> {}
                    case Price.Allowance allowance -> {}
                }
            }
        }
        return fallback;
    }

    private static String amount(Price.Recurring price) {
        return price.terms().basis() instanceof RecurringTerms.Basis.Percentage share
                ? share.percent().toPlainString() + " %"
                : Amounts.text(price.amount());
    }

    /** What is not by the month says so, and is not in the sum. */
    private static String why(Price.Recurring price) {
        String terms = price.terms().description();
        if (price.isByTheMonth() && price.terms().basis() instanceof RecurringTerms.Basis.Flat) {
            return terms;
        }
        return terms.isEmpty() ? Amounts.rate(price) : Amounts.rate(price) + "; " + terms;
    }

    private static Line line(PricedItem item, String name, Money amount, String why) {
        return new Line(item.offeringName(), name, Amounts.text(amount), why);
    }
}
