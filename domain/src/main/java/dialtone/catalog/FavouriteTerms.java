package dialtone.catalog;

import java.util.List;
import java.util.stream.Stream;

/**
 * How many favourite numbers a line may choose, how often, and which (friends and family).
 *
 * @param numbers   at the same time, 1 to {@value #MAX_NUMBERS}
 * @param everyDays days that have to pass between two changes of the list, 0 to {@value #MAX_DAYS}; the first choice is always free
 * @param zones     destination zones that they are in, {@code home} being the one of the line's own number; so a premium number or a satellite's
 *                  costs what it costs unless its zone is named. Never empty
 */
public record FavouriteTerms(int numbers, int everyDays, List<String> zones) {

    public static final int MAX_NUMBERS = 20;
    public static final int MAX_DAYS = 366;

    private static final List<String> OWN_ZONE = List.of(UsageScope.HOME);

    public FavouriteTerms {
        zones = List.copyOf(zones);
        if (numbers < 1 || numbers > MAX_NUMBERS || everyDays < 0 || everyDays > MAX_DAYS || zones.isEmpty()) {
            throw new IllegalArgumentException(
                    "1 to " + MAX_NUMBERS + " numbers of zones, changed every 0 to " + MAX_DAYS + " days");
        }
    }

    /** Numbers of the zone that the line's own number is in. */
    public FavouriteTerms(int numbers, int everyDays) {
        this(numbers, everyDays, OWN_ZONE);
    }

    /** What two prices allow: the more numbers, the more often, in the zones of both. */
    public FavouriteTerms or(FavouriteTerms other) {
        return new FavouriteTerms(
                Math.max(numbers, other.numbers),
                Math.min(everyDays, other.everyDays),
                Stream.concat(zones.stream(), other.zones.stream()).distinct().toList());
    }

    /** {@code 3:30}, and the zones behind it where they are not the line's own alone: {@code 3:30:home+europe}. */
    String text() {
        return numbers + ":" + everyDays + (zones.equals(OWN_ZONE) ? "" : ":" + String.join("+", zones));
    }

    /** @throws IllegalArgumentException if {@link #text} has not made it */
    static FavouriteTerms parse(String text) {
        String[] parts = text.split(":", 3);
        if (parts.length < 2) {
            throw new IllegalArgumentException("No terms of favourite numbers: " + text);
        }
        return new FavouriteTerms(
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]),
                parts.length < 3 ? OWN_ZONE : List.of(parts[2].split("\\+", -1)));
    }
}
