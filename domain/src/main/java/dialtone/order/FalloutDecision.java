package dialtone.order;

import java.util.Arrays;
import java.util.Optional;

/** What a person decides about a fallout task. */
public enum FalloutDecision {
    /** Try again, the cause is mended. */
    RESUBMIT("resubmit"),
    /** Give the item up, with those that belong to it; what takes something back is left as it is on the network. */
    FAIL("fail"),
    /** The order is cancelled, and with it what this is about; or it was amended, and does not want that any more. */
    CANCEL("cancel"),
    /** The order goes on without the step, whose effect is not there; asked for by one person, approved by another. */
    SKIP("skip"),
    /** A person has done on the element what the step would have done; asked for by one person, approved by another. */
    COMPLETE_BY_HAND("completeByHand");

    private final String wire;

    FalloutDecision(String wire) {
        this.wire = wire;
    }

    /** As the process reads it. */
    public String wire() {
        return wire;
    }

    /** Whether one person asks for it and another one approves: it is said of the network, and not done by it. */
    public boolean needsSecondPerson() {
        return this == SKIP || this == COMPLETE_BY_HAND;
    }

    public static Optional<FalloutDecision> of(String wire) {
        return Arrays.stream(values())
                .filter(decision -> decision.wire.equals(wire))
                .findFirst();
    }
}
