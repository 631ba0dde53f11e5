package dialtone.simulator.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dialtone.simulator.element.Documents;
import dialtone.simulator.element.NetworkElement;
import dialtone.simulator.store.Books;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a {@link KeyedElement} keeps: where it is found, what its operations are called, and what is asked of it. */
interface Kept {

    NetworkElement element();

    /** As a person says it: "mailbox". */
    String noun();

    /** The address, part by part; {@code {name}} is a part of the key. The first two parts are the element's own. */
    List<String> path();

    /** The name of the operation that makes it, as the control API counts it. */
    String makes();

    /** The name of the operation that shows it. */
    String shows();

    /** The name of the operation that takes it away. */
    String ends();

    /** Its state when it is made. */
    String state();

    /** Whether what was accepted may be done later, and is found then. */
    boolean canBeLate();

    /**
     * What is wrong with it; empty when nothing is.
     *
     * @param key the parts of the key by their names
     */
    Optional<String> problem(Map<String, String> key, ObjectNode body);

    /** What the element adds to what it was given; nothing by default. */
    default Map<String, String> added(Map<String, String> key) {
        return Map.of();
    }

    /**
     * What the element adds when it looks at what else it keeps; nothing by default. In the transaction that makes it.
     *
     * @param wanted the thing, with all that it was given
     */
    default void complete(Books books, Documents documents, ObjectNode wanted) {}

    /** Why it cannot be taken away in that state; empty when it can. */
    default Optional<String> lasting(String state) {
        return Optional.empty();
    }
}
