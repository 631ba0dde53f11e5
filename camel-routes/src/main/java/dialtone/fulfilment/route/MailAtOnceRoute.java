package dialtone.fulfilment.route;

import dialtone.platform.mail.CustomerMail;
import jakarta.enterprise.context.Dependent;
import org.apache.camel.builder.RouteBuilder;

/** A mail that somebody waits for: it is tried once, and whoever sends it learns what came of that. */
@Dependent
public class MailAtOnceRoute extends RouteBuilder {

    /** Its body is the message. */
    public static final String URI = "direct:mail-at-once";

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from(URI)
                .routeId("mail.send-at-once")
                .process(exchange -> {
                    CustomerMail.Message mail = exchange.getMessage().getMandatoryBody(CustomerMail.Message.class);
                    exchange.getMessage().removeHeaders("*");
                    exchange.getMessage().setHeader("To", mail.to());
                    exchange.getMessage().setHeader("Subject", mail.subject());
                    // tells auto-responders to keep quiet, RFC 3834
                    exchange.getMessage().setHeader("Auto-Submitted", "auto-generated");
                    mail.messageId().ifPresent(id -> exchange.getMessage().setHeader("Message-ID", id));
                    if (mail.page().isPresent()) {
                        MailBody.put(exchange, mail.text(), mail.page().get());
                    } else {
                        exchange.getMessage().setHeader("Content-Type", "text/plain; charset=utf-8");
                        exchange.getMessage().setBody(mail.text());
                    }
                })
                .to("{{mail.uri}}");
    }
}
