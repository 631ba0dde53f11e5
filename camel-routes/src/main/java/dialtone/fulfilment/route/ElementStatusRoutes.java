package dialtone.fulfilment.route;

import dialtone.element.ElementCapacity;
import dialtone.element.service.NetworkElements;
import dialtone.fulfilment.CheckRequest;
import dialtone.fulfilment.CheckResult;
import dialtone.fulfilment.ElementRules;
import dialtone.fulfilment.ElementRules.Status;
import dialtone.soap.networkelement.v1.Condition;
import dialtone.soap.networkelement.v1.ElementStatus;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * The checks that each element without which there is no line is up and ready, and has room for what the order brings it, where it tells that.
 * One that is away is an outage, never a refusal: the order waits for it. What comes after, over the air, voicemail, shipping and the SM-DP+,
 * has its own step wait for it; those that keep something for good are asked for room, {@link ElementRoomRoutes}.
 */
@Dependent
public class ElementStatusRoutes extends RouteBuilder {

    /** Property of a job's route: the element at which its step takes a place for good. */
    public static final String TAKES_PLACE_AT = "dialtone.takesPlaceAt";

    /** Property of an exchange: how many places the order takes at the element, while that is asked. */
    private static final String NEEDED = "dialtone.placesNeeded";

    private final NetworkElements elements;
    private final Clock clock;

    @Inject
    public ElementStatusRoutes(NetworkElements elements, Clock clock) {
        this.elements = elements;
        this.clock = clock;
    }

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
                .process(exchange -> exchange.getMessage().setBody(ElementRules.judge("device", Status.UP, 0)));
        from("direct:check.element-charging")
                .routeId("check.element-charging")
                .process(exchange -> {
                    remember(exchange, "charging");
                    exchange.getMessage().setHeaders(NetworkElementRoutes.rest("GET", "/status", ""));
                    exchange.getMessage().setBody(null);
                })
                .to("direct:element.charging")
                .process(exchange -> exchange.getMessage()
                        .setBody(verdict(
                                exchange,
                                "charging",
                                ElementRoom.status(KeyedResource.shown(exchange), clock.instant()))));
    }

    private <T> void soap(String element, Object question, Class<T> message, Function<T, ElementStatus> status) {
        from("direct:check.element-" + element)
                .routeId("check.element-" + element)
                .process(exchange -> {
                    remember(exchange, element);
                    SoapCalls.send(exchange, "getStatus", question);
                })
                .to("direct:element." + element)
                .process(exchange -> exchange.getMessage()
                        .setBody(verdict(
                                exchange, element, status(status.apply(SoapCalls.received(exchange, message))))));
    }

    private void remember(Exchange exchange, String element) throws Exception {
        exchange.setProperty(
                NEEDED,
                ElementRoom.needed(getContext(), element, exchange.getMessage().getMandatoryBody(CheckRequest.class)));
    }

    private CheckResult verdict(Exchange exchange, String element, Status status) {
        elements.told(element, status.capacity());
        return ElementRules.judge(element, status, exchange.getProperty(NEEDED, 0, Integer.class));
    }

    private Status status(ElementStatus told) {
        return new Status(
                told.getCondition() == Condition.UP ? Optional.empty() : Optional.of(told.getText()),
                Optional.ofNullable(told.getCapacity())
                        .map(capacity ->
                                new ElementCapacity(capacity.getPlaces(), capacity.getUsed(), clock.instant())));
    }
}
