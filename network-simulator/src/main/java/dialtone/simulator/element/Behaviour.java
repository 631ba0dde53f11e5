package dialtone.simulator.element;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an element behaves, as ordered over the control API.
 *
 * @param mode what it does
 * @param delayMillis how long SLOW and LATE wait, 0 to {@value #MAX_DELAY_MILLIS}
 * @param probabilityPercent how many of a hundred matching calls it applies to, 0 to 100; 100 when absent
 * @param match only calls with an identifier (ICCID, EID, IMSI, MSISDN, request id, address) that begins so; all when absent
 * @param operation only this operation; all when absent
 * @param remaining how many times it applies before the element is NORMAL again; without end when absent
 * @param outcome what LATE reports in the end: SUCCEEDED when absent
 * @param repeatAfterMillis how long after its report was acknowledged LATE reports the same once more, 0 to {@value #MAX_DELAY_MILLIS}; not
 *     again when absent
 * @param code the element's own code for what it refuses, such as {@code MAP 34}; at most {@value #MAX_CODE_LENGTH} characters, none when
 *     absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Behaviour(
        Mode mode,
        int delayMillis,
        @Nullable Integer probabilityPercent,
        @Nullable String match,
        @Nullable String operation,
        @Nullable Integer remaining,
        @Nullable LateOutcome outcome,
        @Nullable Integer repeatAfterMillis,
        @Nullable String code) {

    /** Longer than any client waits, short enough that a forgotten order does not hold a thread for long. */
    static final int MAX_DELAY_MILLIS = 120_000;

    /** Those that report, have a monitor, or show what they keep with its state. */
    private static final Set<NetworkElement> CAN_BE_LATE = EnumSet.of(
            NetworkElement.SIM,
            NetworkElement.POLICY,
            NetworkElement.DEVICE,
            NetworkElement.CHARGING,
            NetworkElement.OTA,
            NetworkElement.VOICEMAIL);

    private static final int MAX_REMAINING = 1_000_000;
    private static final int MAX_FILTER_LENGTH = 200;

    /** Of {@code FaultCause} in the contracts. */
    static final int MAX_CODE_LENGTH = 64;

    /** What an element can be told to be. */
    public enum Mode {
        NORMAL,
        /** Waits, then does its work. */
        SLOW,
        /** Does not serve. */
        DOWN,
        /** Says unableToComply to requests that want an effect. */
        REFUSE,
        /** Accepts, does its work later and reports. */
        LATE,
        /** Does its work and closes the connection without an answer. */
        DROP
    }

    /** What LATE comes to. */
    public enum LateOutcome {
        SUCCEEDED,
        REFUSED
    }

    public static final Behaviour NORMAL = new Behaviour(Mode.NORMAL, 0, null, null, null, null, null, null, null);

    /** What is wrong with it for that element; empty when nothing is. */
    public Optional<String> problem(NetworkElement element) {
        if (delayMillis < 0 || delayMillis > MAX_DELAY_MILLIS) {
            return Optional.of("delayMillis is 0 to " + MAX_DELAY_MILLIS);
        }
        if (probabilityPercent != null && (probabilityPercent < 0 || probabilityPercent > 100)) {
            return Optional.of("probabilityPercent is 0 to 100");
        }
        if (remaining != null && (remaining < 1 || remaining > MAX_REMAINING)) {
            return Optional.of("remaining is 1 to " + MAX_REMAINING);
        }
        if ((match != null && match.length() > MAX_FILTER_LENGTH)
                || (operation != null && operation.length() > MAX_FILTER_LENGTH)) {
            return Optional.of("match and operation have at most " + MAX_FILTER_LENGTH + " characters");
        }
        if (repeatAfterMillis != null
                && (mode != Mode.LATE || repeatAfterMillis < 0 || repeatAfterMillis > MAX_DELAY_MILLIS)) {
            return Optional.of("repeatAfterMillis is of LATE, 0 to " + MAX_DELAY_MILLIS);
        }
        if (code != null && (mode != Mode.REFUSE || code.isBlank() || code.length() > MAX_CODE_LENGTH)) {
            return Optional.of("code is of REFUSE and has 1 to " + MAX_CODE_LENGTH + " characters");
        }
        if (mode == Mode.LATE && !CAN_BE_LATE.contains(element)) {
            return Optional.of("only sim, policy, device, charging, ota and voicemail can be LATE: of the others nobody"
                    + " could learn the outcome");
        }
        return Optional.empty();
    }

    /** Whether it concerns the call at all. Effects alone are refused, late or dropped: a status or a look-up is not spent on. */
    public boolean concerns(Call call) {
        boolean modeConcerns = switch (mode) {
            case NORMAL -> false;
            case SLOW, DOWN -> true;
            case REFUSE, DROP -> call.requestId() != null;
            case LATE -> call.canBeLate();
        };
        return modeConcerns
                && (operation == null || operation.equals(call.operation()))
                && (match == null || call.identifiers().stream().anyMatch(id -> id.startsWith(match)));
    }

    /** The behaviour that is left when this one has been applied once. */
    public Behaviour spent() {
        if (remaining == null) {
            return this;
        }
        return remaining == 1
                ? NORMAL
                : new Behaviour(
                        mode,
                        delayMillis,
                        probabilityPercent,
                        match,
                        operation,
                        remaining - 1,
                        outcome,
                        repeatAfterMillis,
                        code);
    }
}
