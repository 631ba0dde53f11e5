package dialtone.fulfilment.route;

import dialtone.element.FaultPolicy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A network element has refused, now or when it was asked before. */
final class ElementRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final String words;
    private final transient Optional<FaultPolicy.Fault> fault;
    private final boolean forGood;

    private ElementRefusal(
            String words, Optional<FaultPolicy.Fault> fault, boolean forGood, @Nullable Throwable cause) {
        super(words, cause);
        this.words = words;
        this.fault = fault;
        this.forGood = forGood;
    }

    /** Just now. */
    static ElementRefusal now(String words, FaultPolicy.Fault fault) {
        return new ElementRefusal(words, Optional.of(fault), false, null);
    }

    /** Just now, by a failure of the call. */
    static ElementRefusal now(String words, FaultPolicy.Fault fault, Throwable cause) {
        return new ElementRefusal(words, Optional.of(fault), false, cause);
    }

    /**
     * What came of it is settled.
     *
     * @param forGood whether the fault policy gives the item up without a person
     */
    static ElementRefusal settled(String words, boolean forGood) {
        return new ElementRefusal(words, Optional.empty(), forGood, null);
    }

    /** The element's own. */
    String words() {
        return words;
    }

    /** What it has answered; empty for what was settled before. */
    Optional<FaultPolicy.Fault> fault() {
        return fault;
    }

    boolean isForGood() {
        return forGood;
    }
}
