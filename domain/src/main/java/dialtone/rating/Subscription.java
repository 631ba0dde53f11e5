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
import java.util.Optional;

/**
 * What a customer pays for, as billing knows it: an order item with the prices it was placed with. It begins to be charged on
 * the day of activation.
 *
 * @param zone        of the billing account: its midnights begin the days
 * @param activatedOn first day that is charged
 * @param prices      the snapshot; later versions of the catalogue do not change it
 * @param prepaid     whether the monthly prices of the month of activation were paid before, with one of the same offering and number that
 *                    ended in that month and kept its fee
 * @param end         when it has ended
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
        Tariff prices,
        boolean prepaid,
        Optional<End> end) {

    /**
     * @param on               first day that is not charged any more
     * @param earlyTermination what ending on that day costs
     * @param feeKept          whether the days that are left of the month are not given back, because what was included was given whole
     */
    public record End(LocalDate on, Optional<Price.EarlyTermination> earlyTermination, boolean feeKept) {}

    /** One whose first month was not paid before. */
    public Subscription(
            OrderId order,
            String itemId,
            CustomerId customer,
            BillingAccountId account,
            OfferingId offering,
            String offeringName,
            ZoneId zone,
            LocalDate activatedOn,
            Tariff prices,
            Optional<End> end) {
        this(order, itemId, customer, account, offering, offeringName, zone, activatedOn, prices, false, end);
    }

    /** One that goes on. */
    public Subscription(
            OrderId order,
            String itemId,
            CustomerId customer,
            BillingAccountId account,
            OfferingId offering,
            String offeringName,
            ZoneId zone,
            LocalDate activatedOn,
            Tariff prices) {
        this(order, itemId, customer, account, offering, offeringName, zone, activatedOn, prices, Optional.empty());
    }

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

    /** The same, with a first month that was paid before. */
    public Subscription paidBefore() {
        return new Subscription(
                order, itemId, customer, account, offering, offeringName, zone, activatedOn, prices, true, end);
    }

    /** @param earlyTermination from the price snapshot of the order that ends it */
    public Subscription endedOn(LocalDate day, Optional<Price.EarlyTermination> earlyTermination) {
        return ended(new End(day, earlyTermination, false));
    }

    public Subscription ended(End how) {
        return new Subscription(
                order,
                itemId,
                customer,
                account,
                offering,
                offeringName,
                zone,
                activatedOn,
                prices,
                prepaid,
                Optional.of(how));
    }

    /**
     * What the same customer pays for from that day on, at the same account, by another order's prices: one-off prices are among
     * them where something else is handed over, another handset, and not where a plan changes.
     */
    public Subscription changedInto(OrderId by, PricedItem item, LocalDate day) {
        return new Subscription(
                by,
                item.itemId(),
                customer,
                account,
                item.offering(),
                item.offeringName(),
                zone,
                day,
                new Tariff(item.prices()));
    }

    /** What is charged at activation: each one-off, and of each monthly price the days that are left of the month. */
    public List<RatedCharge> startCharges() {
        return chargesIn(YearMonth.from(activatedOn));
    }

    /**
     * All that is due from the day of activation to that day, it included, each with its period: what is charged in advance is due on the
     * first of its days. What of it has been posted, {@link #unposted} knows.
     */
    public List<RatedCharge> chargesDueBy(LocalDate day) {
        return chargesDue(activatedOn, day.plusDays(1));
    }

    /**
     * What falls due in {@code [from, to)}. However a time is divided, its parts add up to the whole.
     *
     * <p>Of 15.00 EUR a month, activated on 2026-11-25: in {@code [2026-11-25, 2026-12-02)} 3.00 EUR for November and 15.00 EUR for December.
     */
    public List<RatedCharge> chargesDue(LocalDate from, LocalDate to) {
        List<RatedCharge> due = new ArrayList<>();
        YearMonth last = YearMonth.from(to.minusDays(1));
        LocalDate first = from.isBefore(activatedOn) ? activatedOn : from;
        for (YearMonth month = YearMonth.from(first); !month.isAfter(last); month = month.plusMonths(1)) {
            chargesIn(month).stream()
                    .filter(charge -> !charge.period().from().isBefore(from)
                            && charge.period().from().isBefore(to))
                    .forEach(due::add);
        }
        return due;
    }

    /** Those of the charges that are not among the posted ones yet. */
    public static List<RatedCharge> unposted(List<RatedCharge> due, List<RatedCharge> posted) {
        return due.stream()
                .filter(charge -> posted.stream().noneMatch(charge::isSameChargeAs))
                .toList();
    }

    /**
     * What is to be posted when it ends: for each recurring charge that has been posted for days after the end, those days as a credit,
     * unless the fee is kept, and what ending before the minimum term costs.
     *
     * <p>Activated on 2026-11-25 at 15.00 EUR, 3.00 EUR were charged for six days; ended on 2026-11-27, 2.00 EUR come back for four.
     *
     * @param posted the charges of the subscription that there are
     */
    public List<RatedCharge> endCharges(List<RatedCharge> posted) {
        return end.stream()
                .flatMap(ended -> chargesIn(YearMonth.from(ended.on())).stream())
                .filter(charge -> switch (charge.kind()) {
                    case EARLY_TERMINATION -> true;
                    case CREDIT -> posted.stream().anyMatch(charge::givesBackOf);
                    case ONE_OFF, RECURRING, USAGE -> false;
                })
                .toList();
    }

    /**
     * What is charged for a month, use apart: in the month of activation the one-offs and the first month in proportion, in a
     * later one the monthly prices, in an earlier one nothing. In the month of the end the days that are left of each monthly price are
     * given back, and ending early is charged; after it nothing.
     */
    public List<RatedCharge> chargesIn(YearMonth month) {
        List<RatedCharge> charges = new ArrayList<>();
        if (end.filter(ended -> YearMonth.from(ended.on()).isBefore(month)).isPresent()) {
            return charges;
        }
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
                when !YearMonth.from(activatedOn).isAfter(month) && !isPrepaid(month) ->
                    charges.add(recurring(monthly, month));
                default -> {
                    // use is rated by record, an allowance costs nothing
                }
            }
        }
        end.filter(ended -> YearMonth.from(ended.on()).equals(month))
                .ifPresent(ended -> charges.addAll(chargesOfTheEnd(ended)));
        return charges;
    }

    private boolean isPrepaid(YearMonth month) {
        return prepaid && YearMonth.from(activatedOn).equals(month);
    }

    private List<RatedCharge> chargesOfTheEnd(End ended) {
        List<RatedCharge> charges = new ArrayList<>();
        boolean givesBack = !ended.feeKept() && !isPrepaid(YearMonth.from(ended.on()));
        for (Price price : prices.prices()) {
            if (givesBack
                    && price instanceof Price.Monthly monthly
                    && !monthly.amount().isZero()) {
                charges.add(credit(monthly, ended.on()));
            }
        }
        ended.earlyTermination()
                .ifPresent(fee -> charges.add(charge(
                        fee,
                        ChargeKind.EARLY_TERMINATION,
                        ChargePeriod.day(ended.on()),
                        fee.amount(),
                        fee.explanation())));
        return charges;
    }

    /** The days of the month from the end on, by the proration that charged them. */
    private RatedCharge credit(Price.Monthly price, LocalDate endedOn) {
        ChargePeriod cycle = ChargePeriod.month(YearMonth.from(endedOn));
        ChargePeriod unused = Proration.firstPeriod(endedOn);
        return charge(
                price,
                ChargeKind.CREDIT,
                unused,
                Proration.charge(price.amount(), cycle, unused).negated(),
                unused.days() + " of " + cycle.days() + " days of " + price.amount() + " not used");
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
