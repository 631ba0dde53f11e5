package dialtone.esim.tmf;

import dialtone.esim.service.KeptNotice;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the SM-DP+ has told.
 *
 * @param point       {@code notificationPointId}
 * @param pointName   the same for a person
 * @param result      executed, failed or expired
 * @param words       of a failure; absent when it said nothing
 * @param happenedAt  by its clock
 * @param effect      what it did: applied, noted, repeated, late, unknown, after_end
 * @param explanation the same, a sentence
 */
@JsonbPropertyOrder({
    "callId",
    "point",
    "pointName",
    "result",
    "words",
    "happenedAt",
    "receivedAt",
    "effect",
    "explanation"
})
public record DownloadNoticeView(
        String callId,
        int point,
        String pointName,
        String result,
        @Nullable String words,
        Instant happenedAt,
        Instant receivedAt,
        String effect,
        String explanation) {

    static DownloadNoticeView of(KeptNotice kept) {
        return new DownloadNoticeView(
                kept.notice().callId(),
                kept.notice().point(),
                kept.notice().pointWords(),
                kept.notice().result().name().toLowerCase(Locale.ROOT),
                kept.notice().words().isEmpty() ? null : kept.notice().words(),
                kept.notice().happenedAt(),
                kept.receivedAt(),
                kept.effect().name().toLowerCase(Locale.ROOT),
                kept.effect().explanation());
    }
}
