package dialtone.rating;

import dialtone.base.Money;
import dialtone.catalog.UsageType;

/**
 * What one usage record adds to what a price charges for its cycle.
 *
 * @param type   of the use that the price is for; another than the record's own where the record took an allowance that two types share
 * @param units  base units charged, 0 or more; 0 with a set-up fee alone
 * @param amount by how much the rounded total of the cycle grew; negative where volume tiers made it fall
 */
public record UsageCharge(UsageType type, String priceId, long units, Money amount) {}
