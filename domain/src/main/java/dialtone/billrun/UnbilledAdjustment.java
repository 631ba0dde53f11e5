package dialtone.billrun;

import dialtone.base.Money;
import java.time.LocalDate;

/**
 * An adjustment that two people have agreed to and that is on no invoice yet.
 *
 * @param amount  positive: more to pay
 * @param on      day it was agreed to, in the account's zone
 * @param payerOn the day whose payer it is for: the same, or of one that takes another one back the day of that one
 */
public record UnbilledAdjustment(long id, String reason, Money amount, LocalDate on, LocalDate payerOn) {}
