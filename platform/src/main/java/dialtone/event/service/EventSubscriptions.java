package dialtone.event.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.event.service.EventSubscription.Scope;
import dialtone.platform.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Who wants to be told of what. */
@ApplicationScoped
public class EventSubscriptions {

    /** Each event is compared with all of them, and each may keep a delivery waiting. */
    static final int MAX_ACTIVE = 200;

    private static final String COLUMNS =
            "SELECT ID, FAMILY, CALLBACK, QUERY, OWNER_NAME, OWN_ONLY, CREATED_AT FROM EVENT_SUBSCRIPTION";

    private final DataSource dataSource;
    private final Clock clock;
    private @Nullable EventSignature signature;

    @SuppressWarnings("NullAway") // for the container's proxy only, which calls no method of it
    protected EventSubscriptions() {
        this.dataSource = null;
        this.clock = null;
    }

    @Inject
    EventSubscriptions(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    EventSubscriptions(DataSource dataSource, Clock clock, EventSignature signature) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.signature = signature;
    }

    /** @param secret that its deliveries are signed with; told this once */
    public record Subscribed(EventSubscription subscription, String secret) {}

    /**
     * Begins to tell the caller of what happens from now on. Refuses INVALID_CALLBACK (field {@code callback}), INVALID_QUERY
     * (field {@code query}) and TOO_MANY_SUBSCRIPTIONS.
     */
    public Outcome<Subscribed> subscribe(
            EventFamily family, String callback, Optional<String> query, EventSubscription.Owner owner) {
        Optional<String> objection = CallbackRules.of(Settings.eventCallbacks()).objection(callback);
        if (objection.isPresent()) {
            return Outcome.rejected(Rejection.at(
                    "callback", "INVALID_CALLBACK", "The callback cannot be used: " + objection.get() + "."));
        }
        Optional<String> asked = query.filter(text -> !text.isBlank());
        if (EventFilter.parse(family, asked) instanceof Outcome.Rejected<EventFilter>(List<Rejection> reasons)) {
            return Outcome.rejected(reasons);
        }
        if (active().size() >= MAX_ACTIVE) {
            return Outcome.rejected(Rejection.of(
                    "TOO_MANY_SUBSCRIPTIONS",
                    "There are " + MAX_ACTIVE + " subscriptions already; one has to end before another begins."));
        }
        EventSubscription subscription =
                new EventSubscription(UUID.randomUUID().toString(), family, callback, asked, owner, clock.instant());
        insert(subscription);
        return Outcome.accepted(new Subscribed(subscription, signature().secretOf(subscription.id())));
    }

    private void insert(EventSubscription subscription) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO EVENT_SUBSCRIPTION (ID, FAMILY, CALLBACK, QUERY, OWNER_NAME, OWN_ONLY, CREATED_AT)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, subscription.id());
            insert.setString(2, subscription.family().name());
            insert.setString(3, subscription.callback());
            insert.setString(4, subscription.query().orElse(null));
            insert.setString(5, subscription.owner().login());
            insert.setInt(6, subscription.owner().scope() == Scope.OWN ? 1 : 0);
            insert.setTimestamp(7, Timestamp.from(subscription.createdAt()));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The subscription cannot be stored", e);
        }
    }

    /** All that have not ended, oldest first; there are never more than {@value #MAX_ACTIVE}. */
    public List<EventSubscription> active() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(COLUMNS + " WHERE ENDED_AT IS NULL ORDER BY CREATED_AT, ID");
                ResultSet rows = select.executeQuery()) {
            List<EventSubscription> found = new ArrayList<>();
            while (rows.next()) {
                found.add(new EventSubscription(
                        rows.getString("ID"),
                        EventFamily.valueOf(rows.getString("FAMILY")),
                        rows.getString("CALLBACK"),
                        Optional.ofNullable(rows.getString("QUERY")),
                        new EventSubscription.Owner(
                                rows.getString("OWNER_NAME"),
                                rows.getInt("OWN_ONLY") == 1 ? Scope.OWN : Scope.EVERYBODYS),
                        rows.getTimestamp("CREATED_AT").toInstant()));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("The subscriptions cannot be read", e);
        }
    }

    public Optional<EventSubscription> find(String id) {
        return active().stream()
                .filter(subscription -> subscription.id().equals(id))
                .findFirst();
    }

    /** Ends the subscription; what still waited for it is not delivered. One that has ended stays so. */
    public void end(String id) {
        Instant now = clock.instant();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement end = connection.prepareStatement(
                        "UPDATE EVENT_SUBSCRIPTION SET ENDED_AT = ? WHERE ID = ? AND ENDED_AT IS NULL");
                PreparedStatement drop = connection.prepareStatement(
                        "UPDATE EVENT_DELIVERY SET PENDING_FOR = NULL, PARKED_AT = NULL, LAST_FAILURE = 'subscription ended'"
                                + " WHERE SUBSCRIPTION_ID = ? AND DELIVERED_AT IS NULL")) {
            end.setTimestamp(1, Timestamp.from(now));
            end.setString(2, id);
            end.executeUpdate();
            drop.setString(1, id);
            drop.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The subscription cannot be ended", e);
        }
    }

    /** Made at the first use, for it may have to write a file. */
    synchronized EventSignature signature() {
        if (signature == null) {
            signature = new EventSignature(Settings.eventSecret()
                    .orElseGet(() -> EventSignature.keptIn(Settings.data().resolve("event.secret"))));
        }
        return signature;
    }
}
