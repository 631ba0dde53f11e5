package dialtone.fulfilment.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dialtone.platform.route.JobRoutes;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * The card is sent to the customer. It is called back as long as the warehouse has it; once the carrier has it there is nothing to call
 * back any more, and the card is worth nothing without its line.
 *
 * <p>Where it goes is the customer's address of the day it is sent.
 */
@Dependent
public class ShipSimRoutes extends RouteBuilder {

    private static final String HANDED_OVER = "HANDED_OVER";

    private final NetworkSteps steps;
    private final Ordering ordering;

    @Inject
    public ShipSimRoutes(NetworkSteps steps, Ordering ordering) {
        this.steps = steps;
        this.ordering = ordering;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        ships();
        callsBack();
    }

    private void ships() {
        from("direct:ship-sim")
                .routeId("shipping.ship-sim")
                .process(KeyedResource.put(ShipSimRoutes::path, ShipSimRoutes::shipment))
                .to("direct:element.shipping")
                .process(KeyedResource.made("trackingNumber"));
        from("direct:ship-sim.read")
                .routeId("shipping.get-shipment")
                .process(KeyedResource.get(ShipSimRoutes::path))
                .to("direct:element.shipping")
                .process(KeyedResource.found("trackingNumber"));
        from("direct:fulfilment.ship-sim")
                .routeId("fulfilment.ship-sim")
                .routeProperty(JobRoutes.ELEMENTS, "shipping")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(steps.onlyForNewLines())
                .process(this::address)
                .process(steps.perform(getContext(), "ship-sim"))
                .process(steps.close());
    }

    private void callsBack() {
        from("direct:cancel-shipment")
                .routeId("shipping.cancel-shipment")
                .process(KeyedResource.delete(ShipSimRoutes::path))
                .to("direct:element.shipping")
                .process(KeyedResource.gone());
        from("direct:cancel-shipment.read")
                .routeId("shipping.get-shipment-to-cancel")
                .process(KeyedResource.get(ShipSimRoutes::path))
                .to("direct:element.shipping")
                .process(exchange -> exchange.getMessage().setBody(afterwards(exchange)));
        from("direct:fulfilment.cancel-shipment")
                .routeId("fulfilment.cancel-shipment")
                .routeProperty(JobRoutes.ELEMENTS, "shipping")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(steps.takeBack(getContext(), "cancel-shipment", "ship-sim"))
                .process(steps.close());
    }

    /** A card that is with the carrier is let go. */
    private static ElementAnswer afterwards(Exchange exchange) throws Exception {
        return KeyedResource.shown(exchange).path("state").asText().equals(HANDED_OVER)
                ? ElementAnswer.done()
                : new ElementAnswer.Unknown();
    }

    /** Adds where the card goes. */
    private void address(Exchange exchange) {
        StepRun run = StepRun.of(exchange);
        run.recall(PostalAddress.facts(ordering.toCheck(run.order()).request()));
    }

    private static ObjectNode shipment(ElementRequest request) {
        ObjectNode shipment = KeyedResource.newResource();
        shipment.put("imsi", request.fact("imsi"));
        PostalAddress.put(request, shipment, "recipient");
        return shipment;
    }

    private static String path(ElementRequest request) {
        return "/shipments/" + request.fact("iccid");
    }
}
