package dialtone.fulfilment.route;

import dialtone.platform.route.JobRoutes;
import dialtone.soap.subscriberprovisioning.v1.ChangeSim;
import dialtone.soap.subscriberprovisioning.v1.ChangeSimResponse;
import dialtone.soap.subscriberprovisioning.v1.GetSubscriber;
import dialtone.soap.subscriberprovisioning.v1.GetSubscriberResponse;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;

/**
 * A line gets another SIM: that is activated at its vendor while the former one is in use; then the subscriber goes over to it in the HLR/HSS,
 * by one request, so that the number is at no time without a SIM and at no time on two; last of all the former one is deactivated, for good.
 *
 * <p>What activates a SIM and what deactivates it are the actions of {@link ActivateSimRoutes} and {@link DeactivateSimRoutes}.
 */
@Dependent
public class ChangeSimRoutes extends RouteBuilder {

    /** Facts of the SIM that goes. */
    private static final String FORMER = "former.";

    private final NetworkSteps steps;

    @Inject
    public ChangeSimRoutes(NetworkSteps steps) {
        this.steps = steps;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        change("change-sim", FORMER, "");
        change("restore-sim", "", FORMER);
        from("direct:fulfilment.prepare-sim")
                .routeId("fulfilment.prepare-sim")
                .routeProperty(JobRoutes.ELEMENTS, "sim")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(steps.perform(getContext(), "activate-sim"))
                .process(steps.close());
        from("direct:fulfilment.retire-sim")
                .routeId("fulfilment.retire-sim")
                .routeProperty(JobRoutes.ELEMENTS, "sim")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(steps.takeBack(getContext(), "deactivate-sim", "activate-sim"))
                .process(steps.close());
        from("direct:fulfilment.change-sim")
                .routeId("fulfilment.change-sim")
                .routeProperty(JobRoutes.ELEMENTS, "hlr")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(steps.perform(getContext(), "change-sim"))
                .process(steps.close());
        from("direct:fulfilment.restore-sim")
                .routeId("fulfilment.restore-sim")
                .routeProperty(JobRoutes.ELEMENTS, "hlr")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(steps.putBack(getContext(), "restore-sim", "change-sim"))
                .process(steps.close());
    }

    /**
     * The action by which the subscriber goes over to another SIM.
     *
     * @param from before the names of the facts of the SIM that it has
     * @param to   before those of the one that it gets
     */
    private void change(String action, String from, String to) {
        from("direct:" + action)
                .routeId("hlr." + action)
                .process(SoapCalls.request("changeSim", request -> {
                    var change = new ChangeSim();
                    change.setRequestId(request.requestId());
                    change.setImsi(request.fact(from + "imsi"));
                    change.setNewImsi(request.fact(to + "imsi"));
                    change.setNewIccid(request.fact(to + "iccid"));
                    return change;
                }))
                .to("direct:element.hlr")
                .process(SoapCalls.response(ChangeSimResponse.class, response -> ElementAnswer.done()));
        from("direct:" + action + ".read")
                .routeId("hlr.get-" + action)
                .process(SoapCalls.request("getSubscriber", request -> {
                    var question = new GetSubscriber();
                    question.setImsi(request.fact(to + "imsi"));
                    return question;
                }))
                .to("direct:element.hlr")
                .process(found());
    }

    /** Under the IMSI that it was to get; the element says which request has brought it there last. */
    private static Processor found() {
        return SoapCalls.readBack(
                GetSubscriberResponse.class,
                held -> held.getSubscriber().getSimChangedBy() == null
                        ? ""
                        : held.getSubscriber().getSimChangedBy(),
                held -> ElementAnswer.done());
    }
}
