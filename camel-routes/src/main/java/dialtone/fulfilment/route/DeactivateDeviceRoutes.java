package dialtone.fulfilment.route;

import com.fasterxml.jackson.databind.ObjectMapper;
import dialtone.platform.route.JobRoutes;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * Takes back {@link ActivateDeviceRoutes} by TMF640 v4: the service's state becomes terminated. TMF640 has no place for a request id in
 * a patch; it goes as {@code Idempotency-Key}. An answer 202 is accepted work; the service tells later.
 */
@Dependent
public class DeactivateDeviceRoutes extends RouteBuilder {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TERMINATED = "terminated";

    private final NetworkSteps steps;

    @Inject
    public DeactivateDeviceRoutes(NetworkSteps steps) {
        this.steps = steps;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from("direct:deactivate-device")
                .routeId("device.terminate-service")
                .process(DeactivateDeviceRoutes::order)
                .to("direct:element.device")
                .process(exchange -> exchange.getMessage()
                        .setBody(isTerminated(exchange) ? ElementAnswer.done() : new ElementAnswer.Accepted()));
        from("direct:deactivate-device.read")
                .routeId("device.get-service-to-terminate")
                .process(exchange -> {
                    exchange.getMessage().setHeaders(NetworkElementRoutes.rest("GET", path(request(exchange)), ""));
                    exchange.getMessage().setBody(null);
                })
                .to("direct:element.device")
                .process(exchange -> exchange.getMessage()
                        .setBody(isTerminated(exchange) ? ElementAnswer.done() : new ElementAnswer.Unknown()));
        from("direct:fulfilment.deactivate-device")
                .routeId("fulfilment.deactivate-device")
                .routeProperty(JobRoutes.ELEMENTS, "device")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(steps.takeBack(getContext(), "deactivate-device", "activate-device"))
                .process(steps.close());
    }

    private static void order(Exchange exchange) throws Exception {
        ElementRequest request = request(exchange);
        exchange.getMessage().setHeaders(NetworkElementRoutes.rest("PATCH", path(request), ""));
        exchange.getMessage().setHeader("Idempotency-Key", request.requestId());
        exchange.getMessage()
                .setBody(JSON.writeValueAsString(JSON.createObjectNode().put("state", TERMINATED)));
    }

    private static ElementRequest request(Exchange exchange) throws Exception {
        return exchange.getMessage().getMandatoryBody(ElementRequest.class);
    }

    /** The element's own id of the service, which its activation has brought. */
    private static String path(ElementRequest request) {
        return "/service/" + request.fact("deviceServiceId");
    }

    private static boolean isTerminated(Exchange exchange) throws Exception {
        String service = exchange.getMessage().getMandatoryBody(String.class);
        return TERMINATED.equals(JSON.readTree(service).path("state").asText());
    }
}
