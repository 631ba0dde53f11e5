package dialtone.process.service;

import dialtone.process.InstanceState;
import dialtone.process.ProcessDefinitionKey;
import dialtone.process.ProcessInstanceKey;
import dialtone.process.ProcessVersion;
import dialtone.process.RunningInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The versions of the processes and what runs on them, as the engine has told. All methods throw IllegalStateException when the database is away. */
@ApplicationScoped
public class ProcessVersions {

    /** The latest ones of all processes; a person has moved all orders off a version long before so many have come after it. */
    static final int MAX_VERSIONS = 200;

    /** Counting stops here: the number is exact below and means "at least" at this one. */
    public static final int MAX_COUNT = 100_000;

    /** Of one order: its own instance and those it has called, as many at a time as it performs steps, and each of them one. */
    private static final int MAX_OF_ORDER = 100;

    private static final String RUNNING_COLUMNS = "i.PROCESS_INSTANCE_KEY, i.PROCESS_ID, i.VERSION, i.STATE,"
            + " (SELECT MAX(d.VERSION) FROM PROCESS_DEFINITION d WHERE d.PROCESS_ID = i.PROCESS_ID) AS NEWEST";

    private final DataSource dataSource;

    @SuppressWarnings("NullAway") // for the container's proxy only, which calls no method of it
    protected ProcessVersions() {
        this.dataSource = null;
    }

    @Inject
    public ProcessVersions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** By process, the latest version first; open instances are counted by PROCESS_INSTANCE_VERSION_IX. */
    public List<ProcessVersion> list() {
        return query(
                        "SELECT d.PROCESS_DEFINITION_KEY, d.PROCESS_ID, d.VERSION, d.DEPLOYED_AT,"
                                + " (SELECT MAX(n.VERSION) FROM PROCESS_DEFINITION n WHERE n.PROCESS_ID = d.PROCESS_ID) AS NEWEST"
                                + " FROM (SELECT PROCESS_DEFINITION_KEY, PROCESS_ID, VERSION, DEPLOYED_AT FROM PROCESS_DEFINITION"
                                + " ORDER BY DEPLOYED_AT DESC, PROCESS_DEFINITION_KEY DESC FETCH FIRST " + MAX_VERSIONS
                                + " ROWS ONLY) d ORDER BY d.PROCESS_ID, d.VERSION DESC",
                        List.of(),
                        row -> new ProcessVersion(
                                new ProcessDefinitionKey(row.getLong(1)),
                                row.getString(2),
                                row.getInt(3),
                                row.getTimestamp(4).toInstant(),
                                row.getInt(3) == row.getInt(5),
                                0))
                .stream()
                .map(version -> version.with(open(version.definition())))
                .toList();
    }

    private long open(ProcessDefinitionKey definition) {
        return query(
                        "SELECT COUNT(*) FROM (SELECT 1 AS FOUND FROM PROCESS_INSTANCE"
                                + " WHERE PROCESS_DEFINITION_KEY = ? AND STATE = 'ACTIVE' FETCH FIRST " + MAX_COUNT
                                + " ROWS ONLY)",
                        List.of(definition.value()),
                        row -> row.getLong(1))
                .getFirst();
    }

    /**
     * What has an instance of that version open, by PROCESS_INSTANCE_VERSION_IX: ids of orders, in their order.
     *
     * @param limit at most so many
     */
    public List<String> openOn(String processId, int version, int limit) {
        return query(
                "SELECT DISTINCT i.BUSINESS_KEY FROM PROCESS_INSTANCE i WHERE i.PROCESS_DEFINITION_KEY IN"
                        + " (SELECT d.PROCESS_DEFINITION_KEY FROM PROCESS_DEFINITION d"
                        + " WHERE d.PROCESS_ID = ? AND d.VERSION = ?) AND i.STATE = 'ACTIVE'"
                        + " AND i.BUSINESS_KEY IS NOT NULL ORDER BY i.BUSINESS_KEY FETCH FIRST ? ROWS ONLY",
                List.of(processId, version, limit),
                row -> row.getString(1));
    }

    /** Of an order: what is open, and what was started by a message even when it has ended; by PROCESS_INSTANCE_BUSINESS_IX. */
    public List<RunningInstance> ofOrder(String orderId) {
        return query(
                "SELECT " + RUNNING_COLUMNS + " FROM PROCESS_INSTANCE i WHERE i.BUSINESS_KEY = ?"
                        + " AND (i.STATE = 'ACTIVE' OR i.PARENT_INSTANCE_KEY IS NULL)"
                        + " ORDER BY i.PROCESS_INSTANCE_KEY DESC FETCH FIRST " + MAX_OF_ORDER + " ROWS ONLY",
                List.of(orderId),
                ProcessVersions::running);
    }

    /** Empty when the engine has not told of it, or not yet. */
    public Optional<RunningInstance> find(ProcessInstanceKey key) {
        return query(
                        "SELECT " + RUNNING_COLUMNS + " FROM PROCESS_INSTANCE i WHERE i.PROCESS_INSTANCE_KEY = ?",
                        List.of(key.value()),
                        ProcessVersions::running)
                .stream()
                .findFirst();
    }

    private static RunningInstance running(ResultSet row) throws SQLException {
        int version = row.getInt(3);
        return new RunningInstance(
                new ProcessInstanceKey(row.getLong(1)),
                row.getString(2),
                version,
                Math.max(version, row.getInt(5)),
                InstanceState.valueOf(row.getString(4)));
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
            throw new IllegalStateException("The versions of the processes cannot be read", away);
        }
    }
}
