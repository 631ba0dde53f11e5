package dialtone.fulfilment.route;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dialtone.platform.route.JobRoutes;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.apache.camel.builder.RouteBuilder;

/**
 * What is written to the card or profile over the air, when it is next in the network: its access points, and the networks it prefers when
 * roaming. It is withdrawn again with the line.
 *
 * <p>Parameters: {@code accessPoints}, {@code preferredNetworks} (MCC and MNC), one or several, by comma.
 */
@Dependent
public class UpdateSimRoutes extends RouteBuilder {

    private final NetworkSteps steps;

    @Inject
    public UpdateSimRoutes(NetworkSteps steps) {
        this.steps = steps;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        updates();
        withdraws();
    }

    private void updates() {
        from("direct:update-sim")
                .routeId("ota.update-sim")
                .process(KeyedResource.put(UpdateSimRoutes::path, UpdateSimRoutes::update))
                .to("direct:element.ota")
                .process(KeyedResource.made());
        from("direct:update-sim.read")
                .routeId("ota.get-update")
                .process(KeyedResource.get(UpdateSimRoutes::path))
                .to("direct:element.ota")
                .process(KeyedResource.found());
        from("direct:read-sim-files")
                .routeId("ota.read-sim-files")
                .process(KeyedResource.get(UpdateSimRoutes::path))
                .to("direct:element.ota")
                .process(KeyedResource.reading("ota", request -> "sim files", UpdateSimRoutes::update));
        from("direct:fulfilment.update-sim")
                .routeId("fulfilment.update-sim")
                .routeProperty(JobRoutes.ELEMENTS, "ota")
                .routeProperty(ReadBackRoutes.READINGS, "read-sim-files")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(steps.perform(getContext(), "update-sim"))
                .process(steps.close());
    }

    private void withdraws() {
        from("direct:withdraw-update")
                .routeId("ota.withdraw-update")
                .process(KeyedResource.delete(UpdateSimRoutes::path))
                .to("direct:element.ota")
                .process(KeyedResource.gone());
        from("direct:withdraw-update.read")
                .routeId("ota.get-update-to-withdraw")
                .process(KeyedResource.get(UpdateSimRoutes::path))
                .to("direct:element.ota")
                .process(KeyedResource.stillThere());
        from("direct:fulfilment.withdraw-update")
                .routeId("fulfilment.withdraw-update")
                .routeProperty(JobRoutes.ELEMENTS, "ota")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(steps.takeBack(getContext(), "withdraw-update", "update-sim"))
                .process(steps.close());
    }

    private static ObjectNode update(ElementRequest request) {
        ObjectNode update = KeyedResource.newResource();
        update.put("imsi", request.fact("imsi"));
        ArrayNode accessPoints = update.putArray("accessPoints");
        request.list("accessPoints").forEach(accessPoints::add);
        ArrayNode networks = update.putArray("preferredNetworks");
        request.list("preferredNetworks").forEach(networks::add);
        return update;
    }

    private static String path(ElementRequest request) {
        return "/updates/" + request.fact("iccid");
    }
}
