package dialtone.rating.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.FavouriteTerms;
import dialtone.ledger.service.Columns;
import dialtone.party.BillingAccountId;
import dialtone.rating.FavouriteChange;
import dialtone.rating.Favourites;
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
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** The numbers that a line has chosen, where its tariff has a price or an allowance for such (friends and family). */
@Stateless
public class FavouriteNumbers {

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Tariffs tariffs;

    @Inject
    private RatingReference reference;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // the container injects
    public FavouriteNumbers() {}

    @SuppressWarnings({"UnnecessaryAssignment", "NullAway"}) // outside a container: tests
    FavouriteNumbers(DataSource dataSource, Tariffs tariffs, RatingReference reference, Clock clock) {
        this.dataSource = dataSource;
        this.tariffs = tariffs;
        this.reference = reference;
        this.clock = clock;
    }

    /**
     * A line's favourites.
     *
     * @param terms    of its tariff; empty when that has none, and what was chosen does nothing
     * @param all      of all times
     * @param now      the numbers that hold, in the order they were chosen
     * @param counting those of them that the tariff makes cheaper: no more than its terms allow
     * @param earliest first day on which they may be changed; empty when at any time
     */
    public record Chosen(
            String msisdn,
            Optional<FavouriteTerms> terms,
            Favourites all,
            List<String> now,
            List<String> counting,
            Optional<LocalDate> earliest) {}

    private record Line(String tariffId, ZoneId zone) {}

    /** @return empty when the account has no such line now */
    public Optional<Chosen> of(BillingAccountId account, String msisdn) {
        try (Connection connection = dataSource.getConnection()) {
            Instant now = clock.instant();
            Optional<Line> line = line(connection, account, msisdn, now, "");
            return line.isEmpty()
                    ? Optional.empty()
                    : Optional.of(chosen(connection, account, msisdn, line.get(), now));
        } catch (SQLException e) {
            throw new IllegalStateException("The favourites of " + msisdn + " cannot be read", e);
        }
    }

    /**
     * A line has these favourites from now on; what it has used until now goes by those it had.
     *
     * @param by login of who says so
     * @param numbers the whole list; an empty one is accepted at any time and of any tariff, and counts as a change of the list like any other
     * @return how it is then, also when the same is said again; UNKNOWN_LINE, NO_FAVOURITES, and what {@link FavouriteChange#of} refuses
     */
    public Outcome<Chosen> choose(BillingAccountId account, String msisdn, List<String> numbers, String by) {
        try (Connection connection = dataSource.getConnection()) {
            line(connection, account, msisdn, clock.instant(), " FOR UPDATE");
            // while it waited the line may have ended, or have got another tariff
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            Optional<Line> line = line(connection, account, msisdn, now, " FOR UPDATE");
            if (line.isEmpty()) {
                return Outcome.rejected(
                        Rejection.of("UNKNOWN_LINE", "The account has no line with the number " + msisdn + "."));
            }
            Chosen before = chosen(connection, account, msisdn, line.get(), now);
            if (numbers.isEmpty()) {
                FavouriteRows.change(connection, msisdn, account, FavouriteChange.none(before.all(), now), now, by);
                return Outcome.accepted(chosen(connection, account, msisdn, line.get(), now));
            }
            if (before.terms().isEmpty()) {
                return Outcome.rejected(Rejection.at(
                        "numbers",
                        "NO_FAVOURITES",
                        "Nothing that the line has makes calls to favourite numbers cheaper."));
            }
            FavouriteChange.Line of = new FavouriteChange.Line(
                    msisdn,
                    before.terms().get(),
                    before.all(),
                    line.get().zone(),
                    reference.current().zones());
            return switch (FavouriteChange.of(of, numbers, now)) {
                case Outcome.Rejected<FavouriteChange>(List<Rejection> reasons) -> Outcome.rejected(reasons);
                case Outcome.Accepted<FavouriteChange>(FavouriteChange change) -> {
                    FavouriteRows.change(connection, msisdn, account, change, now, by);
                    yield Outcome.accepted(chosen(connection, account, msisdn, line.get(), now));
                }
            };
        } catch (SQLException e) {
            throw new IllegalStateException("The favourites of " + msisdn + " cannot be changed", e);
        }
    }

    private Chosen chosen(Connection connection, BillingAccountId account, String msisdn, Line line, Instant now)
            throws SQLException {
        Optional<FavouriteTerms> terms = tariffs.load(connection, Set.of(line.tariffId()))
                .of(line.tariffId())
                .favourites();
        Favourites all = FavouriteRows.of(connection, msisdn, account);
        return new Chosen(
                msisdn,
                terms,
                all,
                numbers(all.at(now)),
                terms.map(each -> numbers(all.at(now, each))).orElse(List.of()),
                terms.flatMap(each -> FavouriteChange.earliest(each, all, line.zone())));
    }

    private static List<String> numbers(List<Favourites.Favourite> favourites) {
        return favourites.stream().map(Favourites.Favourite::number).toList();
    }

    /** The row that holds now. By NUMBER_ACCOUNT_UK. */
    private static Optional<Line> line(
            Connection connection, BillingAccountId account, String msisdn, Instant now, String lock)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT TARIFF_ID, TIME_ZONE FROM NUMBER_ACCOUNT WHERE MSISDN = ? AND BILLING_ACCOUNT_ID = ?"
                        + " AND VALID_FROM_AT <= ? AND (VALID_TO_AT IS NULL OR VALID_TO_AT > ?) ORDER BY ID" + lock)) {
            select.setString(1, msisdn);
            select.setString(2, account.value());
            select.setObject(3, Columns.utc(now));
            select.setObject(4, Columns.utc(now));
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Line(row.getString("TARIFF_ID"), ZoneId.of(row.getString("TIME_ZONE"))))
                        : Optional.empty();
            }
        }
    }
}
