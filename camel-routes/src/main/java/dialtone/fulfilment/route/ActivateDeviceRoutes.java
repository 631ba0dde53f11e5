package dialtone.fulfilment.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dialtone.platform.route.JobRoutes;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * The device, by TMF640 v4: a service with {@code externalId} = request id and state active. An answer 202 is accepted work; what
 * became of it is read from the service when the process comes again.
 */
@Dependent
public class ActivateDeviceRoutes extends RouteBuilder {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the element learns of the line, as far as it is known. */
    private static final List<String> CHARACTERISTICS = List.of("imei", "deviceModel", "msisdn", "iccid", "imsi");

    private final NetworkSteps steps;

    @Inject
    public ActivateDeviceRoutes(NetworkSteps steps) {
        this.steps = steps;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from("direct:activate-device")
                .routeId("device.create-service")
                .process(ActivateDeviceRoutes::order)
                .to("direct:element.device")
                .process(exchange -> exchange.getMessage()
                        .setBody(standing(exchange.getMessage().getMandatoryBody(String.class))));
        from("direct:activate-device.read")
                .routeId("device.get-service")
                .process(ActivateDeviceRoutes::question)
                .to("direct:element.device")
                .process(exchange -> {
                    JsonNode found = JSON.readTree(exchange.getMessage().getMandatoryBody(String.class));
                    exchange.getMessage()
                            .setBody(
                                    found.isEmpty()
                                            ? new ElementAnswer.Unknown()
                                            : standing(found.get(0).toString()));
                });
        from("direct:fulfilment.activate-device")
                .routeId("fulfilment.activate-device")
                .routeProperty(JobRoutes.ELEMENTS, "device")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(steps.perform(getContext(), "activate-device"))
                .process(steps.close());
    }

    private static void order(Exchange exchange) throws Exception {
        ElementRequest request = exchange.getMessage().getMandatoryBody(ElementRequest.class);
        ObjectNode service = JSON.createObjectNode();
        service.put("@type", "Service").put("externalId", request.requestId()).put("state", "active");
        service.put("name", "Device " + request.fact("deviceModel"));
        service.putObject("serviceSpecification").put("id", "device-activation").put("name", "Device activation");
        for (String name : CHARACTERISTICS) {
            String value = request.facts().get(name);
            if (value != null) {
                service.withArray("serviceCharacteristic")
                        .addObject()
                        .put("name", name)
                        .put("valueType", "string")
                        .put("value", value);
            }
        }
        exchange.getMessage().setHeaders(NetworkElementRoutes.rest("POST", "/service", ""));
        exchange.getMessage().setBody(JSON.writeValueAsString(service));
    }

    private static void question(Exchange exchange) throws Exception {
        ElementRequest request = exchange.getMessage().getMandatoryBody(ElementRequest.class);
        String query = "externalId=" + URLEncoder.encode(request.requestId(), StandardCharsets.UTF_8);
        exchange.getMessage().setHeaders(NetworkElementRoutes.rest("GET", "/service", query));
        exchange.getMessage().setBody(null);
    }

    /** A service that is active is done; one that is not yet is worked on; one that was and is not any more says nothing. */
    private static ElementAnswer standing(String service) throws com.fasterxml.jackson.core.JsonProcessingException {
        JsonNode answered = JSON.readTree(service);
        return switch (answered.path("state").asText()) {
            case "active" ->
                new ElementAnswer.Done(
                        Map.of("deviceServiceId", answered.path("id").asText()));
            case "terminated" -> new ElementAnswer.Unknown();
            default -> new ElementAnswer.Accepted();
        };
    }
}
