package dialtone.billrun;

import dialtone.rating.RatedCharge;

/**
 * A rated charge that is on no invoice yet.
 *
 * @param id of its row
 */
public record UnbilledCharge(long id, RatedCharge charge) {}
