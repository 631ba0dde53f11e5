package dialtone.fulfilment.route;

import java.util.Map;

/** What a network element answers to a request for an effect, or to the question what became of one. A refusal is a fault. */
public sealed interface ElementAnswer {

    /** @param facts what the effect has brought, such as {@code activationCode} */
    record Done(Map<String, String> facts) implements ElementAnswer {
        public Done {
            facts = Map.copyOf(facts);
        }
    }

    /** The effect follows. */
    record Accepted() implements ElementAnswer {}

    /**
     * The element has said no since it accepted the request.
     *
     * @param words the element's own
     */
    record Refused(String words) implements ElementAnswer {}

    /** The element holds nothing of this request. */
    record Unknown() implements ElementAnswer {}

    static ElementAnswer done() {
        return new Done(Map.of());
    }
}
