package dialtone.esim.service;

import dialtone.esim.DownloadNotice;
import dialtone.esim.DownloadNotice.Effect;
import java.time.Instant;

/**
 * What the SM-DP+ has told, with what it did.
 *
 * @param receivedAt by our clock
 */
public record KeptNotice(DownloadNotice notice, Effect effect, Instant receivedAt) {

    /** Whether it tells the same as another. */
    boolean tells(DownloadNotice other) {
        return notice.point() == other.point()
                && notice.result() == other.result()
                && notice.happenedAt().equals(other.happenedAt());
    }
}
