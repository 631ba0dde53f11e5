package dialtone.esim.tmf;

import dialtone.esim.EsimProfile;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The profile of a customer's eSIM.
 *
 * @param state       waiting, downloaded, installed, failed, expired or ended
 * @param words       the same for a person, with what the SM-DP+ has said
 * @param readyAt     since when the customer has the activation code
 * @param toldAt      when that has happened, by the clock of the SM-DP+; absent when it has told nothing
 * @param eid         of the telephone; absent when nothing was told
 * @param codeUsable  whether the activation code still loads it
 * @param reminders   how many have gone out
 * @param dueAt       when the customer is reminded, or somebody has to look after him; absent when time changes nothing
 * @param concern     why somebody looks after the customer, failed or overdue; absent when nobody has to
 * @param advice      what is to be done, while nobody has seen to it; absent otherwise
 * @param notices     what the SM-DP+ has told, as it came; absent in lists
 */
@JsonbPropertyOrder({
    "iccid",
    "orderId",
    "orderItemId",
    "msisdn",
    "state",
    "words",
    "readyAt",
    "toldAt",
    "eid",
    "codeUsable",
    "reminders",
    "dueAt",
    "concern",
    "concernAt",
    "advice",
    "seenToBy",
    "seenToAt",
    "note",
    "notices"
})
public record EsimProfileView(
        String iccid,
        String orderId,
        String orderItemId,
        String msisdn,
        String state,
        String words,
        Instant readyAt,
        @Nullable Instant toldAt,
        @Nullable String eid,
        boolean codeUsable,
        int reminders,
        @Nullable Instant dueAt,
        @Nullable String concern,
        @Nullable Instant concernAt,
        @Nullable String advice,
        @Nullable String seenToBy,
        @Nullable Instant seenToAt,
        @Nullable String note,
        @Nullable List<DownloadNoticeView> notices) {

    static EsimProfileView of(EsimProfile profile) {
        return of(profile, null);
    }

    static EsimProfileView of(EsimProfile profile, @Nullable List<DownloadNoticeView> notices) {
        return new EsimProfileView(
                profile.iccid(),
                profile.order().value(),
                profile.itemId(),
                "+" + profile.msisdn(),
                profile.state().name().toLowerCase(Locale.ROOT),
                profile.words(),
                profile.readyAt(),
                profile.toldAt().orElse(null),
                profile.eid().orElse(null),
                profile.isCodeUsable(),
                profile.reminders(),
                profile.dueAt().orElse(null),
                profile.concern()
                        .filter(concern -> profile.isOfConcern())
                        .map(concern -> concern.name().toLowerCase(Locale.ROOT))
                        .orElse(null),
                profile.concernAt().orElse(null),
                profile.isOfConcern() ? profile.advice() : null,
                profile.seenToBy().orElse(null),
                profile.seenToAt().orElse(null),
                profile.note().orElse(null),
                notices);
    }
}
