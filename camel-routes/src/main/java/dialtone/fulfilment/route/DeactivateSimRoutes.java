package dialtone.fulfilment.route;

import dialtone.platform.route.JobRoutes;
import dialtone.soap.simmanagement.v1.DeactivateSim;
import dialtone.soap.simmanagement.v1.DeactivateSimResponse;
import dialtone.soap.simmanagement.v1.GetSim;
import dialtone.soap.simmanagement.v1.GetSimResponse;
import dialtone.soap.simmanagement.v1.SimState;
import dialtone.soap.subscriberprovisioning.v1.DeleteSubscriber;
import dialtone.soap.subscriberprovisioning.v1.DeleteSubscriberResponse;
import dialtone.soap.subscriberprovisioning.v1.GetSubscriber;
import dialtone.soap.subscriberprovisioning.v1.GetSubscriberResponse;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.apache.camel.builder.RouteBuilder;

/** Takes back {@link ActivateSimRoutes}, the last first: the SIM or eSIM profile, for good, then the subscriber. */
@Dependent
public class DeactivateSimRoutes extends RouteBuilder {

    private final NetworkSteps steps;

    @Inject
    public DeactivateSimRoutes(NetworkSteps steps) {
        this.steps = steps;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        deactivateSim();
        deleteSubscriber();
        from("direct:fulfilment.deactivate-sim")
                .routeId("fulfilment.deactivate-sim")
                .routeProperty(JobRoutes.ELEMENTS, "hlr sim")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(steps.takeBack(getContext(), "deactivate-sim", "activate-sim"))
                .process(steps.takeBack(getContext(), "delete-subscriber", "create-subscriber"))
                .process(steps.close());
    }

    private void deactivateSim() {
        from("direct:deactivate-sim")
                .routeId("sim.deactivate-sim")
                .process(SoapCalls.request("deactivateSim", request -> {
                    var deactivation = new DeactivateSim();
                    deactivation.setRequestId(request.requestId());
                    deactivation.setIccid(request.fact("iccid"));
                    return deactivation;
                }))
                .to("direct:element.sim")
                .process(SoapCalls.response(DeactivateSimResponse.class, response -> ElementAnswer.done()));
        from("direct:deactivate-sim.read")
                .routeId("sim.get-sim-to-deactivate")
                .process(SoapCalls.request("getSim", request -> {
                    var question = new GetSim();
                    question.setIccid(request.fact("iccid"));
                    return question;
                }))
                .to("direct:element.sim")
                .process(SoapCalls.response(
                        GetSimResponse.class,
                        held -> held.getSim().getState() == SimState.DEACTIVATED
                                ? ElementAnswer.done()
                                : new ElementAnswer.Unknown()));
    }

    private void deleteSubscriber() {
        from("direct:delete-subscriber")
                .routeId("hlr.delete-subscriber")
                .process(SoapCalls.request("deleteSubscriber", request -> {
                    var deletion = new DeleteSubscriber();
                    deletion.setRequestId(request.requestId());
                    deletion.setImsi(request.fact("imsi"));
                    return deletion;
                }))
                .to("direct:element.hlr")
                .process(SoapCalls.response(DeleteSubscriberResponse.class, response -> ElementAnswer.done()));
        from("direct:delete-subscriber.read")
                .routeId("hlr.get-subscriber-to-delete")
                .process(SoapCalls.request("getSubscriber", request -> {
                    var question = new GetSubscriber();
                    question.setImsi(request.fact("imsi"));
                    return question;
                }))
                .to("direct:element.hlr")
                .process(SoapCalls.response(GetSubscriberResponse.class, held -> new ElementAnswer.Unknown()));
    }
}
