package dialtone.invoice;

import dialtone.rating.AllowanceUse;

/**
 * How far a number has used what its tariff includes.
 *
 * @param msisdn {@link #SHARED} where lines of the account have it together
 */
public record AllowanceLine(String msisdn, AllowanceUse use) {

    /** In place of a number. */
    public static final String SHARED = "";

    public boolean isShared() {
        return msisdn.equals(SHARED);
    }
}
