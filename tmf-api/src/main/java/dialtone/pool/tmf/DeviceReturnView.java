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
 * @param mails          how many have gone out, the label first
 * @param dueAt          when the next mail or the charge is due; absent when time changes nothing
 * @param chargedAt      when its residual charge was posted; absent when it was not
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
    "mails",
    "dueAt",
    "chargedAt",
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
        int mails,
        @Nullable Instant dueAt,
        @Nullable Instant chargedAt,
        @Nullable List<Notice> notices) {

    /** TMF money. */
    public record Amount(String unit, BigDecimal value) {}

    /**
     * What the warehouse has told.
     *
     * @param imei        of the device in the parcel
     * @param event       handed_in or received
     * @param happenedAt  by its clock
     * @param effect      what it did: applied, repeated, late, unknown, other_device
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
                asked.mails(),
                asked.dueAt().orElse(null),
                asked.chargedAt().orElse(null),
                notices);
    }
}
