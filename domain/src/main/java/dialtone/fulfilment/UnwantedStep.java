package dialtone.fulfilment;

import dialtone.order.OrderId;
import java.util.Optional;

/**
 * A step that the process performs and the order does not want any more, or that takes such a step back.
 *
 * @param undoes id of the step that it takes back; empty for one that delivers
 */
public record UnwantedStep(String stepId, OrderId order, Optional<String> undoes) {}
