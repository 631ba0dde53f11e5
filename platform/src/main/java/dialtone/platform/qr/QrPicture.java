package dialtone.platform.qr;

/**
 * A QR code that goes along with a mail.
 *
 * @param name its own within the mail: letters, digits and hyphens
 * @param text what it says
 */
public record QrPicture(String name, String text) {

    /** By which the mail's HTML names it (RFC 2392), without {@code cid:}. */
    public String contentId() {
        return name + "@dialtone";
    }
}
