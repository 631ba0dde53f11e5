package dialtone.billrun;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.invoice.BilledLine;
import dialtone.invoice.InvoiceDraft;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.rating.ChargePeriod;
import dialtone.rating.RatedCharge;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All that an account has not been invoiced for. What it makes an invoice of is what the ledger has already; an amount of use that the
 * records do not come to again is refused, for somebody has to look at it.
 *
 * @param billedFrom first day that no invoice of the account has, for an account without an invoice the first day of the cycle that ends
 * @param goesOn     whether something is still charged for after the cycle
 */
public record AccountToBill(
        BillingAccountId account,
        CustomerId customer,
        Currency currency,
        LocalDate billedFrom,
        boolean goesOn,
        List<UnbilledCharge> charges,
        List<NumberUse> use,
        List<UnbilledAdjustment> adjustments) {

    /** Lines of an invoice; an account with more is divided before it is billed. */
    public static final int MAX_LINES = 20_000;

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

    /** Of an invoice that is made again. */
    private static final String AS_RATED = "as it was charged before; what has changed since is on a later invoice";

    private static final String SO_FAR = ", so far";

    private static final Comparator<UnbilledCharge> AS_LISTED = Comparator.comparing(
                    (UnbilledCharge unbilled) -> unbilled.charge().order().value())
            .thenComparing(unbilled -> unbilled.charge().itemId())
            .thenComparing(unbilled -> unbilled.charge().period().from())
            .thenComparing(unbilled -> unbilled.charge().kind())
            .thenComparing(unbilled -> unbilled.charge().priceId())
            .thenComparingLong(UnbilledCharge::id);

    private static final Comparator<NumberUse> BY_NUMBER = Comparator.comparing(NumberUse::msisdn)
            .thenComparing(NumberUse::cycle)
            .thenComparing(NumberUse::billCycle)
            .thenComparingLong(NumberUse::numberAccountId);

    public AccountToBill {
        charges = charges.stream().sorted(AS_LISTED).toList();
        use = use.stream().sorted(BY_NUMBER).toList();
        adjustments = adjustments.stream()
                .sorted(Comparator.comparingLong(UnbilledAdjustment::id))
                .toList();
    }

    /**
     * The draft of its invoice: charges by order, then use by number, then adjustments.
     *
     * <p>Rejections: {@code FOREIGN_CURRENCY} something is charged in another currency than the account's; {@code NOT_RECONCILED} records
     * of use come to something else than what was posted for them; {@code TOO_MANY_LINES}.
     *
     * @param billedTo first day that the invoice does not have
     */
    public Outcome<InvoiceDraft> draft(LocalDate billedTo, LocalDate issuedOn, BillPolicy policy) {
        Lines lines = new Lines();
        charges.forEach(lines::add);
        use.forEach(lines::add);
        adjustments.forEach(lines::add);
        if (lines.refusal.isPresent()) {
            return Outcome.rejected(lines.refusal.get());
        }
        return Outcome.accepted(new InvoiceDraft(
                account,
                customer,
                currency,
                new ChargePeriod(billedFrom, billedTo),
                issuedOn,
                issuedOn.plusDays(policy.paymentDays()),
                lines.lines));
    }

    /** Whether the draft goes to the next invoice instead, because it is so little. */
    public boolean carriesOver(InvoiceDraft draft, BillPolicy policy) {
        return goesOn && policy.carriesOver(draft.net());
    }

    AccountToBill with(UnbilledAdjustment adjustment) {
        return new AccountToBill(
                account,
                customer,
                currency,
                billedFrom,
                goesOn,
                charges,
                use,
                Stream.concat(adjustments.stream(), Stream.of(adjustment)).toList());
    }

    /**
     * What of it falls on some days, with all of its use.
     *
     * @param from     first day of the invoice that it is for
     * @param billedTo first day that the invoice does not have: it goes on only if that day is one of those too
     */
    AccountToBill where(Predicate<LocalDate> day, LocalDate from, LocalDate billedTo) {
        return new AccountToBill(
                account,
                customer,
                currency,
                from,
                goesOn && day.test(billedTo),
                charges.stream()
                        .filter(unbilled -> day.test(unbilled.charge().dueOn()))
                        .toList(),
                use,
                adjustments.stream().filter(each -> day.test(each.payerOn())).toList());
    }

    AccountToBill withUse(Predicate<NumberUse> wanted) {
        return new AccountToBill(
                account,
                customer,
                currency,
                billedFrom,
                goesOn,
                charges,
                use.stream().filter(wanted).toList(),
                adjustments);
    }

    private final class Lines {
        private final List<BilledLine> lines = new ArrayList<>();
        private Optional<Rejection> refusal = Optional.empty();

        void add(UnbilledCharge unbilled) {
            RatedCharge charge = unbilled.charge();
            add(
                    BilledLine.Kind.valueOf(charge.kind().name()),
                    new BilledLine.OfCharge(unbilled.id(), charge.order(), charge.itemId(), charge.priceId()),
                    charge.order() + "/" + charge.itemId(),
                    charge.description(),
                    charge.explanation(),
                    charge.period(),
                    charge.amount(),
                    0);
        }

        void add(NumberUse number) {
            Map<String, Long> records = number.recordsByPrice();
            for (NumberUse.ByPrice price : number.prices()) {
                Money rated = number.rated(price);
                long count = records.getOrDefault(price.id(), 0L);
                if (!number.isLate() && !number.settled() && !rated.equals(price.amount())) {
                    refuse(
                            "NOT_RECONCILED",
                            number.msisdn() + ", " + price.name() + ": the records come to " + price.amount() + ", and "
                                    + rated + " were posted for them.");
                } else if (number.goesOn()) {
                    addSoFar(number, price);
                } else if (count > 0 || price.isUsed() || !rated.isZero()) {
                    add(number, price, count);
                }
            }
        }

        private void add(NumberUse number, NumberUse.ByPrice price, long count) {
            add(
                    BilledLine.Kind.USAGE,
                    new BilledLine.OfUsage(number.numberAccountId(), number.cycle(), number.billCycle(), price.id()),
                    number.msisdn(),
                    price.name(),
                    number.isLate() ? late(number, price, count) : explained(number, price),
                    number.days(),
                    number.rated(price).minus(number.billed(price)),
                    count);
        }

        /** What it costs alone, for a cycle that goes on has its records, and what is free of it, on its own invoice. */
        private void addSoFar(NumberUse number, NumberUse.ByPrice price) {
            Money more = number.rated(price).minus(number.billed(price));
            if (!more.isZero()) {
                add(
                        BilledLine.Kind.USAGE,
                        new BilledLine.OfUsageSoFar(
                                number.numberAccountId(),
                                number.cycle(),
                                number.onDemand().until().orElseThrow(),
                                price.id()),
                        number.msisdn(),
                        price.name(),
                        explained(number, price) + SO_FAR,
                        number.days(),
                        more,
                        0);
            }
        }

        void add(UnbilledAdjustment adjustment) {
            add(
                    BilledLine.Kind.ADJUSTMENT,
                    new BilledLine.OfAdjustment(adjustment.id()),
                    "adjustment " + adjustment.id(),
                    adjustment.reason(),
                    adjustment.amount().isNegative() ? "given back" : "charged in addition",
                    ChargePeriod.day(adjustment.on()),
                    adjustment.amount(),
                    0);
        }

        private void add(
                BilledLine.Kind kind,
                BilledLine.Cause cause,
                String subject,
                String description,
                String explanation,
                ChargePeriod period,
                Money amount,
                long records) {
            if (!amount.currency().equals(currency)) {
                refuse(
                        "FOREIGN_CURRENCY",
                        description + " is charged in " + amount.currency() + ", and the account pays in " + currency
                                + ".");
            } else if (lines.size() == MAX_LINES) {
                refuse("TOO_MANY_LINES", "An invoice has at most " + MAX_LINES + " lines.");
            } else {
                lines.add(new BilledLine(
                        lines.size() + 1, kind, cause, subject, description, explanation, period, amount, records));
            }
        }

        private void refuse(String code, String message) {
            refusal = refusal.or(() -> Optional.of(Rejection.of(code, message)));
        }
    }

    /** {@code 5 minutes charged at 0.09 EUR per minute, less 0.18 EUR billed on demand}. */
    private static String explained(NumberUse number, NumberUse.ByPrice price) {
        Money billed = number.billed(price);
        return (number.rated(price).equals(price.amount()) ? price.explanation() : AS_RATED)
                + (billed.isZero() ? "" : ", less " + billed + " billed on demand");
    }

    /**
     * {@code 3 records of 2026-11 that came after its invoice}; {@code Data of November 2026 charged afterwards: ...} where those were of another line
     * or month; {@code calls of November 2026 by a corrected price} where a re-rating has changed what they cost.
     */
    private static String late(NumberUse number, NumberUse.ByPrice price, long count) {
        if (number.corrected().contains(price.id())) {
            return price.name() + " of " + cycle(number) + " by a corrected price"
                    + (count == 0 ? "" : ", and " + cameLate(number, count));
        }
        if (count == 0) {
            return price.name() + " of " + cycle(number)
                    + " charged afterwards: late records of the account left less of its allowance";
        }
        return cameLate(number, count);
    }

    private static String cameLate(NumberUse number, long count) {
        return String.format(
                Locale.ROOT,
                "%d %s of %s that came after its invoice",
                count,
                count == 1 ? "record" : "records",
                number.period().name());
    }

    /** {@code November 2026}; {@code 2026-12-03 to 2026-12-09} of what is no month of the calendar. */
    private static String cycle(NumberUse number) {
        YearMonth month = YearMonth.from(number.cycle());
        return number.period().equals(ChargePeriod.month(month))
                ? month.format(MONTH)
                : number.period().name();
    }
}
