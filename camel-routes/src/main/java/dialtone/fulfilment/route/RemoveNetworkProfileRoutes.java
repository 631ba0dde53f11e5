package dialtone.fulfilment.route;

import dialtone.platform.route.JobRoutes;
import dialtone.soap.networkprofile.v1.GetProfile;
import dialtone.soap.networkprofile.v1.GetProfileResponse;
import dialtone.soap.networkprofile.v1.RemoveProfile;
import dialtone.soap.networkprofile.v1.RemoveProfileResponse;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.apache.camel.builder.RouteBuilder;

/** Takes back {@link ApplyNetworkProfileRoutes}: the step's own profile; those beside it stay. */
@Dependent
public class RemoveNetworkProfileRoutes extends RouteBuilder {

    private final NetworkSteps steps;

    @Inject
    public RemoveNetworkProfileRoutes(NetworkSteps steps) {
        this.steps = steps;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from("direct:remove-profile")
                .routeId("policy.remove-profile")
                .process(SoapCalls.request("removeProfile", request -> {
                    var removal = new RemoveProfile();
                    removal.setRequestId(request.requestId());
                    removal.setImsi(request.fact("imsi"));
                    removal.setProfile(request.parameter("profile"));
                    return removal;
                }))
                .to("direct:element.policy")
                .process(SoapCalls.response(RemoveProfileResponse.class, response -> ElementAnswer.done()));
        from("direct:remove-profile.read")
                .routeId("policy.get-profile-to-remove")
                .process(SoapCalls.request("getProfile", request -> {
                    var question = new GetProfile();
                    question.setImsi(request.fact("imsi"));
                    question.setProfile(request.parameter("profile"));
                    return question;
                }))
                .to("direct:element.policy")
                .process(SoapCalls.response(GetProfileResponse.class, held -> new ElementAnswer.Unknown()));
        from("direct:fulfilment.remove-network-profile")
                .routeId("fulfilment.remove-network-profile")
                .routeProperty(JobRoutes.ELEMENTS, "policy")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(steps.takeBack(getContext(), "remove-profile", "apply-profile"))
                .process(steps.close());
    }
}
