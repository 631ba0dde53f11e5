package dialtone.pool.console;

import dialtone.base.console.Amounts;
import dialtone.base.console.Badge;
import dialtone.base.console.When;
import dialtone.pool.DeviceReturn;
import dialtone.pool.ReturnConcern;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.Set;

/**
 * A device that a customer is asked to send back.
 *
 * @param words    its state
 * @param told     when that has happened; unknown when the warehouse has told nothing
 * @param due      until when it is to be handed in, as its label says; unknown before there is one
 * @param charge   what it costs when it does not come; empty when nothing
 * @param cost     the same, a sentence, as long as it may come in time; empty afterwards
 * @param concern  why a person has to look at it; empty when nobody has to
 * @param seenTo   who has looked at it last, and what was found; empty when nobody has
 * @param reminded "Label sent, reminded once."; empty when no mail has gone out
 */
public record ReturnView(
        String rma,
        String order,
        String device,
        String imei,
        String tracking,
        Badge state,
        String words,
        When asked,
        When told,
        When due,
        String charge,
        String cost,
        String concern,
        String seenTo,
        String reminded)
        implements Serializable {

    private static final Set<DeviceReturn.State> ENDED =
            EnumSet.of(DeviceReturn.State.RECEIVED, DeviceReturn.State.OVERDUE);

    public static ReturnView of(DeviceReturn asked) {
        return new ReturnView(
                asked.rma(),
                asked.order().value(),
                asked.deviceName(),
                asked.imei(),
                asked.trackingNumber(),
                badge(asked),
                asked.words(),
                When.of(asked.askedAt()),
                new When(asked.toldAt()),
                new When(asked.deadlineAt()),
                asked.residualCharge().map(Amounts::text).orElse(""),
                asked.residualCharge()
                        .filter(amount -> !ENDED.contains(asked.state()))
                        .map(amount -> "Costs " + Amounts.text(amount) + " if it does not come.")
                        .orElse(""),
                asked.concern().map(ReturnConcern::words).orElse(""),
                asked.note()
                        .map(note -> asked.seenToBy().orElse("") + ": " + note)
                        .orElse(""),
                asked.labelledAt().isPresent() ? reminded(asked.mails()) : "");
    }

    /** What a person has to look at shows that first. */
    private static Badge badge(DeviceReturn asked) {
        if (asked.concern().isPresent()) {
            return new Badge("To look at", "bad");
        }
        return switch (asked.state()) {
            case AWAITED -> new Badge("Awaited", "idle");
            case UNDER_WAY -> new Badge("Under way", "busy");
            case RECEIVED -> new Badge("Received", "good");
            case OVERDUE -> new Badge(asked.chargedAt().isPresent() ? "Charged" : "Overdue", "bad");
        };
    }

    private static String reminded(int mails) {
        return switch (mails) {
            case 0 -> "";
            case 1 -> "Label sent.";
            case 2 -> "Label sent, reminded once.";
            default -> "Label sent, reminded " + (mails - 1) + " times.";
        };
    }
}
