package dialtone.usage;

import java.util.Optional;

/**
 * The network that a subscriber used, by country and network code (MCC and MNC, ITU-T E.212), or by the country alone where the source knows no
 * more: {@code 20801} is Orange in France, {@code 208} France.
 */
public final class VisitedNetwork {

    private static final int COUNTRY_DIGITS = 3;
    private static final int MIN_DIGITS = 5;
    public static final int MAX_DIGITS = 6;

    private VisitedNetwork() {}

    /**
     * Makes {@code 208-01} and {@code 20801} the same network. A hyphen is followed by the network: {@code 208-} has lost it, and is not France.
     *
     * @return 3, 5 or 6 digits, or nothing for an empty text; empty for what is no network
     */
    public static Optional<String> normal(String text) {
        boolean hyphened = text.length() > COUNTRY_DIGITS && text.charAt(COUNTRY_DIGITS) == '-';
        String digits = hyphened ? text.substring(0, COUNTRY_DIGITS) + text.substring(COUNTRY_DIGITS + 1) : text;
        boolean cutOff = hyphened && digits.length() == COUNTRY_DIGITS;
        return digits.isEmpty() || (!cutOff && isNormal(digits)) ? Optional.of(digits) : Optional.empty();
    }

    /** Country codes begin with 2 to 7, those that belong to no country with 9 (E.212, annex A). */
    static boolean isNormal(String text) {
        int length = text.length();
        if (length != COUNTRY_DIGITS && (length < MIN_DIGITS || length > MAX_DIGITS)) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        char first = text.charAt(0);
        return first >= '2' && first != '8';
    }
}
