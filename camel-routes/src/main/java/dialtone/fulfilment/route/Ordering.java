package dialtone.fulfilment.route;

import dialtone.fulfilment.CheckResult;
import dialtone.fulfilment.CustomerNotice;
import dialtone.fulfilment.OrderToCheck;
import dialtone.fulfilment.StepWork;
import dialtone.fulfilment.UnwantedStep;
import dialtone.order.OrderId;
import dialtone.pool.FreeCount;
import dialtone.pool.NumberStanding;
import dialtone.pool.ResourceNeed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the routes ask of the ordering side and tell it: the boundary between the two modules. */
public interface Ordering {

    StepWork work(String stepId);

    /** That of the steps which a step that only asks waits for and that are done. */
    List<StepWork> doneBefore(String stepId);

    /** Those that are performed and not wanted any more, or take such a step back; the latest, at most so many. */
    List<UnwantedStep> unwanted(Set<String> jobTypes, int limit);

    /** The element has accepted the step's work and will report. */
    void awaitOutcome(String stepId);

    /**
     * The element refuses for now, and the step is performed again after a time.
     *
     * @param words the element's own
     * @return after what time: at once when the step is not wanted any more
     */
    Duration hold(String stepId, String words, Duration pause);

    /** The step is not wanted any more, and the network does nothing more for it. */
    void cancel(String stepId);

    /** @param facts what the network has added, such as {@code activationCode} */
    void complete(String stepId, Map<String, String> facts);

    List<FreeCount> free(List<ResourceNeed> needs);

    /** How a number that is asked for stands. */
    NumberStanding standing(String msisdn);

    OrderToCheck toCheck(OrderId order);

    /** Whether all checks have passed that were made for the order before; empty when none were. */
    Optional<Boolean> checksFound(OrderId order);

    /**
     * @param revision of the order that was checked
     * @return whether all checks have passed; empty when the order has been amended since
     */
    Optional<Boolean> recordChecks(OrderId order, int revision, List<CheckResult> results);

    CustomerNotice notice(OrderId order);
}
