package dialtone.fulfilment.route;

import dialtone.bpmn.Variable;
import dialtone.fulfilment.CheckResult;
import dialtone.fulfilment.service.Database;
import dialtone.fulfilment.service.NetworkActions;
import dialtone.platform.job.Job;
import dialtone.platform.job.JobOutcome;
import dialtone.platform.route.JobRoutes;
import dialtone.pool.FreeCount;
import dialtone.pool.ResourceNeed;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The routes against the simulated network, with the book of actions in a real database. */
abstract class RouteStory {

    static final JobOutcome DONE = JobOutcome.completed(Variable.OUTCOME_KNOWN, true);
    static final JobOutcome OUTSTANDING = JobOutcome.completed(Variable.OUTCOME_KNOWN, false);
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final AtomicLong NUMBERS = new AtomicLong(1000);

    static Network network;
    static DataSource dataSource;
    private static CamelContext context;
    private static ProducerTemplate jobs;

    /** The order of the test that runs: the routes are opened once and serve one after the other. */
    static volatile OrderOnPaper paper;

    private static final ShiftedClock CLOCK = new ShiftedClock();

    @BeforeAll
    static void open(@TempDir Path data) throws Exception {
        network = new Network(data);
        dataSource = Database.migrated();
        Ordering ordering = new CurrentOrder();
        NetworkSteps steps = new NetworkSteps(new NetworkActions(dataSource, CLOCK), ordering);
        context = JobRoutes.open(List.of(
                new FulfilmentErrors(),
                new NetworkElementRoutes(),
                new ActivateSimRoutes(steps),
                new ActivateDeviceRoutes(steps),
                new ApplyNetworkProfileRoutes(steps),
                new DeactivateSimRoutes(steps),
                new DeactivateDeviceRoutes(steps),
                new RemoveNetworkProfileRoutes(steps),
                new ElementStatusRoutes(),
                new CustomerCheckRoutes(ordering),
                new CheckDependenciesRoute(ordering),
                new NotifyCustomerRoutes(steps, ordering)));
        jobs = context.createProducerTemplate();
    }

    @AfterAll
    static void close() {
        context.stop();
        network.close();
    }

    @BeforeEach
    void aFreshOrder() throws Exception {
        network.reset();
        Stream.of("hlr", "sim", "policy", "credit", "device", "coverage")
                .forEach(element -> breaker(element).reset());
        paper = new OrderOnPaper(NUMBERS.incrementAndGet());
    }

    static JobOutcome until(String jobType, Predicate<JobOutcome> condition) throws Exception {
        return until(jobType, paper.step(), condition);
    }

    /** Has the step performed again and again, as its process does, until its outcome is such. */
    static JobOutcome until(String jobType, String stepId, Predicate<JobOutcome> condition) throws Exception {
        Instant deadline = Clock.systemUTC().instant().plus(DEADLINE);
        for (long job = 100; ; job++) {
            JobOutcome outcome = perform(jobType, stepId, job);
            if (condition.test(outcome) || Clock.systemUTC().instant().isAfter(deadline)) {
                return outcome;
            }
            new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
        }
    }

    static JobOutcome perform(String jobType, long jobKey) throws Exception {
        return perform(jobType, paper.step(), jobKey);
    }

    static JobOutcome perform(String jobType, String stepId, long jobKey) throws Exception {
        Map<String, Object> variables = Map.of(Variable.ORDER_ID, paper.order.value(), Variable.STEP_ID, stepId);
        return JobRoutes.perform(jobs, jobType, new Job(jobKey, jobType, 1, "task", 6, variables));
    }

    static long requests() throws Exception {
        long requests = 0;
        for (String element : List.of("hlr", "sim", "policy", "device", "credit", "coverage", "mail")) {
            requests += network.count(element, "requests");
        }
        return requests;
    }

    static CamelContext context() {
        return context;
    }

    static CircuitBreaker breaker(String element) {
        return context.getRegistry().lookupByNameAndType("breaker." + element, CircuitBreaker.class);
    }

    /** Hands every question on to the order of the test that runs. */
    private static final class CurrentOrder implements Ordering {

        @Override
        public dialtone.fulfilment.StepWork work(String stepId) {
            return paper.work(stepId);
        }

        @Override
        public void awaitOutcome(String stepId) {
            paper.awaitOutcome(stepId);
        }

        @Override
        public void cancel(String stepId) {
            paper.cancel(stepId);
        }

        @Override
        public void complete(String stepId, Map<String, String> facts) {
            paper.complete(stepId, facts);
        }

        @Override
        public List<FreeCount> free(List<ResourceNeed> needs) {
            return paper.free(needs);
        }

        @Override
        public dialtone.fulfilment.CheckRequest checkRequest(dialtone.order.OrderId order) {
            return paper.checkRequest(order);
        }

        @Override
        public boolean recordChecks(dialtone.order.OrderId order, List<CheckResult> results) {
            return paper.recordChecks(order, results);
        }

        @Override
        public dialtone.fulfilment.CustomerNotice notice(dialtone.order.OrderId order) {
            return paper.notice(order);
        }
    }

    /** Lets time pass for the book of actions. */
    static void pass(Duration time) {
        CLOCK.ahead = CLOCK.ahead.plus(time);
    }

    private static final class ShiftedClock extends Clock {

        private volatile Duration ahead = Duration.ZERO;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.offset(Clock.system(zone), ahead);
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(ahead);
        }
    }
}
