package dialtone.rating.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.rating.RatedCharge;
import dialtone.rating.Subscription;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** How many seats a subscription has, for prices by the seat. */
@Stateless
public class SubscriptionSeats {

    /** Of days on which the number changes, one subscription; more of them are somebody's script gone wrong. */
    private static final int MAX_CHANGES = 1_000;

    private static final AgreementRules RULES = new AgreementRules(2);

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Tariffs tariffs;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // the container injects
    public SubscriptionSeats() {}

    @SuppressWarnings({"UnnecessaryAssignment", "NullAway"}) // outside a container: tests
    SubscriptionSeats(DataSource dataSource, Tariffs tariffs, Clock clock) {
        this.dataSource = dataSource;
        this.tariffs = tariffs;
        this.clock = clock;
    }

    /**
     * A subscription has so many seats from that day on, which may be over: what should have been charged by today is calculated anew, and
     * the difference to what is in the books is posted. The same again posts nothing. What has taken its place since, by a plan change or a
     * suspension, and has begun with as many seats, begins with as many as there are now.
     *
     * @param by login of who says so
     * @return what was posted, or UNKNOWN_SUBSCRIPTION, NOT_BY_THE_SEAT, INVALID_SEATS, BEFORE_ACTIVATION, HAS_ENDED, TOO_MANY_CHANGES,
     *         TOO_FAR_AHEAD, SEVERAL_SUCCESSORS
     * @throws IllegalStateException if the database fails
     */
    public Outcome<List<RatedCharge>> set(
            BillingAccountId account, OrderId order, String itemId, long count, LocalDate from, String by) {
        if (count < 0 || count > Subscription.MAX_SEATS) {
            return refused("seats", "INVALID_SEATS", "There are 0 to " + Subscription.MAX_SEATS + " seats.");
        }
        Successors.Key key = new Successors.Key(order, itemId);
        try (Connection connection = dataSource.getConnection()) {
            Successors successors = lockedSuccessors(connection, key);
            Optional<Subscription> found = locked(connection, account, key);
            if (found.isEmpty()) {
                return Outcome.rejected(Rejection.of(
                        "UNKNOWN_SUBSCRIPTION", "The account pays for no such item: " + order + "/" + itemId + "."));
            }
            Subscription subscription = found.get();
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            Optional<Outcome<List<RatedCharge>>> refusal = refusal(subscription, successors, from, now);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            SeatRows.set(connection, subscription, new Subscription.Seats(from, count), by, now);
            Subscription changed = SeatRows.withSeats(connection, subscription);
            List<RatedCharge> posted = new ArrayList<>(post(connection, changed, now));
            posted.addAll(inherit(connection, changed, successors, now));
            return Outcome.accepted(posted);
        } catch (SQLException e) {
            throw new IllegalStateException("The seats of " + order + "/" + itemId + " cannot be set", e);
        }
    }

    /** Each, as long as nobody has said another number of the day it began. */
    private List<RatedCharge> inherit(Connection connection, Subscription changed, Successors successors, Instant now)
            throws SQLException {
        List<RatedCharge> posted = new ArrayList<>();
        Subscription former = changed;
        for (Successors.Key key : successors.keys()) {
            Subscription next = SeatRows.withSeats(
                    connection, locked(connection, former.account(), key).orElseThrow());
            LocalDate begun = next.activatedOn();
            long count = former.course().seatsOn(begun);
            if (next.course().seatsOn(begun) == count || !SeatRows.isInherited(connection, next)) {
                break;
            }
            SeatRows.set(
                    connection,
                    next,
                    new Subscription.Seats(begun, count),
                    next.order().value(),
                    now);
            former = SeatRows.withSeats(connection, next);
            posted.addAll(post(connection, former, now));
        }
        return posted;
    }

    private static Optional<Outcome<List<RatedCharge>>> refusal(
            Subscription subscription, Successors successors, LocalDate from, Instant now) {
        if (!SeatRows.matter(subscription)) {
            return Optional.of(
                    refused("seats", "NOT_BY_THE_SEAT", subscription.offeringName() + " has no price by the seat."));
        }
        if (from.isBefore(subscription.activatedOn())) {
            return Optional.of(
                    refused("from", "BEFORE_ACTIVATION", "It is charged from " + subscription.activatedOn() + " on."));
        }
        if (subscription.end().filter(end -> !from.isBefore(end.on())).isPresent()) {
            String goesOn = successors.keys().isEmpty()
                    ? ""
                    : " It goes on as " + successors.keys().getFirst() + ".";
            return Optional.of(refused("from", "HAS_ENDED", "It is charged no more from that day on." + goesOn));
        }
        Optional<Rejection> later =
                RULES.tooFarAhead(from, now.atZone(subscription.zone()).toLocalDate());
        if (later.isPresent()) {
            return Optional.of(Outcome.rejected(later.get()));
        }
        if (successors.ambiguous()) {
            return Optional.of(refused(
                    "from",
                    "SEVERAL_SUCCESSORS",
                    "It is not known which of these has its seats since: " + successors.keys() + "."));
        }
        List<Subscription.Seats> seats = subscription.course().seats();
        return seats.size() >= MAX_CHANGES
                        && seats.stream().noneMatch(said -> said.from().equals(from))
                ? Optional.of(refused("from", "TOO_MANY_CHANGES", "The seats have changed on too many days."))
                : Optional.empty();
    }

    private static Outcome<List<RatedCharge>> refused(String field, String code, String why) {
        return Outcome.rejected(Rejection.at(field, code, why));
    }

    /** With the one whose they are, in the order of locks; which they are does not change, but another one may have come meanwhile. */
    private static Successors lockedSuccessors(Connection connection, Successors.Key key) throws SQLException {
        Successors successors = Successors.of(connection, key);
        List<Successors.Key> all = new ArrayList<>(successors.keys());
        all.add(key);
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ORDER_ID FROM RATING_SUBSCRIPTION WHERE ORDER_ID = ? AND ITEM_ID = ? FOR UPDATE")) {
            for (Successors.Key each : Successors.inOrderOfLocks(all)) {
                select.setString(1, each.order().value());
                select.setString(2, each.itemId());
                select.executeQuery().close();
            }
        }
        return Successors.of(connection, key);
    }

    /** Whoever ends it, bills it or changes it at the same time waits. */
    private Optional<Subscription> locked(Connection connection, BillingAccountId account, Successors.Key key)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SubscriptionRows.SELECT
                + " WHERE ORDER_ID = ? AND ITEM_ID = ? AND BILLING_ACCOUNT_ID = ? FOR UPDATE")) {
            select.setString(1, key.order().value());
            select.setString(2, key.itemId());
            select.setString(3, account.value());
            return SubscriptionRows.read(connection, select, tariffs).stream().findFirst();
        }
    }

    private static List<RatedCharge> post(Connection connection, Subscription subscription, Instant now)
            throws SQLException {
        LocalDate today = now.atZone(subscription.zone()).toLocalDate();
        String item = subscription.order() + "/" + subscription.itemId();
        return Recalculation.post(
                connection,
                subscription.reconcile(today, Recalculation.posted(connection, subscription)),
                "order:" + item + ":seats:" + now,
                "Seats of " + item,
                now);
    }
}
