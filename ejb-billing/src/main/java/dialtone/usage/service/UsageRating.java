package dialtone.usage.service;

import dialtone.base.Money;
import dialtone.ledger.JournalEntry;
import dialtone.party.BillingAccountId;
import dialtone.rating.ChargeKind;
import dialtone.rating.CycleUsage;
import dialtone.rating.RatedUsage;
import dialtone.rating.UsageCharge;
import dialtone.rating.service.Tariffs;
import dialtone.usage.NumberAccount;
import dialtone.usage.Suspension;
import dialtone.usage.UsageEvent;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Currency;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Rates records within the caller's transaction: those of a file and those that come out of suspense the same way. Owners, tariffs
 * and counters are read once for all of them, and the numbers stay locked until the transaction ends.
 */
@Dependent
class UsageRating {

    private final NumberAccounts numbers;
    private final Tariffs tariffs;

    @Inject
    UsageRating(NumberAccounts numbers, Tariffs tariffs) {
        this.numbers = numbers;
        this.tariffs = tariffs;
    }

    private record Owed(BillingAccountId account, Currency currency) {}

    /**
     * @param records takes each event, rated or suspended
     * @return what each account owes for them, in each currency
     */
    List<JournalEntry.Charge> rate(Connection connection, List<UsageEvent> events, UsageRecords records)
            throws SQLException {
        IdentityHashMap<UsageEvent, NumberAccount> owners = numbers.lock(connection, events);
        Tariffs.Loaded loaded = tariffs.load(
                connection,
                owners.values().stream().map(NumberAccount::tariffId).collect(Collectors.toSet()));
        NumberBarrings barrings = NumberBarrings.load(connection, owners.values());
        UsageCounters counters = UsageCounters.load(connection, owners, loaded);
        Map<Owed, Money> owed = new HashMap<>();
        for (UsageEvent event : events) {
            NumberAccount owner = owners.get(event);
            if (owner == null) {
                records.suspend(event, Suspension.NO_ACCOUNT);
            } else if (barrings.bar(event)) {
                records.suspend(event, Suspension.BARRED);
            } else if (!loaded.of(owner.tariffId()).rates(event.type())) {
                records.suspend(event, Suspension.NO_PRICE);
            } else {
                UsageCounters.Key key = UsageCounters.keyOf(owner, event);
                CycleUsage before = counters.of(key);
                RatedUsage rated = before.rate(event);
                counters.advance(key, rated.after());
                records.rate(rated, key);
                for (UsageCharge charge : rated.charges()) {
                    owed.merge(new Owed(owner.account(), charge.amount().currency()), charge.amount(), Money::plus);
                }
            }
        }
        counters.store(connection);
        return owed.entrySet().stream()
                .map(sum -> new JournalEntry.Charge(sum.getKey().account(), ChargeKind.USAGE, sum.getValue()))
                .toList();
    }
}
