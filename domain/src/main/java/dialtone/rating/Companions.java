package dialtone.rating;

import dialtone.catalog.DiscountCondition.Together;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All that one account pays for and has paid for, which discounts may be given for. One is made for all subscriptions of an account, so that what is
 * counted for one of ten thousand lines is counted for all.
 *
 * <p>Example: a plan from 2026-11-01 on and another one from 2026-11-10 until 2026-12-01: 1, 2, and 1 again.
 */
public final class Companions {

    /** Of whom nothing is asked. */
    public static final Companions NONE = new Companions(List.of());

    private final List<Companion> all;
    private final Map<Together, NavigableMap<LocalDate, Integer>> counts = new ConcurrentHashMap<>();

    /** @param all what the subscription is that is asked about among it */
    public Companions(List<Companion> all) {
        this.all = List.copyOf(all);
    }

    /** How many there are on that day. */
    long count(Together together, LocalDate day) {
        Map.@Nullable Entry<LocalDate, Integer> last = counts(together).floorEntry(day);
        return last == null ? 0 : last.getValue();
    }

    /** Days in {@code [from, to)} on which there are more or fewer. */
    Set<LocalDate> changes(Together together, LocalDate from, LocalDate to) {
        return counts(together).subMap(from, to).keySet();
    }

    private NavigableMap<LocalDate, Integer> counts(Together together) {
        return counts.computeIfAbsent(together, this::counted);
    }

    private NavigableMap<LocalDate, Integer> counted(Together together) {
        NavigableMap<LocalDate, Integer> changes = new TreeMap<>();
        all.stream()
                .filter(each -> together.offerings().contains(each.offering()))
                .forEach(each -> {
                    changes.merge(each.from(), 1, Integer::sum);
                    each.to().ifPresent(to -> changes.merge(to, -1, Integer::sum));
                });
        int count = 0;
        for (Map.Entry<LocalDate, Integer> change : changes.entrySet()) {
            count += change.getValue();
            change.setValue(count);
        }
        return changes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Companions companions && all.equals(companions.all);
    }

    @Override
    public int hashCode() {
        return all.hashCode();
    }

    @Override
    public String toString() {
        return "Companions" + all;
    }
}
