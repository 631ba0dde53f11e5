package dialtone.platform.qr;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;

/**
 * A text as QR code (ISO/IEC 18004), drawn as SVG that fits into any page, or as PNG for mails, whose readers draw no SVG. A telephone takes
 * the activation code of an eSIM in this form (GSMA SGP.22 section 4.1).
 */
public final class QrCode {

    /** Of an activation code; a larger code is hard to read from a screen. */
    private static final int MAX_TEXT = 500;

    /** Modules around the code that the standard wants empty. */
    private static final int QUIET_ZONE = 4;

    /** Of a module's side in a PNG: mail readers that show a picture as it is show one that a telephone reads. */
    private static final int PIXELS = 6;

    /** A seventh of the code may be covered or dirty. */
    private static final ErrorCorrectionLevel CORRECTION = ErrorCorrectionLevel.M;

    private QrCode() {}

    /**
     * @param text  at most 500 characters
     * @param title what it is, for who cannot see it
     * @throws IllegalArgumentException if the text is empty or longer
     */
    public static String svg(String text, String title) {
        BitMatrix modules = modules(text);
        int size = modules.getWidth();
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + " " + size
                + "\" role=\"img\" shape-rendering=\"crispEdges\"><title>" + escaped(title) + "</title>"
                + "<path fill=\"#fff\" d=\"M0 0h" + size + "v" + size + "H0z\"/>"
                + "<path fill=\"#000\" d=\"" + dark(modules) + "\"/></svg>";
    }

    /**
     * The same as PNG of one bit for each pixel, {@value #PIXELS} pixels a module.
     *
     * @param text at most 500 characters
     * @throws IllegalArgumentException if the text is empty or longer
     */
    public static byte[] png(String text) {
        BitMatrix modules = modules(text);
        int size = modules.getWidth() * PIXELS;
        int lineBytes = 1 + (size + Byte.SIZE - 1) / Byte.SIZE;
        byte[] pixels = new byte[lineBytes * size];
        for (int y = 0; y < size; y++) {
            // each line begins with its filter, of which there is none: 0
            int line = y * lineBytes + 1;
            for (int x = 0; x < size; x++) {
                if (!modules.get(x / PIXELS, y / PIXELS)) {
                    pixels[line + x / Byte.SIZE] |= (byte) (0x80 >> (x % Byte.SIZE));
                }
            }
        }
        return PngFile.of(size, size, pixels);
    }

    private static BitMatrix modules(String text) {
        if (text.isEmpty() || text.length() > MAX_TEXT) {
            throw new IllegalArgumentException(
                    "A QR code holds 1 to " + MAX_TEXT + " characters, not " + text.length());
        }
        try {
            return new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(EncodeHintType.ERROR_CORRECTION, CORRECTION, EncodeHintType.MARGIN, QUIET_ZONE));
        } catch (WriterException tooMuch) {
            throw new IllegalArgumentException("The text makes no QR code", tooMuch);
        }
    }

    /** A stroke for each run of dark modules in a row. */
    private static String dark(BitMatrix modules) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                int from = x;
                while (x < modules.getWidth() && modules.get(x, y)) {
                    x++;
                }
                if (x > from) {
                    path.append('M')
                            .append(from)
                            .append(' ')
                            .append(y)
                            .append('h')
                            .append(x - from)
                            .append("v1h-")
                            .append(x - from)
                            .append('z');
                }
            }
        }
        return path.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
