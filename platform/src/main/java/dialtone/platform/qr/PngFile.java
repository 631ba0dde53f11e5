package dialtone.platform.qr;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A picture in black and white as PNG (ISO/IEC 15948). Written by hand: the platform's own writer brings the desktop with it, fonts and all. */
final class PngFile {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /** Width and height, 4 bytes each; depth, colour, compression, filter, interlace, a byte each. */
    private static final int HEADER_BYTES = 13;

    private static final byte ONE_BIT = 1;

    private PngFile() {}

    /** @param pixels lines of a byte of 0 and a bit for each pixel, 1 is white */
    static byte[] of(int width, int height, byte[] pixels) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(SIGNATURE);
        // what is not set is 0: grey, deflated, filtered by line, not interlaced
        chunk(
                file,
                "IHDR",
                ByteBuffer.allocate(HEADER_BYTES)
                        .putInt(width)
                        .putInt(height)
                        .put(ONE_BIT)
                        .array());
        chunk(file, "IDAT", deflated(pixels));
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static byte[] deflated(byte[] pixels) {
        // a picture of a few hundred bytes in a mail, made for each order: what the best compression saves of it is not
        // worth its time
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(pixels);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[1024];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] data) {
        byte[] named = ByteBuffer.allocate(type.length() + data.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(data)
                .array();
        CRC32 check = new CRC32();
        check.update(named);
        file.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(data.length).array());
        file.writeBytes(named);
        file.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .putInt((int) check.getValue())
                .array());
    }
}
