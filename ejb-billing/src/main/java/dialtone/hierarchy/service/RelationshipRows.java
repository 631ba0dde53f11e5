package dialtone.hierarchy.service;

import dialtone.hierarchy.AccountHierarchy;
import dialtone.hierarchy.AccountRelationship;
import dialtone.hierarchy.AccountRelationship.PaidBy;
import dialtone.ledger.service.Columns;
import dialtone.party.BillingAccountId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The statements on ACCOUNT_RELATIONSHIP: a few for each level of a tree, however many accounts are on it. */
public final class RelationshipRows {

    private static final String SELECT =
            "SELECT ID, BILLING_ACCOUNT_ID, PARENT_ID, PAID_BY, FROM_ON, TO_ON FROM ACCOUNT_RELATIONSHIP WHERE ";

    private static final String CHILDREN = SELECT + "PARENT_ID IN (" + Columns.inList() + ")";

    private static final String PARENTS = SELECT + "BILLING_ACCOUNT_ID IN (" + Columns.inList() + ")";

    private RelationshipRows() {}

    /** In which accounts are children, of any days. By ACCOUNT_RELATIONSHIP_CHILD_IX. */
    public static AccountHierarchy of(Connection connection, Collection<String> children) throws SQLException {
        return new AccountHierarchy(read(connection, PARENTS, children));
    }

    /**
     * The accounts with all that they have ever paid for, by way of others too; without what was taken back before it held. By ACCOUNT_RELATIONSHIP_PARENT_IX.
     */
    public static AccountHierarchy paidBy(Connection connection, Collection<String> payers) throws SQLException {
        Map<Long, AccountRelationship> found = new TreeMap<>();
        walk(
                connection,
                CHILDREN + " AND PAID_BY = 'PARENT' AND (TO_ON IS NULL OR TO_ON > FROM_ON)",
                payers,
                AccountRelationship::child,
                found);
        return new AccountHierarchy(List.copyOf(found.values()));
    }

    /** All that are above or below accounts, or beside them, on any day. */
    static AccountHierarchy trees(Connection connection, Collection<String> accounts) throws SQLException {
        Map<Long, AccountRelationship> above = new TreeMap<>();
        walk(connection, PARENTS, accounts, AccountRelationship::parent, above);
        TreeSet<String> tops = new TreeSet<>(accounts);
        above.values().forEach(each -> tops.add(each.parent().value()));
        Map<Long, AccountRelationship> all = new TreeMap<>(above);
        walk(connection, CHILDREN, tops, AccountRelationship::child, all);
        return new AccountHierarchy(List.copyOf(all.values()));
    }

    /** Level by level, until one has nothing new: relationships have no circle on any day, and may have one over the years. */
    private static void walk(
            Connection connection,
            String sql,
            Collection<String> from,
            Function<AccountRelationship, BillingAccountId> next,
            Map<Long, AccountRelationship> into)
            throws SQLException {
        TreeSet<String> seen = new TreeSet<>(from);
        Collection<String> level = seen;
        while (!level.isEmpty()) {
            TreeSet<String> found = new TreeSet<>();
            for (AccountRelationship each : read(connection, sql, level)) {
                into.put(each.number(), each);
                found.add(next.apply(each).value());
            }
            found.removeAll(seen);
            seen.addAll(found);
            level = found;
        }
    }

    private static List<AccountRelationship> read(Connection connection, String sql, Collection<String> accounts)
            throws SQLException {
        List<AccountRelationship> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (List<String> list : Columns.inLists(accounts)) {
                for (int i = 0; i < list.size(); i++) {
                    select.setString(i + 1, list.get(i));
                }
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(new AccountRelationship(
                                row.getLong("ID"),
                                new BillingAccountId(row.getString("BILLING_ACCOUNT_ID")),
                                new BillingAccountId(row.getString("PARENT_ID")),
                                PaidBy.valueOf(row.getString("PAID_BY")),
                                Columns.date(row, "FROM_ON"),
                                Columns.dateOrNone(row, "TO_ON")));
                    }
                }
            }
        }
        return found;
    }

    static AccountRelationship insert(Connection connection, AccountRelationship joining, String by, Instant now)
            throws SQLException {
        long id;
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT ACCOUNT_RELATIONSHIP_SEQ.NEXTVAL FROM DUAL");
                ResultSet row = select.executeQuery()) {
            row.next();
            id = row.getLong(1);
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO ACCOUNT_RELATIONSHIP (ID, BILLING_ACCOUNT_ID, PARENT_ID, PAID_BY, FROM_ON, TO_ON, JOINED_BY, JOINED_AT)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, id);
            insert.setString(2, joining.child().value());
            insert.setString(3, joining.parent().value());
            insert.setString(4, joining.paidBy().name());
            insert.setObject(5, joining.from());
            Optional<LocalDate> to = joining.to();
            if (to.isPresent()) {
                insert.setObject(6, to.get());
            } else {
                insert.setNull(6, Types.DATE);
            }
            insert.setString(7, by);
            insert.setObject(8, Columns.utc(now));
            insert.executeUpdate();
        }
        return new AccountRelationship(
                id, joining.child(), joining.parent(), joining.paidBy(), joining.from(), joining.to());
    }

    static void end(Connection connection, AccountRelationship ended, String by, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE ACCOUNT_RELATIONSHIP SET TO_ON = ?, LEFT_BY = ?, LEFT_AT = ? WHERE ID = ?")) {
            update.setObject(1, ended.to().orElseThrow());
            update.setString(2, by);
            update.setObject(3, Columns.utc(now));
            update.setLong(4, ended.number());
            update.executeUpdate();
        }
    }
}
