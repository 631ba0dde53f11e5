package dialtone.fulfilment;

import dialtone.order.OrderId;
import java.util.Map;
import java.util.Optional;

/**
 * What a route needs to know to perform one step of a plan.
 *
 * @param stepId     also the root of the idempotency keys towards the network: {@code stepId + ":" + action}
 * @param jobType    the job type the plan named
 * @param parameters of the step's template in the catalogue ({@code profile}, {@code apn}, ...)
 * @param facts      characteristics of the item and what was reserved: {@code msisdn}, {@code iccid}, {@code imsi},
 *                   {@code eid}, {@code simType}, {@code imei}, {@code deviceModel}
 * @param stopping   whether the step is not wanted any more: what has not been begun is left, what has been begun is brought to its
 *                   outcome, so that it can be undone
 * @param bringsProduct whether the step's item brings a product, and does not change, suspend or end one that is there
 * @param doneByHand what the step has brought that this one takes back and a person has done, of which the network was not asked by us;
 *                   empty when it takes nothing back, or what the network has done
 * @param skipped    id of the step of an earlier order that was skipped and whose service this one takes away; empty when what it takes
 *                   away was brought, and when it takes nothing away
 */
public record StepWork(
        String stepId,
        OrderId order,
        String jobType,
        Map<String, String> parameters,
        Map<String, String> facts,
        boolean stopping,
        boolean bringsProduct,
        Optional<Map<String, String>> doneByHand,
        Optional<String> skipped) {
    public StepWork {
        parameters = Map.copyOf(parameters);
        facts = Map.copyOf(facts);
    }

    /** One about no product, that takes back nothing that was done by hand, and takes away nothing that was skipped. */
    public StepWork(
            String stepId,
            OrderId order,
            String jobType,
            Map<String, String> parameters,
            Map<String, String> facts,
            boolean stopping) {
        this(stepId, order, jobType, parameters, facts, stopping, false, Optional.empty(), Optional.empty());
    }

    /** Ends the id of a step that takes back another: {@code ORD-100001-S2-undo}. */
    private static final String UNDO = "-undo";

    /** Id of the step that this one takes back, or takes away what came of it; empty for any other step. */
    public Optional<String> undoes() {
        return stepId.endsWith(UNDO) ? Optional.of(stepId.substring(0, stepId.length() - UNDO.length())) : skipped;
    }
}
