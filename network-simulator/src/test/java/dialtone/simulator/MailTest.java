package dialtone.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Mails are taken once, kept, and found by their recipient. */
class MailTest extends SimulatorStory {

    @Test
    void aMailSentTwiceIsTakenOnceAndSurvivesARestart() throws Exception {
        send("ada@example.com", "<order-1@dialtone>");
        send("ada@example.com", "<order-1@dialtone>");
        send("bob@example.com", "<order-2@dialtone>");
        network.restart();
        JsonNode mails = network.get("/control/mails?to=Ada@example.com");
        assertThat(mails.size()).isEqualTo(1);
        assertThat(mails.get(0).path("subject").asText()).isEqualTo("Your line is ready – Grüße");
        assertThat(mails.get(0).path("text").asText()).contains("4915112345678");
        assertThat(mails.get(0).path("from").asText()).isEqualTo("care@dialtone.example");
        assertThat(network.get("/control/mails").size()).isEqualTo(2);
        assertThat(network.get("/control/mail/counters").path("duplicates").asInt())
                .isEqualTo(1);
    }

    @Test
    void theMailServerCanBeDownRefuseAndDrop() throws Exception {
        network.order("mail", "{\"mode\":\"DOWN\",\"remaining\":1}");
        assertThatThrownBy(() -> send("ada@example.com", "<order-1@dialtone>"))
                .isInstanceOf(MessagingException.class)
                .hasStackTraceContaining("451");
        network.order("mail", "{\"mode\":\"REFUSE\",\"remaining\":1}");
        assertThatThrownBy(() -> send("ada@example.com", "<order-1@dialtone>"))
                .isInstanceOf(MessagingException.class)
                .hasStackTraceContaining("550");
        assertThat(network.get("/control/mails").size()).isZero();
        network.order("mail", "{\"mode\":\"DROP\",\"remaining\":1}");
        assertThatThrownBy(() -> send("ada@example.com", "<order-1@dialtone>")).isInstanceOf(MessagingException.class);
        send("ada@example.com", "<order-1@dialtone>");
        assertThat(network.get("/control/mails").size()).isEqualTo(1);
    }

    @Test
    void ofAMailTheHtmlIsKeptTooAndThePicturesThatItNames() throws Exception {
        var text = new MimeBodyPart();
        text.setText("In words.", "UTF-8");
        var html = new MimeBodyPart();
        html.setText("<img src=\"cid:one@dialtone\">", "UTF-8", "html");
        var picture = new MimeBodyPart();
        picture.setDataHandler(new DataHandler(new ByteArrayDataSource(new byte[] {1, 2, 3}, "image/png")));
        picture.setHeader("Content-ID", "<one@dialtone>");
        picture.setDisposition(Part.INLINE);
        var related = new MimeBodyPart();
        related.setContent(new MimeMultipart("related", html, picture));
        MimeMessage message = message("ada@example.com", "<order-3@dialtone>");
        message.setContent(new MimeMultipart("alternative", text, related));
        Transport.send(message);
        JsonNode mail = network.get("/control/mails?to=ada@example.com").get(0);
        assertThat(mail.path("text").asText()).isEqualTo("In words.");
        assertThat(mail.path("html").asText()).contains("cid:one@dialtone");
        assertThat(mail.path("pictures").toString())
                .isEqualTo("[{\"contentId\":\"one@dialtone\",\"contentType\":\"image/png\",\"disposition\":\"inline\","
                        + "\"base64\":\"AQID\"}]");
    }

    private void send(String to, String messageId) throws MessagingException {
        MimeMessage message = message(to, messageId);
        message.setText("Your number is 4915112345678.", "UTF-8");
        Transport.send(message);
    }

    private MimeMessage message(String to, String messageId) throws MessagingException {
        var properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", Integer.toString(network.smtpPort()));
        properties.put("mail.smtp.timeout", "10000");
        var message = new MimeMessage(Session.getInstance(properties)) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", messageId);
            }
        };
        message.setFrom(new InternetAddress("care@dialtone.example"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject("Your line is ready – Grüße", "UTF-8");
        return message;
    }
}
