package dialtone.simulator.store;

import dialtone.simulator.element.Call;
import dialtone.simulator.element.NetworkElement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/** A request that was answered, with its answer: what makes the second time equal to the first. */
public record KnownRequest(
        NetworkElement element,
        String requestId,
        String operation,
        String key,
        String fingerprint,
        State state,
        String answer) {

    /** Where the request stands. */
    public enum State {
        DONE,
        /** Accepted, the effect follows. */
        PENDING,
        /** Accepted, and refused later. */
        REFUSED
    }

    public static KnownRequest done(Call call, String answer) {
        return of(call, State.DONE, answer);
    }

    public static KnownRequest pending(Call call, String answer) {
        return of(call, State.PENDING, answer);
    }

    private static KnownRequest of(Call call, State state, String answer) {
        return new KnownRequest(
                call.element(),
                Objects.requireNonNull(call.requestId(), "only a request with an id is remembered"),
                call.operation(),
                call.key(),
                digest(call.fingerprint()),
                state,
                answer);
    }

    /** The fingerprint as it is stored: SHA-256 in hex, so that its size has a limit whatever was asked for. */
    public static String digest(String fingerprint) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(fingerprint.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
