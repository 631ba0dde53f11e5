package dialtone.spending.service;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.rating.service.LineStartRows;
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
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether what was charged may become more afterwards: never above a limit that holds use, of which the customer has not said that he goes on. Whoever asks and then posts has the
 * account's numbers.
 */
public record SpendingRoom(Connection connection, Tariffs tariffs, SpendingLimits limits) {

    /** @param number id of its row */
    public record Line(long number, String account, String msisdn) {}

    /**
     * What a price charges in a month is to be so much more.
     *
     * @param month its first day
     * @return the limit that it would go beyond
     */
    public Optional<SpendingLimit> beyond(Line line, LocalDate month, Price.Usage price, Money more)
            throws SQLException {
        String account = line.account();
        List<SpendingLimit> holding = more.amount().signum() > 0 ? limits.in(month, plan(line.number())) : List.of();
        for (SpendingLimit limit : holding) {
            if (limit.then() == Then.HOLD && limit.counts(price)) {
                SpendingKey key = SpendingKey.of(limit, account, line.msisdn(), month);
                Optional<Money> most = SpendingChoice.mostIn(
                        limit,
                        ChoiceRows.of(connection, List.of(account)).getOrDefault(account, List.of()),
                        key.msisdn(),
                        month);
                if (most.isPresent() && !new Spending(limit, most.get(), spent(limit, key), false).takes(more)) {
                    return Optional.of(limit);
                }
            }
        }
        return Optional.empty();
    }

    /** Those of some accounts, which are locked, whose lines may have a limit together. */
    public Set<String> together(Collection<String> accounts) throws SQLException {
        Set<String> ofAccounts = new HashSet<>();
        boolean always = false;
        for (SpendingLimit limit : limits.all()) {
            if (limit.per() == Per.ACCOUNT) {
                ofAccounts.add(limit.id());
                always |= limit.amount().isPresent();
            }
        }
        if (always || ofAccounts.isEmpty()) {
            return always ? Set.copyOf(accounts) : Set.of();
        }
        Set<String> together = new HashSet<>();
        ChoiceRows.of(connection, accounts).forEach((account, said) -> {
            if (said.stream().anyMatch(each -> ofAccounts.contains(each.limit()))) {
                together.add(account);
            }
        });
        return together;
    }

    private String plan(long number) throws SQLException {
        return limits.askForPlans()
                ? Optional.ofNullable(
                                LineStartRows.of(connection, List.of(number)).get(number))
                        .map(line -> line.offering().value())
                        .orElse("")
                : "";
    }

    private Money spent(SpendingLimit limit, SpendingKey key) throws SQLException {
        PostedUse posted = limit.per() == Per.LINE
                ? PostedUse.ofNumbers(connection, tariffs, List.of(key.subject()), key.cycle(), key.cycle())
                : PostedUse.ofAccounts(connection, tariffs, List.of(key.subject()), key.cycle(), key.cycle());
        return posted.by(limit).getOrDefault(key, Money.zero(limit.currency()));
    }
}
