package dialtone.fulfilment.route;

import dialtone.bpmn.ProcessError;
import dialtone.platform.job.JobOutcome;
import jakarta.enterprise.context.Dependent;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Predicate;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The error handling of every route to the network: what an element says no to is refused, what is out of reach is an outage, what may
 * not be asked now waits.
 */
@Dependent
public class FulfilmentErrors extends RouteConfigurationBuilder {

    /** Name that a route takes this handling by. */
    public static final String ID = "fulfilment-errors";

    @Override
    public void configuration() {
        routeConfiguration(ID)
                .onException(Exception.class)
                .onWhen(is(ElementFaults::refusal))
                .handled(true)
                .logExhausted(false)
                .process(exchange -> exchange.getMessage()
                        .setBody(new JobOutcome.Refused(
                                ElementFaults.isForGood(caught(exchange))
                                        ? ProcessError.ROLLBACK_BY_POLICY
                                        : ProcessError.ELEMENT_REFUSED,
                                ElementFaults.refusal(caught(exchange)).orElseThrow())))
                .end()
                .onException(Exception.class)
                .onWhen(is(ElementFaults::notOpen))
                .handled(true)
                .logExhausted(false)
                .process(exchange -> exchange.getMessage()
                        .setBody(new JobOutcome.Deferred(
                                ElementFaults.notOpen(caught(exchange)).orElseThrow())))
                .end()
                .onException(Exception.class)
                .onWhen(is(ElementFaults::outage))
                .handled(true)
                .logExhausted(false)
                .process(exchange -> exchange.getMessage()
                        .setBody(new JobOutcome.Outage(
                                ElementFaults.outage(caught(exchange)).orElseThrow())))
                .end()
                // a bug: it reaches the job's worker, which logs it
                .onException(Exception.class)
                .handled(false)
                .logExhausted(false)
                .retryAttemptedLogLevel(LoggingLevel.OFF)
                .end();
    }

    private static Predicate is(Function<@Nullable Throwable, Optional<String>> kind) {
        return exchange -> kind.apply(caught(exchange)).isPresent();
    }

    /** Also within a doCatch, whose condition is asked before it has taken the exception. */
    static @Nullable Throwable caught(Exchange exchange) {
        Exception failure = exchange.getException();
        return failure != null ? failure : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    }
}
