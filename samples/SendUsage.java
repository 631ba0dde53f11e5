import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Queue;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * Sends usage files to the queue, as a mediation system would: each a message, and all of them or none. docs/usage.md says how to call it.
 *
 * <p>Arguments: host and port of the server, login, password, layout, files.
 */
public final class SendUsage {

    private static final int FIRST_FILE = 4;

    private SendUsage() {}

    public static void main(String... words) throws Exception {
        // the web port; the upgrade's endpoint is the acceptor of configure-messaging.cli
        String broker = "tcp://" + words[0] + "?httpUpgradeEnabled=true&httpUpgradeEndpoint=http-acceptor";
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker);
                JMSContext session = factory.createContext(words[1], words[2], JMSContext.SESSION_TRANSACTED)) {
            Queue queue = session.createQueue("usage");
            JMSProducer producer = session.createProducer();
            for (int i = FIRST_FILE; i < words.length; i++) {
                Path file = Path.of(words[i]);
                BytesMessage message = session.createBytesMessage();
                message.writeBytes(Files.readAllBytes(file));
                message.setStringProperty("batch", file.getFileName().toString());
                message.setStringProperty("layout", words[3]);
                producer.send(queue, message);
            }
            session.commit(); // returns when the queue has them on disk
        }
    }
}
