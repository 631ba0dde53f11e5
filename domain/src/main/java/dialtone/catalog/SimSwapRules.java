package dialtone.catalog;

import java.time.Duration;
import java.util.Set;

/**
 * What stands between a stranger and a customer's number, by the catalogue.
 *
 * @param codeValid    how long a one-time code may be confirmed after it was sent
 * @param codeTries    how often it may be tried; with the last wrong one it is void
 * @param codePause    before the next code is sent for the same line, unless an order has come of the one before
 * @param confirmation how long what was confirmed stands for an order
 * @param coolOff      after a swap: no other one, and nothing of what it {@code blocks}
 * @param blocks       roles of what is not added to the line during that time
 */
public record SimSwapRules(
        Duration codeValid,
        int codeTries,
        Duration codePause,
        Duration confirmation,
        Duration coolOff,
        Set<ProductOffering.Role> blocks) {

    /** A number of this many digits is guessed once in 333,333 times by three tries. */
    public static final int CODE_DIGITS = 6;

    /** Ten tries at a code of six digits are one in 100,000. */
    public static final int MAX_TRIES = 10;

    /** Of a catalogue that says nothing of it. */
    public static final SimSwapRules USUAL = new SimSwapRules(
            Duration.ofMinutes(10),
            3,
            Duration.ofMinutes(1),
            Duration.ofMinutes(30),
            Duration.ofDays(3),
            Set.of(ProductOffering.Role.DEVICE));

    public SimSwapRules {
        blocks = Set.copyOf(blocks);
        if (codeTries < 1 || codeTries > MAX_TRIES) {
            throw new IllegalArgumentException("A code is tried 1 to " + MAX_TRIES + " times, not " + codeTries);
        }
    }
}
