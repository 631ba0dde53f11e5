package dialtone.fulfilment.route;

import dialtone.inventory.LineSuspension;
import dialtone.platform.route.JobRoutes;
import dialtone.soap.subscriberprovisioning.v1.BarSubscriber;
import dialtone.soap.subscriberprovisioning.v1.BarSubscriberResponse;
import dialtone.soap.subscriberprovisioning.v1.BarringDirection;
import dialtone.soap.subscriberprovisioning.v1.GetSubscriber;
import dialtone.soap.subscriberprovisioning.v1.GetSubscriberResponse;
import dialtone.soap.subscriberprovisioning.v1.UnbarSubscriber;
import dialtone.soap.subscriberprovisioning.v1.UnbarSubscriberResponse;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Locale;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;

/** Operator determined barring of a subscriber in the HLR/HSS, and its end; each takes the other back. */
@Dependent
public class BarSubscriberRoutes extends RouteBuilder {

    private final NetworkSteps steps;

    @Inject
    public BarSubscriberRoutes(NetworkSteps steps) {
        this.steps = steps;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        bars();
        unbars();
    }

    private void bars() {
        from("direct:bar-subscriber")
                .routeId("hlr.bar-subscriber")
                .process(SoapCalls.request("barSubscriber", BarSubscriberRoutes::barring))
                .to("direct:element.hlr")
                .process(SoapCalls.response(BarSubscriberResponse.class, response -> ElementAnswer.done()));
        from("direct:bar-subscriber.read")
                .routeId("hlr.get-barred-subscriber")
                .process(question())
                .to("direct:element.hlr")
                .process(found());
        from("direct:fulfilment.bar-subscriber")
                .routeId("fulfilment.bar-subscriber")
                .routeProperty(JobRoutes.ELEMENTS, "hlr")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(steps.turn(getContext(), "bar-subscriber", "unbar-subscriber"))
                .process(steps.close());
    }

    private void unbars() {
        from("direct:unbar-subscriber")
                .routeId("hlr.unbar-subscriber")
                .process(SoapCalls.request("unbarSubscriber", request -> {
                    var unbarring = new UnbarSubscriber();
                    unbarring.setRequestId(request.requestId());
                    unbarring.setImsi(request.fact("imsi"));
                    return unbarring;
                }))
                .to("direct:element.hlr")
                .process(SoapCalls.response(UnbarSubscriberResponse.class, response -> ElementAnswer.done()));
        from("direct:unbar-subscriber.read")
                .routeId("hlr.get-unbarred-subscriber")
                .process(question())
                .to("direct:element.hlr")
                .process(found());
        from("direct:fulfilment.unbar-subscriber")
                .routeId("fulfilment.unbar-subscriber")
                .routeProperty(JobRoutes.ELEMENTS, "hlr")
                .routeConfigurationId(FulfilmentErrors.ID)
                .errorHandler(defaultErrorHandler())
                .process(steps.open())
                .process(steps.turn(getContext(), "unbar-subscriber", "bar-subscriber"))
                .process(steps.close());
    }

    private static BarSubscriber barring(ElementRequest request) {
        var barring = new BarSubscriber();
        barring.setRequestId(request.requestId());
        barring.setImsi(request.fact("imsi"));
        barring.setDirection(
                BarringDirection.valueOf(request.fact(LineSuspension.BARRING).toUpperCase(Locale.ROOT)));
        barring.setReason(request.fact(LineSuspension.REASON));
        return barring;
    }

    private static Processor question() {
        return SoapCalls.request("getSubscriber", request -> {
            var question = new GetSubscriber();
            question.setImsi(request.fact("imsi"));
            return question;
        });
    }

    /** The element says which request has last set what the subscriber is barred from. */
    private static Processor found() {
        return SoapCalls.readBack(
                GetSubscriberResponse.class,
                held -> held.getSubscriber().getBarring() == null
                        ? ""
                        : held.getSubscriber().getBarring().getRequestId(),
                held -> ElementAnswer.done());
    }
}
