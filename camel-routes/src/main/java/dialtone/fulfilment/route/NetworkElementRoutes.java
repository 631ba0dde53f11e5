package dialtone.fulfilment.route;

import dialtone.platform.job.JobTime;
import dialtone.platform.route.OneLineFaults;
import dialtone.soap.creditcheck.v1.CreditCheck;
import dialtone.soap.creditcheck.v1.CreditCheckService;
import dialtone.soap.networkprofile.v1.NetworkProfile;
import dialtone.soap.networkprofile.v1.NetworkProfileService;
import dialtone.soap.simmanagement.v1.SimManagement;
import dialtone.soap.simmanagement.v1.SimManagementService;
import dialtone.soap.subscriberprovisioning.v1.SubscriberProvisioning;
import dialtone.soap.subscriberprovisioning.v1.SubscriberProvisioningService;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import jakarta.enterprise.context.Dependent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.cxf.common.DataFormat;
import org.apache.camel.component.cxf.jaxws.CxfConfigurer;
import org.apache.camel.component.cxf.jaxws.CxfEndpoint;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.frontend.AbstractWSDLBasedEndpointFactory;
import org.apache.cxf.transport.http.HTTPConduit;
import org.apache.cxf.transports.http.configuration.ConnectionType;
import org.apache.cxf.transports.http.configuration.HTTPClientPolicy;

/**
 * One route {@code element.<name>} for each element of the network, with its client, its time limits and its circuit breaker. Whoever
 * calls an element goes through here. A further SOAP element is a line in {@link #SOAP_ELEMENTS}.
 */
@Dependent
public class NetworkElementRoutes extends RouteBuilder {

    static final List<SoapElement> SOAP_ELEMENTS = List.of(
            new SoapElement("hlr", SubscriberProvisioning.class, SubscriberProvisioningService.class),
            new SoapElement("sim", SimManagement.class, SimManagementService.class),
            new SoapElement("policy", NetworkProfile.class, NetworkProfileService.class),
            new SoapElement("credit", CreditCheck.class, CreditCheckService.class));

    /** TM Forum APIs: device activation by TMF640, coverage by TMF645. */
    static final List<String> REST_ELEMENTS = List.of("device", "coverage");

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    /** A step has two actions at most; each is read back and called. Taking one back may first ask what became of it, once. */
    private static final int CALLS_OF_A_JOB = 4;

    /** All calls of a job end within its time: 5.25 s each with a job's usual 30 s. */
    private final Duration receiveTimeout = JobTime.forEachOf(CALLS_OF_A_JOB).minus(CONNECT_TIMEOUT);

    /** Five times the longest message: names, dates and identifiers. */
    private static final int MESSAGE_BYTES = 16 * 1024;

    private static final int MAX_CONNECTIONS = 64;
    private static final int MAX_CONNECTIONS_PER_ELEMENT = 32;

    /** Half of the last twenty calls failed: the element is left in peace for a while, then three calls try whether it is back. */
    private static final CircuitBreakerConfig BREAKER = CircuitBreakerConfig.custom()
            .slidingWindowSize(20)
            .minimumNumberOfCalls(10)
            .failureRateThreshold(50)
            .waitDurationInOpenState(Duration.ofSeconds(5))
            .permittedNumberOfCallsInHalfOpenState(3)
            .recordException(failure -> ElementFaults.outage(failure).isPresent())
            .build();

    @Override
    public void configure() throws Exception {
        errorHandler(noErrorHandler());
        for (SoapElement element : SOAP_ELEMENTS) {
            guarded(element.name()).to(client(element)).end();
        }
        limitHttp();
        for (String element : REST_ELEMENTS) {
            guarded(element)
                    .to("{{network." + element + ".uri}}")
                    .convertBodyTo(String.class)
                    .end();
        }
    }

    private CircuitBreakerDefinition guarded(String element) {
        String breaker = "breaker." + element;
        getContext().getRegistry().bind(breaker, CircuitBreaker.class, CircuitBreaker.of(breaker, BREAKER));
        return from("direct:element." + element)
                .routeId("element." + element)
                .circuitBreaker()
                .resilience4jConfiguration()
                .circuitBreaker(breaker)
                .throwExceptionWhenHalfOpenOrOpenState(true)
                .end();
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

    /** Headers of a call to an element that speaks a TM Forum API. */
    static Map<String, Object> rest(String method, String path, String query) {
        return Map.of(
                Exchange.HTTP_METHOD,
                method,
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
