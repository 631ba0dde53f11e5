package dialtone.fulfilment;

import dialtone.order.OrderId;
import java.util.Map;

/**
 * What a route needs to know to perform one step of a plan.
 *
 * @param stepId     also the root of the idempotency keys towards the network: {@code stepId + ":" + action}
 * @param jobType    the job type the plan named
 * @param parameters of the step's template in the catalogue ({@code profile}, {@code apn}, ...)
 * @param facts      characteristics of the item and what was reserved: {@code msisdn}, {@code iccid}, {@code imsi},
 *                   {@code eid}, {@code simType}, {@code imei}, {@code deviceModel}
 */
public record StepWork(
        String stepId, OrderId order, String jobType, Map<String, String> parameters, Map<String, String> facts) {
    public StepWork {
        parameters = Map.copyOf(parameters);
        facts = Map.copyOf(facts);
    }
}
