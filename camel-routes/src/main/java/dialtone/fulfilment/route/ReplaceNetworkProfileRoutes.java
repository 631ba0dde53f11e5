package dialtone.fulfilment.route;

import static dialtone.catalog.ServiceSpecification.StepTemplate.Replacement.FORMER;

import dialtone.platform.route.JobRoutes;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.apache.camel.builder.RouteBuilder;

/**
 * A profile of a line takes the place of another, and gives it back: one request each, so that the line is at no time without. The
 * element has the former profile in force until the new one is.
 */
@Dependent
public class ReplaceNetworkProfileRoutes extends RouteBuilder {

    private final NetworkSteps steps;

    @Inject
    public ReplaceNetworkProfileRoutes(NetworkSteps steps) {
        this.steps = steps;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        replaces();
        restores();
    }

    private void replaces() {
        from("direct:replace-profile")
                .routeId("policy.replace-profile")
                .process(SoapCalls.request("applyProfile", request -> {
                    var profile = ApplyNetworkProfileRoutes.profile(request, "");
                    profile.setReplaces(request.parameter(FORMER + "profile"));
                    return profile;
                }))
                .to("direct:element.policy")
                .process(ApplyNetworkProfileRoutes.outcome());
        from("direct:replace-profile.read")
                .routeId("policy.get-replacing-profile")
                .process(ApplyNetworkProfileRoutes.question("profile"))
                .to("direct:element.policy")
                .process(ApplyNetworkProfileRoutes.found());
        from("direct:fulfilment.replace-network-profile")
                .routeId("fulfilment.replace-network-profile")
                .routeProperty(JobRoutes.ELEMENTS, "policy")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(steps.perform(getContext(), "replace-profile"))
                .process(steps.close());
    }

    private void restores() {
        from("direct:restore-profile")
                .routeId("policy.restore-profile")
                .process(SoapCalls.request("applyProfile", request -> {
                    var profile = ApplyNetworkProfileRoutes.profile(request, FORMER);
                    profile.setReplaces(request.parameter("profile"));
                    return profile;
                }))
                .to("direct:element.policy")
                .process(ApplyNetworkProfileRoutes.outcome());
        from("direct:restore-profile.read")
                .routeId("policy.get-restored-profile")
                .process(ApplyNetworkProfileRoutes.question(FORMER + "profile"))
                .to("direct:element.policy")
                .process(ApplyNetworkProfileRoutes.found());
        from("direct:fulfilment.restore-network-profile")
                .routeId("fulfilment.restore-network-profile")
                .routeProperty(JobRoutes.ELEMENTS, "policy")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(steps.putBack(getContext(), "restore-profile", "replace-profile"))
                .process(steps.close());
    }
}
