package dialtone.simulator.rest;

import dialtone.simulator.element.Behaviour.Mode;
import dialtone.simulator.element.NetworkElement;
import dialtone.simulator.store.Books;
import java.util.LinkedHashMap;
import java.util.Map;

/** How an element that speaks REST says how it is doing, and how much room it has when it was given a limit. */
final class ElementStatus {

    private ElementStatus() {}

    static Map<String, Object> of(Books books, NetworkElement element) {
        boolean slow = books.behaviour(element).mode() == Mode.SLOW;
        Map<String, Object> status = new LinkedHashMap<>();
        books.capacity(element).ifPresent(capacity -> status.put("capacity", capacity));
        status.put("condition", slow ? "IMPAIRED" : "UP");
        status.put("text", element.path() + (slow ? " answers slowly" : " is up"));
        return status;
    }
}
