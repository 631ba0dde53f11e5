package dialtone.usage.service;

import dialtone.rating.LinkedUse.Place;
import dialtone.rating.UsageCycles;
import dialtone.usage.NumberAccount;
import dialtone.usage.UsageEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who pays for some records, and which bill cycle each counts in. Thousands of records are of some hundred numbers: what is to be known of numbers and cycles is
 * asked for these.
 */
final class UsageOwners {

    /**
     * A number in a cycle of its use.
     *
     * @param place whose counters a record adds to
     * @param spent where it counts for limits of what is spent: its month of the calendar, whatever cycles its line has
     */
    record Owned(NumberAccount owner, Place place, Place spent) {

        static Owned of(NumberAccount owner, Instant startedAt) {
            LocalDate cycle = owner.cycleOf(startedAt);
            LocalDate month = owner.cycles().equals(UsageCycles.MONTHS) ? cycle : owner.monthOf(startedAt);
            return new Owned(owner, new Place(owner.id(), cycle), new Place(owner.id(), month));
        }

        private Counted key() {
            return new Counted(place, spent);
        }
    }

    private record Counted(Place place, Place spent) {}

    private final IdentityHashMap<UsageEvent, Owned> byRecord;
    private final Map<Counted, Owned> byPlace = new HashMap<>();
    private final Map<Long, NumberAccount> numbers = new HashMap<>();

    private UsageOwners(int records) {
        byRecord = new IdentityHashMap<>(records);
    }

    /** @param owners of the records that somebody pays for, by the record itself */
    static UsageOwners of(IdentityHashMap<UsageEvent, NumberAccount> owners) {
        UsageOwners all = new UsageOwners(owners.size());
        owners.forEach((event, owner) -> {
            Owned owned = Owned.of(owner, event.startedAt());
            all.byRecord.put(event, all.byPlace.computeIfAbsent(owned.key(), added -> owned));
        });
        all.byPlace.values().forEach(owned -> all.numbers.put(owned.owner().id(), owned.owner()));
        return all;
    }

    /** Empty when nobody pays for it. */
    Optional<Owned> of(UsageEvent event) {
        return Optional.ofNullable(byRecord.get(event));
    }

    /** Each once. */
    Collection<NumberAccount> numbers() {
        return Collections.unmodifiableCollection(numbers.values());
    }

    /** Each once; a cycle that is in two months, in each of them. */
    Collection<Owned> places() {
        return Collections.unmodifiableCollection(byPlace.values());
    }
}
