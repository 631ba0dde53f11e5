package dialtone.platform.mail;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A mail that a customer waits for while somebody talks to him: it is tried once, at once, and kept nowhere. The routes say how it is sent,
 * when they start; who has it sent knows nothing of them.
 */
@ApplicationScoped
public class CustomerMail {

    private static final Logger LOG = Logger.getLogger(CustomerMail.class);

    /**
     * @param to        address of the customer's record
     * @param text      plain
     * @param page      the same words as HTML; empty for a mail of text alone
     * @param messageId by which mailboxes keep a mail once that is sent twice, {@code <...@dialtone>}; empty for any
     */
    public record Message(String to, String subject, String text, Optional<MailPage> page, Optional<String> messageId) {

        /** Of text alone. */
        public Message(String to, String subject, String text) {
            this(to, subject, text, Optional.empty(), Optional.empty());
        }

        /** The text may hold a code, and the address is nobody's business. */
        @Override
        public String toString() {
            return "Mail \"" + subject + "\"";
        }
    }

    /** How it is sent. */
    public interface Way {

        /** @throws RuntimeException whatever keeps it from being sent */
        void send(Message message);
    }

    private final AtomicReference<@Nullable Way> way = new AtomicReference<>();

    /** From now on mails are sent so. */
    public void sendBy(Way next) {
        way.set(next);
    }

    /**
     * @return whether the mail server has taken it
     * @throws IllegalStateException before anybody has said how mails are sent
     */
    public boolean send(Message message) {
        Way now = Optional.ofNullable(way.get())
                .orElseThrow(() -> new IllegalStateException("Nobody sends mail in this installation"));
        try {
            now.send(message);
            return true;
        } catch (RuntimeException refused) {
            LOG.warnf(
                    "%s is not taken by the mail server: %s",
                    message, refused.getClass().getName());
            return false;
        }
    }
}
