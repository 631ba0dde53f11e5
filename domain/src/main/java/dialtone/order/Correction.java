package dialtone.order;

import dialtone.base.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Answers of an order that a person corrects before a step is tried again.
 *
 * @param values by the name of the characteristic
 * @param reason for those who read it later; 1 to {@value FalloutTask#MAX_NOTE} characters
 * @param by     login
 */
public record Correction(Map<String, String> values, String reason, String by) {

    /** Whoever has more to say has another order in mind. */
    public static final int MAX_VALUES = 20;

    public Correction {
        values = Map.copyOf(values);
    }

    /** {@code REASON_REQUIRED}, {@code TOO_LONG} (field {@code reason}), {@code NOTHING_CORRECTED}, {@code TOO_MANY_VALUES} (field {@code values}). */
    public List<Rejection> objections() {
        List<Rejection> objections = new ArrayList<>();
        if (reason.isBlank()) {
            objections.add(
                    Rejection.at("reason", "REASON_REQUIRED", "Say why it is corrected, for those who read it later."));
        }
        if (reason.length() > FalloutTask.MAX_NOTE) {
            objections.add(Rejection.at(
                    "reason", "TOO_LONG", "A reason has at most " + FalloutTask.MAX_NOTE + " characters."));
        }
        if (values.isEmpty()) {
            objections.add(Rejection.at("values", "NOTHING_CORRECTED", "Nothing is corrected by this."));
        }
        if (values.size() > MAX_VALUES) {
            objections.add(Rejection.at(
                    "values", "TOO_MANY_VALUES", "At most " + MAX_VALUES + " answers are corrected at a time."));
        }
        return objections;
    }
}
