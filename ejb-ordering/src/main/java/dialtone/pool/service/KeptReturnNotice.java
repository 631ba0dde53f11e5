package dialtone.pool.service;

import dialtone.pool.ReturnNotice;
import dialtone.pool.ReturnNotice.Effect;
import java.time.Instant;

/**
 * What the warehouse has told, with what it did.
 *
 * @param receivedAt by our clock
 */
public record KeptReturnNotice(ReturnNotice notice, Effect effect, Instant receivedAt) {

    /** Whether it tells the same as another, under whatever id. */
    boolean tells(ReturnNotice other) {
        return notice.event() == other.event()
                && notice.imei().equals(other.imei())
                && notice.happenedAt().equals(other.happenedAt());
    }
}
