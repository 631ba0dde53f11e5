package dialtone.simulator.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dialtone.simulator.element.NetworkElement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Questions about what is committed. They have a connection of their own, so that looking does not hold up the writer. */
public final class Reports {

    private final Rows rows;
    private final ObjectMapper json;

    Reports(Rows rows, ObjectMapper json) {
        this.rows = rows;
        this.json = json;
    }

    /** What was counted of an operation, over all keys. */
    public record OperationTally(String operation, Tally tally) {}

    /**
     * One line of the audit.
     *
     * @param state of the entity now; null when there is none (deleted, or a check that leaves nothing)
     */
    public record KeyTally(
            NetworkElement element,
            String key,
            String operation,
            Tally tally,
            @Nullable String state) {}

    public synchronized List<OperationTally> operations(NetworkElement element) {
        return rows.all(
                "SELECT OPERATION, SUM(REQUESTS), SUM(EFFECTS), SUM(DUPLICATES), SUM(REFUSALS) FROM TALLY"
                        + " WHERE ELEMENT = ? GROUP BY OPERATION ORDER BY OPERATION",
                row -> new OperationTally(
                        row.getString(1), new Tally(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5))),
                element.path());
    }

    /** In the order of element, key, operation; a page of at most limit lines. */
    public synchronized List<KeyTally> keys(int offset, int limit) {
        return rows.all(
                "SELECT T.ELEMENT, T.ENTITY_KEY, T.OPERATION, T.REQUESTS, T.EFFECTS, T.DUPLICATES, T.REFUSALS, E.STATE"
                        + " FROM TALLY T LEFT JOIN ELEMENT_ENTITY E"
                        + " ON E.ELEMENT = T.ELEMENT AND E.ENTITY_KEY = T.ENTITY_KEY"
                        + " WHERE T.ENTITY_KEY <> '-'"
                        + " ORDER BY T.ELEMENT, T.ENTITY_KEY, T.OPERATION OFFSET ? ROWS FETCH NEXT ? ROWS ONLY",
                row -> new KeyTally(
                        Books.elementOf(row.getString(1)),
                        row.getString(2),
                        row.getString(3),
                        new Tally(row.getLong(4), row.getLong(5), row.getLong(6), row.getLong(7)),
                        row.getString(8)),
                offset,
                limit);
    }

    /** A request that an element has taken. */
    public record TakenRequest(String requestId, String operation, String key, String state) {}

    /** In the order in which the element took them; those that it refused at once are not among them. */
    public synchronized List<TakenRequest> requests(NetworkElement element, int offset, int limit) {
        return rows.all(
                "SELECT REQUEST_ID, OPERATION, ENTITY_KEY, STATE FROM ELEMENT_REQUEST WHERE ELEMENT = ?"
                        + " ORDER BY TAKEN_NO OFFSET ? ROWS FETCH NEXT ? ROWS ONLY",
                row -> new TakenRequest(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                element.path(),
                offset,
                limit);
    }

    public synchronized List<Entity> entities(NetworkElement element, int offset, int limit) {
        return rows.all(
                "SELECT " + Books.entityColumns() + " FROM ELEMENT_ENTITY WHERE ELEMENT = ? ORDER BY ENTITY_KEY"
                        + " OFFSET ? ROWS FETCH NEXT ? ROWS ONLY",
                Books::entityOf,
                element.path(),
                offset,
                limit);
    }

    /** Late work that is due, the longest due first. */
    public synchronized List<LateWork> due(long nowMillis, int limit) {
        return rows.all(
                "SELECT " + Books.lateColumns() + " FROM LATE_WORK WHERE DUE_AT <= ? ORDER BY DUE_AT"
                        + " FETCH FIRST ? ROWS ONLY",
                Books::lateOf,
                nowMillis,
                limit);
    }

    /** All that is owed, due or not. */
    public synchronized List<LateWork> owed(int offset, int limit) {
        return rows.all(
                "SELECT " + Books.lateColumns()
                        + " FROM LATE_WORK ORDER BY DUE_AT OFFSET ? ROWS FETCH NEXT ? ROWS ONLY",
                Books::lateOf,
                offset,
                limit);
    }

    /** The newest first; those to that address, or all when it is empty. */
    public synchronized List<Mail> mails(Optional<String> to, int offset, int limit) {
        String columns =
                "SELECT ID, MESSAGE_ID, SENDER, RECIPIENT, SUBJECT, BODY, HTML, PICTURES, RECEIVED_AT FROM MAIL";
        String page = " ORDER BY ID DESC OFFSET ? ROWS FETCH NEXT ? ROWS ONLY";
        Rows.Reader<Mail> reader = row -> new Mail(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                pictures(row.getString(8)),
                row.getString(9));
        return to.isPresent()
                ? rows.all(columns + " WHERE RECIPIENT = ?" + page, reader, to.get(), offset, limit)
                : rows.all(columns + page, reader, offset, limit);
    }

    private List<Mail.Picture> pictures(String document) {
        try {
            return List.of(json.readValue(document, Mail.Picture[].class));
        } catch (JsonProcessingException unreadable) {
            throw new StoreUnavailable("the pictures of a mail are not readable", unreadable);
        }
    }

    /** What the operator has not been told yet of profiles, the first first. */
    public synchronized List<OwedNotice> owedNotices(NetworkElement element, int limit) {
        return rows.all(
                "SELECT ID, CALL_ID, SUBJECT, DOCUMENT, ATTEMPTS FROM NOTICE_OF WHERE ELEMENT = ? ORDER BY ID FETCH FIRST ? ROWS ONLY",
                row -> new OwedNotice(
                        row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getInt(5)),
                element.path(),
                limit);
    }
}
