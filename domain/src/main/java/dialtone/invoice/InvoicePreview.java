package dialtone.invoice;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.invoice.NumberUsage.RatedRecord;
import dialtone.party.BillingAccountId;
import dialtone.rating.Cell;
import dialtone.rating.ChargeKind;
import dialtone.rating.ChargePeriod;
import dialtone.rating.PriceUse;
import dialtone.rating.RatedCharge;
import dialtone.rating.Subscription;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an account's invoice for a month would be today: everything calculated anew from subscriptions and use, beside it what the
 * ledger has. Amounts are net of tax.
 *
 * @param allowances how far what is included has been used
 * @param totals     sum of the lines' amounts, one for each currency, by its code
 * @param posted     sum of what was posted, the same way
 */
public record InvoicePreview(
        BillingAccountId account,
        YearMonth month,
        List<InvoiceLine> lines,
        List<AllowanceLine> allowances,
        List<Money> totals,
        List<Money> posted) {

    /** Usage records listed in one preview; a page can be read, and an answer stays below a few megabytes. */
    public static final int MAX_RECORDS = 5_000;

    public InvoicePreview {
        lines = List.copyOf(lines);
        allowances = List.copyOf(allowances);
        totals = List.copyOf(totals);
        posted = List.copyOf(posted);
    }

    /**
     * @param subscriptions of the account, of any date
     * @param charges       posted for days of the month, use apart
     * @param unbilled      posted for days before the month, and on no invoice yet: nothing for a month that is over
     * @param usage         of the account's numbers in cycles that have days in the month: what those cost that end in it is in the lines
     * @param shared        what lines have together
     */
    public static InvoicePreview of(
            BillingAccountId account,
            YearMonth month,
            List<Subscription> subscriptions,
            List<RatedCharge> charges,
            List<RatedCharge> unbilled,
            List<NumberUsage> usage,
            List<AllowanceLine> shared) {
        List<InvoiceLine> lines = new ArrayList<>();
        for (RatedCharge charge : unbilled) {
            lines.add(line(charge, charge.explanation(), charge.amount(), charge.amount()));
        }
        lines.addAll(chargeLines(month, subscriptions, charges));
        List<AllowanceLine> allowances = new ArrayList<>();
        for (NumberUsage number : usage) {
            number.validity()
                    .ifPresent(validity -> number.cycle()
                            .allowances()
                            .forEach(use -> allowances.add(
                                    new AllowanceLine(number.msisdn(), use, number.period(), validity))));
            if (ChargePeriod.month(month).contains(number.lastDay())) {
                for (PriceUse use : number.cycle().prices()) {
                    usageLine(number, use).ifPresent(lines::add);
                }
            }
        }
        allowances.addAll(shared);
        return new InvoicePreview(
                account, month, lines, allowances, sums(lines, InvoiceLine::amount), sums(lines, InvoiceLine::posted));
    }

    /** Of an account whose lines have nothing together. */
    public static InvoicePreview of(
            BillingAccountId account,
            YearMonth month,
            List<Subscription> subscriptions,
            List<RatedCharge> charges,
            List<RatedCharge> unbilled,
            List<NumberUsage> usage) {
        return of(account, month, subscriptions, charges, unbilled, usage, List.of());
    }

    /** Whether the ledger has exactly what is due. */
    public boolean reconciles() {
        return lines.stream().allMatch(line -> line.amount().equals(line.posted()));
    }

    private static List<InvoiceLine> chargeLines(
            YearMonth month, List<Subscription> subscriptions, List<RatedCharge> posted) {
        List<InvoiceLine> lines = new ArrayList<>();
        List<RatedCharge> unmatched = new ArrayList<>(posted);
        for (Subscription subscription : subscriptions) {
            for (RatedCharge due : subscription.chargesIn(month)) {
                Money zero = Money.zero(due.amount().currency());
                Money had = posted.stream()
                        .filter(due::isSameChargeAs)
                        .map(RatedCharge::amount)
                        .reduce(zero, Money::plus);
                unmatched.removeIf(due::isSameChargeAs);
                lines.add(line(due, due.explanation(), due.amount(), had));
            }
        }
        for (RatedCharge charge : unmatched) {
            Money zero = Money.zero(charge.amount().currency());
            lines.add(line(charge, "posted, no longer due", zero, charge.amount()));
        }
        return lines;
    }

    private static InvoiceLine line(RatedCharge charge, String explanation, Money amount, Money posted) {
        String subject = charge.order() + "/" + charge.itemId();
        return new InvoiceLine(
                charge.kind(),
                subject,
                charge.description(),
                explanation,
                charge.period(),
                amount,
                posted,
                List.of(),
                0);
    }

    /** Empty when the number did not use what the price is for. */
    private static Optional<InvoiceLine> usageLine(NumberUsage number, PriceUse use) {
        Price.Usage price = use.price();
        long count = number.counts().entrySet().stream()
                .filter(began -> isBy(price, number, began.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        Money posted =
                number.posted().getOrDefault(price.id(), Money.zero(use.amount().currency()));
        if (count == 0 && use.billable() == 0 && posted.isZero()) {
            return Optional.empty();
        }
        List<RatedRecord> records = number.records().stream()
                .filter(record -> isBy(price, number, record.cell()))
                .toList();
        return Optional.of(new InvoiceLine(
                ChargeKind.USAGE,
                number.msisdn(),
                price.name(),
                use.explanation(),
                number.period(),
                use.amount(),
                posted,
                records,
                count));
    }

    /** Whether a record that began in this cell is charged by this price, the first of its parts at least. */
    private static boolean isBy(Price.Usage price, NumberUsage number, Cell cell) {
        return price.type() == cell.type()
                && number.cycle().tariff().priceOf(cell).equals(Optional.of(price.id()));
    }

    private static List<Money> sums(List<InvoiceLine> lines, Function<InvoiceLine, Money> amount) {
        Map<Currency, Money> sums = new LinkedHashMap<>();
        for (InvoiceLine line : lines) {
            Money money = amount.apply(line);
            sums.merge(money.currency(), money, Money::plus);
        }
        return sums.values().stream()
                .sorted(Comparator.comparing(money -> money.currency().getCurrencyCode()))
                .toList();
    }
}
