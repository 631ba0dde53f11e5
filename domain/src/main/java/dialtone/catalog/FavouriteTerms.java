package dialtone.catalog;

/**
 * How many favourite numbers a line may choose, and how often (friends and family).
 *
 * @param numbers   at the same time, 1 to {@value #MAX_NUMBERS}
 * @param everyDays days that have to pass between two changes of the list, 0 to {@value #MAX_DAYS}; the first choice is always free
 */
public record FavouriteTerms(int numbers, int everyDays) {

    public static final int MAX_NUMBERS = 20;
    public static final int MAX_DAYS = 366;

    public FavouriteTerms {
        if (numbers < 1 || numbers > MAX_NUMBERS || everyDays < 0 || everyDays > MAX_DAYS) {
            throw new IllegalArgumentException(
                    "1 to " + MAX_NUMBERS + " numbers, changed every 0 to " + MAX_DAYS + " days");
        }
    }

    /** What two prices allow: the more numbers, the more often. */
    public FavouriteTerms or(FavouriteTerms other) {
        return new FavouriteTerms(Math.max(numbers, other.numbers), Math.min(everyDays, other.everyDays));
    }

    String text() {
        return numbers + ":" + everyDays;
    }

    static FavouriteTerms parse(String text) {
        int colon = text.indexOf(':');
        return new FavouriteTerms(
                Integer.parseInt(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    }
}
