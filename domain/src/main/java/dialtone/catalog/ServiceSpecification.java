package dialtone.catalog;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service of the decomposition (SID ServiceSpecification).
 *
 * @param kind      customer-facing or resource-facing
 * @param resources what a resource-facing service runs on
 * @param step      how a resource-facing service is fulfilled; empty for a customer-facing one
 */
public record ServiceSpecification(String name, Kind kind, List<ResourceKind> resources, Optional<StepTemplate> step) {

    public enum Kind {
        CUSTOMER_FACING,
        RESOURCE_FACING
    }

    /** What a pool or a stock hands out. */
    public enum ResourceKind {
        MSISDN,
        SIM,
        DEVICE
    }

    public ServiceSpecification {
        resources = List.copyOf(resources);
    }

    /**
     * The step that fulfils a resource-facing service.
     *
     * @param jobType          what does it, {@code fulfilment.activate-sim}
     * @param label            as the plan shows it: "Activate SIM"
     * @param dependsOn        names of resource-facing services of the same order that must be fulfilled before
     * @param expectedDuration from start to outcome, for the plan's time line
     * @param parameters       facts for the route: {@code profile: mobile-data-m}
     */
    public record StepTemplate(
            String jobType,
            String label,
            List<String> dependsOn,
            Duration expectedDuration,
            Map<String, String> parameters) {
        public StepTemplate {
            dependsOn = List.copyOf(dependsOn);
            parameters = Map.copyOf(parameters);
        }
    }
}
