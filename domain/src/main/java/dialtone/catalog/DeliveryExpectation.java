package dialtone.catalog;

import java.time.Duration;
import java.util.List;

/**
 * How long an order is expected to take beside the steps of its plan, how much later than expected puts it into jeopardy, and what a
 * requester is told of on the way.
 *
 * @param checks      from the start until its plan is made and what it depends on has answered
 * @param reservation of numbers, SIMs and devices
 * @param completion  from the last step until charges have begun and the products are in the inventory
 * @param amber       so much later than expected, a step or the order, puts the order into jeopardy
 * @param red         so much later, it needs a person; more than {@code amber}
 * @param milestones  in the order they are reached
 */
public record DeliveryExpectation(
        Duration checks,
        Duration reservation,
        Duration completion,
        Duration amber,
        Duration red,
        List<MilestoneRule> milestones) {

    /** Name of the phase before anything is reserved. */
    public static final String CHECKS = "checks";

    /** Name of the phase in which numbers, SIMs and devices are reserved. */
    public static final String RESERVATION = "reservation";

    /** Name of all steps of a plan together. */
    public static final String STEPS = "steps";

    /** Name of the phase after the last step. */
    public static final String COMPLETION = "completion";

    /** More than a person follows. */
    public static final int MAX_MILESTONES = 20;

    /** Of a catalogue that says nothing of it. */
    public static final DeliveryExpectation USUAL = new DeliveryExpectation(
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofMinutes(15),
            List.of());

    /**
     * A point that an order passes.
     *
     * @param name  kebab-case: {@code activated}
     * @param label as a person reads it: "Active on the network"
     * @param after what has to be done for it: phases, {@value #STEPS}, or names of resource-facing services; services that the order has
     *              no step for are left out, and an order with none of them does not have the milestone
     */
    public record MilestoneRule(String name, String label, List<String> after) {
        public MilestoneRule {
            after = List.copyOf(after);
        }
    }

    public DeliveryExpectation {
        milestones = List.copyOf(milestones);
        if (red.compareTo(amber) <= 0) {
            throw new IllegalArgumentException("Red comes after amber: " + amber + ", " + red);
        }
    }
}
