package dialtone.catalog;

import dialtone.base.Sha256;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * The code of a coupon, as codes are compared: {@code " welcome-26 "} is {@code WELCOME-26}. Kept by its {@link #hash} alone.
 *
 * @param text 4 to 32 capitals, digits and hyphens, where it is one that there may be
 */
public record CouponCode(String text) {

    /** Without those that people take for each other: 0 and O, 1 and I. */
    private static final String LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /** With five bits each, 80 bits, which nobody guesses. */
    private static final int RANDOM_LETTERS = 16;

    private static final int GROUP = 4;

    public CouponCode {
        text = text.strip().toUpperCase(Locale.ROOT);
    }

    /** {@code 7KQM-2ZPA-XW4T-9HBC}. */
    public static CouponCode random(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < RANDOM_LETTERS; i++) {
            if (i > 0 && i % GROUP == 0) {
                text.append('-');
            }
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return new CouponCode(text.toString());
    }

    /** SHA-256, 64 hexadecimal digits. A random code needs no salt: there are too many of them to try. */
    public String hash() {
        return Sha256.hex(text);
    }
}
