package dialtone.invoice;

import dialtone.base.Money;
import java.time.Instant;
import java.util.Optional;

/**
 * That an invoice be credited whole and made again: one person asks and another one approves.
 *
 * @param reason    as the customer reads it on the credit note
 * @param total     of the new invoice as it was shown to who asked
 * @param decidedBy empty while it waits
 * @param note      the credit note that was issued
 * @param issued    the new invoice
 */
public record RebillRequest(
        long id,
        InvoiceId invoice,
        String reason,
        Money total,
        State state,
        String askedBy,
        Instant askedAt,
        Optional<String> decidedBy,
        Optional<Instant> decidedAt,
        Optional<InvoiceId> note,
        Optional<InvoiceId> issued) {

    public enum State {
        /** Waits for a second person. */
        ASKED,
        /** Credit note and new invoice are there. */
        ISSUED,
        DECLINED
    }
}
