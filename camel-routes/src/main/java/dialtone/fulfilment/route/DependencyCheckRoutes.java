package dialtone.fulfilment.route;

import dialtone.fulfilment.CheckRequest;
import dialtone.platform.job.JobTime;
import jakarta.enterprise.context.Dependent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;

/**
 * Run every route {@code check.*} side by side: for an order in its job's time, for a qualification while somebody waits. A check gets a
 * {@link CheckRequest} and answers a {@link dialtone.fulfilment.CheckResult} or a list of them; a further one is a further route. They
 * answer with {@link CheckFindings}.
 *
 * <p>An order that only ends or changes products depends on the elements, {@code check.element-*}, on the terms of what it leaves, and on coverage
 * where a line needs more of it.
 */
@Dependent
public class DependencyCheckRoutes extends RouteBuilder {

    static final String OF_ORDER = "checks.of-order";
    static final String OF_QUALIFICATION = "checks.of-qualification";

    /** They are made at the same time, and each may wait for the others' threads: all of the job's time, but for its answer. */
    private final Duration ofOrder = JobTime.forEachOf(1);

    /** A person waits. One call to an element may take 6.25 s with a job's usual time; who needs longer has not answered. */
    static final Duration OF_QUALIFICATION_TIME = Duration.ofSeconds(8);

    private static final int ORDER_THREADS = 24;

    /** Of their own, so that neither a backlog of orders has the desk wait nor the other way round. */
    private static final int QUALIFICATION_THREADS = 15;

    private static final String ELEMENTS = "element-";
    private static final String COVERAGE = "coverage";
    private static final String CONTRACT_TERM = "contract-term";
    private static final String ENDPOINTS = "dialtone.checkEndpoints";

    @Override
    public void configure() {
        ExecutorService orders =
                getContext().getExecutorServiceManager().newFixedThreadPool(this, "dependency-checks", ORDER_THREADS);
        ExecutorService qualifications = getContext()
                .getExecutorServiceManager()
                .newFixedThreadPool(this, "qualification-checks", QUALIFICATION_THREADS);
        from("direct:checks.of-order")
                .routeId("checks.of-order")
                .routeConfigurationId(FulfilmentErrors.ID)
                .process(this::choose)
                .recipientList(exchangeProperty(ENDPOINTS))
                .aggregationStrategy(new CheckFindings.Collecting())
                .parallelProcessing()
                .executorService(orders)
                .timeout(ofOrder.toMillis())
                .end();
        from("direct:checks.of-qualification")
                .routeId("checks.of-qualification")
                .routeConfigurationId(FulfilmentErrors.ID)
                .process(this::choose)
                .recipientList(exchangeProperty(ENDPOINTS))
                .aggregationStrategy(new CheckFindings.Collecting())
                .parallelProcessing()
                .executorService(qualifications)
                .timeout(OF_QUALIFICATION_TIME.toMillis())
                .end();
    }

    private boolean isAsked(Route route, CheckRequest asked) {
        Object roomAt = route.getProperties().get(ElementRoomRoutes.ROOM_AT);
        if (roomAt != null) {
            return ElementRoom.needed(getContext(), roomAt.toString(), asked) > 0;
        }
        String check = name(route);
        if (check.equals(CONTRACT_TERM)) {
            return asked.leavesAnything();
        }
        return asked.addsAnything()
                || check.startsWith(ELEMENTS)
                || (check.equals(COVERAGE) && asked.asksForCoverage());
    }

    private static String name(Route route) {
        return route.getRouteId().substring(CheckFindings.CHECKS.length());
    }

    /** All checks that such an order needs. */
    private void choose(Exchange exchange) throws Exception {
        CheckRequest asked = exchange.getMessage().getMandatoryBody(CheckRequest.class);
        List<String> checks = getContext().getRoutes().stream()
                .filter(route -> route.getRouteId().startsWith(CheckFindings.CHECKS))
                .filter(route -> isAsked(route, asked))
                .map(DependencyCheckRoutes::name)
                .sorted()
                .toList();
        exchange.setProperty(CheckFindings.ASKED, checks);
        exchange.setProperty(
                ENDPOINTS,
                checks.stream()
                        .map(name -> "direct:" + CheckFindings.CHECKS + name)
                        .toList());
    }
}
