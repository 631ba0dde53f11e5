package dialtone.simulator.late;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dialtone.simulator.element.Behaviour.LateOutcome;
import dialtone.soap.activationcallback.v1.ActivationCallback;
import dialtone.soap.activationcallback.v1.ActivationCallbackService;
import dialtone.soap.activationcallback.v1.EntityNotFound;
import dialtone.soap.activationcallback.v1.InvalidInput;
import dialtone.soap.activationcallback.v1.Outcome;
import dialtone.soap.activationcallback.v1.ReportOutcome;
import jakarta.xml.ws.BindingProvider;
import jakarta.xml.ws.WebServiceException;
import java.util.Optional;
import org.apache.cxf.Bus;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.frontend.ClientProxy;
import org.apache.cxf.jaxws.JaxWsProxyFactoryBean;
import org.apache.cxf.transport.http.HTTPConduit;
import org.apache.cxf.transports.http.configuration.HTTPClientPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls activation-callback-v1 at the address that the accepted request gave. */
public final class OutcomeReporter {

    private static final Logger LOG = LoggerFactory.getLogger(OutcomeReporter.class);
    private static final long CONNECT_MILLIS = 2_000;
    private static final long ANSWER_MILLIS = 10_000;

    private final ActivationCallback port;
    private final ObjectMapper json;

    /** The proxy is shared by the senders; the address of each call is its thread's own. */
    public OutcomeReporter(Bus bus, ObjectMapper json) {
        this.json = json;
        var factory = new JaxWsProxyFactoryBean();
        factory.setBus(bus);
        factory.setServiceClass(ActivationCallback.class);
        factory.setWsdlLocation("classpath:wsdl/activation-callback-v1.wsdl");
        factory.setServiceName(ActivationCallbackService.SERVICE);
        factory.setEndpointName(ActivationCallbackService.ActivationCallbackPort);
        this.port = factory.create(ActivationCallback.class);
        Client client = ClientProxy.getClient(port);
        client.setThreadLocalRequestContext(true);
        var policy = new HTTPClientPolicy();
        policy.setConnectionTimeout(CONNECT_MILLIS);
        policy.setReceiveTimeout(ANSWER_MILLIS);
        ((HTTPConduit) client.getConduit()).setClient(policy);
    }

    /** What is reported, and where. */
    public record Report(
            String replyTo,
            String requestId,
            LateOutcome outcome,
            int code,
            String message,
            Optional<String> activationCode) {}

    /**
     * Reports once. Empty when nothing more is owed: acknowledged, or answered by the fault that nobody waits for it.
     * Otherwise what went wrong.
     */
    public Optional<String> report(Report report) {
        var message = new ReportOutcome();
        message.setRequestId(report.requestId());
        message.setOutcome(
                switch (report.outcome()) {
                    case SUCCEEDED -> Outcome.SUCCEEDED;
                    case REFUSED -> Outcome.REFUSED;
                });
        message.setCode(report.code());
        message.setMessage(report.message());
        report.activationCode().ifPresent(message::setActivationCode);
        ((BindingProvider) port).getRequestContext().put(BindingProvider.ENDPOINT_ADDRESS_PROPERTY, report.replyTo());
        try {
            port.reportOutcome(message);
            return Optional.empty();
        } catch (EntityNotFound | InvalidInput nobodyWaits) {
            LOG.warn(
                    "{} does not want the outcome of {}: {}",
                    report.replyTo(),
                    report.requestId(),
                    nobodyWaits.getMessage());
            return Optional.empty();
        } catch (WebServiceException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            return Optional.of(String.valueOf(cause));
        }
    }

    /** The activation code of an eSIM in what the element has answered; empty when there is none. */
    Optional<String> activationCodeIn(String document) {
        try {
            JsonNode code = json.readTree(document).path("activationCode");
            return code.isTextual() ? Optional.of(code.textValue()) : Optional.empty();
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("an element's own document is not readable", unreadable);
        }
    }
}
