package dialtone.usage.layout;

import java.util.List;
import java.util.Optional;

/**
 * Makes a number international (ITU-T E.164): of a source in Germany ({@code country} 49, {@code national} 0, {@code international} 00 and +)
 * {@code 0049151...}, {@code +49151...} and {@code 0151...} are {@code 49151...}. A number that begins with none of the prefixes is international
 * already, unless the source writes those without one as national.
 *
 * @param country       code of the source's country; empty when all its numbers are international
 * @param international what may stand before an international number, and does not belong to it
 * @param national      what stands before a national one
 * @param bareNational  whether a number without any of these is national
 */
public record NumberRule(String country, List<String> international, List<String> national, boolean bareNational) {

    /** E.164 section 6.1. */
    private static final int MAX_DIGITS = 15;

    private static final int MIN_DIGITS = 6;

    /** Digits, with a plus before them or not. */
    public static final NumberRule INTERNATIONAL = new NumberRule("", List.of("+"), List.of(), false);

    public NumberRule {
        international = List.copyOf(international);
        national = List.copyOf(national);
    }

    /** @return 6 to 15 digits, the first of which is not 0; empty for what is no such number */
    public Optional<String> normal(String text) {
        String digits = withCountry(text);
        if (digits.length() < MIN_DIGITS || digits.length() > MAX_DIGITS || digits.charAt(0) == '0') {
            return Optional.empty();
        }
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return Optional.empty();
            }
        }
        return Optional.of(digits);
    }

    /** The longest prefixes come first: 00 is international where 0 is national. */
    private String withCountry(String text) {
        for (String prefix : international) {
            if (text.startsWith(prefix)) {
                return text.substring(prefix.length());
            }
        }
        for (String prefix : national) {
            if (text.startsWith(prefix)) {
                return country + text.substring(prefix.length());
            }
        }
        return bareNational ? country + text : text;
    }

    /** A number that was called: one that cannot be made international, such as 112, stays as it is. */
    String peer(String text) {
        return normal(text).orElse(text);
    }
}
