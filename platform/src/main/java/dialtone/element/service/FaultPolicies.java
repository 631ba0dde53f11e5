package dialtone.element.service;

import dialtone.element.FaultPolicy;
import jakarta.enterprise.context.ApplicationScoped;

/** What is done when a network element refuses, as this installation has it; said when the server starts. */
@ApplicationScoped
public class FaultPolicies {

    private volatile FaultPolicy policy = FaultPolicy.ASK_SOMEBODY;

    /** Faults from now on are judged so. */
    public void follow(FaultPolicy rules) {
        policy = rules;
    }

    public FaultPolicy policy() {
        return policy;
    }
}
