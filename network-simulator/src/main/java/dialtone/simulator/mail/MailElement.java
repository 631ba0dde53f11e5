package dialtone.simulator.mail;

import dialtone.simulator.element.Answer;
import dialtone.simulator.element.Call;
import dialtone.simulator.element.ElementDesk;
import dialtone.simulator.element.NetworkElement;
import dialtone.simulator.store.KnownRequest;
import dialtone.simulator.store.Mail;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/**
 * The mail server. A mail is stored before DATA is answered; the same Message-ID to the same recipient is stored once and counted as a
 * duplicate after that. DOWN is 451, REFUSE is 550, DROP closes the connection after the mail is stored.
 */
public final class MailElement implements AutoCloseable {

    private static final NetworkElement MAIL = NetworkElement.MAIL;

    /** Made once: each looks for all providers there are, and a mail that is only read needs none. */
    private static final Session SESSION = Session.getInstance(new Properties());

    /** Mails of an operator to its customers are letters, not parcels. */
    private static final int MAX_MAIL_BYTES = 1024 * 1024;

    private static final int MAX_CONNECTIONS = 64;
    private static final int MAX_RECIPIENTS = 100;
    private static final int IDLE_MILLIS = 60_000;
    private static final int MAX_ADDRESS = 320;
    private static final int MAX_SUBJECT = 1000;
    private static final int MAX_TEXT = 500_000;

    private final ElementDesk desk;
    private final Clock clock;
    private final SMTPServer server;
    private final ExecutorService sessions;

    /** @param port 0 for any that is free */
    public MailElement(ElementDesk desk, Clock clock, InetAddress bind, int port) {
        this.desk = desk;
        this.clock = clock;
        this.sessions = new ThreadPoolExecutor(
                2,
                MAX_CONNECTIONS + 1,
                30,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Thread.ofPlatform().name("smtp-", 0).factory());
        this.server = SMTPServer.port(port)
                .bindAddress(bind)
                .hostName("mail.dialtone.example")
                .softwareName("Dialtone network simulator")
                .executorService(sessions)
                .maxConnections(MAX_CONNECTIONS)
                .maxRecipients(MAX_RECIPIENTS)
                .maxMessageSize(MAX_MAIL_BYTES)
                .connectionTimeout(IDLE_MILLIS, TimeUnit.MILLISECONDS)
                .insertReceivedHeaders(false)
                .messageHandlerFactory(Delivery::new)
                .build();
    }

    /** @throws IOException when it cannot listen, for instance because the port is in use */
    public void start() throws IOException {
        try {
            server.start();
        } catch (RuntimeException failed) {
            // the library wraps what the socket said
            if (failed.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.getPortAllocated();
    }

    @Override
    public void close() {
        server.stop();
        sessions.shutdownNow();
    }

    /** One mail transaction of a session. */
    private final class Delivery implements MessageHandler {

        private final MessageContext context;
        private final List<String> recipients = new ArrayList<>();
        private String sender = "";

        Delivery(MessageContext context) {
            this.context = context;
        }

        @Override
        public void from(String from) {
            sender = from;
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            if (recipient.length() > MAX_ADDRESS) {
                throw new RejectException(553, "an address has at most " + MAX_ADDRESS + " characters");
            }
            recipients.add(recipient.toLowerCase(Locale.ROOT));
        }

        @Override
        public String data(InputStream content) throws RejectException, IOException {
            byte[] bytes = content.readNBytes(MAX_MAIL_BYTES + 1);
            if (bytes.length > MAX_MAIL_BYTES) {
                throw new RejectException(552, "a mail has at most " + MAX_MAIL_BYTES + " bytes");
            }
            try {
                var message = new MimeMessage(SESSION, new ByteArrayInputStream(bytes));
                String messageId = Optional.ofNullable(message.getMessageID())
                        .filter(id -> id.length() <= MAX_ADDRESS)
                        .orElseGet(() -> KnownRequest.digest(new String(bytes, StandardCharsets.ISO_8859_1)));
                String subject = cut(Optional.ofNullable(message.getSubject()).orElse(""), MAX_SUBJECT);
                String text = cut(textOf(message, "text/*", 0).orElse(""), MAX_TEXT);
                String html = cut(textOf(message, "text/html", 0).orElse(""), MAX_TEXT);
                List<Mail.Picture> pictures = new ArrayList<>();
                collectPictures(message, pictures, 0);
                for (String recipient : recipients) {
                    deliver(new Mail(
                            0,
                            messageId,
                            sender,
                            recipient,
                            subject,
                            text,
                            html,
                            pictures,
                            clock.instant().toString()));
                }
                return "taken";
            } catch (MessagingException malformed) {
                throw new RejectException(554, "the mail is not readable: " + malformed.getMessage());
            }
        }

        private void deliver(Mail mail) throws RejectException, IOException {
            Call call = Call.order(
                    MAIL,
                    "deliver",
                    mail.messageId() + " " + mail.to(),
                    List.of(mail.to(), mail.messageId()),
                    mail.subject());
            Answer answer = desk.serve(call, (books, timing) -> {
                books.add(mail);
                return new Answer.Done("{}");
            });
            switch (answer) {
                case Answer.Done done -> {}
                case Answer.Accepted accepted -> throw new IllegalStateException("a mail is never late");
                case Answer.Refused refused ->
                    throw new RejectException(550, refused.refusal().text());
                case Answer.Down down -> throw new RejectException(451, down.text());
                case Answer.Lost lost -> {
                    if (context instanceof org.subethamail.smtp.server.Session session) {
                        session.closeSocket();
                    }
                    throw new IOException("the connection is closed, as ordered");
                }
            }
        }

        @Override
        public void done() {
            recipients.clear();
        }
    }

    /** How deep parts of a mail are looked into. */
    private static final int MAX_DEPTH = 5;

    /** The first part of that type. */
    private static Optional<String> textOf(Part part, String type, int depth) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return Optional.of(part.getContent().toString());
        }
        if (depth < MAX_DEPTH && part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                Optional<String> text = textOf(parts.getBodyPart(i), type, depth + 1);
                if (text.isPresent()) {
                    return text;
                }
            }
        }
        return Optional.empty();
    }

    private static void collectPictures(Part part, List<Mail.Picture> pictures, int depth)
            throws MessagingException, IOException {
        if (part.isMimeType("image/*")) {
            byte[] bytes = part.getInputStream().readAllBytes();
            String[] id = part.getHeader("Content-ID");
            pictures.add(new Mail.Picture(
                    id == null ? "" : id[0].replaceAll("[<>]", ""),
                    new ContentType(part.getContentType()).getBaseType(),
                    Optional.ofNullable(part.getDisposition()).orElse(""),
                    Base64.getEncoder().encodeToString(bytes)));
        } else if (depth < MAX_DEPTH
                && part.isMimeType("multipart/*")
                && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                collectPictures(parts.getBodyPart(i), pictures, depth + 1);
            }
        }
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
