package dialtone.rating.service;

import dialtone.order.OrderId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The subscriptions that one after another have taken the place of one: by a plan change, a suspension, another handset. */
record Successors(List<Key> keys, boolean ambiguous) {

    /** More plans than a line has in its life. */
    private static final int MAX = 1_000;

    record Key(OrderId order, String itemId) {
        @Override
        public String toString() {
            return order + "/" + itemId;
        }
    }

    Successors {
        keys = List.copyOf(keys);
    }

    /**
     * Follows each to the one that began at the moment it ended, by the same order, for the same account, of a line as old.
     *
     * @return in the order they began; where an order has changed several lines as old at once, which is whose is not known: both are the last
     */
    static Successors of(Connection connection, Key first) throws SQLException {
        List<Key> found = new ArrayList<>();
        Key last = first;
        while (found.size() < MAX) {
            List<Key> next = next(connection, last);
            found.addAll(next);
            if (next.size() != 1) {
                return new Successors(found, next.size() > 1);
            }
            last = next.getFirst();
        }
        throw new IllegalStateException(first + " has changed more than " + MAX + " times");
    }

    private static List<Key> next(Connection connection, Key former) throws SQLException {
        List<Key> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT N.ORDER_ID, N.ITEM_ID FROM RATING_SUBSCRIPTION F JOIN RATING_SUBSCRIPTION N"
                        + " ON N.ORDER_ID = F.ENDED_BY_ORDER_ID AND N.STARTED_AT = F.ENDED_AT"
                        + " AND N.BILLING_ACCOUNT_ID = F.BILLING_ACCOUNT_ID AND N.ANCHORED_ON = F.ANCHORED_ON"
                        + " WHERE F.ORDER_ID = ? AND F.ITEM_ID = ? AND F.SUCCEEDED = 1")) {
            select.setString(1, former.order().value());
            select.setString(2, former.itemId());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Key(new OrderId(row.getString("ORDER_ID")), row.getString("ITEM_ID")));
                }
            }
        }
        return found;
    }

    /** In the order in which everybody locks subscriptions. */
    static List<Key> inOrderOfLocks(List<Key> keys) {
        return keys.stream()
                .sorted(Comparator.comparing((Key key) -> key.order().value()).thenComparing(Key::itemId))
                .toList();
    }
}
