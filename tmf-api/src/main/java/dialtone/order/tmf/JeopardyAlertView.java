package dialtone.order.tmf;

import dialtone.order.JeopardyAlert;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A jeopardy alert in the words of TMF641 v4.1 and TMF622 v5; TMF622 v4 has none.
 *
 * @param name         green, amber or red
 * @param jeopardyType Normal, Hazard or Critical
 * @param exception    id of the step or name of the phase that is late; absent when nothing is any more
 * @param lateSeconds  how much later than expected that is
 * @param message      what is late, and why, as far as it is known
 * @param expectedCompletionDate when the order was expected to be done, as it looked then
 */
@JsonbPropertyOrder({
    "id",
    "alertDate",
    "name",
    "jeopardyType",
    "exception",
    "lateSeconds",
    "message",
    "expectedCompletionDate"
})
public record JeopardyAlertView(
        String id,
        Instant alertDate,
        String name,
        String jeopardyType,
        @Nullable String exception,
        long lateSeconds,
        String message,
        Instant expectedCompletionDate) {

    static JeopardyAlertView of(JeopardyAlert alert) {
        return new JeopardyAlertView(
                alert.id(),
                alert.at(),
                alert.jeopardy().name().toLowerCase(Locale.ROOT),
                alert.jeopardy().tmf(),
                alert.activity().isEmpty() ? null : alert.activity(),
                alert.lateBy().toSeconds(),
                alert.explanation(),
                alert.expected());
    }
}
