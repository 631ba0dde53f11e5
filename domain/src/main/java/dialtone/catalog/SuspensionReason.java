package dialtone.catalog;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Why a line is suspended. It decides who may bring the line back into use, and what is charged meanwhile. */
public enum SuspensionReason {
    /** Somebody else may have the SIM: goes before all else that waits. */
    LOST_OR_STOLEN("lost-or-stolen", "lost or stolen"),
    /** What is owed is not paid: a matter between the customer and billing, in which nobody else gives way. */
    NON_PAYMENT("non-payment", "not paid"),
    /** The customer does without the line for a while. */
    VOLUNTARY("voluntary", "at the customer's wish");

    private final String wire;
    private final String words;

    SuspensionReason(String wire, String words) {
        this.wire = wire;
        this.words = words;
    }

    /** As orders and the catalogue name it: {@code lost-or-stolen}. */
    public String wire() {
        return wire;
    }

    /** As a person reads it behind the word "suspended". */
    public String words() {
        return words;
    }

    public static Optional<SuspensionReason> of(String wire) {
        return Arrays.stream(values())
                .filter(reason -> reason.wire.equals(wire))
                .findFirst();
    }

    /** All of them, for a sentence: {@code lost-or-stolen, non-payment, voluntary}. */
    public static String names() {
        return Arrays.stream(values()).map(SuspensionReason::wire).collect(Collectors.joining(", "));
    }

    private Set<String> roles() {
        return switch (this) {
            case LOST_OR_STOLEN -> Set.of("csr", "admin");
            case NON_PAYMENT -> Set.of("billing", "admin");
            case VOLUNTARY -> Set.of("csr", "partner", "admin");
        };
    }

    /**
     * The reasons for which a caller may suspend lines and bring them back: lost or stolen is customer service's, non-payment is
     * billing's, voluntary is of whoever takes orders.
     *
     * @param hasRole whether the caller has the role of that name
     */
    public static Set<SuspensionReason> grantedTo(Predicate<String> hasRole) {
        Set<SuspensionReason> granted = EnumSet.noneOf(SuspensionReason.class);
        Arrays.stream(values())
                .filter(reason -> reason.roles().stream().anyMatch(hasRole))
                .forEach(granted::add);
        return granted;
    }
}
