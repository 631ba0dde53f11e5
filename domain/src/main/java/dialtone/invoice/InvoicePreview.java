package dialtone.invoice;

import dialtone.base.Money;
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
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

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
                for (List<PriceUse> uses : byPriceId(number)) {
                    usageLine(number, uses).ifPresent(lines::add);
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

    /** A plan and add-ons of a line may each bring a price by one id. What was posted, and a record, say no more than that: they are one line. */
    private static Collection<List<PriceUse>> byPriceId(NumberUsage number) {
        Map<String, List<PriceUse>> byId = new LinkedHashMap<>();
        number.cycle()
                .prices()
                .forEach(use -> byId.computeIfAbsent(use.price().id(), added -> new ArrayList<>())
                        .add(use));
        return byId.values();
    }

    /** Empty when the number did not use what the prices are for. */
    private static Optional<InvoiceLine> usageLine(NumberUsage number, List<PriceUse> uses) {
        long count = number.counts().entrySet().stream()
                .filter(began -> isBy(uses, number, began.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        Money amount = uses.stream().map(PriceUse::amount).reduce(Money::plus).orElseThrow();
        Money posted = number.posted().getOrDefault(uses.getFirst().price().id(), Money.zero(amount.currency()));
        if (count == 0 && posted.isZero() && uses.stream().allMatch(use -> use.billable() == 0)) {
            return Optional.empty();
        }
        List<RatedRecord> records = number.records().stream()
                .filter(record -> isBy(uses, number, record.cell()))
                .toList();
        return Optional.of(new InvoiceLine(
                ChargeKind.USAGE,
                number.msisdn(),
                joined(uses, ", ", use -> use.price().name()),
                joined(uses, "; ", PriceUse::explanation),
                number.period(),
                amount,
                posted,
                records,
                count));
    }

    private static String joined(List<PriceUse> uses, String between, Function<PriceUse, String> text) {
        return uses.stream().map(text).distinct().collect(Collectors.joining(between));
    }

    /** Whether a record that began in this cell is charged by one of these prices of one id, the first of its parts at least. */
    private static boolean isBy(List<PriceUse> uses, NumberUsage number, Cell cell) {
        return uses.stream()
                .map(PriceUse::price)
                .anyMatch(price -> price.type() == cell.type()
                        && number.cycle().tariff().priceOf(cell).equals(Optional.of(price.id())));
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
