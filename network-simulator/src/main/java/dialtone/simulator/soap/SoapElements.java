package dialtone.simulator.soap;

import dialtone.simulator.element.Documents;
import dialtone.simulator.element.ElementDesk;
import java.time.Clock;
import java.util.Map;
import org.apache.cxf.Bus;
import org.apache.cxf.jaxws.EndpointImpl;

/** Publishes the elements that speak SOAP below the servlet of the bus. */
public final class SoapElements {

    private SoapElements() {}

    public static void publish(Bus bus, ElementDesk desk, Documents documents, Clock clock) {
        var exchange = new SoapExchange(desk, documents);
        publish(bus, new SubscriberProvisioningElement(exchange), "subscriber-provisioning");
        publish(bus, new SimManagementElement(exchange), "sim-management");
        publish(bus, new NetworkProfileElement(exchange), "network-profile");
        publish(bus, new CreditCheckElement(exchange, clock), "credit-check");
    }

    /** What comes in is held to the schema; what goes out is ours. */
    private static void publish(Bus bus, Object element, String noun) {
        @SuppressWarnings("resource") // lives as long as the bus, which stops it
        var endpoint = new EndpointImpl(bus, element);
        endpoint.setProperties(Map.of("schema-validation-enabled", "IN"));
        endpoint.getOutFaultInterceptors().add(new InvalidInputFaults());
        endpoint.publish("/" + noun + "/v1");
    }
}
