package dialtone.base;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What tells texts apart in a column of fixed width. Source: FIPS 180-4. */
public final class Sha256 {

    private Sha256() {}

    /** 64 hexadecimal digits, lower case, of the text in UTF-8; of {@code abc} they begin with {@code ba7816bf}. */
    public static String hex(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
