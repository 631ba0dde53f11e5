package dialtone.order.service;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.event.DomainEvent;
import dialtone.event.service.DomainEvents;
import dialtone.order.Cancellation;
import dialtone.order.OrderId;
import dialtone.order.OrderScope;
import dialtone.order.OrderState;
import dialtone.order.ProductOrder;
import dialtone.order.Requester;
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
import java.util.function.Function;
import javax.sql.DataSource;

/** Requests to cancel an order: each is assessed at once and kept with its verdict, whichever it is. */
@Stateless
public class OrderCancellations {

    private static final int MAX_VERDICT = 255;
    private static final String ORDERS = " JOIN PRODUCT_ORDER O ON O.ORDER_ID = C.ORDER_ID";
    private static final String COLUMNS =
            "SELECT C.CANCELLATION_ID, C.ORDER_ID, C.REASON, C.REQUESTED_BY, C.REQUESTED_AT, C.ACCEPTED, C.VERDICT, O.FINISHED_AT"
                    + " FROM ORDER_CANCELLATION C"
                    + ORDERS;

    private static final String COUNT = "SELECT COUNT(*) FROM ORDER_CANCELLATION C";
    private static final String OWN = " WHERE O.PLACED_BY = ?";
    private static final String PAGE =
            " ORDER BY C.REQUESTED_AT DESC, C.CANCELLATION_ID DESC OFFSET ? ROWS FETCH NEXT ? ROWS ONLY";

    @EJB
    private OrderEntry entry;

    @EJB
    private Orders orders;

    @Inject
    private DataSource dataSource;

    @Inject
    private DomainEvents events;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public OrderCancellations() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    OrderCancellations(OrderEntry entry, Orders orders, DataSource dataSource, DomainEvents events, Clock clock) {
        this.entry = entry;
        this.orders = orders;
        this.dataSource = dataSource;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Cancels the order if it can be cancelled, and keeps what came of it.
     *
     * <p>Rejections, with nothing kept: {@code UNKNOWN_ORDER}, {@code TOO_LONG} (field {@code reason}), {@code REASON_NOT_GRANTED} (field
     * {@code order}).
     *
     * @param scope the orders that the requester may see
     */
    public Outcome<Cancellation> request(OrderId id, Optional<String> reason, Requester by, OrderScope scope) {
        Optional<String> placedBy = orders.placer(id, scope);
        if (placedBy.isEmpty()) {
            return Outcome.rejected(Rejection.of("UNKNOWN_ORDER", "There is no such order."));
        }
        Function<Verdict, Outcome<Cancellation>> keeping =
                verdict -> Outcome.accepted(keep(id, placedBy.get(), reason, by.login(), verdict));
        return switch (entry.cancel(id, reason.orElse(""), by)) {
            case Outcome.Accepted<ProductOrder>(ProductOrder cancelled) ->
                keeping.apply(new Verdict(
                        true,
                        cancelled.finishedAt(),
                        cancelled.state() == OrderState.CANCELLED
                                ? "The order is cancelled."
                                : "The order is being cancelled: what was done for it is taken back."));
            case Outcome.Rejected<ProductOrder>(List<Rejection> reasons)
            when reasons.getFirst().code().equals("NOT_IN_VALID_STATE") ->
                keeping.apply(
                        new Verdict(false, Optional.empty(), reasons.getFirst().message()));
            case Outcome.Rejected<ProductOrder>(List<Rejection> reasons) -> Outcome.rejected(reasons);
        };
    }

    private record Verdict(boolean accepted, Optional<Instant> effectiveAt, String sentence) {
        Verdict {
            sentence = sentence.length() > MAX_VERDICT ? sentence.substring(0, MAX_VERDICT) : sentence;
        }
    }

    private Cancellation keep(
            OrderId order, String placedBy, Optional<String> reason, String requestedBy, Verdict verdict) {
        Instant now = clock.instant();
        try (Connection connection = dataSource.getConnection()) {
            Cancellation cancellation = new Cancellation(
                    nextId(connection),
                    order,
                    reason,
                    requestedBy,
                    now,
                    verdict.accepted(),
                    verdict.effectiveAt(),
                    verdict.sentence());
            insert(connection, cancellation);
            tell(cancellation, placedBy);
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
                        + " ACCEPTED, VERDICT) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, cancellation.id());
            insert.setString(2, cancellation.order().value());
            insert.setString(3, cancellation.reason().orElse(null));
            insert.setString(4, cancellation.requestedBy());
            insert.setTimestamp(5, Timestamp.from(cancellation.requestedAt()));
            insert.setInt(6, cancellation.accepted() ? 1 : 0);
            insert.setString(7, cancellation.verdict());
            insert.executeUpdate();
        }
    }

    private void tell(Cancellation cancellation, String placedBy) {
        Map<String, String> facts = Map.of(
                "order",
                cancellation.order().value(),
                "state",
                "done",
                "previousState",
                "acknowledged",
                DomainEvent.PLACED_BY,
                placedBy);
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
                PreparedStatement select = connection.prepareStatement(COLUMNS + " WHERE C.CANCELLATION_ID = ?")) {
            select.setString(1, id);
            return read(select).stream().findFirst();
        } catch (SQLException e) {
            throw new IllegalStateException("The cancellation cannot be read", e);
        }
    }

    /** The same, if it is about an order that the caller may see. */
    public Optional<Cancellation> find(String id, OrderScope scope) {
        return find(id).filter(found -> orders.placer(found.order(), scope).isPresent());
    }

    /**
     * The latest first, by index ORDER_CANCELLATION_REQUESTED_AT_IX; a partner's by PRODUCT_ORDER_PLACED_BY_IX.
     *
     * @param scope the orders they are about
     * @param limit 1 to {@link Page#MAX_LIMIT}
     */
    public Page<Cancellation> list(OrderScope scope, int offset, int limit) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        scope.placedBy().isEmpty() ? COLUMNS + PAGE : COLUMNS + OWN + PAGE);
                PreparedStatement count =
                        connection.prepareStatement(scope.placedBy().isEmpty() ? COUNT : COUNT + ORDERS + OWN)) {
            int next = 1;
            if (scope.placedBy().isPresent()) {
                select.setString(next++, scope.placedBy().get());
                count.setString(1, scope.placedBy().get());
            }
            select.setInt(next++, offset);
            select.setInt(next, Math.clamp(limit, 1, Page.MAX_LIMIT));
            try (ResultSet total = count.executeQuery()) {
                total.next();
                return new Page<>(read(select), offset, total.getLong(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The cancellations cannot be read", e);
        }
    }

    private static List<Cancellation> read(PreparedStatement select) throws SQLException {
        List<Cancellation> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                boolean accepted = rows.getInt("ACCEPTED") == 1;
                found.add(new Cancellation(
                        rows.getString("CANCELLATION_ID"),
                        new OrderId(rows.getString("ORDER_ID")),
                        Optional.ofNullable(rows.getString("REASON")),
                        rows.getString("REQUESTED_BY"),
                        rows.getTimestamp("REQUESTED_AT").toInstant(),
                        accepted,
                        accepted
                                ? Optional.ofNullable(rows.getTimestamp("FINISHED_AT"))
                                        .map(Timestamp::toInstant)
                                : Optional.empty(),
                        rows.getString("VERDICT")));
            }
        }
        return found;
    }
}
