package dialtone.fulfilment.route;

import com.fasterxml.jackson.databind.JsonNode;
import dialtone.fulfilment.CheckResult;
import dialtone.soap.networkelement.v1.ElementStatus;
import jakarta.enterprise.context.Dependent;
import java.util.function.Function;
import org.apache.camel.builder.RouteBuilder;

/**
 * The checks that each element without which there is no line is up and ready. One that is not is an outage, never a refusal: the order
 * waits for it. What comes after, over the air, voicemail and shipping, is waited for by its own step.
 */
@Dependent
public class ElementStatusRoutes extends RouteBuilder {

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        soap(
                "hlr",
                new dialtone.soap.subscriberprovisioning.v1.GetStatus(),
                dialtone.soap.subscriberprovisioning.v1.GetStatusResponse.class,
                dialtone.soap.subscriberprovisioning.v1.GetStatusResponse::getStatus);
        soap(
                "sim",
                new dialtone.soap.simmanagement.v1.GetStatus(),
                dialtone.soap.simmanagement.v1.GetStatusResponse.class,
                dialtone.soap.simmanagement.v1.GetStatusResponse::getStatus);
        soap(
                "policy",
                new dialtone.soap.networkprofile.v1.GetStatus(),
                dialtone.soap.networkprofile.v1.GetStatusResponse.class,
                dialtone.soap.networkprofile.v1.GetStatusResponse::getStatus);
        // TMF640 has no status of its own: an element that lists its services serves
        from("direct:check.element-device")
                .routeId("check.element-device")
                .process(exchange -> {
                    exchange.getMessage()
                            .setHeaders(NetworkElementRoutes.rest("GET", "/service", "limit=1&fields=state"));
                    exchange.getMessage().setBody(null);
                })
                .to("direct:element.device")
                .process(exchange -> exchange.getMessage().setBody(up("device")));
        from("direct:check.element-charging")
                .routeId("check.element-charging")
                .process(exchange -> {
                    exchange.getMessage().setHeaders(NetworkElementRoutes.rest("GET", "/status", ""));
                    exchange.getMessage().setBody(null);
                })
                .to("direct:element.charging")
                .process(exchange -> exchange.getMessage().setBody(charging(KeyedResource.shown(exchange))));
    }

    private static CheckResult charging(JsonNode status) {
        return status.path("condition").asText().equals("UP")
                ? up("charging")
                : impaired("charging", status.path("text").asText());
    }

    private <T> void soap(String element, Object question, Class<T> message, Function<T, ElementStatus> status) {
        from("direct:check.element-" + element)
                .routeId("check.element-" + element)
                .process(exchange -> SoapCalls.send(exchange, "getStatus", question))
                .to("direct:element." + element)
                .process(SoapCalls.response(message, response -> verdict(element, status.apply(response))));
    }

    private static CheckResult verdict(String element, ElementStatus status) {
        return switch (status.getCondition()) {
            case UP -> up(element);
            case IMPAIRED -> impaired(element, status.getText());
        };
    }

    private static CheckResult impaired(String element, String text) {
        return CheckResult.passed("element-" + element, "It serves late or in part: " + text);
    }

    private static CheckResult up(String element) {
        return CheckResult.passed("element-" + element, "It is up and ready.");
    }
}
