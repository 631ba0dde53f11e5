package dialtone.fulfilment.route;

import dialtone.fulfilment.CheckRequest;
import dialtone.fulfilment.CheckResult;
import dialtone.fulfilment.CustomerNotice;
import dialtone.fulfilment.StepWork;
import dialtone.order.OrderId;
import dialtone.order.OrderItem;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.order.service.DependencyChecks;
import dialtone.order.service.Orders;
import dialtone.order.service.PlanSteps;
import dialtone.party.Customer;
import dialtone.party.service.Parties;
import dialtone.pool.FreeCount;
import dialtone.pool.ResourceNeed;
import dialtone.pool.service.Pools;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The services of ejb-ordering, as the routes ask them. */
@ApplicationScoped
public class OrderingSide implements Ordering {

    private static final String MSISDN = "msisdn";
    private static final String ACTIVATION_CODE = "activationCode";

    @EJB
    private PlanSteps steps;

    @EJB
    private DependencyChecks checks;

    @EJB
    private Pools pools;

    @EJB
    private Orders orders;

    @EJB
    private Parties parties;

    @Override
    public StepWork work(String stepId) {
        return steps.work(stepId);
    }

    @Override
    public void awaitOutcome(String stepId) {
        steps.awaitOutcome(stepId);
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
    public CheckRequest checkRequest(OrderId order) {
        return checks.request(order);
    }

    @Override
    public boolean recordChecks(OrderId order, List<CheckResult> results) {
        return checks.record(order, results);
    }

    @Override
    public CustomerNotice notice(OrderId id) {
        ProductOrder order = orders.find(id).orElseThrow(() -> new IllegalStateException("There is no order " + id));
        Customer customer = parties.find(order.customer())
                .orElseThrow(() -> new IllegalStateException("Order " + id + " has no customer"));
        return new CustomerNotice(
                id,
                customer.name(),
                Optional.of(customer.email()).filter(email -> !email.isBlank()),
                order.items().stream().map(OrderItem::offeringName).toList(),
                lines(id));
    }

    /** The numbers of the order's steps, each once, with what its activation has brought. */
    private List<CustomerNotice.Line> lines(OrderId id) {
        Map<String, Optional<String>> codes = new LinkedHashMap<>();
        for (PlanStep step : orders.plan(id)) {
            String msisdn = steps.work(step.id()).facts().get(MSISDN);
            if (msisdn != null) {
                Optional<String> code = Optional.ofNullable(step.facts().get(ACTIVATION_CODE));
                codes.merge(msisdn, code, (before, now) -> before.isPresent() ? before : now);
            }
        }
        return codes.entrySet().stream()
                .map(line -> new CustomerNotice.Line(line.getKey(), line.getValue()))
                .toList();
    }
}
