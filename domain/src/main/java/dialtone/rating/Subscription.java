package dialtone.rating;

import dialtone.base.Money;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.PricedItem;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a customer pays for, as billing knows it: an order item with the prices it was placed with. It begins to be charged on
 * the day of activation.
 *
 * @param zone        of the billing account: its midnights begin the days
 * @param activatedOn first day that is charged
 * @param prices      the snapshot; later versions of the catalogue do not change it
 * @param prepaid     whether the recurring prices of the period of activation were paid before, with one of the same offering and number that
 *                    ended in it and kept its fee
 * @param course      what else has happened to it that recurring prices go by
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
        Course course,
        Optional<End> end) {

    /** Seats that one product may have; a larger customer has several. */
    public static final long MAX_SEATS = 100_000;

    /**
     * @param on               first day that is not charged any more
     * @param earlyTermination what ending on that day costs
     * @param feeKept          whether the days that are left of the month are not given back, because what was included was given whole
     * @param at               the moment within that day; empty where only the day is known
     * @param succeeded        whether the same product is charged by other prices from then on
     */
    public record End(
            LocalDate on,
            Optional<Price.EarlyTermination> earlyTermination,
            boolean feeKept,
            Optional<Instant> at,
            boolean succeeded) {

        /** One at the midnight of that day, after which nothing follows. */
        public End(LocalDate on, Optional<Price.EarlyTermination> earlyTermination, boolean feeKept) {
            this(on, earlyTermination, feeKept, Optional.empty(), false);
        }
    }

    /** How many seats there are from a day on. */
    public record Seats(LocalDate from, long count) {
        public Seats {
            if (count < 0 || count > MAX_SEATS) {
                throw new IllegalArgumentException("0 to " + MAX_SEATS + " seats, not " + count);
            }
        }
    }

    /**
     * @param anchoredOn  the day the customer began with the product, by whichever plan: anniversaries, trials and discounts count from it
     * @param activatedAt when on the day of activation it began; empty where only the day is known
     * @param seats       the numbers of seats, of each day the last that was said; one where nothing is
     * @param agreed      what other amounts were agreed for its prices, in the order it was said
     * @param companions  what the account pays for and has paid for, itself among it; none where no price asks for them
     */
    public record Course(
            LocalDate anchoredOn,
            Optional<Instant> activatedAt,
            List<Seats> seats,
            List<AgreedAmount> agreed,
            Companions companions) {
        public Course {
            agreed = List.copyOf(agreed);
            SortedMap<LocalDate, Seats> byDay = new TreeMap<>();
            seats.forEach(each -> byDay.put(each.from(), each));
            seats = List.copyOf(byDay.values());
        }

        /** One of which nothing was agreed. */
        public Course(LocalDate anchoredOn, Optional<Instant> activatedAt, List<Seats> seats) {
            this(anchoredOn, activatedAt, seats, List.of(), Companions.NONE);
        }

        public Course agreeing(List<AgreedAmount> other) {
            return new Course(anchoredOn, activatedAt, seats, other, companions);
        }

        public Course seating(List<Seats> other) {
            return new Course(anchoredOn, activatedAt, other, agreed, companions);
        }

        public Course beside(Companions others) {
            return new Course(anchoredOn, activatedAt, seats, agreed, others);
        }

        /** What was said last of a price and of that day; empty when its own amount holds. */
        Optional<AgreedAmount> agreedOn(String price, LocalDate day) {
            return agreed.reversed().stream()
                    .filter(each -> each.holdsOn(price, day))
                    .findFirst()
                    .filter(each -> each.amount().isPresent());
        }

        /** One that begins with its product. */
        public static Course from(LocalDate day) {
            return new Course(day, Optional.empty(), List.of());
        }

        /** How many there are on that day. */
        public long seatsOn(LocalDate day) {
            long count = 1;
            for (Seats each : seats) {
                if (!each.from().isAfter(day)) {
                    count = each.count();
                }
            }
            return count;
        }

        /** The number there is on that day, and those that are said of later ones; none where nothing was ever said. */
        public List<Seats> seatsFrom(LocalDate day) {
            List<Seats> found = new ArrayList<>();
            if (!seats.isEmpty()) {
                found.add(new Seats(day, seatsOn(day)));
                seats.stream().filter(each -> each.from().isAfter(day)).forEach(found::add);
            }
            return found;
        }
    }

    /** One of which nothing but its days is known, and whose first month was not paid before. */
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
        this(
                order,
                itemId,
                customer,
                account,
                offering,
                offeringName,
                zone,
                activatedOn,
                prices,
                false,
                Course.from(activatedOn),
                end);
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

    /** @param at when it is activated */
    public static Subscription of(OrderFacts.Charges charges, PricedItem item, Instant at) {
        LocalDate day = at.atZone(charges.zone()).toLocalDate();
        return new Subscription(
                        charges.order(),
                        item.itemId(),
                        charges.customer(),
                        charges.billingAccount(),
                        item.offering(),
                        item.offeringName(),
                        charges.zone(),
                        day,
                        new Tariff(item.prices()))
                .on(new Course(day, Optional.of(at), ordered(item, day)));
    }

    private static List<Seats> ordered(PricedItem item, LocalDate day) {
        return item.seats() == 1 ? List.of() : List.of(new Seats(day, item.seats()));
    }

    /** The same, with a first month that was paid before. */
    public Subscription paidBefore() {
        return with(true, course, end);
    }

    public Subscription on(Course other) {
        return with(prepaid, other, end);
    }

    /** @param earlyTermination from the price snapshot of the order that ends it */
    public Subscription endedOn(LocalDate day, Optional<Price.EarlyTermination> earlyTermination) {
        return ended(new End(day, earlyTermination, false));
    }

    public Subscription ended(End how) {
        return with(prepaid, course, Optional.of(how));
    }

    private Subscription with(boolean paid, Course how, Optional<End> ended) {
        return new Subscription(
                order, itemId, customer, account, offering, offeringName, zone, activatedOn, prices, paid, how, ended);
    }

    /**
     * What the same customer pays for from that moment on, at the same account, by another order's prices: one-off prices are among
     * them where something else is handed over, another handset, and not where a plan changes. Anniversaries stay, and so do the seats: of that day, and of later ones.
     * Where it had none it has those that the change was ordered with.
     */
    public Subscription changedInto(OrderId by, PricedItem item, Instant at) {
        LocalDate day = at.atZone(zone).toLocalDate();
        return new Subscription(
                        by,
                        item.itemId(),
                        customer,
                        account,
                        item.offering(),
                        item.offeringName(),
                        zone,
                        day,
                        new Tariff(item.prices()))
                .on(new Course(
                        course.anchoredOn(),
                        Optional.of(at),
                        course.seats().isEmpty() ? ordered(item, day) : course.seatsFrom(day)));
    }

    /** What is charged at activation: each one-off, and of each price in advance the days that are left of its period. */
    public List<RatedCharge> startCharges() {
        return chargesDueBy(activatedOn);
    }

    /**
     * All that is due from the day of activation to that day, it included. What of it is not in the books, {@link #reconcile(LocalDate, List)} knows.
     */
    public List<RatedCharge> chargesDueBy(LocalDate day) {
        return chargesDue(activatedOn, day.plusDays(1));
    }

    /** What is due in a month, use apart. */
    public List<RatedCharge> chargesIn(YearMonth month) {
        return chargesDue(month.atDay(1), month.plusMonths(1).atDay(1));
    }

    /**
     * What falls due in {@code [from, to)}, use apart: the one-offs on the day of activation, the recurring prices as their terms say, what
     * ending early costs on the day of the end. However a time is divided, its parts add up to the whole.
     *
     * <p>Of 15.00 EUR a month, activated on 2026-11-25: in {@code [2026-11-25, 2026-12-02)} 3.00 EUR for November and 15.00 EUR for December.
     */
    public List<RatedCharge> chargesDue(LocalDate from, LocalDate to) {
        List<RatedCharge> due = new ArrayList<>();
        if (!from.isBefore(to)) {
            return due;
        }
        ChargePeriod days = new ChargePeriod(from, to);
        if (days.contains(activatedOn)) {
            prices.prices().stream()
                    .filter(Price.OneOff.class::isInstance)
                    .map(Price.OneOff.class::cast)
                    .forEach(once -> due.add(charge(
                            once,
                            ChargeKind.ONE_OFF,
                            ChargePeriod.day(activatedOn),
                            once.amount(),
                            "once, on activation")));
        }
        due.addAll(new RecurringCharges(this).due(from, to));
        end.filter(ended -> days.contains(ended.on()))
                .flatMap(End::earlyTermination)
                .ifPresent(fee -> due.add(charge(
                        fee,
                        ChargeKind.EARLY_TERMINATION,
                        ChargePeriod.day(end.orElseThrow().on()),
                        fee.amount(),
                        fee.explanation())));
        return due;
    }

    /**
     * What is to be posted when it ends: what is due by then and is not in the books, among it the days of each period charged in advance
     * that are not used, and what ending before the minimum term costs.
     *
     * <p>Activated on 2026-11-25 at 15.00 EUR, 3.00 EUR were charged for six days; ended on 2026-11-27, 2.00 EUR come back for four.
     *
     * @param posted the charges of the subscription that there are
     */
    public List<RatedCharge> endCharges(List<RatedCharge> posted) {
        return end.map(ended -> reconcile(ended.on(), posted)).orElseGet(List::of);
    }

    /**
     * What is to be posted so that the books have what is due by that day, and nothing else that was due by then: what is missing, and the
     * difference where it should have been another amount or nothing. What is posted makes this empty until something happens.
     *
     * @param posted all charges of the subscription that there are
     */
    public List<RatedCharge> reconcile(LocalDate day, List<RatedCharge> posted) {
        return reconcile(activatedOn, day.plusDays(1), posted);
    }

    /**
     * The same of what is due, or was thought to be, in {@code [from, to)}: of cycles that were reconciled before, nothing.
     *
     * @param posted those charges that are due then, and the same charges whenever they are
     */
    public List<RatedCharge> reconcile(LocalDate from, LocalDate to, List<RatedCharge> posted) {
        List<RatedCharge> due = chargesDue(from, to);
        return Reconciliation.differences(
                due,
                posted.stream()
                        .filter(charge -> (!charge.dueOn().isBefore(from)
                                        && charge.dueOn().isBefore(to))
                                || due.stream().anyMatch(charge::isSameChargeAs))
                        .toList());
    }

    /**
     * The same of those charges only that are due by that day and that are others than they were: what has nothing to do with what has changed stays
     * as it is in the books.
     *
     * @param former the same subscription, as it was
     */
    public List<RatedCharge> reconcileChanged(Subscription former, LocalDate day, List<RatedCharge> posted) {
        return Reconciliation.changes(
                former.chargesDueBy(day),
                chargesDueBy(day),
                posted.stream().filter(charge -> !charge.dueOn().isAfter(day)).toList());
    }

    /** Whether what it is discounted by asks for what else the account pays for. */
    public boolean asksForCompanions() {
        return prices.prices().stream()
                .filter(Price.Recurring.class::isInstance)
                .map(Price.Recurring.class::cast)
                .flatMap(price -> price.terms().discounts().stream())
                .anyMatch(discount -> discount.condition().together().isPresent());
    }

    /** As others of its account see it. */
    public Companion companion() {
        return new Companion(offering, activatedOn, end.map(End::on));
    }

    /** {@code Mobile M: Monthly fee}; a price that says itself what it is of, such as {@code Activation Mobile M}, says it once. */
    private String described(Price price) {
        return price.name().contains(offeringName) ? price.name() : offeringName + ": " + price.name();
    }

    RatedCharge charge(Price price, ChargeKind kind, ChargePeriod period, Money amount, String explanation) {
        return new RatedCharge(
                order,
                itemId,
                price.id(),
                kind,
                account,
                RatedCharge.fitted(described(price)),
                RatedCharge.fitted(explanation),
                period,
                amount);
    }
}
