package dialtone.fulfilment.route;

import dialtone.bpmn.Priority;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One effect to be asked of a network element: the body that an action's route gets.
 *
 * @param requestId  the key of the effect, the same however often it is asked
 * @param replyTo    where a late outcome is to be reported
 * @param parameters of the step in the catalogue
 * @param facts      of the item, what was reserved for it, and what the step's earlier actions have brought
 * @param again      whether the element may have been asked before, and its answer was lost
 * @param priority   of the order
 */
public record ElementRequest(
        String requestId,
        String replyTo,
        Map<String, String> parameters,
        Map<String, String> facts,
        boolean again,
        Priority priority) {

    public ElementRequest {
        parameters = Map.copyOf(parameters);
        facts = Map.copyOf(facts);
    }

    /** @throws IllegalStateException if the order has not brought it: a fault of the catalogue */
    public String fact(String name) {
        return required(facts, name, "fact");
    }

    /** @throws IllegalStateException if the step's template does not name it: a fault of the catalogue */
    public String parameter(String name) {
        return required(parameters, name, "parameter");
    }

    /** @throws IllegalStateException if it is missing or no whole number */
    public int number(String name) {
        try {
            return Integer.parseInt(parameter(name));
        } catch (NumberFormatException e) {
            throw new IllegalStateException("Parameter " + name + " is no whole number, for " + requestId, e);
        }
    }

    /**
     * A whole number that may be larger than {@link #number} holds: bytes.
     *
     * @throws IllegalStateException if it is missing or no whole number
     */
    public long count(String name) {
        try {
            return Long.parseLong(parameter(name));
        } catch (NumberFormatException e) {
            throw new IllegalStateException("Parameter " + name + " is no whole number, for " + requestId, e);
        }
    }

    /**
     * The parts of a parameter that names several, by comma.
     *
     * @throws IllegalStateException if it is missing
     */
    public List<String> list(String name) {
        return Arrays.stream(parameter(name).split(",", -1)).map(String::strip).toList();
    }

    private String required(Map<String, String> values, String name, String what) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("The " + what + " " + name + " is missing for " + requestId);
        }
        return value;
    }
}
