package dialtone.usage.service;

import static java.util.Objects.requireNonNull;

import dialtone.base.Money;
import dialtone.ledger.JournalEntry;
import dialtone.party.BillingAccountId;
import dialtone.rating.ChargeKind;
import dialtone.rating.Favourites;
import dialtone.rating.LinkedUse;
import dialtone.rating.RatingContext;
import dialtone.rating.ReferenceData;
import dialtone.rating.UsageCharge;
import dialtone.rating.service.FavouriteRows;
import dialtone.rating.service.RatingReference;
import dialtone.rating.service.Tariffs;
import dialtone.spending.service.Spendings;
import dialtone.usage.NumberAccount;
import dialtone.usage.Suspension;
import dialtone.usage.UsageEvent;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rates records within the caller's transaction: those of a file and those that come out of suspense the same way. Owners, tariffs
 * and counters are read once for all of them, and the numbers stay locked until the transaction ends.
 */
@Dependent
class UsageRating {

    private final NumberAccounts numbers;
    private final Tariffs tariffs;
    private final RatingReference reference;

    @Inject
    UsageRating(NumberAccounts numbers, Tariffs tariffs, RatingReference reference) {
        this.numbers = numbers;
        this.tariffs = tariffs;
        this.reference = reference;
    }

    private record Owed(BillingAccountId account, Currency currency) {}

    /**
     * @param records takes each event, rated or suspended
     * @return what each account owes for them, in each currency
     */
    List<JournalEntry.Charge> rate(Connection connection, List<UsageEvent> events, UsageRecords records)
            throws SQLException {
        Weighed weighed = weigh(connection, events, records);
        weighed.counters().store(connection);
        weighed.spendings().store(records.now());
        return weighed.charges();
    }

    /** Locks the numbers of some records as rating locks them. */
    void lock(Connection connection, List<UsageEvent> events) throws SQLException {
        numbers.lock(connection, events);
    }

    /** Why a record could not be charged to anybody now; {@link Suspension#NO_ACCOUNT} for one that could, and is rated when it is tried. */
    Suspension reason(Connection connection, UsageEvent event) throws SQLException {
        UsageRecords records = new UsageRecords(any -> 0, Instant.EPOCH);
        weigh(connection, List.of(event), records);
        return records.suspendedReasons().getOrDefault(event, Suspension.NO_ACCOUNT);
    }

    /** What records come to, before it is stored. */
    private record Weighed(List<JournalEntry.Charge> charges, UsageCounters counters, Spendings spendings) {}

    private Weighed weigh(Connection connection, List<UsageEvent> events, UsageRecords records) throws SQLException {
        UsageOwners owners = UsageOwners.of(numbers.lock(connection, events));
        Tariffs.Loaded loaded = tariffs.load(
                connection,
                owners.numbers().stream().map(NumberAccount::tariffId).collect(Collectors.toSet()));
        NumberBarrings barrings = NumberBarrings.load(connection, owners.numbers());
        UsageCounters counters = UsageCounters.load(connection, owners, tariffs, loaded);
        ReferenceData data = reference.current();
        Map<Long, RatingContext> contexts = contexts(connection, owners, loaded, data);
        Spendings spendings = Spendings.load(connection, tariffs, data.limits(), lines(owners, loaded, data));
        Map<Owed, Money> owed = new HashMap<>();
        for (UsageEvent event : events) {
            Optional<UsageOwners.Owned> owned = owners.of(event);
            if (owned.isEmpty()) {
                records.suspend(event, Suspension.NO_ACCOUNT);
            } else if (barrings.bar(event)) {
                records.suspend(event, Suspension.BARRED);
            } else {
                NumberAccount owner = owned.get().owner();
                LinkedUse.Place key = owned.get().place();
                Optional<LinkedUse.Rated> rated = counters.rate(key, event, requireNonNull(contexts.get(owner.id())));
                if (rated.isEmpty()) {
                    records.suspend(event, Suspension.NO_PRICE);
                } else if (!spendings.take(
                        owned.get().spent(), rated.get().usage().charges())) {
                    counters.takeBack(key);
                    records.suspend(event, Suspension.SPENDING_LIMIT);
                } else {
                    note(owner, key, rated.get(), records, counters, owed);
                    for (LinkedUse.Further further : rated.get().further()) {
                        spendings.add(
                                counters.spentIn(
                                        further.at(), owned.get().spent().cycle()),
                                owner.account().value(),
                                counters.tariffOf(further.at()),
                                further.charge());
                    }
                }
            }
        }
        return new Weighed(
                owed.entrySet().stream()
                        .map(sum -> new JournalEntry.Charge(sum.getKey().account(), ChargeKind.USAGE, sum.getValue()))
                        .toList(),
                counters,
                spendings);
    }

    private static Map<Long, RatingContext> contexts(
            Connection connection, UsageOwners owners, Tariffs.Loaded loaded, ReferenceData data) throws SQLException {
        Map<Long, Favourites> favourites = FavouriteRows.read(
                connection,
                owners.numbers().stream()
                        .filter(owner ->
                                loaded.of(owner.tariffId()).favourites().isPresent())
                        .map(NumberAccount::id)
                        .collect(Collectors.toSet()));
        return owners.numbers().stream()
                .collect(Collectors.toMap(
                        NumberAccount::id,
                        owner -> new RatingContext(
                                owner.zone(), data, favourites.getOrDefault(owner.id(), Favourites.NONE))));
    }

    /** Who spends something, where somebody may be told of it. */
    private static Map<LinkedUse.Place, Spendings.Line> lines(
            UsageOwners owners, Tariffs.Loaded loaded, ReferenceData data) {
        if (data.limits().all().isEmpty()) {
            return Map.of();
        }
        return owners.places().stream()
                .collect(Collectors.toMap(
                        UsageOwners.Owned::spent,
                        owned -> new Spendings.Line(
                                owned.owner().account().value(),
                                owned.owner().msisdn(),
                                loaded.of(owned.owner().tariffId())),
                        (ofOneCycle, ofAnother) -> ofOneCycle));
    }

    private static void note(
            NumberAccount owner,
            LinkedUse.Place key,
            LinkedUse.Rated rated,
            UsageRecords records,
            UsageCounters counters,
            Map<Owed, Money> owed) {
        records.rate(rated.usage(), key, owner.lateFor(key.cycle()));
        for (UsageCharge charge : rated.usage().charges()) {
            owed.merge(new Owed(owner.account(), charge.amount().currency()), charge.amount(), Money::plus);
        }
        for (LinkedUse.Further further : rated.further()) {
            records.charge(rated.usage().event(), further, counters.lateFor(further.at()));
            // lines that share are of one account
            Money amount = further.charge().amount();
            owed.merge(new Owed(owner.account(), amount.currency()), amount, Money::plus);
        }
    }
}
