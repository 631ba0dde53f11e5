package dialtone.platform.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Message;
import org.apache.cxf.message.MessageImpl;
import org.junit.jupiter.api.Test;

class ExplainUnreadableTest {

    @Test
    void what_is_no_xml_is_said_with_the_place_and_without_the_parsers_words() {
        Fault told = told(new Fault(new IllegalStateException(unreadable("PlaceOrder, please"))));
        assertThat(told.getMessage())
                .matches("The request cannot be read as a SOAP message: reading ended at line 1, column \\d+\\.");
        assertThat(told.getFaultCode()).isEqualTo(Fault.FAULT_CODE_CLIENT);
        assertThat(told(new Fault(unreadable("<a>\n<b></a>"))).getMessage()).contains("at line 2, column ");
    }

    @Test
    void what_is_refused_without_a_place_is_said_without_one() {
        assertThat(told(new Fault(new XMLStreamException("Maximum depth"))).getMessage())
                .isEqualTo("The request cannot be read as a SOAP message.");
    }

    @Test
    void what_is_too_large_is_said_with_the_limit() {
        XMLStreamException broken = new XMLStreamException(new RefuseLargeRequests.TooLarge());
        assertThat(told(new Fault(broken)).getMessage()).isEqualTo("A request has at most 1048576 bytes.");
    }

    @Test
    void what_has_been_read_is_left_as_it_is() {
        Fault bug = new Fault(new IllegalStateException("a bug"));
        String before = bug.getMessage();
        assertThat(told(bug).getMessage()).isEqualTo(before);
        assertThat(bug.getFaultCode()).isEqualTo(Fault.FAULT_CODE_SERVER);
    }

    private static Fault told(Fault fault) {
        Message message = new MessageImpl();
        message.setContent(Exception.class, fault);
        new ExplainUnreadable().handleMessage(message);
        return fault;
    }

    private static XMLStreamException unreadable(String text) {
        try {
            XMLStreamReader reader = XMLInputFactory.newFactory().createXMLStreamReader(new StringReader(text));
            while (reader.hasNext()) {
                reader.next();
            }
        } catch (XMLStreamException e) {
            return e;
        }
        throw new AssertionError("It can be read: " + text);
    }
}
