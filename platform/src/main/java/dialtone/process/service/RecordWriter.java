package dialtone.process.service;

import dialtone.bpmn.Variable;
import dialtone.process.EngineEvent;
import dialtone.process.EngineEvent.ElementEntered;
import dialtone.process.EngineEvent.ElementLeft;
import dialtone.process.EngineEvent.IncidentRaised;
import dialtone.process.EngineEvent.IncidentResolved;
import dialtone.process.EngineEvent.InstanceEnded;
import dialtone.process.EngineEvent.InstanceStarted;
import dialtone.process.EngineEvent.JobChanged;
import dialtone.process.EngineEvent.ProcessDeployed;
import dialtone.process.EngineEvent.TimerGone;
import dialtone.process.EngineEvent.TimerSet;
import dialtone.process.EngineEvent.VariableSet;
import dialtone.process.EngineRecord;
import dialtone.process.InstanceState;
import dialtone.process.ProcessInstanceKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes events in JDBC batches, one per statement. The statements run in the order of {@link Write}: a change always
 * concerns something that an earlier record of this batch or of one before has brought, so that inserts first, then
 * changes, each in the order of the log, leave the same rows as one by one. What happens to an instance or an element in
 * the batch that brings it is in its insert, and of what a variable was in one batch the last value is written: most
 * elements are left in the moment that they are entered, and most instances that are called end soon.
 */
final class RecordWriter implements AutoCloseable {

    private static final int MAX_TEXT = 1_000;
    private static final int MAX_BUSINESS_KEY = 255;

    private enum Write {
        DEFINITION("INSERT INTO PROCESS_DEFINITION (PROCESS_DEFINITION_KEY, PROCESS_ID, VERSION, XML, DEPLOYED_AT)"
                + " VALUES (?, ?, ?, ?, ?)"),
        INSTANCE("INSERT INTO PROCESS_INSTANCE (PROCESS_INSTANCE_KEY, PARENT_INSTANCE_KEY, ROOT_INSTANCE_KEY,"
                + " PROCESS_DEFINITION_KEY, PROCESS_ID, VERSION, STARTED_AT, STATE, ENDED_AT, BUSINESS_KEY)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        ELEMENT("INSERT INTO PROCESS_ELEMENT (ELEMENT_INSTANCE_KEY, PROCESS_INSTANCE_KEY, ELEMENT_ID, ELEMENT_TYPE,"
                + " STARTED_AT, STATE, ENDED_AT, JOB_KEY, JOB_TYPE, JOB_RETRIES, JOB_ERROR)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        INCIDENT("INSERT INTO PROCESS_INCIDENT (INCIDENT_KEY, PROCESS_INSTANCE_KEY, ROOT_INSTANCE_KEY, ELEMENT_ID,"
                + " JOB_KEY, ERROR_TYPE, MESSAGE, STATE, CREATED_AT) VALUES (?, ?, ?, ?, ?, ?, ?, 'OPEN', ?)"),
        TIMER("INSERT INTO PROCESS_TIMER (TIMER_KEY, PROCESS_INSTANCE_KEY, ELEMENT_ID, DUE_AT) VALUES (?, ?, ?, ?)"),
        VARIABLE("MERGE INTO PROCESS_VARIABLE v USING (SELECT CAST(? AS NUMBER(19)) AS VARIABLE_KEY,"
                + " CAST(? AS NUMBER(19)) AS INSTANCE_KEY, CAST(? AS NUMBER(19)) AS SCOPE_KEY,"
                + " CAST(? AS VARCHAR2(255 CHAR)) AS NAME, CAST(? AS VARCHAR2(1000 CHAR)) AS VALUE_JSON,"
                + " CAST(? AS TIMESTAMP(6) WITH TIME ZONE) AS CHANGED_AT FROM DUAL) s"
                + " ON (v.VARIABLE_KEY = s.VARIABLE_KEY)"
                + " WHEN MATCHED THEN UPDATE SET v.VALUE_JSON = s.VALUE_JSON, v.CHANGED_AT = s.CHANGED_AT"
                + " WHEN NOT MATCHED THEN INSERT (VARIABLE_KEY, PROCESS_INSTANCE_KEY, SCOPE_KEY, NAME, VALUE_JSON,"
                + " CHANGED_AT) VALUES (s.VARIABLE_KEY, s.INSTANCE_KEY, s.SCOPE_KEY, s.NAME, s.VALUE_JSON,"
                + " s.CHANGED_AT)"),
        BUSINESS_KEY("UPDATE PROCESS_INSTANCE SET BUSINESS_KEY = ? WHERE PROCESS_INSTANCE_KEY = ?"),
        JOB("UPDATE PROCESS_ELEMENT SET JOB_KEY = ?, JOB_TYPE = ?, JOB_RETRIES = ?, JOB_ERROR = ?"
                + " WHERE ELEMENT_INSTANCE_KEY = ?"),
        INCIDENT_RESOLVED("UPDATE PROCESS_INCIDENT SET STATE = 'RESOLVED', RESOLVED_AT = ? WHERE INCIDENT_KEY = ?"),
        TIMER_GONE("DELETE FROM PROCESS_TIMER WHERE TIMER_KEY = ?"),
        ELEMENT_LEFT("UPDATE PROCESS_ELEMENT SET STATE = ?, ENDED_AT = ? WHERE ELEMENT_INSTANCE_KEY = ?"),
        INSTANCE_ENDED("UPDATE PROCESS_INSTANCE SET STATE = ?, ENDED_AT = ? WHERE PROCESS_INSTANCE_KEY = ?");

        private final String sql;

        Write(String sql) {
            this.sql = sql;
        }
    }

    private final Connection connection;
    private final EnumMap<Write, PreparedStatement> batches = new EnumMap<>(Write.class);
    private final Map<Long, Long> roots = new HashMap<>();

    /** The instances that this batch brings, by key. */
    private final Map<Long, Begun> begun = new LinkedHashMap<>();

    /** The elements that this batch brings, by key. */
    private final Map<Long, Entered> entered = new LinkedHashMap<>();

    /** The last of each variable in this batch, by key. */
    private final Map<Long, Assigned> variables = new LinkedHashMap<>();

    /** An instance of this batch, as its last record leaves it. */
    private record Begun(
            InstanceStarted started,
            long root,
            Timestamp at,
            Optional<String> businessKey,
            Optional<InstanceState> ended,
            Optional<Timestamp> endedAt) {

        Begun with(String key) {
            return new Begun(started, root, at, Optional.of(key), ended, endedAt);
        }

        Begun endedAs(InstanceState state, Timestamp when) {
            return new Begun(started, root, at, businessKey, Optional.of(state), Optional.of(when));
        }
    }

    /** An element of this batch, as its last record leaves it. */
    private record Entered(
            ElementEntered element,
            Timestamp at,
            Optional<JobChanged> job,
            Optional<InstanceState> left,
            Optional<Timestamp> leftAt) {

        Entered with(JobChanged changed) {
            return new Entered(element, at, Optional.of(changed), left, leftAt);
        }

        Entered leftAs(InstanceState state, Timestamp when) {
            return new Entered(element, at, job, Optional.of(state), Optional.of(when));
        }
    }

    private record Assigned(VariableSet variable, Timestamp at) {}

    RecordWriter(Connection connection) {
        this.connection = connection;
    }

    void add(EngineRecord entry) throws SQLException {
        Timestamp at = Timestamp.from(entry.at());
        EngineEvent event = entry.event();
        switch (event) {
            case ElementEntered element ->
                entered.put(
                        element.element().value(),
                        new Entered(element, at, Optional.empty(), Optional.empty(), Optional.empty()));
            case ElementLeft left -> left(left, at);
            case VariableSet variable -> variable(variable, at);
            case JobChanged job -> job(job);
            case InstanceStarted started -> instance(started, at);
            case InstanceEnded ended -> ended(ended, at);
            case TimerSet timer ->
                put(
                        Write.TIMER,
                        timer.key(),
                        timer.instance().value(),
                        timer.elementId(),
                        Timestamp.from(timer.dueAt()));
            case TimerGone timer -> put(Write.TIMER_GONE, timer.key());
            case IncidentRaised raised -> incident(raised, at);
            case IncidentResolved resolved ->
                put(Write.INCIDENT_RESOLVED, at, resolved.incident().value());
            case ProcessDeployed deployed -> definition(deployed, at);
        }
    }

    void flush() throws SQLException {
        for (Begun instance : begun.values()) {
            insert(instance);
        }
        for (Entered element : entered.values()) {
            insert(element);
        }
        for (Assigned assigned : variables.values()) {
            merge(assigned);
        }
        for (PreparedStatement batch : batches.values()) {
            batch.executeBatch();
        }
    }

    private void left(ElementLeft left, Timestamp at) throws SQLException {
        if (entered.computeIfPresent(left.element().value(), (key, element) -> element.leftAs(left.as(), at)) == null) {
            put(Write.ELEMENT_LEFT, left.as().name(), at, left.element().value());
        }
    }

    private void job(JobChanged job) throws SQLException {
        if (entered.computeIfPresent(job.element().value(), (key, element) -> element.with(job)) == null) {
            put(
                    Write.JOB,
                    job.job().value(),
                    job.type(),
                    job.retries(),
                    cut(job.error()),
                    job.element().value());
        }
    }

    private void insert(Entered row) throws SQLException {
        put(
                Write.ELEMENT,
                row.element().element().value(),
                row.element().instance().value(),
                row.element().elementId(),
                row.element().type(),
                row.at(),
                row.left().map(InstanceState::name).orElse("ACTIVE"),
                row.leftAt().orElse(null),
                row.job().map(job -> job.job().value()).orElse(null),
                row.job().map(JobChanged::type).orElse(null),
                row.job().map(JobChanged::retries).orElse(null),
                row.job().map(job -> cut(job.error())).orElse(null));
    }

    /** Each partition tells of the same deployment. */
    private void definition(ProcessDeployed deployed, Timestamp at) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT 1 FROM PROCESS_DEFINITION WHERE PROCESS_DEFINITION_KEY = ?")) {
            select.setLong(1, deployed.definition().value());
            try (ResultSet known = select.executeQuery()) {
                if (known.next()) {
                    return;
                }
            }
        }
        put(
                Write.DEFINITION,
                deployed.definition().value(),
                deployed.processId(),
                deployed.version(),
                deployed.xml(),
                at);
    }

    private void instance(InstanceStarted started, Timestamp at) throws SQLException {
        long root = started.parent().isPresent()
                ? rootOf(started.parent().get())
                : started.instance().value();
        roots.put(started.instance().value(), root);
        begun.put(
                started.instance().value(),
                new Begun(started, root, at, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private void ended(InstanceEnded ended, Timestamp at) throws SQLException {
        if (begun.computeIfPresent(ended.instance().value(), (key, instance) -> instance.endedAs(ended.as(), at))
                == null) {
            put(Write.INSTANCE_ENDED, ended.as().name(), at, ended.instance().value());
        }
    }

    private void insert(Begun row) throws SQLException {
        InstanceStarted started = row.started();
        put(
                Write.INSTANCE,
                started.instance().value(),
                started.parent().map(ProcessInstanceKey::value).orElse(null),
                row.root(),
                started.definition().value(),
                started.processId(),
                started.version(),
                row.at(),
                row.ended().map(InstanceState::name).orElse("ACTIVE"),
                row.endedAt().orElse(null),
                row.businessKey().orElse(null));
    }

    private void incident(IncidentRaised raised, Timestamp at) throws SQLException {
        put(
                Write.INCIDENT,
                raised.incident().value(),
                raised.instance().value(),
                rootOf(raised.instance()),
                raised.elementId(),
                raised.job().map(job -> job.value()).orElse(null),
                raised.errorType(),
                cut(raised.message()),
                at);
    }

    private void variable(VariableSet variable, Timestamp at) throws SQLException {
        variables.put(variable.key(), new Assigned(variable, at));
        Optional<String> businessKey = businessKey(variable);
        if (businessKey.isPresent()
                && begun.computeIfPresent(
                                variable.instance().value(), (key, instance) -> instance.with(businessKey.get()))
                        == null) {
            put(Write.BUSINESS_KEY, businessKey.get(), variable.instance().value());
        }
    }

    private void merge(Assigned assigned) throws SQLException {
        VariableSet variable = assigned.variable();
        put(
                Write.VARIABLE,
                variable.key(),
                variable.instance().value(),
                variable.scope(),
                variable.name(),
                variable.value().orElse(null),
                assigned.at());
    }

    /** The order's id is a JSON string of letters, digits and dashes: nothing in it is escaped. */
    private static Optional<String> businessKey(VariableSet variable) {
        if (!variable.name().equals(Variable.ORDER_ID)
                || variable.scope() != variable.instance().value()) {
            return Optional.empty();
        }
        return variable.value()
                .filter(json -> json.length() > 2 && json.length() <= MAX_BUSINESS_KEY + 2)
                .filter(json -> json.startsWith("\"") && json.indexOf('\\') < 0)
                .map(json -> json.substring(1, json.length() - 1));
    }

    private long rootOf(ProcessInstanceKey instance) throws SQLException {
        Long known = roots.get(instance.value());
        if (known != null) {
            return known;
        }
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ROOT_INSTANCE_KEY FROM PROCESS_INSTANCE WHERE PROCESS_INSTANCE_KEY = ?")) {
            select.setLong(1, instance.value());
            try (ResultSet row = select.executeQuery()) {
                long root = row.next() ? row.getLong(1) : instance.value();
                roots.put(instance.value(), root);
                return root;
            }
        }
    }

    private void put(Write write, @Nullable Object... values) throws SQLException {
        PreparedStatement batch = batches.get(write);
        if (batch == null) {
            batch = connection.prepareStatement(write.sql);
            batches.put(write, batch);
        }
        for (int i = 0; i < values.length; i++) {
            batch.setObject(i + 1, values[i]);
        }
        batch.addBatch();
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement batch : batches.values()) {
            batch.close();
        }
    }
}
