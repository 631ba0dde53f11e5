package dialtone.usage.service;

import dialtone.usage.PartEntry.State;
import dialtone.usage.PartialRecord;
import dialtone.usage.PartialSession;
import dialtone.usage.PartialSession.Verdict;
import dialtone.usage.RecordKey;
import dialtone.usage.SessionKey;
import dialtone.usage.SessionPart.Missing;
import dialtone.usage.SuspendedUsage;
import dialtone.usage.Suspension;
import dialtone.usage.UsageEvent;
import dialtone.usage.service.UsageParts.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** Suspended records, of which those that are parts of a session are put together, or wait on for the others. */
final class WaitingSessions {

    /** Read, rated and deleted in one transaction, within some seconds. */
    private static final int MAX_PARTS = 10_000;

    private final Instant now;
    private final boolean byPerson;
    private final Map<RecordKey, SuspendedUsage> waiting = new LinkedHashMap<>();

    private final IdentityHashMap<UsageEvent, List<SuspendedUsage>> ratable = new IdentityHashMap<>();
    private final List<UsageEvent> events = new ArrayList<>();
    private final List<SuspendedUsage> duplicates = new ArrayList<>();
    private final List<SuspendedUsage> unfit = new ArrayList<>();
    private final List<SuspendedUsage> overdue = new ArrayList<>();
    private final Map<SuspendedUsage, Suspension> waitingOn = new LinkedHashMap<>();

    private WaitingSessions(Instant now, boolean byPerson) {
        this.now = now;
        this.byPerson = byPerson;
    }

    /**
     * @param records  that are suspended, their files being locked
     * @param byPerson whether somebody decides that what there is becomes the whole, where the time to wait is up
     */
    static WaitingSessions of(Connection connection, List<SuspendedUsage> records, Instant now, boolean byPerson)
            throws SQLException {
        WaitingSessions sessions = new WaitingSessions(now, byPerson);
        SortedMap<RecordKey, Row> parts = UsageParts.of(
                connection,
                records.stream().map(record -> RecordKey.of(record.event())).toList());
        TreeSet<SessionKey> keys = new TreeSet<>();
        for (SuspendedUsage record : records) {
            RecordKey key = RecordKey.of(record.event());
            Row part = parts.get(key);
            if (part == null || !part.isOpen()) {
                sessions.take(record.event(), List.of(record));
            } else {
                sessions.waiting.put(key, record);
                keys.add(part.session());
            }
        }
        Set<RecordKey> left = new TreeSet<>(sessions.waiting.keySet());
        for (List<Row> session : UsageParts.ofSessions(connection, keys).values()) {
            sessions.weigh(session);
            session.forEach(part -> left.remove(part.key()));
        }
        left.forEach(key -> sessions.leaveToPeople(sessions.held(key))); // more than a session has
        return sessions;
    }

    /**
     * Records with all that wait with them as parts of the same sessions.
     *
     * @param asked the first ones of those that were asked for; the others are for the next time, lest it become too many
     * @param all   at most {@value #MAX_PARTS}, and what waits as parts of one further session
     */
    record Whole(SortedSet<RecordKey> asked, Set<RecordKey> all) {}

    static Whole whole(Connection connection, SortedSet<RecordKey> records) throws SQLException {
        return whole(connection, records, MAX_PARTS);
    }

    /** @param maxParts instead of {@value #MAX_PARTS} */
    static Whole whole(Connection connection, SortedSet<RecordKey> records, int maxParts) throws SQLException {
        SortedMap<RecordKey, Row> parts = UsageParts.of(connection, records);
        TreeSet<RecordKey> asked = new TreeSet<>();
        TreeSet<RecordKey> all = new TreeSet<>();
        Set<SessionKey> seen = new TreeSet<>();
        for (RecordKey record : records) {
            if (all.size() >= maxParts) {
                break;
            }
            asked.add(record);
            all.add(record);
            Row part = parts.get(record);
            if (part != null && part.isOpen() && seen.add(part.session())) {
                all.addAll(partsOf(connection, List.of(part.session())));
            }
        }
        return new Whole(asked, all);
    }

    /** What waits as a part of these sessions. */
    static Set<RecordKey> partsOf(Connection connection, Collection<SessionKey> sessions) throws SQLException {
        TreeSet<RecordKey> all = new TreeSet<>();
        UsageParts.ofSessions(connection, sessions)
                .values()
                .forEach(parts -> parts.stream().filter(Row::isOpen).forEach(part -> all.add(part.key())));
        return all;
    }

    private void take(UsageEvent event, List<SuspendedUsage> parts) {
        ratable.put(event, parts);
        events.add(event);
    }

    private void weigh(List<Row> parts) {
        if (parts.stream().anyMatch(part -> part.isOpen() && !waiting.containsKey(part.key()))) {
            // a part was stored while the files' rows were waited for: who brought it looks at all of them next
            leaveAlone(parts);
            return;
        }
        List<Row> open =
                parts.stream().filter(part -> waiting.containsKey(part.key())).toList();
        PartialSession session = new PartialSession(
                of(parts, State.JOINED),
                of(parts, State.REFUSED),
                open.stream().map(Row::record).toList());
        boolean timeIsUp = open.stream().noneMatch(part -> part.waitUntil().isAfter(now));
        boolean asItIs = timeIsUp
                && (byPerson
                        || open.stream()
                                .anyMatch(
                                        part -> part.record().part().patience().missing() == Missing.RATE));
        sort(asItIs ? session.asItIs() : session.ifComplete(this::isDecided), timeIsUp);
    }

    private boolean isDecided(PartialRecord part) {
        SuspendedUsage record = waiting.get(RecordKey.of(part.event()));
        return record != null && !record.reason().isOfSession();
    }

    private void sort(Verdict verdict, boolean timeIsUp) {
        duplicates.addAll(held(verdict.duplicates()));
        held(verdict.unfit()).forEach(this::leaveToPeople);
        List<SuspendedUsage> parts = held(verdict.parts());
        parts.forEach(part -> waitingOn.put(part, timeIsUp ? Suspension.PART_MISSING : Suspension.INCOMPLETE));
        if (timeIsUp) {
            overdue.addAll(parts);
        }
        for (List<PartialRecord> each : verdict.wholes()) {
            List<SuspendedUsage> whole = held(each);
            if (timeIsUp) {
                overdue.addAll(whole);
            }
            PartialSession.whole(whole.stream().map(SuspendedUsage::event).toList())
                    .ifPresentOrElse(event -> take(event, whole), () -> whole.forEach(this::leaveToPeople));
        }
    }

    private static List<PartialRecord> of(List<Row> parts, State state) {
        return parts.stream()
                .filter(part -> part.state() == state)
                .map(Row::record)
                .toList();
    }

    private void leaveAlone(List<Row> parts) {
        parts.stream()
                .map(part -> waiting.get(part.key()))
                .filter(Objects::nonNull)
                .forEach(record -> waitingOn.put(record, record.reason()));
    }

    private void leaveToPeople(SuspendedUsage record) {
        unfit.add(record);
        waitingOn.put(record, Suspension.PART_UNFIT);
    }

    private List<SuspendedUsage> held(List<PartialRecord> records) {
        return records.stream()
                .map(record -> held(RecordKey.of(record.event())))
                .toList();
    }

    private SuspendedUsage held(RecordKey key) {
        SuspendedUsage record = waiting.get(key);
        if (record == null) {
            throw new IllegalArgumentException("Not taken up: " + key);
        }
        return record;
    }

    /** Records that can be rated: sessions, and what is by itself. */
    List<UsageEvent> events() {
        return events;
    }

    /** What one of the {@link #events} is made of, the first part first. */
    List<SuspendedUsage> recordsOf(UsageEvent event) {
        List<SuspendedUsage> records = ratable.get(event);
        if (records == null) {
            throw new IllegalArgumentException("Not taken up: " + event);
        }
        return records;
    }

    boolean isSession(SuspendedUsage record) {
        return waiting.containsKey(RecordKey.of(record.event()));
    }

    List<SuspendedUsage> duplicates() {
        return duplicates;
    }

    List<SuspendedUsage> unfit() {
        return unfit;
    }

    /** Those of sessions whose time is up, rated or not. */
    List<SuspendedUsage> overdue() {
        return overdue;
    }

    /** Why those wait that cannot be rated. */
    Map<SuspendedUsage, Suspension> waitingOn() {
        return waitingOn;
    }
}
