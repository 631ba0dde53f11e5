package dialtone.fulfilment.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dialtone.platform.route.JobRoutes;
import dialtone.pool.ResourceNeed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;

/**
 * The device is sent to the customer, in one parcel with the card of its line when the warehouse has that still. It is called back as long as
 * the warehouse has it; once the carrier has it, it is asked back: other than a card it is worth something without its line.
 */
@Dependent
public class ShipDeviceRoutes extends RouteBuilder {

    private static final String SHIP = "ship-device";
    private static final String CANCEL = "cancel-device-shipment";
    private static final String HANDED_OVER = "HANDED_OVER";
    private static final String TRACKING_NUMBER = "trackingNumber";

    /** Fact of a shipment that cannot be called back. */
    private static final String SHIPMENT_STATE = "shipmentState";

    private final NetworkSteps steps;
    private final Ordering ordering;

    @Inject
    public ShipDeviceRoutes(NetworkSteps steps, Ordering ordering) {
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
        from("direct:" + SHIP)
                .routeId("shipping.ship-device")
                .process(KeyedResource.put(ShipDeviceRoutes::path, ShipDeviceRoutes::shipment))
                .to("direct:element.shipping")
                .process(KeyedResource.made(TRACKING_NUMBER));
        from("direct:" + SHIP + ".read")
                .routeId("shipping.get-device-shipment")
                .process(KeyedResource.get(ShipDeviceRoutes::path))
                .to("direct:element.shipping")
                .process(KeyedResource.found(TRACKING_NUMBER));
        from("direct:fulfilment.ship-device")
                .routeId("fulfilment.ship-device")
                .routeProperty(JobRoutes.ELEMENTS, "shipping")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(this::address)
                .process(steps.perform(getContext(), SHIP))
                .process(steps.close());
    }

    private void callsBack() {
        Processor asksBack = steps.perform(getContext(), AskDeviceBackRoutes.ASK_BACK);
        from("direct:" + CANCEL)
                .routeId("shipping.cancel-device-shipment")
                .process(KeyedResource.delete(ShipDeviceRoutes::path))
                .to("direct:element.shipping")
                .process(KeyedResource.gone());
        from("direct:" + CANCEL + ".read")
                .routeId("shipping.get-device-shipment-to-cancel")
                .process(KeyedResource.get(ShipDeviceRoutes::path))
                .to("direct:element.shipping")
                .process(exchange -> exchange.getMessage().setBody(afterwards(exchange)));
        from("direct:fulfilment.cancel-device-shipment")
                .routeId("fulfilment.cancel-device-shipment")
                .routeProperty(JobRoutes.ELEMENTS, "shipping")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(this::address)
                .process(steps.takeBack(getContext(), CANCEL, SHIP))
                .process(exchange -> {
                    if (HANDED_OVER.equals(StepRun.of(exchange).learned().get(SHIPMENT_STATE))) {
                        asksBack.process(exchange);
                    }
                })
                .process(steps.close());
    }

    /** What the carrier has is not called back any more. */
    private static ElementAnswer afterwards(Exchange exchange) throws Exception {
        return KeyedResource.shown(exchange).path("state").asText().equals(HANDED_OVER)
                ? new ElementAnswer.Done(Map.of(SHIPMENT_STATE, HANDED_OVER))
                : new ElementAnswer.Unknown();
    }

    /** Adds where the device goes, or is to be fetched from. */
    private void address(Exchange exchange) {
        StepRun run = StepRun.of(exchange);
        run.recall(PostalAddress.facts(ordering.toCheck(run.order()).request()));
        run.recall(Map.of(AskDeviceBackRoutes.RMA, run.stepId()));
    }

    private static ObjectNode shipment(ElementRequest request) {
        ObjectNode shipment = KeyedResource.newResource();
        shipment.put("deviceModel", request.fact(ResourceNeed.DEVICE_MODEL));
        Optional.ofNullable(request.facts().get("iccid"))
                .filter(iccid -> "physical".equals(request.facts().get(ResourceNeed.SIM_TYPE)))
                .ifPresent(iccid -> shipment.put("packWith", iccid));
        PostalAddress.put(request, shipment, "recipient");
        return shipment;
    }

    private static String path(ElementRequest request) {
        return "/device-shipments/" + request.fact("imei");
    }
}
