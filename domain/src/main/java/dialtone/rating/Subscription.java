package dialtone.rating;

import dialtone.base.Money;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.PricedItem;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * What a customer pays for, as billing knows it: an order item with the prices it was placed with. It begins to be charged on
 * the day of activation.
 *
 * @param zone        of the billing account: its midnights begin the days
 * @param activatedOn first day that is charged
 * @param prices      the snapshot; later versions of the catalogue do not change it
 */
public record Subscription(
        OrderId order,
        String itemId,
        CustomerId customer,
        BillingAccountId account,
        OfferingId offering,
        String offeringName,
        ZoneId zone,
        LocalDate activatedOn,
        Tariff prices) {

    public static Subscription of(OrderFacts.Charges charges, PricedItem item, LocalDate activatedOn) {
        return new Subscription(
                charges.order(),
                item.itemId(),
                charges.customer(),
                charges.billingAccount(),
                item.offering(),
                item.offeringName(),
                charges.zone(),
                activatedOn,
                new Tariff(item.prices()));
    }

    /** What is charged at activation: each one-off, and of each monthly price the days that are left of the month. */
    public List<RatedCharge> startCharges() {
        return chargesIn(YearMonth.from(activatedOn));
    }

    /**
     * What is charged for a month, use apart: in the month of activation the one-offs and the first month in proportion, in a
     * later one the monthly prices, in an earlier one nothing.
     */
    public List<RatedCharge> chargesIn(YearMonth month) {
        List<RatedCharge> charges = new ArrayList<>();
        for (Price price : prices.prices()) {
            switch (price) {
                case Price.OneOff oneOff
                when YearMonth.from(activatedOn).equals(month) ->
                    charges.add(charge(
                            oneOff,
                            ChargeKind.ONE_OFF,
                            ChargePeriod.day(activatedOn),
                            oneOff.amount(),
                            "once, on activation"));
                case Price.Monthly monthly
                when !YearMonth.from(activatedOn).isAfter(month) -> charges.add(recurring(monthly, month));
                default -> {
                    // use is rated by record, an allowance costs nothing
                }
            }
        }
        return charges;
    }

    private RatedCharge recurring(Price.Monthly price, YearMonth month) {
        ChargePeriod cycle = ChargePeriod.month(month);
        ChargePeriod used = cycle.contains(activatedOn) ? Proration.firstPeriod(activatedOn) : cycle;
        return charge(
                price,
                ChargeKind.RECURRING,
                used,
                Proration.charge(price.amount(), cycle, used),
                used.days() + " of " + cycle.days() + " days of " + price.amount());
    }

    private RatedCharge charge(Price price, ChargeKind kind, ChargePeriod period, Money amount, String explanation) {
        return new RatedCharge(
                order, itemId, price.id(), kind, account, description(price), explanation, period, amount);
    }

    private String description(Price price) {
        String text = offeringName + ": " + price.name();
        return text.length() <= RatedCharge.MAX_TEXT ? text : text.substring(0, RatedCharge.MAX_TEXT);
    }
}
