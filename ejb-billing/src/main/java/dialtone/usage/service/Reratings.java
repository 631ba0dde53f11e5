package dialtone.usage.service;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.ledger.Adjustment;
import dialtone.party.BillingAccountId;
import dialtone.rating.ChargePeriod;
import dialtone.rating.Rerating;
import dialtone.rating.Rerating.NumberState;
import dialtone.rating.Rerating.Standing;
import dialtone.rating.Rerating.State;
import dialtone.rating.Tariff;
import dialtone.rating.service.Tariffs;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** Use that is rated again by a corrected price: who asks for it, what it would come to, and who decides. {@link ReratingTurns} does the work. */
@Stateless
public class Reratings {

    /** Cycles of one re-rating; nobody is billed again for longer ago than that. */
    private static final int MAX_MONTHS = 36;

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Tariffs tariffs;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // the container injects
    public Reratings() {}

    @SuppressWarnings({"UnnecessaryAssignment", "NullAway"}) // outside a container: tests
    Reratings(DataSource dataSource, Tariffs tariffs, Clock clock) {
        this.dataSource = dataSource;
        this.tariffs = tariffs;
        this.clock = clock;
    }

    /**
     * What is wanted.
     *
     * @param sold    prices of the offering in the version of the catalogue that has the right one
     * @param listed  names of what has come off the price by any version of the catalogue: what else comes off a bought one is a coupon's, and stays
     * @param from    any day of the first cycle
     * @param to      first day of the cycle behind the last one
     * @param account the one account that it is for; empty for all
     */
    public record Asked(
            OfferingId offering,
            String priceId,
            List<Price> sold,
            Set<String> listed,
            String version,
            LocalDate from,
            LocalDate to,
            Optional<BillingAccountId> account,
            String reason) {}

    /**
     * Asks for it. It is calculated at once; nothing is posted until somebody else approves it.
     *
     * <p>Rejections: {@code INVALID_REASON} (field {@code reason}); {@code UNKNOWN_PRICE} (field {@code price}) the offering has no such price of use in the
     * catalogue; {@code INVALID_DATES} (field {@code to}); {@code UNKNOWN_ACCOUNT} (field {@code billingAccount}).
     */
    public Outcome<Standing> ask(Asked asked, String by) {
        List<Rejection> reasons = new ArrayList<>();
        if (asked.reason().isBlank() || asked.reason().length() > Adjustment.MAX_REASON) {
            reasons.add(Rejection.at(
                    "reason", "INVALID_REASON", "A reason has 1 to " + Adjustment.MAX_REASON + " characters."));
        }
        LocalDate from = asked.from().withDayOfMonth(1);
        if (asked.to().getDayOfMonth() != 1
                || !asked.to().isAfter(from)
                || from.plusMonths(MAX_MONTHS).isBefore(asked.to())) {
            reasons.add(Rejection.at(
                    "to",
                    "INVALID_DATES",
                    "It ends with a month, behind its beginning and not more than " + MAX_MONTHS + " months later."));
        }
        Optional<Price.Usage> right = asked.sold().stream()
                .filter(Price.Usage.class::isInstance)
                .map(Price.Usage.class::cast)
                .filter(price -> price.id().equals(asked.priceId()))
                .findFirst();
        if (right.isEmpty()) {
            reasons.add(Rejection.at("price", "UNKNOWN_PRICE", "The offering has no such price of use."));
            return Outcome.rejected(reasons);
        }
        return reasons.isEmpty()
                ? insert(asked, new ChargePeriod(from, asked.to()), right.get(), by)
                : Outcome.rejected(reasons);
    }

    private Outcome<Standing> insert(Asked asked, ChargePeriod period, Price.Usage right, String by) {
        try (Connection connection = dataSource.getConnection()) {
            if (asked.account().isPresent()
                    && !ReratingRows.isAccount(connection, asked.account().get())) {
                return Outcome.rejected(Rejection.at("billingAccount", "UNKNOWN_ACCOUNT", "There is no such account."));
            }
            Tariff corrected = new Tariff(List.of(right));
            tariffs.ensure(connection, List.of(corrected), clock);
            Rerating rerating = new Rerating(
                    ReratingRows.nextId(connection),
                    asked.offering(),
                    asked.priceId(),
                    asked.version(),
                    period,
                    asked.account(),
                    asked.reason(),
                    State.CALCULATING,
                    by,
                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                    Optional.empty(),
                    Optional.empty());
            ReratingRows.insert(connection, rerating, corrected.id(), asked.listed());
            return Outcome.accepted(standing(connection, rerating));
        } catch (SQLException e) {
            throw new IllegalStateException("A re-rating of " + asked.offering() + " cannot be asked for", e);
        }
    }

    /**
     * Approves it: what differs is posted from now on, number by number.
     *
     * <p>Rejections: {@code NO_SUCH_REQUEST}, {@code NOT_CALCULATED} it is not calculated to its end, {@code DECIDED_ALREADY}, {@code SECOND_PERSON_REQUIRED} the same
     * login asked for it.
     */
    public Outcome<Standing> approve(long id, String by) {
        return decide(id, by, State.POSTING);
    }

    /** Declines it, or takes the own request back. Rejections: {@code NO_SUCH_REQUEST}, {@code NOT_CALCULATED}, {@code DECIDED_ALREADY}. */
    public Outcome<Standing> decline(long id, String by) {
        return decide(id, by, State.DECLINED);
    }

    private Outcome<Standing> decide(long id, String by, State state) {
        try (Connection connection = dataSource.getConnection()) {
            Optional<ReratingRows.Stored> found = ReratingRows.locked(connection, id);
            if (found.isEmpty()) {
                return Outcome.rejected(Rejection.of("NO_SUCH_REQUEST", "There is no such re-rating."));
            }
            Rerating asked = found.get().rerating();
            if (asked.state() == State.CALCULATING) {
                return Outcome.rejected(Rejection.of("NOT_CALCULATED", "What it comes to is still being calculated."));
            }
            if (asked.state() != State.CALCULATED) {
                return Outcome.rejected(Rejection.of("DECIDED_ALREADY", "It is decided already."));
            }
            if (state == State.POSTING && asked.askedBy().equals(by)) {
                return Outcome.rejected(Rejection.of("SECOND_PERSON_REQUIRED", "Somebody else has to approve it."));
            }
            ReratingRows.decide(connection, id, state, by, clock.instant());
            if (state == State.POSTING) {
                ReratingRows.waitAgain(connection, id);
            }
            return Outcome.accepted(standing(
                    connection, ReratingRows.find(connection, id).orElseThrow().rerating()));
        } catch (SQLException e) {
            throw new IllegalStateException("Re-rating " + id + " cannot be decided", e);
        }
    }

    public Optional<Standing> find(long id) {
        try (Connection connection = dataSource.getConnection()) {
            Optional<ReratingRows.Stored> found = ReratingRows.find(connection, id);
            return found.isEmpty()
                    ? Optional.empty()
                    : Optional.of(standing(connection, found.get().rerating()));
        } catch (SQLException e) {
            throw new IllegalStateException("Re-rating " + id + " cannot be read", e);
        }
    }

    /**
     * Newest first.
     *
     * @param limit at most {@link Page#MAX_LIMIT}
     */
    public Page<Standing> list(int offset, int limit) {
        try (Connection connection = dataSource.getConnection()) {
            List<Standing> found = new ArrayList<>();
            for (ReratingRows.Stored each : ReratingRows.list(connection, offset, Math.min(limit, Page.MAX_LIMIT))) {
                found.add(standing(connection, each.rerating()));
            }
            return new Page<>(found, offset, ReratingRows.count(connection));
        } catch (SQLException e) {
            throw new IllegalStateException("The re-ratings cannot be read", e);
        }
    }

    /**
     * Its numbers, in one state or in all; what differs most first.
     *
     * @param limit at most {@link Page#MAX_LIMIT}
     */
    public Page<Rerating.OfNumber> numbers(long id, Optional<NumberState> state, int offset, int limit) {
        try (Connection connection = dataSource.getConnection()) {
            Rerating.Progress progress = ReratingRows.progress(connection, id);
            return new Page<>(
                    ReratingRows.numbers(connection, id, state, offset, Math.min(limit, Page.MAX_LIMIT)),
                    offset,
                    state.map(progress::of).orElse(progress.total()));
        } catch (SQLException e) {
            throw new IllegalStateException("The numbers of re-rating " + id + " cannot be read", e);
        }
    }

    private static Standing standing(Connection connection, Rerating rerating) throws SQLException {
        return new Standing(rerating, ReratingRows.progress(connection, rerating.id()));
    }
}
