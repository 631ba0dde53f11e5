package dialtone.fulfilment.route;

import dialtone.bpmn.Priority;
import dialtone.element.ElementLimits;
import dialtone.element.service.ElementGate;
import dialtone.element.service.NetworkElements;
import dialtone.platform.job.JobTime;
import dialtone.platform.route.JobRoutes;
import dialtone.platform.route.OneLineFaults;
import dialtone.platform.settings.Settings;
import dialtone.soap.creditcheck.v1.CreditCheck;
import dialtone.soap.creditcheck.v1.CreditCheckService;
import dialtone.soap.networkprofile.v1.NetworkProfile;
import dialtone.soap.networkprofile.v1.NetworkProfileService;
import dialtone.soap.simmanagement.v1.SimManagement;
import dialtone.soap.simmanagement.v1.SimManagementService;
import dialtone.soap.subscriberprovisioning.v1.SubscriberProvisioning;
import dialtone.soap.subscriberprovisioning.v1.SubscriberProvisioningService;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.cxf.common.DataFormat;
import org.apache.camel.component.cxf.jaxws.CxfConfigurer;
import org.apache.camel.component.cxf.jaxws.CxfEndpoint;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpMethods;
import org.apache.camel.model.TryDefinition;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.frontend.AbstractWSDLBasedEndpointFactory;
import org.apache.cxf.transport.http.HTTPConduit;
import org.apache.cxf.transports.http.configuration.ConnectionType;
import org.apache.cxf.transports.http.configuration.HTTPClientPolicy;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * One route {@code element.<name>} for each element of the network, with its client, its time limits and its gate. Whoever calls an
 * element goes through here. A further element is a line in {@link #SOAP_ELEMENTS} or a name in {@link #REST_ELEMENTS};
 * an installation names its own in {@link Settings#furtherElements}, and they speak REST.
 */
@Dependent
public class NetworkElementRoutes extends RouteBuilder {

    static final List<SoapElement> SOAP_ELEMENTS = List.of(
            new SoapElement("hlr", SubscriberProvisioning.class, SubscriberProvisioningService.class),
            new SoapElement("sim", SimManagement.class, SimManagementService.class),
            new SoapElement("policy", NetworkProfile.class, NetworkProfileService.class),
            new SoapElement("credit", CreditCheck.class, CreditCheckService.class));

    /** Device activation by TMF640, coverage by TMF645, the SM-DP+ by ES2+; the others as {@code openapi/<element>-v1.yaml} says. */
    static final List<String> REST_ELEMENTS =
            List.of("device", "coverage", "identity", "charging", "ota", "voicemail", "shipping", "smdp");

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    /** A step has two actions at most; each is read back and called. Taking one back may first ask what became of it, once. */
    private static final int CALLS_OF_A_JOB = 4;

    /** All calls of a job end within its time: 4.75 s each with a job's usual 30 s. */
    private final Duration receiveTimeout =
            JobTime.forEachOf(CALLS_OF_A_JOB).minus(CONNECT_TIMEOUT).minus(ElementGate.PATIENCE);

    /** Five times the longest message: names, dates and identifiers. */
    private static final int MESSAGE_BYTES = 16 * 1024;

    private static final int MAX_CONNECTIONS = 64;
    private static final int MAX_CONNECTIONS_PER_ELEMENT = ElementLimits.MAX_CONCURRENT;

    private static final String CALL = "dialtone.elementCall";

    /** Property of an exchange: name of the element that was called last. */
    static final String ELEMENT = "dialtone.element";

    /** Property of an exchange: true when its call is the next of a dialogue that has begun with the element. */
    static final String GOES_ON = "dialtone.goesOn";

    private final NetworkElements elements;

    @Inject
    public NetworkElementRoutes(NetworkElements elements) {
        this.elements = elements;
    }

    @Override
    public void configure() throws Exception {
        errorHandler(noErrorHandler());
        for (SoapElement element : SOAP_ELEMENTS) {
            guarded(element.name())
                    .to(client(element))
                    .doFinally()
                    .process(NetworkElementRoutes::leave)
                    .end();
        }
        limitHttp();
        List<String> rest = Stream.concat(REST_ELEMENTS.stream(), Settings.furtherElements().stream())
                .toList();
        for (String element : rest) {
            guarded(element)
                    .to("{{network." + element + ".uri}}")
                    .convertBodyTo(String.class)
                    .doFinally()
                    .process(NetworkElementRoutes::leave)
                    .end();
        }
    }

    private TryDefinition guarded(String element) {
        elements.gate(element);
        return from("direct:element." + element)
                .routeId("element." + element)
                .process(exchange -> {
                    exchange.removeProperty(
                            Exchange.EXCEPTION_CAUGHT); // of an earlier call that the caller has dealt with
                    exchange.setProperty(ELEMENT, element);
                    ElementGate gate = elements.gate(element);
                    exchange.setProperty(
                            CALL,
                            exchange.getProperty(GOES_ON, false, Boolean.class)
                                    ? gate.goOn()
                                    : gate.enter(
                                            exchange.getProperty(JobRoutes.PRIORITY, Priority.USUAL, Priority.class)));
                })
                .doTry();
    }

    private static void leave(Exchange exchange) {
        ElementGate.Call call = (ElementGate.Call) exchange.removeProperty(CALL);
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (failure == null || ElementFaults.refusal(failure).isPresent()) {
            call.answered();
        } else {
            ElementFaults.outage(failure).ifPresentOrElse(call::failed, call::withdrawn);
        }
    }

    private CxfEndpoint client(SoapElement element) throws Exception {
        CxfEndpoint endpoint =
                getContext().getEndpoint("cxf:{{network." + element.name() + ".uri}}", CxfEndpoint.class);
        endpoint.setServiceClass(element.contract());
        endpoint.setServiceNameAsQName(element.serviceName());
        endpoint.setPortNameAsQName(element.portName());
        endpoint.setWsdlURL(element.wsdl());
        endpoint.setDataFormat(DataFormat.POJO);
        endpoint.setSynchronous(true);
        endpoint.setSchemaValidationEnabled(true);
        endpoint.setCxfConfigurer(new TimeLimits(receiveTimeout));
        return endpoint;
    }

    private void limitHttp() {
        HttpComponent http = getContext().getComponent("http", HttpComponent.class);
        http.setConnectTimeout(CONNECT_TIMEOUT.toMillis());
        http.setConnectionRequestTimeout(CONNECT_TIMEOUT.toMillis());
        http.setResponseTimeout(receiveTimeout.toMillis());
        http.setSoTimeout(receiveTimeout.toMillis());
        http.setMaxTotalConnections(MAX_CONNECTIONS);
        http.setConnectionsPerRoute(MAX_CONNECTIONS_PER_ELEMENT);
        // the client would ask again by itself when an answer to GET, PUT or DELETE is lost: past the gate, its limits
        // and the book
        http.setHttpClientConfigurer(HttpClientBuilder::disableAutomaticRetries);
    }

    /** A connection is kept and used again; a call ends in time. */
    private record TimeLimits(Duration receiveTimeout) implements CxfConfigurer {

        @Override
        public void configure(AbstractWSDLBasedEndpointFactory factory) {}

        @Override
        public void configureClient(Client client) {
            HTTPClientPolicy policy = new HTTPClientPolicy();
            policy.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
            policy.setConnectionRequestTimeout(CONNECT_TIMEOUT.toMillis());
            policy.setReceiveTimeout(receiveTimeout.toMillis());
            policy.setConnection(ConnectionType.KEEP_ALIVE);
            // written whole before the connection is opened, with its length known: on an open connection CXF waits for
            // the
            // rest of a message no longer than connecting may take, and a caller that is slow to write would have its
            // call fail
            policy.setAllowChunking(true);
            policy.setChunkingThreshold(MESSAGE_BYTES);
            policy.setChunkLength(MESSAGE_BYTES);
            // HTTP/2 brings an upgrade request and nothing else
            policy.setVersion("1.1");
            ((HTTPConduit) client.getConduit()).setClient(policy);
            client.getEndpoint().put(OneLineFaults.PROPERTY, new OneLineFaults());
        }

        @Override
        public void configureServer(Server server) {}
    }

    /** Headers of a call to an element that speaks REST. The method as the client's own type: each call would look for it by its name. */
    static Map<String, Object> rest(String method, String path, String query) {
        return Map.of(
                Exchange.HTTP_METHOD,
                HttpMethods.valueOf(method),
                Exchange.HTTP_PATH,
                path,
                Exchange.HTTP_QUERY,
                query,
                Exchange.CONTENT_TYPE,
                "application/json",
                "Accept",
                "application/json");
    }
}
