package dialtone.fulfilment.route;

import dialtone.fulfilment.ElementReading;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.cxf.common.message.CxfConstants;

/** The two ends of a call to a SOAP element: the request's message from the body, the answer from the response's. */
final class SoapCalls {

    private SoapCalls() {}

    /** @param message of the contract, for the operation of that name */
    static Processor request(String operation, Function<ElementRequest, Object> message) {
        return exchange -> {
            ElementRequest request = exchange.getMessage().getMandatoryBody(ElementRequest.class);
            exchange.setProperty(REQUEST, request);
            send(exchange, operation, message.apply(request));
        };
    }

    static void send(Exchange exchange, String operation, Object message) {
        exchange.getMessage().setHeader(CxfConstants.OPERATION_NAME, operation);
        exchange.getMessage().setBody(new Object[] {message});
    }

    /** Turns the contract's response message into the body that the route answers with. */
    static <T> Processor response(Class<T> message, Function<T, ?> answer) {
        return exchange -> exchange.getMessage().setBody(answer.apply(received(exchange, message)));
    }

    /** Like {@link #response}; what the element holds counts only when it is of this very request. */
    static <T> Processor readBack(
            Class<T> message, Function<T, String> heldRequestId, Function<T, ElementAnswer> answer) {
        return exchange -> {
            T held = received(exchange, message);
            ElementRequest request = exchange.getProperty(REQUEST, ElementRequest.class);
            boolean ours = heldRequestId.apply(held).equals(request.requestId());
            exchange.getMessage().setBody(ours ? answer.apply(held) : new ElementAnswer.Unknown());
        };
    }

    /** Like {@link #response}; what the element holds is held against what was ordered of it. */
    static <T> Processor reading(Class<T> message, BiFunction<ElementRequest, T, ElementReading> comparison) {
        return exchange -> {
            T held = received(exchange, message);
            exchange.getMessage().setBody(comparison.apply(exchange.getProperty(REQUEST, ElementRequest.class), held));
        };
    }

    static <T> T received(Exchange exchange, Class<T> message) throws Exception {
        return message.cast(
                exchange.getMessage().getMandatoryBody(java.util.List.class).get(0));
    }

    private static final String REQUEST = "dialtone.soapRequest";
}
