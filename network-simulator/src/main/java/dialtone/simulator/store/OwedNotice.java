package dialtone.simulator.store;

/**
 * What the SM-DP+ still has to tell its operator.
 *
 * @param callId functionCallIdentifier
 * @param document the body of the call, JSON
 * @param attempts how often it was tried
 */
public record OwedNotice(long id, String callId, String iccid, String document, int attempts) {}
