package dialtone.billrun;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.invoice.BilledLine;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceDraft;
import dialtone.invoice.InvoiceTax;
import dialtone.invoice.InvoiceTaxLine;
import dialtone.invoice.LineOfferings;
import dialtone.order.OrderId;
import dialtone.order.PricedItem;
import dialtone.party.BillingAccount;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.rating.AssumedUse;
import dialtone.rating.Cell;
import dialtone.rating.ChargePeriod;
import dialtone.rating.Companions;
import dialtone.rating.CycleUsage;
import dialtone.rating.LineStart;
import dialtone.rating.PriceUse;
import dialtone.rating.RatedCharge;
import dialtone.rating.Subscription;
import dialtone.rating.Tariff;
import dialtone.rating.UsageCycles;
import dialtone.spending.SpendingLimit;
import dialtone.spending.SpendingLimits;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What offerings would cost: the bills of a line that nobody has ordered yet, by the calculation that bills are made by ({@link
 * Subscription#chargesDue}, {@link CycleUsage}, {@link AccountToBill#draft}, {@link InvoiceTax}). Each calendar month has the assumed use, the
 * first one too. Bills are cut as a bill run cuts them: a bill has what is due in its cycle, and the use of the months that are over when it ends.
 *
 * <p>Of 24.99 EUR a month and 9.99 EUR once, activated on 2026-11-16: November has 9.99 EUR and 15 of 30 days, 12.50 EUR; December has 24.99 EUR.
 * With cycles from the 15th the bill to 2026-12-15 has all of that and November's use, the next one 24.99 EUR for January and December's use.
 *
 * @param items    with their prices, one item each
 * @param from     first day
 * @param cycleDay day of the month on which bill cycles begin, 1 to {@link BillingAccount#MAX_CYCLE_DAY}
 * @param months   bills that are asked for, 1 to {@value #MAX_MONTHS}
 * @param use      of each month
 */
public record PriceEstimate(
        List<PricedItem> items,
        LocalDate from,
        ZoneId zone,
        Currency currency,
        int cycleDay,
        int months,
        List<AssumedUse> use) {

    /** Until the first year is over, and a month more. */
    public static final int MAX_MONTHS = 13;

    /** Of the account that the bills would be of. */
    public static final BillingAccountId ACCOUNT = new BillingAccountId("estimate");

    private static final OrderId ORDER = new OrderId("estimate");
    private static final CustomerId CUSTOMER = new CustomerId("estimate");
    private static final String NUMBER = "assumed use";
    private static final long LINE = 1;

    /** Business days and currency of an account that there is not yet, as the house opens them. */
    private static final ZoneId HOME_ZONE = ZoneId.of("Europe/Berlin");

    private static final Currency HOME_CURRENCY = Currency.getInstance("EUR");

    public PriceEstimate {
        items = List.copyOf(items);
        use = List.copyOf(use);
        if (months < 1 || months > MAX_MONTHS) {
            throw new IllegalArgumentException("1 to " + MAX_MONTHS + " months, not " + months);
        }
        if (cycleDay < 1 || cycleDay > BillingAccount.MAX_CYCLE_DAY) {
            throw new IllegalArgumentException("A cycle begins on no such day: " + cycleDay);
        }
    }

    /** For somebody without an account. */
    public static PriceEstimate of(List<ProductOffering> offerings, LocalDate from, int months, List<AssumedUse> use) {
        return new PriceEstimate(items(offerings), from, HOME_ZONE, HOME_CURRENCY, 1, months, use);
    }

    /** In the zone, the currency and the bill cycles of an account. */
    public static PriceEstimate of(
            List<ProductOffering> offerings, LocalDate from, int months, List<AssumedUse> use, BillingAccount account) {
        return new PriceEstimate(
                items(offerings), from, account.timeZone(), account.currency(), account.cycleDay(), months, use);
    }

    private static List<PricedItem> items(List<ProductOffering> offerings) {
        List<PricedItem> items = new ArrayList<>();
        for (ProductOffering offering : offerings) {
            items.add(new PricedItem(
                    Integer.toString(items.size() + 1), offering.id(), offering.name(), offering.prices()));
        }
        return items;
    }

    /** What a line is charged for; empty for use. */
    public Optional<PricedItem> offeringOf(BilledLine line) {
        return line.cause() instanceof BilledLine.OfCharge charge
                ? items.stream()
                        .filter(item -> item.itemId().equals(charge.itemId()))
                        .findFirst()
                : Optional.empty();
    }

    /** What its use may cost in a month by limits that hold without being asked for, of those that count one of its prices. */
    public List<SpendingLimit> limits(SpendingLimits all) {
        String plan = items.isEmpty() ? "" : items.getFirst().offering().value();
        return all.in(from.withDayOfMonth(1), plan).stream()
                .filter(limit -> limit.amount().isPresent()
                        && items.stream()
                                .flatMap(item -> item.prices().stream())
                                .anyMatch(price -> price instanceof Price.Usage usage && limit.counts(usage)))
                .toList();
    }

    /** A bill that nobody gets. */
    public record Bill(InvoiceDraft draft, List<InvoiceTaxLine> taxes) {
        public Bill {
            taxes = List.copyOf(taxes);
        }

        /** Of the account from first day to the first day after it. */
        public ChargePeriod cycle() {
            return draft.cycle();
        }

        public Money net() {
            return draft.net();
        }

        public Money tax() {
            return taxes.stream().map(InvoiceTaxLine::amount).reduce(Money.zero(draft.currency()), Money::plus);
        }

        /** Net and tax, as of {@link Invoice#total}. */
        public Money total() {
            return net().plus(tax());
        }
    }

    /**
     * The first bills, one for each cycle from that which has the first day.
     *
     * <p>Rejections: those of {@link AssumedUse#cycle}, {@link AccountToBill#draft} and of the tax.
     *
     * @param tax knows the account {@link #ACCOUNT}, and {@link #offerings}
     */
    public Outcome<List<Bill>> bills(BillPolicy policy, InvoiceTax tax) {
        Tariff tariff = new Tariff(items.stream()
                .flatMap(item -> item.prices().stream())
                .filter(price -> price instanceof Price.Usage || price instanceof Price.Allowance)
                .toList());
        return switch (AssumedUse.cycle(tariff, use)) {
            case Outcome.Rejected<CycleUsage>(List<Rejection> reasons) -> Outcome.rejected(reasons);
            case Outcome.Accepted<CycleUsage>(CycleUsage cycle) -> bills(cycle, policy, tax);
        };
    }

    /** What the lines of the bills are charged for; use for the first one of what is asked for, the plan. */
    public LineOfferings offerings() {
        Map<LineOfferings.Item, String> sold = new HashMap<>();
        items.forEach(item -> sold.put(
                new LineOfferings.Item(ORDER.value(), item.itemId()),
                item.offering().value()));
        return new LineOfferings(
                sold,
                items.isEmpty()
                        ? Map.of()
                        : Map.of(LINE, items.getFirst().offering().value()));
    }

    private Outcome<List<Bill>> bills(CycleUsage cycle, BillPolicy policy, InvoiceTax tax) {
        List<Bill> bills = new ArrayList<>();
        LocalDate first = from.withDayOfMonth(cycleDay);
        if (first.isAfter(from)) {
            first = first.minusMonths(1);
        }
        for (int i = 0; i < months; i++) {
            ChargePeriod days = new ChargePeriod(first.plusMonths(i), first.plusMonths(i + 1L));
            switch (bill(days, cycle, policy, tax)) {
                case Outcome.Rejected<Bill>(List<Rejection> reasons) -> {
                    return Outcome.rejected(reasons);
                }
                case Outcome.Accepted<Bill>(Bill bill) -> bills.add(bill);
            }
        }
        return Outcome.accepted(bills);
    }

    private Outcome<Bill> bill(ChargePeriod days, CycleUsage cycle, BillPolicy policy, InvoiceTax tax) {
        AccountToBill account = new AccountToBill(
                ACCOUNT, CUSTOMER, currency, days.from(), true, charges(days), used(days, cycle), List.of());
        Outcome<InvoiceDraft> drafted = account.draft(days.to(), days.to(), policy);
        if (drafted instanceof Outcome.Accepted<InvoiceDraft>(InvoiceDraft draft)) {
            long id = 0;
            for (BillPolicy.DueSurcharge due : policy.surcharges(draft, offerings())) {
                account = account.with(due.asAdjustment(++id, draft.cycle().to().minusDays(1)));
            }
            drafted = account.draft(days.to(), days.to(), policy);
        }
        return switch (drafted) {
            case Outcome.Rejected<InvoiceDraft>(List<Rejection> reasons) -> Outcome.rejected(reasons);
            case Outcome.Accepted<InvoiceDraft>(InvoiceDraft draft) ->
                tax.of(draft).fold(taxes -> Outcome.accepted(new Bill(draft, taxes)), Outcome::<Bill>rejected);
        };
    }

    /** Of each cycle of use that is over at the end of these days, and was not before them; nothing of one before the first day. */
    private List<NumberUse> used(ChargePeriod days, CycleUsage each) {
        if (use.isEmpty()) {
            return List.of();
        }
        UsageCycles cycles = UsageCycles.of(each.tariff().cycle(), from, cycleDay);
        Tariff tariff = each.tariff().begun(new LineStart(from, cycles));
        return cycles.within(days).stream()
                .filter(cycle ->
                        days.contains(cycle.to().minusDays(1)) && cycle.to().isAfter(from))
                .map(cycle -> numberUse(cycle, CycleUsage.of(tariff.in(cycle.from()), each.use())))
                .toList();
    }

    private List<UnbilledCharge> charges(ChargePeriod days) {
        List<UnbilledCharge> charges = new ArrayList<>();
        List<Subscription> all = items.stream().map(this::subscription).toList();
        Companions together =
                new Companions(all.stream().map(Subscription::companion).toList());
        for (Subscription each : all) {
            for (RatedCharge charge : each.on(each.course().beside(together)).chargesDue(days.from(), days.to())) {
                charges.add(new UnbilledCharge(charges.size() + 1L, charge));
            }
        }
        return charges;
    }

    private Subscription subscription(PricedItem item) {
        return new Subscription(
                ORDER,
                item.itemId(),
                CUSTOMER,
                ACCOUNT,
                item.offering(),
                item.offeringName(),
                zone,
                from,
                new Tariff(item.prices()),
                Optional.empty());
    }

    /** What the records would have cost is what the cycle comes to: they are rated by its totals. */
    private static NumberUse numberUse(ChargePeriod days, CycleUsage cycle) {
        Map<Cell, Long> records = new HashMap<>();
        cycle.use().forEach((cell, of) -> records.put(cell, of.records()));
        Map<String, Money> rated = new HashMap<>();
        for (PriceUse price : cycle.prices()) {
            rated.put(price.price().id(), price.amount());
        }
        return new NumberUse(LINE, NUMBER, days, days.from(), cycle, records, rated);
    }
}
