package dialtone.order.service;

import dialtone.order.FalloutRouting;
import jakarta.enterprise.context.ApplicationScoped;

/** Which team decides about which fallout task, as this installation has it; said when the server starts. */
@ApplicationScoped
public class FalloutTeams {

    private volatile FalloutRouting routing = FalloutRouting.ONE_DESK;

    /** Tasks that are opened from now on follow these rules. */
    void follow(FalloutRouting rules) {
        routing = rules;
    }

    public FalloutRouting routing() {
        return routing;
    }
}
