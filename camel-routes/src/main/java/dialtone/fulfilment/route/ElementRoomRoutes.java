package dialtone.fulfilment.route;

import com.fasterxml.jackson.databind.JsonNode;
import dialtone.element.Maintenance;
import dialtone.element.service.NetworkElements;
import dialtone.fulfilment.CheckRequest;
import dialtone.fulfilment.CheckResult;
import dialtone.fulfilment.DependencyRules;
import dialtone.fulfilment.ElementRules;
import dialtone.fulfilment.ElementRules.Status;
import dialtone.pool.FreeCount;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;

/**
 * The checks that an element has room for what the order brings it which no order waits for, since its step comes late: voicemail and the SM-DP+.
 * They are asked only by an order that takes a place there. One that is away, in maintenance, or does not tell is no objection, and its step waits for it;
 * the finding says so.
 */
@Dependent
public class ElementRoomRoutes extends RouteBuilder {

    /** Property of a check's route: the element at which only orders that take a place there ask it. */
    static final String ROOM_AT = "dialtone.roomAt";

    private static final String VOICEMAIL = "voicemail";

    /** Property of an exchange: the request that is checked. */
    private static final String ASKED = "dialtone.askedForRoom";

    private final NetworkElements elements;
    private final Ordering ordering;
    private final Clock clock;

    @Inject
    public ElementRoomRoutes(NetworkElements elements, Ordering ordering, Clock clock) {
        this.elements = elements;
        this.ordering = ordering;
        this.clock = clock;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        check(
                VOICEMAIL,
                exchange -> {
                    exchange.getMessage().setHeaders(NetworkElementRoutes.rest("GET", "/status", ""));
                    exchange.getMessage().setBody(null);
                },
                exchange -> exchange.getMessage().setBody(roomAtVoicemail(exchange)));
        check(
                Es2Plus.ELEMENT,
                exchange -> Es2Plus.ask(
                        exchange, "getStatus", "status-" + asked(exchange).reference()),
                exchange -> exchange.getMessage().setBody(roomForProfiles(exchange)));
    }

    private void check(String element, Processor question, Processor verdict) {
        from("direct:check.element-" + element)
                .routeId("check.element-" + element)
                .routeProperty(ROOM_AT, element)
                .process(exchange ->
                        exchange.setProperty(ASKED, exchange.getMessage().getMandatoryBody(CheckRequest.class)))
                .process(question)
                .doTry()
                .to("direct:element." + element)
                .process(verdict)
                .doCatch(Exception.class)
                .onWhen(saysNothing())
                .process(exchange -> exchange.getMessage()
                        .setBody(ElementRules.later(
                                element,
                                ElementRoom.maintenance(elements, element).map(Maintenance::until))))
                .end();
    }

    private CheckResult roomAtVoicemail(Exchange exchange) throws Exception {
        return judged(VOICEMAIL, exchange, told(VOICEMAIL, KeyedResource.shown(exchange)));
    }

    /** Where there are no more profiles a card may do, when there are cards. */
    private List<CheckResult> roomForProfiles(Exchange exchange) throws Exception {
        JsonNode answer = KeyedResource.shown(exchange);
        Status status = Es2Plus.isExecuted(answer) ? told(Es2Plus.ELEMENT, answer) : Status.UP;
        CheckResult found = judged(Es2Plus.ELEMENT, exchange, status);
        if (found.isPassed()) {
            return List.of(found);
        }
        List<FreeCount> pools = ordering.free(DependencyRules.insteadOf(asked(exchange)));
        return DependencyRules.withOtherSims(found, asked(exchange), pools);
    }

    private Status told(String element, JsonNode answer) {
        Status status = ElementRoom.status(answer, clock.instant());
        elements.told(element, status.capacity());
        return status;
    }

    private CheckResult judged(String element, Exchange exchange, Status status) {
        return ElementRules.judge(element, status, ElementRoom.needed(getContext(), element, asked(exchange)));
    }

    private static CheckRequest asked(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(ASKED, CheckRequest.class))
                .orElseThrow();
    }

    private static Predicate saysNothing() {
        return exchange -> {
            Throwable caught = FulfilmentErrors.caught(exchange);
            return ElementFaults.notOpen(caught).isPresent()
                    || ElementFaults.refusal(caught).isPresent()
                    || ElementFaults.outage(caught).isPresent();
        };
    }
}
