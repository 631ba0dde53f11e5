package dialtone.platform.mail;

import dialtone.platform.qr.QrPicture;
import java.util.List;

/**
 * The HTML of a mail, and the QR codes in it. They go along as PNG and are named by {@code cid:} (RFC 2392): many mail readers draw no SVG and
 * load nothing.
 */
public record MailPage(String html, List<QrPicture> pictures) {

    /** Of a QR code on a screen, in pixels: a telephone reads it at arm's length. */
    private static final int WIDTH = 220;

    public MailPage {
        pictures = List.copyOf(pictures);
    }

    /** @param body HTML */
    public static String of(String subject, String body) {
        return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + escaped(subject)
                + "</title></head><body>" + body + "</body></html>";
    }

    public static String paragraph(String text) {
        return "<p>" + escaped(text) + "</p>";
    }

    /** Where the picture stands; the text that it is of stands beside it for who sees none. */
    public static String picture(QrPicture picture) {
        return "<p><img src=\"cid:" + picture.contentId() + "\" width=\"" + WIDTH + "\" height=\"" + WIDTH
                + "\" alt=\"QR code of the activation code " + escaped(picture.text()) + "\"></p>";
    }

    /** A text as it may stand in HTML. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
