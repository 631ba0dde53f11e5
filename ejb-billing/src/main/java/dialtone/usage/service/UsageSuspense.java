package dialtone.usage.service;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.usage.PartEntry;
import dialtone.usage.RecordKey;
import dialtone.usage.RefusedUsage;
import dialtone.usage.SuspendedUsage;
import dialtone.usage.SuspenseAction;
import dialtone.usage.SuspenseAction.Kind;
import dialtone.usage.SuspenseCase;
import dialtone.usage.SuspenseFilter;
import dialtone.usage.SuspenseResult;
import dialtone.usage.Suspension;
import dialtone.usage.UsageCorrection;
import dialtone.usage.UsageCorrection.Corrected;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * What people do with records that nobody can be charged for: correct one, try it again, refuse it for good. Who did what and when is kept, and
 * what became of a record moves in the counts of its file in the same transaction.
 *
 * <p>Whoever has the row of a record's file decides about the record; so the rows of the files are locked before records are read, as intake and
 * {@link UsageRecycling} do.
 */
@Stateless
public class UsageSuspense {

    /** One transaction takes them, within a second. */
    static final int MAX_RECORDS = 1_000;

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private UsageRating rating;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // the container injects
    public UsageSuspense() {}

    @SuppressWarnings({"UnnecessaryAssignment", "NullAway"}) // outside a container: tests
    UsageSuspense(DataSource dataSource, UsageRating rating, Clock clock) {
        this.dataSource = dataSource;
        this.rating = rating;
        this.clock = clock;
    }

    /**
     * Some of the records that a filter means.
     *
     * @param result what became of them; whether there are more
     * @param last   behind which to go on
     */
    public record Step(SuspenseResult result, Optional<RecordKey> last) {}

    /** By source and sequence; at most {@link Page#MAX_LIMIT}. */
    public Page<SuspendedUsage> list(SuspenseFilter filter, int offset, int limit) {
        try (Connection connection = dataSource.getConnection()) {
            return new Page<>(
                    SuspenseRows.list(connection, filter, offset, Math.min(limit, Page.MAX_LIMIT)),
                    offset,
                    SuspenseRows.count(connection, filter));
        } catch (SQLException e) {
            throw new IllegalStateException("Suspended usage cannot be listed", e);
        }
    }

    /** A record that is suspended or was refused; empty for one that is rated, or never was suspended. */
    public Optional<SuspenseCase> find(RecordKey key) {
        try (Connection connection = dataSource.getConnection()) {
            Optional<SuspendedUsage> waiting = SuspenseRows.find(connection, key);
            Optional<SuspendedUsage> found = waiting.isPresent() ? waiting : SuspenseRows.refused(connection, key);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new SuspenseCase(
                    waiting.isPresent() ? SuspenseCase.State.SUSPENDED : SuspenseCase.State.REFUSED,
                    found.get(),
                    SuspenseRows.actions(connection, key, 0, Page.MAX_LIMIT).reversed()));
        } catch (SQLException e) {
            throw failed(key, e);
        }
    }

    /** What people did with a record that was suspended once, whatever it is now: the latest first; at most {@link Page#MAX_LIMIT}. */
    public Page<SuspenseAction> actions(RecordKey key, int offset, int limit) {
        try (Connection connection = dataSource.getConnection()) {
            return new Page<>(
                    SuspenseRows.actions(connection, key, offset, Math.min(limit, Page.MAX_LIMIT)),
                    offset,
                    SuspenseRows.countActions(connection, key));
        } catch (SQLException e) {
            throw failed(key, e);
        }
    }

    /** The refused records of one file, in the order of their keys; at most {@link Page#MAX_LIMIT}. */
    public Page<RefusedUsage> refused(long fileId, int offset, int limit) {
        try (Connection connection = dataSource.getConnection()) {
            return new Page<>(
                    SuspenseRows.refusedOf(connection, fileId, offset, Math.min(limit, Page.MAX_LIMIT)),
                    offset,
                    SuspenseRows.countRefused(connection, fileId));
        } catch (SQLException e) {
            throw new IllegalStateException("Refused usage of file " + fileId + " cannot be listed", e);
        }
    }

    /** How many there are. */
    public long count(SuspenseFilter filter) {
        try (Connection connection = dataSource.getConnection()) {
            return SuspenseRows.count(connection, filter);
        } catch (SQLException e) {
            throw new IllegalStateException("Suspended usage cannot be counted", e);
        }
    }

    /**
     * Corrects fields of a record. It stays suspended, for the reason that it has then. One that nothing stands against any more waits as if for an
     * account: it is rated when it is tried again, or with what else waits for its number or in its file.
     *
     * <p>Rejections: RECORD_NOT_SUSPENDED; those of {@link UsageCorrection#of}.
     *
     * @param login who corrects
     */
    public Outcome<SuspendedUsage> correct(RecordKey key, UsageCorrection correction, String login) {
        try (Connection connection = dataSource.getConnection()) {
            Optional<SuspendedUsage> found =
                    SuspenseRows.locked(connection, List.of(key)).stream().findFirst();
            if (found.isEmpty()) {
                return notSuspended(key);
            }
            SuspendedUsage record = found.get();
            return switch (correction.of(record.event())) {
                case Outcome.Rejected<Corrected>(List<Rejection> reasons) -> Outcome.rejected(reasons);
                case Outcome.Accepted<Corrected>(Corrected corrected) -> {
                    Instant now = clock.instant();
                    rating.lock(connection, List.of(record.event(), corrected.event()));
                    Suspension reason = record.reason().isOfSession()
                            ? record.reason()
                            : rating.reason(connection, corrected.event());
                    SuspenseRows.correct(connection, corrected.event(), reason);
                    List<SuspenseAction> actions = corrected.changes().stream()
                            .map(change -> new SuspenseAction(
                                    Kind.CORRECTED,
                                    change.field().wire(),
                                    change.former(),
                                    change.now(),
                                    "",
                                    login,
                                    now))
                            .toList();
                    SuspenseRows.note(connection, new TreeMap<>(Map.of(key, actions)));
                    yield Outcome.accepted(
                            new SuspendedUsage(corrected.event(), record.fileId(), reason, record.suspendedAt()));
                }
            };
        } catch (SQLException e) {
            throw failed(key, e);
        }
    }

    /**
     * Tries a record again: it is rated, or stays suspended for the reason that there is now.
     *
     * <p>Rejections: RECORD_NOT_SUSPENDED.
     */
    public Outcome<SuspenseResult> recycle(RecordKey key, String login) {
        try (Connection connection = dataSource.getConnection()) {
            WaitingSessions.Whole whole = WaitingSessions.whole(connection, new TreeSet<>(Set.of(key)));
            List<SuspendedUsage> records = SuspenseRows.locked(connection, whole.all());
            return records.isEmpty()
                    ? notSuspended(key)
                    : Outcome.accepted(recycle(connection, records, whole.asked(), new Try(login, false)));
        } catch (SQLException e) {
            throw failed(key, e);
        }
    }

    /**
     * Refuses a record for good: it is among the rejected ones of its file from then on, and sent again it is a duplicate.
     *
     * <p>Rejections: RECORD_NOT_SUSPENDED; REMARK_MISSING, REMARK_TOO_LONG.
     *
     * @param remark why
     */
    public Outcome<SuspenseResult> refuse(RecordKey key, String remark, String login) {
        Optional<Rejection> fault = faultOf(remark);
        if (fault.isPresent()) {
            return Outcome.rejected(fault.get());
        }
        try (Connection connection = dataSource.getConnection()) {
            List<SuspendedUsage> records = SuspenseRows.locked(connection, List.of(key));
            return records.isEmpty() ? notSuspended(key) : Outcome.accepted(refuse(connection, records, remark, login));
        } catch (SQLException e) {
            throw failed(key, e);
        }
    }

    /** Why a remark cannot be kept. */
    static Optional<Rejection> faultOf(String remark) {
        if (remark.isBlank()) {
            return Optional.of(Rejection.at("reason", "REMARK_MISSING", "Who refuses a record says why."));
        }
        return remark.length() > SuspenseAction.MAX_REMARK
                ? Optional.of(Rejection.at(
                        "reason",
                        "REMARK_TOO_LONG",
                        "A reason has at most " + SuspenseAction.MAX_REMARK + " characters."))
                : Optional.empty();
    }

    /**
     * Tries the next ones of a filter again, at most {@value #MAX_RECORDS}, in the order of their keys.
     *
     * @throws IllegalStateException if the database fails; nothing is changed, and it may be tried again
     */
    public Step recycleNext(SuspenseFilter filter, Optional<RecordKey> after, String login) {
        return next(filter, after, (connection, keys) -> {
            WaitingSessions.Whole whole = WaitingSessions.whole(connection, keys);
            List<SuspendedUsage> records = SuspenseRows.locked(connection, whole.all());
            return new Step(
                    recycle(connection, records, whole.asked(), new Try(login, true)),
                    Optional.of(whole.asked().last()));
        });
    }

    /**
     * Refuses the next ones of a filter, at most {@value #MAX_RECORDS}, in the order of their keys.
     *
     * @throws IllegalStateException if the database fails; nothing is changed, and it may be tried again
     */
    public Step refuseNext(SuspenseFilter filter, Optional<RecordKey> after, String remark, String login) {
        return next(
                filter,
                after,
                (connection, keys) -> new Step(
                        refuse(connection, SuspenseRows.locked(connection, keys), remark, login),
                        Optional.of(keys.last())));
    }

    private interface Work {
        Step of(Connection connection, SortedSet<RecordKey> keys) throws SQLException;
    }

    private Step next(SuspenseFilter filter, Optional<RecordKey> after, Work work) {
        try (Connection connection = dataSource.getConnection()) {
            SortedSet<RecordKey> keys = new TreeSet<>();
            SuspenseRows.behind(connection, filter, after, MAX_RECORDS)
                    .forEach(record -> keys.add(RecordKey.of(record.event())));
            if (keys.isEmpty()) {
                return new Step(SuspenseResult.NONE, after);
            }
            Step step = work.of(connection, keys);
            boolean more = keys.size() == MAX_RECORDS || !step.last().equals(Optional.of(keys.last()));
            return more ? new Step(step.result().andMore(), step.last()) : step;
        } catch (SQLException e) {
            throw new IllegalStateException("Suspended usage is not taken up", e);
        }
    }

    /** @param bulk one try among thousands is told of a record only where it has changed something */
    private record Try(String login, boolean bulk) {}

    /**
     * @param records with the other parts of their sessions
     * @param asked   those that are meant; parts that wait with them are not counted, for they are asked for themselves
     */
    private SuspenseResult recycle(Connection connection, List<SuspendedUsage> records, Set<RecordKey> asked, Try by)
            throws SQLException {
        Instant now = clock.instant();
        SuspenseRating.Recycled recycled = SuspenseRating.rate(connection, rating, records, now, true);
        TreeMap<RecordKey, List<SuspenseAction>> actions = new TreeMap<>();
        note(actions, recycled.rated(), new SuspenseAction(Kind.RATED, "", "", "", "", by.login(), now));
        note(actions, recycled.duplicates(), new SuspenseAction(Kind.DUPLICATE, "", "", "", "", by.login(), now));
        long still = 0;
        for (Map.Entry<SuspendedUsage, Suspension> left : recycled.still().entrySet()) {
            RecordKey key = RecordKey.of(left.getKey().event());
            Suspension reason = left.getValue();
            still += asked.contains(key) ? 1 : 0;
            if (!by.bulk() || left.getKey().reason() != reason) {
                actions.put(
                        key,
                        List.of(new SuspenseAction(Kind.STILL_SUSPENDED, "", "", "", reason.name(), by.login(), now)));
            }
        }
        SuspenseRows.note(connection, actions);
        long rated = recycled.rated().size();
        long duplicate = recycled.duplicates().size();
        return new SuspenseResult(rated + duplicate + still, rated, duplicate, 0, still, false);
    }

    private static void note(
            Map<RecordKey, List<SuspenseAction>> actions, List<SuspendedUsage> records, SuspenseAction action) {
        records.forEach(record -> actions.put(RecordKey.of(record.event()), List.of(action)));
    }

    private SuspenseResult refuse(Connection connection, List<SuspendedUsage> found, String remark, String login)
            throws SQLException {
        // numbers behind files, as rating does: who brings a line back has its number when he changes the reasons of
        // its records
        rating.lock(connection, found.stream().map(SuspendedUsage::event).toList());
        List<SuspendedUsage> records = SuspenseRows.still(
                connection,
                found.stream().map(record -> RecordKey.of(record.event())).toList());
        SuspenseAction refused = new SuspenseAction(Kind.REFUSED, "", "", "", remark, login, clock.instant());
        SuspenseRows.delete(connection, records);
        SuspenseRows.refuse(connection, records, refused);
        UsageParts.mark(connection, records, PartEntry.State.REFUSED);
        UsageRegister.rejectSuspended(connection, SuspenseRows.byFile(records));
        TreeMap<RecordKey, List<SuspenseAction>> actions = new TreeMap<>();
        note(actions, records, refused);
        SuspenseRows.note(connection, actions);
        return new SuspenseResult(records.size(), 0, 0, records.size(), 0, false);
    }

    private static <T> Outcome<T> notSuspended(RecordKey key) {
        return Outcome.rejected(Rejection.of(
                "RECORD_NOT_SUSPENDED", "Record " + key.sequence() + " of " + key.source() + " is not suspended."));
    }

    private static IllegalStateException failed(RecordKey key, SQLException cause) {
        return new IllegalStateException(
                "Record " + key.sequence() + " of " + key.source() + " cannot be taken up", cause);
    }
}
