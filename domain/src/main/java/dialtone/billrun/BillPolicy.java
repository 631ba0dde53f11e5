package dialtone.billrun;

import dialtone.base.Money;
import dialtone.invoice.BilledLine;
import dialtone.invoice.InvoiceDraft;
import dialtone.invoice.LineOfferings;
import dialtone.rating.Surcharge;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;

/**
 * What an installation decides about its invoices.
 *
 * @param paymentDays days from the date of an invoice to the day it is due, 0 to {@value #MAX_PAYMENT_DAYS}
 * @param minimum     what is less than this, and not less than nothing, goes to the next invoice, while the account goes on; in the account's
 *                    own currency; 0 bills everything
 * @param surcharges  of what an invoice charges
 */
public record BillPolicy(int paymentDays, BigDecimal minimum, List<Surcharge> surcharges) {

    public static final int MAX_PAYMENT_DAYS = 365;

    public BillPolicy {
        surcharges = List.copyOf(surcharges);
        if (paymentDays < 0 || paymentDays > MAX_PAYMENT_DAYS || minimum.signum() < 0) {
            throw new IllegalArgumentException("Payment days " + paymentDays + ", minimum " + minimum);
        }
    }

    /** The same where nothing waits for the next invoice. */
    public BillPolicy billingEverything() {
        return new BillPolicy(paymentDays, BigDecimal.ZERO, surcharges);
    }

    /**
     * What is charged of this invoice beside its lines, in the table's order.
     *
     * @param sold offerings of its lines
     */
    public List<DueSurcharge> surcharges(InvoiceDraft draft, LineOfferings sold) {
        LocalDate last = draft.cycle().to().minusDays(1);
        List<Surcharge> charged =
                surcharges.stream().filter(each -> each.isChargedOn(last)).toList();
        return charged.stream()
                .map(each -> new DueSurcharge(each, charged(draft, each, line -> isOf(each, charged, sold.of(line)))))
                .filter(each -> !each.amount().isZero())
                .toList();
    }

    /** Whether it matters what lines are charged for. */
    public boolean asksForOfferings() {
        return surcharges.stream().anyMatch(each -> !each.offerings().isAny());
    }

    private static boolean isOf(Surcharge surcharge, List<Surcharge> charged, String offering) {
        return surcharge.offerings().isAny()
                ? charged.stream()
                        .noneMatch(other -> other.id().equals(surcharge.id())
                                && !other.offerings().isAny()
                                && other.offerings().has(offering))
                : surcharge.offerings().has(offering);
    }

    private static Money charged(InvoiceDraft draft, Surcharge surcharge, Predicate<BilledLine> isOf) {
        return draft.lines().stream()
                .filter(line -> surcharge.of().stream()
                        .anyMatch(kind -> kind.name().equals(line.kind().name())))
                .filter(isOf)
                .map(BilledLine::amount)
                .reduce(Money.zero(draft.currency()), Money::plus);
    }

    /** @param charged what it is a percentage of */
    public record DueSurcharge(Surcharge surcharge, Money charged) implements RunAddition {

        @Override
        public Money amount() {
            return surcharge.of(charged);
        }

        @Override
        public String reason() {
            return surcharge.words(charged);
        }

        @Override
        public String key() {
            return surcharge.offerings().isAny()
                    ? surcharge.id()
                    : surcharge.id() + " " + surcharge.offerings().text();
        }
    }

    /** Whether a net amount waits for the next invoice: with a minimum of 5.00, 4.99 does, 5.00 and -1.00 do not. */
    public boolean carriesOver(Money net) {
        return !net.isNegative() && net.amount().compareTo(minimum) < 0;
    }
}
