package dialtone.order.tmf;

import dialtone.base.Money;
import dialtone.order.OrderPreview;
import dialtone.order.PricedItem;
import dialtone.order.tmf.OrderPriceView.MoneyView;
import dialtone.rating.RatedCharge;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an order would cost.
 *
 * @param oneOff  sum of what is paid once, early termination among it
 * @param monthly sum of a full month of what it brings
 * @param items   each with its prices
 * @param endings what ends with it
 * @param changes what goes over to another offering, is suspended or comes back
 * @param seats   what gets another number of seats
 */
@JsonbPropertyOrder({"oneOff", "monthly", "items", "endings", "changes", "seats"})
public record OrderPreviewView(
        MoneyView oneOff,
        MoneyView monthly,
        List<ItemView> items,
        List<EndingView> endings,
        List<ChangeView> changes,
        List<SeatsView> seats) {

    /** @param id of the item */
    @JsonbPropertyOrder({"id", "name", "prices"})
    public record ItemView(String id, String name, List<OrderPriceView> prices) {}

    /**
     * @param credit  for the days of the month that are left
     * @param unknown names of prices that are in no amount
     */
    @JsonbPropertyOrder({"id", "name", "number", "monthly", "credit", "unknown"})
    public record EndingView(
            String id,
            String name,
            @Nullable String number,
            MoneyView monthly,
            MoneyView credit,
            List<String> unknown) {}

    /** @param on first day of the new prices */
    @JsonbPropertyOrder({"id", "name", "number", "on", "formerMonthly", "monthly", "credit", "firstCharge", "unknown"})
    public record ChangeView(
            String id,
            String name,
            @Nullable String number,
            LocalDate on,
            MoneyView formerMonthly,
            MoneyView monthly,
            MoneyView credit,
            MoneyView firstCharge,
            List<String> unknown) {}

    /**
     * @param on          first day of the new number
     * @param charged     that day, less what is given back
     * @param charges     what that is the sum of
     * @param month       the first whole month, such as {@code 2026-12}
     * @param formerMonth what falls due in that month without the order
     * @param nextMonth   what falls due in that month with it
     */
    @JsonbPropertyOrder({
        "id",
        "name",
        "number",
        "on",
        "formerSeats",
        "seats",
        "charged",
        "charges",
        "month",
        "formerMonth",
        "nextMonth"
    })
    public record SeatsView(
            String id,
            String name,
            @Nullable String number,
            LocalDate on,
            long formerSeats,
            long seats,
            MoneyView charged,
            List<ChargeView> charges,
            String month,
            MoneyView formerMonth,
            MoneyView nextMonth) {}

    /** A charge, or what is given back, with the days it is for. */
    @JsonbPropertyOrder({"description", "from", "to", "amount", "explanation"})
    public record ChargeView(String description, LocalDate from, LocalDate to, MoneyView amount, String explanation) {}

    static OrderPreviewView of(OrderPreview preview) {
        return new OrderPreviewView(
                money(preview.oneOff()),
                money(preview.monthly()),
                preview.items().stream().map(OrderPreviewView::item).toList(),
                preview.endings().stream().map(OrderPreviewView::ending).toList(),
                Stream.concat(
                                preview.changes().stream().map(OrderPreviewView::change),
                                preview.uses().stream().map(OrderPreviewView::use))
                        .toList(),
                preview.seats().stream().map(OrderPreviewView::seats).toList());
    }

    private static ItemView item(PricedItem item) {
        return new ItemView(item.itemId(), item.offeringName(), OrderPriceView.of(item.prices()));
    }

    private static EndingView ending(OrderPreview.Ending ending) {
        return new EndingView(
                ending.itemId(),
                ending.offeringName(),
                ending.number().orElse(null),
                money(ending.monthly()),
                money(ending.credit()),
                ending.open().prices());
    }

    private static ChangeView change(OrderPreview.Change change) {
        return new ChangeView(
                change.itemId(),
                change.to(),
                change.number().orElse(null),
                change.on(),
                money(change.formerMonthly()),
                money(change.monthly()),
                money(change.credit()),
                money(change.firstCharge()),
                change.open().prices());
    }

    private static ChangeView use(OrderPreview.Use use) {
        return new ChangeView(
                use.itemId(),
                use.name(),
                use.number().orElse(null),
                use.on(),
                money(use.formerMonthly()),
                money(use.monthly()),
                money(use.credit()),
                money(use.firstCharge()),
                use.open().prices());
    }

    private static SeatsView seats(OrderPreview.Seating seating) {
        return new SeatsView(
                seating.itemId(),
                seating.name(),
                seating.number().orElse(null),
                seating.on(),
                seating.quote().former(),
                seating.quote().seats(),
                money(seating.quote().now()),
                seating.quote().charges().stream().map(OrderPreviewView::charge).toList(),
                seating.quote().month().toString(),
                money(seating.quote().formerMonth()),
                money(seating.quote().nextMonth()));
    }

    private static ChargeView charge(RatedCharge charge) {
        return new ChargeView(
                charge.description(),
                charge.period().from(),
                charge.period().to(),
                money(charge.amount()),
                charge.explanation());
    }

    private static MoneyView money(Money money) {
        return new MoneyView(money.currency().getCurrencyCode(), money.amount());
    }
}
