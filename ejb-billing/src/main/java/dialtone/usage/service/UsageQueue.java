package dialtone.usage.service;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJB;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Listens to the usage queue. A message is gone when its batch is stored, and no sooner: what the batch stores is committed before the message's own
 * transaction, which only takes it off the queue. Whoever dies in between finds it again, and what it stored. A message that is no batch is noted as refused and
 * gone; so what goes back to the queue has met an outage, and is delivered again after a second, two, four, up to a minute.
 */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = "java:/jms/queue/usage"),
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            // one at a time, as files are: batches of one source mostly are about the same numbers
            @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "1"),
            // seconds; a batch of the largest message takes two, and waits for others that hold its numbers
            @ActivationConfigProperty(propertyName = "transactionTimeout", propertyValue = "300")
        })
public class UsageQueue implements MessageListener {

    /** Properties of a message. */
    static final String BATCH = "batch";

    static final String LAYOUT = "layout";

    private static final Logger LOG = Logger.getLogger(UsageQueue.class);

    @EJB
    private UsageMessages messages;

    @Resource
    private MessageDrivenContext context;

    @SuppressWarnings("NullAway") // the container injects
    public UsageQueue() {}

    @Override
    public void onMessage(Message message) {
        try {
            UsageMessage batch = new UsageMessage(
                    message.getJMSMessageID(),
                    orEmpty(message.getStringProperty(BATCH)),
                    orEmpty(message.getStringProperty(LAYOUT)));
            take(batch, message);
        } catch (JMSException | IOException | RuntimeException outage) {
            LOG.warnf("A usage message goes back to the queue: %s", outage.getMessage());
            context.setRollbackOnly();
        }
    }

    private void take(UsageMessage batch, Message message) throws JMSException, IOException {
        switch (message) {
            case TextMessage text ->
                messages.take(batch, orEmpty(text.getText()).getBytes(StandardCharsets.UTF_8));
            case BytesMessage bytes
            when bytes.getBodyLength() > UsageMessages.MAX_BYTES ->
                messages.refuse(
                        batch,
                        "The message has " + bytes.getBodyLength() + " bytes, more than " + UsageMessages.MAX_BYTES,
                        new byte[0]);
            case BytesMessage bytes -> {
                byte[] content = new byte[(int) bytes.getBodyLength()];
                bytes.readBytes(content);
                messages.take(batch, content);
            }
            default -> messages.refuse(batch, "The message is neither text nor bytes", new byte[0]);
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
