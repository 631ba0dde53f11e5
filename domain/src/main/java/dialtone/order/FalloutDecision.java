package dialtone.order;

import java.util.Arrays;
import java.util.Optional;

/** What a person decides about a fallout task. */
public enum FalloutDecision {
    /** Try again, the cause is mended. */
    RESUBMIT("resubmit"),
    /** Give the item up; the order fails. */
    FAIL("fail");

    private final String wire;

    FalloutDecision(String wire) {
        this.wire = wire;
    }

    /** As the process reads it. */
    public String wire() {
        return wire;
    }

    public static Optional<FalloutDecision> of(String wire) {
        return Arrays.stream(values())
                .filter(decision -> decision.wire.equals(wire))
                .findFirst();
    }
}
