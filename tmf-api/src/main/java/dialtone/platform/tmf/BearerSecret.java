package dialtone.platform.tmf;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A secret that an element of the network shows, {@code Authorization: Bearer}, in place of a login. */
public final class BearerSecret {

    private static final String SCHEME = "Bearer ";

    private BearerSecret() {}

    /**
     * In constant time, so that an answer's delay tells nothing of the secret. An installation without one takes none.
     *
     * @param given header of the request; null when there is none
     */
    public static boolean isOurs(@Nullable String given, String expected) {
        return given != null
                && given.startsWith(SCHEME)
                && !expected.isEmpty()
                && MessageDigest.isEqual(
                        given.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8),
                        expected.getBytes(StandardCharsets.UTF_8));
    }
}
