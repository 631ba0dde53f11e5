package dialtone.usage.service;

import dialtone.rating.LinkedUse.Place;
import dialtone.usage.NumberAccount;
import dialtone.usage.UsageEvent;
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

    /** A number in a bill cycle. */
    record Owned(NumberAccount owner, Place place) {}

    private final IdentityHashMap<UsageEvent, Owned> byRecord;
    private final Map<Place, Owned> byPlace = new HashMap<>();
    private final Map<Long, NumberAccount> numbers = new HashMap<>();

    private UsageOwners(int records) {
        byRecord = new IdentityHashMap<>(records);
    }

    /** @param owners of the records that somebody pays for, by the record itself */
    static UsageOwners of(IdentityHashMap<UsageEvent, NumberAccount> owners) {
        UsageOwners all = new UsageOwners(owners.size());
        owners.forEach((event, owner) -> {
            Place place = new Place(owner.id(), owner.cycleOf(event.startedAt()));
            all.byRecord.put(event, all.byPlace.computeIfAbsent(place, added -> new Owned(owner, added)));
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

    /** Each once. */
    Collection<Owned> places() {
        return Collections.unmodifiableCollection(byPlace.values());
    }
}
