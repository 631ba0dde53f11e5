package dialtone.fulfilment;

import dialtone.element.ElementCapacity;
import java.time.Instant;
import java.util.Optional;

/** What an element's answer about its status says of an order: an element that is away has given none. */
public final class ElementRules {

    /** The element has no room for what the order would have it keep. */
    static final String FULL = "ELEMENT_AT_CAPACITY";

    private ElementRules() {}

    /**
     * Of an element that no order waits for and that has not told whether it has room: nothing speaks against the order.
     *
     * @param maintenance end of that; empty when it is in none and does not answer, or does not tell such a thing
     */
    public static CheckResult later(String element, Optional<Instant> maintenance) {
        return CheckResult.passed(
                "element-" + element,
                maintenance
                                .map(until -> "It is in maintenance until " + until + ". ")
                                .orElse("")
                        + "It has not told whether there is room; the order is taken, and its step there waits for it.");
    }

    /**
     * An element's own word for how it is doing.
     *
     * @param impairment its text when it serves late or in part; empty when it is up and ready
     * @param capacity   empty when it tells none: then its activation says whether there is room
     */
    public record Status(Optional<String> impairment, Optional<ElementCapacity> capacity) {
        public static final Status UP = new Status(Optional.empty(), Optional.empty());
    }

    /**
     * {@code ELEMENT_AT_CAPACITY}, when there is not room for all that the order brings it.
     *
     * @param element its name, {@code hlr}
     * @param needed  how many places the order takes there, 0 or more
     */
    public static CheckResult judge(String element, Status status, int needed) {
        String check = "element-" + element;
        Optional<ElementCapacity> full = status.capacity().filter(capacity -> needed > 0 && capacity.free() < needed);
        return full.map(capacity -> CheckResult.refused(
                                check,
                                FULL,
                                "Network element " + element + " has no room for it: " + capacity.used() + " of "
                                        + capacity.places() + " places are taken, and the order needs "
                                        + (needed == 1 ? "one." : needed + "."))
                        .mendedBy("Order it again when the element has been extended, or when lines have ended."))
                .orElseGet(() -> CheckResult.passed(
                        check,
                        status.impairment()
                                .map(words -> "It serves late or in part: " + words)
                                .orElse("It is up and ready.")));
    }
}
