package dialtone.order.tmf;

import dialtone.base.Money;
import dialtone.base.UnitPrice;
import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import dialtone.order.OrderPreview;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A price of the order's snapshot (TMF622 OrderPrice).
 *
 * @param priceType             {@code oneTime}, {@code recurring}, {@code usage} or {@code allowance}
 * @param recurringChargePeriod {@code month}, {@code quarter}, {@code 2 weeks}, with a recurring price
 * @param unitOfMeasure         what a usage price pays for: {@code 60 second}
 */
@JsonbPropertyOrder({"name", "description", "priceType", "recurringChargePeriod", "unitOfMeasure", "price"})
public record OrderPriceView(
        @Nullable String name,
        @Nullable String description,
        String priceType,
        @Nullable String recurringChargePeriod,
        @Nullable String unitOfMeasure,
        @Nullable Amount price) {

    /** @param dutyFreeAmount the catalogue's price; tax is a matter of the invoice */
    public record Amount(MoneyView dutyFreeAmount) {}

    /** @param unit ISO 4217
     *  @param value exact */
    public record MoneyView(String unit, BigDecimal value) {}

    static List<OrderPriceView> of(List<Price> prices) {
        return prices.stream().map(OrderPriceView::of).toList();
    }

    static OrderPriceView of(Price price) {
        return switch (price) {
            case Price.OneOff once -> oneTime(once.name(), once.amount());
            case Price.Recurring recurring ->
                new OrderPriceView(
                        recurring.name(),
                        description(recurring),
                        "recurring",
                        recurring.terms().period().words(),
                        null,
                        amount(recurring.amount()));
            case Price.EarlyTermination fee ->
                new OrderPriceView(fee.name(), fee.explanation(), "oneTime", null, null, amount(fee.amount()));
            case Price.Usage usage ->
                new OrderPriceView(
                        usage.name(),
                        usage.terms().description().isEmpty()
                                ? null
                                : usage.terms().description(),
                        "usage",
                        null,
                        usage.perUnitCount() + " " + usage.type().unit(),
                        amount(usage.price()));
            case Price.Allowance allowance ->
                new OrderPriceView(allowance.name(), included(allowance), "allowance", "month", null, null);
        };
    }

    /** Nothing of a plain monthly price. */
    private static @Nullable String description(Price.Recurring price) {
        if (price.terms().isMonthly()) {
            return null;
        }
        String terms = price.terms().description();
        return terms.isEmpty() ? price.rate() : price.rate() + "; " + terms;
    }

    /** What an order costs at once, and by the month. */
    static List<OrderPriceView> totals(OrderPreview sum) {
        return List.of(oneTime("One-off charges", sum.oneOff()), recurring("Charges of a full month", sum.monthly()));
    }

    static OrderPriceView oneTime(String name, Money amount) {
        return new OrderPriceView(name, null, "oneTime", null, null, amount(amount));
    }

    static OrderPriceView recurring(String name, Money amount) {
        return new OrderPriceView(name, null, "recurring", "month", null, amount(amount));
    }

    private static String included(Price.Allowance allowance) {
        String types = allowance.types().stream().map(Enum::name).collect(Collectors.joining(", "));
        String units =
                allowance.types().stream().map(UsageType::unit).distinct().collect(Collectors.joining(" or "));
        String included = "Includes " + allowance.quantity() + " " + units + " (" + types + ")";
        String terms = allowance.terms().description(most -> most + " " + units);
        if (terms.isEmpty()) {
            return included;
        }
        return included + (allowance.scope().description().isEmpty() ? ", " : " ") + terms;
    }

    private static Amount amount(Money money) {
        return new Amount(new MoneyView(money.currency().getCurrencyCode(), money.amount()));
    }

    private static Amount amount(UnitPrice price) {
        return new Amount(new MoneyView(price.currency().getCurrencyCode(), price.amount()));
    }
}
