package dialtone.fulfilment.route;

import dialtone.bpmn.Variable;
import dialtone.fulfilment.CheckResult;
import dialtone.fulfilment.OrderToCheck;
import dialtone.order.OrderId;
import dialtone.platform.job.Job;
import dialtone.platform.job.JobOutcome;
import dialtone.platform.route.JobRoutes;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * Has the dependency checks of an order made, see {@link DependencyCheckRoutes}, and records what they found. A refusal is final however
 * the other checks went; without one, a check that could not be made is an outage, and all are made again. So they are of an order that was
 * amended meanwhile.
 */
@Dependent
public class CheckDependenciesRoute extends RouteBuilder {

    /** Property of an exchange: the revision of the order that is checked. */
    private static final String REVISION = "dialtone.revision";

    private final Ordering ordering;

    @Inject
    public CheckDependenciesRoute(Ordering ordering) {
        this.ordering = ordering;
    }

    @Override
    public void configure() {
        from("direct:fulfilment.check-dependencies")
                .routeId("fulfilment.check-dependencies")
                .routeProperty(JobRoutes.ELEMENTS, "hlr sim policy device credit coverage identity charging")
                .routeConfigurationId(FulfilmentErrors.ID)
                .process(exchange -> {
                    OrderId order = new OrderId(
                            exchange.getMessage().getMandatoryBody(Job.class).text(Variable.ORDER_ID));
                    exchange.setProperty(Variable.ORDER_ID, order);
                    Optional<Boolean> found = ordering.checksFound(order);
                    if (found.isPresent()) {
                        // an order that begins anew on another process version is not judged a second time
                        exchange.getMessage().setBody(JobOutcome.completed(Variable.CHECKS_PASSED, found.get()));
                        exchange.setRouteStop(true);
                        return;
                    }
                    OrderToCheck asked = ordering.toCheck(order);
                    exchange.setProperty(REVISION, asked.revision());
                    exchange.getMessage().setBody(asked.request());
                })
                .to("direct:" + DependencyCheckRoutes.OF_ORDER)
                .process(this::record);
    }

    private void record(Exchange exchange) throws Exception {
        CheckFindings found = exchange.getMessage().getMandatoryBody(CheckFindings.class);
        if (found.results().stream().noneMatch(CheckResult::isObjection)) {
            if (!found.bugs().isEmpty()) {
                throw found.bugs().getFirst();
            }
            if (!found.impossible().isEmpty()) {
                exchange.getMessage().setBody(found.whatToWaitFor());
                return;
            }
            if (!found.missing().isEmpty()) {
                throw new TimeoutException("Not all checks were made in the job's time: " + found.missing());
            }
        }
        Optional<Boolean> passed = ordering.recordChecks(
                exchange.getProperty(Variable.ORDER_ID, OrderId.class),
                exchange.getProperty(REVISION, Integer.class),
                found.results());
        exchange.getMessage()
                .setBody(passed.map(verdict -> JobOutcome.completed(Variable.CHECKS_PASSED, verdict))
                        .orElseGet(() -> new JobOutcome.Deferred("The order was amended while it was checked")));
    }
}
