package dialtone.invoice;

import dialtone.rating.AllowanceUse;
import dialtone.rating.ChargePeriod;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a number has used what its tariff includes.
 *
 * @param msisdn   {@link #SHARED} where lines of the account have it together
 * @param cycle    that it is of
 * @param validity the time in which it is used up: that of the number's tariff
 */
public record AllowanceLine(String msisdn, AllowanceUse use, ChargePeriod cycle, Validity validity) {

    /** In place of a number. */
    public static final String SHARED = "";

    public boolean isShared() {
        return msisdn.equals(SHARED);
    }

    /**
     * The time in which a number has a tariff.
     *
     * @param until first moment without it; empty while it goes on
     */
    public record Validity(Instant from, Optional<Instant> until) {

        /** Of a number that has had one tariff ever since. */
        public static final Validity OPEN = new Validity(Instant.EPOCH, Optional.empty());
    }
}
