package dialtone.fulfilment.route;

import dialtone.bpmn.Priority;
import dialtone.fulfilment.ElementReading;
import dialtone.fulfilment.StepWork;
import dialtone.order.FalloutTask;
import dialtone.platform.job.JobTime;
import dialtone.platform.route.JobRoutes;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;

/**
 * Reads back what the steps before have done, side by side, and holds it against what was ordered. What differs is a person's to look into,
 * all of it in one sentence; an element that is away is waited for. Nothing is changed, so that it may be done as often as it comes.
 *
 * <p>A job's route names its readings by {@link #READINGS}, each as {@code read-} and the words for what it reads. A reading is a route {@code direct:<reading>} that gets the {@link ElementRequest}
 * of that step and answers an {@link ElementReading}; one that the element knows nothing of fails with its refusal.
 */
@Dependent
public class ReadBackRoutes extends RouteBuilder {

    /** Property of a job's route: the readings of what its step does, with spaces between. */
    public static final String READINGS = "dialtone.readings";

    /** Four lines at once with the six readings of each: as many as the dependency checks have. */
    private static final int THREADS = 24;

    /** All readings of a line come in the time of the job, whoever else is reading. */
    private final Duration limit = JobTime.forEachOf(1);

    private final NetworkSteps steps;
    private final Ordering ordering;

    @Inject
    public ReadBackRoutes(NetworkSteps steps, Ordering ordering) {
        this.steps = steps;
        this.ordering = ordering;
    }

    @Override
    public void configure() {
        ExecutorService readers =
                getContext().getExecutorServiceManager().newFixedThreadPool(this, "read-back", THREADS);
        ProducerTemplate template = getContext().createProducerTemplate();
        from("direct:fulfilment.read-elements-back")
                .routeId("fulfilment.read-elements-back")
                .routeProperty(JobRoutes.ELEMENTS, "hlr sim policy charging ota voicemail")
                .routeConfigurationId(FulfilmentErrors.ID)
                .process(steps.open())
                .process(steps.onlyWhenWanted())
                .process(exchange -> compare(template, readers, StepRun.of(exchange)))
                .process(steps.close());
    }

    private void compare(ProducerTemplate template, ExecutorService readers, StepRun run) throws Exception {
        List<Callable<Optional<String>>> readings = ordering.doneBefore(run.stepId()).stream()
                .flatMap(work -> readings(work).map(name ->
                        (Callable<Optional<String>>) () -> difference(template, name, work, run.priority())))
                .toList();
        List<Future<Optional<String>>> read = readers.invokeAll(readings, limit.toMillis(), TimeUnit.MILLISECONDS);
        List<String> differences = new ArrayList<>();
        for (Future<Optional<String>> reading : read) {
            found(reading).ifPresent(differences::add);
        }
        if (!differences.isEmpty()) {
            throw ElementRefusal.settled(ElementReading.all(differences, FalloutTask.MAX_MESSAGE), false);
        }
    }

    /** Names of the readings of what a step does; none when nothing of it can be read, such as a card on its way. */
    private Stream<String> readings(StepWork work) {
        Route route = getContext().getRoute(work.jobType());
        Object named = route == null ? "" : route.getProperties().getOrDefault(READINGS, "");
        return Arrays.stream(named.toString().split(" ")).filter(name -> !name.isEmpty());
    }

    private static Optional<String> found(Future<Optional<String>> reading) throws Exception {
        try {
            if (reading.isCancelled()) {
                throw new TimeoutException("Not all was read back in the job's time");
            }
            return reading.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception failure ? failure : failed;
        }
    }

    private static Optional<String> difference(
            ProducerTemplate template, String reading, StepWork work, Priority priority) throws Exception {
        Exchange answered = template.request("direct:" + reading, exchange -> {
            exchange.setProperty(JobRoutes.PRIORITY, priority);
            exchange.getMessage()
                    .setBody(new ElementRequest(work.stepId(), "", work.parameters(), work.facts(), false, priority));
        });
        if (answered.getException() == null) {
            return answered.getMessage().getMandatoryBody(ElementReading.class).difference();
        }
        String element = answered.getProperty(NetworkElementRoutes.ELEMENT, "", String.class);
        String what = reading.substring(reading.indexOf('-') + 1).replace('-', ' ');
        Exception failure = ElementFaults.of(element, answered.getException());
        if (ElementFaults.isNotFound(failure)) {
            return Optional.of(ElementReading.missing(element, what));
        }
        return Optional.of(ElementFaults.refusal(failure)
                .map(words -> ElementReading.refused(element, what, words))
                .orElseThrow(() -> failure));
    }
}
