package dialtone.fulfilment.route;

import static dialtone.catalog.ServiceSpecification.StepTemplate.Replacement.FORMER;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dialtone.platform.route.JobRoutes;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.function.Function;
import org.apache.camel.builder.RouteBuilder;

/**
 * What a line may use in a month, in online charging (OCS, CHF). A profile of the line takes the place of another and gives it back by one
 * request each, so that the line is at no time without.
 *
 * <p>Parameters: {@code chargingProfile}, and what it grants: {@code voiceSeconds}, {@code messages}, {@code dataBytes}, each 0 when there
 * is none.
 */
@Dependent
public class ProvisionChargingRoutes extends RouteBuilder {

    private static final String PROFILE = "chargingProfile";

    /** The rating groups of what is sold, as the charging element knows them. */
    private static final int VOICE = 10;

    private static final int MESSAGES = 20;
    private static final int DATA = 30;

    private final NetworkSteps steps;

    @Inject
    public ProvisionChargingRoutes(NetworkSteps steps) {
        this.steps = steps;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        provisions();
        removes();
        replaces();
        restores();
    }

    private void provisions() {
        actions("provision-charging", PROFILE, request -> profile(request, ""));
        from("direct:read-charging-profile")
                .routeId("charging.read-charging-profile")
                .process(KeyedResource.get(path(PROFILE)))
                .to("direct:element.charging")
                .process(KeyedResource.reading(
                        "charging",
                        request -> "charging profile " + request.parameter(PROFILE),
                        request -> profile(request, "")));
        from("direct:fulfilment.provision-charging")
                .routeId("fulfilment.provision-charging")
                .routeProperty(JobRoutes.ELEMENTS, "charging")
                .routeProperty(ElementStatusRoutes.TAKES_PLACE_AT, "charging")
                .routeProperty(ReadBackRoutes.READINGS, "read-charging-profile")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(steps.turn(getContext(), "provision-charging", "remove-charging"))
                .process(steps.close());
    }

    private void removes() {
        from("direct:remove-charging")
                .routeId("charging.remove-charging")
                .process(KeyedResource.delete(path(PROFILE)))
                .to("direct:element.charging")
                .process(KeyedResource.gone());
        from("direct:remove-charging.read")
                .routeId("charging.get-charging-to-remove")
                .process(KeyedResource.get(path(PROFILE)))
                .to("direct:element.charging")
                .process(KeyedResource.stillThere());
        from("direct:fulfilment.remove-charging")
                .routeId("fulfilment.remove-charging")
                .routeProperty(JobRoutes.ELEMENTS, "charging")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(steps.takeBack(getContext(), "remove-charging", "provision-charging"))
                .process(steps.close());
    }

    private void replaces() {
        actions(
                "replace-charging",
                PROFILE,
                request -> profile(request, "").put("replaces", request.parameter(FORMER + PROFILE)));
        from("direct:fulfilment.replace-charging")
                .routeId("fulfilment.replace-charging")
                .routeProperty(JobRoutes.ELEMENTS, "charging")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(steps.perform(getContext(), "replace-charging"))
                .process(steps.close());
    }

    private void restores() {
        actions(
                "restore-charging",
                FORMER + PROFILE,
                request -> profile(request, FORMER).put("replaces", request.parameter(PROFILE)));
        from("direct:fulfilment.restore-charging")
                .routeId("fulfilment.restore-charging")
                .routeProperty(JobRoutes.ELEMENTS, "charging")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(steps.putBack(getContext(), "restore-charging", "replace-charging"))
                .process(steps.close());
    }

    /** An action that makes the profile which this parameter names, and the question what came of it. */
    private void actions(String action, String parameter, Function<ElementRequest, ObjectNode> profile) {
        from("direct:" + action)
                .routeId("charging." + action)
                .process(KeyedResource.put(path(parameter), profile))
                .to("direct:element.charging")
                .process(KeyedResource.made());
        from("direct:" + action + ".read")
                .routeId("charging." + action + ".read")
                .process(KeyedResource.get(path(parameter)))
                .to("direct:element.charging")
                .process(KeyedResource.found());
    }

    private static Function<ElementRequest, String> path(String parameter) {
        return request -> "/subscribers/imsi-" + request.fact("imsi") + "/profiles/" + request.parameter(parameter);
    }

    /** @param prefix of the parameters' names */
    private static ObjectNode profile(ElementRequest request, String prefix) {
        ObjectNode profile = KeyedResource.newResource();
        profile.put("gpsi", "msisdn-" + request.fact("msisdn"));
        ArrayNode granted = profile.putArray("grantedUnits");
        granted.addObject().put("ratingGroup", VOICE).put("time", request.count(prefix + "voiceSeconds"));
        granted.addObject()
                .put("ratingGroup", MESSAGES)
                .put("serviceSpecificUnits", request.count(prefix + "messages"));
        granted.addObject().put("ratingGroup", DATA).put("totalVolume", request.count(prefix + "dataBytes"));
        return profile;
    }
}
