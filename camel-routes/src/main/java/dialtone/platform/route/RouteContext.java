package dialtone.platform.route;

import dialtone.catalog.service.CatalogStore;
import dialtone.element.service.NetworkElements;
import dialtone.fulfilment.route.MailAtOnceRoute;
import dialtone.fulfilment.route.UnwantedSteps;
import dialtone.platform.mail.CustomerMail;
import dialtone.platform.zeebe.JobWorkers;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
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

    /** Before the name of an action in its route's address. */
    private static final String ACTION = "direct://";

    @Inject
    @Any
    private Instance<RoutesBuilder> routes;

    @Inject
    private JobWorkers workers;

    @Inject
    private NetworkElements elements;

    @Inject
    private UnwantedSteps unwanted;

    @Inject
    private CustomerMail mail;

    @EJB
    private CatalogStore catalogs;

    private CamelContext context;
    private ProducerTemplate jobs;

    @PostConstruct
    void start() {
        try {
            context = JobRoutes.open(routes.stream().toList());
            jobs = context.createProducerTemplate();
            mail.sendBy(message -> jobs.sendBody(MailAtOnceRoute.URI, message));
            requireRoutes(context.getRoutes().stream().map(Route::getRouteId).collect(Collectors.toUnmodifiableSet()));
            // before the first job: an element may be in maintenance
            elements.watch();
            context.getRoutes().forEach(this::makeKnown);
            context.getRoutes().stream()
                    .filter(route -> route.getRouteId().startsWith(JOB_FEATURE))
                    .forEach(this::work);
            unwanted.begin();
        } catch (Exception e) {
            throw new IllegalStateException("The routes do not start", e);
        }
    }

    /** What may be ordered has to be delivered: a step that nobody works would wait for ever. */
    private void requireRoutes(Set<String> routes) {
        List<String> missing = WorkedSteps.missing(catalogs.current(), routes);
        if (!missing.isEmpty()) {
            throw new IllegalStateException("The catalogue is refused: " + String.join("; ", missing));
        }
    }

    /** {@code hlr.create-subscriber} from {@code direct:create-subscriber}: HLR is asked to create a subscriber. */
    private void makeKnown(Route route) {
        String id = route.getRouteId();
        String uri = route.getEndpoint().getEndpointUri();
        if (id.contains(".") && uri.startsWith(ACTION)) {
            elements.performs(id.substring(0, id.indexOf('.')), uri.substring(ACTION.length()));
        }
    }

    private void work(Route route) {
        String id = route.getRouteId();
        Set<String> asked = JobRoutes.elements(route);
        workers.open(id, job -> JobRoutes.perform(jobs, id, job), priority -> elements.admission(id, priority, asked));
    }

    /**
     * Has a route that works no job answer a question.
     *
     * @param route id of the route
     * @return the body that it answers with
     * @throws IllegalStateException what the route failed with
     */
    public Object ask(String route, Object question) {
        Exchange answered = jobs.request(
                "direct:" + route, exchange -> exchange.getMessage().setBody(question));
        if (answered.getException() != null) {
            throw new IllegalStateException("Route " + route + " gives no answer", answered.getException());
        }
        return answered.getMessage().getBody();
    }

    @PreDestroy
    void stop() {
        unwanted.end();
        workers.stop();
        jobs.stop();
        context.stop();
    }
}
