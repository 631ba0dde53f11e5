package dialtone.rating;

import dialtone.catalog.Price;

/** @param used base units, at most what the allowance includes */
public record AllowanceUse(Price.Allowance allowance, long used) {
    public long remaining() {
        return allowance.quantity() - used;
    }
}
