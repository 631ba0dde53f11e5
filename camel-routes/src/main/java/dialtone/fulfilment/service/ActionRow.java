package dialtone.fulfilment.service;

import dialtone.fulfilment.service.Standing.Open;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A request to a network element, as it is stored.
 *
 * @param words   what the element said last; empty when nothing
 * @param toldJob the engine's key of the job that was told the refusal, or why none was
 * @param forGood refused, and not asked again
 */
record ActionRow(
        String stepId,
        String action,
        int generation,
        String requestId,
        State state,
        String callbackToken,
        Map<String, String> facts,
        String words,
        Optional<Long> toldJob,
        boolean forGood,
        Instant attemptedAt) {

    enum State {
        INTENDED,
        ACCEPTED,
        SUCCEEDED,
        REFUSED,
        FORGONE;

        boolean isOpen() {
            return this == INTENDED || this == ACCEPTED;
        }
    }

    Open open() {
        return new Open(requestId, callbackToken, false, state == State.ACCEPTED);
    }
}
