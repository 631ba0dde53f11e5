package dialtone.spending.service;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.party.BillingAccountId;
import dialtone.rating.service.RatingReference;
import dialtone.rating.service.Tariffs;
import dialtone.spending.SpendingChoice;
import dialtone.spending.SpendingChoice.Most;
import dialtone.spending.SpendingChoice.Wish;
import dialtone.spending.SpendingLimit;
import dialtone.spending.SpendingLimit.Per;
import dialtone.spending.SpendingStanding;
import dialtone.usage.Suspension;
import dialtone.usage.service.HeldUsage;
import dialtone.usage.service.ReleasedUsage;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.sql.DataSource;

/** What customers want of their spending limits, and how far they are with them. */
@Stateless
public class SpendingChoices {

    /** Of one account; more of them are somebody's script gone wrong. */
    static final int MAX_CHOICES = 500;

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Tariffs tariffs;

    @Inject
    private RatingReference reference;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // the container injects
    public SpendingChoices() {}

    @SuppressWarnings({"UnnecessaryAssignment", "NullAway"}) // outside a container: tests
    SpendingChoices(DataSource dataSource, Tariffs tariffs, RatingReference reference, Clock clock) {
        this.dataSource = dataSource;
        this.tariffs = tariffs;
        this.reference = reference;
        this.clock = clock;
    }

    /** @param by login of who said so */
    public record Said(BillingAccountId account, SpendingChoice choice, Instant at, String by) {}

    /** In the order it was said. By SPENDING_CHOICE_ACCOUNT_IX. */
    public List<Said> of(BillingAccountId account) {
        try (Connection connection = dataSource.getConnection()) {
            return ChoiceRows.read(connection, List.of(account.value()));
        } catch (SQLException e) {
            throw new IllegalStateException("What " + account + " wants to spend cannot be read", e);
        }
    }

    /**
     * How far an account and its lines are with each limit in the bill cycle of now; also where there is none, so that it can be chosen.
     *
     * @return empty for an account that is not there
     */
    public List<SpendingStanding> standing(BillingAccountId account) {
        try (Connection connection = dataSource.getConnection()) {
            Optional<ZoneId> zone = zone(connection, account, "");
            return zone.isEmpty() ? List.of() : rows(connection).of(account, cycle(zone.get()), zone.get());
        } catch (SQLException e) {
            throw new IllegalStateException("What " + account + " spends cannot be read", e);
        }
    }

    /** The same in another month, as the limits of then were and what was wanted of them. */
    public List<SpendingStanding> standing(BillingAccountId account, YearMonth month) {
        try (Connection connection = dataSource.getConnection()) {
            Optional<ZoneId> zone = zone(connection, account, "");
            return zone.isEmpty() ? List.of() : rows(connection).of(account, month.atDay(1), zone.get());
        } catch (SQLException e) {
            throw new IllegalStateException("What " + account + " spends cannot be read", e);
        }
    }

    /**
     * Notes what a customer wants from the bill cycle of now on. What was held of this cycle waits to be rated then: who has said it asks for the numbers.
     *
     * @param msisdn of the line that it is for; empty for a limit of the account, and for all of its lines
     * @param by     login of who says so
     * @return numbers of which held records may be charged now, or UNKNOWN_ACCOUNT, UNKNOWN_LIMIT, UNKNOWN_LINE, NOT_OF_LINES, FOREIGN_CURRENCY,
     *         INVALID_AMOUNT, TOO_MANY
     * @throws IllegalStateException if the database fails
     */
    public Outcome<List<String>> choose(
            BillingAccountId account, String limit, Optional<String> msisdn, Wish wish, String by) {
        try (Connection connection = dataSource.getConnection()) {
            Optional<ZoneId> zone = zone(connection, account, " FOR UPDATE");
            if (zone.isEmpty()) {
                return Outcome.rejected(Rejection.of("UNKNOWN_ACCOUNT", "There is no such account."));
            }
            LocalDate cycle = cycle(zone.get());
            SortedSet<String> numbers = lockNumbers(connection, account);
            List<Said> said = ChoiceRows.read(connection, List.of(account.value()));
            Optional<SpendingLimit> found = reference.current().limits().of(limit, cycle);
            Optional<Rejection> refusal = found.isEmpty()
                    ? refused("limit", "UNKNOWN_LIMIT", "There is no limit " + limit + ".")
                    : refusal(found.get(), msisdn, wish, numbers)
                            .or(() -> said.size() >= MAX_CHOICES
                                    ? refused("", "TOO_MANY", "An account chooses at most " + MAX_CHOICES + " times.")
                                    : Optional.empty());
            if (refusal.isPresent()) {
                return Outcome.rejected(refusal.get());
            }
            SpendingChoice choice = new SpendingChoice(limit, msisdn, cycle, wish);
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            if (!isLast(said, choice)) {
                ChoiceRows.insert(connection, new Said(account, choice, now, by));
                SpendingRows.forget(connection, account.value(), cycle);
            }
            SortedSet<String> released = msisdn.<SortedSet<String>>map(number -> new TreeSet<>(List.of(number)))
                    .orElse(numbers);
            for (String number : released) {
                HeldUsage.release(
                        connection,
                        Suspension.SPENDING_LIMIT,
                        number,
                        cycle.atStartOfDay(zone.get()).toInstant());
            }
            new ReleasedUsage(account, now).note(connection);
            return Outcome.accepted(List.copyOf(released));
        } catch (SQLException e) {
            throw new IllegalStateException("What " + account + " wants to spend cannot be stored", e);
        }
    }

    /** Whether it is what was said last of that limit and line. */
    private static boolean isLast(List<Said> said, SpendingChoice choice) {
        return said.reversed().stream()
                .map(Said::choice)
                .filter(each ->
                        each.limit().equals(choice.limit()) && each.msisdn().equals(choice.msisdn()))
                .findFirst()
                .filter(each -> each.wish().equals(choice.wish()))
                .isPresent();
    }

    private static Optional<Rejection> refusal(
            SpendingLimit limit, Optional<String> msisdn, Wish wish, SortedSet<String> numbers) {
        if (limit.per() == Per.ACCOUNT && msisdn.isPresent()) {
            return refused("number", "NOT_OF_LINES", limit.name() + " is of all lines of an account together.");
        }
        if (msisdn.filter(number -> !numbers.contains(number)).isPresent()) {
            return refused("number", "UNKNOWN_LINE", "The account has no line with that number.");
        }
        Optional<Money> most = wish instanceof Most(Money amount) ? Optional.of(amount) : Optional.empty();
        if (most.filter(amount -> !amount.currency().equals(limit.currency())).isPresent()) {
            return refused("amount", "FOREIGN_CURRENCY", "The limit is in " + limit.currency() + ".");
        }
        return most.filter(Money::isNegative).isPresent()
                ? refused("amount", "INVALID_AMOUNT", "An amount is not negative.")
                : Optional.empty();
    }

    private static Optional<Rejection> refused(String field, String code, String why) {
        return Optional.of(Rejection.at(field, code, why));
    }

    private StandingRows rows(Connection connection) {
        return new StandingRows(connection, tariffs, reference.current().limits());
    }

    private LocalDate cycle(ZoneId zone) {
        return clock.instant().atZone(zone).toLocalDate().withDayOfMonth(1);
    }

    private static Optional<ZoneId> zone(Connection connection, BillingAccountId account, String lock)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT TIME_ZONE FROM BILLING_ACCOUNT WHERE BILLING_ACCOUNT_ID = ?" + lock)) {
            select.setString(1, account.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(ZoneId.of(row.getString("TIME_ZONE"))) : Optional.empty();
            }
        }
    }

    /** As rating locks them, so that nothing of theirs is held meanwhile. By NUMBER_ACCOUNT_ACCOUNT_IX. */
    private static SortedSet<String> lockNumbers(Connection connection, BillingAccountId account) throws SQLException {
        SortedSet<String> numbers = new TreeSet<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT MSISDN FROM NUMBER_ACCOUNT WHERE BILLING_ACCOUNT_ID = ? ORDER BY ID FOR UPDATE")) {
            select.setString(1, account.value());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    numbers.add(row.getString("MSISDN"));
                }
            }
        }
        return numbers;
    }
}
