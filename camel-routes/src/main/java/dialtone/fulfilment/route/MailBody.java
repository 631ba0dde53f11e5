package dialtone.fulfilment.route;

import dialtone.platform.mail.MailPage;
import dialtone.platform.qr.QrCode;
import dialtone.platform.qr.QrPicture;
import jakarta.activation.DataHandler;
import jakarta.mail.util.ByteArrayDataSource;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;

/** A mail of text and HTML with the same words, and the pictures that the HTML names. */
final class MailBody {

    private MailBody() {}

    static void put(Exchange exchange, String text, MailPage page) {
        exchange.getMessage().setHeader("CamelMailAlternativeBody", text);
        exchange.getMessage().setBody(page.html());
        for (QrPicture picture : page.pictures()) {
            exchange.getMessage(AttachmentMessage.class)
                    .addAttachment(
                            "cid:" + picture.contentId(),
                            new DataHandler(new ByteArrayDataSource(QrCode.png(picture.text()), "image/png")));
        }
    }
}
