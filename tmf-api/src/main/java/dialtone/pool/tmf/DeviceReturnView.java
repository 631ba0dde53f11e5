package dialtone.pool.tmf;

import dialtone.pool.DeviceReturn;
import dialtone.pool.service.KeptReturnNotice;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A device that a customer is asked to send back.
 *
 * @param rma            number of the return
 * @param state          awaited, under_way, received or overdue
 * @param words          the same for a person
 * @param residualCharge what it costs when it does not come; absent when nothing
 * @param toldAt         when that has happened, by the clock of the warehouse; absent when it has told nothing
 * @param labelledAt     when the label went out; absent when none has
 * @param deadlineAt     until when it is to be handed in, as the label says; absent while there is none
 * @param mails          the label and the reminders, those that were given up or left out among them
 * @param dueAt          when the next mail or the charge is due; absent when time changes nothing
 * @param chargedAt      when its residual charge was posted; absent when it was not
 * @param concern        why a person has to look at it: no_label, not_followed, other_device or charged; absent when nobody has to
 * @param seenToBy       who has looked at it last, absent when nobody has; with seenToAt and note
 * @param notices        what the warehouse has told, as it came; absent in lists
 */
@JsonbPropertyOrder({
    "rma",
    "imei",
    "device",
    "orderId",
    "orderItemId",
    "customerId",
    "trackingNumber",
    "state",
    "words",
    "residualCharge",
    "askedAt",
    "toldAt",
    "labelledAt",
    "deadlineAt",
    "mails",
    "dueAt",
    "chargedAt",
    "concern",
    "seenToBy",
    "seenToAt",
    "note",
    "notices"
})
public record DeviceReturnView(
        String rma,
        String imei,
        String device,
        String orderId,
        String orderItemId,
        String customerId,
        String trackingNumber,
        String state,
        String words,
        @Nullable Amount residualCharge,
        Instant askedAt,
        @Nullable Instant toldAt,
        @Nullable Instant labelledAt,
        @Nullable Instant deadlineAt,
        int mails,
        @Nullable Instant dueAt,
        @Nullable Instant chargedAt,
        @Nullable String concern,
        @Nullable String seenToBy,
        @Nullable Instant seenToAt,
        @Nullable String note,
        @Nullable List<Notice> notices) {

    /** TMF money. */
    public record Amount(String unit, BigDecimal value) {}

    /**
     * What the warehouse has told.
     *
     * @param imei        of the device in the parcel
     * @param event       handed_in or received
     * @param happenedAt  by its clock
     * @param effect      what it did: applied, repeated, late, unknown, other_return, other_device
     * @param explanation the same, a sentence
     */
    @JsonbPropertyOrder({"noticeId", "imei", "event", "happenedAt", "receivedAt", "effect", "explanation"})
    public record Notice(
            String noticeId,
            String imei,
            String event,
            Instant happenedAt,
            Instant receivedAt,
            String effect,
            String explanation) {

        static Notice of(KeptReturnNotice kept) {
            return new Notice(
                    kept.notice().noticeId(),
                    kept.notice().imei(),
                    kept.notice().event().name().toLowerCase(Locale.ROOT),
                    kept.notice().happenedAt(),
                    kept.receivedAt(),
                    kept.effect().name().toLowerCase(Locale.ROOT),
                    kept.effect().explanation());
        }
    }

    static DeviceReturnView of(DeviceReturn asked) {
        return of(asked, null);
    }

    static DeviceReturnView of(DeviceReturn asked, @Nullable List<Notice> notices) {
        return new DeviceReturnView(
                asked.rma(),
                asked.imei(),
                asked.deviceName(),
                asked.order().value(),
                asked.itemId(),
                asked.customer().value(),
                asked.trackingNumber(),
                asked.state().name().toLowerCase(Locale.ROOT),
                asked.words(),
                asked.residualCharge()
                        .map(money -> new Amount(money.currency().getCurrencyCode(), money.amount()))
                        .orElse(null),
                asked.askedAt(),
                asked.toldAt().orElse(null),
                asked.labelledAt().orElse(null),
                asked.deadlineAt().orElse(null),
                asked.mails(),
                asked.dueAt().orElse(null),
                asked.chargedAt().orElse(null),
                asked.concern()
                        .map(concern -> concern.name().toLowerCase(Locale.ROOT))
                        .orElse(null),
                asked.seenToBy().orElse(null),
                asked.seenToAt().orElse(null),
                asked.note().orElse(null),
                notices);
    }
}
