package dialtone.simulator.store;

import java.util.List;

/**
 * One mail for one recipient.
 *
 * @param messageId its Message-ID, the key by which it is taken once
 * @param text the body, the first text part of it
 * @param html the first part that is HTML; empty when none is
 * @param receivedAt ISO 8601, UTC
 */
public record Mail(
        long id,
        String messageId,
        String from,
        String to,
        String subject,
        String text,
        String html,
        List<Picture> pictures,
        String receivedAt) {

    /**
     * A picture that goes along.
     *
     * @param contentId by which the HTML names it, without its angle brackets; empty when it has none
     * @param disposition {@code inline} or {@code attachment}
     * @param base64 its bytes
     */
    public record Picture(String contentId, String contentType, String disposition, String base64) {}

    public Mail {
        pictures = List.copyOf(pictures);
    }
}
