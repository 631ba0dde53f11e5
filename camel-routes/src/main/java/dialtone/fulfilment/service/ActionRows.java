package dialtone.fulfilment.service;

import dialtone.fulfilment.service.Standing.Open;
import dialtone.platform.json.FactsJson;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The requests to network elements in their table, by the caller's connection; what is read is locked. */
record ActionRows(Connection connection, Clock clock) {

    /** Of the contracts' RequestId. */
    private static final int REQUEST_ID_LENGTH = 120;

    private static final int WORDS_LENGTH = 1_000;
    private static final int FACTS_LENGTH = 2_000;
    private static final int TOKEN_BYTES = 24;

    /** Each generation is a person's decision, or one of the times that the fault policy asks again. */
    private static final int MAX_GENERATIONS = 1_000;

    private static final String COLUMNS =
            "SELECT STEP_ID, ACTION, GENERATION, REQUEST_ID, STATE, CALLBACK_TOKEN, FACTS, LAST_WORDS, TOLD_JOB_KEY, FOR_GOOD,"
                    + " ATTEMPTED_AT"
                    + " FROM NETWORK_ACTION";

    private static final SecureRandom RANDOM = new SecureRandom();

    /** The last generation of an action; empty when it was never asked for. */
    Optional<ActionRow> last(String stepId, String action) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                COLUMNS + " WHERE STEP_ID = ? AND ACTION = ? ORDER BY GENERATION DESC FOR UPDATE")) {
            select.setString(1, stepId);
            select.setString(2, action);
            return row(select);
        }
    }

    Optional<ActionRow> byRequest(String requestId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COLUMNS + " WHERE REQUEST_ID = ? FOR UPDATE")) {
            select.setString(1, requestId);
            return row(select);
        }
    }

    ActionRow intended(String requestId) throws SQLException {
        return byRequest(requestId)
                .orElseThrow(() -> new IllegalStateException("No action was intended as " + requestId));
    }

    private static Optional<ActionRow> row(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            if (!rows.next()) {
                return Optional.empty();
            }
            long toldJob = rows.getLong("TOLD_JOB_KEY");
            Optional<Long> told = rows.wasNull() ? Optional.empty() : Optional.of(toldJob);
            return Optional.of(new ActionRow(
                    rows.getString("STEP_ID"),
                    rows.getString("ACTION"),
                    rows.getInt("GENERATION"),
                    rows.getString("REQUEST_ID"),
                    ActionRow.State.valueOf(rows.getString("STATE")),
                    rows.getString("CALLBACK_TOKEN"),
                    facts(rows.getString("FACTS")),
                    Optional.ofNullable(rows.getString("LAST_WORDS")).orElse(""),
                    told,
                    rows.getBoolean("FOR_GOOD"),
                    rows.getTimestamp("ATTEMPTED_AT").toInstant()));
        }
    }

    /** Writes that it is about to be tried, under the request id of this generation. */
    Open begin(String stepId, String action, int generation) throws SQLException {
        return insert(stepId, action, generation, ActionRow.State.INTENDED);
    }

    /** Writes that nobody will try it. */
    void forgo(String stepId, String action) throws SQLException {
        insert(stepId, action, 1, ActionRow.State.FORGONE);
    }

    private Open insert(String stepId, String action, int generation, ActionRow.State state) throws SQLException {
        if (generation > MAX_GENERATIONS) {
            throw new IllegalStateException(
                    action + " of step " + stepId + " was refused " + MAX_GENERATIONS + " times");
        }
        String requestId = stepId + ":" + action + (generation == 1 ? "" : ":" + generation);
        if (requestId.length() > REQUEST_ID_LENGTH) {
            throw new IllegalStateException(
                    "Request id of more than " + REQUEST_ID_LENGTH + " characters: " + requestId);
        }
        byte[] token = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(token);
        String callbackToken = HexFormat.of().formatHex(token);
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO NETWORK_ACTION (STEP_ID, ACTION, GENERATION, REQUEST_ID, STATE, ATTEMPTS, CALLBACK_TOKEN,"
                        + " INTENDED_AT, ATTEMPTED_AT) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            Timestamp now = now();
            insert.setString(1, stepId);
            insert.setString(2, action);
            insert.setInt(3, generation);
            insert.setString(4, requestId);
            insert.setString(5, state.name());
            insert.setInt(6, state == ActionRow.State.FORGONE ? 0 : 1);
            insert.setString(7, callbackToken);
            insert.setTimestamp(8, now);
            insert.setTimestamp(9, now);
            insert.executeUpdate();
        }
        return new Open(requestId, callbackToken, true, false);
    }

    void countAttempt(String requestId) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE NETWORK_ACTION SET ATTEMPTS = ATTEMPTS + 1, ATTEMPTED_AT = ? WHERE REQUEST_ID = ?")) {
            update.setTimestamp(1, now());
            update.setString(2, requestId);
            update.executeUpdate();
        }
    }

    void markAccepted(String requestId) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE NETWORK_ACTION SET STATE = 'ACCEPTED' WHERE REQUEST_ID = ?")) {
            update.setString(1, requestId);
            update.executeUpdate();
        }
    }

    /** Nothing is waited for any more. Without words, what was said last stays. */
    void settle(String requestId, ActionRow.State state, Map<String, String> facts, String words) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE NETWORK_ACTION SET STATE = ?, FACTS = ?,"
                + " LAST_WORDS = NVL(?, LAST_WORDS), SETTLED_AT = ? WHERE REQUEST_ID = ?")) {
            update.setString(1, state.name());
            setText(update, 2, facts.isEmpty() ? null : json(facts));
            setText(update, 3, words.isEmpty() ? null : limited(words));
            update.setTimestamp(4, now());
            update.setString(5, requestId);
            update.executeUpdate();
        }
    }

    /** Settles an action that has no outcome yet; false when it has one, and then nothing is changed. */
    boolean succeed(String requestId, Map<String, String> facts) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE NETWORK_ACTION SET STATE = 'SUCCEEDED', FACTS = ?, SETTLED_AT = ?"
                        + " WHERE REQUEST_ID = ? AND STATE IN ('INTENDED', 'ACCEPTED')")) {
            setText(update, 1, facts.isEmpty() ? null : json(facts));
            update.setTimestamp(2, now());
            update.setString(3, requestId);
            return update.executeUpdate() == 1;
        }
    }

    /** The first job that is told it stays the one. */
    void tell(String requestId, long jobKey) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE NETWORK_ACTION SET TOLD_JOB_KEY = ? WHERE REQUEST_ID = ? AND TOLD_JOB_KEY IS NULL")) {
            update.setLong(1, jobKey);
            update.setString(2, requestId);
            update.executeUpdate();
        }
    }

    static void setText(PreparedStatement statement, int index, @Nullable String text) throws SQLException {
        if (text == null) {
            statement.setNull(index, Types.VARCHAR);
        } else {
            statement.setString(index, text);
        }
    }

    Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    static String limited(String words) {
        return words.length() <= WORDS_LENGTH ? words : words.substring(0, WORDS_LENGTH);
    }

    private static String json(Map<String, String> facts) {
        String json = FactsJson.write(facts);
        if (json.length() > FACTS_LENGTH) {
            throw new IllegalStateException("Facts of more than " + FACTS_LENGTH + " characters: " + facts.keySet());
        }
        return json;
    }

    private static Map<String, String> facts(@Nullable String json) {
        return json == null ? Map.of() : FactsJson.read(json);
    }
}
