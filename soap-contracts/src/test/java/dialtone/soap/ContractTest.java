package dialtone.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.soap.networkprofile.v1.ApplyProfile;
import dialtone.soap.orderentry.v1.Action;
import dialtone.soap.orderentry.v1.InvalidInputFault;
import dialtone.soap.orderentry.v1.OrderItemRequest;
import dialtone.soap.orderentry.v1.PlaceOrder;
import dialtone.soap.simmanagement.v1.ActivateSim;
import dialtone.soap.simmanagement.v1.SimType;
import dialtone.soap.subscriberprovisioning.v1.CreateSubscriber;
import jakarta.jws.WebService;
import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.MarshalException;
import jakarta.xml.bind.Marshaller;
import jakarta.xml.ws.WebServiceClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URL;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** The contracts hold what they promise: limits in the schema, WSDL on the classpath, document/literal wrapped, typed faults. */
class ContractTest {

    private static final String XSD = XMLConstants.W3C_XML_SCHEMA_NS_URI;

    @ParameterizedTest
    @CsvSource({
        "dialtone.soap.subscriberprovisioning.v1.SubscriberProvisioningService",
        "dialtone.soap.simmanagement.v1.SimManagementService",
        "dialtone.soap.networkprofile.v1.NetworkProfileService",
        "dialtone.soap.creditcheck.v1.CreditCheckService",
        "dialtone.soap.activationcallback.v1.ActivationCallbackService",
        "dialtone.soap.orderentry.v1.OrderEntryService"
    })
    void aServiceFindsItsWsdlOnTheClasspath(String serviceClass) throws ClassNotFoundException {
        String location = Class.forName(serviceClass)
                .getAnnotation(WebServiceClient.class)
                .wsdlLocation();
        assertThat(location).startsWith("classpath:wsdl/").endsWith("-v1.wsdl");
        assertThat(getClass().getClassLoader().getResource(location.substring("classpath:".length())))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "subscriber-provisioning",
                "sim-management",
                "network-profile",
                "credit-check",
                "activation-callback",
                "order-entry"
            })
    void aContractIsDocumentLiteralWithAWrapperNamedAsItsOperation(String noun) throws Exception {
        Document wsdl = wsdl(noun);
        String wsdlNs = "http://schemas.xmlsoap.org/wsdl/";
        assertThat(wsdl.getDocumentElement().getAttribute("targetNamespace")).isEqualTo("urn:dialtone:" + noun + ":v1");
        Element portType =
                (Element) wsdl.getElementsByTagNameNS(wsdlNs, "portType").item(0);
        for (Element operation : elements(portType, wsdlNs, "operation")) {
            String name = operation.getAttribute("name");
            Element part =
                    elements(message(wsdl, name + "Request"), wsdlNs, "part").get(0);
            assertThat(part.getAttribute("element")).isEqualTo("tns:" + name);
            assertThat(part.getAttribute("name")).isEqualTo("parameters");
        }
        for (Element body : elements(wsdl.getDocumentElement(), "http://schemas.xmlsoap.org/wsdl/soap/", "body")) {
            assertThat(body.getAttribute("use")).isEqualTo("literal");
        }
    }

    @Test
    void anActivationWithinTheLimitsIsValid() {
        assertThat(problemsOf("sim-management", activation("8949012345678901234", "262011234567890")))
                .isEmpty();
        assertThat(problemsOf("sim-management", activation("89490123456789012345", "262011234567890")))
                .isEmpty();
    }

    @ParameterizedTest(name = "iccid {0}, imsi {1}")
    @CsvSource({
        "894901234567890123,262011234567890",
        "894901234567890123456,262011234567890",
        "1249012345678901234,262011234567890",
        "89490123456789012X4,262011234567890",
        "8949012345678901234,26201123456789",
        "8949012345678901234,2620112345678901",
        "8949012345678901234,26201123456789A"
    })
    void anIdentifierOutsideItsLimitsIsRefusedBySchema(String iccid, String imsi) {
        assertThat(problemsOf("sim-management", activation(iccid, imsi))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+4915112345678", "0151123456789", "123456", "1234567890123456"})
    void aMsisdnThatIsNoE164NumberIsRefusedBySchema(String msisdn) {
        var request = new CreateSubscriber();
        request.setRequestId("order-1-hlr");
        request.setImsi("262011234567890");
        request.setIccid("8949012345678901234");
        request.setProfile("mobile-5g");
        request.setMsisdn(msisdn);
        assertThat(problemsOf("subscriber-provisioning", request)).isNotEmpty();
        request.setMsisdn("4915112345678");
        assertThat(problemsOf("subscriber-provisioning", request)).isEmpty();
    }

    @Test
    void aProfileNeedsOneToEightAccessPoints() {
        var request = new ApplyProfile();
        request.setRequestId("order-1-policy");
        request.setImsi("262011234567890");
        request.setMsisdn("4915112345678");
        request.setProfile("mobile-5g");
        request.setQosClass(9);
        request.setDownlinkKbps(300_000);
        request.setUplinkKbps(50_000);
        assertThat(problemsOf("network-profile", request)).isNotEmpty();
        for (int i = 1; i <= 8; i++) {
            request.getApn().add("internet" + i);
            assertThat(problemsOf("network-profile", request)).isEmpty();
        }
        request.getApn().add("internet9");
        assertThat(problemsOf("network-profile", request)).isNotEmpty();
    }

    @Test
    void anOrderMayHoldALineWithItsOptions() {
        var addOn = new OrderItemRequest();
        addOn.setId("1.1");
        addOn.setAction(Action.ADD);
        addOn.setOfferingId("roaming-eu");
        var line = new OrderItemRequest();
        line.setId("1");
        line.setAction(Action.ADD);
        line.setOfferingId("mobile-line-m");
        line.getOption().add(addOn);
        var order = new PlaceOrder();
        order.setRequestId("partner-4711");
        order.setCustomerId("C-1");
        order.setBillingAccountId("B-1");
        assertThat(problemsOf("order-entry", order)).isNotEmpty();
        order.getItem().add(line);
        assertThat(problemsOf("order-entry", order)).isEmpty();
    }

    @Test
    void aFaultOfOrderEntryNamesTheField() throws NoSuchMethodException {
        assertThat(InvalidInputFault.class.getMethod("getFaultInfo").getReturnType())
                .isEqualTo(dialtone.soap.orderentry.v1.InvalidInput.class);
        assertThat(dialtone.soap.orderentry.v1.InvalidField.class.getDeclaredFields())
                .extracting("name")
                .contains("field", "code", "message");
    }

    @Test
    void aPortIsAJavaInterfaceWithOneParametersObject() throws NoSuchMethodException {
        Class<?> port = dialtone.soap.simmanagement.v1.SimManagement.class;
        assertThat(port.getAnnotation(WebService.class)).isNotNull();
        assertThat(port.getMethod("activateSim", ActivateSim.class).getReturnType())
                .isEqualTo(dialtone.soap.simmanagement.v1.ActivateSimResponse.class);
    }

    @Test
    void aTimeHasAnOffsetAndADateHasNone() {
        assertThat(new InstantAdapter().unmarshal("2026-11-25T14:00:00+01:00"))
                .isEqualTo(Instant.parse("2026-11-25T13:00:00Z"));
        assertThat(new InstantAdapter().marshal(Instant.parse("2026-11-25T13:00:00Z")))
                .isEqualTo("2026-11-25T13:00:00Z");
        assertThatThrownBy(() -> new InstantAdapter().unmarshal("2026-11-25T14:00:00"))
                .isInstanceOf(java.time.format.DateTimeParseException.class);
        assertThat(new LocalDateAdapter().unmarshal("1990-02-28+01:00")).isEqualTo(LocalDate.of(1990, 2, 28));
    }

    private static ActivateSim activation(String iccid, String imsi) {
        var request = new ActivateSim();
        request.setRequestId("order-1-sim");
        request.setIccid(iccid);
        request.setImsi(imsi);
        request.setSimType(SimType.PHYSICAL);
        return request;
    }

    /** What the contract's own schema says against a message; empty when nothing. */
    private static List<String> problemsOf(String noun, Object message) {
        var problems = new ArrayList<String>();
        try {
            Marshaller marshaller = JAXBContext.newInstance(message.getClass()).createMarshaller();
            marshaller.setSchema(schema(noun));
            marshaller.setEventHandler(event -> {
                problems.add(event.getMessage());
                return true;
            });
            marshaller.marshal(message, new StringWriter());
        } catch (MarshalException refused) {
            problems.add(String.valueOf(refused.getLinkedException()));
        } catch (JAXBException | SAXException | IOException | ParserConfigurationException broken) {
            throw new AssertionError("the schema of " + noun + " is not usable", broken);
        }
        return problems;
    }

    private static Schema schema(String noun) throws SAXException, IOException, ParserConfigurationException {
        Document wsdl = wsdl(noun);
        Element types = (Element) wsdl.getElementsByTagNameNS(XSD, "schema").item(0);
        URL common = resource("network-element-v1.xsd");
        return SchemaFactory.newInstance(XSD).newSchema(new Source[] {
            new StreamSource(common.toExternalForm()),
            new DOMSource(types, resource(noun + "-v1.wsdl").toExternalForm())
        });
    }

    private static Document wsdl(String noun) throws SAXException, IOException, ParserConfigurationException {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        try (InputStream in = resource(noun + "-v1.wsdl").openStream()) {
            return factory.newDocumentBuilder().parse(in);
        }
    }

    private static URL resource(String file) {
        return ContractTest.class.getResource("/wsdl/" + file);
    }

    private static Element message(Document wsdl, String name) {
        return elements(wsdl.getDocumentElement(), "http://schemas.xmlsoap.org/wsdl/", "message").stream()
                .filter(message -> message.getAttribute("name").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no message " + name));
    }

    private static List<Element> elements(Element parent, String namespace, String name) {
        var found = new ArrayList<Element>();
        var nodes = parent.getElementsByTagNameNS(namespace, name);
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }
}
