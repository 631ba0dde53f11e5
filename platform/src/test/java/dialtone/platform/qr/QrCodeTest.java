package dialtone.platform.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class QrCodeTest {

    private static final String CODE = "LPA:1$smdp.dialtone.example$0A1B2-C3D4E-5F607-18293";
    private static final Pattern SIZE = Pattern.compile("viewBox=\"0 0 (\\d+) \\d+\"");
    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\d+z");

    /** Pixels of a module. */
    private static final int SCALE = 8;

    @Test
    void whatIsDrawnIsReadAsItWasWritten() throws Exception {
        assertThat(read(QrCode.svg(CODE, "Activation code"))).isEqualTo(CODE);
    }

    @Test
    void thePngSaysTheSame() throws Exception {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(QrCode.png(CODE)));
        int width = image.getWidth();
        assertThat(width).isEqualTo(image.getHeight()).isBetween(150, 400);
        int[] pixels = image.getRGB(0, 0, width, width, null, 0, width);
        assertThat(new QRCodeReader()
                        .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, width, pixels))))
                        .getText())
                .isEqualTo(CODE);
    }

    @Test
    void whatItIsIsSaidToWhoCannotSeeIt() {
        assertThat(QrCode.svg(CODE, "Code of <Ada> & Bruno"))
                .contains("role=\"img\"", "<title>Code of &lt;Ada&gt; &amp; Bruno</title>");
    }

    @Test
    void nothingAndTooMuchAreRefused() {
        assertThatThrownBy(() -> QrCode.svg("", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> QrCode.svg("x".repeat(501), "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> QrCode.png("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> QrCode.png("x".repeat(501))).isInstanceOf(IllegalArgumentException.class);
    }

    /** Paints the paths and has a reader look at the picture. */
    private static String read(String svg) throws Exception {
        Matcher size = SIZE.matcher(svg);
        assertThat(size.find()).isTrue();
        int pixels = Integer.parseInt(size.group(1)) * SCALE;
        int[] picture = new int[pixels * pixels];
        Arrays.fill(picture, 0xFFFFFF);
        Matcher run = RUN.matcher(svg);
        while (run.find()) {
            int x = Integer.parseInt(run.group(1)) * SCALE;
            int y = Integer.parseInt(run.group(2)) * SCALE;
            int width = Integer.parseInt(run.group(3)) * SCALE;
            for (int row = y; row < y + SCALE; row++) {
                Arrays.fill(picture, row * pixels + x, row * pixels + x + width, 0);
            }
        }
        LuminanceSource source = new RGBLuminanceSource(pixels, pixels, picture);
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(source)))
                .getText();
    }
}
