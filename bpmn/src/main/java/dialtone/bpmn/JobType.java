package dialtone.bpmn;

import java.util.Arrays;
import java.util.Optional;

/**
 * The job types of the processes. A type's prefix names the feature that works it; a network step of the catalogue may
 * name a type that is not here, when a route of that name exists.
 */
public enum JobType {
    ORDER_VALIDATE("order.validate-order"),
    ORDER_REJECT("order.reject-order"),
    ORDER_RELEASE_STEPS("order.release-steps"),
    ORDER_OPEN_FALLOUT("order.open-fallout"),
    ORDER_COMPLETE("order.complete-order"),
    ORDER_CLOSE("order.close-order"),
    POOL_RESERVE("pool.reserve-resources"),
    RATING_START_CHARGES("rating.start-charges"),
    INVENTORY_INSTALL("inventory.install-products"),
    FULFILMENT_CHECK("fulfilment.check-dependencies"),
    FULFILMENT_ACTIVATE_SIM("fulfilment.activate-sim"),
    FULFILMENT_ACTIVATE_DEVICE("fulfilment.activate-device"),
    FULFILMENT_APPLY_PROFILE("fulfilment.apply-network-profile"),
    FULFILMENT_DEACTIVATE_SIM("fulfilment.deactivate-sim"),
    FULFILMENT_DEACTIVATE_DEVICE("fulfilment.deactivate-device"),
    FULFILMENT_REMOVE_PROFILE("fulfilment.remove-network-profile"),
    FULFILMENT_REPLACE_PROFILE("fulfilment.replace-network-profile"),
    FULFILMENT_RESTORE_PROFILE("fulfilment.restore-network-profile"),
    FULFILMENT_BAR_SUBSCRIBER("fulfilment.bar-subscriber"),
    FULFILMENT_UNBAR_SUBSCRIBER("fulfilment.unbar-subscriber"),
    FULFILMENT_NOTIFY("fulfilment.notify-customer");

    private final String type;

    JobType(String type) {
        this.type = type;
    }

    /** The type as the BPMN file and the worker name it; also the route's id. */
    public String type() {
        return type;
    }

    public static Optional<JobType> of(String type) {
        return Arrays.stream(values()).filter(job -> job.type.equals(type)).findFirst();
    }
}
