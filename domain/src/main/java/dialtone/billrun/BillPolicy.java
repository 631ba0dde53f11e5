package dialtone.billrun;

import dialtone.base.Money;
import java.math.BigDecimal;

/**
 * What an installation decides about its invoices.
 *
 * @param paymentDays days from the date of an invoice to the day it is due, 0 to {@value #MAX_PAYMENT_DAYS}
 * @param minimum     what is less than this, and not less than nothing, goes to the next invoice, while the account goes on; in the account's
 *                    own currency; 0 bills everything
 */
public record BillPolicy(int paymentDays, BigDecimal minimum) {

    public static final int MAX_PAYMENT_DAYS = 365;

    public BillPolicy {
        if (paymentDays < 0 || paymentDays > MAX_PAYMENT_DAYS || minimum.signum() < 0) {
            throw new IllegalArgumentException("Payment days " + paymentDays + ", minimum " + minimum);
        }
    }

    /** Whether a net amount waits for the next invoice: with a minimum of 5.00, 4.99 does, 5.00 and -1.00 do not. */
    public boolean carriesOver(Money net) {
        return !net.isNegative() && net.amount().compareTo(minimum) < 0;
    }
}
