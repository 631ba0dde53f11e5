package dialtone.fulfilment.route;

import dialtone.fulfilment.CheckResult;
import dialtone.fulfilment.CustomerNotice;
import dialtone.fulfilment.OrderToCheck;
import dialtone.fulfilment.StepWork;
import dialtone.fulfilment.UnwantedStep;
import dialtone.order.OrderId;
import dialtone.order.service.DependencyChecks;
import dialtone.order.service.OrderNotices;
import dialtone.order.service.PlanSteps;
import dialtone.pool.FreeCount;
import dialtone.pool.NumberStanding;
import dialtone.pool.ResourceNeed;
import dialtone.pool.service.Pools;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The services of ejb-ordering, as the routes ask them. */
@ApplicationScoped
public class OrderingSide implements Ordering {

    @EJB
    private PlanSteps steps;

    @EJB
    private DependencyChecks checks;

    @EJB
    private Pools pools;

    @EJB
    private OrderNotices notices;

    @Override
    public StepWork work(String stepId) {
        return steps.work(stepId);
    }

    @Override
    public List<StepWork> doneBefore(String stepId) {
        return steps.doneBefore(stepId);
    }

    @Override
    public List<UnwantedStep> unwanted(Set<String> jobTypes, int limit) {
        return steps.unwanted(jobTypes, limit);
    }

    @Override
    public void awaitOutcome(String stepId) {
        steps.awaitOutcome(stepId);
    }

    @Override
    public Duration hold(String stepId, String words, Duration pause) {
        return steps.hold(stepId, words, pause);
    }

    @Override
    public void cancel(String stepId) {
        steps.cancel(stepId);
    }

    @Override
    public void complete(String stepId, Map<String, String> facts) {
        steps.complete(stepId, facts);
    }

    @Override
    public List<FreeCount> free(List<ResourceNeed> needs) {
        return pools.free(needs);
    }

    @Override
    public NumberStanding standing(String msisdn) {
        return pools.standing(msisdn);
    }

    @Override
    public OrderToCheck toCheck(OrderId order) {
        return checks.request(order);
    }

    @Override
    public Optional<Boolean> checksFound(OrderId order) {
        return checks.found(order);
    }

    @Override
    public Optional<Boolean> recordChecks(OrderId order, int revision, List<CheckResult> results) {
        return checks.record(order, revision, results);
    }

    @Override
    public CustomerNotice notice(OrderId order) {
        return notices.completion(order);
    }
}
