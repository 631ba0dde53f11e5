package dialtone.bpmn;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The job type of a task as its diagram has it: {@code ="order.validate-order" + (if queue = null then "" else queue)}. */
final class TaskType {

    /** An order's queue; an instance of before there were priorities has none. */
    private static final String OF_THE_QUEUE = " + (if queue = null then \"\" else queue)";

    private static final Pattern NAMED = Pattern.compile("\"([^\"]+)\"");

    private TaskType() {}

    /** Without the queue; an expression of another kind as it is. */
    static String withoutQueue(String expression) {
        if (!expression.startsWith("=") || !expression.endsWith(OF_THE_QUEUE)) {
            return expression;
        }
        String type = expression.substring(1, expression.length() - OF_THE_QUEUE.length());
        Matcher named = NAMED.matcher(type);
        return named.matches() ? named.group(1) : type;
    }

    /** The name, or empty when the task has it from elsewhere. */
    static Optional<String> of(String expression) {
        String type = withoutQueue(expression);
        return type.contains(".") ? Optional.of(type) : Optional.empty();
    }
}
