package dialtone.fulfilment.route;

import jakarta.xml.ws.Service;
import jakarta.xml.ws.WebEndpoint;
import jakarta.xml.ws.WebServiceClient;
import java.util.Arrays;
import javax.xml.namespace.QName;

/**
 * A network element that speaks one of the SOAP contracts.
 *
 * @param name     as in {@code {{network.<name>.uri}}} and in the route {@code element.<name>}
 * @param contract the port type
 * @param service  the service that the contract names
 */
record SoapElement(String name, Class<?> contract, Class<? extends Service> service) {

    QName serviceName() {
        return new QName(contractOf().targetNamespace(), contractOf().name());
    }

    QName portName() {
        return Arrays.stream(service.getMethods())
                .filter(method -> method.isAnnotationPresent(WebEndpoint.class))
                .map(method -> new QName(
                        contractOf().targetNamespace(),
                        method.getAnnotation(WebEndpoint.class).name()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No port in " + service));
    }

    String wsdl() {
        return contractOf().wsdlLocation();
    }

    private WebServiceClient contractOf() {
        return service.getAnnotation(WebServiceClient.class);
    }
}
