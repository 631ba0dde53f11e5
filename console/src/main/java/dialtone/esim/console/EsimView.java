package dialtone.esim.console;

import dialtone.base.console.Badge;
import dialtone.base.console.When;
import dialtone.esim.EsimProfile;
import java.io.Serializable;

/**
 * What has become of an eSIM's profile.
 *
 * @param words     its state, with what the SM-DP+ has said
 * @param told      when that has happened; unknown when the SM-DP+ has told nothing
 * @param ready     since when the customer has the activation code
 * @param reminded  "Reminded once."; empty when he was not
 * @param advice    what is to be done by whoever looks after the customer; empty when nobody has to
 * @param seenTo    who has looked after him, and what was agreed; empty when nobody has
 */
public record EsimView(
        String iccid,
        String order,
        String number,
        Badge state,
        String words,
        When told,
        When ready,
        When since,
        String reminded,
        String advice,
        String seenTo)
        implements Serializable {

    public static EsimView of(EsimProfile profile) {
        return new EsimView(
                profile.iccid(),
                profile.order().value(),
                "+" + profile.msisdn(),
                badge(profile),
                profile.words(),
                new When(profile.toldAt()),
                When.of(profile.readyAt()),
                new When(profile.concernAt()),
                reminded(profile.reminders()),
                profile.advice(),
                profile.note()
                        .map(note -> profile.seenToBy().orElse("") + ": " + note)
                        .orElse(""));
    }

    private static Badge badge(EsimProfile profile) {
        return switch (profile.state()) {
            case WAITING -> new Badge("Not loaded", profile.isOfConcern() ? "bad" : "idle");
            case DOWNLOADED -> new Badge("Downloaded", "busy");
            case INSTALLED -> new Badge("Installed", "good");
            case FAILED -> new Badge("Failed", profile.isOfConcern() ? "bad" : "warn");
            case EXPIRED -> new Badge("Expired", "bad");
            case ENDED -> new Badge("Ended", "idle");
        };
    }

    private static String reminded(int times) {
        return switch (times) {
            case 0 -> "";
            case 1 -> "Reminded once.";
            default -> "Reminded " + times + " times.";
        };
    }
}
