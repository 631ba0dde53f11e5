package dialtone.platform.route;

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
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.RoutesBuilder;

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
            context = JobRoutes.open(routes.stream().toList());
            jobs = context.createProducerTemplate();
            context.getRoutes().stream()
                    .map(Route::getRouteId)
                    .filter(id -> id.startsWith(JOB_FEATURE))
                    .forEach(id -> workers.open(id, job -> JobRoutes.perform(jobs, id, job)));
        } catch (Exception e) {
            throw new IllegalStateException("The routes do not start", e);
        }
    }

    @PreDestroy
    void stop() {
        workers.stop();
        jobs.stop();
        context.stop();
    }
}
