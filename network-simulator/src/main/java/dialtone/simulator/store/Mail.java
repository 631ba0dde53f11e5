package dialtone.simulator.store;

/**
 * One mail for one recipient.
 *
 * @param messageId its Message-ID, the key by which it is taken once
 * @param text the body, the first text part of it
 * @param receivedAt ISO 8601, UTC
 */
public record Mail(long id, String messageId, String from, String to, String subject, String text, String receivedAt) {}
