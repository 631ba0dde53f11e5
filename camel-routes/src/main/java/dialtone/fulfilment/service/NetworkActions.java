package dialtone.fulfilment.service;

import dialtone.fulfilment.service.ReportedOutcome.Effect;
import dialtone.fulfilment.service.Standing.Awaited;
import dialtone.fulfilment.service.Standing.Forgone;
import dialtone.fulfilment.service.Standing.Open;
import dialtone.fulfilment.service.Standing.Refused;
import dialtone.fulfilment.service.Standing.Succeeded;
import dialtone.platform.json.FactsJson;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes one effect on a network element of jobs that come at least once: the intent is written before the call and the
 * outcome after it, each in a transaction of its own.
 *
 * <p>The request id is the plan step and the action, so that an element knows a repeated request. An element repeats its
 * refusal too; when a person had a refused action tried again, the action goes out under a new generation of its request
 * id ({@code ORD-7-1:activate-sim:2}). Only a refusal makes one: after an outage nobody knows what the element did, and the
 * same id is the only safe one. The job that was told the refusal tells a repeated job from a new try.
 *
 * <p>When a step is not wanted any more, an action of it that nobody has begun is forgone: its row is written all the same, so that
 * a job that is late finds it and begins nothing.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class NetworkActions {

    /** Of the contracts' RequestId. */
    static final int REQUEST_ID_LENGTH = 120;

    private static final int WORDS_LENGTH = 1_000;
    private static final int FACTS_LENGTH = 2_000;
    private static final int TOKEN_BYTES = 24;

    /**
     * How long after its last attempt a request may still reach its element: the job that made it is over by then. An element that
     * does not know it sooner may get to know it.
     */
    static final Duration ON_ITS_WAY = Duration.ofSeconds(30);

    /** Each generation is a person's decision, or one of the times that the fault policy asks again. */
    static final int MAX_GENERATIONS = 1_000;

    /** In place of the job that was told a refusal, when none was: the fault policy has the same job ask again. */
    public static final long RETRIED = 0;

    /** The same, when a job that comes later asks again. */
    public static final long HELD = -1;

    private static final String COLUMNS =
            "SELECT STEP_ID, ACTION, GENERATION, REQUEST_ID, STATE, CALLBACK_TOKEN, FACTS, LAST_WORDS, TOLD_JOB_KEY, FOR_GOOD,"
                    + " ATTEMPTED_AT"
                    + " FROM NETWORK_ACTION";

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Clock clock;

    private final SecureRandom random = new SecureRandom();

    @SuppressWarnings("NullAway") // for the container, which injects both
    public NetworkActions() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment")
    public NetworkActions(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    private enum State {
        INTENDED,
        ACCEPTED,
        SUCCEEDED,
        REFUSED,
        FORGONE;

        boolean isOpen() {
            return this == INTENDED || this == ACCEPTED;
        }
    }

    private record Row(
            String stepId,
            String action,
            int generation,
            String requestId,
            State state,
            String callbackToken,
            Map<String, String> facts,
            String words,
            Optional<Long> toldJob,
            boolean forGood,
            Instant attemptedAt) {

        Open open() {
            return new Open(requestId, callbackToken, false, state == State.ACCEPTED);
        }
    }

    /**
     * Writes that the action is about to be tried, or finds what came of it before.
     *
     * @param jobKey the engine's key of the job, which stays the same when the same job comes again
     */
    public Standing intend(String stepId, String action, long jobKey) {
        try (Connection connection = dataSource.getConnection()) {
            Optional<Row> last = last(connection, stepId, action);
            if (last.isEmpty()) {
                return begin(connection, stepId, action, 1);
            }
            Row row = last.get();
            return switch (row.state()) {
                case SUCCEEDED -> new Succeeded(row.facts());
                case INTENDED, ACCEPTED -> {
                    countAttempt(connection, row.requestId());
                    yield row.open();
                }
                case REFUSED -> {
                    if (row.toldJob().isPresent() && row.toldJob().get() != jobKey) {
                        yield begin(connection, stepId, action, row.generation() + 1);
                    }
                    tell(connection, row.requestId(), jobKey);
                    yield new Refused(row.words(), row.forGood());
                }
                case FORGONE -> new Forgone();
            };
        } catch (SQLException e) {
            throw new IllegalStateException("The intent of " + action + " for step " + stepId + " is not written", e);
        }
    }

    /**
     * Finds what came of an action that is not wanted any more; when nobody has begun it, nobody will. {@link Open} when its outcome
     * has to be learned from the element, which is no attempt.
     */
    public Standing stop(String stepId, String action) {
        try (Connection connection = dataSource.getConnection()) {
            Optional<Row> last = last(connection, stepId, action);
            if (last.isEmpty()) {
                insert(connection, stepId, action, 1, State.FORGONE);
                return new Forgone();
            }
            Row row = last.get();
            return switch (row.state()) {
                case SUCCEEDED -> new Succeeded(row.facts());
                case REFUSED -> new Refused(row.words(), row.forGood());
                case INTENDED, ACCEPTED -> row.open();
                case FORGONE -> new Forgone();
            };
        } catch (SQLException e) {
            throw new IllegalStateException("The end of " + action + " for step " + stepId + " is not written", e);
        }
    }

    /**
     * The element knows nothing of an action that is not wanted any more. {@link Awaited} while a request may still be on its way.
     * What was settled before stays as it is.
     */
    public Standing forgo(String requestId, long jobKey) {
        return outcome(requestId, State.FORGONE, Map.of(), "", jobKey);
    }

    /** The effect is there. What was settled before stays as it is. */
    public Standing succeed(String requestId, Map<String, String> facts, long jobKey) {
        return outcome(requestId, State.SUCCEEDED, facts, "", jobKey);
    }

    /** The element has refused. What was settled before, by a report that was faster, stays as it is. */
    public Standing refuse(String requestId, String words, long jobKey) {
        return outcome(requestId, State.REFUSED, Map.of(), words, jobKey);
    }

    /** The same, and the item is given up without a person, by the fault policy. */
    public Standing refuseForGood(String requestId, String words, long jobKey) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE NETWORK_ACTION SET FOR_GOOD = 1 WHERE REQUEST_ID = ? AND STATE IN ('INTENDED', 'ACCEPTED')")) {
            update.setString(1, requestId);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The outcome of " + requestId + " is not written", e);
        }
        return refuse(requestId, words, jobKey);
    }

    /**
     * The element has refused, and by the fault policy it is asked again, under a new generation of the request id. What was settled
     * before stays as it is.
     *
     * @param how {@link #RETRIED} or {@link #HELD}
     */
    public Standing refuseForNow(String requestId, String words, long how) {
        return refuse(requestId, words, how);
    }

    /** How often the action was held since a person was told a refusal of it, or since it began. */
    public int held(String stepId, String action) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT COUNT(*) FROM NETWORK_ACTION WHERE STEP_ID = ? AND ACTION = ? AND TOLD_JOB_KEY = ?"
                                + " AND GENERATION > (SELECT NVL(MAX(GENERATION), 0) FROM NETWORK_ACTION"
                                + " WHERE STEP_ID = ? AND ACTION = ? AND TOLD_JOB_KEY > ?)")) {
            select.setString(1, stepId);
            select.setString(2, action);
            select.setLong(3, HELD);
            select.setString(4, stepId);
            select.setString(5, action);
            select.setLong(6, RETRIED);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The generations of " + action + " for step " + stepId + " are not read", e);
        }
    }

    /** The element has accepted and will report; the outcome when the report was faster. */
    public Standing await(String requestId, long jobKey) {
        return outcome(requestId, State.ACCEPTED, Map.of(), "", jobKey);
    }

    /** Keeps what went wrong with an attempt whose outcome nobody knows. */
    public void noteOutage(String requestId, String words) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE NETWORK_ACTION SET LAST_WORDS = ? WHERE REQUEST_ID = ?"
                                + " AND STATE IN ('INTENDED', 'ACCEPTED')")) {
            update.setString(1, limited(words));
            update.setString(2, requestId);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The outage of " + requestId + " is not written", e);
        }
    }

    /** A report taken: the step it was for, and what it did. */
    public record Taken(String stepId, Effect effect) {}

    /**
     * Takes an element's report and keeps it as it came, in the caller's transaction.
     *
     * @return empty when nobody ever asked under this request id, or not with this callback address
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public Optional<Taken> take(ReportedOutcome report) {
        try (Connection connection = dataSource.getConnection()) {
            Optional<Row> found = byRequest(connection, report.requestId())
                    .filter(row -> sameToken(row.callbackToken(), report.callbackToken()));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Row row = found.get();
            State reported = report.succeeded() ? State.SUCCEEDED : State.REFUSED;
            Effect effect = switch (row.state()) {
                case INTENDED, ACCEPTED -> {
                    settle(connection, row.requestId(), reported, report.facts(), report.words());
                    yield Effect.SETTLED;
                }
                case FORGONE -> {
                    // the element's word is the truth, and whoever takes the step back has to know it
                    settle(connection, row.requestId(), reported, report.facts(), report.words());
                    yield Effect.CONTRADICTED;
                }
                case SUCCEEDED, REFUSED -> row.state() == reported ? Effect.REPEATED : Effect.CONTRADICTED;
            };
            keep(connection, report, reported, effect);
            return Optional.of(new Taken(row.stepId(), effect));
        } catch (SQLException e) {
            throw new IllegalStateException("The report about " + report.requestId() + " is not written", e);
        }
    }

    private Standing outcome(String requestId, State state, Map<String, String> facts, String words, long jobKey) {
        try (Connection connection = dataSource.getConnection()) {
            Row row = intended(connection, requestId);
            boolean open = row.state().isOpen();
            if (open && state == State.FORGONE && isOnItsWay(row)) {
                return new Awaited();
            }
            boolean against = row.state() == State.FORGONE && state != State.FORGONE;
            if ((open || against) && state == State.ACCEPTED) {
                markAccepted(connection, requestId);
            } else if (open || against) {
                settle(connection, requestId, state, facts, words);
            }
            if (against) {
                // the element's word is the truth, which the step's undo has to find; this job goes no further
                return new Forgone();
            }
            State now = open ? state : row.state();
            if (now == State.REFUSED) {
                tell(connection, requestId, jobKey);
            }
            return switch (now) {
                case SUCCEEDED -> new Succeeded(open ? facts : row.facts());
                case REFUSED -> new Refused(open ? limited(words) : row.words(), row.forGood());
                case INTENDED, ACCEPTED -> new Awaited();
                case FORGONE -> new Forgone();
            };
        } catch (SQLException e) {
            throw new IllegalStateException("The outcome of " + requestId + " is not written", e);
        }
    }

    private boolean isOnItsWay(Row row) {
        return clock.instant().isBefore(row.attemptedAt().plus(ON_ITS_WAY));
    }

    private static Optional<Row> last(Connection connection, String stepId, String action) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                COLUMNS + " WHERE STEP_ID = ? AND ACTION = ? ORDER BY GENERATION DESC FOR UPDATE")) {
            select.setString(1, stepId);
            select.setString(2, action);
            return row(select);
        }
    }

    private static Optional<Row> byRequest(Connection connection, String requestId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COLUMNS + " WHERE REQUEST_ID = ? FOR UPDATE")) {
            select.setString(1, requestId);
            return row(select);
        }
    }

    private static Row intended(Connection connection, String requestId) throws SQLException {
        return byRequest(connection, requestId)
                .orElseThrow(() -> new IllegalStateException("No action was intended as " + requestId));
    }

    private static Optional<Row> row(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            if (!rows.next()) {
                return Optional.empty();
            }
            long toldJob = rows.getLong("TOLD_JOB_KEY");
            Optional<Long> told = rows.wasNull() ? Optional.empty() : Optional.of(toldJob);
            return Optional.of(new Row(
                    rows.getString("STEP_ID"),
                    rows.getString("ACTION"),
                    rows.getInt("GENERATION"),
                    rows.getString("REQUEST_ID"),
                    State.valueOf(rows.getString("STATE")),
                    rows.getString("CALLBACK_TOKEN"),
                    facts(rows.getString("FACTS")),
                    Optional.ofNullable(rows.getString("LAST_WORDS")).orElse(""),
                    told,
                    rows.getBoolean("FOR_GOOD"),
                    rows.getTimestamp("ATTEMPTED_AT").toInstant()));
        }
    }

    private Open begin(Connection connection, String stepId, String action, int generation) throws SQLException {
        return insert(connection, stepId, action, generation, State.INTENDED);
    }

    private Open insert(Connection connection, String stepId, String action, int generation, State state)
            throws SQLException {
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
        random.nextBytes(token);
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
            insert.setInt(6, state == State.FORGONE ? 0 : 1);
            insert.setString(7, callbackToken);
            insert.setTimestamp(8, now);
            insert.setTimestamp(9, now);
            insert.executeUpdate();
        }
        return new Open(requestId, callbackToken, true, false);
    }

    private void countAttempt(Connection connection, String requestId) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE NETWORK_ACTION SET ATTEMPTS = ATTEMPTS + 1, ATTEMPTED_AT = ? WHERE REQUEST_ID = ?")) {
            update.setTimestamp(1, now());
            update.setString(2, requestId);
            update.executeUpdate();
        }
    }

    private static void markAccepted(Connection connection, String requestId) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE NETWORK_ACTION SET STATE = 'ACCEPTED' WHERE REQUEST_ID = ?")) {
            update.setString(1, requestId);
            update.executeUpdate();
        }
    }

    private void settle(Connection connection, String requestId, State state, Map<String, String> facts, String words)
            throws SQLException {
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

    private static void tell(Connection connection, String requestId, long jobKey) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE NETWORK_ACTION SET TOLD_JOB_KEY = ? WHERE REQUEST_ID = ? AND TOLD_JOB_KEY IS NULL")) {
            update.setLong(1, jobKey);
            update.setString(2, requestId);
            update.executeUpdate();
        }
    }

    private void keep(Connection connection, ReportedOutcome report, State reported, Effect effect)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO NETWORK_CALLBACK (ID, REQUEST_ID, OUTCOME, CODE, WORDS, ACTIVATION_CODE, EFFECT, RECEIVED_AT)"
                        + " VALUES (NETWORK_CALLBACK_SEQ.NEXTVAL, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, report.requestId());
            insert.setString(2, reported.name());
            insert.setInt(3, report.code());
            setText(insert, 4, report.words().isEmpty() ? null : limited(report.words()));
            setText(insert, 5, report.facts().get("activationCode"));
            insert.setString(6, effect.name());
            insert.setTimestamp(7, now());
            insert.executeUpdate();
        }
    }

    private static void setText(PreparedStatement statement, int index, @Nullable String text) throws SQLException {
        if (text == null) {
            statement.setNull(index, Types.VARCHAR);
        } else {
            statement.setString(index, text);
        }
    }

    /** In constant time: how far a guess is right must not show. */
    private static boolean sameToken(String expected, String actual) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), actual.getBytes(StandardCharsets.UTF_8));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static String limited(String words) {
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
