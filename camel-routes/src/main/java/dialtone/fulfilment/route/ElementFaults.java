package dialtone.fulfilment.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dialtone.element.FaultPolicy.Fault;
import dialtone.element.FaultPolicy.Kind;
import dialtone.element.service.ElementNotOpen;
import dialtone.soap.networkelement.v1.ElementFault;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.xml.bind.MarshalException;
import jakarta.xml.ws.WebFault;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Tells a refusal from an outage from a bug. A typed fault and an HTTP 4xx are refusals: the element has understood and said no, and
 * would say it again; so is 507, which says that it is full. No connection, no answer in time, an answer that is none, any other HTTP 5xx, 408 and 429 are outages. A call that the
 * element's gate did not let through is neither: nobody was asked. All else is a bug of ours, a message of ours that breaks the
 * contract's schema among it: that one has not left.
 */
final class ElementFaults {

    private static final int MAX_CAUSES = 20;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;

    /** RFC 4918 section 11.5: the element is well and has no room. */
    private static final int INSUFFICIENT_STORAGE = 507;

    /** One of the five kinds of the contracts, or a status: no cause of an element's own. */
    private static final Pattern NO_CAUSE = Pattern.compile("[0-9]*");

    private static final ObjectMapper JSON = new ObjectMapper();

    private ElementFaults() {}

    /**
     * The failure of a call to that element; a refusal with what it has answered, an outage by HTTP without the address that was called: whom
     * it was about stands in that.
     */
    static Exception of(String element, Exception failure) {
        Optional<String> words = refusal(failure);
        Optional<HttpOperationFailedException> http = http(failure);
        if (words.isEmpty() && http.isPresent()) {
            return new IOException(element + " answers HTTP " + http.get().getStatusCode());
        }
        boolean known = chain(failure).stream().anyMatch(ElementRefusal.class::isInstance);
        return words.isEmpty() || known
                ? failure
                : ElementRefusal.now(words.get(), new Fault(element, kind(failure), code(failure)), failure);
    }

    private static Kind kind(Throwable failure) {
        for (Throwable cause : chain(failure)) {
            Optional<Kind> kind = cause instanceof HttpOperationFailedException http
                    ? Optional.of(kind(http))
                    : typedFault(cause).flatMap(fault -> Kind.of(faultName(cause)));
            if (kind.isPresent()) {
                return kind.get();
            }
        }
        return Kind.UNABLE_TO_COMPLY;
    }

    /** By the error's reason, when it is that of a contract, else by the status. */
    private static Kind kind(HttpOperationFailedException http) {
        return Kind.of(error(http).path("reason").asText())
                .orElse(
                        switch (http.getStatusCode()) {
                            case BAD_REQUEST -> Kind.INVALID_INPUT;
                            case NOT_FOUND -> Kind.ENTITY_NOT_FOUND;
                            case CONFLICT -> Kind.NOT_IN_VALID_STATE;
                            default -> Kind.UNABLE_TO_COMPLY;
                        });
    }

    /** The element's own code for the cause, {@code HTTP 507} of a status that says it; empty when it names none. */
    private static String code(Throwable failure) {
        for (Throwable cause : chain(failure)) {
            Optional<String> code = cause instanceof HttpOperationFailedException http
                    ? Optional.of(code(http))
                    : typedFault(cause).map(ElementFault::getCause);
            if (code.isPresent()) {
                return code.get();
            }
        }
        return "";
    }

    private static String code(HttpOperationFailedException http) {
        String said = error(http).path("code").asText("");
        boolean isFull = http.getStatusCode() == INSUFFICIENT_STORAGE;
        return isFull && NO_CAUSE.matcher(said).matches() ? "HTTP " + INSUFFICIENT_STORAGE : said;
    }

    /** What the element has answered when it has refused just now; empty when it has not, and when that was settled before. */
    static Optional<Fault> fault(@Nullable Throwable failure) {
        return chain(failure).stream()
                .filter(ElementRefusal.class::isInstance)
                .flatMap(refusal -> ((ElementRefusal) refusal).fault().stream())
                .findFirst();
    }

    /** Whether the item is given up without a person, by the fault policy. */
    static boolean isForGood(@Nullable Throwable failure) {
        return chain(failure).stream()
                .anyMatch(cause -> cause instanceof ElementRefusal refusal && refusal.isForGood());
    }

    /** The element's words when it has refused; empty when this is something else. */
    static Optional<String> refusal(@Nullable Throwable failure) {
        for (Throwable cause : chain(failure)) {
            Optional<String> words = switch (cause) {
                case ElementRefusal refusal -> Optional.of(refusal.words());
                case HttpOperationFailedException http when isRefusal(http.getStatusCode()) -> Optional.of(words(http));
                case SendFailedException mail
                when isSet(mail.getInvalidAddresses()) ->
                    Optional.of("The mail server refuses the address: " + mail.getMessage());
                default -> typedFault(cause).map(fault -> words(cause, fault));
            };
            if (words.isPresent()) {
                return words;
            }
        }
        return Optional.empty();
    }

    /**
     * Whether the element has refused because it knows nothing of what was asked for: {@code entityNotFound}, HTTP 404. Where a path names a
     * function, that says that the function is missing, and nothing of what it was about.
     */
    static boolean isNotFound(@Nullable Throwable failure) {
        boolean byFunction = fault(failure)
                .filter(fault -> fault.element().equals(Es2Plus.ELEMENT))
                .isPresent();
        return chain(failure).stream().anyMatch(cause -> switch (cause) {
            case HttpOperationFailedException http -> http.getStatusCode() == NOT_FOUND && !byFunction;
            default -> typedFault(cause).isPresent() && faultName(cause).equals("entityNotFound");
        });
    }

    /** What the call waits for when the element's gate did not let it through; empty when it went out. */
    static Optional<String> notOpen(@Nullable Throwable failure) {
        return chain(failure).stream()
                .filter(ElementNotOpen.class::isInstance)
                .map(Throwable::getMessage)
                .findFirst();
    }

    /** What is wrong with the element when it is out of reach or sick; empty when this is a refusal or a bug. */
    static Optional<String> outage(@Nullable Throwable failure) {
        if (refusal(failure).isPresent()) {
            return Optional.empty();
        }
        List<Throwable> chain = chain(failure);
        for (Throwable cause : chain) {
            if (cause instanceof ElementRetry again) {
                return Optional.of(again.words());
            }
            boolean outage = switch (cause) {
                case HttpOperationFailedException http -> true;
                case ExchangeTimedOutException late -> true;
                case IOException connection -> true;
                case TimeoutException late -> true;
                case MessagingException mail -> true;
                case org.apache.cxf.interceptor.Fault untyped ->
                    chain.stream().noneMatch(MarshalException.class::isInstance);
                default -> false;
            };
            if (outage) {
                return Optional.of(outageWords(chain));
            }
        }
        return Optional.empty();
    }

    private static String outageWords(List<Throwable> chain) {
        Throwable innermost = chain.getLast();
        return http(chain.getFirst())
                .map(http -> "HTTP " + http.getStatusCode())
                .orElseGet(() -> innermost.getClass().getSimpleName() + ": " + innermost.getMessage());
    }

    private static Optional<HttpOperationFailedException> http(Throwable failure) {
        return chain(failure).stream()
                .filter(HttpOperationFailedException.class::isInstance)
                .map(HttpOperationFailedException.class::cast)
                .findFirst();
    }

    private static boolean isRefusal(int status) {
        boolean isHis = status >= 400 && status < 500 && status != REQUEST_TIMEOUT && status != TOO_MANY_REQUESTS;
        return isHis || status == INSUFFICIENT_STORAGE;
    }

    private static boolean isSet(Object @Nullable [] addresses) {
        return addresses != null && addresses.length > 0;
    }

    /** The fault info of any contract's typed fault; each contract has fault classes of its own, with this one in them. */
    private static Optional<ElementFault> typedFault(Throwable cause) {
        if (!cause.getClass().isAnnotationPresent(WebFault.class)) {
            return Optional.empty();
        }
        try {
            return cause.getClass().getMethod("getFaultInfo").invoke(cause) instanceof ElementFault fault
                    ? Optional.of(fault)
                    : Optional.empty();
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("A generated fault without fault info: " + cause.getClass(), e);
        }
    }

    private static String words(Throwable cause, ElementFault fault) {
        String code = fault.getCause() == null ? "" : " (" + fault.getCause() + ")";
        return fault.getCode() + code + " " + faultName(cause) + ": " + fault.getText();
    }

    /** As the contract names it: {@code objectInUse}. */
    private static String faultName(Throwable typedFault) {
        return typedFault.getClass().getAnnotation(WebFault.class).name();
    }

    private static String words(HttpOperationFailedException http) {
        JsonNode body = error(http);
        return body.isMissingNode()
                ? "HTTP " + http.getStatusCode() + ", without a reason that could be read"
                : (body.path("code").asText(Integer.toString(http.getStatusCode())) + " "
                                + body.path("reason").asText("refused") + ": "
                                + body.path("message").asText(""))
                        .strip();
    }

    /** The TM Forum error of an answer; a missing node when its body is none. */
    private static JsonNode error(HttpOperationFailedException http) {
        try {
            return JSON.readTree(Optional.ofNullable(http.getResponseBody()).orElse("{}"));
        } catch (JsonProcessingException noTmfError) {
            return MissingNode.getInstance();
        }
    }

    private static List<Throwable> chain(@Nullable Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = failure; cause != null && chain.size() < MAX_CAUSES; cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain;
    }
}
