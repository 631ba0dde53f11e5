package dialtone.pool.service;

import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.order.OrderId;
import dialtone.pool.NumberStanding;
import dialtone.pool.NumberStanding.State;
import dialtone.pool.PooledResource;
import dialtone.pool.ResourceNeed;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The statements about a number that is asked for by name. */
final class WantedNumbers {

    /**
     * How far away a neighbour may be. It bounds what is read when none is free: as many rows of the primary key in either direction. Numbers of a
     * block are next to each other.
     */
    static final int REACH = 1_000;

    /** By the primary key, for numbers of one length stand in their order: it holds them as text. */
    private static final String ABOVE =
            "SELECT IDENTIFIER FROM POOLED_RESOURCE WHERE KIND = ? AND IDENTIFIER BETWEEN ? AND ?"
                    + " AND VARIANT = ? AND STATE = 'FREE' ORDER BY IDENTIFIER FETCH FIRST ? ROWS ONLY";

    private static final String BELOW =
            "SELECT IDENTIFIER FROM POOLED_RESOURCE WHERE KIND = ? AND IDENTIFIER BETWEEN ? AND ?"
                    + " AND VARIANT = ? AND STATE = 'FREE' ORDER BY IDENTIFIER DESC FETCH FIRST ? ROWS ONLY";

    private WantedNumbers() {}

    static PooledResource resource(String itemId, String msisdn) {
        return new PooledResource(
                itemId, ResourceKind.MSISDN, ResourceNeed.MOBILE, msisdn, Optional.empty(), Optional.empty());
    }

    /**
     * That very mobile number, also one that has aged and that nobody has freed yet. Waits for nobody: a row that another transaction has
     * counts as taken.
     *
     * @return whether it was to be had
     */
    static boolean reserve(Connection connection, OrderId order, PooledResource number, Instant until, Instant now)
            throws SQLException {
        if (!lock(connection, number, now)) {
            return false;
        }
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE POOLED_RESOURCE SET STATE = 'RESERVED', ORDER_ID = ?, ITEM_ID = ?,"
                        + " RESERVED_UNTIL = ?, QUARANTINED_UNTIL = NULL WHERE KIND = ? AND IDENTIFIER = ?")) {
            update.setString(1, order.value());
            update.setString(2, number.itemId());
            update.setTimestamp(3, Timestamp.from(until));
            update.setString(4, number.kind().name());
            update.setString(5, number.identifier());
            return update.executeUpdate() == 1;
        }
    }

    private static boolean lock(Connection connection, PooledResource number, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT IDENTIFIER FROM POOLED_RESOURCE"
                + " WHERE KIND = ? AND IDENTIFIER = ? AND VARIANT = ?"
                + " AND (STATE = 'FREE' OR (STATE = 'QUARANTINED' AND QUARANTINED_UNTIL <= ?))"
                + " FOR UPDATE SKIP LOCKED")) {
            select.setString(1, number.kind().name());
            select.setString(2, number.identifier());
            select.setString(3, number.variant());
            select.setTimestamp(4, Timestamp.from(now));
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** By the primary key. A number that has aged is free, whoever frees it and when. */
    static NumberStanding standing(Connection connection, String msisdn, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT STATE, QUARANTINED_UNTIL"
                + " FROM POOLED_RESOURCE WHERE KIND = ? AND IDENTIFIER = ? AND VARIANT = ?")) {
            select.setString(1, ResourceKind.MSISDN.name());
            select.setString(2, msisdn);
            select.setString(3, ResourceNeed.MOBILE);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return standing(connection, msisdn, State.NOT_OURS, Optional.empty());
                }
                Optional<Instant> freeFrom = Optional.ofNullable(row.getTimestamp("QUARANTINED_UNTIL"))
                        .map(Timestamp::toInstant);
                State stored = state(row.getString("STATE"));
                boolean aged = stored == State.QUARANTINED
                        && freeFrom.filter(from -> !from.isAfter(now)).isPresent();
                State state = aged ? State.FREE : stored;
                return state == State.FREE
                        ? new NumberStanding(msisdn, state, Optional.empty(), List.of())
                        : standing(connection, msisdn, state, freeFrom);
            }
        }
    }

    private static State state(String stored) {
        return switch (stored) {
            case "FREE" -> State.FREE;
            case "RESERVED" -> State.RESERVED;
            case "QUARANTINED" -> State.QUARANTINED;
            default -> State.IN_USE;
        };
    }

    private static NumberStanding standing(
            Connection connection, String msisdn, State state, Optional<Instant> freeFrom) throws SQLException {
        BigInteger number = new BigInteger(msisdn);
        List<String> neighbours = new ArrayList<>(
                free(connection, ABOVE, number.add(BigInteger.ONE), number.add(BigInteger.valueOf(REACH))));
        neighbours.addAll(
                free(connection, BELOW, number.subtract(BigInteger.valueOf(REACH)), number.subtract(BigInteger.ONE)));
        return new NumberStanding(
                msisdn,
                state,
                freeFrom,
                neighbours.stream()
                        .filter(neighbour -> neighbour.length() == msisdn.length())
                        .sorted(Comparator.comparing((String neighbour) ->
                                new BigInteger(neighbour).subtract(number).abs()))
                        .limit(NumberStanding.MAX_NEIGHBOURS)
                        .toList());
    }

    /** The first free ones between two numbers, both included. */
    private static List<String> free(Connection connection, String sql, BigInteger from, BigInteger to)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, ResourceKind.MSISDN.name());
            select.setString(2, from.toString());
            select.setString(3, to.toString());
            select.setString(4, ResourceNeed.MOBILE);
            select.setInt(5, NumberStanding.MAX_NEIGHBOURS);
            List<String> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString("IDENTIFIER"));
                }
            }
            return found;
        }
    }
}
