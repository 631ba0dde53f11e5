package dialtone.system.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dialtone.fulfilment.route.ElementRequest;
import dialtone.fulfilment.route.FulfilmentErrors;
import dialtone.fulfilment.route.KeyedResource;
import dialtone.fulfilment.route.NetworkSteps;
import dialtone.platform.route.JobRoutes;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.apache.camel.builder.RouteBuilder;

/** The number of a line in a directory of subscribers, and its end: all the code there is for that step. */
@Dependent
public class ListNumberRoutes extends RouteBuilder {

    private final NetworkSteps steps;

    @Inject
    public ListNumberRoutes(NetworkSteps steps) {
        this.steps = steps;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from("direct:list-number")
                .routeId("directory.list-number")
                .process(KeyedResource.put(ListNumberRoutes::path, ListNumberRoutes::entry))
                .to("direct:element.directory")
                .process(KeyedResource.made());
        from("direct:list-number.read")
                .routeId("directory.get-number")
                .process(KeyedResource.get(ListNumberRoutes::path))
                .to("direct:element.directory")
                .process(KeyedResource.found());
        from("direct:strike-number")
                .routeId("directory.strike-number")
                .process(KeyedResource.delete(ListNumberRoutes::path))
                .to("direct:element.directory")
                .process(KeyedResource.gone());
        from("direct:strike-number.read")
                .routeId("directory.get-number-to-strike")
                .process(KeyedResource.get(ListNumberRoutes::path))
                .to("direct:element.directory")
                .process(KeyedResource.stillThere());
        from("direct:fulfilment.list-number")
                .routeId("fulfilment.list-number")
                .routeProperty(JobRoutes.ELEMENTS, "directory")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(steps.perform(getContext(), "list-number"))
                .process(steps.close());
        from("direct:fulfilment.strike-number")
                .routeId("fulfilment.strike-number")
                .routeProperty(JobRoutes.ELEMENTS, "directory")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(steps.takeBack(getContext(), "strike-number", "list-number"))
                .process(steps.close());
    }

    private static String path(ElementRequest request) {
        return "/numbers/" + request.fact("msisdn");
    }

    private static ObjectNode entry(ElementRequest request) {
        return KeyedResource.newResource().put("section", request.parameter("section"));
    }
}
