package dialtone.inventory;

import dialtone.catalog.SuspensionReason;
import java.util.Map;

/** Why a line is suspended, and what it is barred from. */
public record LineSuspension(SuspensionReason reason, Barring barring) {

    /** Name of the characteristic that says why. */
    public static final String REASON = "suspensionReason";

    /** Name of the characteristic that says what the line is barred from. */
    public static final String BARRING = "barring";

    /** As an order's item says it, and as a route to the network reads it. */
    public Map<String, String> characteristics() {
        return Map.of(REASON, reason.wire(), BARRING, barring.wire());
    }

    /** @throws IllegalArgumentException if these are not the characteristics of one; the checks of an order refuse others */
    public static LineSuspension of(Map<String, String> characteristics) {
        return new LineSuspension(
                SuspensionReason.of(characteristics.getOrDefault(REASON, ""))
                        .orElseThrow(() -> new IllegalArgumentException("No reason in " + characteristics)),
                Barring.of(characteristics.getOrDefault(BARRING, ""))
                        .orElseThrow(() -> new IllegalArgumentException("No barring in " + characteristics)));
    }
}
