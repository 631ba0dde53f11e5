package dialtone.order.service;

import dialtone.bpmn.Priority;
import dialtone.bpmn.ProcessMessage;
import dialtone.bpmn.Variable;
import dialtone.order.ProductOrder;
import dialtone.platform.outbox.Outbox;
import dialtone.platform.outbox.OutgoingMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The message that begins the process of an order, in the queues of the order's priority. Which these are is decided here, once for an
 * instance: a priority that is amended afterwards is the requester's and moves no work.
 */
final class ProcessStart {

    /** The broker keeps the start of an order for this long, should it be busy; a repeat within it has no second effect. */
    private static final Duration TTL = Duration.ofHours(1);

    private ProcessStart() {}

    static Priority priority(ProductOrder order) {
        if (order.isUrgent()) {
            return Priority.URGENT;
        }
        return order.mayWait() ? Priority.BATCH : Priority.USUAL;
    }

    /**
     * In the caller's transaction.
     *
     * @param messageId the broker begins one instance for it
     */
    static void put(Outbox outbox, ProductOrder order, String messageId, Instant due) {
        Priority priority = priority(order);
        outbox.putNotBefore(
                due,
                priority,
                new OutgoingMessage(
                        ProcessMessage.ORDER_ACKNOWLEDGED,
                        order.id().value(),
                        messageId,
                        TTL,
                        Map.of(Variable.ORDER_ID, order.id().value(), Variable.QUEUE, priority.queue())));
    }
}
