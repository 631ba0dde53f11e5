package dialtone.order.service;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.order.JeopardyTask;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;

/** Orders that are so late that a person looks after them. */
@Stateless
public class JeopardyTasks {

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public JeopardyTasks() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    JeopardyTasks(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * Open tasks, the longest open first; or closed ones, the last closed first.
     *
     * @param limit 1 to {@link Page#MAX_LIMIT}; more is cut to that
     */
    public Page<JeopardyTask> list(boolean open, int offset, int limit) {
        try (Connection connection = dataSource.getConnection()) {
            return JeopardyRows.tasks(connection, open, Math.max(0, offset), Math.clamp(limit, 1, Page.MAX_LIMIT));
        } catch (SQLException e) {
            throw new IllegalStateException("The jeopardy tasks cannot be read", e);
        }
    }

    public Optional<JeopardyTask> find(String taskId) {
        try (Connection connection = dataSource.getConnection()) {
            return JeopardyRows.task(connection, taskId);
        } catch (SQLException e) {
            throw new IllegalStateException("The jeopardy task cannot be read", e);
        }
    }

    /**
     * Says that the order is seen to. It stays red until it has caught up, and has no other task before it was something else.
     *
     * <p>Rejections: {@code UNKNOWN_JEOPARDY_TASK}, {@code NOT_IN_VALID_STATE} (closed already), {@code MISSING} and {@code TOO_LONG}
     * (field {@code note}).
     *
     * @param by   login
     * @param note what is being done, at most {@value JeopardyTask#MAX_NOTE} characters
     */
    public Outcome<JeopardyTask> close(String taskId, String by, String note) {
        String words = note.strip();
        if (words.length() > JeopardyTask.MAX_NOTE) {
            return Outcome.rejected(
                    Rejection.at("note", "TOO_LONG", "A note has at most " + JeopardyTask.MAX_NOTE + " characters."));
        }
        if (find(taskId).isEmpty()) {
            return Outcome.rejected(Rejection.of("UNKNOWN_JEOPARDY_TASK", "There is no such jeopardy task."));
        }
        if (words.isEmpty()) {
            return Outcome.rejected(
                    Rejection.at("note", "MISSING", "Say what is being done, for those who read it later."));
        }
        try (Connection connection = dataSource.getConnection()) {
            return JeopardyRows.closeTask(connection, taskId, by, words, clock.instant())
                    ? Outcome.accepted(find(taskId).orElseThrow())
                    : Outcome.rejected(
                            Rejection.of("NOT_IN_VALID_STATE", "Jeopardy task " + taskId + " is closed already."));
        } catch (SQLException e) {
            throw new IllegalStateException("The jeopardy task cannot be closed", e);
        }
    }
}
