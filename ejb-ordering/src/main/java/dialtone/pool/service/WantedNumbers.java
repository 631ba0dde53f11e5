package dialtone.pool.service;

import dialtone.catalog.ServiceSpecification.ResourceKind;
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
                    + " AND STATE = 'FREE' ORDER BY IDENTIFIER FETCH FIRST ? ROWS ONLY";

    private static final String BELOW =
            "SELECT IDENTIFIER FROM POOLED_RESOURCE WHERE KIND = ? AND IDENTIFIER BETWEEN ? AND ?"
                    + " AND STATE = 'FREE' ORDER BY IDENTIFIER DESC FETCH FIRST ? ROWS ONLY";

    private WantedNumbers() {}

    static PooledResource resource(String itemId, String msisdn) {
        return new PooledResource(
                itemId, ResourceKind.MSISDN, ResourceNeed.MOBILE, msisdn, Optional.empty(), Optional.empty());
    }

    /** By the primary key. */
    static NumberStanding standing(Connection connection, String msisdn) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT STATE, QUARANTINED_UNTIL FROM POOLED_RESOURCE WHERE KIND = ? AND IDENTIFIER = ?")) {
            select.setString(1, ResourceKind.MSISDN.name());
            select.setString(2, msisdn);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return standing(connection, msisdn, State.NOT_OURS, Optional.empty());
                }
                State state = state(row.getString("STATE"));
                Optional<Instant> freeFrom = Optional.ofNullable(row.getTimestamp("QUARANTINED_UNTIL"))
                        .map(Timestamp::toInstant);
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
            select.setInt(4, NumberStanding.MAX_NEIGHBOURS);
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
