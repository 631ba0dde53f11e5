package dialtone.simulator.store;

/**
 * What an element still has to tell its operator.
 *
 * @param callId of the notice, such as functionCallIdentifier
 * @param key what it is about: ICCID, or number of a return
 * @param document the body of the call, JSON
 * @param attempts how often it was tried
 */
public record OwedNotice(long id, String callId, String key, String document, int attempts) {}
