package dialtone.rating;

import dialtone.catalog.FavouriteTerms;
import dialtone.catalog.UsageScope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The numbers that a line has chosen, each with the time in which it was chosen: a call goes by the list of when it began, whenever it is rated.
 *
 * <p>Of those that hold at a moment the first count, as many as the tariff of then allows: a list of ten that a plan for three finds counts by
 * the three that were chosen first.
 *
 * <p>A number that is chosen from 12:00 on is none for a call that began at 11:59 and ends at 12:10.
 *
 * @param numbers in the order they were chosen
 */
public record Favourites(List<Favourite> numbers) {

    /** Of a line that has chosen none. */
    public static final Favourites NONE = new Favourites(List.of());

    /**
     * @param number digits, international
     * @param from   when it was chosen
     * @param to     when it was given up; empty while it holds
     */
    public record Favourite(String number, Instant from, Optional<Instant> to) {

        boolean holdsAt(Instant at) {
            return !at.isBefore(from) && (to.isEmpty() || at.isBefore(to.get()));
        }
    }

    public Favourites {
        numbers = List.copyOf(numbers);
    }

    /** Those that hold at a moment. */
    public List<Favourite> at(Instant moment) {
        return numbers.stream().filter(each -> each.holdsAt(moment)).toList();
    }

    /** Those of them that the tariff makes cheaper, wherever they are. */
    public List<Favourite> at(Instant moment, FavouriteTerms terms) {
        return at(moment).stream().limit(terms.numbers()).toList();
    }

    /** Whether numbers of a zone may be favourites of a line whose own number is in another; those of no zone may not. */
    static boolean areIn(String zone, FavouriteTerms terms, String own) {
        return !zone.isEmpty()
                && (terms.zones().contains(zone)
                        || (zone.equals(own) && terms.zones().contains(UsageScope.HOME)));
    }

    /**
     * @param peer called number, with a plus before it or without
     * @param most that count
     */
    boolean has(String peer, Instant at, int most) {
        int begin = peer.startsWith("+") ? 1 : 0;
        for (int i = 0; i < numbers.size(); i++) {
            Favourite each = numbers.get(i);
            if (each.number().length() == peer.length() - begin && peer.endsWith(each.number()) && each.holdsAt(at)) {
                return before(i, at) < most;
            }
        }
        return false;
    }

    private int before(int place, Instant at) {
        int holding = 0;
        for (int i = 0; i < place; i++) {
            holding += numbers.get(i).holdsAt(at) ? 1 : 0;
        }
        return holding;
    }
}
