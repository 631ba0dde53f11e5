package dialtone.rating;

import dialtone.base.Money;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;

/**
 * A charge that has been calculated: a fact. It happens once for its order, item, price, kind and first day, which is also
 * what makes it idempotent in the table.
 *
 * @param description as the customer reads it
 * @param explanation how the amount came about: {@code 6 of 30 days of 15.00 EUR}
 * @param period      the days it is for; the one day of activation for a one-off, that of the end for early termination
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
        Money amount) {

    /** Column width of both texts. */
    public static final int MAX_TEXT = 255;

    /** Whether this credit gives back days of that recurring charge. */
    boolean givesBackOf(RatedCharge other) {
        return kind == ChargeKind.CREDIT
                && other.kind == ChargeKind.RECURRING
                && order.equals(other.order)
                && itemId.equals(other.itemId)
                && priceId.equals(other.priceId)
                && other.period.encloses(period);
    }

    /** Whether both are the same charge, whatever they amount to. */
    public boolean isSameChargeAs(RatedCharge other) {
        return order.equals(other.order)
                && itemId.equals(other.itemId)
                && priceId.equals(other.priceId)
                && kind == other.kind
                && period.from().equals(other.period.from());
    }
}
