package dialtone.order.tmf;

import dialtone.order.TermWaiver;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An exception from the minimum terms of a product.
 *
 * @param reason     {@code withdrawal}, {@code death}, {@code move}, {@code service-failure} or {@code goodwill}
 * @param state      {@code asked}, {@code granted} or {@code refused}
 * @param validUntil last day on which an order may begin by it; absent unless it is granted
 */
@JsonbPropertyOrder({
    "id",
    "product",
    "customer",
    "reason",
    "note",
    "state",
    "askedBy",
    "askedAt",
    "decidedBy",
    "decidedAt",
    "answer",
    "validUntil"
})
public record TermWaiverView(
        String id,
        String product,
        String customer,
        String reason,
        @Nullable String note,
        String state,
        String askedBy,
        Instant askedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String answer,
        @Nullable LocalDate validUntil) {

    static TermWaiverView of(TermWaiver waiver) {
        return new TermWaiverView(
                waiver.id(),
                waiver.product().value(),
                waiver.customer().value(),
                waiver.reason().key(),
                said(waiver.note()),
                waiver.state().key(),
                waiver.askedBy(),
                waiver.askedAt(),
                waiver.decidedBy().orElse(null),
                waiver.decidedAt().orElse(null),
                said(waiver.answer()),
                waiver.validUntil().orElse(null));
    }

    private static @Nullable String said(String text) {
        return text.isEmpty() ? null : text;
    }
}
