package dialtone.event.service;

import java.util.Set;

/** The events of one TM Forum API: what its hub takes subscriptions for. */
public enum EventFamily {
    /** TMF622 v4. */
    PRODUCT_ORDERING("productOrder"),
    /** TMF677 v4, which has events of its queries alone: that a limit is reached is the house's own. */
    USAGE_CONSUMPTION("usageConsumption");

    private static final Set<String> USAGE_CONSUMPTION_EVENTS = Set.of("UsageConsumptionThresholdEvent");

    private static final Set<String> PRODUCT_ORDERING_EVENTS = Set.of(
            "ProductOrderCreateEvent",
            "ProductOrderAttributeValueChangeEvent",
            "ProductOrderDeleteEvent",
            "ProductOrderStateChangeEvent",
            "ProductOrderInformationRequiredEvent",
            // TMF622 has these two since v5, TMF641 since v4.1
            "ProductOrderMilestoneEvent",
            "ProductOrderJeopardyAlertEvent",
            "CancelProductOrderCreateEvent",
            "CancelProductOrderStateChangeEvent",
            "CancelProductOrderInformationRequiredEvent");

    private final String resource;

    EventFamily(String resource) {
        this.resource = resource;
    }

    /** The attribute of the envelope's {@code event} that queries are written about. */
    String resource() {
        return resource;
    }

    /** What a query may ask about beside {@code eventType}: facts of its events, and {@code id} of what they are about. */
    Set<String> attributes() {
        return switch (this) {
            case PRODUCT_ORDERING -> Set.of("id", "state", "previousState", "jeopardyType");
            case USAGE_CONSUMPTION -> Set.of("id", "billingAccount", "number", "limit", "percent", "held");
        };
    }

    public Set<String> eventTypes() {
        return switch (this) {
            case PRODUCT_ORDERING -> PRODUCT_ORDERING_EVENTS;
            case USAGE_CONSUMPTION -> USAGE_CONSUMPTION_EVENTS;
        };
    }
}
