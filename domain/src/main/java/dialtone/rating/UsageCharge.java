package dialtone.rating;

import dialtone.base.Money;
import dialtone.catalog.UsageType;

/**
 * What one usage record adds to the charges of its cycle.
 *
 * @param type   whose price is charged; another than the record's own where the record took an allowance that two types share
 * @param units  base units charged, 0 or more
 * @param amount by how much the rounded total of the cycle grew, 0 or more
 */
public record UsageCharge(UsageType type, String priceId, long units, Money amount) {}
