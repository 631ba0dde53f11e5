package dialtone.fulfilment.route;

import dialtone.fulfilment.ElementReading;
import dialtone.platform.route.JobRoutes;
import dialtone.soap.networkelement.v1.Completion;
import dialtone.soap.networkprofile.v1.AppliedProfile;
import dialtone.soap.networkprofile.v1.ApplyProfile;
import dialtone.soap.networkprofile.v1.ApplyProfileResponse;
import dialtone.soap.networkprofile.v1.GetProfile;
import dialtone.soap.networkprofile.v1.GetProfileResponse;
import dialtone.soap.networkprofile.v1.ProfileState;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Map;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;

/** Access points, quality of service and speed of a line, in the policy element; also where an end of that is taken back. */
@Dependent
public class ApplyNetworkProfileRoutes extends RouteBuilder {

    private final NetworkSteps steps;

    @Inject
    public ApplyNetworkProfileRoutes(NetworkSteps steps) {
        this.steps = steps;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from("direct:apply-profile")
                .routeId("policy.apply-profile")
                .process(SoapCalls.request("applyProfile", ApplyNetworkProfileRoutes::profile))
                .to("direct:element.policy")
                .process(outcome());
        from("direct:apply-profile.read")
                .routeId("policy.get-profile")
                .process(question("profile"))
                .to("direct:element.policy")
                .process(found());
        from("direct:read-network-profile")
                .routeId("policy.read-network-profile")
                .process(question("profile"))
                .to("direct:element.policy")
                .process(SoapCalls.reading(
                        GetProfileResponse.class, (request, held) -> compared(request, held.getAppliedProfile())));
        from("direct:fulfilment.apply-network-profile")
                .routeId("fulfilment.apply-network-profile")
                .routeProperty(JobRoutes.ELEMENTS, "policy")
                .routeProperty(ElementStatusRoutes.TAKES_PLACE_AT, "policy")
                .routeProperty(ReadBackRoutes.READINGS, "read-network-profile")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(steps.turn(getContext(), "apply-profile", "remove-profile"))
                .process(steps.close());
    }

    /** Parameters: profile, apn (one or several, by comma), qosClass, downlinkKbps, uplinkKbps. */
    private static ApplyProfile profile(ElementRequest request) {
        return profile(request, "");
    }

    /** @param prefix of the parameters' names */
    static ApplyProfile profile(ElementRequest request, String prefix) {
        var profile = new ApplyProfile();
        profile.setRequestId(request.requestId());
        profile.setImsi(request.fact("imsi"));
        profile.setMsisdn(request.fact("msisdn"));
        profile.setProfile(request.parameter(prefix + "profile"));
        Arrays.stream(request.parameter(prefix + "apn").split(",", -1))
                .map(String::strip)
                .forEach(profile.getApn()::add);
        profile.setQosClass(request.number(prefix + "qosClass"));
        profile.setDownlinkKbps(request.number(prefix + "downlinkKbps"));
        profile.setUplinkKbps(request.number(prefix + "uplinkKbps"));
        profile.setReplyTo(request.replyTo());
        return profile;
    }

    private static ElementReading compared(ElementRequest request, AppliedProfile held) {
        ApplyProfile ordered = profile(request);
        return new ElementReading(
                "policy",
                "network profile " + ordered.getProfile(),
                Map.of(
                        "msisdn", ordered.getMsisdn(),
                        "apn", String.join(", ", ordered.getApn()),
                        "qosClass", Integer.toString(ordered.getQosClass()),
                        "downlinkKbps", Integer.toString(ordered.getDownlinkKbps()),
                        "uplinkKbps", Integer.toString(ordered.getUplinkKbps()),
                        "state", ProfileState.APPLIED.value()),
                Map.of(
                        "msisdn", held.getMsisdn(),
                        "apn", String.join(", ", held.getApn()),
                        "qosClass", Integer.toString(held.getQosClass()),
                        "downlinkKbps", Integer.toString(held.getDownlinkKbps()),
                        "uplinkKbps", Integer.toString(held.getUplinkKbps()),
                        "state", held.getState().value()));
    }

    /** What came of the request. */
    static Processor outcome() {
        return SoapCalls.response(
                ApplyProfileResponse.class,
                response -> response.getCompletion() == Completion.ACCEPTED
                        ? new ElementAnswer.Accepted()
                        : ElementAnswer.done());
    }

    /** Asks for the profile that this parameter names. */
    static Processor question(String parameter) {
        return SoapCalls.request("getProfile", request -> {
            var question = new GetProfile();
            question.setImsi(request.fact("imsi"));
            question.setProfile(request.parameter(parameter));
            return question;
        });
    }

    static Processor found() {
        return SoapCalls.readBack(
                GetProfileResponse.class,
                held -> held.getAppliedProfile().getRequestId(),
                held -> held.getAppliedProfile().getState() == ProfileState.PENDING
                        ? new ElementAnswer.Accepted()
                        : ElementAnswer.done());
    }
}
