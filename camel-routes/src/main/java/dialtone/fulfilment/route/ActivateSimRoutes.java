package dialtone.fulfilment.route;

import dialtone.fulfilment.ElementReading;
import dialtone.platform.route.JobRoutes;
import dialtone.soap.networkelement.v1.Completion;
import dialtone.soap.simmanagement.v1.ActivateSim;
import dialtone.soap.simmanagement.v1.ActivateSimResponse;
import dialtone.soap.simmanagement.v1.GetSim;
import dialtone.soap.simmanagement.v1.GetSimResponse;
import dialtone.soap.simmanagement.v1.Sim;
import dialtone.soap.simmanagement.v1.SimState;
import dialtone.soap.simmanagement.v1.SimType;
import dialtone.soap.subscriberprovisioning.v1.CreateSubscriber;
import dialtone.soap.subscriberprovisioning.v1.CreateSubscriberResponse;
import dialtone.soap.subscriberprovisioning.v1.GetSubscriber;
import dialtone.soap.subscriberprovisioning.v1.GetSubscriberResponse;
import dialtone.soap.subscriberprovisioning.v1.Subscriber;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.builder.RouteBuilder;

/** The subscriber in the HLR/HSS, then the card or profile at its vendor. What an eSIM is loaded by is {@link OrderProfileRoutes}. */
@Dependent
public class ActivateSimRoutes extends RouteBuilder {

    private final NetworkSteps steps;

    @Inject
    public ActivateSimRoutes(NetworkSteps steps) {
        this.steps = steps;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        createSubscriber();
        activateSim();
        readings();
        from("direct:fulfilment.activate-sim")
                .routeId("fulfilment.activate-sim")
                .routeProperty(JobRoutes.ELEMENTS, "hlr sim")
                .routeProperty(ElementStatusRoutes.TAKES_PLACE_AT, "hlr")
                .routeProperty(ReadBackRoutes.READINGS, "read-subscriber read-sim")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(steps.perform(getContext(), "create-subscriber"))
                .process(steps.perform(getContext(), "activate-sim"))
                .process(steps.close());
    }

    private void createSubscriber() {
        from("direct:create-subscriber")
                .routeId("hlr.create-subscriber")
                .process(SoapCalls.request("createSubscriber", ActivateSimRoutes::subscriber))
                .to("direct:element.hlr")
                .process(SoapCalls.response(CreateSubscriberResponse.class, response -> ElementAnswer.done()));
        from("direct:create-subscriber.read")
                .routeId("hlr.get-subscriber")
                .process(SoapCalls.request("getSubscriber", ActivateSimRoutes::whichSubscriber))
                .to("direct:element.hlr")
                .process(SoapCalls.readBack(
                        GetSubscriberResponse.class,
                        held -> held.getSubscriber().getRequestId(),
                        held -> ElementAnswer.done()));
    }

    private void activateSim() {
        from("direct:activate-sim")
                .routeId("sim.activate-sim")
                .process(SoapCalls.request("activateSim", ActivateSimRoutes::activation))
                .to("direct:element.sim")
                .process(SoapCalls.response(
                        ActivateSimResponse.class,
                        response -> response.getCompletion() == Completion.ACCEPTED
                                ? new ElementAnswer.Accepted()
                                : ElementAnswer.done()));
        from("direct:activate-sim.read")
                .routeId("sim.get-sim")
                .process(SoapCalls.request("getSim", ActivateSimRoutes::whichSim))
                .to("direct:element.sim")
                .process(SoapCalls.readBack(
                        GetSimResponse.class, held -> held.getSim().getRequestId(), held -> switch (held.getSim()
                                .getState()) {
                            case ACTIVE -> ElementAnswer.done();
                            case PENDING -> new ElementAnswer.Accepted();
                            // active once and not any more: what the element says to the request itself counts
                            case DEACTIVATED -> new ElementAnswer.Unknown();
                        }));
    }

    private void readings() {
        from("direct:read-subscriber")
                .routeId("hlr.read-subscriber")
                .process(SoapCalls.request("getSubscriber", ActivateSimRoutes::whichSubscriber))
                .to("direct:element.hlr")
                .process(SoapCalls.reading(
                        GetSubscriberResponse.class, (request, held) -> compared(request, held.getSubscriber())));
        from("direct:read-sim")
                .routeId("sim.read-sim")
                .process(SoapCalls.request("getSim", ActivateSimRoutes::whichSim))
                .to("direct:element.sim")
                .process(SoapCalls.reading(GetSimResponse.class, (request, held) -> compared(request, held.getSim())));
    }

    private static GetSubscriber whichSubscriber(ElementRequest request) {
        var question = new GetSubscriber();
        question.setImsi(request.fact("imsi"));
        return question;
    }

    private static GetSim whichSim(ElementRequest request) {
        var question = new GetSim();
        question.setIccid(request.fact("iccid"));
        return question;
    }

    /** A line that is new is barred from nothing. */
    private static ElementReading compared(ElementRequest request, Subscriber held) {
        CreateSubscriber ordered = subscriber(request);
        Map<String, String> found = new HashMap<>(Map.of(
                "imsi", held.getImsi(),
                "msisdn", held.getMsisdn(),
                "iccid", held.getIccid(),
                "profile", held.getProfile()));
        Optional.ofNullable(held.getBarring())
                .flatMap(barring -> Optional.ofNullable(barring.getDirection()))
                .ifPresent(direction -> found.put("barring", direction.value()));
        return new ElementReading(
                "hlr",
                "subscriber",
                Map.of(
                        "imsi", ordered.getImsi(),
                        "msisdn", ordered.getMsisdn(),
                        "iccid", ordered.getIccid(),
                        "profile", ordered.getProfile()),
                found);
    }

    private static ElementReading compared(ElementRequest request, Sim held) {
        ActivateSim ordered = activation(request);
        return new ElementReading(
                "sim",
                "sim",
                Map.of(
                        "iccid", ordered.getIccid(),
                        "imsi", ordered.getImsi(),
                        "simType", ordered.getSimType().value(),
                        "state", SimState.ACTIVE.value()),
                Map.of(
                        "iccid", held.getIccid(),
                        "imsi", held.getImsi(),
                        "simType", held.getSimType().value(),
                        "state", held.getState().value()));
    }

    private static CreateSubscriber subscriber(ElementRequest request) {
        var subscriber = new CreateSubscriber();
        subscriber.setRequestId(request.requestId());
        subscriber.setImsi(request.fact("imsi"));
        subscriber.setMsisdn(request.fact("msisdn"));
        subscriber.setIccid(request.fact("iccid"));
        subscriber.setProfile(request.parameter("profile"));
        return subscriber;
    }

    private static ActivateSim activation(ElementRequest request) {
        var activation = new ActivateSim();
        activation.setRequestId(request.requestId());
        activation.setIccid(request.fact("iccid"));
        activation.setImsi(request.fact("imsi"));
        activation.setSimType(SimType.valueOf(request.fact("simType").toUpperCase(Locale.ROOT)));
        activation.setReplyTo(request.replyTo());
        return activation;
    }
}
