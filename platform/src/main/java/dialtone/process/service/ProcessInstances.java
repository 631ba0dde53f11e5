package dialtone.process.service;

import dialtone.base.Page;
import dialtone.element.ElementStanding;
import dialtone.process.ActiveElement;
import dialtone.process.ActiveElement.PendingJob;
import dialtone.process.Continuation;
import dialtone.process.ElementCount;
import dialtone.process.ElementInstanceKey;
import dialtone.process.ElementVisit;
import dialtone.process.ExportLag;
import dialtone.process.Incident;
import dialtone.process.IncidentKey;
import dialtone.process.InstanceDetail;
import dialtone.process.InstanceFilter;
import dialtone.process.InstanceState;
import dialtone.process.JobKey;
import dialtone.process.PendingTimer;
import dialtone.process.ProcessDefinitionKey;
import dialtone.process.ProcessInstance;
import dialtone.process.ProcessInstanceKey;
import dialtone.process.ProcessVariable;
import dialtone.process.WaitingJob;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** What operations ask about process instances. All methods throw IllegalStateException when the database is away. */
@ApplicationScoped
public class ProcessInstances {

    /** Nobody turns more pages than this; a filter finds what is further down. */
    public static final int MAX_OFFSET = 10_000;

    /** Counting stops here: the total of a page is exact below and means "at least" at this number. */
    public static final int MAX_COUNT = 10_000;

    private static final String INSTANCE_COLUMNS =
            "i.PROCESS_INSTANCE_KEY, i.PARENT_INSTANCE_KEY, i.ROOT_INSTANCE_KEY, i.PROCESS_DEFINITION_KEY, i.PROCESS_ID,"
                    + " i.VERSION, i.STATE, i.STARTED_AT, i.ENDED_AT, i.BUSINESS_KEY,"
                    // two counts, each by its index: PROCESS_INCIDENT_ROOT_IX, PROCESS_INCIDENT_INSTANCE_IX
                    + " (SELECT COUNT(*) FROM PROCESS_INCIDENT r WHERE r.ROOT_INSTANCE_KEY = i.PROCESS_INSTANCE_KEY"
                    + " AND r.STATE = 'OPEN')"
                    + " + (SELECT COUNT(*) FROM PROCESS_INCIDENT o WHERE o.PROCESS_INSTANCE_KEY = i.PROCESS_INSTANCE_KEY"
                    + " AND o.ROOT_INSTANCE_KEY <> i.PROCESS_INSTANCE_KEY AND o.STATE = 'OPEN') AS OPEN_INCIDENTS";

    private static final String WITH_INCIDENT =
            "(EXISTS (SELECT 1 FROM PROCESS_INCIDENT r WHERE r.ROOT_INSTANCE_KEY = i.PROCESS_INSTANCE_KEY"
                    + " AND r.STATE = 'OPEN')"
                    + " OR EXISTS (SELECT 1 FROM PROCESS_INCIDENT o WHERE o.PROCESS_INSTANCE_KEY = i.PROCESS_INSTANCE_KEY"
                    + " AND o.STATE = 'OPEN'))";

    private static final String INCIDENT_COLUMNS =
            "INCIDENT_KEY, PROCESS_INSTANCE_KEY, ELEMENT_ID, JOB_KEY, ERROR_TYPE, MESSAGE, CREATED_AT, RESOLVED_AT";

    private final DataSource dataSource;
    private final Clock clock;

    @SuppressWarnings("NullAway") // for the container's proxy only, which calls no method of it
    protected ProcessInstances() {
        this.dataSource = null;
        this.clock = null;
    }

    @Inject
    public ProcessInstances(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * Instances, the latest first, by one of PROCESS_INSTANCE_STATE_IX, PROCESS_INSTANCE_PROCESS_IX,
     * PROCESS_INSTANCE_BUSINESS_IX and PROCESS_INSTANCE_STARTED_IX.
     *
     * @param offset 0 to {@link #MAX_OFFSET}; beyond it the page is empty
     * @param limit  1 to {@link Page#MAX_LIMIT}
     */
    public Page<ProcessInstance> list(InstanceFilter filter, int offset, int limit) {
        int first = Math.max(0, offset);
        List<Object> binds = new ArrayList<>();
        String where = where(filter, binds);
        long total = count(
                "SELECT COUNT(*) FROM (SELECT 1 AS FOUND FROM PROCESS_INSTANCE i" + where + " FETCH FIRST " + MAX_COUNT
                        + " ROWS ONLY)",
                binds);
        if (first > MAX_OFFSET) {
            return new Page<>(List.of(), first, total);
        }
        binds.add(first);
        binds.add(Math.clamp(limit, 1, Page.MAX_LIMIT));
        return new Page<>(
                query(
                        "SELECT " + INSTANCE_COLUMNS + " FROM PROCESS_INSTANCE i" + where
                                + " ORDER BY i.STARTED_AT DESC, i.PROCESS_INSTANCE_KEY DESC"
                                + " OFFSET ? ROWS FETCH NEXT ? ROWS ONLY",
                        binds,
                        ProcessInstances::instance),
                first,
                total);
    }

    /** The instance with its tokens, counts, incidents, children, timers and variables; empty when it is not known. */
    public Optional<InstanceDetail> find(ProcessInstanceKey key) {
        return one(key).map(instance -> new InstanceDetail(
                instance, active(key), counts(key), incidentsOf(key), children(key), timers(key), variables(key)));
    }

    /**
     * How many jobs of each type are not done, those that wait and those being worked, by PROCESS_INSTANCE_STATE_IX and
     * PROCESS_ELEMENT_INSTANCE_IX: one row is read for each instance that is active, up to {@link ElementStanding#MAX_COUNT}.
     */
    public Map<String, Long> openJobs() {
        Map<String, Long> counts = new HashMap<>();
        query(
                        "SELECT e.JOB_TYPE, COUNT(*) FROM (SELECT PROCESS_INSTANCE_KEY FROM PROCESS_INSTANCE"
                                + " WHERE STATE = 'ACTIVE' FETCH FIRST " + ElementStanding.MAX_COUNT
                                + " ROWS ONLY) i JOIN PROCESS_ELEMENT e"
                                + " ON e.PROCESS_INSTANCE_KEY = i.PROCESS_INSTANCE_KEY AND e.STATE = 'ACTIVE'"
                                + " WHERE e.JOB_TYPE IS NOT NULL GROUP BY e.JOB_TYPE",
                        List.of(),
                        row -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(count -> counts.put(count.getKey(), count.getValue()));
        return counts;
    }

    /**
     * The job that an instance with these two variables has open, by PROCESS_INSTANCE_BUSINESS_IX, PROCESS_VARIABLE_INSTANCE_IX and
     * PROCESS_ELEMENT_INSTANCE_IX; empty when it has none, or its records have not come yet.
     *
     * @param businessKey variable orderId
     * @param variable    name of the other one
     * @param value       text without quotation marks in it
     */
    public Optional<WaitingJob> waitingJob(String businessKey, String variable, String value) {
        return first(query(
                "SELECT e.JOB_KEY, e.JOB_TYPE, e.PROCESS_INSTANCE_KEY, e.ELEMENT_ID, e.JOB_RETRIES FROM PROCESS_INSTANCE i"
                        + " JOIN PROCESS_VARIABLE v ON v.PROCESS_INSTANCE_KEY = i.PROCESS_INSTANCE_KEY"
                        + " AND v.NAME = ? AND v.VALUE_JSON = ?"
                        + " JOIN PROCESS_ELEMENT e ON e.PROCESS_INSTANCE_KEY = i.PROCESS_INSTANCE_KEY"
                        + " AND e.STATE = 'ACTIVE' AND e.JOB_KEY IS NOT NULL"
                        + " WHERE i.BUSINESS_KEY = ? AND i.STATE = 'ACTIVE' FETCH FIRST 1 ROWS ONLY",
                List.of(variable, '"' + value + '"', businessKey),
                row -> new WaitingJob(
                        new JobKey(row.getLong(1)),
                        row.getString(2),
                        new ProcessInstanceKey(row.getLong(3)),
                        row.getString(4),
                        row.getInt(5))));
    }

    /**
     * How the engine has gone on behind a called instance, by PROCESS_ELEMENT_INSTANCE_IX; empty when it is not known here, or not yet.
     *
     * <p>Keys of a partition are given out in ascending order, and an instance lives in its caller's partition: an element of the caller
     * with a higher key than the called instance was entered after it had begun, and while the caller has one token, after it had ended.
     */
    public Optional<Continuation> continuation(ProcessInstanceKey called) {
        return first(query(
                "SELECT c.STATE AS CALLED_STATE, e.STATE AS ENTERED_STATE FROM PROCESS_INSTANCE c LEFT JOIN PROCESS_ELEMENT e"
                        + " ON e.PROCESS_INSTANCE_KEY = c.PARENT_INSTANCE_KEY"
                        + " AND e.ELEMENT_INSTANCE_KEY > c.PROCESS_INSTANCE_KEY AND e.JOB_KEY IS NOT NULL"
                        + " WHERE c.PROCESS_INSTANCE_KEY = ? ORDER BY e.ELEMENT_INSTANCE_KEY FETCH FIRST 1 ROWS ONLY",
                List.of(called.value()),
                row -> new Continuation(
                        InstanceState.valueOf(row.getString(1)),
                        Optional.ofNullable(row.getString(2)).map(InstanceState::valueOf))));
    }

    /** The BPMN of the version that the instance runs; empty when instance or deployment is not known. */
    public Optional<String> diagram(ProcessInstanceKey key) {
        return first(query(
                "SELECT d.XML FROM PROCESS_INSTANCE i JOIN PROCESS_DEFINITION d"
                        + " ON d.PROCESS_DEFINITION_KEY = i.PROCESS_DEFINITION_KEY WHERE i.PROCESS_INSTANCE_KEY = ?",
                List.of(key.value()),
                row -> row.getString(1)));
    }

    /**
     * Each visit of a token to an element, in the order in which they began, by PROCESS_ELEMENT_INSTANCE_IX; cut at
     * {@link InstanceDetail#MAX_ROWS}.
     */
    public List<ElementVisit> visits(ProcessInstanceKey key) {
        return query(
                "SELECT ELEMENT_ID, ELEMENT_TYPE, STATE, STARTED_AT, ENDED_AT, JOB_TYPE FROM PROCESS_ELEMENT"
                        + " WHERE PROCESS_INSTANCE_KEY = ? ORDER BY STARTED_AT, ELEMENT_INSTANCE_KEY FETCH FIRST "
                        + InstanceDetail.MAX_ROWS + " ROWS ONLY",
                List.of(key.value()),
                row -> new ElementVisit(
                        row.getString(1),
                        row.getString(2),
                        InstanceState.valueOf(row.getString(3)),
                        row.getTimestamp(4).toInstant(),
                        Optional.ofNullable(row.getTimestamp(5)).map(Timestamp::toInstant),
                        Optional.ofNullable(row.getString(6))));
    }

    /**
     * Open incidents of all instances, the oldest first, by PROCESS_INCIDENT_STATE_IX.
     *
     * @param offset 0 to {@link #MAX_OFFSET}; beyond it the page is empty
     * @param limit  1 to {@link Page#MAX_LIMIT}
     */
    public Page<Incident> openIncidents(int offset, int limit) {
        int first = Math.max(0, offset);
        long total = count(
                "SELECT COUNT(*) FROM (SELECT 1 AS FOUND FROM PROCESS_INCIDENT WHERE STATE = 'OPEN'" + " FETCH FIRST "
                        + MAX_COUNT + " ROWS ONLY)",
                List.of());
        if (first > MAX_OFFSET) {
            return new Page<>(List.of(), first, total);
        }
        return new Page<>(
                query(
                        "SELECT " + INCIDENT_COLUMNS + " FROM PROCESS_INCIDENT WHERE STATE = 'OPEN'"
                                + " ORDER BY CREATED_AT, INCIDENT_KEY OFFSET ? ROWS FETCH NEXT ? ROWS ONLY",
                        List.of(first, Math.clamp(limit, 1, Page.MAX_LIMIT)),
                        ProcessInstances::incident),
                first,
                total);
    }

    /** By its key; empty when it is not known. */
    public Optional<Incident> incident(IncidentKey key) {
        return first(query(
                "SELECT " + INCIDENT_COLUMNS + " FROM PROCESS_INCIDENT WHERE INCIDENT_KEY = ?",
                List.of(key.value()),
                ProcessInstances::incident));
    }

    /** How far the copy is behind, one row per partition that has ever sent something. */
    public List<ExportLag> lag() {
        Instant now = clock.instant();
        return query(
                "SELECT PARTITION_ID, POSITION, EXPORTED_AT, NEWEST_RECORD_AT FROM PROCESS_EXPORT_POSITION"
                        + " ORDER BY PARTITION_ID",
                List.of(),
                row -> {
                    Instant exportedAt = row.getTimestamp(3).toInstant();
                    return new ExportLag(
                            row.getInt(1),
                            row.getLong(2),
                            exportedAt,
                            row.getTimestamp(4).toInstant(),
                            Duration.between(exportedAt, now));
                });
    }

    /** Records that were refused and skipped since ever. */
    public long rejectedRecords() {
        return count("SELECT COUNT(*) FROM PROCESS_REJECTED_RECORD", List.of());
    }

    private static String where(InstanceFilter filter, List<Object> binds) {
        List<String> terms = new ArrayList<>();
        filter.state().ifPresent(state -> {
            terms.add("i.STATE = ?");
            binds.add(state.name());
        });
        filter.processId().ifPresent(id -> {
            terms.add("i.PROCESS_ID = ?");
            binds.add(id);
        });
        filter.businessKey().ifPresent(key -> {
            terms.add("i.BUSINESS_KEY = ?");
            binds.add(key);
        });
        if (filter.withIncident()) {
            terms.add(WITH_INCIDENT);
        }
        if (filter.rootsOnly()) {
            terms.add("i.PARENT_INSTANCE_KEY IS NULL");
        }
        return terms.isEmpty() ? "" : " WHERE " + String.join(" AND ", terms);
    }

    private Optional<ProcessInstance> one(ProcessInstanceKey key) {
        return first(query(
                "SELECT " + INSTANCE_COLUMNS + " FROM PROCESS_INSTANCE i WHERE i.PROCESS_INSTANCE_KEY = ?",
                List.of(key.value()),
                ProcessInstances::instance));
    }

    /** By PROCESS_INSTANCE_PARENT_IX. */
    private List<ProcessInstance> children(ProcessInstanceKey key) {
        return query(
                "SELECT " + INSTANCE_COLUMNS + " FROM PROCESS_INSTANCE i WHERE i.PARENT_INSTANCE_KEY = ?"
                        + " ORDER BY i.STARTED_AT, i.PROCESS_INSTANCE_KEY FETCH FIRST " + InstanceDetail.MAX_ROWS
                        + " ROWS ONLY",
                List.of(key.value()),
                ProcessInstances::instance);
    }

    /** By PROCESS_ELEMENT_INSTANCE_IX. */
    private List<ActiveElement> active(ProcessInstanceKey key) {
        return query(
                "SELECT ELEMENT_INSTANCE_KEY, ELEMENT_ID, ELEMENT_TYPE, STARTED_AT, JOB_KEY, JOB_TYPE, JOB_RETRIES,"
                        + " JOB_ERROR FROM PROCESS_ELEMENT WHERE PROCESS_INSTANCE_KEY = ? AND STATE = 'ACTIVE'"
                        + " ORDER BY STARTED_AT, ELEMENT_INSTANCE_KEY FETCH FIRST " + InstanceDetail.MAX_ROWS
                        + " ROWS ONLY",
                List.of(key.value()),
                row -> new ActiveElement(
                        new ElementInstanceKey(row.getLong(1)),
                        row.getString(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant(),
                        job(row)));
    }

    /** By PROCESS_ELEMENT_INSTANCE_IX. */
    private List<ElementCount> counts(ProcessInstanceKey key) {
        return query(
                "SELECT ELEMENT_ID, SUM(CASE STATE WHEN 'ACTIVE' THEN 1 ELSE 0 END),"
                        + " SUM(CASE STATE WHEN 'COMPLETED' THEN 1 ELSE 0 END),"
                        + " SUM(CASE STATE WHEN 'TERMINATED' THEN 1 ELSE 0 END)"
                        + " FROM PROCESS_ELEMENT WHERE PROCESS_INSTANCE_KEY = ? GROUP BY ELEMENT_ID ORDER BY ELEMENT_ID"
                        + " FETCH FIRST " + InstanceDetail.MAX_ROWS + " ROWS ONLY",
                List.of(key.value()),
                row -> new ElementCount(row.getString(1), row.getInt(2), row.getInt(3), row.getInt(4)));
    }

    /** The open ones first, by PROCESS_INCIDENT_INSTANCE_IX. */
    private List<Incident> incidentsOf(ProcessInstanceKey key) {
        return query(
                "SELECT " + INCIDENT_COLUMNS + " FROM PROCESS_INCIDENT WHERE PROCESS_INSTANCE_KEY = ?"
                        + " ORDER BY STATE, CREATED_AT DESC, INCIDENT_KEY FETCH FIRST " + InstanceDetail.MAX_ROWS
                        + " ROWS ONLY",
                List.of(key.value()),
                ProcessInstances::incident);
    }

    /** By PROCESS_TIMER_INSTANCE_IX. */
    private List<PendingTimer> timers(ProcessInstanceKey key) {
        return query(
                "SELECT ELEMENT_ID, DUE_AT FROM PROCESS_TIMER WHERE PROCESS_INSTANCE_KEY = ? ORDER BY DUE_AT"
                        + " FETCH FIRST " + InstanceDetail.MAX_ROWS + " ROWS ONLY",
                List.of(key.value()),
                row -> new PendingTimer(row.getString(1), row.getTimestamp(2).toInstant()));
    }

    /** By PROCESS_VARIABLE_INSTANCE_IX. */
    private List<ProcessVariable> variables(ProcessInstanceKey key) {
        return query(
                "SELECT NAME, SCOPE_KEY, VALUE_JSON, CHANGED_AT FROM PROCESS_VARIABLE WHERE PROCESS_INSTANCE_KEY = ?"
                        + " ORDER BY NAME, SCOPE_KEY FETCH FIRST " + InstanceDetail.MAX_ROWS + " ROWS ONLY",
                List.of(key.value()),
                row -> new ProcessVariable(
                        row.getString(1),
                        row.getLong(2),
                        Optional.ofNullable(row.getString(3)),
                        row.getTimestamp(4).toInstant()));
    }

    private static ProcessInstance instance(ResultSet row) throws SQLException {
        return new ProcessInstance(
                new ProcessInstanceKey(row.getLong(1)),
                key(row, 2).map(ProcessInstanceKey::new),
                new ProcessInstanceKey(row.getLong(3)),
                new ProcessDefinitionKey(row.getLong(4)),
                row.getString(5),
                row.getInt(6),
                InstanceState.valueOf(row.getString(7)),
                row.getTimestamp(8).toInstant(),
                Optional.ofNullable(row.getTimestamp(9)).map(Timestamp::toInstant),
                Optional.ofNullable(row.getString(10)),
                row.getInt(11));
    }

    private static Incident incident(ResultSet row) throws SQLException {
        return new Incident(
                new IncidentKey(row.getLong(1)),
                new ProcessInstanceKey(row.getLong(2)),
                row.getString(3),
                key(row, 4).map(JobKey::new),
                row.getString(5),
                Optional.ofNullable(row.getString(6)).orElse(""),
                row.getTimestamp(7).toInstant(),
                Optional.ofNullable(row.getTimestamp(8)).map(Timestamp::toInstant));
    }

    private static Optional<PendingJob> job(ResultSet row) throws SQLException {
        Optional<Long> key = key(row, 5);
        return key.isEmpty()
                ? Optional.empty()
                : Optional.of(new PendingJob(
                        new JobKey(key.get()), row.getString(6), row.getInt(7), Optional.ofNullable(row.getString(8))));
    }

    private static Optional<Long> key(ResultSet row, int column) throws SQLException {
        long key = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(key);
    }

    private interface Mapping<T> {
        T map(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, List<Object> binds, Mapping<T> mapping) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < binds.size(); i++) {
                select.setObject(i + 1, binds.get(i));
            }
            List<T> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(mapping.map(rows));
                }
            }
            return found;
        } catch (SQLException away) {
            throw new IllegalStateException("The process records cannot be read", away);
        }
    }

    private long count(String sql, List<Object> binds) {
        return query(sql, binds, row -> row.getLong(1)).getFirst();
    }

    private static <T> Optional<T> first(List<T> rows) {
        return rows.stream().findFirst();
    }
}
