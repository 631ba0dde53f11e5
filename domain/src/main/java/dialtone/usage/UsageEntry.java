package dialtone.usage;

import dialtone.base.Money;
import dialtone.party.BillingAccountId;
import java.util.Optional;

/**
 * A record that was taken, with what has become of it.
 *
 * @param rating empty while it is suspended, when it was refused, and for a part of a session that was rated as another record
 * @param remark why it waits or was refused, or which record a part was rated as; empty for the others
 */
public record UsageEntry(UsageEvent event, State state, Optional<Rating> rating, String remark) {

    /** In the words of TMF635's UsageStatusType. */
    public enum State {
        /** Suspended: it is here, and nobody can be charged for it yet. */
        RECEIVED,
        /** Refused by a person, for good; or a part of a session that told what another one had told. */
        REJECTED,
        RATED,
        /** Rated, and on an invoice. */
        BILLED
    }

    /**
     * @param billable base units after minimum and increment
     * @param included of them, in allowances
     * @param amount   of all prices that charge it; empty when it is included
     */
    public record Rating(BillingAccountId account, long billable, long included, Optional<Money> amount) {}
}
