package dialtone.order.service;

import dialtone.base.Page;
import dialtone.catalog.OfferingId;
import dialtone.fulfilment.CheckResult;
import dialtone.inventory.InventoryState;
import dialtone.order.ItemAction;
import dialtone.order.OfferingQualification;
import dialtone.order.OfferingQualification.Wishes;
import dialtone.order.PlaceOrder;
import dialtone.order.QualificationQuery;
import dialtone.party.CustomerId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The statements on OFFERING_QUALIFICATION and its parts. */
final class QualificationRows {

    private static final String COLUMNS =
            "SELECT QUALIFICATION_ID, CUSTOMER_ID, ASKED_BY, DESCRIPTION, ALTERNATIVES, REASONS, ONLY_QUALIFIED, INSTANT_ANSWER,"
                    + " ASKED_AT, ANSWERED_AT FROM OFFERING_QUALIFICATION";

    private static final String PAGE =
            " ORDER BY ANSWERED_AT DESC, QUALIFICATION_ID DESC OFFSET ? ROWS FETCH NEXT ? ROWS ONLY";

    /** Twenty items with fifty answers each. */
    private static final int MAX_ANSWERS = 1000;

    private QualificationRows() {}

    static void insert(Connection connection, OfferingQualification qualification) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO OFFERING_QUALIFICATION (QUALIFICATION_ID, CUSTOMER_ID, ASKED_BY, DESCRIPTION, ALTERNATIVES, REASONS,"
                        + " ONLY_QUALIFIED, INSTANT_ANSWER, RESULT, ASKED_AT, ANSWERED_AT)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            Wishes wishes = qualification.wishes();
            insert.setString(1, qualification.id());
            insert.setString(2, qualification.customer().value());
            insert.setString(3, qualification.askedBy());
            insert.setString(4, wishes.description().orElse(null));
            insert.setInt(5, wishes.alternatives() ? 1 : 0);
            insert.setInt(6, wishes.reasons() ? 1 : 0);
            insert.setInt(7, wishes.onlyQualified() ? 1 : 0);
            insert.setInt(8, wishes.instant() ? 1 : 0);
            insert.setString(9, qualification.result().name());
            insert.setTimestamp(10, Timestamp.from(qualification.askedAt()));
            insert.setTimestamp(11, Timestamp.from(qualification.answeredAt()));
            insert.executeUpdate();
        }
        insertItems(connection, qualification);
        CheckRows.OF_QUALIFICATION.insert(connection, qualification.id(), qualification.findings());
    }

    private static void insertItems(Connection connection, OfferingQualification qualification) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO OFFERING_QUALIFICATION_ITEM (QUALIFICATION_ID, LINE_NO, ITEM_ID, ACTION, OFFERING_ID, PRODUCT_ID,"
                                + " STATUS) VALUES (?, ?, ?, ?, ?, ?, ?)");
                PreparedStatement answer = connection.prepareStatement(
                        "INSERT INTO OFFERING_QUALIFICATION_ANSWER (QUALIFICATION_ID, LINE_NO, NAME, CONTENT) VALUES (?, ?, ?, ?)")) {
            int line = 0;
            for (PlaceOrder.Item item : qualification.items()) {
                line++;
                insert.setString(1, qualification.id());
                insert.setInt(2, line);
                insert.setString(3, item.id());
                insert.setString(4, item.action().name());
                insert.setString(5, item.offering().map(OfferingId::value).orElse(null));
                insert.setString(6, item.product().orElse(null));
                insert.setString(7, item.status().map(InventoryState::name).orElse(null));
                insert.addBatch();
                for (Map.Entry<String, String> given : item.characteristics().entrySet()) {
                    answer.setString(1, qualification.id());
                    answer.setInt(2, line);
                    answer.setString(3, given.getKey());
                    answer.setString(4, given.getValue());
                    answer.addBatch();
                }
            }
            insert.executeBatch();
            answer.executeBatch();
        }
    }

    /** By OFFERING_QUALIFICATION_ANSWERED_AT_IX, ..._CUSTOMER_IX or ..._ASKED_BY_IX. */
    static Page<OfferingQualification> list(Connection connection, QualificationQuery query) throws SQLException {
        List<String> values = new ArrayList<>();
        StringBuilder condition = new StringBuilder(" WHERE 1 = 1");
        restrict(condition, values, "QUALIFICATION_ID", query.ids());
        restrict(condition, values, "CUSTOMER_ID", query.customers());
        restrict(condition, values, "RESULT", query.results());
        restrict(condition, values, "ASKED_BY", query.askedBy().stream().toList());
        int limit = Math.clamp(query.limit(), 1, Page.MAX_LIMIT);
        List<Asked> asked = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(COLUMNS + condition + PAGE)) {
            CheckRows.bind(select, values);
            select.setInt(values.size() + 1, query.offset());
            select.setInt(values.size() + 2, limit);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    asked.add(Asked.read(rows));
                }
            }
        }
        List<OfferingQualification> found = whole(connection, asked);
        if (Page.endsHere(found, query.offset(), limit)) {
            return Page.last(found, query.offset());
        }
        try (PreparedStatement count =
                connection.prepareStatement("SELECT COUNT(*) FROM OFFERING_QUALIFICATION" + condition)) {
            CheckRows.bind(count, values);
            try (ResultSet total = count.executeQuery()) {
                total.next();
                return new Page<>(found, query.offset(), total.getLong(1));
            }
        }
    }

    private static void restrict(
            StringBuilder condition, List<String> values, String column, Collection<String> wanted) {
        if (!wanted.isEmpty()) {
            condition.append(" AND ").append(column).append(" IN (");
            condition.append(String.join(", ", wanted.stream().map(value -> "?").toList()));
            condition.append(")");
            values.addAll(wanted);
        }
    }

    /** The row of a qualification. */
    private record Asked(
            String id, CustomerId customer, String askedBy, Wishes wishes, Instant askedAt, Instant answeredAt) {

        static Asked read(ResultSet row) throws SQLException {
            return new Asked(
                    row.getString("QUALIFICATION_ID"),
                    new CustomerId(row.getString("CUSTOMER_ID")),
                    row.getString("ASKED_BY"),
                    new Wishes(
                            Optional.ofNullable(row.getString("DESCRIPTION")),
                            row.getInt("ALTERNATIVES") == 1,
                            row.getInt("REASONS") == 1,
                            row.getInt("ONLY_QUALIFIED") == 1,
                            row.getInt("INSTANT_ANSWER") == 1),
                    row.getTimestamp("ASKED_AT").toInstant(),
                    row.getTimestamp("ANSWERED_AT").toInstant());
        }
    }

    /** With items and findings, by four statements for all. */
    private static List<OfferingQualification> whole(Connection connection, List<Asked> asked) throws SQLException {
        List<String> ids = asked.stream().map(Asked::id).toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<String, List<PlaceOrder.Item>> items = items(connection, ids);
        Map<String, List<CheckResult>> findings = CheckRows.OF_QUALIFICATION.of(connection, ids);
        return asked.stream()
                .map(each -> new OfferingQualification(
                        each.id(),
                        each.customer(),
                        each.askedBy(),
                        each.wishes(),
                        items.getOrDefault(each.id(), List.of()),
                        findings.getOrDefault(each.id(), List.of()),
                        each.askedAt(),
                        each.answeredAt()))
                .toList();
    }

    private static Map<String, List<PlaceOrder.Item>> items(Connection connection, List<String> ids)
            throws SQLException {
        Map<Line, Map<String, String>> answers = answers(connection, ids);
        Map<String, List<PlaceOrder.Item>> items = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT QUALIFICATION_ID, LINE_NO, ITEM_ID, ACTION, OFFERING_ID, PRODUCT_ID, STATUS FROM OFFERING_QUALIFICATION_ITEM"
                        + " WHERE QUALIFICATION_ID" + CheckRows.inList(ids)
                        + " ORDER BY QUALIFICATION_ID, LINE_NO FETCH FIRST " + ids.size() * PlaceOrder.MAX_ITEMS
                        + " ROWS ONLY")) {
            CheckRows.bind(select, ids);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Line line = Line.read(rows);
                    items.computeIfAbsent(line.qualification(), none -> new ArrayList<>())
                            .add(new PlaceOrder.Item(
                                    rows.getString("ITEM_ID"),
                                    ItemAction.valueOf(rows.getString("ACTION")),
                                    Optional.ofNullable(rows.getString("OFFERING_ID"))
                                            .map(OfferingId::new),
                                    Optional.ofNullable(rows.getString("PRODUCT_ID")),
                                    Optional.ofNullable(rows.getString("STATUS"))
                                            .map(InventoryState::valueOf),
                                    answers.getOrDefault(line, Map.of()),
                                    "productOfferingQualificationItem[" + (line.number() - 1) + "]"));
                }
            }
        }
        return items;
    }

    /** An item of a qualification, its number from 1. */
    private record Line(String qualification, int number) {
        static Line read(ResultSet row) throws SQLException {
            return new Line(row.getString("QUALIFICATION_ID"), row.getInt("LINE_NO"));
        }
    }

    private static Map<Line, Map<String, String>> answers(Connection connection, List<String> ids) throws SQLException {
        Map<Line, Map<String, String>> answers = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT QUALIFICATION_ID, LINE_NO, NAME, CONTENT FROM OFFERING_QUALIFICATION_ANSWER WHERE QUALIFICATION_ID"
                        + CheckRows.inList(ids) + " ORDER BY QUALIFICATION_ID, LINE_NO, NAME FETCH FIRST "
                        + ids.size() * MAX_ANSWERS + " ROWS ONLY")) {
            CheckRows.bind(select, ids);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    answers.computeIfAbsent(Line.read(rows), none -> new HashMap<>())
                            .put(rows.getString("NAME"), rows.getString("CONTENT"));
                }
            }
        }
        return answers;
    }

    /** The oldest of those that were answered before a time, by OFFERING_QUALIFICATION_ANSWERED_AT_IX. */
    static void removeBefore(Connection connection, Instant time, int limit) throws SQLException {
        List<String> old = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT QUALIFICATION_ID FROM OFFERING_QUALIFICATION"
                        + " WHERE ANSWERED_AT < ? ORDER BY ANSWERED_AT FETCH FIRST ? ROWS ONLY")) {
            select.setTimestamp(1, Timestamp.from(time));
            select.setInt(2, limit);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    old.add(rows.getString("QUALIFICATION_ID"));
                }
            }
        }
        for (String id : old) {
            for (String statement : List.of(
                    "DELETE FROM QUALIFICATION_CHECK_ALTERNATIVE WHERE QUALIFICATION_ID = ?",
                    "DELETE FROM QUALIFICATION_CHECK WHERE QUALIFICATION_ID = ?",
                    "DELETE FROM OFFERING_QUALIFICATION_ANSWER WHERE QUALIFICATION_ID = ?",
                    "DELETE FROM OFFERING_QUALIFICATION_ITEM WHERE QUALIFICATION_ID = ?",
                    "DELETE FROM OFFERING_QUALIFICATION WHERE QUALIFICATION_ID = ?")) {
                try (PreparedStatement delete = connection.prepareStatement(statement)) {
                    delete.setString(1, id);
                    delete.executeUpdate();
                }
            }
        }
    }
}
