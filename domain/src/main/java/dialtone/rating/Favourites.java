package dialtone.rating;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The numbers that a line has chosen, each with the time in which it was chosen: a call goes by the list of when it began, whenever it is rated.
 *
 * <p>A number that is chosen from 12:00 on is none for a call that began at 11:59 and ends at 12:10.
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

    /** @param peer called number, with a plus before it or without */
    boolean has(String peer, Instant at) {
        int begin = peer.startsWith("+") ? 1 : 0;
        for (int i = 0; i < numbers.size(); i++) {
            Favourite each = numbers.get(i);
            if (each.number().length() == peer.length() - begin && peer.endsWith(each.number()) && each.holdsAt(at)) {
                return true;
            }
        }
        return false;
    }
}
