package dialtone.fulfilment.service;

import java.util.Map;

/**
 * An action that an element has said to be done.
 *
 * @param facts  that the element has told
 * @param jobKey of the job that has heard it
 */
public record DoneAction(String requestId, Map<String, String> facts, long jobKey) {
    public DoneAction {
        facts = Map.copyOf(facts);
    }
}
