package dialtone.usage.service;

import dialtone.catalog.Price;
import dialtone.ledger.JournalEntry;
import dialtone.ledger.service.Journal;
import dialtone.rating.PriceCorrection;
import dialtone.rating.Rerating;
import dialtone.rating.Rerating.NumberState;
import dialtone.rating.Rerating.State;
import dialtone.rating.service.RatingReference;
import dialtone.rating.service.Tariffs;
import dialtone.spending.service.SpendingRoom;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * The work of re-ratings, each call a transaction: some numbers are calculated, or rated again and posted, with the row that says so, or none of them is. The lock of the
 * row is the claim. Whatever dies, a number is posted once: calculated again it comes to no difference.
 */
@Stateless
public class ReratingTurns {

    /** Numbers of one transaction: records of their cycles are rewritten one by one, and rating of these numbers waits meanwhile. */
    static final int BATCH = 50;

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Tariffs tariffs;

    @Inject
    private RatingReference reference;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // the container injects
    public ReratingTurns() {}

    @SuppressWarnings({"UnnecessaryAssignment", "NullAway"}) // outside a container: tests
    ReratingTurns(DataSource dataSource, Tariffs tariffs, RatingReference reference, Clock clock) {
        this.dataSource = dataSource;
        this.tariffs = tariffs;
        this.reference = reference;
        this.clock = clock;
    }

    /** Ids of those that go on, oldest first. */
    public List<Long> due() {
        try (Connection connection = dataSource.getConnection()) {
            return ReratingRows.due(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("The re-ratings cannot be read", e);
        }
    }

    /**
     * Takes some numbers that wait.
     *
     * @param limit at most so many
     * @return how many
     * @throws IllegalStateException if something breaks: nothing of them is stored, and they still wait
     */
    public int take(long id, int limit) {
        try (Connection connection = dataSource.getConnection()) {
            return take(connection, id, ReratingRows.waiting(connection, id, limit));
        } catch (SQLException e) {
            throw new IllegalStateException("Numbers of re-rating " + id + " are not rated again", e);
        }
    }

    /** The same of one number, if it waits: what breaks under it is its own. */
    public int takeOne(long id, long number) {
        try (Connection connection = dataSource.getConnection()) {
            return take(connection, id, List.of(number));
        } catch (SQLException e) {
            throw new IllegalStateException("Number " + number + " of re-rating " + id + " is not rated again", e);
        }
    }

    private int take(Connection connection, long id, List<Long> numbers) throws SQLException {
        // before the state is looked at: while one of its numbers waits nobody ends its part, so that what is
        // calculated is not taken for what is posted
        List<Long> waiting = ReratingRows.lockWaiting(connection, id, numbers);
        Optional<ReratingRows.Stored> found = ReratingRows.find(connection, id)
                .filter(stored -> isUnderWay(stored.rerating().state()));
        if (waiting.isEmpty() || found.isEmpty()) {
            return 0;
        }
        Rerating rerating = found.get().rerating();
        boolean posting = rerating.state() == State.POSTING;
        SpendingRoom room =
                new SpendingRoom(connection, tariffs, reference.current().limits());
        if (posting) {
            // all before the first is posted: what lines and accounts spend is locked behind the numbers
            ReratingRows.Owners owners = ReratingRows.lockAccounts(connection, waiting);
            ReratingRows.lockNumbers(connection, owners, room.together(owners.accounts()));
        }
        NumberRerating again = new NumberRerating(room, correction(connection, found.get()), rerating);
        List<NumberRerating.Result> results = new ArrayList<>();
        for (long number : waiting) {
            results.add(posting ? again.post(number, id, clock) : again.calculate(number));
        }
        if (posting) {
            journal(connection, rerating, results);
        }
        ReratingRows.done(connection, id, results, posting ? NumberState.POSTED : NumberState.CALCULATED);
        return waiting.size();
    }

    /** The first one that waits. */
    public Optional<Long> first(long id) {
        try (Connection connection = dataSource.getConnection()) {
            return ReratingRows.waiting(connection, id, 1).stream().findFirst();
        } catch (SQLException e) {
            throw new IllegalStateException("The numbers of re-rating " + id + " cannot be read", e);
        }
    }

    private static boolean isUnderWay(State state) {
        return state == State.CALCULATING || state == State.POSTING;
    }

    private PriceCorrection correction(Connection connection, ReratingRows.Stored stored) throws SQLException {
        return new PriceCorrection(
                (Price.Usage) tariffs.load(connection, Set.of(stored.tariffId()))
                        .of(stored.tariffId())
                        .prices()
                        .getFirst(),
                stored.listed());
    }

    /** An entry for each number, by which it can be told what was posted for it. */
    private void journal(Connection connection, Rerating rerating, List<NumberRerating.Result> results)
            throws SQLException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<JournalEntry> entries = new ArrayList<>();
        for (NumberRerating.Result result : results) {
            if (result.refusal().isEmpty() && !result.charge().amount().isZero()) {
                entries.add(new JournalEntry(
                        "rerating:" + rerating.id() + ":" + result.numberAccountId(),
                        "Use of " + result.account() + " rated again by " + rerating.priceId() + " of catalogue "
                                + rerating.version(),
                        now,
                        JournalEntry.postingsFor(List.of(result.charge()))));
            }
        }
        Journal.append(connection, entries);
    }

    /** Notes that something broke under a number, if it still waits: a person sees why, and may have it rated again by another re-rating. */
    public void noteFault(long id, long number, String message) {
        try (Connection connection = dataSource.getConnection()) {
            for (long waiting : ReratingRows.lockWaiting(connection, id, List.of(number))) {
                ReratingRows.fault(connection, id, waiting, message);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("What broke under re-rating " + id + " cannot be noted", e);
        }
    }

    /** Accounts of which a number costs less since it was posted. */
    public List<String> cheaper(long id) {
        try (Connection connection = dataSource.getConnection()) {
            return ReratingRows.cheaper(connection, id);
        } catch (SQLException e) {
            throw new IllegalStateException("The accounts of re-rating " + id + " cannot be read", e);
        }
    }

    /** Ends its part when no number waits. */
    public boolean finish(long id) {
        try (Connection connection = dataSource.getConnection()) {
            Optional<Rerating> found = ReratingRows.locked(connection, id).map(ReratingRows.Stored::rerating);
            if (found.isEmpty()
                    || !isUnderWay(found.get().state())
                    || ReratingRows.progress(connection, id).of(NumberState.WAITING) > 0) {
                return false;
            }
            ReratingRows.state(
                    connection, id, found.get().state() == State.POSTING ? State.COMPLETED : State.CALCULATED);
            return true;
        } catch (SQLException e) {
            throw new IllegalStateException("Re-rating " + id + " is not completed", e);
        }
    }
}
