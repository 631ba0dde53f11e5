package dialtone.system.api;

import dialtone.load.Api;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The schema of a WSDL as the server hands it out: what an answer has to be. */
final class SoapContract {

    private static final String ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/";

    private final Schema schema;

    private SoapContract(Schema schema) {
        this.schema = schema;
    }

    static SoapContract of(Api.Answer wsdl) {
        Node types = document(wsdl)
                .getElementsByTagNameNS(XMLConstants.W3C_XML_SCHEMA_NS_URI, "schema")
                .item(0);
        try {
            return new SoapContract(SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(new DOMSource(types)));
        } catch (SAXException noSchema) {
            throw new AssertionError("No schema in " + wsdl.body(), noSchema);
        }
    }

    /**
     * Holds what is in the answer's body, or in the detail of its fault, against the schema.
     *
     * @return the answer
     */
    Api.Answer holds(Api.Answer answer) {
        Document document = document(answer);
        Element content =
                firstElement(document.getElementsByTagNameNS(ENVELOPE, "Body").item(0));
        if (content.getLocalName().equals("Fault")) {
            content = firstElement(content.getElementsByTagName("detail").item(0));
        }
        try {
            schema.newValidator().validate(new DOMSource(content));
            return answer;
        } catch (SAXException broken) {
            throw new AssertionError("The contract is broken: " + broken.getMessage() + "\n" + answer.body(), broken);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Element firstElement(Node parent) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                return element;
            }
        }
        throw new AssertionError("Nothing in " + parent.getNodeName());
    }

    /** Of an answer that is XML, without a document type. */
    static Document document(Api.Answer answer) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(answer.body())));
        } catch (SAXException notXml) {
            throw new AssertionError("An answer that is not XML: " + answer.body(), notXml);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("Every Java reads XML", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
