package dialtone.rating;

import dialtone.catalog.Price;

/**
 * How far an allowance is used in a cycle.
 *
 * @param carried base units that are left from former cycles beside what the cycle includes
 * @param used    base units, at most what there is
 */
public record AllowanceUse(Price.Allowance allowance, long carried, long used) {

    /** Nothing is left from former cycles. */
    public AllowanceUse(Price.Allowance allowance, long used) {
        this(allowance, 0, used);
    }

    /** What the cycle has of it. */
    public long available() {
        return allowance.quantity() + carried;
    }

    public long remaining() {
        return available() - used;
    }
}
