package dialtone.fulfilment.service;

import dialtone.fulfilment.UnwantedStep;
import dialtone.fulfilment.service.ActionRow.State;
import dialtone.fulfilment.service.Standing.Awaited;
import dialtone.fulfilment.service.Standing.Forgone;
import dialtone.fulfilment.service.Standing.Open;
import dialtone.fulfilment.service.Standing.Refused;
import dialtone.fulfilment.service.Standing.Succeeded;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Makes one effect on a network element of jobs that come at least once: the intent is written before the call and the
 * outcome after it, never in one transaction. An outcome may be written with what follows from it: the step's next intent, or its end. Until
 * then it is as unknown to others as it was during the call, and whoever comes meanwhile asks the element.
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

    /**
     * How long after its last attempt a request may still reach its element: the job that made it is over by then. An element that
     * does not know it sooner may get to know it.
     */
    static final Duration ON_ITS_WAY = Duration.ofSeconds(30);

    /** In place of the job that was told a refusal, when none was: the fault policy has the same job ask again. */
    public static final long RETRIED = 0;

    /** The same, when a job that comes later asks again. */
    public static final long HELD = -1;

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which injects both
    public NetworkActions() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment")
    public NetworkActions(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * Writes that the action is about to be tried, or finds what came of it before.
     *
     * @param jobKey the engine's key of the job, which stays the same when the same job comes again
     */
    public Standing intend(String stepId, String action, long jobKey) {
        try (Connection connection = dataSource.getConnection()) {
            ActionRows rows = new ActionRows(connection, clock);
            Optional<ActionRow> last = rows.last(stepId, action);
            if (last.isEmpty()) {
                return rows.begin(stepId, action, 1);
            }
            ActionRow row = last.get();
            return switch (row.state()) {
                case SUCCEEDED -> new Succeeded(row.facts());
                case INTENDED, ACCEPTED -> {
                    rows.countAttempt(row.requestId());
                    yield row.open();
                }
                case REFUSED -> {
                    if (row.toldJob().isPresent() && row.toldJob().get() != jobKey) {
                        yield rows.begin(stepId, action, row.generation() + 1);
                    }
                    rows.tell(row.requestId(), jobKey);
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
            ActionRows rows = new ActionRows(connection, clock);
            Optional<ActionRow> last = rows.last(stepId, action);
            if (last.isEmpty()) {
                rows.forgo(stepId, action);
                return new Forgone();
            }
            ActionRow row = last.get();
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
        return outcome(requestId, State.FORGONE, "", jobKey);
    }

    /** The effect is there. What was settled before stays as it is: nothing is read of an action that has no outcome yet. */
    public Standing succeed(DoneAction done) {
        try (Connection connection = dataSource.getConnection()) {
            ActionRows rows = new ActionRows(connection, clock);
            if (rows.succeed(done.requestId(), done.facts())) {
                return new Succeeded(done.facts());
            }
            ActionRow row = rows.intended(done.requestId());
            if (row.state().isOpen() && rows.succeed(done.requestId(), done.facts())) {
                // forgone, and accepted by the element just now
                return new Succeeded(done.facts());
            }
            if (row.state() == State.FORGONE) {
                rows.settle(row.requestId(), State.SUCCEEDED, done.facts(), "");
            }
            return settled(rows, row, done.jobKey());
        } catch (SQLException e) {
            throw new IllegalStateException("The outcome of " + done.requestId() + " is not written", e);
        }
    }

    /**
     * The effect is there, and the same job is about to try the step's next action: {@link #succeed} and {@link #intend} in one.
     *
     * @return the standing of the next action; that of the effect when it is not {@link Succeeded}, and then nothing is intended
     */
    public Standing succeedAndIntend(DoneAction done, String stepId, String action) {
        Standing standing = succeed(done);
        return standing instanceof Succeeded ? intend(stepId, action, done.jobKey()) : standing;
    }

    /**
     * The effect is there, and with that something else is done: both are stored or none. Nothing else is done when the standing of the
     * effect is not {@link Succeeded}.
     *
     * @return the standing of the effect
     */
    public Standing succeedWith(DoneAction done, Runnable rest) {
        Standing standing = succeed(done);
        if (standing instanceof Succeeded) {
            rest.run();
        }
        return standing;
    }

    /** The element has refused. What was settled before, by a report that was faster, stays as it is. */
    public Standing refuse(String requestId, String words, long jobKey) {
        return outcome(requestId, State.REFUSED, words, jobKey);
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

    /**
     * Those of whom no element has to be asked anything: what was not begun is left, and of what was not done nothing is taken back. Of an
     * action that was begun and has no outcome the element has to be asked.
     */
    public List<UnwantedStep> withNothingToAsk(List<UnwantedStep> steps) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT COUNT(*) FROM NETWORK_ACTION WHERE STEP_ID = ? AND STATE IN ('INTENDED', 'ACCEPTED')"
                                + " OR STEP_ID = ? AND STATE IN ('INTENDED', 'ACCEPTED', 'SUCCEEDED')")) {
            List<UnwantedStep> found = new ArrayList<>();
            for (UnwantedStep step : steps) {
                select.setString(1, step.stepId());
                select.setString(2, step.undoes().orElse(null));
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    if (row.getInt(1) == 0) {
                        found.add(step);
                    }
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("The actions of steps that are not wanted are not read", e);
        }
    }

    /** The element has accepted and will report; the outcome when the report was faster. */
    public Standing await(String requestId, long jobKey) {
        return outcome(requestId, State.ACCEPTED, "", jobKey);
    }

    /** Keeps what went wrong with an attempt whose outcome nobody knows. */
    public void noteOutage(String requestId, String words) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE NETWORK_ACTION SET LAST_WORDS = ? WHERE REQUEST_ID = ?"
                                + " AND STATE IN ('INTENDED', 'ACCEPTED')")) {
            update.setString(1, ActionRows.limited(words));
            update.setString(2, requestId);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The outage of " + requestId + " is not written", e);
        }
    }

    private Standing outcome(String requestId, State state, String words, long jobKey) {
        try (Connection connection = dataSource.getConnection()) {
            ActionRows rows = new ActionRows(connection, clock);
            ActionRow row = rows.intended(requestId);
            boolean open = row.state().isOpen();
            if (open && state == State.FORGONE && isOnItsWay(row)) {
                return new Awaited();
            }
            boolean against = row.state() == State.FORGONE && state != State.FORGONE;
            if ((open || against) && state == State.ACCEPTED) {
                rows.markAccepted(requestId);
            } else if (open || against) {
                rows.settle(requestId, state, Map.of(), words);
            }
            if (!open) {
                return settled(rows, row, jobKey);
            }
            return switch (state) {
                case REFUSED -> {
                    rows.tell(requestId, jobKey);
                    yield new Refused(ActionRows.limited(words), row.forGood());
                }
                case FORGONE -> new Forgone();
                default -> new Awaited();
            };
        } catch (SQLException e) {
            throw new IllegalStateException("The outcome of " + requestId + " is not written", e);
        }
    }

    /**
     * What had come of an action before. Where nobody was to begin it the element's word is the truth, which the step's undo has to find; this job goes no further.
     *
     * @param row as it was then
     */
    private static Standing settled(ActionRows rows, ActionRow row, long jobKey) throws SQLException {
        return switch (row.state()) {
            case SUCCEEDED -> new Succeeded(row.facts());
            case REFUSED -> {
                rows.tell(row.requestId(), jobKey);
                yield new Refused(row.words(), row.forGood());
            }
            case FORGONE -> new Forgone();
            case INTENDED, ACCEPTED -> throw new IllegalStateException(row.requestId() + " has no outcome yet");
        };
    }

    private boolean isOnItsWay(ActionRow row) {
        return clock.instant().isBefore(row.attemptedAt().plus(ON_ITS_WAY));
    }
}
