package dialtone.platform.route;

import dialtone.platform.job.Job;
import dialtone.platform.job.JobOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Routes that work jobs: how their context is opened, and how a job goes through one. */
public final class JobRoutes {

    /** Longer than the slowest call to an element, which a stop lets come to its end. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    /**
     * Property of a job's route: the network elements that its actions and checks ask, with spaces between. The jobs are taken only
     * while all of them may be asked.
     */
    public static final String ELEMENTS = "dialtone.elements";

    /** Property of an exchange: the priority of the order that it is for; a usual one when it says none. */
    public static final String PRIORITY = "dialtone.priority";

    private JobRoutes() {}

    /** The elements that the route names; none when its jobs ask no element. */
    public static Set<String> elements(Route route) {
        Object named = route.getProperties().getOrDefault(ELEMENTS, "");
        return Arrays.stream(named.toString().split(" "))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A context with these routes, started. */
    public static CamelContext open(List<? extends RoutesBuilder> builders) throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.setApplicationContextClassLoader(JobRoutes.class.getClassLoader());
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
        Exchange done = jobs.request("direct:" + jobType, exchange -> {
            exchange.setProperty(PRIORITY, job.priority());
            exchange.getMessage().setBody(job);
        });
        if (done.getException() != null) {
            throw done.getException();
        }
        return done.getMessage().getMandatoryBody(JobOutcome.class);
    }
}
