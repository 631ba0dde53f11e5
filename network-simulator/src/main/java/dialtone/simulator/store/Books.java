package dialtone.simulator.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dialtone.simulator.element.Behaviour;
import dialtone.simulator.element.Behaviour.LateOutcome;
import dialtone.simulator.element.Call;
import dialtone.simulator.element.Capacity;
import dialtone.simulator.element.NetworkElement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The state of all elements inside one transaction of the writer. */
public final class Books {

    private static final String ENTITY_COLUMNS = "ELEMENT, ENTITY_KEY, ALIAS, STATE, REQUEST_ID, DOCUMENT";
    private static final String LATE_COLUMNS =
            "ELEMENT, REQUEST_ID, OPERATION, ENTITY_KEY, OUTCOME, REPLY_TO, STATE, ATTEMPTS, DUE_AT, REPEAT_AFTER, PROBLEM";

    private final Rows rows;
    private final ObjectMapper json;
    private final Map<Counted, Tally> tallies = new LinkedHashMap<>();

    Books(Rows rows, ObjectMapper json) {
        this.rows = rows;
        this.json = json;
    }

    private record Counted(NetworkElement element, String key, String operation) {}

    // --- entities

    public Optional<Entity> entity(NetworkElement element, String key) {
        return entityBy("ENTITY_KEY", element, key);
    }

    /** By the second key. */
    public Optional<Entity> entityByAlias(NetworkElement element, String alias) {
        return entityBy("ALIAS", element, alias);
    }

    /** By the request that made it. */
    public Optional<Entity> entityByRequest(NetworkElement element, String requestId) {
        return entityBy("REQUEST_ID", element, requestId);
    }

    private Optional<Entity> entityBy(String column, NetworkElement element, String value) {
        return rows.first(
                "SELECT " + ENTITY_COLUMNS + " FROM ELEMENT_ENTITY WHERE ELEMENT = ? AND " + column + " = ?",
                Books::entityOf,
                element.path(),
                value);
    }

    public void add(Entity entity) {
        rows.update(
                "INSERT INTO ELEMENT_ENTITY (" + ENTITY_COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?)",
                entity.element().path(),
                entity.key(),
                entity.alias(),
                entity.state(),
                entity.requestId(),
                entity.document());
    }

    public void changeState(Entity entity, String state) {
        rows.update(
                "UPDATE ELEMENT_ENTITY SET STATE = ? WHERE ELEMENT = ? AND ENTITY_KEY = ?",
                state,
                entity.element().path(),
                entity.key());
    }

    /** The element keeps something else of it; who made it stays. */
    public void changeDocument(Entity entity, String document) {
        rows.update(
                "UPDATE ELEMENT_ENTITY SET DOCUMENT = ? WHERE ELEMENT = ? AND ENTITY_KEY = ?",
                document,
                entity.element().path(),
                entity.key());
    }

    public void remove(Entity entity) {
        rows.update(
                "DELETE FROM ELEMENT_ENTITY WHERE ELEMENT = ? AND ENTITY_KEY = ?",
                entity.element().path(),
                entity.key());
    }

    static Entity entityOf(ResultSet row) throws SQLException {
        return new Entity(
                elementOf(row.getString(1)),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6));
    }

    // --- requests

    public Optional<KnownRequest> request(NetworkElement element, String requestId) {
        return rows.first(
                "SELECT OPERATION, ENTITY_KEY, FINGERPRINT, STATE, ANSWER FROM ELEMENT_REQUEST"
                        + " WHERE ELEMENT = ? AND REQUEST_ID = ?",
                row -> new KnownRequest(
                        element,
                        requestId,
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        KnownRequest.State.valueOf(row.getString(4)),
                        row.getString(5)),
                element.path(),
                requestId);
    }

    public void remember(KnownRequest request) {
        rows.update(
                "INSERT INTO ELEMENT_REQUEST (ELEMENT, REQUEST_ID, OPERATION, ENTITY_KEY, FINGERPRINT, STATE, ANSWER)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                request.element().path(),
                request.requestId(),
                request.operation(),
                request.key(),
                request.fingerprint(),
                request.state().name(),
                request.answer());
    }

    /** A pending request has come to its end. */
    public void settle(NetworkElement element, String requestId, KnownRequest.State state) {
        rows.update(
                "UPDATE ELEMENT_REQUEST SET STATE = ? WHERE ELEMENT = ? AND REQUEST_ID = ?",
                state.name(),
                element.path(),
                requestId);
    }

    // --- counters

    public void tally(Call call, Tally more) {
        tally(call.element(), call.key(), call.operation(), more);
    }

    public void tally(NetworkElement element, String key, String operation, Tally more) {
        tallies.merge(new Counted(element, key, operation), more, Tally::plus);
    }

    /** Takes over what another transaction of the same commit has counted. */
    void addTalliesOf(Books other) {
        other.tallies.forEach((counted, tally) -> tallies.merge(counted, tally, Tally::plus));
    }

    void writeTallies() {
        tallies.forEach((counted, tally) -> {
            Object[] values = {
                tally.requests(),
                tally.effects(),
                tally.duplicates(),
                tally.refusals(),
                counted.element().path(),
                counted.key(),
                counted.operation()
            };
            int updated = rows.update(
                    "UPDATE TALLY SET REQUESTS = REQUESTS + ?, EFFECTS = EFFECTS + ?, DUPLICATES = DUPLICATES + ?,"
                            + " REFUSALS = REFUSALS + ? WHERE ELEMENT = ? AND ENTITY_KEY = ? AND OPERATION = ?",
                    values);
            if (updated == 0) {
                rows.update(
                        "INSERT INTO TALLY (REQUESTS, EFFECTS, DUPLICATES, REFUSALS, ELEMENT, ENTITY_KEY, OPERATION)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                        values);
            }
        });
        tallies.clear();
    }

    // --- behaviours

    /** The behaviour ordered for the element; NORMAL when none is. */
    public Behaviour behaviour(NetworkElement element) {
        return rows.first("SELECT DOCUMENT FROM BEHAVIOUR WHERE ELEMENT = ?", row -> row.getString(1), element.path())
                .map(this::behaviourOf)
                .orElse(Behaviour.NORMAL);
    }

    public void order(NetworkElement element, Behaviour behaviour) {
        rows.update("DELETE FROM BEHAVIOUR WHERE ELEMENT = ?", element.path());
        if (behaviour.mode() != Behaviour.Mode.NORMAL) {
            rows.update("INSERT INTO BEHAVIOUR (ELEMENT, DOCUMENT) VALUES (?, ?)", element.path(), textOf(behaviour));
        }
    }

    /** Empty when there is no end to it. */
    public Optional<Capacity> capacity(NetworkElement element) {
        return rows.first("SELECT PLACES FROM CAPACITY WHERE ELEMENT = ?", row -> row.getInt(1), element.path())
                .map(places -> new Capacity(places, used(element)));
    }

    /**
     * What has gone to a telephone, or may not be used any more, is the SM-DP+'s no longer. What is to take another's place and follows has
     * that one's, which is counted until then.
     */
    private int used(NetworkElement element) {
        return rows.first(
                        "SELECT COUNT(*) FROM ELEMENT_ENTITY WHERE ELEMENT = ? AND STATE NOT IN ('INSTALLED', 'UNAVAILABLE')"
                                + " AND NOT (STATE = 'PENDING' AND DOCUMENT LIKE '%\"replacedKey\":\"%')",
                        row -> row.getInt(1), element.path())
                .orElse(0);
    }

    /** @param places null for any number */
    public void limit(NetworkElement element, @Nullable Integer places) {
        rows.update("DELETE FROM CAPACITY WHERE ELEMENT = ?", element.path());
        if (places != null) {
            rows.update("INSERT INTO CAPACITY (ELEMENT, PLACES) VALUES (?, ?)", element.path(), places);
        }
    }

    private Behaviour behaviourOf(String document) {
        try {
            return json.readValue(document, Behaviour.class);
        } catch (JsonProcessingException unreadable) {
            throw new StoreUnavailable("a stored behaviour is not readable", unreadable);
        }
    }

    private String textOf(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record is always writable", impossible);
        }
    }

    // --- late work

    public void postpone(LateWork work) {
        rows.update(
                "INSERT INTO LATE_WORK (" + LATE_COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                work.element().path(),
                work.requestId(),
                work.operation(),
                work.key(),
                work.outcome().name(),
                work.replyTo(),
                work.state().name(),
                work.attempts(),
                work.dueAtMillis(),
                work.repeatAfterMillis(),
                work.problem());
    }

    /** The late work of that request, if it is still in that state: nobody else has taken it a step further. */
    public Optional<LateWork> late(NetworkElement element, String requestId, LateWork.State state) {
        return rows.first(
                "SELECT " + LATE_COLUMNS + " FROM LATE_WORK WHERE ELEMENT = ? AND REQUEST_ID = ? AND STATE = ?",
                Books::lateOf,
                element.path(),
                requestId,
                state.name());
    }

    /** Whether an effect on that entity was accepted and is still to come. */
    public boolean isEffectOwed(NetworkElement element, String key) {
        return rows.first(
                        "SELECT REQUEST_ID FROM LATE_WORK WHERE ELEMENT = ? AND ENTITY_KEY = ? AND STATE = 'WAITING'",
                        row -> row.getString(1),
                        element.path(),
                        key)
                .isPresent();
    }

    /** The effect is there: from now on its report is owed. */
    public void reportFrom(LateWork work, long dueAtMillis) {
        rows.update(
                "UPDATE LATE_WORK SET STATE = 'REPORTING', DUE_AT = ? WHERE ELEMENT = ? AND REQUEST_ID = ?",
                dueAtMillis,
                work.element().path(),
                work.requestId());
    }

    /** A report was not acknowledged: the next one is due then. */
    public void reportAgain(LateWork work, long dueAtMillis, String problem) {
        rows.update(
                "UPDATE LATE_WORK SET ATTEMPTS = ATTEMPTS + 1, DUE_AT = ?, PROBLEM = ?"
                        + " WHERE ELEMENT = ? AND REQUEST_ID = ?",
                dueAtMillis,
                problem,
                work.element().path(),
                work.requestId());
    }

    /** A report was acknowledged and is sent once more then, as if the acknowledgement had been lost. */
    public void reportTwice(LateWork work, long dueAtMillis) {
        rows.update(
                "UPDATE LATE_WORK SET DUE_AT = ?, REPEAT_AFTER = NULL WHERE ELEMENT = ? AND REQUEST_ID = ?",
                dueAtMillis,
                work.element().path(),
                work.requestId());
    }

    /** Nothing is owed any more. */
    public void close(LateWork work) {
        rows.update(
                "DELETE FROM LATE_WORK WHERE ELEMENT = ? AND REQUEST_ID = ?",
                work.element().path(),
                work.requestId());
    }

    static LateWork lateOf(ResultSet row) throws SQLException {
        return new LateWork(
                elementOf(row.getString(1)),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                LateOutcome.valueOf(row.getString(5)),
                row.getString(6),
                LateWork.State.valueOf(row.getString(7)),
                row.getInt(8),
                row.getLong(9),
                row.getObject(10, Long.class),
                row.getString(11));
    }

    static String lateColumns() {
        return LATE_COLUMNS;
    }

    static String entityColumns() {
        return ENTITY_COLUMNS;
    }

    // --- mails and the credit register

    public void add(Mail mail) {
        rows.update(
                "INSERT INTO MAIL (MESSAGE_ID, SENDER, RECIPIENT, SUBJECT, BODY, HTML, PICTURES, RECEIVED_AT)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                mail.messageId(),
                mail.from(),
                mail.to(),
                mail.subject(),
                mail.text(),
                mail.html(),
                textOf(mail.pictures()),
                mail.receivedAt());
    }

    // --- what the SM-DP+ tells its operator

    public void owe(NetworkElement element, String callId, String key, String document) {
        rows.update(
                "INSERT INTO NOTICE_OF (ELEMENT, CALL_ID, SUBJECT, DOCUMENT, ATTEMPTS) VALUES (?, ?, ?, ?, 0)",
                element.path(),
                callId,
                key,
                document);
    }

    /** It was not taken: it is told again. */
    public void triedToTell(OwedNotice notice) {
        rows.update("UPDATE NOTICE_OF SET ATTEMPTS = ATTEMPTS + 1 WHERE ID = ?", notice.id());
    }

    /** It was taken, or is given up. */
    public void told(OwedNotice notice) {
        rows.update("DELETE FROM NOTICE_OF WHERE ID = ?", notice.id());
    }

    /** The score entered for that name; empty when the register has none. */
    public Optional<Integer> score(String name) {
        return rows.first("SELECT SCORE FROM CREDIT_SCORE WHERE PERSON_NAME = ?", row -> row.getInt(1), name);
    }

    /** Enters a score; null takes it out. */
    public void enterScore(String name, @Nullable Integer score) {
        rows.update("DELETE FROM CREDIT_SCORE WHERE PERSON_NAME = ?", name);
        if (score != null) {
            rows.update("INSERT INTO CREDIT_SCORE (PERSON_NAME, SCORE) VALUES (?, ?)", name, score);
        }
    }

    /** Forgets everything: state, requests, counters, behaviours, late work, mails, the register. */
    public void reset() {
        tallies.clear();
        for (String sql : List.of(
                "DELETE FROM ELEMENT_ENTITY",
                "DELETE FROM ELEMENT_REQUEST",
                "DELETE FROM TALLY",
                "DELETE FROM BEHAVIOUR",
                "DELETE FROM CAPACITY",
                "DELETE FROM LATE_WORK",
                "DELETE FROM NOTICE_OF",
                "DELETE FROM MAIL",
                "DELETE FROM CREDIT_SCORE")) {
            rows.update(sql);
        }
    }

    static NetworkElement elementOf(String path) {
        return NetworkElement.ofPath(path).orElseThrow(() -> new StoreUnavailable("no element is called " + path));
    }
}
