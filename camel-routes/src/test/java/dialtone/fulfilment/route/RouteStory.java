package dialtone.fulfilment.route;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.bpmn.Priority;
import dialtone.bpmn.Variable;
import dialtone.element.ElementCapacity;
import dialtone.element.ElementLimits;
import dialtone.element.ElementLimits.MaintenanceProposal;
import dialtone.element.ElementLimits.Proposal;
import dialtone.element.ElementStanding;
import dialtone.element.ElementState;
import dialtone.element.FaultPolicy;
import dialtone.element.LimitsSetting;
import dialtone.element.service.ElementGate;
import dialtone.element.service.ElementLimitsStore;
import dialtone.element.service.FaultPolicies;
import dialtone.element.service.NetworkElements;
import dialtone.fulfilment.CheckResult;
import dialtone.fulfilment.CheckResult.Verdict;
import dialtone.fulfilment.CreditPolicy;
import dialtone.fulfilment.UnwantedStep;
import dialtone.fulfilment.service.NetworkActions;
import dialtone.ledger.AccountStanding;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.platform.job.Job;
import dialtone.platform.job.JobOutcome;
import dialtone.platform.route.JobRoutes;
import dialtone.platform.schema.MigratedDatabase;
import dialtone.pool.FreeCount;
import dialtone.pool.ResourceNeed;
import dialtone.process.service.ProcessInstances;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
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
    static final JobOutcome OUTSTANDING =
            new JobOutcome.Completed(Map.of(Variable.OUTCOME_KNOWN, false, Variable.READ_BACK_AFTER, "PT15S"));
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /** Those that the routes ask through their gates. */
    static final List<String> ELEMENTS = List.of(
            "hlr",
            "sim",
            "policy",
            "device",
            "credit",
            "coverage",
            "identity",
            "charging",
            "ota",
            "voicemail",
            "shipping",
            "smdp");

    static final AtomicLong NUMBERS = new AtomicLong(1000);

    static Network network;
    private static MigratedDatabase database;
    static DataSource dataSource;
    private static CamelContext context;
    private static ProducerTemplate jobs;

    /** The order of the test that runs: the routes are opened once and serve one after the other. */
    static volatile OrderOnPaper paper;

    private static final ShiftedClock CLOCK = new ShiftedClock();

    static FreshElements elements;

    /** A test that follows another one than {@link FaultPolicy#ASK_SOMEBODY} gives that back. */
    static final FaultPolicies policies = new FaultPolicies();

    @BeforeAll
    static void open(@TempDir Path data) throws Exception {
        network = new Network(data);
        database = MigratedDatabase.taken(false);
        dataSource = database.dataSource();
        Ordering ordering = new CurrentOrder();
        NetworkSteps steps = new NetworkSteps(new NetworkActions(dataSource, CLOCK), ordering, policies);
        elements = new FreshElements();
        context = JobRoutes.open(List.of(
                new FulfilmentErrors(),
                new NetworkElementRoutes(elements),
                new ActivateSimRoutes(steps),
                new ActivateDeviceRoutes(steps),
                new ApplyNetworkProfileRoutes(steps),
                new DeactivateSimRoutes(steps),
                new DeactivateDeviceRoutes(steps),
                new RemoveNetworkProfileRoutes(steps),
                new ReplaceNetworkProfileRoutes(steps),
                new BarSubscriberRoutes(steps),
                new ChangeSimRoutes(steps),
                new ProvisionChargingRoutes(steps),
                new UpdateSimRoutes(steps),
                new CreateMailboxRoutes(steps),
                new ShipSimRoutes(steps, ordering),
                new ShipDeviceRoutes(steps, ordering),
                new AskDeviceBackRoutes(steps, ordering),
                new OrderProfileRoutes(steps),
                new ReadBackRoutes(steps, ordering),
                new ElementStatusRoutes(elements, CLOCK),
                new ElementRoomRoutes(elements, ordering, CLOCK),
                new CustomerCheckRoutes(ordering),
                new CreditCheckRoutes(
                        new AccountsOnPaper(), CreditPolicy.USUAL.withPaymentsFrom(Optional.of(Instant.EPOCH))),
                new DependencyCheckRoutes(),
                new CheckDependenciesRoute(ordering),
                new NotifyCustomerRoutes(steps, ordering)));
        jobs = context.createProducerTemplate();
    }

    @AfterAll
    static void close() {
        context.stop();
        network.close();
        database.giveBack();
    }

    @BeforeEach
    void aFreshOrder() throws Exception {
        network.reset();
        elements.forget();
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
        return JobRoutes.perform(
                jobs, jobType, new Job(jobKey, jobType, Priority.USUAL, 1, "task", 6, CLOCK.instant(), variables));
    }

    static long requests() throws Exception {
        long requests = 0;
        for (String element : ELEMENTS) {
            requests += network.count(element, "requests");
        }
        return requests + network.count("mail", "requests");
    }

    /** The accounts of the order on paper: the one that pays. */
    private static final class AccountsOnPaper implements Accounts {
        @Override
        public List<BillingAccountId> of(CustomerId customer) {
            return List.of(new BillingAccountId(customer.value().replace("CUS", "BAC")));
        }

        @Override
        public AccountStanding standing(BillingAccountId account, Currency currency, Optional<Instant> paymentsFrom) {
            return paper.standing;
        }
    }

    static List<CheckResult> qualified() {
        Object found = jobs.requestBody(
                "direct:checks.of-qualification", paper.toCheck(paper.order).request());
        return DependencyQuestionsBean.results((CheckFindings) found, elements);
    }

    static void limit(String element, Proposal proposal) {
        assertThat(elements.limit(element, proposal, "ops")).isInstanceOf(Outcome.Accepted.class);
    }

    static Proposal maintenance(Instant until) {
        return new Proposal(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new MaintenanceProposal(Optional.empty(), Optional.of(until), Optional.of("new boards"))));
    }

    /** The checks refuse the order, for that alone. */
    static void assertRefused(String code) throws Exception {
        assertThat(perform("fulfilment.check-dependencies", 1))
                .isEqualTo(JobOutcome.completed(Variable.CHECKS_PASSED, false));
        assertThat(paper.checked)
                .filteredOn(result -> result.verdict() == Verdict.REFUSED)
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.code()).isEqualTo(code);
                    assertThat(result.message()).endsWith(".");
                });
    }

    static CamelContext context() {
        return context;
    }

    static ElementState state(String element) {
        return elements.standingsOfThisNode().stream()
                .filter(standing -> standing.element().equals(element))
                .map(ElementStanding::state)
                .findFirst()
                .orElseThrow();
    }

    private static NetworkElements elements() {
        NetworkElements all =
                new NetworkElements(new ElementLimitsStore(dataSource), new ProcessInstances(dataSource, CLOCK), CLOCK);
        ELEMENTS.forEach(all::gate);
        return all;
    }

    /** The routes are opened once, and each test has elements that nothing is known of yet. */
    static final class FreshElements extends NetworkElements {
        private volatile NetworkElements now = elements();

        void forget() throws SQLException {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement delete = connection.prepareStatement("DELETE FROM NETWORK_ELEMENT_LIMITS")) {
                delete.executeUpdate();
            }
            now = elements();
        }

        @Override
        public ElementGate gate(String element) {
            return now.gate(element);
        }

        @Override
        public void told(String element, Optional<ElementCapacity> capacity) {
            now.told(element, capacity);
        }

        @Override
        public List<ElementStanding> standingsOfThisNode() {
            return now.standingsOfThisNode();
        }

        @Override
        public Outcome<LimitsSetting> limit(String element, ElementLimits.Proposal proposal, String by) {
            return now.limit(element, proposal, by);
        }
    }

    /** Hands every question on to the order of the test that runs. */
    private static final class CurrentOrder implements Ordering {

        @Override
        public dialtone.fulfilment.StepWork work(String stepId) {
            return paper.work(stepId);
        }

        @Override
        public List<dialtone.fulfilment.StepWork> doneBefore(String stepId) {
            return paper.doneBefore(stepId);
        }

        @Override
        public List<UnwantedStep> unwanted(Set<String> jobTypes, int limit) {
            return paper.unwanted(jobTypes, limit);
        }

        @Override
        public void awaitOutcome(String stepId) {
            paper.awaitOutcome(stepId);
        }

        @Override
        public Duration hold(String stepId, String words, Duration pause) {
            return paper.hold(stepId, words, pause);
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
        public dialtone.pool.NumberStanding standing(String msisdn) {
            return paper.standing(msisdn);
        }

        @Override
        public dialtone.fulfilment.OrderToCheck toCheck(dialtone.order.OrderId order) {
            return paper.toCheck(order);
        }

        @Override
        public Optional<Boolean> checksFound(dialtone.order.OrderId order) {
            return paper.checksFound(order);
        }

        @Override
        public Optional<Boolean> recordChecks(dialtone.order.OrderId order, int revision, List<CheckResult> results) {
            return paper.recordChecks(order, revision, results);
        }

        @Override
        public dialtone.fulfilment.CustomerNotice notice(dialtone.order.OrderId order) {
            return paper.notice(order);
        }
    }

    static Instant now() {
        return CLOCK.instant();
    }

    /** Lets time pass for the book of actions and the elements. */
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
