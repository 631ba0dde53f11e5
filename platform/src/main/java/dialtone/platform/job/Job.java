package dialtone.platform.job;

import dialtone.bpmn.Priority;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work the engine hands out.
 *
 * @param key         the engine's key of this activation; changes when the job comes again, never an idempotency key
 * @param type        job type, in whichever queue it waited
 * @param priority    of its order
 * @param instanceKey key of the process instance
 * @param elementId   id of the BPMN element
 * @param retries     attempts left, this one included
 * @param deadline    when the engine hands it to another, by the engine's clock
 * @param variables   what the element sees
 */
public record Job(
        long key,
        String type,
        Priority priority,
        long instanceKey,
        String elementId,
        int retries,
        Instant deadline,
        Map<String, Object> variables) {

    /** @throws IllegalStateException if the process did not set it: a fault of the diagram */
    public String text(String variable) {
        @Nullable Object value = variables.get(variable);
        if (value == null) {
            throw new IllegalStateException("Process variable " + variable + " is missing for " + type);
        }
        return value.toString();
    }

    public String textOr(String variable, String otherwise) {
        @Nullable Object value = variables.get(variable);
        return value == null ? otherwise : value.toString();
    }
}
