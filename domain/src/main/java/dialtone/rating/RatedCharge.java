package dialtone.rating;

import dialtone.base.Money;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import java.time.LocalDate;

/**
 * A charge that has been calculated: a fact. It happens once for its order, item, price, kind, first day and revision, which is also
 * what makes it idempotent in the table.
 *
 * @param description as the customer reads it
 * @param explanation how the amount came about: {@code 6 of 30 days of 15.00 EUR}
 * @param period      the days it is for; the one day of activation for a one-off, that of the end for early termination
 * @param dueOn       the day from which on it is owed, and is on the bill for: in advance the first of its days, in arrears the last
 * @param revision    0 for what was charged first; 1 and on for what was charged or given back afterwards, because the charge should
 *                    have been another one
 */
public record RatedCharge(
        OrderId order,
        String itemId,
        String priceId,
        ChargeKind kind,
        BillingAccountId account,
        String description,
        String explanation,
        ChargePeriod period,
        Money amount,
        LocalDate dueOn,
        int revision) {

    /** One that is due on the first of its days. */
    public RatedCharge(
            OrderId order,
            String itemId,
            String priceId,
            ChargeKind kind,
            BillingAccountId account,
            String description,
            String explanation,
            ChargePeriod period,
            Money amount) {
        this(order, itemId, priceId, kind, account, description, explanation, period, amount, period.from(), 0);
    }

    /** Column width of both texts. */
    public static final int MAX_TEXT = 255;

    /** Whether both are the same charge, whatever they amount to and whichever of its revisions they are. */
    public boolean isSameChargeAs(RatedCharge other) {
        return order.equals(other.order)
                && itemId.equals(other.itemId)
                && priceId.equals(other.priceId)
                && kind == other.kind
                && period.from().equals(other.period.from());
    }

    RatedCharge due(LocalDate day) {
        return new RatedCharge(
                order, itemId, priceId, kind, account, description, explanation, period, amount, day, revision);
    }

    RatedCharge withAmount(Money other) {
        return new RatedCharge(
                order, itemId, priceId, kind, account, description, explanation, period, other, dueOn, revision);
    }

    /** What is charged afterwards for the same. */
    RatedCharge revised(int number, Money difference, String why) {
        return new RatedCharge(
                order, itemId, priceId, kind, account, description, fitted(why), period, difference, dueOn, number);
    }

    /** As much of a text as its column takes. */
    static String fitted(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }
}
