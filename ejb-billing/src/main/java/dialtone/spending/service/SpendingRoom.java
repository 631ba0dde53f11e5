package dialtone.spending.service;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.rating.service.Tariffs;
import dialtone.spending.Spending;
import dialtone.spending.SpendingChoice;
import dialtone.spending.SpendingLimit;
import dialtone.spending.SpendingLimit.Per;
import dialtone.spending.SpendingLimit.Then;
import dialtone.spending.SpendingLimits;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Whether what was charged may become more afterwards: never above a limit that holds use, of which the customer has not said that he goes on. Whoever asks and then posts has the
 * account's numbers.
 */
public record SpendingRoom(Connection connection, Tariffs tariffs, SpendingLimits limits) {

    /**
     * What a price charges in a cycle is to be so much more.
     *
     * @param cycle its first day
     * @return the limit that it would go beyond
     */
    public Optional<SpendingLimit> beyond(String account, String msisdn, LocalDate cycle, Price.Usage price, Money more)
            throws SQLException {
        List<SpendingLimit> holding = more.amount().signum() > 0 ? limits.in(cycle) : List.of();
        for (SpendingLimit limit : holding) {
            if (limit.then() == Then.HOLD && limit.counts(price)) {
                SpendingKey key = SpendingKey.of(limit, account, msisdn, cycle);
                Optional<Money> most = SpendingChoice.mostIn(
                        limit,
                        ChoiceRows.of(connection, List.of(account)).getOrDefault(account, List.of()),
                        key.msisdn(),
                        cycle);
                if (most.isPresent() && !new Spending(limit, most.get(), spent(limit, key), false).takes(more)) {
                    return Optional.of(limit);
                }
            }
        }
        return Optional.empty();
    }

    private Money spent(SpendingLimit limit, SpendingKey key) throws SQLException {
        PostedUse posted = limit.per() == Per.LINE
                ? PostedUse.ofNumbers(connection, tariffs, List.of(key.subject()), key.cycle(), key.cycle())
                : PostedUse.ofAccounts(connection, tariffs, List.of(key.subject()), key.cycle(), key.cycle());
        return posted.by(limit).getOrDefault(key, Money.zero(limit.currency()));
    }
}
