package dialtone.order.service;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.event.DomainEvent;
import dialtone.event.service.DomainEvents;
import dialtone.order.Cancellation;
import dialtone.order.OrderId;
import dialtone.order.ProductOrder;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
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
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Requests to cancel an order: each is assessed at once and kept with its verdict, whichever it is. */
@Stateless
public class OrderCancellations {

    private static final int MAX_VERDICT = 255;
    private static final String COLUMNS =
            "SELECT CANCELLATION_ID, ORDER_ID, REASON, REQUESTED_BY, REQUESTED_AT, EFFECTIVE_AT, VERDICT FROM ORDER_CANCELLATION";

    @EJB
    private OrderEntry entry;

    @Inject
    private DataSource dataSource;

    @Inject
    private DomainEvents events;

    @Inject
    private Clock clock;

    /**
     * Cancels the order if it can be cancelled, and keeps what came of it.
     *
     * <p>Rejections, with nothing kept: {@code UNKNOWN_ORDER}, {@code TOO_LONG} (field {@code reason}).
     *
     * @param requestedBy login
     */
    public Outcome<Cancellation> request(OrderId order, Optional<String> reason, String requestedBy) {
        return switch (entry.cancel(order, reason.orElse(""), requestedBy)) {
            case Outcome.Accepted<ProductOrder>(ProductOrder cancelled) ->
                Outcome.accepted(keep(order, reason, requestedBy, cancelled.finishedAt(), "The order is cancelled."));
            case Outcome.Rejected<ProductOrder>(List<Rejection> reasons)
            when reasons.getFirst().code().equals("NOT_IN_VALID_STATE") ->
                Outcome.accepted(keep(
                        order,
                        reason,
                        requestedBy,
                        Optional.empty(),
                        reasons.getFirst().message()));
            case Outcome.Rejected<ProductOrder>(List<Rejection> reasons) -> Outcome.rejected(reasons);
        };
    }

    private Cancellation keep(
            OrderId order, Optional<String> reason, String requestedBy, Optional<Instant> effectiveAt, String verdict) {
        String limited = verdict.length() > MAX_VERDICT ? verdict.substring(0, MAX_VERDICT) : verdict;
        Instant now = clock.instant();
        try (Connection connection = dataSource.getConnection()) {
            Cancellation cancellation =
                    new Cancellation(nextId(connection), order, reason, requestedBy, now, effectiveAt, limited);
            insert(connection, cancellation);
            tell(cancellation);
            return cancellation;
        } catch (SQLException e) {
            throw new IllegalStateException("The cancellation of " + order + " cannot be kept", e);
        }
    }

    private static String nextId(Connection connection) throws SQLException {
        try (PreparedStatement next = connection.prepareStatement("SELECT ORDER_CANCELLATION_SEQ.NEXTVAL FROM DUAL");
                ResultSet row = next.executeQuery()) {
            row.next();
            return "CAN-" + row.getLong(1);
        }
    }

    private static void insert(Connection connection, Cancellation cancellation) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO ORDER_CANCELLATION (CANCELLATION_ID, ORDER_ID, REASON, REQUESTED_BY, REQUESTED_AT,"
                        + " EFFECTIVE_AT, VERDICT) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, cancellation.id());
            insert.setString(2, cancellation.order().value());
            insert.setString(3, cancellation.reason().orElse(null));
            insert.setString(4, cancellation.requestedBy());
            insert.setTimestamp(5, Timestamp.from(cancellation.requestedAt()));
            insert.setTimestamp(
                    6, cancellation.effectiveAt().map(Timestamp::from).orElse(null));
            insert.setString(7, cancellation.verdict());
            insert.executeUpdate();
        }
    }

    private void tell(Cancellation cancellation) {
        Map<String, String> facts =
                Map.of("order", cancellation.order().value(), "state", "done", "previousState", "acknowledged");
        for (String type : List.of("CancelProductOrderCreateEvent", "CancelProductOrderStateChangeEvent")) {
            events.record(new DomainEvent(
                    cancellation.id() + (type.endsWith("CreateEvent") ? ":created" : ":done"),
                    type,
                    cancellation.id(),
                    cancellation.requestedAt(),
                    facts));
        }
    }

    public Optional<Cancellation> find(String id) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(COLUMNS + " WHERE CANCELLATION_ID = ?")) {
            select.setString(1, id);
            return read(select).stream().findFirst();
        } catch (SQLException e) {
            throw new IllegalStateException("The cancellation cannot be read", e);
        }
    }

    /**
     * The latest first, by index ORDER_CANCELLATION_REQUESTED_AT_IX.
     *
     * @param limit 1 to {@link Page#MAX_LIMIT}
     */
    public Page<Cancellation> list(int offset, int limit) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(COLUMNS
                        + " ORDER BY REQUESTED_AT DESC, CANCELLATION_ID DESC OFFSET ? ROWS FETCH NEXT ? ROWS ONLY");
                PreparedStatement count = connection.prepareStatement("SELECT COUNT(*) FROM ORDER_CANCELLATION");
                ResultSet total = count.executeQuery()) {
            select.setInt(1, offset);
            select.setInt(2, Math.clamp(limit, 1, Page.MAX_LIMIT));
            total.next();
            return new Page<>(read(select), offset, total.getLong(1));
        } catch (SQLException e) {
            throw new IllegalStateException("The cancellations cannot be read", e);
        }
    }

    private static List<Cancellation> read(PreparedStatement select) throws SQLException {
        List<Cancellation> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(new Cancellation(
                        rows.getString("CANCELLATION_ID"),
                        new OrderId(rows.getString("ORDER_ID")),
                        Optional.ofNullable(rows.getString("REASON")),
                        rows.getString("REQUESTED_BY"),
                        rows.getTimestamp("REQUESTED_AT").toInstant(),
                        Optional.ofNullable(rows.getTimestamp("EFFECTIVE_AT")).map(Timestamp::toInstant),
                        rows.getString("VERDICT")));
            }
        }
        return found;
    }
}
