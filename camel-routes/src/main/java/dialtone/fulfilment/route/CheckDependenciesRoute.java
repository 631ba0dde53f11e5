package dialtone.fulfilment.route;

import dialtone.bpmn.Variable;
import dialtone.fulfilment.CheckRequest;
import dialtone.fulfilment.CheckResult;
import dialtone.fulfilment.CheckResult.Verdict;
import dialtone.order.OrderId;
import dialtone.platform.job.Job;
import dialtone.platform.job.JobOutcome;
import dialtone.platform.job.JobTime;
import dialtone.platform.route.JobRoutes;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Runs every route {@code check.*} side by side and records what they found. A check gets a
 * {@link dialtone.fulfilment.CheckRequest} and answers a {@link CheckResult}; a further one is a further route. A refusal is final
 * however the other checks went; without one, a check that could not be made is an outage, and all are made again.
 *
 * <p>An order that only ends products depends on the elements, {@code check.element-*}, and on nothing else.
 */
@Dependent
public class CheckDependenciesRoute extends RouteBuilder {

    /** They are made at the same time, and each may wait for the others' threads: all of the job's time, but for its answer. */
    private final Duration allChecks = JobTime.forEachOf(1);

    private static final int CHECK_THREADS = 24;
    private static final String CHECKS = "check.";
    private static final String ELEMENTS = "check.element-";

    /** Property of an exchange: the endpoints of the checks to be made for its order. */
    private static final String MADE = "dialtone.checks";

    private final Ordering ordering;

    @Inject
    public CheckDependenciesRoute(Ordering ordering) {
        this.ordering = ordering;
    }

    @Override
    public void configure() {
        ExecutorService threads =
                getContext().getExecutorServiceManager().newFixedThreadPool(this, "dependency-checks", CHECK_THREADS);
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
                    CheckRequest asked = ordering.checkRequest(order);
                    exchange.setProperty(MADE, checks(asked));
                    exchange.getMessage().setBody(asked);
                })
                .recipientList(exchangeProperty(MADE))
                .aggregationStrategy(new Findings())
                .parallelProcessing()
                .executorService(threads)
                .timeout(allChecks.toMillis())
                .end()
                .process(this::record);
    }

    /** The endpoints of all checks that such an order needs. */
    private List<String> checks(CheckRequest asked) {
        return getContext().getRoutes().stream()
                .map(Route::getRouteId)
                .filter(id -> id.startsWith(asked.addsAnything() ? CHECKS : ELEMENTS))
                .sorted()
                .map(id -> "direct:" + id)
                .toList();
    }

    private void record(Exchange exchange) throws Exception {
        Found found = exchange.getMessage().getMandatoryBody(Found.class);
        boolean refused = found.results().stream().anyMatch(result -> result.verdict() == Verdict.REFUSED);
        if (!refused && !found.bugs().isEmpty()) {
            throw found.bugs().getFirst();
        }
        if (!refused && !found.impossible().isEmpty()) {
            exchange.getMessage().setBody(found.whatToWaitFor());
            return;
        }
        if (!refused
                && found.results().size()
                        < exchange.getProperty(MADE, List.class).size()) {
            throw new TimeoutException("Not all checks were made within " + allChecks.toSeconds() + " s");
        }
        List<CheckResult> results = found.results().stream()
                .sorted(Comparator.comparing(CheckResult::check))
                .toList();
        boolean passed = ordering.recordChecks(exchange.getProperty(Variable.ORDER_ID, OrderId.class), results);
        exchange.getMessage().setBody(JobOutcome.completed(Variable.CHECKS_PASSED, passed));
    }

    /** What the checks came to: answers, checks that could not be made (the error handling has said why), and bugs. */
    private record Found(List<CheckResult> results, List<JobOutcome> impossible, List<Exception> bugs) {

        Found() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        /** One that could not be asked at all keeps the others waiting, whatever they would say: no attempt is used up. */
        JobOutcome whatToWaitFor() {
            return impossible.stream()
                    .filter(JobOutcome.Deferred.class::isInstance)
                    .findFirst()
                    .orElse(impossible.getFirst());
        }
    }

    private static final class Findings implements AggregationStrategy {

        @Override
        public Exchange aggregate(@Nullable Exchange before, Exchange check) {
            Found found = before == null ? new Found() : before.getMessage().getBody(Found.class);
            Exception bug = check.getException();
            if (bug != null) {
                found.bugs().add(bug);
                check.setException(null);
            } else {
                switch (check.getMessage().getBody()) {
                    case CheckResult result -> found.results().add(result);
                    case JobOutcome impossible -> found.impossible().add(impossible);
                    default -> found.bugs().add(new IllegalStateException("A check answers with no result: " + check));
                }
            }
            check.getMessage().setBody(found);
            return check;
        }
    }
}
