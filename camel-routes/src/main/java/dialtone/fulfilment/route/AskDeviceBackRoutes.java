package dialtone.fulfilment.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dialtone.platform.route.JobRoutes;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * A device is asked back: the warehouse has a label made for it and awaits it. The number of the return (RMA) is ours to give, the id of the
 * step. That the device has come the warehouse tells later, when the order has long ended.
 */
@Dependent
public class AskDeviceBackRoutes extends RouteBuilder {

    /** Action that orders a label. */
    static final String ASK_BACK = "ask-device-back";

    /** Fact that names a return; by it the order's end knows that a device is awaited. */
    static final String RMA = "rma";

    private static final String[] FACTS = {RMA, "imei", "trackingNumber"};

    private final NetworkSteps steps;
    private final Ordering ordering;

    @Inject
    public AskDeviceBackRoutes(NetworkSteps steps, Ordering ordering) {
        this.steps = steps;
        this.ordering = ordering;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from("direct:" + ASK_BACK)
                .routeId("shipping.order-return")
                .process(KeyedResource.put(AskDeviceBackRoutes::path, AskDeviceBackRoutes::wanted))
                .to("direct:element.shipping")
                .process(KeyedResource.made(FACTS));
        from("direct:" + ASK_BACK + ".read")
                .routeId("shipping.get-return")
                .process(KeyedResource.get(AskDeviceBackRoutes::path))
                .to("direct:element.shipping")
                .process(KeyedResource.found(FACTS));
        from("direct:fulfilment.ask-device-back")
                .routeId("fulfilment.ask-device-back")
                .routeProperty(JobRoutes.ELEMENTS, "shipping")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(this::sender)
                .process(steps.perform(getContext(), ASK_BACK))
                .process(steps.close());
    }

    private void sender(Exchange exchange) {
        StepRun run = StepRun.of(exchange);
        run.recall(PostalAddress.facts(ordering.toCheck(run.order()).request()));
        run.recall(Map.of(RMA, run.stepId()));
    }

    private static ObjectNode wanted(ElementRequest request) {
        ObjectNode wanted = KeyedResource.newResource();
        wanted.put("imei", request.fact("imei"));
        PostalAddress.put(request, wanted, "sender");
        return wanted;
    }

    private static String path(ElementRequest request) {
        return "/returns/" + request.fact(RMA);
    }
}
