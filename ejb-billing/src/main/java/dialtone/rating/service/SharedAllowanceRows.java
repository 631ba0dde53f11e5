package dialtone.rating.service;

import dialtone.catalog.Price;
import dialtone.ledger.service.Columns;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.rating.Subscription;
import dialtone.rating.Tariff;
import dialtone.rating.UsageCycles;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The statements on SHARED_ALLOWANCE: what lines of an account use together, and which lines do. */
record SharedAllowanceRows(Connection connection, Tariffs tariffs, Clock clock) {

    /** Beyond it a record would look at too many lines, and nobody's family is larger. */
    static final int MAX_LINES = 100;

    /** Listed of one; who reads more reads the table. */
    private static final int MAX_CHANGES = 500;

    private static List<Price> shared(Tariff tariff) {
        return tariff.prices().stream()
                .filter(price -> price instanceof Price.Allowance together
                        && together.terms().shared())
                .toList();
    }

    /**
     * Begins what an item brings, if it brings something.
     *
     * @param msisdn of the line that is the first to share it
     */
    void begin(Subscription subscription, Optional<String> msisdn) throws SQLException {
        if (shared(subscription.prices()).isEmpty()) {
            return;
        }
        Optional<Long> again = running(subscription.order(), subscription.itemId());
        Optional<Long> id = again.isPresent() ? again : insert(subscription);
        if (id.isPresent() && msisdn.isPresent() && pays(subscription.account(), msisdn.get())) {
            if (hasSince(id.get(), msisdn.get(), subscription.order())) {
                note(id.get(), msisdn.get(), "JOINED", subscription.order().value());
            } else {
                join(id.get(), msisdn.get(), subscription.order().value());
            }
        }
    }

    /** Whether the account pays for the line; nothing is shared by lines of several. By NUMBER_ACCOUNT_UK. */
    private boolean pays(BillingAccountId account, String msisdn) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ID FROM NUMBER_ACCOUNT WHERE MSISDN = ? AND BILLING_ACCOUNT_ID = ? AND (VALID_TO_AT IS NULL OR VALID_TO_AT > ?)")) {
            select.setString(1, msisdn);
            select.setString(2, account.value());
            select.setObject(3, Columns.utc(clock.instant()));
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** A line that the same order brings shares it from its first moment. */
    private boolean hasSince(long id, String msisdn, OrderId order) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE NUMBER_ACCOUNT SET SHARED_ALLOWANCE_ID = ?, SHARED_POSITION = 1 WHERE MSISDN = ? AND ORDER_ID = ? AND VALID_TO_AT IS NULL")) {
            update.setLong(1, id);
            update.setString(2, msisdn);
            update.setString(3, order.value());
            return update.executeUpdate() > 0;
        }
    }

    /** @return empty when it has nothing that is shared */
    private Optional<Long> insert(Subscription subscription) throws SQLException {
        Tariff together = new Tariff(shared(subscription.prices()));
        if (together.prices().isEmpty()) {
            return Optional.empty();
        }
        tariffs.ensure(connection, List.of(together), clock);
        long id = nextId();
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO SHARED_ALLOWANCE (ID, BILLING_ACCOUNT_ID, ORDER_ID, ITEM_ID, NAME, TARIFF_ID, BEGUN_AT)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, id);
            insert.setString(2, subscription.account().value());
            insert.setString(3, subscription.order().value());
            insert.setString(4, subscription.itemId());
            insert.setString(5, subscription.offeringName());
            insert.setString(6, together.id());
            insert.setObject(7, Columns.utc(clock.instant()));
            insert.executeUpdate();
        }
        return Optional.of(id);
    }

    /**
     * Whether an item that takes over what was paid for a former one may do so: it shares nothing, or what has ended goes on as its own, and
     * what was used of it in this cycle counts on.
     */
    boolean goesOn(Successors.Key former, Subscription next) throws SQLException {
        Tariff together = new Tariff(shared(next.prices()));
        if (together.prices().isEmpty()) {
            return true;
        }
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE SHARED_ALLOWANCE SET ENDED_AT = NULL, ORDER_ID = ?, ITEM_ID = ?, NAME = ? WHERE ORDER_ID = ? AND ITEM_ID = ?"
                        + " AND BILLING_ACCOUNT_ID = ? AND TARIFF_ID = ? AND ENDED_AT IS NOT NULL")) {
            update.setString(1, next.order().value());
            update.setString(2, next.itemId());
            update.setString(3, next.offeringName());
            update.setString(4, former.order().value());
            update.setString(5, former.itemId());
            update.setString(6, next.account().value());
            update.setString(7, together.id());
            return update.executeUpdate() == 1;
        }
    }

    private long nextId() throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT SHARED_ALLOWANCE_SEQ.NEXTVAL AS ID FROM DUAL");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong("ID");
        }
    }

    /**
     * The line shares it from now on, and nothing else any more.
     *
     * @return whether the line did not share it before
     */
    boolean join(long id, String msisdn, String by) throws SQLException {
        List<Long> others = sharedBy(msisdn);
        others.remove(id);
        boolean joined = new NumberTariff(connection, msisdn)
                .share(new NumberTariff.Share(id, nextPosition(id)), tariffs, clock);
        if (joined) {
            for (long other : others) {
                note(other, msisdn, "LEFT", by);
            }
            note(id, msisdn, "JOINED", by);
        }
        return joined;
    }

    /** @return whether the line shared it before */
    boolean leave(long id, String msisdn, String by) throws SQLException {
        boolean left = new NumberTariff(connection, msisdn).unshare(id, tariffs, clock);
        if (left) {
            note(id, msisdn, "LEFT", by);
        }
        return left;
    }

    /** By NUMBER_ACCOUNT_UK. */
    private List<Long> sharedBy(String msisdn) throws SQLException {
        List<Long> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT DISTINCT SHARED_ALLOWANCE_ID FROM NUMBER_ACCOUNT WHERE MSISDN = ? AND SHARED_ALLOWANCE_ID IS NOT NULL"
                        + " AND (VALID_TO_AT IS NULL OR VALID_TO_AT > ?) ORDER BY SHARED_ALLOWANCE_ID")) {
            select.setString(1, msisdn);
            select.setObject(2, Columns.utc(clock.instant()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(row.getLong("SHARED_ALLOWANCE_ID"));
                }
            }
        }
        return found;
    }

    /** Behind all that have joined. By NUMBER_ACCOUNT_SHARED_IX, under the lock of what they share. */
    private int nextPosition(long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT COALESCE(MAX(SHARED_POSITION), 0) + 1 AS NEXT FROM NUMBER_ACCOUNT WHERE SHARED_ALLOWANCE_ID = ?")) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt("NEXT");
            }
        }
    }

    private void note(long id, String msisdn, String kind, String by) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO SHARED_ALLOWANCE_CHANGE (ID, SHARED_ALLOWANCE_ID, MSISDN, KIND, CHANGED_AT, CHANGED_BY)"
                        + " VALUES (SHARED_ALLOWANCE_CHANGE_SEQ.NEXTVAL, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, id);
            insert.setString(2, msisdn);
            insert.setString(3, kind);
            insert.setObject(4, Columns.utc(clock.instant()));
            insert.setString(5, by);
            insert.executeUpdate();
        }
    }

    /** Numbers of the lines that share it now, in the order they joined. By NUMBER_ACCOUNT_SHARED_IX. */
    List<String> lines(long id) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT MSISDN FROM NUMBER_ACCOUNT WHERE SHARED_ALLOWANCE_ID = ? AND (VALID_TO_AT IS NULL OR VALID_TO_AT > ?)"
                        + " GROUP BY MSISDN ORDER BY MIN(SHARED_POSITION), MIN(ID)")) {
            select.setLong(1, id);
            select.setObject(2, Columns.utc(clock.instant()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(row.getString("MSISDN"));
                }
            }
        }
        return found;
    }

    /**
     * Whether the cycles of a line begin on the same days as those of the lines that share it, the first of which decides. Where no other line shares it, they last as
     * long as those that it was sold for: 30 GB a month would be 30 GB a week. By the primary key, NUMBER_ACCOUNT_SHARED_IX and NUMBER_ACCOUNT_UK.
     */
    boolean runsWith(long id, String msisdn) throws SQLException {
        List<String> others = lines(id);
        others.remove(msisdn);
        UsageCycles own = cyclesOf(msisdn);
        return others.isEmpty() ? own.lastAs(sold(id).cycle()) : own.runWith(cyclesOf(others.getFirst()));
    }

    /** What lines have together. */
    private Tariff sold(long id) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT TARIFF_ID FROM SHARED_ALLOWANCE WHERE ID = ?")) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                String tariff = row.getString("TARIFF_ID");
                return tariffs.load(connection, Set.of(tariff)).of(tariff);
            }
        }
    }

    private UsageCycles cyclesOf(String msisdn) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT USAGE_CYCLE FROM NUMBER_ACCOUNT"
                        + " WHERE MSISDN = ? AND (VALID_TO_AT IS NULL OR VALID_TO_AT > ?) ORDER BY ID DESC FETCH FIRST 1 ROWS ONLY")) {
            select.setString(1, msisdn);
            select.setObject(2, Columns.utc(clock.instant()));
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? UsageCycles.parse(Columns.text(row, "USAGE_CYCLE")) : UsageCycles.MONTHS;
            }
        }
    }

    /** By SHARED_ALLOWANCE_UK; one that has not ended. */
    Optional<Long> running(OrderId order, String itemId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ID FROM SHARED_ALLOWANCE WHERE ORDER_ID = ? AND ITEM_ID = ? AND ENDED_AT IS NULL")) {
            select.setString(1, order.value());
            select.setString(2, itemId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getLong("ID")) : Optional.empty();
            }
        }
    }

    /**
     * Locks what an item of this account has brought; whoever does has locked its line before.
     *
     * @param ended whether it may have ended
     */
    Optional<Long> lock(BillingAccountId account, OrderId order, String itemId, boolean ended) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ID FROM SHARED_ALLOWANCE WHERE ORDER_ID = ? AND ITEM_ID = ? AND BILLING_ACCOUNT_ID = ?"
                        + (ended ? "" : " AND ENDED_AT IS NULL") + " FOR UPDATE")) {
            select.setString(1, order.value());
            select.setString(2, itemId);
            select.setString(3, account.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getLong("ID")) : Optional.empty();
            }
        }
    }

    List<String> includes(String tariffId) throws SQLException {
        return tariffs.load(connection, Set.of(tariffId)).of(tariffId).allowances().stream()
                .map(Price.Allowance::name)
                .toList();
    }

    /** The last ones, newest first. By SHARED_ALLOWANCE_CHANGE_IX. */
    List<SharedAllowances.Change> changes(long id) throws SQLException {
        List<SharedAllowances.Change> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT MSISDN, KIND, CHANGED_AT, CHANGED_BY FROM SHARED_ALLOWANCE_CHANGE WHERE SHARED_ALLOWANCE_ID = ?"
                        + " ORDER BY ID DESC FETCH FIRST ? ROWS ONLY")) {
            select.setLong(1, id);
            select.setInt(2, MAX_CHANGES);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new SharedAllowances.Change(
                            row.getString("MSISDN"),
                            row.getString("KIND"),
                            Columns.instant(row, "CHANGED_AT"),
                            row.getString("CHANGED_BY")));
                }
            }
        }
        return found;
    }

    /**
     * Ends what an item has brought: none of its lines shares it from now on. The caller has locked their rows.
     *
     * @return whether there was something
     */
    boolean end(OrderId order, String itemId, String by) throws SQLException {
        Optional<Long> id = running(order, itemId);
        if (id.isEmpty()) {
            return false;
        }
        for (String msisdn : lines(id.get())) {
            leave(id.get(), msisdn, by);
        }
        close(id.get());
        return true;
    }

    private void close(long id) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE SHARED_ALLOWANCE SET ENDED_AT = ? WHERE ID = ?")) {
            update.setObject(1, Columns.utc(clock.instant()));
            update.setLong(2, id);
            update.executeUpdate();
        }
    }

    /**
     * Where a plan takes the place of another one: its lines share what the next one brings, and nothing where that brings nothing, or where their cycles begin on
     * other days. What the line shares that another one has brought it leaves in that case.
     */
    void succeed(Subscription former, Subscription next, Optional<String> msisdn) throws SQLException {
        Optional<Long> before = running(former.order(), former.itemId());
        Optional<Long> after = insert(next);
        String by = next.order().value();
        List<String> lines =
                before.isPresent() ? lines(before.get()) : msisdn.stream().toList();
        for (String line : lines) {
            if (after.isPresent() && (msisdn.isEmpty() || cyclesOf(line).runWith(cyclesOf(msisdn.get())))) {
                join(after.get(), line, by);
            } else if (before.isPresent()) {
                leave(before.get(), line, by);
            }
        }
        if (before.isPresent()) {
            close(before.get());
        }
        if (msisdn.isPresent()) {
            for (long shared : sharedBy(msisdn.get())) {
                if (!runsWith(shared, msisdn.get())) {
                    leave(shared, msisdn.get(), by);
                }
            }
        }
    }
}
