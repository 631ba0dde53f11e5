package dialtone.event.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a subscriber checks that it is us: {@code X-Dialtone-Signature: sha256=<hex>}, the HMAC-SHA256 of the body's bytes under
 * the secret told once when subscribing. A subscription's secret is itself the HMAC of its id under this server's secret, so
 * that no table holds one.
 */
final class EventSignature {

    static final String HEADER = "X-Dialtone-Signature";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SECRET_BYTES = 32;

    private final byte[] serverSecret;

    EventSignature(String serverSecret) {
        this.serverSecret = serverSecret.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The server's secret kept in a file that only its owner reads; made at the first use.
     *
     * @throws IllegalStateException if the file can be neither read nor made
     */
    static String keptIn(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException firstUse) {
            return make(file);
        } catch (IOException e) {
            throw new IllegalStateException("The secret of the event hub cannot be read: " + file, e);
        }
    }

    private static String make(Path file) {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        String secret = HexFormat.of().formatHex(random);
        try {
            Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, "event", ".secret"); // readable by its owner alone
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
            }
            Files.writeString(draft, secret, StandardOpenOption.SYNC);
            Files.move(draft, file);
            return secret;
        } catch (IOException e) {
            throw new IllegalStateException("The secret of the event hub cannot be made: " + file, e);
        }
    }

    /** 64 hex digits, the same each time. */
    String secretOf(String subscription) {
        return hmac(serverSecret, "subscription:" + subscription);
    }

    /** The header's value. */
    String sign(String subscription, String body) {
        return "sha256=" + hmac(secretOf(subscription).getBytes(StandardCharsets.UTF_8), body);
    }

    private static String hmac(byte[] secret, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }
}
