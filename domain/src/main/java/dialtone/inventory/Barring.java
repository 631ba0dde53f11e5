package dialtone.inventory;

import dialtone.catalog.UsageType;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a suspended line is barred from, as categories of operator determined barring (ODB, 3GPP TS 22.041). Emergency calls are never
 * barred.
 */
public enum Barring {
    /** All outgoing and all incoming calls and messages, and all packet oriented services. */
    ALL("all"),
    /** All outgoing calls and messages. The line can be reached, and data goes on: a session is neither. */
    OUTGOING("outgoing");

    private final String wire;

    Barring(String wire) {
        this.wire = wire;
    }

    /** As orders name it: {@code outgoing}. */
    public String wire() {
        return wire;
    }

    public static Optional<Barring> of(String wire) {
        return Arrays.stream(values())
                .filter(barring -> barring.wire.equals(wire))
                .findFirst();
    }

    /** Whether the subscriber cannot begin such a use. Usage records are of what subscribers begin. */
    public boolean bars(UsageType type) {
        return switch (this) {
            case ALL -> true;
            case OUTGOING -> type != UsageType.DATA;
        };
    }
}
