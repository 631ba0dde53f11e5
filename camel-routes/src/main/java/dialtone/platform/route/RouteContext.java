package dialtone.platform.route;

import dialtone.platform.job.Job;
import dialtone.platform.job.JobOutcome;
import dialtone.platform.zeebe.JobWorkers;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Owns the Camel context. Every {@code RouteBuilder} bean of the application comes in by itself, and a route that is named as a job of
 * fulfilment works the jobs of that type: a new network step is a new route and nothing else.
 *
 * <p>Route builders are {@code @Dependent}: their final methods rule a proxy out.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class RouteContext {

    /** Routes with ids of this feature work jobs of the same name. */
    private static final String JOB_FEATURE = "fulfilment.";

    /** Longer than the slowest call to an element, which a stop lets come to its end. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    @Inject
    @Any
    private Instance<RoutesBuilder> routes;

    @Inject
    private JobWorkers workers;

    private CamelContext context;
    private ProducerTemplate jobs;

    @PostConstruct
    void start() {
        try {
            context = open(routes.stream().toList());
            jobs = context.createProducerTemplate();
            context.getRoutes().stream()
                    .map(Route::getRouteId)
                    .filter(id -> id.startsWith(JOB_FEATURE))
                    .forEach(id -> workers.open(id, job -> perform(jobs, id, job)));
        } catch (Exception e) {
            throw new IllegalStateException("The routes do not start", e);
        }
    }

    @PreDestroy
    void stop() {
        jobs.stop();
        context.stop();
    }

    /** A context with these routes, started. */
    public static CamelContext open(List<? extends RoutesBuilder> builders) throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.setApplicationContextClassLoader(RouteContext.class.getClassLoader());
        context.getPropertiesComponent().setInitialProperties(NetworkAddresses.properties());
        context.getShutdownStrategy().setTimeout(GRACE.toSeconds());
        context.getShutdownStrategy().setShutdownNowOnTimeout(true);
        // what a route failed with is told by its job's outcome
        context.getGlobalOptions().put(Exchange.LOG_DEBUG_BODY_MAX_CHARS, "500");
        List<RoutesBuilder> plain = new ArrayList<>();
        for (RoutesBuilder builder : builders) {
            if (builder instanceof RouteConfigurationsBuilder configuration) {
                context.addRoutesConfigurations(configuration);
            } else {
                plain.add(builder);
            }
        }
        for (RoutesBuilder builder : plain) {
            context.addRoutes(builder);
        }
        context.start();
        return context;
    }

    /**
     * Has the route of that name do a job.
     *
     * @throws Exception what the route failed with: a bug, for refusals and outages are outcomes
     */
    public static JobOutcome perform(ProducerTemplate jobs, String jobType, Job job) throws Exception {
        if (!jobs.getCamelContext().isStarted()) {
            return new JobOutcome.Outage("The server is stopping");
        }
        Exchange done = jobs.request(
                "direct:" + jobType, exchange -> exchange.getMessage().setBody(job));
        if (done.getException() != null) {
            throw done.getException();
        }
        return done.getMessage().getMandatoryBody(JobOutcome.class);
    }
}
