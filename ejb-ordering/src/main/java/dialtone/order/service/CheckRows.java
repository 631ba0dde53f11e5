package dialtone.order.service;

import dialtone.fulfilment.Alternative;
import dialtone.fulfilment.CheckResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The statements on DEPENDENCY_CHECK and on QUALIFICATION_CHECK, which have the same columns. Findings are facts: those that came first
 * stay.
 */
enum CheckRows {
    OF_ORDER("DEPENDENCY_CHECK", "ORDER_ID"),
    OF_QUALIFICATION("QUALIFICATION_CHECK", "QUALIFICATION_ID");

    /** Twenty items with a few reasons each, beside as many checks as there are. */
    static final int MAX_FINDINGS = 200;

    private static final int MAX_SENTENCE = 500;
    private static final int MAX_LABEL = 255;

    private final String table;
    private final String owner;

    CheckRows(String table, String owner) {
        this.table = table;
        this.owner = owner;
    }

    List<CheckResult> of(Connection connection, String id) throws SQLException {
        return of(connection, List.of(id)).getOrDefault(id, List.of());
    }

    /** By the id of their owner, of a page of those at the most; two statements. */
    Map<String, List<CheckResult>> of(Connection connection, List<String> ids) throws SQLException {
        Map<Finding, List<Alternative>> alternatives = alternatives(connection, ids);
        Map<String, List<CheckResult>> found = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT " + owner
                + " AS OWNER, POSITION, CHECK_NAME, ITEM_ID, VERDICT, CODE, MESSAGE, REMEDY FROM " + table + " WHERE "
                + owner + inList(ids) + " ORDER BY " + owner + ", POSITION FETCH FIRST " + ids.size() * MAX_FINDINGS
                + " ROWS ONLY")) {
            bind(select, ids);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Finding finding = new Finding(rows.getString("OWNER"), rows.getInt("POSITION"));
                    found.computeIfAbsent(finding.owner(), none -> new ArrayList<>())
                            .add(new CheckResult(
                                    rows.getString("CHECK_NAME"),
                                    Optional.ofNullable(rows.getString("ITEM_ID")),
                                    CheckResult.Verdict.valueOf(rows.getString("VERDICT")),
                                    rows.getString("CODE"),
                                    rows.getString("MESSAGE"),
                                    Optional.ofNullable(rows.getString("REMEDY")),
                                    alternatives.getOrDefault(finding, List.of())));
                }
            }
        }
        return found;
    }

    private record Finding(String owner, int position) {}

    private Map<Finding, List<Alternative>> alternatives(Connection connection, List<String> ids) throws SQLException {
        Map<Finding, List<Alternative>> alternatives = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT " + owner
                + " AS OWNER, POSITION, KIND, NAME, CONTENT, LABEL FROM " + table + "_ALTERNATIVE WHERE " + owner
                + inList(ids) + " ORDER BY " + owner + ", POSITION, ALTERNATIVE_NO FETCH FIRST "
                + ids.size() * MAX_FINDINGS * CheckResult.MAX_ALTERNATIVES + " ROWS ONLY")) {
            bind(select, ids);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    alternatives
                            .computeIfAbsent(
                                    new Finding(rows.getString("OWNER"), rows.getInt("POSITION")),
                                    none -> new ArrayList<>())
                            .add(new Alternative(
                                    Alternative.Kind.valueOf(rows.getString("KIND")),
                                    rows.getString("NAME"),
                                    rows.getString("CONTENT"),
                                    rows.getString("LABEL")));
                }
            }
        }
        return alternatives;
    }

    /** {@code  IN (?, ?)}, of a page at the most. */
    static String inList(List<String> ids) {
        return " IN (" + String.join(", ", Collections.nCopies(ids.size(), "?")) + ")";
    }

    static void bind(PreparedStatement select, List<String> ids) throws SQLException {
        for (int i = 0; i < ids.size(); i++) {
            select.setString(i + 1, ids.get(i));
        }
    }

    /** Whether nothing speaks against the order; empty when nothing was found yet. */
    Optional<Boolean> passed(Connection connection, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT COUNT(*) AS FOUND,"
                + " COUNT(CASE WHEN VERDICT = 'PASSED' THEN 1 END) AS PASSED FROM " + table + " WHERE " + owner
                + " = ?")) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt("FOUND") == 0
                        ? Optional.empty()
                        : Optional.of(row.getInt("FOUND") == row.getInt("PASSED"));
            }
        }
    }

    void insert(Connection connection, String id, List<CheckResult> results) throws SQLException {
        if (results.size() > MAX_FINDINGS) {
            throw new IllegalArgumentException(results.size() + " findings for " + id);
        }
        try (PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO " + table + " (" + owner
                                + ", POSITION, CHECK_NAME, ITEM_ID, VERDICT, CODE, MESSAGE, REMEDY) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
                PreparedStatement other = connection.prepareStatement("INSERT INTO " + table + "_ALTERNATIVE (" + owner
                        + ", POSITION, ALTERNATIVE_NO, KIND, NAME, CONTENT, LABEL) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            boolean others = false;
            int position = 0;
            for (CheckResult result : results) {
                position++;
                insert.setString(1, id);
                insert.setInt(2, position);
                insert.setString(3, result.check());
                insert.setString(4, result.item().orElse(null));
                insert.setString(5, result.verdict().name());
                insert.setString(6, result.code());
                insert.setString(7, cut(result.message(), MAX_SENTENCE));
                insert.setString(
                        8, result.remedy().map(text -> cut(text, MAX_SENTENCE)).orElse(null));
                insert.addBatch();
                int number = 0;
                for (Alternative alternative : result.alternatives()) {
                    number++;
                    others = true;
                    other.setString(1, id);
                    other.setInt(2, position);
                    other.setInt(3, number);
                    other.setString(4, alternative.kind().name());
                    other.setString(5, alternative.name());
                    other.setString(6, alternative.content());
                    other.setString(7, cut(alternative.label(), MAX_LABEL));
                    other.addBatch();
                }
            }
            insert.executeBatch();
            if (others) {
                other.executeBatch();
            }
        }
    }

    private static String cut(String text, int length) {
        return text.substring(0, Math.min(text.length(), length));
    }
}
