package dialtone.fulfilment.soap;

import dialtone.fulfilment.service.NetworkReports;
import dialtone.fulfilment.service.ReportedOutcome;
import dialtone.fulfilment.service.ReportedOutcome.Effect;
import dialtone.platform.route.ExplainUnreadable;
import dialtone.platform.route.OneLineFaults;
import dialtone.platform.route.RefuseLargeRequests;
import dialtone.soap.activationcallback.v1.ActivationCallback;
import dialtone.soap.activationcallback.v1.EntityNotFound;
import dialtone.soap.activationcallback.v1.Outcome;
import dialtone.soap.activationcallback.v1.ReportOutcome;
import dialtone.soap.activationcallback.v1.ReportOutcomeResponse;
import dialtone.soap.networkelement.v1.ElementFault;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.jws.WebService;
import jakarta.xml.ws.WebServiceContext;
import jakarta.xml.ws.handler.MessageContext;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.cxf.annotations.EndpointProperty;
import org.apache.cxf.annotations.SchemaValidation;
import org.apache.cxf.annotations.SchemaValidation.SchemaValidationType;
import org.apache.cxf.interceptor.InInterceptors;
import org.apache.cxf.interceptor.OutFaultInterceptors;
import org.jboss.logging.Logger;
import org.jboss.ws.api.annotation.WebContext;

/**
 * Takes the outcomes that network elements report late. There is no login: an element was given an address with a secret of its own
 * for each request, and only that address with that request id is listened to. A login shared by all elements would let each of them
 * answer for the others.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@PermitAll
@WebService(
        endpointInterface = "dialtone.soap.activationcallback.v1.ActivationCallback",
        targetNamespace = "urn:dialtone:activation-callback:v1",
        serviceName = "ActivationCallbackService",
        portName = "ActivationCallbackPort",
        wsdlLocation = "META-INF/wsdl/activation-callback-v1.wsdl")
@WebContext(contextRoot = "/soap", urlPattern = "/activation-callback/v1")
@SchemaValidation(type = SchemaValidationType.IN)
@EndpointProperty(key = OneLineFaults.PROPERTY, beanClass = OneLineFaults.class)
@InInterceptors(classes = RefuseLargeRequests.class)
@OutFaultInterceptors(classes = ExplainUnreadable.class)
public class ActivationCallbackEndpoint implements ActivationCallback {

    private static final Logger LOG = Logger.getLogger(ActivationCallbackEndpoint.class);

    /** Of the contract's faults. */
    private static final int ENTITY_NOT_FOUND = 1002;

    private static final Pattern TOKEN = Pattern.compile("(?:^|&)token=([0-9a-f]{1,64})(?:&|$)");

    @Resource
    private WebServiceContext call;

    @EJB
    private NetworkReports reports;

    @Override
    public ReportOutcomeResponse reportOutcome(ReportOutcome parameters) throws EntityNotFound {
        Optional<Effect> effect = reports.take(new ReportedOutcome(
                parameters.getRequestId(),
                token(),
                parameters.getOutcome() == Outcome.SUCCEEDED,
                parameters.getCode(),
                parameters.getMessage(),
                facts(parameters)));
        if (effect.isEmpty()) {
            LOG.warnf("An outcome is reported that nobody waits for: %s", parameters.getRequestId());
            throw notFound(parameters.getRequestId());
        }
        if (effect.get() == Effect.CONTRADICTED) {
            LOG.warnf("An element contradicts its earlier outcome of %s", parameters.getRequestId());
        }
        var response = new ReportOutcomeResponse();
        response.setRequestId(parameters.getRequestId());
        return response;
    }

    private static Map<String, String> facts(ReportOutcome parameters) {
        return parameters.getActivationCode() == null
                ? Map.of()
                : Map.of("activationCode", parameters.getActivationCode());
    }

    private String token() {
        Object query = call.getMessageContext().get(MessageContext.QUERY_STRING);
        Matcher token = TOKEN.matcher(query == null ? "" : query.toString());
        return token.find() ? token.group(1) : "";
    }

    private static EntityNotFound notFound(String requestId) {
        var fault = new ElementFault();
        fault.setCode(ENTITY_NOT_FOUND);
        fault.setText("Nobody waits for request " + requestId + " at this address");
        return new EntityNotFound(fault.getText(), fault);
    }
}
