package dialtone.usage.service;

import dialtone.base.Page;
import dialtone.ledger.service.Columns;
import dialtone.usage.RejectedLine;
import dialtone.usage.SuspendedUsage;
import dialtone.usage.SuspenseFilter;
import dialtone.usage.UsageFile;
import dialtone.usage.UsageReject;
import dialtone.usage.service.UsageRegister.Attempt;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The register of usage files: each taken once, with what became of its lines. */
@Stateless
public class UsageFiles {

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // the container injects
    public UsageFiles() {}

    @SuppressWarnings({"UnnecessaryAssignment", "NullAway"}) // outside a container: tests
    UsageFiles(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * Registers a file, or finds it where the same bytes were delivered before, under whatever name. Where nothing of them was a record by the layout
     * of then, another layout has them anew.
     */
    public UsageFile register(NewUsageFile file) {
        try (Connection connection = dataSource.getConnection()) {
            Optional<Attempt> known = UsageRegister.byChecksum(connection, file.checksum());
            if (known.isEmpty() || isFor(connection, file, known.get().file())) {
                try {
                    int attempt = known.map(Attempt::number).orElse(0) + 1;
                    UsageRegister.insert(connection, file, attempt, clock.instant());
                } catch (SQLIntegrityConstraintViolationException registeredByAnother) {
                    // the same bytes came twice at the same time: the other delivery's row is found below
                }
                known = UsageRegister.byChecksum(connection, file.checksum());
            }
            return known.map(Attempt::file).orElseThrow(() -> new IllegalStateException("Not registered: " + file));
        } catch (SQLException e) {
            throw new IllegalStateException("The register does not take " + file.name(), e);
        }
    }

    /** Whether it is another layout's turn. Records that people refused were records. */
    private static boolean isFor(Connection connection, NewUsageFile file, UsageFile former) throws SQLException {
        return !former.layout().equals(file.layout().name())
                && former.hadNoRecord()
                && count(connection, "SELECT COUNT(*) FROM USAGE_REFUSAL WHERE FILE_ID = ?", former.id()) == 0;
    }

    /** All lines of the file are taken. */
    public UsageFile complete(long fileId) {
        return close(fileId, UsageFile.State.COMPLETED, "");
    }

    /** @param failure why it is no usage file */
    public UsageFile refuse(long fileId, String failure) {
        return close(fileId, UsageFile.State.REFUSED, failure);
    }

    /** Newest first; at most {@link Page#MAX_LIMIT}. */
    public Page<UsageFile> list(int offset, int limit) {
        try (Connection connection = dataSource.getConnection()) {
            return new Page<>(
                    UsageRegister.list(connection, offset, Math.min(limit, Page.MAX_LIMIT)),
                    offset,
                    count(connection, "SELECT COUNT(*) FROM USAGE_FILE"));
        } catch (SQLException e) {
            throw new IllegalStateException("Usage files cannot be listed", e);
        }
    }

    public Optional<UsageFile> find(long fileId) {
        try (Connection connection = dataSource.getConnection()) {
            return UsageRegister.byId(connection, fileId);
        } catch (SQLException e) {
            throw new IllegalStateException("Usage file " + fileId + " cannot be read", e);
        }
    }

    /** The rejected lines of all files, newest file first, lines in their order; at most {@link Page#MAX_LIMIT}. */
    public Page<RejectedLine> rejects(int offset, int limit) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT R.FILE_ID, F.NAME, R.LINE_NUMBER, R.REASON, R.MESSAGE, R.RAW_LINE, R.REJECTED_AT FROM USAGE_REJECT R"
                                + " JOIN USAGE_FILE F ON F.ID = R.FILE_ID ORDER BY R.FILE_ID DESC, R.LINE_NUMBER"
                                + " OFFSET ? ROWS FETCH NEXT ? ROWS ONLY")) {
            select.setInt(1, offset);
            select.setInt(2, Math.min(limit, Page.MAX_LIMIT));
            List<RejectedLine> found = rejects(select);
            return new Page<>(found, offset, count(connection, "SELECT COUNT(*) FROM USAGE_REJECT"));
        } catch (SQLException e) {
            throw new IllegalStateException("Rejected usage cannot be listed", e);
        }
    }

    /** The rejected lines of one file, in their order; at most {@link Page#MAX_LIMIT}. */
    public Page<RejectedLine> rejectsOf(long fileId, int offset, int limit) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT R.FILE_ID, F.NAME, R.LINE_NUMBER, R.REASON, R.MESSAGE, R.RAW_LINE, R.REJECTED_AT FROM USAGE_REJECT R"
                                + " JOIN USAGE_FILE F ON F.ID = R.FILE_ID WHERE R.FILE_ID = ? ORDER BY R.LINE_NUMBER"
                                + " OFFSET ? ROWS FETCH NEXT ? ROWS ONLY")) {
            select.setLong(1, fileId);
            select.setInt(2, offset);
            select.setInt(3, Math.min(limit, Page.MAX_LIMIT));
            List<RejectedLine> found = rejects(select);
            return new Page<>(
                    found, offset, count(connection, "SELECT COUNT(*) FROM USAGE_REJECT WHERE FILE_ID = ?", fileId));
        } catch (SQLException e) {
            throw new IllegalStateException("Rejected usage of file " + fileId + " cannot be listed", e);
        }
    }

    /** Records that nobody can be charged for yet, by source and sequence; at most {@link Page#MAX_LIMIT}. */
    public Page<SuspendedUsage> suspended(int offset, int limit) {
        try (Connection connection = dataSource.getConnection()) {
            return new Page<>(
                    SuspenseRows.list(connection, SuspenseFilter.ALL, offset, Math.min(limit, Page.MAX_LIMIT)),
                    offset,
                    SuspenseRows.count(connection, SuspenseFilter.ALL));
        } catch (SQLException e) {
            throw new IllegalStateException("Suspended usage cannot be listed", e);
        }
    }

    private UsageFile close(long fileId, UsageFile.State state, String failure) {
        try (Connection connection = dataSource.getConnection()) {
            UsageRegister.close(connection, fileId, state, failure, clock.instant());
            return UsageRegister.byId(connection, fileId)
                    .orElseThrow(() -> new IllegalStateException("Usage file " + fileId + " is not registered"));
        } catch (SQLException e) {
            throw new IllegalStateException("Usage file " + fileId + " cannot be closed", e);
        }
    }

    private static List<RejectedLine> rejects(PreparedStatement select) throws SQLException {
        List<RejectedLine> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                UsageReject reject = new UsageReject(
                        row.getLong("LINE_NUMBER"),
                        UsageReject.Reason.valueOf(row.getString("REASON")),
                        row.getString("MESSAGE"),
                        Columns.text(row, "RAW_LINE"));
                found.add(new RejectedLine(
                        row.getLong("FILE_ID"), row.getString("NAME"), reject, Columns.instant(row, "REJECTED_AT")));
            }
        }
        return found;
    }

    private static long count(Connection connection, String sql, long... binds) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < binds.length; i++) {
                select.setLong(i + 1, binds[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
